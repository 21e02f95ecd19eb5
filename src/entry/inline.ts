// The entry for every runtime that compiles WebAssembly from bytes: the core travels inside the
// module, as hexadecimal digits.

import core from "../../build/release.wasm";
import { referenceEngine } from "../reference.js";
import { makeSolve } from "../solve.js";
import { makeCreateSolver } from "../solver.js";
import type { Capacity, Solve, SolveMany, Solver } from "../types.js";
import { wasmEngine } from "../wasm.js";

let compiled: WebAssembly.Module | undefined;
let failure: unknown;
// At import: some runtimes compile there and nowhere else. What fails is told at first use.
try {
  compiled = new WebAssembly.Module(decodeHex(core));
} catch (error) {
  failure = error;
}

function instantiate(): object {
  if (compiled) return new WebAssembly.Instance(compiled, {}).exports;
  throw new Error(
    'this runtime does not compile WebAssembly; use { engine: "reference" } or import dsct/reference',
    {
      cause: failure,
    },
  );
}

/** Four bytes a step: a third of the time of a step a byte, in code that runs once (measured). */
function decodeHex(text: string): ArrayBuffer {
  const bytes = new ArrayBuffer(text.length / 2);
  const view = new DataView(bytes);
  const parse = (at: number, length: number) =>
    Number.parseInt(text.slice(2 * at, 2 * (at + length)), 16);
  let at = 0;
  for (; at + 4 <= bytes.byteLength; at += 4) view.setUint32(at, parse(at, 4));
  for (; at < bytes.byteLength; at++) view.setUint8(at, parse(at, 1));
  return bytes;
}

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
