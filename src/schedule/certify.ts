// The independent checker: feasibility, value and bound of a schedule from the definitions alone.
// It shares no code with the solver, its exp and log are the platform's, and its tolerances are for
// rounding only.

import type { Certificate, Problem, ScheduleLike } from "../types/index.js";
import { allUntil, type Machines } from "./capacity.js";
import { accuracyOf, preemptiveBound, relaxedBound, sum, type Tasks } from "./dual.js";
import { readProblem, readSchedule } from "./read.js";

/**
 * Difference allowed between a sum recomputed here and the one the schedule claims, relative to the
 * sum of weight * (|base| + |accuracy - base|): where values cancel, that is what was rounded.
 */
const SUM_TOLERANCE = 1e-11;
/**
 * The same, relative to the sum of weight * gain: what an ulp of a price is worth, which is its
 * square.
 */
const PRICE_TOLERANCE = 1e-24;
/** Accuracies are computed to a few ulps on both sides; relative to |base| + gain. */
const ACCURACY_TOLERANCE = 1e-14;
/**
 * Start, time and end of a task are each rounded: so many ulps of the end, times the speed, may
 * work be off.
 */
const TIME_ULPS = 4 * 2 ** -52;
/** Where times are subnormal numbers, an ulp is absolute. */
const LEAST_ULPS = 2 * Number.MIN_VALUE;
/** Some ulps of the bound: where it is far above the value, it is rounded to its own size. */
const BOUND_ROUNDING = 2 ** -48;
/** More violations than this are counted, not listed. */
const MOST_LISTED = 100;

/**
 * Recomputes what a schedule claims, in O(n (m + log n)): that no deadline is missed and no machine
 * does two things at once, its accuracies, value and order, and the upper bound that its prices
 * prove on every schedule of the problem,
 *
 *     bound = sum_j max_{0 <= f <= u_j} (w_j a_j(f) - price_j f)
 *           + max { sum_j price_j f_j : f can be done by the machines if tasks may be interrupted
 *                   and moved, but not run on two machines at once },
 *
 * u_j: the lesser of maxWork_j and what the fastest machine does until the deadline, at every
 * moment the fastest of those that are ready. Under "relax" a task may run on all machines at once,
 * in both parts. A claimed bound holds if it is no less. Where a schedule of "exact" says that
 * "branch" proves its bound, no less than the value is asked, and `supported` says whether the
 * prices prove it, too.
 *
 * @param problem rows or columns
 * @param schedule what `solve` returned, or the same from JSON; its status, guarantee and stats are
 *   not checked
 * @throws TypeError or RangeError where the problem is none, as `solve` does; whatever is wrong
 *   with the schedule is a violation
 */
export function certify(problem: Problem, schedule: ScheduleLike): Certificate {
  const { speed, readyAt, ...tasks } = readProblem(problem);
  const report = new Report();
  const numbers = readSchedule(schedule, tasks.deadline.length, (path, shown, expected) => {
    report.expect(false, path, shown, () => expected);
  });
  if (!numbers) return report.certificate(Number.NaN, Number.NaN, Number.NaN, false);
  return certifyNumbers(tasks, { speed, readyAt }, numbers, report);
}

/** The same, of a schedule whose arrays hold numbers, or NaN for what is none. */
function certifyNumbers(
  tasks: Tasks,
  machines: Machines,
  schedule: ScheduleLike,
  report: Report,
): Certificate {
  const n = tasks.deadline.length;
  checkTasks(tasks, schedule, report);
  checkMachines(tasks, machines, schedule, report);
  checkOrder(schedule, n, report);

  const accuracy = Float64Array.from({ length: n }, (_, j) =>
    accuracyOf(tasks, j, schedule.work[j]),
  );
  const value = sum(accuracy, tasks.weight);
  const meanAccuracy = n > 0 ? sum(accuracy) / n : 0;
  const boundFrom = schedule.method === "relax" ? relaxedBound : preemptiveBound;
  const bound = Math.max(boundFrom(tasks, machines, schedule.price), value);
  const size = accuracy.map((a, j) => Math.abs(tasks.base[j]) + Math.abs(a - tasks.base[j]));
  const tolerance =
    SUM_TOLERANCE * sum(size, tasks.weight) + PRICE_TOLERANCE * sum(tasks.gain, tasks.weight);
  const supported = isNoLess(schedule.bound, bound, tolerance);
  checkSums(schedule, value, meanAccuracy, tolerance, report);
  // what the solver has proven by enumeration may be anything from the value on
  if (schedule.method === "exact" && schedule.provenBy === "branch") {
    const holds = isNoLess(schedule.bound, value, tolerance);
    report.expect(holds, "bound", schedule.bound, () => `a number >= ${value}, the value`);
  } else {
    const expected = () => `a number >= ${bound}, which is what the prices prove`;
    report.expect(supported, "bound", schedule.bound, expected);
  }
  const gap = schedule.bound - schedule.value;
  const gapHolds = schedule.gap >= 0 && Math.abs(schedule.gap - gap) <= tolerance;
  report.expect(gapHolds, "gap", schedule.gap, () => `${gap}, bound - value, and >= 0`);
  return report.certificate(value, meanAccuracy, bound, supported);
}

/** Collects violations. */
class Report {
  count = 0;
  readonly #listed: string[] = [];

  /**
   * Notes that `path` is `value` unless `holds`; comparisons are written so that NaN does not hold.
   */
  expect(holds: boolean, path: string, value: unknown, expected: () => string): void {
    if (holds) return;
    this.count++;
    if (this.count <= MOST_LISTED) this.#listed.push(`${path} is ${value}; expected ${expected()}`);
  }

