// `dsct/online` where WebAssembly is compiled from bytes: the core travels inside.

import core from "../../build/release.wasm";
import { decodeCore } from "../engine/core-text.js";
import { compile } from "../engine/module.js";
import { wasmEngine } from "../engine/wasm.js";
import { makeCreateDispatcher } from "../online/dispatcher.js";
import type { CreateDispatcher } from "../types/index.js";

export type * from "../types/index.js";

/**
 * Makes a dispatcher for requests that arrive over time: it decides which of them a free machine
 * runs next, and at which size.
 *
 * @function
 */
export const createDispatcher: CreateDispatcher = makeCreateDispatcher(
  wasmEngine(compile(() => decodeCore(core))),
);
