// The JavaScript engine: the same solver from the same source, without WebAssembly.

import { instantiate } from "../../build/core.js";
import { COUNTABLE } from "../tables/size.js";
import type { View } from "./buffers.js";
import type { Core, Memory, TablesCore } from "./core.js";
import { createEngine, type Engine } from "./engine.js";

const MOST_TASKS = 2 ** 31 - 3;
/** Some buffers have two entries a machine. */
const MOST_MACHINES = 2 ** 30 - 1;

/**
 * newCore() is called once for each kind of problem, at its first use: its buffers are this
 * engine's alone.
 */
export function javascriptEngine(newCore: () => object = instantiate): Engine {
  return createEngine(
    {
      name: "reference",
      ...memoryOf(newCore),
      mostTasks: (m) => (m <= MOST_MACHINES ? MOST_TASKS : -1),
      limit: COUNTABLE.limit,
    },
    { ...memoryOf(newCore), limits: COUNTABLE },
  );
}

function memoryOf(newCore: () => object): Memory<Core & TablesCore> {
  let made: (Core & TablesCore) | undefined;
  const core = () => {
    made ??= newCore() as Core & TablesCore;
    return made;
  };
  return { core, view: (buffer) => buffer as View };
}
