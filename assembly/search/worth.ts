// What a chain is worth, solved exactly by `pool` or `nested`, and the blocks that its tasks form:
// runs of one price. A trial begins from them. O(length) a pass.

import { capacities, Elements } from "../chain/elements";
import { nested } from "../chain/nested";
import { POOL_LIMIT, pool, poolWorth } from "../chain/pool";
import { exp, expm1 } from "../numeric/exp";
import { Plan } from "./plan";

/** Work of a chain, in elements a pass sees, besides its passes: a copy and an exp an element. */
const SOLVE_WORK: f64 = 4;

/** The scaled value of the first positions in plan.trial.task on machine r. */
export function chainWorth(plan: Plan, r: i32, length: i32): f64 {
  if (length === 0) return 0;
  const e = plan.trial;
  const speed = plan.speed[r];
  const ready = plan.readyAt[r];
  const rate = plan.rate[r];
  copy(plan.edf, e, rate, ready, length);
  if (length <= POOL_LIMIT) {
    const visits = pool(e, plan.scratch.index, length);
    plan.effort += abs(visits) + SOLVE_WORK * <f64>length;
    if (visits >= 0) return poolWorth(e, plan.scratch.index, plan.value, plan.peak, length);
    copy(plan.edf, e, rate, ready, length);
  }
  capacities(e, speed, 0, plan.unit, 0, length);
  const visits = nested(e, plan.scratch, 0, length, -Infinity);
  plan.effort += visits + SOLVE_WORK * <f64>length;
  let sum: f64 = 0;
  for (let k = 0; k < length; k++) {
    sum -= plan.value[e.task[k]] * expm1(-e.work[k] / e.invTheta[k]);
  }
  return sum;
}

/**
 * The columns of the positions in e.task; room at so much work a second, and deadlines, from when
 * the machine is ready.
 */
function copy(edf: Elements, e: Elements, rate: f64, ready: f64, length: i32): void {
  const task = e.task;
  const deadline = edf.deadline;
  const logSlope = edf.logSlope;
  const invTheta = edf.invTheta;
  const cap = edf.cap;
  const toDeadline = e.deadline;
  const toLogSlope = e.logSlope;
  const toInvTheta = e.invTheta;
  const toCap = e.cap;
  const room = e.room;
  let previous: f64 = 0;
  for (let k = 0; k < length; k++) {
    const i = task[k];
    const d = max(deadline[i] - ready, 0);
    toDeadline[k] = d;
    toLogSlope[k] = logSlope[i];
    toInvTheta[k] = invTheta[i];
    toCap[k] = cap[i];
    room[k] = d > previous ? rate * (d - previous) : 0; // also where both are Infinity
    previous = d;
  }
}

/** Solves the chain of r as it is; writes its worth, the prices of its positions, its blocks. */
export function resolve(plan: Plan, r: i32): void {
  const from = plan.chainStart[r];
  const length = plan.chainStart[r + 1] - from;
  const task = plan.trial.task;
  for (let k = 0; k < length; k++) task[k] = plan.member[from + k];
  plan.worth[r] = chainWorth(plan, r, length);
  const logPrice = plan.trial.logPrice;
  for (let first = 0; first < length; ) {
    let end = first + 1;
    while (end < length && logPrice[end] === logPrice[first]) end++;
    describe(plan, first, end, logPrice[first]);
    first = end;
  }
}

/** The elements [from, to) of the chain in plan.trial have one price: they are a block. */
function describe(plan: Plan, from: i32, to: i32, nu: f64): void {
  const e = plan.trial;
  let room: f64 = 0;
  let slope: f64 = 0;
  let excess: f64 = 0;
  let worth: f64 = 0;
  const head = e.task[from];
  const cost = nu > -Infinity ? exp(nu) : 0;
  plan.cost[head] = cost;
  for (let k = from; k < to; k++) {
    const i = e.task[k];
    const inverse = plan.edf.invTheta[i];
    const cap = plan.edf.cap[i];
    const reach = (plan.edf.logSlope[i] - nu) * inverse;
    plan.logPrice[i] = nu;
    plan.lead[i] = k - from;
    plan.head[i] = head;
    room += e.room[k];
    excess -= e.room[k];
    if (reach >= cap) {
      worth += plan.peak[i];
      excess += cap;
    } else if (reach > 0) {
      worth += plan.value[i];
      slope += inverse;
      excess += reach;
    }
    plan.here[i] = min(max(reach, 0), cap);
    plan.earned[i] = earning(plan, i, head, plan.here[i]);
  }
  plan.length[head] = to - from;
  plan.room[head] = room;
  plan.slope[head] = slope;
  plan.dual[head] = cost > 0 ? worth - cost * (slope + excess) : worth; // room may be endless
}

/** The time from when r is ready until the deadline of position i. */
export function dueOn(plan: Plan, r: i32, i: i32): f64 {
  return max(plan.edf.deadline[i] - plan.readyAt[r], 0);
}

/** What position i earns above what it pays at the price of this block, with so much work. */
export function earning(plan: Plan, i: i32, head: i32, work: f64): f64 {
  if (work >= plan.edf.cap[i]) return plan.peak[i] - plan.cost[head] * work;
  if (work === 0) return 0;
  // its marginal value is the price
  return plan.value[i] - plan.cost[head] * (plan.edf.invTheta[i] + work);
}

/**
 * What position i earns above what it pays when work has the log-price nu: the maximum over f of
 * value(f) - exp(nu) f, scaled. Written so that little work at a high price keeps its digits.
 */
export function surplus(plan: Plan, i: i32, nu: f64): f64 {
  if (nu === -Infinity) return plan.peak[i];
  const x = plan.edf.logSlope[i] - nu;
  if (x <= 0) return 0; // too dear
  const reach = plan.edf.cap[i] / plan.edf.invTheta[i];
  const e = expm1(-x);
  if (x >= reach) return plan.peak[i] - plan.value[i] * reach * (1 + e);
  return plan.value[i] * (-e - x * (1 + e));
}
