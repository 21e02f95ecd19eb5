// `dsct` for Vercel Edge and Next.js, which compile nothing from bytes: `?module` makes the static
// import of the core a module.

import { instanceOf } from "../engine/module.js";
import { makeWasmApi } from "../solver/api.js";
import core from "./core.wasm?module";

export { fitCurve } from "../problem/fit.js";
export { generate } from "../problem/generate.js";
export { REASONS } from "../problem/words.js";
export { certify } from "../schedule/certify.js";
export { svg } from "../schedule/svg.js";

export const { solve, solveMany, createSolver } = makeWasmApi(() => instanceOf(core));
