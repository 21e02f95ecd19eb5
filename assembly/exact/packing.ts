// The best schedule that can be put together from the columns found: one for every machine, no task
// twice, with the least total loss; a task left out loses its multiplier. Depth first, always at
// the task that the fewest columns have (as in exact cover, Knuth 2000); what passes the best total
// so far, at first the budget, is given up.

import { LIST_WORK } from "../search/assignment";
import { Plan } from "../search/plan";
import { Proof } from "./proof";

/** Starts with all columns and the whole budget. */
export function startPacking(plan: Plan, proof: Proof, budget: f64): void {
  const columns = proof.columns;
  proof.leastLoss = budget;
  proof.packDepth = -1;
  for (let k = 0; k < columns; k++) proof.list[k] = k;
  for (let w = 0; w < proof.words; w++) proof.covered[w] = 0;
  for (let c = 0; c < proof.classes; c++) proof.left[c] = proof.count[c];
  open(plan, proof, 0, 0, columns, 0);
}

/**
 * Goes on until all is tried or the work reaches the limit; returns whether it is over. The best
 * choice of columns is left in proof.choice, -1 where there is none.
 */
export function pack(plan: Plan, proof: Proof, limit: f64): bool {
  const words = proof.words;
  while (proof.packDepth >= 0) {
    if (plan.effort >= limit) return false;
    const depth = proof.packDepth;
    const i = proof.branch[depth];
    if (proof.chosen[depth] >= 0) {
      proof.left[proof.kind[proof.chosen[depth]]]++;
      proof.chosen[depth] = -1;
    }
    let at = proof.cursor[depth];
    const end = proof.listEnd[depth];
    while (at < end && !fits(proof, proof.list[at], i, proof.lost[depth])) at++;
    plan.effort += LIST_WORK * <f64>(at - proof.cursor[depth] + 1);
    proof.cursor[depth] = at + 1;
    if (at < end) {
      choose(plan, proof, depth, proof.list[at], words);
    } else if (at === end) {
      leaveOut(plan, proof, depth, i, words);
    } else {
      proof.packDepth--;
    }
    if (proof.isOverfull) return true;
  }
  return true;
}

function has(proof: Proof, column: i32, i: i32): bool {
  return ((proof.bits[column * proof.words + (i >> 5)] >>> (i & 31)) & 1) === 1;
}

function isCovered(proof: Proof, depth: i32, i: i32): bool {
  return ((proof.covered[depth * proof.words + (i >> 5)] >>> (i & 31)) & 1) === 1;
}

function fits(proof: Proof, column: i32, i: i32, lost: f64): bool {
  return has(proof, column, i) && lost + proof.loss[column] < proof.leastLoss;
}

/** A machine takes this column, and with it its tasks. */
function choose(plan: Plan, proof: Proof, depth: i32, column: i32, words: i32): void {
  const below = (depth + 1) * words;
  proof.chosen[depth] = column;
  proof.left[proof.kind[column]]--;
  for (let w = 0; w < words; w++) {
    proof.covered[below + w] = proof.covered[depth * words + w] | proof.bits[column * words + w];
  }
  descend(plan, proof, depth, proof.lost[depth] + proof.loss[column], words);
}

/** No machine takes position i. */
function leaveOut(plan: Plan, proof: Proof, depth: i32, i: i32, words: i32): void {
  const below = (depth + 1) * words;
  for (let w = 0; w < words; w++) proof.covered[below + w] = proof.covered[depth * words + w];
  proof.covered[below + (i >> 5)] |= 1 << (i & 31);
  descend(plan, proof, depth, proof.lost[depth] + proof.multiplier[i], words);
}

/** On with the columns that a machine is left for, and that have no task decided by then. */
function descend(plan: Plan, proof: Proof, depth: i32, lost: f64, words: i32): void {
  const least = proof.leastLoss;
  if (lost >= least) return;
  const list = proof.list;
  const from = proof.listEnd[depth];
  let end = from;
  for (let k = proof.listStart[depth]; k < from; k++) {
    const column = list[k];
    if (proof.left[proof.kind[column]] === 0 || lost + proof.loss[column] >= least) continue;
    if (meets(proof, column, depth + 1, words)) continue;
    if (end === list.length) {
      proof.isOverfull = true;
      return;
    }
    list[end++] = column;
  }
  plan.effort += LIST_WORK * <f64>(from - proof.listStart[depth]);
  open(plan, proof, depth + 1, from, end, lost);
}

/** Whether a task of the column is decided above this depth. */
function meets(proof: Proof, column: i32, depth: i32, words: i32): bool {
  for (let w = 0; w < words; w++) {
    if ((proof.bits[column * words + w] & proof.covered[depth * words + w]) !== 0) return true;
  }
  return false;
}

/**
 * A new node: what no column has is left out for certain; if that is all, the choice is complete.
 */
function open(plan: Plan, proof: Proof, depth: i32, from: i32, end: i32, lost: f64): void {
  const n = plan.tasks;
  proof.nodes++;
  const seen = proof.seen;
  for (let i = 0; i < n; i++) seen[i] = 0;
  for (let k = from; k < end; k++) {
    const bits = proof.list[k] * proof.words;
    for (let i = 0; i < n; i++) seen[i] += (proof.bits[bits + (i >> 5)] >>> (i & 31)) & 1;
  }
  plan.effort += LIST_WORK * <f64>n * <f64>(end - from + 1);
  let least = -1;
  let total = lost;
  for (let i = 0; i < n; i++) {
    if (isCovered(proof, depth, i)) continue;
    if (seen[i] === 0) total += proof.multiplier[i];
    else if (least < 0 || seen[i] < seen[least]) least = i;
  }
  if (total >= proof.leastLoss) return;
  if (least < 0) {
    // what is left of the machines earns nothing
    for (let c = 0; c < proof.classes; c++) total += <f64>proof.left[c] * proof.earned[c];
    if (total < proof.leastLoss) record(proof, depth, total);
    return;
  }
  proof.branch[depth] = least;
  proof.chosen[depth] = -1;
  proof.cursor[depth] = from;
  proof.listStart[depth] = from;
  proof.listEnd[depth] = end;
  proof.lost[depth] = lost;
  proof.packDepth = depth;
}

/** The choice of the nodes above this one is the best so far. */
function record(proof: Proof, depth: i32, total: f64): void {
  proof.leastLoss = total;
  let chosen = 0;
  for (let d = 0; d < depth; d++) {
    if (proof.chosen[d] >= 0) proof.choice[chosen++] = proof.chosen[d];
  }
  if (chosen < proof.choice.length) proof.choice[chosen] = -1;
}

/** The machine of every position by the best choice; what is left out goes to the fastest. */
export function takeChoice(plan: Plan, proof: Proof): void {
  const n = plan.tasks;
  const used = proof.left;
  for (let c = 0; c < proof.classes; c++) used[c] = 0;
  for (let i = 0; i < n; i++) plan.machine[i] = proof.rank[0];
  for (let k = 0; k < proof.choice.length && proof.choice[k] >= 0; k++) {
    const column = proof.choice[k];
    const c = proof.kind[column];
    const r = proof.rank[proof.first[c] + used[c]++];
    for (let i = 0; i < n; i++) if (has(proof, column, i)) plan.machine[i] = r;
  }
}
