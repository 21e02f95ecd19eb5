// Moves and swaps between two machines: those that prices promise something of, by what is left of
// that after the loss, the most first (by the least loss, another order, 50 tasks lost a third more
// in the same work). Swaps of tasks near one another only.

import { MOST_CANDIDATES } from "../codes";
import { screen } from "./loss";
import { moveApply, moveGain, moveLoss } from "./move";
import { Plan } from "./plan";
import { swapApply, swapGain, swapLoss } from "./swap";
import { firstFrom, isLong } from "./trial";

/** Swaps are between tasks so many positions apart: 91 % of those that gain are within 8. */
const NEAR: i32 = 8;
/** Work of a swap that is looked at; see TRIAL_WORK. */
const LOOK_WORK: f64 = 2;

/** Finds the candidates of the pair r, q: those that seem to gain most, in order. */
export function findCandidates(plan: Plan, r: i32, q: i32): void {
  plan.candidates = 0;
  plan.row = 0;
  screen(plan, r, q);
  screen(plan, q, r);
  findMoves(plan, r);
  findMoves(plan, q);
  const member = plan.member;
  const to = plan.chainStart[r + 1];
  const end = plan.chainStart[q + 1];
  let first = firstFrom(plan, q, plan.low);
  for (let at = firstFrom(plan, r, plan.low); at < to; at++) {
    const i = member[at];
    if (i > plan.high) break;
    while (first < end && member[first] < i - NEAR) first++;
    for (let k = first; k < end && member[k] <= min(i + NEAR, plan.high); k++) {
      const j = member[k];
      plan.effort += LOOK_WORK;
      const promised = plan.delta[i] + plan.delta[j];
      if (promised <= plan.threshold) continue;
      const gain = promised - swapLoss(plan, i, j);
      if (gain > plan.threshold) insert(plan, gain, i, j);
    }
  }
}

function findMoves(plan: Plan, r: i32): void {
  for (let at = firstFrom(plan, r, plan.low); at < plan.chainStart[r + 1]; at++) {
    const i = plan.member[at];
    if (i > plan.high) break;
    if (plan.delta[i] <= plan.threshold) continue;
    const gain = plan.delta[i] - moveLoss(plan, i);
    if (gain > plan.threshold) insert(plan, gain, i, -1);
  }
}

/** Keeps the candidate if it is among those that seem to gain most. */
function insert(plan: Plan, gain: f64, i: i32, k: i32): void {
  let at = plan.candidates;
  if (at === MOST_CANDIDATES) {
    if (!(gain > plan.promise[at - 1])) return;
    at--;
  } else plan.candidates++;
  for (; at > 0 && plan.promise[at - 1] < gain; at--) {
    plan.promise[at] = plan.promise[at - 1];
    plan.leaver[at] = plan.leaver[at - 1];
    plan.partner[at] = plan.partner[at - 1];
  }
  plan.promise[at] = gain;
  plan.leaver[at] = i;
  plan.partner[at] = k;
}

/** Tries the next candidate of the pair r, q; returns whether it was made. */
export function tryCandidate(plan: Plan, r: i32, q: i32): bool {
  const i = plan.leaver[plan.row];
  const k = plan.partner[plan.row];
  plan.row++;
  plan.tried++;
  const source = plan.machine[i];
  const target = source === r ? q : r;
  const least = plan.threshold;
  if (!isLong(plan, r) && !isLong(plan, q)) {
    const gain = k < 0 ? moveGain(plan, i, target, least) : swapGain(plan, i, k, least);
    if (gain <= least) return false;
  }
  if ((k < 0 ? moveApply(plan, i, target) : swapApply(plan, i, k)) > least) {
    plan.applied++;
    return true;
  }
  if (k < 0) moveApply(plan, i, source);
  else swapApply(plan, i, k);
  return false;
}
