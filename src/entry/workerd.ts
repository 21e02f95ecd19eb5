// `dsct` for Cloudflare Workers, which compile nothing from bytes: the core is a static import, and
// comes as a module.

import { instanceOf } from "../engine/module.js";
import { makeWasmApi } from "../solver/api.js";
import core from "./core.wasm?static";

export { fitCurve } from "../problem/fit.js";
export { generate } from "../problem/generate.js";
export { REASONS } from "../problem/words.js";
export { certify } from "../schedule/certify.js";
export { svg } from "../schedule/svg.js";

export const { solve, solveMany, createSolver } = makeWasmApi(() => instanceOf(core));
