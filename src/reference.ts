// The reference engine: the same solver in plain TypeScript, without WebAssembly.

import { type BufferName, createEngine, type Engine } from "./engine.js";
import * as core from "./reference/index.js";

/** Its buffers are module-wide, as in the core: make one. */
export function referenceEngine(): Engine {
  return createEngine(
    "reference",
    core,
    // biome-ignore lint/performance/noDynamicNamespaceImportAccess: the table of buffers names them all
    (name: BufferName) => core[name](),
    () => 2 ** 31 - 3, // positions are 32-bit integers
  );
}
