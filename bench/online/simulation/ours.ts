// The dispatcher as a policy.

import { createDispatcher } from "../../../src/entry/online.js";
import type { Dispatcher, DispatcherOptions } from "../../../src/types/index.js";
import { type Fleet, type Job, requestOf } from "./networks.js";
import type { Policy } from "./simulate.js";

export interface Ours extends Policy {
  dispatcher: Dispatcher;
}

/** With some options other than the defaults. */
export const oursWith =
  (options: Partial<DispatcherOptions>) =>
  ({ machines, models }: Fleet): Ours => {
    const waiting = new Map<number, Job>();
    const dispatcher = createDispatcher({
      ...options,
      machines,
      ...(models && { models }),
      onEvent(event) {
        if (event.type === "dropped") waiting.delete(event.id as number);
        options.onEvent?.(event);
      },
    });
    return {
      dispatcher,
      submit(job) {
        waiting.set(job.id, job);
        dispatcher.submit(requestOf(job), job.arrival);
      },
      next(machine, now) {
        const run = dispatcher.next(machine, now);
        if (!run) return undefined;
        const { id, duration, accuracy, variant } = run;
        const job = waiting.get(id as number) as Job;
        waiting.delete(job.id);
        return { job, duration, accuracy, ...(variant !== undefined && { variant }) };
      },
      complete: (machine, now) => void dispatcher.complete(machine, now),
      waiting: () => waiting.size,
      drops: () => dispatcher.metrics().dropped,
    };
  };

export const ours = oursWith({});
