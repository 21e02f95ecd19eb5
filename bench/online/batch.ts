// A whole run of a policy on a workload.

import { randomFrom } from "../../src/problem/generate.js";
import { normal } from "./simulation/arrivals.js";
import { type MakePolicy, Simulation } from "./simulation/simulate.js";
import type { Workload } from "./workload.js";

export interface Outcome {
  /** [jobs] */
  accuracy: Float64Array;
  late: number;
  unserved: number;
  drops: Record<string, number>;
}

interface Disturbance {
  /** Standard deviation of the logarithm of real over planned time. */
  jitter: number;
  seed: number;
}

export function simulate(
  workload: Workload,
  make: MakePolicy,
  { jitter, seed }: Disturbance,
): Outcome {
  const { jobs } = workload;
  const policy = make(workload);
  const random = randomFrom(seed);
  const accuracy = Float64Array.from(jobs, ({ network }) => network.base);
  let [late, unserved] = [0, jobs.length];
  const simulation = new Simulation(workload, policy, {
    factorOf: () => (jitter > 0 ? Math.exp(jitter * normal(random)) : 1),
    onEnd(run, isLate) {
      unserved--;
      if (isLate) late++;
      else accuracy[run.job.id] = run.accuracy;
    },
  });
  for (const job of jobs) simulation.arrive(job);
  simulation.advance(Infinity);
  return { accuracy, late, unserved, drops: policy.drops() };
}
