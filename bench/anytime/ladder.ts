// The value of "search" over time. Limits of work grow from rung to rung: the value at each is the
// same every time, and its time the median of some calls, those of all versions in turn.

import type { CurvesProblem, Method, Options } from "../../src/index.js";
import { median } from "../paper/statistics.js";
import { certifiedValue } from "../report.js";

/** A build of dsct. */
export interface Version {
  name: string;
  solve: typeof import("../../src/index.js").solve;
}

/** What a limit of work buys. */
export interface Rung {
  milliseconds: number;
  value: number;
  bound: number;
}

/** What a version does with a problem. */
export interface Run {
  rungs: Rung[];
  /** What "search" answers without a limit given. */
  standard: Rung;
  /** Values in the order of BASELINES. */
  baselines: number[];
}

export const BASELINES: readonly Method[] = ["edf", "approx", "refit"];

/** The first limit, which is after no work at all, the next ones, and where no ladder goes on. */
const LEAST_WORK = 500;
const FACTOR = 1.4;
const MOST_WORK = 1e10;
/** So many calls a rung, as far as there is time for them. */
const LEAST_CALLS = 3;
const MOST_CALLS = 15;

/** How long to measure. */
export interface Patience {
  /** Of a call: a ladder ends with the first rung that takes longer. In milliseconds. */
  longest: number;
  /** Of all calls of a version for a rung. */
  rung: number;
}

/** What every version does with a problem. */
export function runsOf(
  problem: CurvesProblem,
  versions: readonly Version[],
  patience: Patience,
): Run[] {
  const ladders = climb(problem, versions, patience);
  const standards = measure(problem, versions, {}, patience);
  return versions.map(({ solve }, k) => ({
    rungs: ladders[k],
    standard: standards[k],
    baselines: BASELINES.map((method) => certifiedValue(problem, solve(problem, { method }))),
  }));
}

/** The rungs of every version, in growing order. */
function climb(problem: CurvesProblem, versions: readonly Version[], patience: Patience): Rung[][] {
  const ladders: Rung[][] = versions.map(() => []);
  let climbing = versions.map((_, k) => k);
  for (let work = 0; climbing.length > 0 && work < MOST_WORK; work = next(work)) {
    const rungs = measure(
      problem,
      climbing.map((k) => versions[k]),
      { method: "search", limits: { steps: work } },
      patience,
    );
    for (const [place, k] of climbing.entries()) ladders[k].push(rungs[place]);
    climbing = climbing.filter((_, place) => rungs[place].milliseconds <= patience.longest);
  }
  return ladders;
}

const next = (work: number) => (work === 0 ? LEAST_WORK : FACTOR * work);

/** What this process has had of the processor; other processes take nothing of it. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * What each version answers, which passes `certify`, and how long it takes: by the clock or by the
 * processor, which is less where other processes run.
 */
function measure(
  problem: CurvesProblem,
  versions: readonly Version[],
  options: Options,
  { rung }: Patience,
): Rung[] {
  const times: number[][] = versions.map(() => []);
  const call = (k: number) => {
    const [begin, processorBegin] = [performance.now(), processorMs()];
    const schedule = versions[k].solve(problem, options);
    const [end, processorEnd] = [performance.now(), processorMs()];
    times[k].push(Math.min(end - begin, processorEnd - processorBegin));
    return schedule;
  };
  const schedules = versions.map((_, k) => call(k));
  const slowest = Math.max(...times.map(([first]) => first));
  const calls = Math.max(LEAST_CALLS, Math.min(MOST_CALLS, Math.round(rung / slowest)));
  for (let round = 1; round < calls; round++) {
    // each version goes first in turn
    for (const k of versions.keys()) call((k + round) % versions.length);
  }
  return schedules.map((schedule, k) => ({
    milliseconds: median(times[k]),
    value: certifiedValue(problem, schedule),
    bound: schedule.bound,
  }));
}

/** Share of the best known value that is lost after so long; Infinity: there is no answer yet. */
export function lossAt(rungs: readonly Rung[], milliseconds: number, best: number): number {
  const reached = rungs.filter((rung) => rung.milliseconds <= milliseconds);
  if (reached.length === 0) return Infinity;
  return Math.max(0, 1 - Math.max(...reached.map(({ value }) => value)) / best);
}
