// The most that one machine can earn when every task costs its multiplier, from above: a dynamic
// programme over the tasks in deadline order and the capacity used so far, on the lattice. Concave
// curves make the best split of capacity monotone, so that halving finds it. O(n cells log cells),
// a row at a time. A row need not hold all nodes: see `focus`.

import { Plan } from "../search/plan";
import { deadlineOn, layCurve } from "./lattice";
import { Proof, Split } from "./proof";

/** Work of a cell of a row; see TRIAL_WORK. */
export const CELL_WORK: f64 = 4;

/**
 * Row i holds, by capacity used, the most that the tasks before i earn; it has the nodes
 * [proof.low[i], proof.high[i]]. None of them is filled yet.
 */
export function startRows(proof: Proof): void {
  proof.at[0] = 0;
  proof.place = 0;
  proof.low[0] = 0;
  proof.high[0] = 0;
  proof.rows[0] = 0;
  proof.nodes = 1;
  proof.row = 0;
}

/** All nodes of the lattice, up to the deadlines. */
export function openRows(plan: Plan, proof: Proof): void {
  const c = proof.kindNow;
  for (let i = 0; i < plan.tasks; i++) {
    proof.low[i + 1] = 0;
    proof.high[i + 1] = <i32>ceil(deadlineOn(plan, proof, i, c, proof.cells));
  }
}

/** Fills the next row for the class at work; returns whether it was the last one. */
export function nextRow(plan: Plan, proof: Proof): bool {
  const n = plan.tasks;
  const c = proof.kindNow;
  const i = proof.row;
  const rows = proof.rows;
  const due = deadlineOn(plan, proof, i, c, proof.cells);
  const low = proof.low[i];
  const high = proof.high[i];
  const from = proof.low[i + 1];
  const to = min(proof.high[i + 1], <i32>ceil(due));
  const before = proof.at[i];
  const row = before + high + 1 - from;
  proof.high[i + 1] = to;
  proof.at[i + 1] = row;
  const least = max(from - high, 0);
  proof.place = layCurve(plan, proof, i, c, least, max(to - low, least), proof.place);
  const split = proof.split;
  split.source = rows;
  split.target = rows;
  split.sourceBase = before;
  split.targetBase = row;
  const first = max(from, low);
  for (let k = from; k < min(first, to + 1); k++) rows[row + k] = -Infinity;
  takeSplit(proof, i, first, to, low, high);
  const later = i + 1 < n ? proof.price[c * n + i + 1] * proof.cell[c] : 0;
  cut(rows, row, first, to, due, later);
  const end = min(high, to);
  for (let k = first; k <= end; k++) rows[row + k] = max(rows[row + k], rows[before + k]);
  proof.nodes += to - from + 1;
  plan.effort += CELL_WORK * <f64>(to - from + 2);
  proof.row = i + 1;
  return proof.row === n;
}

/** Shares the nodes [from, to] out for position i; the split is set up but for its curve. */
export function takeSplit(proof: Proof, i: i32, from: i32, to: i32, low: i32, high: i32): void {
  const split = proof.split;
  split.curve = proof.curve;
  split.curveBase = proof.curveAt[i];
  split.last = proof.last[i];
  split.multiplier = proof.multiplier[i];
  share(split, from, to, low, high);
}

/**
 * What the rows say that any set of tasks earns at most on a machine of the class, as a scaled
 * value.
 */
export function mostOfRows(plan: Plan, proof: Proof): f64 {
  return proof.rows[proof.at[plan.tasks] + peakOf(proof, plan.tasks)];
}

/**
 * target[k] for k in [from, to]: the best of source[u] and the curve at k - u, less the multiplier,
 * where u is known to lie in [low, high].
 */
function share(x: Split, from: i32, to: i32, low: i32, high: i32): void {
  let first = from;
  let least = low;
  while (first <= to) {
    const k = (first + to) >> 1;
    const u = splitAt(x, k, least, min(high, k));
    const gained = x.curve[x.curveBase + min(k - u, x.last)];
    x.target[x.targetBase + k] = x.source[x.sourceBase + u] + gained - x.multiplier;
    share(x, first, k - 1, least, u);
    first = k + 1;
    least = u;
  }
}

/** The u in [low, high] with the greatest source[u] + curve[k - u]; the first of equals. */
function splitAt(x: Split, k: i32, low: i32, high: i32): i32 {
  const source = x.source;
  const curve = x.curve;
  const base = x.sourceBase;
  let best = low;
  let most = -Infinity;
  let u = low;
  const flat = curve[x.curveBase + x.last];
  for (const end = min(high, k - x.last); u <= end; u++) {
    const earned = source[base + u] + flat;
    if (earned > most) {
      most = earned;
      best = u;
    }
  }
  const at = x.curveBase + k;
  for (; u <= high; u++) {
    const earned = source[base + u] + curve[at - u];
    if (earned > most) {
      most = earned;
      best = u;
    }
  }
  return best;
}

/**
 * The nodes [from, to] of a row that ends at the deadline `due`, between the last two: a line
 * through its value there.
 */
function cut(rows: StaticArray<f64>, row: i32, from: i32, to: i32, due: f64, later: f64): void {
  const k = <i32>floor(due);
  const part = due - <f64>k;
  if (part === 0 || k >= to) return;
  if (k < from) {
    if (to >= from) rows[row + to] = -Infinity; // nothing that ends before the deadline leads here
    return;
  }
  if (rows[row + k] === -Infinity || rows[row + k + 1] === -Infinity) return;
  const rise = rows[row + k + 1] - rows[row + k];
  const slope = min(later, max(rise, 0));
  const value = rows[row + k] + rise * part;
  rows[row + k] = value - slope * part;
  rows[row + k + 1] = value + slope * (1 - part);
}

/** The node where row i is greatest. */
function peakOf(proof: Proof, i: i32): i32 {
  const row = proof.at[i];
  let best = proof.low[i];
  for (let k = best + 1; k <= proof.high[i]; k++) {
    if (proof.rows[row + k] > proof.rows[row + best]) best = k;
  }
  return best;
}

/** A set that earns what the rows hold at most is to be read from them. */
export function startColumn(plan: Plan, proof: Proof): void {
  proof.row = plan.tasks;
  proof.node = peakOf(proof, plan.tasks);
  proof.length = 0;
}

/**
 * Reads on until it has another position of the set, the latest first, or all of them: then they
 * are in proof.column, ascending. Returns whether it has.
 */
export function readColumn(plan: Plan, proof: Proof): bool {
  const k = proof.node;
  const rows = proof.rows;
  let i = proof.row - 1;
  for (; i >= 0; i--) {
    if (k < proof.low[i] || k > proof.high[i]) break;
    if (rows[proof.at[i] + k] < rows[proof.at[i + 1] + k]) break;
  }
  proof.row = i;
  if (i < 0) {
    turn(proof.column, proof.length);
    return true;
  }
  const split = proof.split;
  const low = proof.low[i];
  const high = min(k, proof.high[i]);
  split.source = rows;
  split.sourceBase = proof.at[i];
  split.curveBase = proof.curveAt[i];
  split.last = proof.last[i];
  plan.effort += <f64>(high - low + 1);
  proof.node = splitAt(split, k, low, high);
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
