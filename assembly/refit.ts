// With the assignment fixed, each machine is a one-machine problem, solved exactly by `nested`. Never worse than
// `shift`, which is one of the schedules it chooses from. O(n log n).

import { Elements, Scratch } from "./buffers";
import { capacities } from "./elements";
import { nested } from "./nested";

/** Re-solves every chain; writes room, work and logPrice, lowers cap. Returns the number of passes. */
export function refit(
  speed: StaticArray<f64>,
  chains: Elements,
  chainStart: StaticArray<i32>,
  scratch: Scratch,
  workUnit: f64,
  m: i32,
): i32 {
  let passes = 0;
  for (let r = 0; r < m; r++) {
    capacities(chains, speed[r], workUnit, chainStart[r], chainStart[r + 1]);
    passes += nested(chains, scratch, chainStart[r], chainStart[r + 1]);
  }
  return passes;
}
