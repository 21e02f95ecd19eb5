// dsct/reference: the same public names without WebAssembly, for runtimes that forbid it.

import { referenceEngine } from "../engine/javascript.js";
import { makeSolve } from "../solver/one-shot.js";
import type { Solve, SolveMany } from "../types/index.js";

export { generate } from "../problem/generate.js";
export { certify } from "../schedule/certify.js";
export { svg } from "../schedule/svg.js";
export type * from "../types/index.js";

const main = makeSolve([referenceEngine]);

/** As `solve` of the main entry; the only engine here is "reference". */
export const solve: Solve = main.solve;

/** As `solveMany` of the main entry. */
export const solveMany: SolveMany = main.solveMany;
