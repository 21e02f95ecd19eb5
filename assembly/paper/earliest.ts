// A second start: tasks by deadline, each to the machine that finishes its relaxed work first. On
// machines of unequal speed better than the least load as a rule. O(n m).

import { Machines } from "./machines";
import { firstLoad } from "./round";

/** It takes n m steps; beyond so many it is no start. */
export const EARLIEST_LIMIT: f64 = 1e8;

/**
 * Writes the machine of every position in deadline order. Equal times: the first by rank. Reads
 * rank and pace, writes load, by rank.
 */
export function earliest(
  work: StaticArray<f64>,
  machines: Machines,
  machine: StaticArray<i32>,
  workUnit: f64,
  n: i32,
  m: i32,
): void {
  const rank = machines.rank;
  const pace = machines.pace;
  const load = machines.load;
  for (let k = 0; k < m; k++) load[k] = firstLoad(machines, workUnit, k);
  for (let i = 0; i < n; i++) {
    let first = 0;
    let finish: f64 = Infinity;
    for (let k = 0; k < m; k++) {
      const end = load[k] + work[i] * pace[k];
      if (end < finish) {
        finish = end;
        first = k;
      }
    }
    machine[i] = rank[first];
    load[first] = finish;
  }
}
