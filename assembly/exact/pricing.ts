// The most that one machine can earn when every task costs its multiplier: a dynamic programme over
// the tasks in deadline order and the capacity used so far, on the lattice. Concave curves make the
// best split of capacity monotone, so that halving finds it. O(n cells log cells).

import { Plan } from "../search/plan";
import { deadlineOn, layCurve } from "./lattice";
import { Proof } from "./proof";

/** Work of a cell of a row; see TRIAL_WORK. */
export const CELL_WORK: f64 = 4;

/**
 * Fills the rows for class c; row i + 1 holds, by capacity used, the most that the tasks up to i
 * earn. Returns the most that the last row holds, an upper bound on what any set of tasks earns on
 * such a machine, as a scaled value.
 */
export function earn(plan: Plan, proof: Proof, c: i32): f64 {
  const n = plan.tasks;
  const cells = proof.cells;
  const rows = proof.rows;
  const stride = cells + 1;
  rows[0] = 0;
  proof.top[0] = 0;
  for (let i = 0; i < n; i++) {
    const last = layCurve(plan, proof, i, c, cells);
    const before = i * stride;
    const row = before + stride;
    const due = deadlineOn(plan, proof, i, c, cells);
    const top = <i32>ceil(due);
    const reached = proof.top[i];
    proof.top[i + 1] = top;
    share(proof, before, row, last, 0, top, 0, reached, proof.multiplier[i]);
    const later = i + 1 < n ? proof.price[c * n + i + 1] * proof.cell[c] : 0;
    cut(rows, row, due, later);
    for (let k = 0; k <= reached; k++) rows[row + k] = max(rows[row + k], rows[before + k]);
    plan.effort += CELL_WORK * <f64>(top + 1);
  }
  return rows[n * stride + peakOf(proof, n, stride)];
}

/**
 * rows[row + k] for k in [from, to]: the best of rows[before + u] + curve[k - u], less the
 * multiplier, where u is known to lie in [low, high].
 */
function share(
  proof: Proof,
  before: i32,
  row: i32,
  last: i32,
  from: i32,
  to: i32,
  low: i32,
  high: i32,
  multiplier: f64,
): void {
  const rows = proof.rows;
  let first = from;
  let least = low;
  while (first <= to) {
    const k = (first + to) >> 1;
    const u = splitAt(rows, proof.curve, before, last, k, least, min(high, k));
    rows[row + k] = rows[before + u] + proof.curve[min(k - u, last)] - multiplier;
    share(proof, before, row, last, first, k - 1, least, u, multiplier);
    first = k + 1;
    least = u;
  }
}

/** The u in [low, high] with the greatest rows[before + u] + curve[k - u]; the first of equals. */
function splitAt(
  rows: StaticArray<f64>,
  curve: StaticArray<f64>,
  before: i32,
  last: i32,
  k: i32,
  low: i32,
  high: i32,
): i32 {
  let best = low;
  let most = -Infinity;
  let u = low;
  const flat = curve[last];
  for (const end = min(high, k - last); u <= end; u++) {
    const earned = rows[before + u] + flat;
    if (earned > most) {
      most = earned;
      best = u;
    }
  }
  for (; u <= high; u++) {
    const earned = rows[before + u] + curve[k - u];
    if (earned > most) {
      most = earned;
      best = u;
    }
  }
  return best;
}

/** A row ends at the deadline `due`, between two nodes: a line through its value there. */
function cut(rows: StaticArray<f64>, row: i32, due: f64, later: f64): void {
  const k = <i32>floor(due);
  const part = due - <f64>k;
  if (part === 0) return;
  const rise = rows[row + k + 1] - rows[row + k];
  const slope = min(later, max(rise, 0));
  const value = rows[row + k] + rise * part;
  rows[row + k] = value - slope * part;
  rows[row + k + 1] = value + slope * (1 - part);
}

/** The node where row i is greatest. */
function peakOf(proof: Proof, i: i32, stride: i32): i32 {
  const row = i * stride;
  let best = 0;
  for (let k = 1; k <= proof.top[i]; k++) {
    if (proof.rows[row + k] > proof.rows[row + best]) best = k;
  }
  return best;
}

/**
 * The tasks that earn it, by the rows of `earn`: their positions, ascending, into plan.trial.task.
 * Returns how many.
 */
export function bestColumn(plan: Plan, proof: Proof, c: i32): i32 {
  const n = plan.tasks;
  const cells = proof.cells;
  const stride = cells + 1;
  const task = plan.trial.task;
  let k = peakOf(proof, n, stride);
  let length = 0;
  for (let i = n - 1; i >= 0; i--) {
    const before = i * stride;
    const reached = proof.top[i];
    if (k <= reached && proof.rows[before + k] >= proof.rows[before + stride + k]) continue;
    const last = layCurve(plan, proof, i, c, cells);
    k = splitAt(proof.rows, proof.curve, before, last, k, 0, min(k, reached));
    task[length++] = i;
  }
  for (let a = 0, b = length - 1; a < b; a++, b--) {
    const i = task[a];
    task[a] = task[b];
    task[b] = i;
  }
  return length;
}
