// Iterated local search: moves and swaps between every pair of machines until none pays, then a few
// random moves and on from there; what did not end better is taken back. It stops where its work
// reaches a limit and goes on from there when called again, so that the answer depends on the work
// done, not on how it was sliced.
//
// Pairs of machines are visited in turn, again and again. A pair is scanned only if one of its
// chains changed since its last visit, which was one turn ago.

import { below, nextRandom } from "../numeric/random";
import { LIST_WORK, reassign, totalWorth } from "./assignment";
import { moveApply, moveBound, moveGain } from "./move";
import { Plan } from "./plan";
import { swapApply, swapGain } from "./swap";
import { resolve } from "./trial";

/**
 * Gains that it goes for, as shares of the mean value of a task: first the large ones, then all
 * that matter: 1e-5 in the end finds no better schedules in the same work (measured).
 */
const FIRST_LEVEL: f64 = 3e-3;
const LAST_LEVEL: f64 = 1e-4;
const LEVEL_STEP: f64 = 0.1;
/** Work of one sum of two screens; see TRIAL_WORK. */
const PAIR_WORK: f64 = 0.125;
/** A perturbation moves one task or up to so many; 1 to 6 are equally good. */
const KICK: i32 = 2;
/** Relative: less is no improvement but the rounding of a sum. */
export const VALUE_ROUNDING: f64 = 1e-13;

/** What a scan of a pair came to. */
const NOTHING: i32 = 0;
const IMPROVED: i32 = 1;
const INTERRUPTED: i32 = 2;

/** Starts from the assignment that the plan has adopted, which is worth so much. */
export function startSearch(plan: Plan, worth: f64, n: i32, m: i32): void {
  plan.found = worth;
  plan.seed = 1;
  plan.second = 1;
  plan.level = FIRST_LEVEL;
  plan.threshold = FIRST_LEVEL * (worth / <f64>n);
  for (let i = 0; i < n; i++) plan.best[i] = plan.machine[i];
  for (let r = 0; r < m; r++) plan.stamp[r] = 0;
}

/**
 * Goes on until the work counted reaches the limit, or the best value the target (scaled); returns
 * whether the target is reached.
 */
export function search(plan: Plan, limit: f64, target: f64): bool {
  const m = plan.machines;
  const pairs = (<f64>m * <f64>(m - 1)) / 2;
  while (plan.effort < limit && plan.found < target) {
    if (plan.step - plan.changed >= pairs) {
      settleLevel(plan, m);
      continue;
    }
    const r = plan.first;
    const q = plan.second;
    const since = plan.step - pairs;
    if (plan.stamp[r] > since || plan.stamp[q] > since) {
      const result = scan(plan, r, q, limit);
      if (result === INTERRUPTED) break;
      if (result === IMPROVED) {
        touch(plan, r);
        touch(plan, q);
        if (totalWorth(plan, m) >= target) conclude(plan);
        continue;
      }
    }
    nextPair(plan, m);
  }
  return plan.found >= target;
}

/** The best assignment so far becomes that of the plan. */
export function conclude(plan: Plan): void {
  const n = plan.tasks;
  const worth = totalWorth(plan, plan.machines);
  plan.effort += LIST_WORK * <f64>(plan.tasks + plan.machines);
  if (worth > plan.found * (1 + VALUE_ROUNDING)) {
    plan.found = worth;
    for (let i = 0; i < n; i++) plan.best[i] = plan.machine[i];
  } else restore(plan, n, plan.machines);
}

/** Nothing pays any more at this threshold: a lower one, or a new place to start from. */
function settleLevel(plan: Plan, m: i32): void {
  if (plan.level > LAST_LEVEL) {
    plan.level = max(plan.level * LEVEL_STEP, LAST_LEVEL);
    plan.threshold = plan.level * (totalWorth(plan, m) / <f64>plan.tasks);
    for (let r = 0; r < m; r++) touch(plan, r);
  } else {
    conclude(plan);
    kick(plan, m);
  }
}

/** Chain r is new in this step. */
function touch(plan: Plan, r: i32): void {
  plan.stamp[r] = plan.step;
  plan.changed = plan.step;
  plan.row = 0;
  plan.column = 0;
}

function nextPair(plan: Plan, m: i32): void {
  plan.step++;
  plan.effort++;
  plan.row = 0;
  plan.column = 0;
  plan.second++;
  if (plan.second < m) return;
  plan.first++;
  if (plan.first === m - 1) plan.first = 0;
  plan.second = plan.first + 1;
}

