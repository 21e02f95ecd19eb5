// The most that one machine can earn when every task costs its multiplier, from above: a dynamic
// programme over the tasks in deadline order and the capacity used so far, on the lattice. Concave
// curves make the best split of capacity monotone, so that halving finds it. O(n cells log cells),
// a row at a time.

import { Plan } from "../search/plan";
import { curveOf, deadlineOn, layCurve } from "./lattice";
import { Proof } from "./proof";

/** Work of a cell of a row; see TRIAL_WORK. */
export const CELL_WORK: f64 = 4;

/** Row i + 1 holds, by capacity used, the most that the tasks up to i earn: none yet. */
export function startRows(proof: Proof): void {
  proof.rows[0] = 0;
  proof.top[0] = 0;
  proof.row = 0;
}

/** Fills the next row for the class at work; returns whether it was the last one. */
export function nextRow(plan: Plan, proof: Proof): bool {
  const n = plan.tasks;
  const c = proof.kindNow;
  const i = proof.row;
  const cells = proof.cells;
  const rows = proof.rows;
  const stride = cells + 1;
  const last = layCurve(plan, proof, i, c, cells);
  proof.last[i] = last;
  const before = i * stride;
  const row = before + stride;
  const due = deadlineOn(plan, proof, i, c, cells);
  const top = <i32>ceil(due);
  const reached = proof.top[i];
  proof.top[i + 1] = top;
  share(proof, i, before, row, 0, top, 0, reached);
  const later = i + 1 < n ? proof.price[c * n + i + 1] * proof.cell[c] : 0;
  cut(rows, row, due, later);
  for (let k = 0; k <= reached; k++) rows[row + k] = max(rows[row + k], rows[before + k]);
  plan.effort += CELL_WORK * <f64>(top + 1);
  proof.row = i + 1;
  return proof.row === n;
}

/**
 * What the rows say that any set of tasks earns at most on a machine of the class, as a scaled
 * value.
 */
export function mostOfRows(plan: Plan, proof: Proof): f64 {
  const stride = proof.cells + 1;
  return proof.rows[plan.tasks * stride + peakOf(proof, plan.tasks, stride)];
}

/**
 * rows[row + k] for k in [from, to]: the best of rows[before + u] and the curve of i at k - u, less
 * its multiplier, where u is known to lie in [low, high].
 */
function share(
  proof: Proof,
  i: i32,
  before: i32,
  row: i32,
  from: i32,
  to: i32,
  low: i32,
  high: i32,
): void {
  const rows = proof.rows;
  const curve = curveOf(i, proof.cells);
  const last = proof.last[i];
  const multiplier = proof.multiplier[i];
  let first = from;
  let least = low;
  while (first <= to) {
    const k = (first + to) >> 1;
    const u = splitAt(rows, proof.curve, curve, before, last, k, least, min(high, k));
    rows[row + k] = rows[before + u] + proof.curve[curve + min(k - u, last)] - multiplier;
    share(proof, i, before, row, first, k - 1, least, u);
    first = k + 1;
    least = u;
  }
}

/** The u in [low, high] with the greatest rows[before + u] + curve[k - u]; the first of equals. */
function splitAt(
  rows: StaticArray<f64>,
  curves: StaticArray<f64>,
  curve: i32,
  before: i32,
  last: i32,
  k: i32,
  low: i32,
  high: i32,
): i32 {
  let best = low;
  let most = -Infinity;
  let u = low;
  const flat = curves[curve + last];
  for (const end = min(high, k - last); u <= end; u++) {
    const earned = rows[before + u] + flat;
    if (earned > most) {
      most = earned;
      best = u;
    }
  }
  const at = curve + k;
  for (; u <= high; u++) {
    const earned = rows[before + u] + curves[at - u];
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

/** A set that earns what the rows hold at most is to be read from them. */
export function startColumn(plan: Plan, proof: Proof): void {
  const n = plan.tasks;
  proof.row = n;
  proof.node = peakOf(proof, n, proof.cells + 1);
  proof.length = 0;
}

/**
 * Reads on until it has another position of the set, the latest first, or all of them: then they
 * are in proof.column, ascending. Returns whether it has.
 */
export function readColumn(plan: Plan, proof: Proof): bool {
  const stride = proof.cells + 1;
  const k = proof.node;
  let i = proof.row - 1;
  for (; i >= 0; i--) {
    const before = i * stride;
    if (k > proof.top[i] || proof.rows[before + k] < proof.rows[before + stride + k]) break;
  }
  proof.row = i;
  if (i < 0) {
    turn(proof.column, proof.length);
    return true;
  }
  const curve = curveOf(i, proof.cells);
  const high = min(k, proof.top[i]);
  plan.effort += <f64>(high + 1);
  proof.node = splitAt(proof.rows, proof.curve, curve, i * stride, proof.last[i], k, 0, high);
  proof.column[proof.length++] = i;
  return false;
}

function turn(task: StaticArray<i32>, length: i32): void {
  for (let a = 0, b = length - 1; a < b; a++, b--) {
    const i = task[a];
    task[a] = task[b];
    task[b] = i;
  }
}
