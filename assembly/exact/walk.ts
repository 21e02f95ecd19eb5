// All sets of tasks that earn so much on a machine at the multipliers. They are found by deciding
// task by task, from the latest deadline on: what is decided earns so much after any capacity used
// before it, the rows bound what is not. Depth first; the bound may rise on the way.

import { Plan } from "../search/plan";
import { deadlineOn, straighten } from "./lattice";
import { Proof, Walk } from "./proof";

/** Work of a decision, and of a number passed over in it; see TRIAL_WORK. */
const NODE_WORK: f64 = 8;
const SCAN_WORK: f64 = 0.5;

/** What is to be tried next with a task. */
const TAKE: i32 = 0;
const LEAVE: i32 = 1;
const BACK: i32 = 2;

/** What a walk has come to. */
export const PAUSED: i32 = 0;
export const ENDED: i32 = 1;
export const FOUND: i32 = 2; // a set, in plan.trial.task

/** Starts with the class at work, whose rows are there: nothing is decided, and nothing earned. */
export function startWalk(plan: Plan, proof: Proof): void {
  const n = plan.tasks;
  const walk = proof.walk;
  const low = proof.low[n];
  const width = proof.high[n] - low + 1;
  for (let k = 0; k < width; k++) walk.segment[k] = 0;
  walk.open = n + 1;
  // as if task n had just been left
  walk.base[n] = -low;
  walk.free[n] = width;
  walk.phase[n] = BACK;
  if (narrow(proof, n, -low, low, proof.high[n])) enter(walk, n);
}

/** Decides on until a set is complete, all are found, or the work reaches the limit. */
export function walkOn(plan: Plan, proof: Proof, limit: f64): i32 {
  const n = plan.tasks;
  const walk = proof.walk;
  while (walk.open <= n) {
    if (plan.effort >= limit) return PAUSED;
    // the tasks of [0, i) are open
    const i = walk.open;
    proof.sets.nodes++;
    plan.effort += NODE_WORK;
    if (i === 0) {
      walk.open = 1;
      list(plan, walk);
      return FOUND;
    }
    if (walk.phase[i] === TAKE) {
      walk.phase[i] = LEAVE;
      if (take(plan, proof, i - 1)) enter(walk, i - 1);
    } else if (walk.phase[i] === LEAVE) {
      walk.phase[i] = BACK;
      const low = max(walk.low[i], proof.low[i - 1]);
      const high = min(walk.high[i], proof.high[i - 1]);
      plan.effort += SCAN_WORK * <f64>max(high - low + 1, 0);
      walk.base[i - 1] = walk.base[i];
      walk.free[i - 1] = walk.free[i];
      if (narrow(proof, i - 1, walk.base[i], low, high)) enter(walk, i - 1);
    } else {
      walk.open++;
    }
  }
  return ENDED;
}

function enter(walk: Walk, i: i32): void {
  walk.phase[i] = TAKE;
  walk.open = i;
}

/**
 * The nodes of [low, high] where the open tasks [0, i) and what is decided can earn enough, and one
 * more on either side, where the values between two nodes may; returns whether there are any.
 */
function narrow(proof: Proof, i: i32, base: i32, low: i32, high: i32): bool {
  const walk = proof.walk;
  const rows = proof.rows;
  const segment = walk.segment;
  const least = proof.least;
  const row = proof.at[i];
  let first = low;
  while (first <= high && rows[row + first] + segment[base + first] < least) first++;
  if (first > high) return false;
  let last = high;
  while (rows[row + last] + segment[base + last] < least) last--;
  walk.low[i] = max(first - 1, low);
  walk.high[i] = min(last + 1, high);
  return true;
}

/** Position i joins the set: what is decided earns by capacity used before i. */
function take(plan: Plan, proof: Proof, i: i32): bool {
  const walk = proof.walk;
  const cells = proof.cells;
  const n = plan.tasks;
  const c = proof.kindNow;
  const price = proof.price[c * n + i];
  const curve = proof.curve;
  const first = proof.curveAt[i];
  const last = proof.last[i];
  const segment = walk.segment;
  const low = walk.low[i + 1];
  const high = walk.high[i + 1];
  const due = deadlineOn(plan, proof, i, c, cells);
  const ends = endAt(walk, walk.base[i + 1], low, high, due, price * proof.cell[c]);
  // what it leaves for the open ones is at least low less its cap
  const from = max(low - last, proof.low[i]);
  const to = min(high, proof.high[i]);
  if (to < from) return false;
  const free = walk.free[i + 1];
  const base = free - from;
  let y = low;
  for (let x = from; x <= to; x++) {
    y = max(y, x);
    let earned = ends[y - low] + curve[first + min(y - x, last)];
    for (; y < high; y++) {
      const next = ends[y + 1 - low] + curve[first + min(y + 1 - x, last)];
      if (next < earned) break;
      earned = next;
    }
    segment[base + x] = earned - proof.multiplier[i];
  }
  plan.effort += SCAN_WORK * <f64>(to - from + high - low);
  walk.base[i] = base;
  walk.free[i] = free + (to - from + 1);
  return narrow(proof, i, base, from, to);
}

/**
 * What is decided earns segment[after + y]; where y must not pass the deadline, a line through its
 * value there covers the nodes on both sides. Into walk.ends, by y - low.
 */
function endAt(
  walk: Walk,
  after: i32,
  low: i32,
  high: i32,
  due: f64,
  price: f64,
): StaticArray<f64> {
  const ends = walk.ends;
  for (let y = low; y <= high; y++) ends[y - low] = walk.segment[after + y];
  const k = <i32>floor(due);
  const part = due - <f64>k;
  if (part === 0 || k < low || k >= high) return ends;
  const at = k - low;
  const fall = max(price, ends[at] - ends[at + 1]);
  const value = ends[at] + (ends[at + 1] - ends[at]) * part;
  ends[at] = value + fall * part;
  ends[at + 1] = value - fall * (1 - part);
  straighten(ends, 0, at, ends[at]);
  return ends;
}

/** A task that is taken has a part of the segment of its own. */
function isTaken(walk: Walk, i: i32): bool {
  return walk.free[i] !== walk.free[i + 1];
}

/** The set that is decided. */
function list(plan: Plan, walk: Walk): void {
  const task = plan.trial.task;
  let length = 0;
  for (let i = 0; i < plan.tasks; i++) {
    if (isTaken(walk, i)) task[length++] = i;
  }
  walk.length = length;
}
