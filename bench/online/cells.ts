// What is measured: cells of a setting, each over seeds and policies.

import { type Outcome, simulate } from "./batch.js";
import { clairvoyant } from "./clairvoyant.js";
import { ours } from "./simulation/ours.js";
import { edfFull, edfLargest, edfShare, jellyfish } from "./simulation/rules.js";
import type { MakePolicy } from "./simulation/simulate.js";
import { snapshot, snapshotAllFree } from "./snapshot.js";
import { makeWorkload, type Setting, type Workload } from "./workload.js";

export const POLICIES = {
  "EDF, full": edfFull,
  "EDF, largest that fits": edfLargest,
  "EDF, equal share": edfShare,
  "as Jellyfish": jellyfish,
  "snapshot, all free": snapshotAllFree,
  snapshot,
  ours,
} satisfies Record<string, MakePolicy>;
export type PolicyName = keyof typeof POLICIES;

/** The yardstick. */
export const YARDSTICK: PolicyName = "EDF, largest that fits";

/** One run, or the mean of several. Accuracies in points, shares in percent. */
export interface Figures {
  accuracy: number;
  /** The 5th percentile of the accuracies. */
  p5: number;
  /** Of the accuracies: (sum)^2 / (n sum of squares). */
  jain: number;
  /** Mean accuracy of the quarter with the shortest time from arrival to deadline. */
  shortest: number;
  unserved: number;
  late: number;
  drops: Record<string, number>;
}

export interface Cell extends Omit<Setting, "seed" | "count"> {
  /** Ours and the yardstick, over all seeds. */
  policies: Partial<Record<PolicyName, Figures>>;
  /** All of them, over the first seeds. */
  compared: Partial<Record<PolicyName, Figures>>;
  /** Ours less the yardstick, by seed. */
  gains: number[];
  /** The clairvoyant bound, over the first seeds. */
  bound: number;
}

export interface Plan {
  setting: Omit<Setting, "seed" | "count">;
  seeds: readonly number[];
  count: number;
  jitter: number;
  /** Those beside ours and the yardstick, and the bound: over so many of the seeds. */
  others: readonly PolicyName[];
  otherSeeds: number;
}

export function measure({ setting, seeds, count, jitter, others, otherSeeds }: Plan): Cell {
  const runs: Partial<Record<PolicyName, Figures[]>> = {};
  const bounds: number[] = [];
  for (const [k, seed] of seeds.entries()) {
    const workload = makeWorkload({ ...setting, seed, count });
    const names: PolicyName[] = [YARDSTICK, "ours", ...(k < otherSeeds ? others : [])];
    for (const name of names) {
      const outcome = simulate(workload, POLICIES[name], { jitter, seed });
      runs[name] ??= [];
      runs[name].push(figuresOf(workload, outcome));
    }
    if (k < otherSeeds) bounds.push((100 * clairvoyant(workload)) / count);
  }
  const over = (count: number) =>
    Object.fromEntries(
      Object.entries(runs).flatMap(([name, list]) =>
        list.length < count ? [] : [[name, meanFigures(list.slice(0, count))]],
      ),
    );
  const [own = [], simple = []] = [runs.ours, runs[YARDSTICK]];
  return {
    ...setting,
    policies: over(seeds.length),
    compared: otherSeeds > 0 ? over(otherSeeds) : {},
    gains: own.map(({ accuracy }, k) => accuracy - simple[k].accuracy),
    bound: mean(bounds),
  };
}

export const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function figuresOf({ jobs }: Workload, { accuracy, late, unserved, drops }: Outcome): Figures {
  const n = jobs.length;
  const sorted = [...accuracy].sort((a, b) => a - b);
  const sum = sorted.reduce((total, value) => total + value, 0);
  const squares = sorted.reduce((total, value) => total + value * value, 0);
  const relative = (j: number) => jobs[j].deadline - jobs[j].arrival;
  const byDeadline = [...jobs.keys()].sort((i, j) => relative(i) - relative(j));
  const quarter = byDeadline.slice(0, n >> 2).map((j) => accuracy[j]);
  const share = (count: number) => (100 * count) / n;
  return {
    accuracy: (100 * sum) / n,
    p5: 100 * sorted[Math.floor(0.05 * n)],
    jain: (sum * sum) / (n * squares),
    shortest: 100 * mean(quarter),
    unserved: share(unserved),
    late: share(late),
    drops: Object.fromEntries(Object.entries(drops).map(([name, count]) => [name, share(count)])),
  };
}

function meanFigures(list: Figures[]): Figures {
  const over = (read: (one: Figures) => number) => mean(list.map(read));
  const reasons = Object.keys(list[0].drops);
  return {
    accuracy: over((one) => one.accuracy),
    p5: over((one) => one.p5),
    jain: over((one) => one.jain),
    shortest: over((one) => one.shortest),
    unserved: over((one) => one.unserved),
    late: over((one) => one.late),
    drops: Object.fromEntries(reasons.map((name) => [name, over((one) => one.drops[name])])),
  };
}
