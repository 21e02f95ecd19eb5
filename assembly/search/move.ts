// Move: one task from its machine to another. Screened by the prices of both, estimated where they
// are long, weighed by solving both anew.

import { reassign } from "./assignment";
import { promises } from "./estimate";
import { Plan } from "./plan";
import { resolve, surplusAt, surplusOn, trial } from "./trial";

/** No move of position i to machine q gains more, scaled. */
export function moveBound(plan: Plan, i: i32, q: i32): f64 {
  return surplusOn(plan, i, q) - surplusAt(plan, i);
}

/** The exact gain of moving position i to machine q, or 0 where it is `least` at most, scaled. */
export function moveGain(plan: Plan, i: i32, q: i32, least: f64): f64 {
  const r = plan.machine[i];
  const most = -surplusAt(plan, i); // r loses no less
  if (!promises(plan, q, r, -1, i, most, least)) return 0;
  plan.tried++;
  const gained = trial(plan, q, -1, i) - plan.worth[q];
  if (gained + most <= least) return 0;
  return gained + trial(plan, r, i, -1) - plan.worth[r];
}

/** Moves position i to machine q. */
export function moveApply(plan: Plan, i: i32, q: i32): void {
  const r = plan.machine[i];
  plan.applied++;
  reassign(plan, i, q);
  resolve(plan, r);
  resolve(plan, q);
}
