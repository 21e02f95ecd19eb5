// The public names of dsct.

// biome-ignore assist/source/organizeImports: the core first, for code that it does not part compresses better
export { createSolver, solve, solveMany } from "./entry/main.js";
export { certify } from "./certify.js";
export { type GenerateOptions, generate } from "./generate.js";
export { svg } from "./svg.js";
export type * from "./types.js";
