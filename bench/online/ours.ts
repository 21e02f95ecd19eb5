// The dispatcher as a policy.

import { wasmEngine } from "../../src/engine/wasm.js";
import { compile } from "../../src/engine/module.js";
import core from "../../build/release.wasm";
import { OnlineDispatcher } from "../../src/online/dispatcher.js";
import { readSettings } from "../../src/online/settings.js";
import type { MakePolicy } from "./simulate.js";
import { requestOf } from "./workload.js";

const engine = wasmEngine(compile(core));

export const oursWith = (options: object): MakePolicy => ({ jobs, machines, models }) => {
  const d = new OnlineDispatcher(engine, readSettings({ machines, ...(models && { models }), ...options }));
  for (const m of machines) d.join(m, "m", 0);
  return {
    submit: (job, now) => void d.submit(requestOf(jobs[job], job), now),
    next(machine, now) {
      const run = d.next(machine, now);
      return run ? { job: run.id as number, duration: run.duration, accuracy: run.accuracy } : undefined;
    },
    complete: (machine, now) => void d.complete(machine, now),
    drops: () => d.metrics().dropped,
  };
};
export const ours = oursWith({});
