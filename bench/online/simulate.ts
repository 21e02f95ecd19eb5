// One run of a policy on a workload: requests come, free machines ask what to run, runs take what
// they take. Time is that of the events; nothing waits.

import { randomFrom } from "../../src/problem/generate.js";
import { normal } from "./arrivals.js";
import type { Job, Workload } from "./workload.js";

/** A decision. */
export interface Started {
  job: number;
  /** Seconds, if nothing disturbs it. */
  duration: number;
  accuracy: number;
}

/** What decides. Jobs go by their index; times are in seconds. */
export interface Policy {
  submit(job: number, now: number): void;
  next(machine: number, now: number): Started | undefined;
  complete(machine: number, now: number): void;
  /** Why requests were not served, by reason; where the policy can tell. */
  drops?(): Record<string, number>;
}

export type MakePolicy = (workload: Workload) => Policy;

export interface Outcome {
  /** [jobs] */
  accuracy: Float64Array;
  late: number;
  unserved: number;
  drops: Record<string, number>;
  /** Microseconds of every call of `next`; empty unless asked for. */
  decisions: number[];
}

/** Runs on which the clock of the machine is watched. */
export interface Watch {
  /** Standard deviation of the logarithm of real over planned time. */
  jitter: number;
  seed: number;
  isTimed: boolean;
}

export function simulate(workload: Workload, make: MakePolicy, watch: Watch): Outcome {
  const { jobs, speeds } = workload;
  const policy = make(workload);
  const random = randomFrom(watch.seed);
  const accuracy = Float64Array.from(jobs, ({ network }) => network.base);
  const busyUntil = speeds.map(() => Infinity);
  const running: (Started | undefined)[] = speeds.map(() => undefined);
  const outcome: Outcome = { accuracy, late: 0, unserved: jobs.length, drops: {}, decisions: [] };
  const byspeed = [...speeds.keys()].sort((a, b) => speeds[b] - speeds[a] || a - b);
  const ask = (machine: number, now: number): boolean => {
    const begin = watch.isTimed ? performance.now() : 0;
    const run = policy.next(machine, now);
    if (watch.isTimed) outcome.decisions.push(1000 * (performance.now() - begin));
    running[machine] = run;
    if (!run) return false;
    const factor = watch.jitter > 0 ? Math.exp(watch.jitter * normal(random)) : 1;
    busyUntil[machine] = now + run.duration * factor;
    return true;
  };
  const end = (machine: number): void => {
    const now = busyUntil[machine];
    finish(jobs, running[machine] as Started, now, outcome);
    busyUntil[machine] = Infinity;
    running[machine] = undefined;
    policy.complete(machine, now);
    ask(machine, now);
  };
  for (let j = 0; j <= jobs.length; j++) {
    const now = jobs[j]?.arrival ?? Infinity;
    for (;;) {
      const first = indexOfLeast(busyUntil);
      if (!(busyUntil[first] <= now) || busyUntil[first] === Infinity) break;
      end(first);
    }
    if (j === jobs.length) break;
    policy.submit(j, now);
    for (const machine of byspeed) if (!running[machine]) ask(machine, now);
  }
  outcome.drops = policy.drops?.() ?? {};
  return outcome;
}

function finish(jobs: Job[], { job, accuracy }: Started, now: number, to: Outcome): void {
  to.unserved--;
  if (now <= jobs[job].deadline + ROUNDING) to.accuracy[job] = accuracy;
  else to.late++;
}

/** Seconds: a run that fills the time to its deadline ends there but for the rounding of sums. */
const ROUNDING = 1e-9;

function indexOfLeast(values: number[]): number {
  let least = 0;
  for (let k = 1; k < values.length; k++) if (values[k] < values[least]) least = k;
  return least;
}
