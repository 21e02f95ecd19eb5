// Windows: each of some machines offers its first task from a position on, or none, and takes one
// of those offered. Chains are independent, so what each gains by each offer adds up, and the best
// way to deal them out is an assignment problem. Every gain is a trial; O(machines^2) of them.

import { MOST_MATCHED } from "../codes";
import { match } from "../numeric/matching";
import { reassign } from "./assignment";
import { Plan } from "./plan";
import { firstFrom, isLong, trial } from "./trial";
import { resolve } from "./worth";

/** Work of matching, a cube of machines; see TRIAL_WORK. */
export const MATCH_WORK: f64 = 0.5;
/** Work of finding what a machine offers, likewise. */
const OFFER_WORK: f64 = 4;

/**
 * The machines of the window at position p, and what they offer: of many the first to have any.
 * Where no offer has a price, all tasks from there on are served in full: nothing is to be won.
 */
export function openWindow(plan: Plan, p: i32): void {
  const m = plan.machines;
  plan.row = 0;
  plan.width = 0;
  plan.isScarce = false;
  if (m <= MOST_MATCHED) {
    for (let r = 0; r < m; r++) offer(plan, r, p);
    plan.effort += OFFER_WORK * <f64>m;
    return;
  }
  let i = p;
  for (; i < plan.tasks && plan.width < MOST_MATCHED; i++) {
    const r = plan.machine[i];
    if (plan.member[firstFrom(plan, r, p)] === i) offer(plan, r, p);
  }
  plan.effort += OFFER_WORK * <f64>(i - p);
}

function offer(plan: Plan, r: i32, p: i32): void {
  if (isLong(plan, r)) return;
  const at = firstFrom(plan, r, p);
  const own = at < plan.chainStart[r + 1] ? plan.member[at] : -1;
  if (own >= 0 && plan.logPrice[own] > -Infinity) plan.isScarce = true;
  plan.offerer[plan.width] = r;
  plan.offer[plan.width++] = own;
}

/** What each machine gains by the next offer in place of its own; whether it is the last one. */
export function tryOffer(plan: Plan): bool {
  const width = plan.width;
  if (width < 2) return true;
  const i = plan.row++;
  const into = plan.offer[i];
  for (let q = 0; q < width; q++) {
    const own = plan.offer[q];
    plan.matching.gain[i * width + q] = own === into ? 0 : trial(plan, plan.offerer[q], own, into);
  }
  return plan.row === width;
}

/** Deals the offers out in the best way; returns whether that gains more than the threshold. */
export function closeWindow(plan: Plan): bool {
  const width = plan.width;
  const matching = plan.matching;
  plan.effort += MATCH_WORK * <f64>width * <f64>width * <f64>width;
  if (!(match(matching, width) > plan.threshold)) return false;
  plan.tried++;
  deal(plan, false);
  const gain = settleDealt(plan);
  if (gain > plan.threshold) {
    plan.applied++;
    return true;
  }
  deal(plan, true);
  settleDealt(plan);
  return false;
}

/** Every offer goes where it was dealt to, or back. */
function deal(plan: Plan, isBack: bool): void {
  for (let q = 0; q < plan.width; q++) {
    const i = plan.matching.row[q + 1] - 1;
    const task = plan.offer[i];
    const r = plan.offerer[isBack ? i : q];
    if (task >= 0 && plan.machine[task] !== r) reassign(plan, task, r);
  }
}

/** Solves the chains that have changed; returns what they gain. */
function settleDealt(plan: Plan): f64 {
  let gain: f64 = 0;
  for (let q = 0; q < plan.width; q++) {
    if (plan.matching.row[q + 1] - 1 === q) continue;
    const r = plan.offerer[q];
    gain -= plan.worth[r];
    resolve(plan, r);
    gain += plan.worth[r];
  }
  return gain;
}
