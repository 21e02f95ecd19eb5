// What work is worth on a machine, as a piecewise linear function on a lattice of its capacity that
// is nowhere below the truth. Such functions add up: the best split of capacity between two of
// them, taken at the nodes alone, is again nowhere below the truth between the nodes.
//
// A chord lies below a concave curve by a second-order amount, so curves are lifted by as much.
// A kink between two nodes (a cap, a deadline) is covered by a line through it; where its slope is
// the price of capacity there, the best schedules gain nothing by it.

import { Plan, Proof } from "./buffers";
import { exp, expm1 } from "./math";

/**
 * The curve of position i into proof.curve, for capacity in cells of this width, up to so many
 * cells; concave. price: scaled value per work, of capacity at its deadline. Returns the last node:
 * from there on it is flat.
 */
export function layCurve(plan: Plan, proof: Proof, i: i32, price: f64, cell: f64, cells: i32): i32 {
  const curve = proof.curve;
  const invTheta = plan.edf.invTheta[i];
  const value = plan.value[i];
  const reach = plan.edf.cap[i] / cell;
  const isCapped = reach < <f64>cells;
  const full = isCapped ? <i32>floor(reach) : cells;
  // value - left touches the chord of the true curve from above in every cell: exp is convex, and
  // in a cell of this step its ratio to its chord is at least lift
  const step = cell / invTheta;
  const lost = -expm1(-step);
  const steepness = lost > 0 ? step / lost : 1;
  let left = value * steepness * exp(1 - steepness);
  const decay = 1 - lost;
  for (let k = 0; k <= full; k++) {
    curve[k] = value - left;
    left *= decay;
  }
  if (!isCapped) return cells;
  const part = reach - <f64>full;
  const peak = plan.peak[i];
  const least = (value / invTheta) * exp(-plan.edf.cap[i] / invTheta);
  const slope = min(price, least) * cell;
  curve[full] = max(curve[full], peak - slope * part);
  curve[full + 1] = peak + slope * (1 - part);
  // lifting the kink must not leave a dent before it
  straighten(curve, 0, full, curve[full]);
  curve[full + 1] = max(curve[full + 1], curve[full]);
  return full + 1;
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
  return min((proof.rate[c] * plan.edf.deadline[i]) / proof.cell[c], <f64>cells);
}

/** The width of a cell where the capacity, or what all tasks may use of it, has so many. */
export function cellOf(plan: Plan, rate: f64, n: i32, cells: i32): f64 {
  const deadline = plan.edf.deadline;
  const cap = plan.edf.cap;
  let used: f64 = 0;
  for (let i = 0; i < n; i++) used += min(cap[i], rate * deadline[i]);
  const capacity = min(used, rate * deadline[n - 1]);
  return capacity > 0 ? capacity / <f64>cells : 1;
}
