// Swap: two tasks of different machines change places. Screened by what the two moves promise
// together, estimated where they are long, weighed by solving both machines anew.

import { reassign } from "./assignment";
import { promises } from "./estimate";
import { Plan } from "./plan";
import { resolve, surplusAt, surplusOn, trial } from "./trial";

/** The exact gain of swapping positions i and k, or 0 where it is `least` at most, scaled. */
export function swapGain(plan: Plan, i: i32, k: i32, least: f64): f64 {
  const r = plan.machine[i];
  const q = plan.machine[k];
  const most = surplusOn(plan, i, q) - surplusAt(plan, k); // q gains no more
  if (!promises(plan, r, q, i, k, most, least)) return 0;
  plan.tried++;
  const gained = trial(plan, r, i, k) - plan.worth[r];
  if (gained + most <= least) return 0;
  return gained + trial(plan, q, k, i) - plan.worth[q];
}

/** Swaps the machines of positions i and k. */
export function swapApply(plan: Plan, i: i32, k: i32): void {
  const r = plan.machine[i];
  const q = plan.machine[k];
  plan.applied++;
  reassign(plan, i, q);
  reassign(plan, k, r);
  resolve(plan, r);
  resolve(plan, q);
}
