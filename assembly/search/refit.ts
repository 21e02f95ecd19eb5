// With the assignment fixed, each machine is a one-machine problem, solved exactly by `nested`.
// Never worse than `shift`, which is one of the schedules it chooses from. O(n) a pass.

import { capacities, Elements } from "../chain/elements";
import { nested } from "../chain/nested";
import { Scratch } from "../chain/scratch";

/**
 * Re-solves every chain; writes room, work and logPrice, lowers cap. guess: a log-price near
 * theirs; -Infinity: none is known. Returns how many elements all passes visited.
 */
export function refit(
  speed: StaticArray<f64>,
  readyAt: StaticArray<f64>,
  chains: Elements,
  chainStart: StaticArray<i32>,
  scratch: Scratch,
  workUnit: f64,
  guess: f64,
  m: i32,
): f64 {
  let visits: f64 = 0;
  for (let r = 0; r < m; r++) {
    capacities(chains, speed[r], readyAt[r], workUnit, chainStart[r], chainStart[r + 1]);
    visits += nested(chains, scratch, chainStart[r], chainStart[r + 1], guess);
  }
  return visits;
}
