// Move: one task from its machine to another.

import { reassign } from "./assignment";
import { enterLoss, leaveLoss } from "./loss";
import { Plan } from "./plan";
import { trial } from "./trial";
import { resolve } from "./worth";

/** What the move of position i across the pair loses, about. */
export function moveLoss(plan: Plan, i: i32): f64 {
  return leaveLoss(plan, i) + enterLoss(plan, i);
}

/** What moving position i to machine q gains, about and no less; 0 where it is `least` at most. */
export function moveGain(plan: Plan, i: i32, q: i32, least: f64): f64 {
  const gained = trial(plan, q, -1, i);
  const most = -plan.earned[i]; // its machine loses no less
  if (gained + most <= least) return 0;
  return gained + trial(plan, plan.machine[i], i, -1);
}

/** Moves position i to machine q; returns what that gains. */
export function moveApply(plan: Plan, i: i32, q: i32): f64 {
  const r = plan.machine[i];
  const before = plan.worth[r] + plan.worth[q];
  reassign(plan, i, q);
  resolve(plan, r);
  resolve(plan, q);
  return plan.worth[r] + plan.worth[q] - before;
}
