// All sets of tasks that could be one machine's share of a better schedule. At the multipliers of
// `ascent` a set falls short of what its machine could earn by its loss, and a schedule falls short
// of the bound by the losses of its machines and the multipliers of the tasks it leaves out. So a
// schedule within a budget of the bound consists of sets whose loss is within it. They are found by
// deciding task by task, from the latest deadline on: what is decided earns so much after any
// capacity used before it, the rows of `earn` bound what is not.

import { Plan } from "../search/plan";
import { chainWorth } from "../search/worth";
import { deadlineOn, layCurve, straighten } from "./lattice";
import { earn } from "./pricing";
import { Proof } from "./proof";

/** Work of a decision, and of a number passed over in it; see TRIAL_WORK. */
const NODE_WORK: f64 = 8;
const SCAN_WORK: f64 = 0.5;

/** What is to be tried next with a task. */
const TAKE: i32 = 0;
const LEAVE: i32 = 1;
const BACK: i32 = 2;

/** Starts with the sets of class CLASS: nothing is decided, and nothing earned. */
export function startColumns(plan: Plan, proof: Proof): void {
  const n = plan.tasks;
  const cells = proof.cells;
  const c = proof.kindNow;
  earn(plan, proof, c);
  for (let k = 0; k <= cells; k++) proof.segment[k] = 0;
  proof.depth = n + 1;
  // as if task n had just been left
  proof.base[n] = 0;
  proof.free[n] = cells + 1;
  const top = proof.top[n];
  const least = proof.earned[c] - proof.budget - proof.roundingSum;
  if (narrow(proof, n, 0, 0, top, least)) enter(proof, n);
}

/**
 * Decides on until all sets of the class are found, the work reaches the limit, or there is no room
 * for more of them (OVERFULL); returns whether it is over.
 */
export function findColumns(plan: Plan, proof: Proof, limit: f64): bool {
  const n = plan.tasks;
  const c = proof.kindNow;
  const least = proof.earned[c] - proof.budget - proof.roundingSum;
  while (proof.depth <= n) {
    if (plan.effort >= limit) return false;
    // the tasks of [0, i) are open
    const i = proof.depth;
    proof.sets.nodes++;
    plan.effort += NODE_WORK;
    if (i === 0) {
      keep(plan, proof, c);
      if (proof.sets.isOverfull) return true;
      proof.depth = 1;
    } else if (proof.phase[i] === TAKE) {
      proof.phase[i] = LEAVE;
      if (take(plan, proof, c, i - 1, least)) enter(proof, i - 1);
    } else if (proof.phase[i] === LEAVE) {
      proof.phase[i] = BACK;
      const low = proof.low[i];
      const high = min(proof.high[i], proof.top[i - 1]);
      plan.effort += SCAN_WORK * <f64>(high - low + 1);
      proof.base[i - 1] = proof.base[i];
      proof.free[i - 1] = proof.free[i];
      if (narrow(proof, i - 1, proof.base[i], low, high, least)) enter(proof, i - 1);
    } else {
      proof.depth++;
    }
  }
  return true;
}

function enter(proof: Proof, i: i32): void {
  proof.phase[i] = TAKE;
  proof.depth = i;
}

/**
 * The nodes of [low, high] where the open tasks [0, i) and what is decided can earn enough, and one
 * more on either side, where the values between two nodes may; returns whether there are any.
 */
function narrow(proof: Proof, i: i32, base: i32, low: i32, high: i32, least: f64): bool {
  const row = i * (proof.cells + 1);
  let first = low;
  while (first <= high && proof.rows[row + first] + proof.segment[base + first] < least) first++;
  if (first > high) return false;
  let last = high;
  while (proof.rows[row + last] + proof.segment[base + last] < least) last--;
  proof.low[i] = max(first - 1, low);
  proof.high[i] = min(last + 1, high);
  return true;
}

/** Position i joins the set: what is decided earns by capacity used before i. */
function take(plan: Plan, proof: Proof, c: i32, i: i32, least: f64): bool {
  const cells = proof.cells;
  const n = plan.tasks;
  const price = proof.price[c * n + i];
  const last = layCurve(plan, proof, i, c, cells);
  const curve = proof.curve;
  const segment = proof.segment;
  const low = proof.low[i + 1];
  const high = proof.high[i + 1];
  const due = deadlineOn(plan, proof, i, c, cells);
  const after = proof.base[i + 1];
  const ends = endAt(proof, after, low, high, due, price * proof.cell[c]);
  // what it leaves for the open ones is at least low less its cap
  const from = max(low - last, 0);
  const to = min(high, proof.top[i]);
  if (to < from) return false;
  const free = proof.free[i + 1];
  const base = free - from;
  let y = low;
  for (let x = from; x <= to; x++) {
    y = max(y, x);
    let earned = ends[y] + curve[min(y - x, last)];
    for (; y < high; y++) {
      const next = ends[y + 1] + curve[min(y + 1 - x, last)];
      if (next < earned) break;
      earned = next;
    }
    segment[base + x] = earned - proof.multiplier[i];
  }
  plan.effort += SCAN_WORK * <f64>(to - from + last);
  proof.base[i] = base;
  proof.free[i] = free + (to - from + 1);
  return narrow(proof, i, base, from, to, least);
}

/**
 * What is decided earns segment[after + y]; where y must not pass the deadline, a line through its
 * value there covers the nodes on both sides. Into proof.ends, by y.
 */
function endAt(
  proof: Proof,
  after: i32,
  low: i32,
  high: i32,
  due: f64,
  price: f64,
): StaticArray<f64> {
  const ends = proof.ends;
  for (let y = low; y <= high; y++) ends[y] = proof.segment[after + y];
  const k = <i32>floor(due);
  const part = due - <f64>k;
  if (part === 0 || k < low || k >= high) return ends;
  const fall = max(price, ends[k] - ends[k + 1]);
  const value = ends[k] + (ends[k + 1] - ends[k]) * part;
  ends[k] = value + fall * part;
  ends[k + 1] = value - fall * (1 - part);
  straighten(ends, low, k, ends[k]);
  return ends;
}

/** A task that is taken has a part of the segment of its own. */
function isTaken(proof: Proof, i: i32): bool {
  return proof.free[i] !== proof.free[i + 1];
}

/** All is decided: the set is solved exactly, and kept if its loss is within the budget. */
function keep(plan: Plan, proof: Proof, c: i32): void {
  const n = plan.tasks;
  const task = plan.trial.task;
  let length = 0;
  let paid: f64 = 0;
  for (let i = 0; i < n; i++) {
    if (!isTaken(proof, i)) continue;
    task[length++] = i;
    paid += proof.multiplier[i];
  }
  if (length === 0) return;
  const worth = chainWorth(plan, proof.rank[proof.first[c]], length);
  const loss = proof.earned[c] - (worth - paid);
  if (loss > proof.budget + proof.roundingSum) return;
  const words = proof.sets.words;
  const column = proof.sets.columns;
  if (column === proof.sets.loss.length) {
    proof.sets.isOverfull = true;
    return;
  }
  proof.sets.loss[column] = loss;
  proof.sets.kind[column] = c;
  const bits = column * words;
  for (let w = 0; w < words; w++) proof.sets.bits[bits + w] = 0;
  for (let i = 0; i < n; i++) {
    if (isTaken(proof, i)) proof.sets.bits[bits + (i >> 5)] |= 1 << (i & 31);
  }
  proof.sets.columns++;
}
