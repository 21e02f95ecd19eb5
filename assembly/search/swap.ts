// Swap: two tasks of different machines change places.

import { reassign } from "./assignment";
import { exchangeLoss } from "./loss";
import { Plan } from "./plan";
import { trial } from "./trial";
import { resolve } from "./worth";

/** What the swap of positions i and k loses, about. */
export function swapLoss(plan: Plan, i: i32, k: i32): f64 {
  return exchangeLoss(plan, i, k) + exchangeLoss(plan, k, i);
}

/** What swapping positions i and k gains, about and no less; 0 where it is `least` at most. */
export function swapGain(plan: Plan, i: i32, k: i32, least: f64): f64 {
  const gained = trial(plan, plan.machine[i], i, k);
  // k's machine gains no more than its prices promise
  const most = plan.delta[i] + plan.earned[i] - plan.earned[k];
  if (gained + most <= least) return 0;
  return gained + trial(plan, plan.machine[k], k, i);
}

/** Swaps the machines of positions i and k; returns what that gains. */
export function swapApply(plan: Plan, i: i32, k: i32): f64 {
  const r = plan.machine[i];
  const q = plan.machine[k];
  const before = plan.worth[r] + plan.worth[q];
  reassign(plan, i, q);
  reassign(plan, k, r);
  resolve(plan, r);
  resolve(plan, q);
  return plan.worth[r] + plan.worth[q] - before;
}
