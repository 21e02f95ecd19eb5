// What prices promise of a move across a pair of machines, and what of that is lost. At the prices
// of both chains a task earns so much more there than here, and no change gains more than that
// (weak duality). But what one chain demands then is not its room any more, and bringing its price
// to where it is loses, to the second order, lambda D^2 / (2 slope) for the excess D. The promise
// alone says little: it is the first order, which at a good schedule is nearly nothing for all.

import { expm1 } from "../numeric/exp";
import { Plan } from "./plan";
import { demand, firstFrom } from "./trial";
import { dueOn, earning } from "./worth";

/** Work of screening a task; see TRIAL_WORK. */
const SCREEN_WORK: f64 = 8;
/** A log-price does not rise by so much where anything is gained. */
const MOST_RISE: f64 = 2;

/** For every task of r: what it earns more on q, what it demands there, and of which block. */
export function screen(plan: Plan, r: i32, q: i32): void {
  const member = plan.member;
  const end = plan.chainStart[q + 1];
  const to = plan.chainStart[r + 1];
  let k = firstFrom(plan, q, plan.low);
  let at = firstFrom(plan, r, plan.low);
  const first = at;
  for (; at < to; at++) {
    const i = member[at];
    if (i > plan.high) break;
    while (k < end && member[k] < i) k++;
    if (k < end) {
      const head = plan.head[member[k]];
      plan.there[i] = demand(plan, i, plan.logPrice[head]);
      plan.entered[i] = head;
      plan.delta[i] = earning(plan, i, head, plan.there[i]) - plan.earned[i];
    } else enterLast(plan, i, q);
  }
  plan.effort += SCREEN_WORK * <f64>(at - first);
}

/** Position i, after all others of q: what room there is until its deadline comes with it. */
function enterLast(plan: Plan, i: i32, q: i32): void {
  const end = plan.chainStart[q + 1];
  const isFirst = end === plan.chainStart[q];
  const last = isFirst ? -1 : plan.member[end - 1];
  const since = isFirst ? 0 : dueOn(plan, q, last);
  const due = dueOn(plan, q, i);
  const room = due > since ? plan.rate[q] * (due - since) : 0;
  const head = isFirst ? -1 : plan.head[last];
  const wanted = isFirst ? 0 : demand(plan, i, plan.logPrice[head]);
  let gain: f64;
  if (wanted > room) {
    plan.there[i] = wanted - room;
    plan.entered[i] = head;
    gain = earning(plan, i, head, wanted) + plan.cost[head] * room;
  } else {
    plan.there[i] = 0;
    plan.entered[i] = -1;
    gain = -plan.value[i] * expm1(-min(plan.edf.cap[i], room) / plan.edf.invTheta[i]);
  }
  plan.delta[i] = gain - plan.earned[i];
}

/** What the block of position i loses without it. */
export function leaveLoss(plan: Plan, i: i32): f64 {
  const head = plan.head[i];
  return rise(plan, head, -plan.here[i], plan.slope[head] - plan.edf.invTheta[i]);
}

/** What the block that position i would enter loses with it. */
export function enterLoss(plan: Plan, i: i32): f64 {
  const head = plan.entered[i];
  if (head < 0) return 0;
  return rise(plan, head, plan.there[i], plan.slope[head] + plan.edf.invTheta[i]);
}

/** What the chain that loses i and gets k for it loses. */
export function exchangeLoss(plan: Plan, i: i32, k: i32): f64 {
  const head = plan.head[i];
  if (plan.entered[k] !== head) return leaveLoss(plan, i) + enterLoss(plan, k);
  const slope = plan.slope[head] + plan.edf.invTheta[k] - plan.edf.invTheta[i];
  return rise(plan, head, plan.there[k] - plan.here[i], slope);
}

/**
 * What a block loses whose demand exceeds its room by so much, and falls with the log-price by
 * slope: with x = excess / slope its price rises by e^x, and the loss is
 * lambda slope (e^x - 1 - x), here to the third order.
 */
function rise(plan: Plan, head: i32, excess: f64, slope: f64): f64 {
  if (!(slope > 0)) return plan.cost[head] * abs(excess); // nobody is left to use it
  const step = excess / slope;
  if (step > MOST_RISE) return Infinity;
  return (plan.cost[head] * excess * step) / (2 - (2 / 3) * step);
}
