// Tails: on machines that are alike, each chain up to a position goes on as that or another one
// from there; the best way to join them is an assignment problem. O(machines^2) trials.

import { MOST_MATCHED } from "../codes";
import { match } from "../numeric/matching";
import { formLists, LIST_WORK } from "./assignment";
import { Plan } from "./plan";
import { firstFrom, isLong, trialTail } from "./trial";
import { MATCH_WORK } from "./window";
import { resolve } from "./worth";

/** Whether all machines are alike, and few enough to be matched, with chains that can be tried. */
export function haveTails(plan: Plan): bool {
  const m = plan.machines;
  for (let r = 0; r < m; r++) {
    if (plan.speed[r] !== plan.speed[0] || plan.readyAt[r] !== plan.readyAt[0]) return false;
    if (isLong(plan, r)) return false;
  }
  return m <= MOST_MATCHED;
}

/** The chains are cut before position p: where, and what the blocks on both sides are worth. */
export function openTails(plan: Plan, p: i32): void {
  const m = plan.machines;
  plan.row = 0;
  plan.width = m;
  plan.isScarce = false;
  for (let r = 0; r < m; r++) {
    const end = plan.chainStart[r + 1];
    const cut = firstFrom(plan, r, p);
    plan.offerer[r] = r;
    plan.offer[r] = cut;
    if (cut < end && plan.logPrice[plan.member[cut]] > -Infinity) plan.isScarce = true;
    let before: f64 = 0;
    let after: f64 = 0;
    let k = plan.chainStart[r];
    while (k < end) {
      const head = plan.member[k];
      const next = k + plan.length[head];
      if (next <= cut) before += plan.dual[head];
      else if (k > cut) after += plan.dual[head];
      k = next;
      plan.effort += LIST_WORK;
    }
    // the block of the first task that is cut off is solved anew
    plan.before[r] = before;
    plan.after[r] = after;
  }
}

/** What every chain is worth with the tail of the next; returns whether it was the last tail. */
export function tryTail(plan: Plan): bool {
  const width = plan.width;
  const r = plan.row++;
  for (let q = 0; q < width; q++) {
    const at = r * width + q;
    if (q === r) plan.matching.gain[at] = plan.worth[r];
    else {
      const joint = trialTail(plan, q, plan.offer[q], r, plan.offer[r]);
      plan.matching.gain[at] = plan.before[q] + joint + plan.after[r];
    }
  }
  return plan.row === width;
}

/** Joins heads and tails in the best way; returns whether that gains more than the threshold. */
export function closeTails(plan: Plan, p: i32): bool {
  const width = plan.width;
  plan.effort += MATCH_WORK * <f64>width * <f64>width * <f64>width;
  let before: f64 = 0;
  for (let q = 0; q < width; q++) before += plan.worth[q];
  const promised = match(plan.matching, width) - before;
  if (!(promised > plan.threshold)) return false;
  plan.tried++;
  if (dealTails(plan, p, false) > plan.threshold) {
    plan.applied++;
    return true;
  }
  dealTails(plan, p, true);
  return false;
}

/** The tails go where they were dealt to, or back; returns what that gains. */
function dealTails(plan: Plan, p: i32, isBack: bool): f64 {
  const n = plan.tasks;
  const width = plan.width;
  const row = plan.matching.row;
  const to = plan.offer;
  for (let q = 0; q < width; q++) {
    if (isBack) to[q] = row[q + 1] - 1;
    else to[row[q + 1] - 1] = q;
  }
  for (let i = p; i < n; i++) plan.machine[i] = to[plan.machine[i]];
  formLists(plan, n, width);
  plan.effort += LIST_WORK * <f64>n;
  let gain: f64 = 0;
  for (let q = 0; q < width; q++) {
    if (row[q + 1] - 1 === q) continue;
    gain -= plan.worth[q];
    resolve(plan, q);
    gain += plan.worth[q];
  }
  return gain;
}
