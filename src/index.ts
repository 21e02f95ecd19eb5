// The public names of dsct.

// biome-ignore assist/source/organizeImports: the core first, for code that it does not part compresses better
export { createSolver, solve, solveMany } from "./entry/dsct.js";
export { certify } from "./schedule/certify.js";
export { fitCurve } from "./problem/fit.js";
export { generate } from "./problem/generate.js";
export { svg } from "./schedule/svg.js";
export { REASONS } from "./problem/words.js";
export type * from "./types/index.js";
