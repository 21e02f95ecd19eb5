// The independent checker: feasibility, value and bound of a schedule from the definitions alone. It shares no code
// with the solver, its exp and log are the platform's, and its tolerances are for rounding only.

import type { Certificate, Column, Problem, ScheduleLike } from "./types.js";
import { validateProblem } from "./validate.js";

/** Relative difference allowed between a sum recomputed here and the one the schedule claims. */
const SUM_TOLERANCE = 1e-11;
/** Accuracies are computed to a few ulps on both sides; relative to |base| + gain. */
const ACCURACY_TOLERANCE = 1e-14;
/** Start, time and end of a task are each rounded: so many ulps of the end, times the speed, may work be off. */
const TIME_ULPS = 4 * 2 ** -52;
/** Under "relax" works are checked against sums of up to n terms; relative to the capacity. */
const CAPACITY_TOLERANCE = 1e-11;
/** More violations than this are counted, not listed. */
const MOST_LISTED = 100;

interface Tasks {
  deadline: Float64Array;
  theta: Float64Array;
  maxWork: Float64Array;
  weight: Float64Array;
  base: Float64Array;
  gain: Float64Array;
}

/**
 * Recomputes what a schedule claims, in O(n log n): that no deadline is missed and no machine does two things at
 * once, its accuracies and value, and the upper bound that its prices prove on every schedule of the problem,
 *
 *     bound = sum_j max_{0 <= f <= maxWork_j} (w_j a_j(f) - price_j f)
 *           + max { sum_j price_j f_j : sum_{i <= j} f_i <= (sum of speeds) deadline_j for every j }.
 *
 * @param problem rows or columns
 * @param schedule what `solve` returned, or the same from JSON
 * @throws TypeError or RangeError where the problem is none, as `solve` does; whatever is wrong with the schedule is a
 *   violation
 */
export function certify(problem: Problem, schedule: ScheduleLike): Certificate {
  validateProblem(problem, () => Infinity);
  const tasks = readTasks(problem.tasks);
  const speed = readColumn(
    problem.machines,
    "speed",
    lengthOf(problem.machines, "speed"),
    Number.NaN,
  );
  const report = new Report();
  const n = tasks.deadline.length;
  checkLengths(schedule, n, report);
  if (report.count > 0) return report.certificate(Number.NaN, Number.NaN, Number.NaN);

  checkTasks(tasks, speed, schedule, report);
  if (schedule.method === "relax") checkRelaxation(tasks, speed, schedule, report);
  else checkMachines(speed, schedule, report);
  checkOrder(schedule, n, report);

  const accuracy = Float64Array.from({ length: n }, (_, j) =>
    accuracyOf(tasks, j, schedule.work[j]),
  );
  const value = sum(accuracy, tasks.weight);
  const meanAccuracy = n > 0 ? sum(accuracy) / n : 0;
  const bound = Math.max(boundFrom(tasks, speed, schedule.price), value);
  checkClaims(schedule, value, meanAccuracy, bound, report);
  return report.certificate(value, meanAccuracy, bound);
}

/** Collects violations. */
class Report {
  count = 0;
  readonly #listed: string[] = [];

  /** Notes that `path` is `value` unless `holds`; comparisons are written so that NaN does not hold. */
  expect(holds: boolean, path: string, value: unknown, expected: () => string): void {
    if (holds) return;
    this.count++;
    if (this.count <= MOST_LISTED) this.#listed.push(`${path} is ${value}; expected ${expected()}`);
  }

