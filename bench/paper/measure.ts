// Runs one job, in a thread of the pool: random problems in, rows of a table out. Every schedule
// passes `certify` first.

import {
  type CurvesProblem,
  certify,
  type Options,
  type Schedule,
  solve,
} from "../../src/index.js";
import { proofByExact, proofByHighs } from "../proofs.js";
import { asColumns, medians, type Rows } from "../report.js";
import { discreteOptimum } from "./discrete.js";
import type { Job } from "./jobs.js";
import { draw, METHOD_NAMES, METHODS, type MethodName, type Setting } from "./settings.js";
import { jain, mean, quantile } from "./statistics.js";

export type GuaranteeRow = ReturnType<typeof guarantee>;
export type ToleranceRow = ReturnType<typeof tolerance>[number];
export type DiscreteRow = ReturnType<typeof discrete>[number];
export type TimeRow = Awaited<ReturnType<typeof timeOf>>;
export type ProofRow = Awaited<ReturnType<typeof proof>>;
export type Row = GuaranteeRow | ToleranceRow | DiscreteRow | TimeRow | ProofRow;

/** What HiGHS and "exact" must prove, relative to the value. */
export const PROOF_GAP = 1e-4;
/** HiGHS looks at the clock now and then; so much later it is ended. */
const GRACE_SECONDS = 10;
/** Fig. 4's discrete accuracies; "edf" has the last alone. */
const LEVELS = [0.27, 0.55, 0.82];
/** What the best discrete schedule in HiGHS may be off by, relative: its rows hold up to 1e-6. */
const HIGHS_ERROR = 1e-6;

export default async function measure(job: Job): Promise<Row[]> {
  switch (job.kind) {
    case "guarantee":
      return [guarantee(job.setting, job.seeds, job.searches)];
    case "tolerance":
      return tolerance(job.setting, job.seeds);
    case "discrete":
      return discrete(job.setting, job.seeds);
    case "time":
      return [await timeOf(job.setting, job.method, job.seeds)];
    case "proof":
      return [await proof(job)];
  }
}

function certified(problem: CurvesProblem, options: Options, about: unknown): Schedule {
  const schedule = solve(problem, options);
  const { valid, violations } = certify(problem, schedule);
  if (valid) return schedule;
  throw new Error(`${JSON.stringify(about)}: a schedule is wrong: ${violations[0]}`);
}

const problemsOf = (setting: Setting, seeds: number) =>
  Array.from({ length: seeds }, (_, k) => draw(setting, k + 1));

/** Gaps are sums of accuracies, as in the paper. */
function guarantee(setting: Setting, seeds: number, searches: number) {
  const guarantees: number[] = [];
  const gaps: number[] = [];
  const refitGaps: number[] = [];
  const searchGaps: number[] = [];
  for (const [k, problem] of problemsOf(setting, seeds).entries()) {
    const approx = certified(problem, METHODS.approx, setting);
    guarantees.push(approx.worstCaseGap as number);
    gaps.push(approx.gap);
    refitGaps.push(certified(problem, { method: "refit", boundMethod: "preemptive" }, setting).gap);
    if (k < searches) searchGaps.push(certified(problem, METHODS.search, setting).gap);
  }
  const ratios = gaps.map((gap, k) => gap / guarantees[k]);
  return {
    ...setting,
    seeds,
    guarantee: mean(guarantees),
    ...quantiles("guarantee", guarantees),
    gap: mean(gaps),
    ...quantiles("gap", gaps),
    ratio: mean(ratios),
    greatestRatio: Math.max(...ratios),
    above: ratios.filter((ratio) => ratio > 1).length,
    refitGap: mean(refitGaps),
    searches,
    searchGap: mean(searchGaps),
  };
}

function quantiles<Name extends string>(name: Name, values: readonly number[]) {
  const entries = [5, 25, 50, 75, 95].map((p) => [`${name}P${p}`, quantile(values, p / 100)]);
  return Object.fromEntries(entries) as Record<`${Name}P${5 | 25 | 50 | 75 | 95}`, number>;
}

