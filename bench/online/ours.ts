// The dispatcher as a policy.

import { createDispatcher } from "../../src/entry/online.js";
import type { MakePolicy } from "./simulate.js";
import { requestOf } from "./workload.js";

/** With some options other than the defaults. */
export const oursWith =
  (options: object): MakePolicy =>
  ({ jobs, machines, models }) => {
    const dispatcher = createDispatcher({ machines, ...(models && { models }), ...options });
    return {
      submit: (job, now) => void dispatcher.submit(requestOf(jobs[job], job), now),
      next(machine, now) {
        const run = dispatcher.next(machine, now);
        if (!run) return undefined;
        const { id, duration, accuracy } = run;
        return { job: id as number, duration, accuracy };
      },
      complete: (machine, now) => void dispatcher.complete(machine, now),
      drops: () => dispatcher.metrics().dropped,
    };
  };

export const ours = oursWith({});
