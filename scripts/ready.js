// Builds where something that dist/ is made of has changed since, or where there is no dist/.
//
// npm runs it as `prepare`: after an install in a clone, and twice where the package is installed
// from git, of which the second time has nothing to do. `prepack` is not run there.

import { fileURLToPath } from "node:url";
import { modified, newest } from "./cores.js";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const SOURCES = ["assembly", "src", "scripts", "asconfig.json", "package.json", "tsconfig.json"];
/** What is written last. */
const BUILT = ["build/core.js", "dist/core.wasm.d.ts"];

if (newest(SOURCES) > Math.min(...BUILT.map(modified))) await import("./build.js");
