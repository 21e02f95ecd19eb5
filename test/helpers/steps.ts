// The JavaScript engine module by module, for tests of a step: what they import of assembly/ with the
// ending `?js` is what this engine runs.

import * as steps from "../../assembly/index.ts?js";
import { type BufferName, createEngine, type Engine, METHODS } from "../../src/engine.js";

const core = { ...steps };

export const byModule: Engine = createEngine({
  name: "reference",
  methods: METHODS,
  core: () => core,
  view: (name: BufferName) => core[name](),
  mostTasks: () => Infinity,
  limit: "",
});
