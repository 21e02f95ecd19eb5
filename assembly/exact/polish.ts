// A better set of tasks near one that is known, by exact values: tasks that join or leave it, one
// at a time or one for another. The prices of its chain bound what that can gain (weak duality), so
// few of them are solved. A lattice finds the sets, this takes away what it blurred.

import { Plan } from "../search/plan";
import { chainWorth, surplus } from "../search/worth";
import { Proof } from "./proof";

/** Tasks change places only with those so many positions away. */
const NEAR: i32 = 12;
/** Relative to what the tasks can earn: less is no gain but the rounding of a sum. */
const GAIN_ROUNDING: f64 = 1e-13;
/** Work of a bound on a gain; see TRIAL_WORK. */
const BOUND_WORK: f64 = 4;

/** Starts from the set in proof.column, on the class at work. */
export function startPolish(plan: Plan, proof: Proof): void {
  const polish = proof.polish;
  const n = plan.tasks;
  for (let i = 0; i < n; i++) polish.isIn[i] = 0;
  for (let k = 0; k < proof.length; k++) polish.isIn[proof.column[k]] = 1;
  polish.earned = earnWith(plan, proof, -1, -1);
  weigh(plan, proof);
  polish.row = 0;
  polish.left = n;
}

/**
 * Tries all that begins with one task; returns whether nothing more is to be gained: then the set
 * is left in proof.column.
 */
export function polishOn(plan: Plan, proof: Proof): bool {
  const polish = proof.polish;
  const n = plan.tasks;
  if (polish.left === 0) {
    proof.length = 0;
    for (let i = 0; i < n; i++) if (polish.isIn[i] === 1) proof.column[proof.length++] = i;
    return true;
  }
  const i = polish.row;
  polish.left--;
  polish.row = i + 1 < n ? i + 1 : 0;
  plan.effort += BOUND_WORK;
  if (tryPair(plan, proof, i, -1)) return false;
  const to = min(i + NEAR, n - 1);
  for (let k = i + 1; k <= to; k++) {
    if (polish.isIn[k] !== polish.isIn[i] && tryPair(plan, proof, i, k)) return false;
  }
  return false;
}

/** Changes what one or two tasks do if that gains; returns whether it does. */
function tryPair(plan: Plan, proof: Proof, i: i32, k: i32): bool {
  const polish = proof.polish;
  const promised = polish.gain[i] + (k < 0 ? 0 : polish.gain[k]);
  if (promised <= polish.least) return false;
  const earned = earnWith(plan, proof, i, k);
  if (earned <= polish.earned + polish.least) return false;
  polish.earned = earned;
  polish.isIn[i] = 1 - polish.isIn[i];
  if (k >= 0) polish.isIn[k] = 1 - polish.isIn[k];
  weigh(plan, proof);
  polish.left = plan.tasks;
  return true;
}

/** What the set earns when tasks i and k do the opposite; -1: none. The chain is left solved. */
function earnWith(plan: Plan, proof: Proof, i: i32, k: i32): f64 {
  const c = proof.kindNow;
  const isIn = proof.polish.isIn;
  const task = plan.trial.task;
  let length = 0;
  let paid: f64 = 0;
  for (let j = 0; j < plan.tasks; j++) {
    if ((isIn[j] === 1) === (j === i || j === k)) continue;
    task[length++] = j;
    paid += proof.multiplier[j];
  }
  proof.polish.length = length;
  return chainWorth(plan, proof.rank[proof.first[c]], length) - paid;
}

/** By the prices of the chain just solved, what each task gains at most if it does the opposite. */
function weigh(plan: Plan, proof: Proof): void {
  const polish = proof.polish;
  const logPrice = plan.trial.logPrice;
  const task = plan.trial.task;
  let k = polish.length - 1;
  let nu = -Infinity;
  let most: f64 = 0;
  for (let i = plan.tasks - 1; i >= 0; i--) {
    if (k >= 0 && task[k] === i) nu = logPrice[k--];
    const gain = surplus(plan, i, nu) - proof.multiplier[i];
    polish.gain[i] = polish.isIn[i] === 1 ? -gain : gain;
    most += proof.most[i];
  }
  polish.least = GAIN_ROUNDING * most;
  plan.effort += BOUND_WORK * <f64>plan.tasks;
}