/** Makes the first move or swap between r and q that gains more than the threshold. */
function scan(plan: Plan, r: i32, q: i32, limit: f64): i32 {
  if (plan.row === 0) {
    screen(plan, r, q);
    screen(plan, q, r);
    plan.row = 1;
  }
  const lengthR = plan.chainStart[r + 1] - plan.chainStart[r];
  const lengthQ = plan.chainStart[q + 1] - plan.chainStart[q];
  let result = scanMoves(plan, r, q, 1, limit);
  if (result === NOTHING) result = scanMoves(plan, q, r, 1 + lengthR, limit);
  if (result === NOTHING) result = scanSwaps(plan, r, q, 1 + lengthR + lengthQ, limit);
  return result;
}

/** delta of every task of r: the bound of its move to q. */
function screen(plan: Plan, r: i32, q: i32): void {
  for (let k = plan.chainStart[r]; k < plan.chainStart[r + 1]; k++) {
    const i = plan.member[k];
    plan.delta[i] = moveBound(plan, i, q);
  }
}

/** Moves from r to q: rows from `base` on. */
function scanMoves(plan: Plan, r: i32, q: i32, base: i32, limit: f64): i32 {
  const least = plan.threshold;
  const from = plan.chainStart[r];
  const to = plan.chainStart[r + 1];
  for (let k = from + max(plan.row - base, 0); k < to; k++) {
    const i = plan.member[k];
    if (plan.delta[i] <= least) continue;
    if (moveGain(plan, i, q, least) > least) {
      moveApply(plan, i, q);
      return IMPROVED;
    }
    plan.row = base + (k - from) + 1;
    if (plan.effort >= limit) return INTERRUPTED;
  }
  plan.row = max(plan.row, base + (to - from));
  return NOTHING;
}

/** Swaps between r and q: a row a task of r. */
function scanSwaps(plan: Plan, r: i32, q: i32, base: i32, limit: f64): i32 {
  const from = plan.chainStart[r];
  const to = plan.chainStart[r + 1];
  const length = plan.chainStart[q + 1] - plan.chainStart[q];
  while (plan.row < base + (to - from)) {
    const i = plan.member[from + plan.row - base];
    const result = scanRow(plan, i, q, limit);
    if (result !== NOTHING) return result;
    plan.row++;
    plan.column = 0;
    plan.effort += PAIR_WORK * <f64>length;
    if (plan.effort >= limit) return INTERRUPTED;
  }
  return NOTHING;
}

/** Swaps of position i with those of q; none gains more than its two moves promise together. */
function scanRow(plan: Plan, i: i32, q: i32, limit: f64): i32 {
  const least = plan.threshold;
  const from = plan.chainStart[q];
  const to = plan.chainStart[q + 1];
  const wanted = least - plan.delta[i];
  for (let k = from + plan.column; k < to; k++) {
    const j = plan.member[k];
    if (plan.delta[j] <= wanted) continue;
    if (swapGain(plan, i, j, least) > least) {
      swapApply(plan, i, j);
      return IMPROVED;
    }
    plan.column = k - from + 1;
    if (plan.effort >= limit) return INTERRUPTED;
  }
  return NOTHING;
}

/** Moves a few random tasks to random machines. */
function kick(plan: Plan, m: i32): void {
  for (let left = draw(plan, KICK) + 1; left > 0; left--) {
    const i = draw(plan, plan.tasks);
    const r = plan.machine[i];
    const q = (r + 1 + draw(plan, m - 1)) % m;
    reassign(plan, i, q);
    resolve(plan, r);
    resolve(plan, q);
    touch(plan, r);
    touch(plan, q);
  }
}

/** A random integer from 0 to below k. */
function draw(plan: Plan, k: i32): i32 {
  plan.seed = nextRandom(plan.seed);
  return below(k, plan.seed);
}

/** Takes back whatever differs from the best assignment; solves the chains that differ. */
function restore(plan: Plan, n: i32, m: i32): void {
  for (let r = 0; r < m; r++) plan.stamp[r] = -1 - abs(plan.stamp[r]);
  for (let i = 0; i < n; i++) {
    const r = plan.machine[i];
    const q = plan.best[i];
    if (r === q) continue;
    reassign(plan, i, q);
    plan.stamp[r] = 0;
    plan.stamp[q] = 0;
  }
  for (let r = 0; r < m; r++) {
    if (plan.stamp[r] === 0) resolve(plan, r);
  }
}
