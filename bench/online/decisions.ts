// How long a decision takes where the queue is held at a length: requests come as fast as machines
// take them.

import { createDispatcher } from "../../src/entry/online.js";
import { requestOf } from "./simulation/networks.js";
import { makeWorkload, type Networks, type Workload } from "./workload.js";

export interface DecisionTimes {
  p50: number;
  p99: number;
  /** Median of a call of `submit`. */
  submit: number;
}

const CALLS = 3000;
/** Calls before the queue is full and the code is warm. */
const WARM = 2000;
/**
 * The same calls are made so often, and the shortest time of each counts: what else runs on the
 * machine interrupts one of them for milliseconds.
 */
const REPEATS = 5;

/** Microseconds of `next` where so many wait for so many machines. */
export function decisionTimes(networks: Networks, waiting: number, m: number): DecisionTimes {
  const setting = { networks, arrivals: "poisson", load: 2, m, speeds: "equal", seed: 1 } as const;
  const workload = makeWorkload({ ...setting, count: waiting + CALLS + WARM });
  const runs = Array.from({ length: REPEATS }, () => timesOf(workload, waiting));
  const sorted = (kind: "next" | "submit") => {
    const least = runs[0][kind].map((_, k) => Math.min(...runs.map((run) => run[kind][k])));
    return least.slice(WARM).sort((a, b) => a - b);
  };
  const [next, submit] = [sorted("next"), sorted("submit")];
  const at = (list: number[], share: number) => list[Math.floor(share * list.length)];
  return { p50: at(next, 0.5), p99: at(next, 0.99), submit: at(submit, 0.5) };
}

/** The times of all calls. */
function timesOf({ jobs, machines, models }: Workload, waiting: number) {
  const dispatcher = createDispatcher({
    machines,
    ...(models && { models }),
    onEvent: ({ type }) => {
      if (type === "dropped" || type === "dispatched") held--;
    },
  });
  const ends = machines.map(() => 0);
  const times = { next: [] as number[], submit: [] as number[] };
  let held = 0;
  let job = 0;
  let now = 0;
  const timed = <Answer>(kind: keyof typeof times, call: () => Answer): Answer => {
    const begin = performance.now();
    const answer = call();
    times[kind].push(1000 * (performance.now() - begin));
    return answer;
  };
  while (job < jobs.length) {
    for (; job < jobs.length && held < waiting; job++) {
      const { deadline, arrival, network } = jobs[job];
      const relative = deadline - arrival;
      const request = requestOf({ id: job, arrival: now, deadline: now + relative, network });
      held++;
      timed("submit", () => dispatcher.submit(request, now));
    }
    const first = ends.indexOf(Math.min(...ends));
    const { id } = machines[first];
    if (ends[first] > 0) {
      now = ends[first];
      dispatcher.complete(id, now);
    }
    const run = timed("next", () => dispatcher.next(id, now));
    if (!run) break;
    ends[first] = now + run.duration;
  }
  return times;
}
