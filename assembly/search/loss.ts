// What prices promise of a move across a pair of machines, and what of that is lost. At the prices of
// both chains a task earns so much more there than here, and no change gains more than that (weak
// duality). But what one chain demands then is not its room any more, and bringing its price there
// loses, to the second order, lambda D^2 / (2 slope) for the excess D: candidates that lose least
// come first (measured: the first real gain is among the first 5 to 27, by what is promised among
// the first 140 to 1,100).

import { exp, expm1 } from "../numeric/exp";
import { Plan } from "./plan";
import { demand, firstFrom, headOf } from "./trial";
import { surplus } from "./worth";

/** Work of screening a task; see TRIAL_WORK. */
const SCREEN_WORK: f64 = 8;

/** For every task of r: what it earns more on q, what it demands here and there, and of which block. */
export function screen(plan: Plan, r: i32, q: i32): void {
  const member = plan.member;
  const from = plan.chainStart[q];
  const end = plan.chainStart[q + 1];
  const to = plan.chainStart[r + 1];
  const rate = plan.rate[q];
  let k = firstFrom(plan, q, plan.low);
  for (let at = firstFrom(plan, r, plan.low); at < to; at++) {
    const i = member[at];
    if (i > plan.high) break;
    while (k < end && member[k] < i) k++;
    const here = plan.logPrice[i];
    plan.here[i] = demand(plan, i, here);
    if (k < end) {
      const head = member[headOf(plan, k, from)];
      enter(plan, i, head, 0);
    } else {
      // after all others: what room there is until its deadline comes with it
      const due = max(plan.edf.deadline[i] - plan.readyAt[q], 0);
      const since = end > from ? max(plan.edf.deadline[member[end - 1]] - plan.readyAt[q], 0) : 0;
      const head = end > from ? member[headOf(plan, end - 1, from)] : -1;
      enter(plan, i, head, due > since ? rate * (due - since) : 0);
    }
    plan.delta[i] -= surplus(plan, i, here);
    plan.effort += SCREEN_WORK;
  }
}

/** What position i earns where it enters the block of this head, with so much more room. */
function enter(plan: Plan, i: i32, head: i32, room: f64): void {
  const nu = head >= 0 ? plan.logPrice[head] : -Infinity;
  const wanted = demand(plan, i, nu);
  if (wanted > room && head >= 0) {
    plan.delta[i] = surplus(plan, i, nu) + plan.cost[head] * room;
    plan.there[i] = wanted - room;
    plan.entered[i] = head;
  } else {
    const work = min(plan.edf.cap[i], room);
    plan.delta[i] = -plan.value[i] * expm1(-work / plan.edf.invTheta[i]);
    plan.there[i] = 0;
    plan.entered[i] = -1;
  }
}

/** Of the block of position i without it. */
export function leaveLoss(plan: Plan, i: i32, at: i32): f64 {
  const head = plan.member[headOf(plan, at, 0)];
  return rise(plan, head, -plan.here[i], plan.slope[head] - plan.edf.invTheta[i]);
}

/** Of the block that position i would enter. */
export function enterLoss(plan: Plan, i: i32): f64 {
  const head = plan.entered[i];
  if (head < 0) return 0;
  return rise(plan, head, plan.there[i], plan.slope[head] + plan.edf.invTheta[i]);
}

/** Of the chain that loses i, its member `at`, and gets k for it. */
export function exchangeLoss(plan: Plan, i: i32, at: i32, k: i32): f64 {
  const head = plan.member[headOf(plan, at, 0)];
  if (plan.entered[k] !== head) return leaveLoss(plan, i, at) + enterLoss(plan, k);
  const slope = plan.slope[head] + plan.edf.invTheta[k] - plan.edf.invTheta[i];
  return rise(plan, head, plan.there[k] - plan.here[i], slope);
}

/** A block whose demand exceeds its room by so much, and falls with the log-price by slope. */
function rise(plan: Plan, head: i32, excess: f64, slope: f64): f64 {
  if (!(slope > 0)) return plan.cost[head] * abs(excess); // nobody is left to use it
  const step = excess / slope;
  return plan.cost[head] * slope * (exp(step) - 1 - step);
}
