// The JavaScript engine: the same solver from the same source, without WebAssembly.

import { instantiate } from "../../build/core.js";
import { type BufferName, type Buffers, type Core, createEngine, type Engine } from "./engine.js";

/** What a core has: a function for every buffer that returns it. */
type Exports = Core & { readonly [Name in BufferName]: () => Buffers[Name] };

/** newCore() is called once, at first use: its buffers are this engine's alone. */
export function javascriptEngine(newCore: () => object = instantiate): Engine {
  let made: Exports | undefined;
  const core = () => {
    made ??= newCore() as Exports;
    return made;
  };
  return createEngine({
    name: "reference",
    core: {
      create: (n, m) => core().create(n, m),
      createProof: () => core().createProof(),
      solve: (n, m, method, bound) => core().solve(n, m, method, bound),
      resume: (work, tolerance) => core().resume(work, tolerance),
      finish: () => core().finish(),
    },
    view: (name) => core()[name](),
    mostTasks: () => 2 ** 31 - 3,
    limit: "which is what positions of 32 bits can count",
  });
}
