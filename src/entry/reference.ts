// dsct/reference: the same public names without WebAssembly, for runtimes that forbid it.

import { referenceEngine } from "../reference.js";
import { makeSolve } from "../solve.js";
import type { Solve, SolveMany } from "../types.js";

export { certify } from "../certify.js";
export { type GenerateOptions, generate } from "../generate.js";
export { svg } from "../svg.js";
export type * from "../types.js";

const main = makeSolve([referenceEngine]);

/** As `solve` of the main entry; the only engine here is "reference". */
export const solve: Solve = main.solve;

/** As `solveMany` of the main entry. */
export const solveMany: SolveMany = main.solveMany;
