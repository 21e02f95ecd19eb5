// What a task is worth at most, and what it wins at prices of time. O(options of the task).

import { Options } from "./options";

/** The greatest value of task j. */
export function mostOf(o: Options, j: i32): f64 {
  let most: f64 = 0;
  for (let q = o.taskStart[j]; q < o.taskStart[j + 1]; q++) {
    most = max(most, o.value[o.end[o.pairOf[q]] - 1]);
  }
  return most;
}

/** What the pair wins at its best option, its time paid. */
export function wonAt(o: Options, price: StaticArray<f64>, p: i32): f64 {
  let won = -Infinity;
  for (let k = o.hullFirst[p]; k < o.hullFirst[p + 1]; k++) {
    won = max(won, o.hullValue[k] - price[p] * o.hullTime[k]);
  }
  return won;
}

/** What task j wins where it wins most. */
export function wonBy(o: Options, price: StaticArray<f64>, j: i32): f64 {
  let won: f64 = 0;
  for (let q = o.taskStart[j]; q < o.taskStart[j + 1]; q++)
    won = max(won, wonAt(o, price, o.pairOf[q]));
  return won;
}
