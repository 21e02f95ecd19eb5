// Both engines: what `dsct` itself exports.

import core from "../../build/release.wasm";
import { compile } from "../core.js";
import { referenceEngine } from "../reference.js";
import { makeSolve } from "../solve.js";
import { makeCreateSolver } from "../solver.js";
import type { Capacity, Solve, SolveMany, Solver } from "../types.js";
import { wasmEngine } from "../wasm.js";

const instantiate = compile(core);
const main = makeSolve([wasmEngine(instantiate), referenceEngine]);

/**
 * Schedules the tasks of a problem so that no deadline is missed and the total accuracy is as great
 * as the method makes it. Synchronous; changes nothing of the caller's.
 *
 * @throws TypeError or RangeError for a mistake in the input, naming the path, the value and what
 *   was expected, before anything is computed. Every valid problem has a schedule.
 */
export const solve: Solve = main.solve;

/**
 * Solves independent problems with the same options; the answers are those of `solve`, to the bit.
 *
 * @throws as `solve`, before any of them is computed; paths begin with `problems[k]`
 */
export const solveMany: SolveMany = main.solveMany;

/**
 * A reusable workspace with a WebAssembly instance of its own, whose columns are views on its
 * memory: nothing is copied or allocated by `run`.
 *
 * @param capacity how many tasks and machines it has room for; `reserve` makes more
 * @throws RangeError for a capacity that is none, or beyond 4 GiB of memory
 */
export const createSolver: (capacity: Capacity) => Solver = makeCreateSolver(() =>
  wasmEngine(instantiate),
);
