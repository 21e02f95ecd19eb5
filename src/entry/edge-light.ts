// `dsct` for Vercel Edge and Next.js, which compile nothing from bytes: `?module` makes the static
// import of the core a module.

import { instanceOf } from "../core.js";
import { makeMain } from "../main.js";
import core from "./core.wasm?module";

export { certify } from "../certify.js";
export { generate } from "../generate.js";
export { svg } from "../svg.js";

export const { solve, solveMany, createSolver } = makeMain(() => instanceOf(core));
