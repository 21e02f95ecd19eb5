// What the independent checker does alike for curves and for tables.

import type { Certificate, Column } from "../types/index.js";

/**
 * Difference allowed between a sum recomputed here and the one the schedule claims, relative to the
 * sum of weight * (|base| + |accuracy - base|): where values cancel, that is what was rounded.
 */
export const SUM_TOLERANCE = 1e-11;
/** Some ulps of the bound: where it is far above the value, it is rounded to its own size. */
const BOUND_ROUNDING = 2 ** -48;
/** More violations than this are counted, not listed. */
const MOST_LISTED = 100;

/** The figures that every schedule claims. */
export interface Claims {
  value: number;
  meanAccuracy: number;
  bound: number;
  gap: number;
}

/** Where and when tasks run. */
interface Places {
  machine: Column;
  start: Column;
  end: Column;
  order: Column;
}

/** Collects violations. */
export class Report {
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

/** No machine does two things at once. running: the tasks that run, which are sorted here. */
export function checkOverlap(
  running: number[],
  { machine, start, end }: Places,
  report: Report,
): void {
  running.sort((i, j) => machine[i] - machine[j] || start[i] - start[j] || end[i] - end[j]);
  for (let k = 1; k < running.length; k++) {
    const [i, j] = [running[k - 1], running[k]];
    if (machine[i] !== machine[j]) continue;
    const expected = () => `a number >= end[${i}], ${end[i]}, on the same machine`;
    report.expect(start[j] >= end[i], `start[${j}]`, start[j], expected);
  }
}

export function checkOrder({ order, machine, start }: Places, n: number, report: Report): void {
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

export function checkSums(
  schedule: Claims,
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
 * Checks the bound and the gap that a schedule claims. proven: the bound that its prices prove;
 * undefined where it says that more than prices proves it, which may be anything from the value on.
 */
export function checkBound(
  { value: claimedValue, bound, gap }: Claims,
  proven: number | undefined,
  value: number,
  tolerance: number,
  report: Report,
): void {
  const least = proven ?? value;
  const what = proven === undefined ? "the value" : "which is what the prices prove";
  const holds = isNoLess(bound, least, tolerance);
  report.expect(holds, "bound", bound, () => `a number >= ${least}, ${what}`);
  const expected = bound - claimedValue;
  const gapHolds = gap >= 0 && Math.abs(gap - expected) <= tolerance;
  report.expect(gapHolds, "gap", gap, () => `${expected}, bound - value, and >= 0`);
}

/**
 * Whether a claimed bound is at least so much, but for rounding. Below zero it is no larger than
 * the value, and the tolerance is the greater one.
 */
export function isNoLess(claimed: number, least: number, tolerance: number): boolean {
  return claimed >= least - BOUND_ROUNDING * least || Math.abs(claimed - least) <= tolerance;
}