/** A row a method. */
function tolerance(setting: Setting, seeds: number) {
  const problems = problemsOf(setting, seeds);
  const values = new Map(
    METHOD_NAMES.map((name) => [
      name,
      problems.map((problem) => certified(problem, METHODS[name], { ...setting, name })),
    ]),
  );
  const approx = values.get("approx") as Schedule[];
  const bounds = (values.get("search") as Schedule[]).map(({ bound }) => bound / setting.n);
  return METHOD_NAMES.map((method) => {
    const schedules = values.get(method) as Schedule[];
    const fairness = schedules.map(({ accuracy }) => jain(accuracy)).filter(Number.isFinite);
    return {
      ...setting,
      seeds,
      method,
      accuracy: mean(schedules.map(({ meanAccuracy }) => meanAccuracy)),
      preemptiveBound: mean(bounds),
      certifiedGap: mean(schedules.map(({ gap }) => gap / setting.n)),
      jain: mean(fairness), // NaN where nobody has anything
      p5: mean(schedules.map(({ accuracy }) => quantile([...accuracy], 0.05))),
      p95: mean(schedules.map(({ accuracy }) => quantile([...accuracy], 0.95))),
      /** problems on which it is better than "approx" */
      beatsApprox: schedules.filter(({ value }, k) => value > approx[k].value).length,
    };
  });
}

/** A row a problem; sums of accuracies. */
function discrete(setting: Setting, seeds: number) {
  return problemsOf(setting, seeds).map((problem, k) => {
    const value = (name: MethodName) => certified(problem, METHODS[name], setting).value;
    const exact = certified(problem, { method: "exact" }, setting);
    const row = {
      ...setting,
      seed: k + 1,
      edf: value("edf"),
      bestOneLevel: discreteOptimum(problem, LEVELS.slice(-1)).value,
      "highest-fit": value("highest-fit"),
      upgrade: value("upgrade"),
      bestThreeLevels: discreteOptimum(problem, LEVELS).value,
      approx: value("approx"),
      exact: exact.value,
      bound: exact.bound,
    };
    const order = [
      [row.edf, row.bestOneLevel],
      [row["highest-fit"], row.bestThreeLevels],
      [row.upgrade, row.bestThreeLevels],
      [row.bestThreeLevels, row.bound],
    ];
    if (order.every(([less, more]) => less <= more * (1 + HIGHS_ERROR))) return row;
    throw new Error(`an optimum is wrong: ${JSON.stringify(row)}`);
  });
}

async function timeOf(setting: Setting, method: MethodName, seeds: number) {
  const { n, m } = setting;
  const problems = problemsOf(setting, n >= 100_000 ? 2 : seeds).map(asColumns);
  for (const problem of problems) certified(problem, METHODS[method], setting);
  const run = (k: number) => solve(problems[k % problems.length], METHODS[method]);
  const { [method]: microseconds } = await medians({ [method]: run }, n);
  return { n, m, method, microseconds };
}

async function proof(job: Extract<Job, { kind: "proof" }>) {
  const { setting, solver, axis, seed, seconds } = job;
  const problem: Rows = draw(setting, seed);
  solve(draw({ ...setting, n: 8, m: 2 }, 1), { method: "exact" }); // the first makes the workspace
  const outcome =
    solver === "exact"
      ? proofByExact(problem, PROOF_GAP, seconds)
      : await proofByHighs(problem, {
          thread: new URL("../milp-thread.mjs", import.meta.url),
          gap: PROOF_GAP,
          seconds,
          graceSeconds: GRACE_SECONDS,
        });
  const { value, bound, milliseconds, proven } = outcome;
  const { n, m } = setting;
  return { axis, n, m, solver, seed, seconds, proven, milliseconds, value, bound };
}
