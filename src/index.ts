// The public names of dsct.

export { certify } from "./certify.js";
export { createSolver, solve, solveMany } from "./entry/main.js";
export { type GenerateOptions, generate } from "./generate.js";
export { svg } from "./svg.js";
export type * from "./types.js";
