// dsct/inline: the same public names with the core alone, for bundles that count every kilobyte.

import { instantiate } from "../core.js";
import { makeSolve } from "../solve.js";
import { makeCreateSolver } from "../solver.js";
import type { Capacity, Solve, SolveMany, Solver } from "../types.js";
import { wasmEngine } from "../wasm.js";

export { certify } from "../certify.js";
export { type GenerateOptions, generate } from "../generate.js";
export { svg } from "../svg.js";
export type * from "../types.js";

const slim = makeSolve([wasmEngine(instantiate)]);

/** As `solve` of the main entry; the only engine here is "wasm". */
export const solve: Solve = slim.solve;

/** As `solveMany` of the main entry. */
export const solveMany: SolveMany = slim.solveMany;

/** As `createSolver` of the main entry. */
export const createSolver: (capacity: Capacity) => Solver = makeCreateSolver(() =>
  wasmEngine(instantiate),
);
