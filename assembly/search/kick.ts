// Kicks: what the search changes at random where nothing pays any more. Two tasks near one another
// change places; now and then all of two machines from a position on; or some tasks in a row are
// dealt out anew, which windows then put right. low and high are left around the change.

import { below, nextRandom } from "../numeric/random";
import { formLists, LIST_WORK, reassign } from "./assignment";
import { Plan } from "./plan";
import { resolve } from "./worth";

/** Tasks that change places are so many positions apart at most. */
const KICK_REACH: i32 = 4;
/** What is tried then is within so many positions. */
const FOCUS: i32 = 12;
/**
 * But for one kick in so many, four times as far: with near ones alone the loss is twice as great
 * after ten times the default work (50 tasks, 5 machines).
 */
const FAR_KICK: i32 = 4;
/**
 * One kick in so many exchanges the tails of two machines: no swap or move leads from the one order
 * of unlike machines to the other where tasks are alike.
 */
const TAIL_KICK: i32 = 16;
/**
 * One kick in so many deals out so many tasks in a row. Without, the search stays where no few
 * changes lead away from: on 10 unlike machines with 50 tasks the mean loss after 60 times the
 * default work is 2e-4, with them 2e-5; one kick in 8, or 8 or 16 tasks, are as good or worse.
 */
const DEAL_KICK: i32 = 12;
const DEALT: i32 = 10;

/** Changes the plan; returns whether windows are to follow, from plan.position down to plan.end. */
export function kick(plan: Plan, n: i32, m: i32): bool {
  if (draw(plan, DEAL_KICK) === 0) {
    dealOut(plan, n, m);
    return true;
  }
  const i = draw(plan, n);
  const r = plan.machine[i];
  if (draw(plan, TAIL_KICK) === 0) exchangeTails(plan, i, r, (r + 1 + draw(plan, m - 1)) % m);
  else swapNear(plan, i, r, m);
  return false;
}

/** Position i of r changes places with one of the next; where all are on r, it moves. */
function swapNear(plan: Plan, i: i32, r: i32, m: i32): void {
  const to = min(i + KICK_REACH, plan.tasks - 1);
  let k = min(i + 1 + draw(plan, KICK_REACH), to);
  while (k < to && plan.machine[k] === r) k++;
  const swaps = plan.machine[k] !== r;
  const q = swaps ? plan.machine[k] : (r + 1 + draw(plan, m - 1)) % m;
  const reach = draw(plan, FAR_KICK) === 0 ? 4 * FOCUS : FOCUS;
  plan.low = i - reach;
  plan.high = i + reach;
  reassign(plan, i, q);
  if (swaps) reassign(plan, k, r);
  redo(plan, r);
  redo(plan, q);
}

/** What r and q do from position i on, the other one does. */
function exchangeTails(plan: Plan, i: i32, r: i32, q: i32): void {
  const n = plan.tasks;
  for (let k = i; k < n; k++) {
    const own = plan.machine[k];
    if (own === r) plan.machine[k] = q;
    else if (own === q) plan.machine[k] = r;
  }
  takeLists(plan);
  plan.low = i - FOCUS;
  plan.high = n;
  redo(plan, r);
  redo(plan, q);
}

/** Some tasks in a row change their machines among themselves, in any order. */
function dealOut(plan: Plan, n: i32, m: i32): void {
  const length = min(DEALT, n);
  const first = draw(plan, n - length + 1);
  const machine = plan.machine;
  for (let k = length - 1; k > 0; k--) {
    const at = first + draw(plan, k + 1);
    const r = machine[first + k];
    machine[first + k] = machine[at];
    machine[at] = r;
  }
  takeLists(plan);
  for (let k = 0; k < length; k++) {
    const r = machine[first + k];
    if (plan.stamp[r] !== plan.step) redo(plan, r);
  }
  plan.low = first - FOCUS;
  plan.high = first + length + FOCUS;
  plan.position = min(first + length + m, n);
  plan.end = max(first - m, 0);
}

/** Solves chain r, which has changed. */
function redo(plan: Plan, r: i32): void {
  resolve(plan, r);
  touch(plan, r);
}

/** Chain r is new in this step. */
export function touch(plan: Plan, r: i32): void {
  plan.stamp[r] = plan.step;
  plan.changed = plan.step;
  plan.row = -1;
}

/** The lists of the chains, by plan.machine, where more than a few tasks may have changed it. */
export function takeLists(plan: Plan): void {
  formLists(plan, plan.tasks, plan.machines);
  plan.effort += LIST_WORK * <f64>(plan.tasks + plan.machines);
}

/** A random integer from 0 to below k. */
function draw(plan: Plan, k: i32): i32 {
  plan.seed = nextRandom(plan.seed);
  return below(k, plan.seed);
}
