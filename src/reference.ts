// The reference engine: the same solver in plain TypeScript, without WebAssembly.

import { instantiate } from "../build/core.js";
import { type BufferName, type Core, createEngine, type Engine, METHODS } from "./engine.js";

type Instance = Core & { [Name in BufferName]: () => Float64Array | Int32Array };

let instance: Instance | undefined;
const core = () => {
  instance ??= instantiate() as Instance;
  return instance;
};

/** The one there is: its buffers are module-wide, as those of the core are. */
export const referenceEngine: Engine = createEngine({
  name: "reference",
  methods: METHODS,
  core,
  view: (name: BufferName) => core()[name](),
  mostTasks: () => 2 ** 31 - 3,
  limit: "which is what positions of 32 bits can count",
});
