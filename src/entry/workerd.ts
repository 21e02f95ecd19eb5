// `dsct` for Cloudflare Workers, which compile nothing from bytes: the core is a static import, and
// comes as a module.

import { instanceOf } from "../core.js";
import { makeMain } from "../main.js";
import core from "./core.wasm?static";

export { certify } from "../certify.js";
export { generate } from "../generate.js";
export { svg } from "../svg.js";

export const { solve, solveMany, createSolver } = makeMain(() => instanceOf(core));
