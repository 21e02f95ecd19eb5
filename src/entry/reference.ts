// dsct/reference: the same public names without WebAssembly, for runtimes that forbid it.

import { referenceEngine } from "../reference.js";
import { makeSolve } from "../solve.js";

export { certify } from "../certify.js";
export { type GenerateOptions, generate } from "../generate.js";
export { svg } from "../svg.js";
export type * from "../types.js";

/** As `solve` of the main entry; the only engine here is "reference". */
export const solve = makeSolve([referenceEngine()]);
