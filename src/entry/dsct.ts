// `dsct` where WebAssembly is compiled from bytes: the core travels inside.

import core from "../../build/release.wasm";
import { compile, decodeCore } from "../engine/module.js";
import { makeWasmApi } from "../solver/api.js";
import type { CreateWasmSolver, Solve, SolveMany } from "../types/index.js";

const api = makeWasmApi(compile(() => decodeCore(core)));

/**
 * Schedules the tasks of a problem so that no deadline is missed and the total accuracy is as great
 * as the method makes it. Synchronous; changes nothing of the caller's.
 *
 * @throws TypeError or RangeError for a mistake in the input, naming the path, the value and what
 *   was expected, before anything is computed. Every valid problem has a schedule.
 */
export const solve: Solve = api.solve;

/**
 * Solves independent problems with the same options; the answers are those of `solve`, to the bit.
 *
 * @throws as `solve`, before any of them is computed; paths begin with `problems[k]`
 */
export const solveMany: SolveMany = api.solveMany;

/**
 * A reusable workspace with a WebAssembly instance of its own, whose columns are views on its
 * memory: nothing is copied or allocated by `run`.
 *
 * `createSolver(capacity)` takes the core that the package found; `createSolver(module, capacity?)`
 * the compiled `dsct/core.wasm` that you imported yourself, where that is the only way to one.
 *
 * @param capacity how many tasks and machines it has room for; `reserve` makes more
 * @throws RangeError for a capacity that is none, or beyond 4 GiB of memory; TypeError for a module
 *   that is not the core
 */
export const createSolver: CreateWasmSolver = api.createSolver;
