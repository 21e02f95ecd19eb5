// `dsct/online` where WebAssembly is compiled from bytes: the core travels inside.

import core from "../../build/release.wasm";
import { compile, decodeCore } from "../engine/module.js";
import { wasmEngine } from "../engine/wasm.js";
import { makeCreateDispatcher } from "../online/dispatcher.js";
import type { CreateDispatcher } from "../types/index.js";

export type * from "../types/index.js";

/**
 * A dispatcher for requests that arrive over time: which of them a free machine runs next, and at
 * which size. It reads no clock.
 *
 * @example
 * const dispatcher = createDispatcher({ machines: [{ id: "gpu", speed: 1 }] });
 * dispatcher.submit({ id: 1, deadline: 10.08, theta: 25, maxWork: 0.06 }, 10);
 * const run = dispatcher.next("gpu", 10); // { id: 1, work: 0.06, duration: 0.06, … }
 * dispatcher.complete("gpu", 10.061); // { outcome: "completed", … }
 *
 * @throws TypeError or RangeError for a mistake in the options, naming the path, the value and what
 *   was expected
 */
export const createDispatcher: CreateDispatcher = makeCreateDispatcher(
  wasmEngine(compile(() => decodeCore(core))),
);
