// With the assignment fixed, each machine is a one-machine problem, solved exactly by `nested`.
// Never worse than `shift`, which is one of the schedules it chooses from. O(n) a pass.

import type { Elements, Scratch } from "./buffers.js";
import { capacities } from "./elements.js";
import { nested } from "./nested.js";

/**
 * Re-solves every chain; writes room, work and logPrice, lowers cap. guess: a log-price near
 * theirs; -Infinity: none is known. Returns how many elements all passes visited.
 */
export function refit(
  speed: Float64Array,
  chains: Elements,
  chainStart: Int32Array,
  scratch: Scratch,
  workUnit: number,
  guess: number,
  m: number,
): number {
  let visits = 0;
  for (let r = 0; r < m; r++) {
    capacities(chains, speed[r], workUnit, chainStart[r], chainStart[r + 1]);
    visits += nested(chains, scratch, chainStart[r], chainStart[r + 1], guess);
  }
  return visits;
}
