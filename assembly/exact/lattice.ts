// What work is worth on a machine, as a piecewise linear function on a lattice of its capacity that
// is nowhere below the truth. Such functions add up: the best split of capacity between two of
// them, taken at the nodes alone, is again nowhere below the truth between the nodes.
//
// A chord lies below a concave curve by a second-order amount, so curves are lifted by as much.
// A kink between two nodes (a cap, a deadline) is covered by a line through it; where its slope is
// the price of capacity there, the best schedules gain nothing by it.

import { exp, expm1 } from "../numeric/exp";
import { MAX_WORK } from "../problem/scale";
import { Plan } from "../search/plan";
import { Proof } from "./proof";

/** Up to this step, theta times a cell, the lift is bounded by its series, free of cancellation. */
const SHORT_STEP: f64 = 0.1;

/**
 * The nodes [from, to] of the curve of position i on class c, concave: node k is
 * proof.curve[proof.curveAt[i] + k], and the first of them has its place there. From proof.last[i]
 * on it is flat. Returns the place behind them.
 */
export function layCurve(
  plan: Plan,
  proof: Proof,
  i: i32,
  c: i32,
  from: i32,
  to: i32,
  place: i32,
): i32 {
  const curve = proof.curve;
  const cell = proof.cell[c];
  const invTheta = plan.edf.invTheta[i];
  const value = plan.value[i];
  const most = min(plan.edf.cap[i], workUntil(plan, proof, c, i));
  const peak = most < plan.edf.cap[i] ? -value * expm1(-most / invTheta) : plan.peak[i];
  const reach = most / cell;
  const isCapped = reach < <f64>to;
  const full = isCapped ? <i32>floor(reach) : to;
  const first = min(from, full);
  const base = place - first;
  proof.curveAt[i] = base;
  proof.last[i] = isCapped ? full + 1 : full;
  // From below, so that what is left out is an ulp of the node itself, however small.
  const step = cell / invTheta;
  const lost = -expm1(-step);
  let earned = min(value * lift(step, lost), peak);
  if (first > 0) {
    const gone = <f64>first * step;
    earned = earned * exp(-gone) - value * expm1(-gone);
  }
  for (let k = first; k <= full; k++) {
    curve[base + k] = earned;
    earned += lost * (value - earned);
  }
  const behind = base + proof.last[i] + 1;
  if (!isCapped) return behind;
  const part = reach - <f64>full;
  const least = (value / invTheta) * exp(-most / invTheta);
  const slope = min(proof.price[c * plan.tasks + i], least) * cell;
  const end = base + full;
  curve[end] = max(curve[end], peak - slope * part);
  curve[end + 1] = max(curve[end], peak + slope * (1 - part));
  // lifting the kink must not leave a dent before it
  straighten(curve, base + first, end, curve[end]);
  return behind;
}

/**
 * exp(-x) is convex, so below its chord; in a cell of this step it is at least 1 - lift times it.
 * With s = step / lost the least ratio is s exp(1 - s), and s - 1 <= step / 2 + step^2 / 12.
 */
function lift(step: f64, lost: f64): f64 {
  if (step <= SHORT_STEP) {
    const over = step / 2 + (step * step) / 12;
    return (over * over) / 2;
  }
  const s = step / lost;
  return 1 - s * exp(1 - s);
}

/** What a machine of class c does until the deadline of position i. */
function workUntil(plan: Plan, proof: Proof, c: i32, i: i32): f64 {
  const time = plan.edf.deadline[i] - proof.ready[c];
  return time > 0 ? min(proof.rate[c] * time, MAX_WORK) : 0;
}

/** Raises what lies below the tangent from (end, value) to the nodes from `from` on. */
export function straighten(curve: StaticArray<f64>, from: i32, end: i32, value: f64): void {
  let t = end - 1;
  while (t > from && (value - curve[t]) / <f64>(end - t) > curve[t] - curve[t - 1]) t--;
  if (t < from) return;
  const slope = (value - curve[t]) / <f64>(end - t);
  for (let k = t + 1; k < end; k++) curve[k] = max(curve[k], curve[t] + slope * <f64>(k - t));
}

/** Where the deadline of position i lies on the lattice of class c, at most at its last cell. */
export function deadlineOn(plan: Plan, proof: Proof, i: i32, c: i32, cells: i32): f64 {
  return min(workUntil(plan, proof, c, i) / proof.cell[c], <f64>cells);
}

/**
 * What position i can earn at most on the fastest machine, and no less than on any, if free now.
 */
export function mostEarned(plan: Plan, proof: Proof, i: i32): f64 {
  const deadline = plan.edf.deadline[i];
  const reach = deadline > 0 ? min(proof.rate[0] * deadline, MAX_WORK) : 0;
  const most = min(plan.edf.cap[i], reach);
  return -plan.value[i] * expm1(-most / plan.edf.invTheta[i]);
}

/** The width of a cell where the capacity, or what all tasks may use of it, has so many. */
export function cellOf(plan: Plan, proof: Proof, c: i32, n: i32, cells: i32): f64 {
  const cap = plan.edf.cap;
  let used: f64 = 0;
  for (let i = 0; i < n; i++) used += min(cap[i], workUntil(plan, proof, c, i));
  const capacity = min(used, workUntil(plan, proof, c, n - 1));
  return capacity > 0 ? capacity / <f64>cells : 1;
}
