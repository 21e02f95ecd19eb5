// The reference engine: the same solver in plain TypeScript, without WebAssembly.

import { referenceCore } from "./deferred.js";
import { type BufferName, createEngine, type Engine, METHODS } from "./engine.js";

/** The one there is: its buffers are module-wide, as those of the core are. */
export const referenceEngine: Engine = createEngine({
  name: "reference",
  methods: METHODS,
  core: {
    create: (n, m) => referenceCore().create(n, m),
    createProof: () => referenceCore().createProof(),
    solve: (n, m, method, bound) => referenceCore().solve(n, m, method, bound),
    resume: (work, tolerance) => referenceCore().resume(work, tolerance),
    finish: () => referenceCore().finish(),
  },
  view: (name: BufferName) => referenceCore()[name](),
  mostTasks: () => 2 ** 31 - 3,
  limit: "which is what positions of 32 bits can count",
});