  certificate(value: number, meanAccuracy: number, bound: number): Certificate {
    const more = this.count - this.#listed.length;
    const violations = more > 0 ? [...this.#listed, `and ${more} more`] : this.#listed;
    return { valid: this.count === 0, violations, value, meanAccuracy, bound, gap: bound - value };
  }
}

function readTasks(source: Problem["tasks"]): Tasks {
  const n = lengthOf(source, "deadline");
  return {
    deadline: readColumn(source, "deadline", n, Number.NaN),
    theta: readColumn(source, "theta", n, Number.NaN),
    maxWork: readColumn(source, "maxWork", n, Number.NaN),
    weight: readColumn(source, "weight", n, 1),
    base: readColumn(source, "base", n, 0),
    gain: readColumn(source, "gain", n, 1),
  };
}

function lengthOf(source: object, name: string): number {
  return Array.isArray(source) ? source.length : (source as Record<string, Column>)[name].length;
}

function readColumn(source: object, name: string, length: number, missing: number): Float64Array {
  const column = Array.isArray(source)
    ? undefined
    : (source as Record<string, Column | undefined>)[name];
  const at = (j: number) => (Array.isArray(source) ? source[j][name] : column?.[j]) ?? missing;
  return Float64Array.from({ length }, (_, j) => at(j));
}

function checkLengths(schedule: ScheduleLike, n: number, report: Report): void {
  for (const name of ["machine", "start", "end", "work", "accuracy", "price", "order"] as const) {
    const length = schedule?.[name]?.length;
    report.expect(length === n, `${name}.length`, length, () => `${n}, the number of tasks`);
  }
}

/** What holds of each task alone. */
function checkTasks(
  tasks: Tasks,
  speed: Float64Array,
  schedule: ScheduleLike,
  report: Report,
): void {
  const relaxed = schedule.method === "relax";
  for (let j = 0; j < tasks.deadline.length; j++) {
    const r = schedule.machine[j];
    const start = schedule.start[j];
    const end = schedule.end[j];
    const work = schedule.work[j];
    const accuracy = schedule.accuracy[j];
    const price = schedule.price[j];
    const deadline = tasks.deadline[j];
    const maxWork = tasks.maxWork[j];
    report.expect(start >= 0, `start[${j}]`, start, () => "a number >= 0");
    report.expect(end >= start, `end[${j}]`, end, () => `a number >= start[${j}], ${start}`);
    report.expect(end <= deadline, `end[${j}]`, end, () => `a number <= the deadline ${deadline}`);
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
    const close = Math.abs(accuracy - exact) <= ACCURACY_TOLERANCE * scale;
    report.expect(close, `accuracy[${j}]`, accuracy, () => `${exact}, that of work ${work}`);
    const known = Number.isInteger(r) && r >= -1 && r < (relaxed ? 0 : speed.length);
    report.expect(known, `machine[${j}]`, r, () =>
      relaxed ? "-1" : `an integer from -1 to ${speed.length - 1}`,
    );
    if (relaxed || !known) continue;
    report.expect(r >= 0 || work === 0, `work[${j}]`, work, () => "0, for the task has no machine");
    const done = r >= 0 ? speed[r] * (end - start) : 0;
    const rounding = r >= 0 ? speed[r] * end * TIME_ULPS : 0;
    report.expect(
      Math.abs(work - done) <= rounding,
      `work[${j}]`,
      work,
      () => `${done}, speed * (end - start)`,
    );
  }
}

/** No machine does two things at once. */
function checkMachines(speed: Float64Array, schedule: ScheduleLike, report: Report): void {
  const { machine, start, end } = schedule;
  const running = indices(machine.length).filter((j) => machine[j] >= 0);
  running.sort((i, j) => machine[i] - machine[j] || start[i] - start[j] || end[i] - end[j]);
  for (let k = 1; k < running.length; k++) {
    const i = running[k - 1];
    const j = running[k];
    if (machine[i] !== machine[j] || !(machine[j] < speed.length)) continue;
    const holds = start[j] >= end[i];
    report.expect(
      holds,
      `start[${j}]`,
      start[j],
      () => `a number >= end[${i}], ${end[i]}, on the same machine`,
    );
  }
}

/** All tasks on one machine of the total speed. */
function checkRelaxation(
  tasks: Tasks,
  speed: Float64Array,
  schedule: ScheduleLike,
  report: Report,
): void {
  const total = sum(speed);
  let done = 0;
  for (const j of byDeadline(tasks.deadline)) {
    done += schedule.work[j];
    const capacity = total * tasks.deadline[j];
    const holds = done <= capacity * (1 + CAPACITY_TOLERANCE);
    report.expect(
      holds,
      `work up to deadline ${tasks.deadline[j]}`,
      done,
      () => `at most ${capacity}`,
    );
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

function checkClaims(
  schedule: ScheduleLike,
  value: number,
  meanAccuracy: number,
  bound: number,
  report: Report,
): void {
  const close = (a: number, b: number) =>
    Math.abs(a - b) <= SUM_TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
  report.expect(close(schedule.value, value), "value", schedule.value, () => `${value}`);
  report.expect(
    close(schedule.meanAccuracy, meanAccuracy),
    "meanAccuracy",
    schedule.meanAccuracy,
    () => `${meanAccuracy}`,
  );
  const proven = schedule.bound >= bound || close(schedule.bound, bound);
  report.expect(
    proven,
    "bound",
    schedule.bound,
    () => `a number >= ${bound}, which is what the prices prove`,
  );
  const gap = schedule.bound - schedule.value;
  const gapHolds = schedule.gap >= 0 && (schedule.gap === gap || close(schedule.gap, gap));
  report.expect(gapHolds, "gap", schedule.gap, () => `${gap}, bound - value, and >= 0`);
}

/** The bound that any prices >= 0 prove: weak duality, with the capacity of all machines together. */
function boundFrom(tasks: Tasks, speed: Float64Array, price: Column): number {
  const { theta, maxWork, weight, gain } = tasks;
  const best = Float64Array.from(theta, (_, j) => {
    const lambda = price[j];
    const slope = weight[j] * gain[j] * theta[j];
    const wanted = lambda > 0 ? Math.log(slope / lambda) / theta[j] : Infinity;
    const f = Math.min(Math.max(wanted, 0), maxWork[j]);
    return weight[j] * accuracyOf(tasks, j, f) - lambda * f;
  });
  // The dearest task after each deadline takes what is free before it: prices made non-increasing from the end.
  const order = byDeadline(tasks.deadline);
  const total = sum(speed);
  const paid = new Float64Array(order.length);
  let highest = 0;
  for (let k = order.length - 1; k >= 0; k--) {
    const j = order[k];
    const rise = Math.max(price[j], highest) - highest;
    if (rise > 0) paid[k] = rise * total * tasks.deadline[j];
    highest += rise;
  }
  return sum(best) + sum(paid);
}

function accuracyOf({ base, gain, theta }: Tasks, j: number, work: number): number {
  return base[j] - gain[j] * Math.expm1(-theta[j] * work);
}

function byDeadline(deadline: Float64Array): number[] {
  return indices(deadline.length).sort((i, j) =>
    deadline[i] < deadline[j] ? -1 : deadline[i] === deadline[j] ? i - j : 1,
  );
}

function indices(n: number): number[] {
  return Array.from({ length: n }, (_, j) => j);
}

/** Sum of values * factors, compensated (Kahan, Babuska). */
function sum(values: Float64Array, factors?: Float64Array): number {
  let total = 0;
  let rest = 0;
  for (let j = 0; j < values.length; j++) {
    const term = values[j] * (factors ? factors[j] : 1);
    const next = total + term;
    rest += Math.abs(total) >= Math.abs(term) ? total - next + term : term - next + total;
    total = next;
  }
  return total + (Number.isFinite(rest) ? rest : 0);
}
