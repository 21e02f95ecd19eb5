// The reference engine: the same solver in plain TypeScript, without WebAssembly.

import { type BufferName, createEngine, type Engine, METHODS } from "./engine.js";
import * as core from "./reference/index.js";

/** The one there is: its buffers are module-wide, as those of the core are. */
export const referenceEngine: Engine = createEngine({
  name: "reference",
  methods: METHODS,
  core,
  // biome-ignore lint/performance/noDynamicNamespaceImportAccess: the table of buffers names them all
  view: (name: BufferName) => core[name](),
  mostTasks: () => 2 ** 31 - 3,
  limit: "which is what positions of 32 bits can count",
});
