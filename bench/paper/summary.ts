// What figures and claims both read from the tables.

import type { Solver } from "./jobs.js";
import type { ProofRow, ToleranceRow } from "./measure.js";
import type { MethodName } from "./settings.js";
import { median } from "./statistics.js";

export const BASELINES = ["edf", "highest-fit", "upgrade"] as const;
export type Baseline = (typeof BASELINES)[number];
/** What the paper says that "approx" gains at most on each, in mean accuracy. */
export const PAPER_MOST: Record<Baseline, number> = { edf: 0.18, "highest-fit": 0.1, upgrade: 0.1 };

/** One setting of Fig. 4 at one rho: a row a method. */
export type Comparison = Record<MethodName, ToleranceRow>;

export function comparisonsOf(rows: readonly ToleranceRow[]): Comparison[] {
  const groups = groupBy(rows, ({ n, m, mu, deadlines, speeds, rho }) =>
    [n, m, mu, deadlines, speeds, rho].join(),
  );
  return [...groups.values()].map(
    (group) => Object.fromEntries(group.map((row) => [row.method, row])) as Comparison,
  );
}

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

export function greatest<K extends string>(rows: readonly Record<K, number>[], key: K): number {
  return Math.max(...rows.map((row) => row[key]));
}

/** Proofs of one solver at one size. */
export interface ProofSummary {
  axis: ProofRow["axis"];
  solver: Solver;
  n: number;
  m: number;
  tried: number;
  proven: number;
  /** Median; Infinity where most were not proven. */
  milliseconds: number;
}

export function proofSummaries(rows: readonly ProofRow[]): ProofSummary[] {
  const groups = groupBy(rows, ({ axis, solver, n, m }) => [axis, solver, n, m].join());
  return [...groups.values()].map((group) => {
    const { axis, solver, n, m } = group[0];
    const times = group.map((row) => (row.proven ? row.milliseconds : Number.POSITIVE_INFINITY));
    const proven = group.filter((row) => row.proven).length;
    const milliseconds = 2 * proven > group.length ? median(times) : Number.POSITIVE_INFINITY;
    return { axis, solver, n, m, tried: group.length, proven, milliseconds };
  });
}
