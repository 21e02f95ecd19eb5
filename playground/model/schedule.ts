// What the page counts of a schedule of either kind.

import type { Schedule, TablesSchedule } from "../../src/types/index.js";

export type AnySchedule = Schedule | TablesSchedule;

export function isOfTables(schedule: AnySchedule): schedule is TablesSchedule {
  return "variant" in schedule;
}

/** Whether a request runs: with curves, whether it gets work. */
export function isServed(schedule: AnySchedule, task: number): boolean {
  return isOfTables(schedule) ? schedule.machine[task] >= 0 : schedule.work[task] > 0;
}

export function servedOf(schedule: AnySchedule): number {
  let count = 0;
  for (const task of schedule.accuracy.keys()) if (isServed(schedule, task)) count++;
  return count;
}

/**
 * Jain's index of fairness of the accuracies: 1 if all are equal, 1/n if one request has all. 1 for
 * none, and where all are 0. Source: Jain, Chiu, Hawe 1984.
 */
export function jain(accuracy: ArrayLike<number>): number {
  let [sum, squares] = [0, 0];
  for (let j = 0; j < accuracy.length; j++) {
    sum += accuracy[j];
    squares += accuracy[j] ** 2;
  }
  return squares > 0 ? sum ** 2 / (accuracy.length * squares) : 1;
}