  certificate(value: number, meanAccuracy: number, bound: number, supported: boolean): Certificate {
    const more = this.count - this.#listed.length;
    const violations = more > 0 ? [...this.#listed, `and ${more} more`] : this.#listed;
    return {
      valid: this.count === 0,
      violations,
      value,
      meanAccuracy,
      bound,
      supported,
      gap: bound - value,
    };
  }
}

/** What holds of each task alone. */
function checkTasks(tasks: Tasks, schedule: ScheduleLike, report: Report): void {
  for (let j = 0; j < tasks.deadline.length; j++) {
    const start = schedule.start[j];
    const end = schedule.end[j];
    const work = schedule.work[j];
    const price = schedule.price[j];
    const deadline = tasks.deadline[j];
    const maxWork = tasks.maxWork[j];
    report.expect(start >= 0, `start[${j}]`, start, () => "a number >= 0");
    report.expect(
      end >= start && end < Infinity,
      `end[${j}]`,
      end,
      () => `a finite number >= start[${j}], ${start}`,
    );
    // a task without work has the time 0, which may be after its deadline
    const inTime = end <= deadline || (end === 0 && work === 0);
    report.expect(inTime, `end[${j}]`, end, () => `a number <= the deadline ${deadline}`);
    report.expect(
      work >= 0 && work <= maxWork,
      `work[${j}]`,
      work,
      () => `a number from 0 to ${maxWork}`,
    );
    report.expect(
      price >= 0 && price < Infinity,
      `price[${j}]`,
      price,
      () => "a finite number >= 0",
    );
    const exact = accuracyOf(tasks, j, work);
    const scale = Math.abs(tasks.base[j]) + tasks.gain[j];
    const close = Math.abs(schedule.accuracy[j] - exact) <= ACCURACY_TOLERANCE * scale;
    report.expect(
      close,
      `accuracy[${j}]`,
      schedule.accuracy[j],
      () => `${exact}, that of work ${work}`,
    );
  }
}

/**
 * Every task has a machine that is ready and does its work in its time, and no machine does two
 * things at once. Under "relax" all tasks run on one machine whose number is -1, and which does
 * what all do together.
 */
function checkMachines(
  tasks: Tasks,
  machines: Machines,
  schedule: ScheduleLike,
  report: Report,
): void {
  const { speed, readyAt } = machines;
  const { machine, start, end, work } = schedule;
  const relaxed = schedule.method === "relax";
  const most = relaxed ? -1 : speed.length - 1;
  const total = sum(speed);
  const until = allUntil(machines);
  const firstReady = readyAt.reduce((least, at) => Math.min(least, at));
  const running: number[] = [];
  for (let j = 0; j < tasks.deadline.length; j++) {
    const r = machine[j];
    const known = Number.isInteger(r) && r >= -1 && r <= most;
    report.expect(known, `machine[${j}]`, r, () => `an integer from -1 to ${most}`);
    if (!known) continue;
    const pace = relaxed ? total : r >= 0 ? speed[r] : 0;
    const done = relaxed ? until(end[j]) - until(start[j]) : pace * (end[j] - start[j]);
    const close = Math.abs(work[j] - done) <= pace * end[j] * TIME_ULPS + (1 + pace) * LEAST_ULPS;
    report.expect(close, `work[${j}]`, work[j], () => `${done}, speed * (end - start)`);
    if (relaxed ? work[j] <= 0 : r < 0) continue;
    running.push(j);
    const ready = relaxed ? firstReady : readyAt[r];
    const expected = () =>
      `a number >= ${ready}, when ${relaxed ? "a machine" : "its machine"} is ready`;
    report.expect(start[j] >= ready, `start[${j}]`, start[j], expected);
  }
  running.sort((i, j) => machine[i] - machine[j] || start[i] - start[j] || end[i] - end[j]);
  for (let k = 1; k < running.length; k++) {
    const [i, j] = [running[k - 1], running[k]];
    if (machine[i] !== machine[j]) continue;
    const expected = () => `a number >= end[${i}], ${end[i]}, on the same machine`;
    report.expect(start[j] >= end[i], `start[${j}]`, start[j], expected);
  }
}

function checkOrder({ order, machine, start }: ScheduleLike, n: number, report: Report): void {
  const seen = new Uint8Array(n);
  for (let k = 0; k < n; k++) {
    const j = order[k];
    const fresh = Number.isInteger(j) && j >= 0 && j < n && seen[j] === 0;
    report.expect(fresh, `order[${k}]`, j, () => `each of 0 to ${n - 1} once`);
    if (!fresh) return;
    seen[j] = 1;
    if (k === 0) continue;
    const i = order[k - 1];
    const later = machine[j] - machine[i] || start[j] - start[i];
    report.expect(
      later >= 0,
      `order[${k}]`,
      j,
      () => `a task on a later machine, or later, than ${i}`,
    );
  }
}

function checkSums(
  schedule: ScheduleLike,
  value: number,
  meanAccuracy: number,
  tolerance: number,
  report: Report,
): void {
  const valueHolds = Math.abs(schedule.value - value) <= tolerance;
  report.expect(valueHolds, "value", schedule.value, () => `${value}`);
  const mean = schedule.meanAccuracy;
  const meanHolds =
    Math.abs(mean - meanAccuracy) <= SUM_TOLERANCE * Math.max(1, Math.abs(meanAccuracy));
  report.expect(meanHolds, "meanAccuracy", mean, () => `${meanAccuracy}`);
}

/**
 * Whether a claimed bound is at least so much, but for rounding. Below zero it is no larger than
 * the value, and the tolerance is the greater one.
 */
function isNoLess(claimed: number, least: number, tolerance: number): boolean {
  return claimed >= least - BOUND_ROUNDING * least || Math.abs(claimed - least) <= tolerance;
}
