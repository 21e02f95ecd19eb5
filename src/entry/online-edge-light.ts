// `dsct/online` where the core comes as a module of a static import: Vercel Edge and Next.js.

import { instanceOf } from "../engine/module.js";
import { wasmEngine } from "../engine/wasm.js";
import { makeCreateDispatcher } from "../online/dispatcher.js";
import core from "./core.wasm?module";

export const createDispatcher = makeCreateDispatcher(wasmEngine(() => instanceOf(core)));
