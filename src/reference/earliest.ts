// A second start: tasks by deadline, each to the machine that finishes its relaxed work first. On
// machines of unequal speed better than the least load as a rule. O(n m).

import type { Assignment } from "./buffers.js";

/**
 * Writes the machine of every position in deadline order. Equal times: the first by rank. Reads
 * rank and pace, writes load, by rank.
 */
export function earliest(
  work: Float64Array,
  assignment: Assignment,
  machine: Int32Array,
  n: number,
  m: number,
): void {
  const rank = assignment.rank;
  const pace = assignment.pace;
  const load = assignment.load;
  for (let k = 0; k < m; k++) load[k] = 0;
  for (let i = 0; i < n; i++) {
    let first = 0;
    let finish = Infinity;
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
