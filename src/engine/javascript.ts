// The JavaScript engine: the same solver from the same source, without WebAssembly.

import { instantiate } from "../../build/core.js";
import type { View } from "./buffers.js";
import { type Core, createEngine, type Engine } from "./engine.js";

const MOST_TASKS = 2 ** 31 - 3;
/** Some buffers have two entries a machine. */
const MOST_MACHINES = 2 ** 30 - 1;

/** newCore() is called once, at first use: its buffers are this engine's alone. */
export function javascriptEngine(newCore: () => object = instantiate): Engine {
  let made: Core | undefined;
  const core = () => {
    made ??= newCore() as Core;
    return made;
  };
  return createEngine({
    name: "reference",
    core,
    view: (buffer) => buffer as View,
    mostTasks: (m) => (m <= MOST_MACHINES ? MOST_TASKS : -1),
    limit: "which is what positions of 32 bits can count",
  });
}
