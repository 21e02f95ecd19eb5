// Iterated local search: moves and swaps between every pair of machines until none pays, then a few
// random moves and on from there; what did not end better is taken back. It stops where its work
// reaches a limit and goes on from there when called again, so that the answer depends on the work
// done, not on how it was sliced.
//
// Pairs of machines are visited in turn, again and again. A pair is scanned only if one of its
// chains changed since its last visit, which was one turn ago.

import type { Plan } from "./buffers.js";
import {
  CHANGED,
  COLUMN,
  FIRST,
  FIRST_LEVEL,
  FOUND,
  KICK,
  KICKS,
  LAST_LEVEL,
  LEVEL,
  LEVEL_STEP,
  LIST_WORK,
  MACHINES,
  PAIR_WORK,
  ROW,
  SECOND,
  SEED,
  STEP,
  TASKS,
  THRESHOLD,
  VALUE_ROUNDING,
  WORK,
} from "./constants.js";
import { moveApply, moveBound, moveGain } from "./move.js";
import { reassign, totalWorth } from "./plan.js";
import { swapApply, swapGain } from "./swap.js";
import { resolve } from "./trial.js";

/** What a scan of a pair came to. */
const NOTHING = 0;
const IMPROVED = 1;
const INTERRUPTED = 2;

/** Starts from the assignment that the plan has adopted, which is worth so much. */
export function startSearch(plan: Plan, worth: number, n: number, m: number): void {
  const state = plan.progress;
  state[FOUND] = worth;
  state[SEED] = 1;
  state[SECOND] = 1;
  state[LEVEL] = FIRST_LEVEL;
  state[THRESHOLD] = FIRST_LEVEL * (worth / n);
  for (let i = 0; i < n; i++) plan.best[i] = plan.machine[i];
  for (let r = 0; r < m; r++) plan.stamp[r] = 0;
}

/**
 * Goes on until the work counted reaches the limit, or the best value the target (scaled); returns
 * whether the target is reached.
 */
export function search(plan: Plan, limit: number, target: number): boolean {
  const state = plan.progress;
  const m = state[MACHINES];
  const pairs = (m * (m - 1)) / 2;
  while (state[WORK] < limit && state[FOUND] < target) {
    if (state[STEP] - state[CHANGED] >= pairs) {
      settleLevel(plan, m);
      continue;
    }
    const r = state[FIRST];
    const q = state[SECOND];
    const since = state[STEP] - pairs;
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
    nextPair(state, m);
  }
  return state[FOUND] >= target;
}

/** The best assignment so far becomes that of the plan. */
export function conclude(plan: Plan): void {
  const state = plan.progress;
  const n = state[TASKS];
  const worth = totalWorth(plan, state[MACHINES]);
  state[WORK] += LIST_WORK * (state[TASKS] + state[MACHINES]);
  if (worth > state[FOUND] * (1 + VALUE_ROUNDING)) {
    state[FOUND] = worth;
    for (let i = 0; i < n; i++) plan.best[i] = plan.machine[i];
  } else restore(plan, n, state[MACHINES]);
}

/** Nothing pays any more at this threshold: a lower one, or a new place to start from. */
function settleLevel(plan: Plan, m: number): void {
  const state = plan.progress;
  if (state[LEVEL] > LAST_LEVEL) {
    state[LEVEL] = Math.max(state[LEVEL] * LEVEL_STEP, LAST_LEVEL);
    state[THRESHOLD] = state[LEVEL] * (totalWorth(plan, m) / state[TASKS]);
    for (let r = 0; r < m; r++) touch(plan, r);
  } else {
    conclude(plan);
    kick(plan, m);
  }
}

/** Chain r is new in this step. */
function touch(plan: Plan, r: number): void {
  const state = plan.progress;
  plan.stamp[r] = state[STEP];
  state[CHANGED] = state[STEP];
  state[ROW] = 0;
  state[COLUMN] = 0;
}

function nextPair(state: Float64Array, m: number): void {
  state[STEP]++;
  state[WORK]++;
  state[ROW] = 0;
  state[COLUMN] = 0;
  state[SECOND]++;
  if (state[SECOND] < m) return;
  state[FIRST]++;
  if (state[FIRST] === m - 1) state[FIRST] = 0;
  state[SECOND] = state[FIRST] + 1;
}

/** Makes the first move or swap between r and q that gains more than the threshold. */
function scan(plan: Plan, r: number, q: number, limit: number): number {
  const state = plan.progress;
  if (state[ROW] === 0) {
    screen(plan, r, q);
    screen(plan, q, r);
    state[ROW] = 1;
  }
  const lengthR = plan.chainStart[r + 1] - plan.chainStart[r];
  const lengthQ = plan.chainStart[q + 1] - plan.chainStart[q];
  let result = scanMoves(plan, r, q, 1, limit);
  if (result === NOTHING) result = scanMoves(plan, q, r, 1 + lengthR, limit);
  if (result === NOTHING) result = scanSwaps(plan, r, q, 1 + lengthR + lengthQ, limit);
  return result;
}

/** delta of every task of r: the bound of its move to q. */
function screen(plan: Plan, r: number, q: number): void {
  for (let k = plan.chainStart[r]; k < plan.chainStart[r + 1]; k++) {
    const i = plan.member[k];
    plan.delta[i] = moveBound(plan, i, q);
  }
}

/** Moves from r to q: rows from `base` on. */
function scanMoves(plan: Plan, r: number, q: number, base: number, limit: number): number {
  const state = plan.progress;
  const least = state[THRESHOLD];
  const from = plan.chainStart[r];
  const to = plan.chainStart[r + 1];
  for (let k = from + Math.max(state[ROW] - base, 0); k < to; k++) {
    const i = plan.member[k];
    if (plan.delta[i] <= least) continue;
    if (moveGain(plan, i, q, least) > least) {
      moveApply(plan, i, q);
      return IMPROVED;
    }
    state[ROW] = base + (k - from) + 1;
    if (state[WORK] >= limit) return INTERRUPTED;
  }
  state[ROW] = Math.max(state[ROW], base + (to - from));
  return NOTHING;
}

/** Swaps between r and q: a row a task of r. */
function scanSwaps(plan: Plan, r: number, q: number, base: number, limit: number): number {
  const state = plan.progress;
  const from = plan.chainStart[r];
  const to = plan.chainStart[r + 1];
  const length = plan.chainStart[q + 1] - plan.chainStart[q];
  while (state[ROW] < base + (to - from)) {
    const i = plan.member[from + state[ROW] - base];
    const result = scanRow(plan, i, q, limit);
    if (result !== NOTHING) return result;
    state[ROW]++;
    state[COLUMN] = 0;
    state[WORK] += PAIR_WORK * length;
    if (state[WORK] >= limit) return INTERRUPTED;
  }
  return NOTHING;
}

/** Swaps of position i with those of q; none gains more than its two moves promise together. */
function scanRow(plan: Plan, i: number, q: number, limit: number): number {
  const state = plan.progress;
  const least = state[THRESHOLD];
  const from = plan.chainStart[q];
  const to = plan.chainStart[q + 1];
  const wanted = least - plan.delta[i];
  for (let k = from + state[COLUMN]; k < to; k++) {
    const j = plan.member[k];
    if (plan.delta[j] <= wanted) continue;
    if (swapGain(plan, i, j, least) > least) {
      swapApply(plan, i, j);
      return IMPROVED;
    }
    state[COLUMN] = k - from + 1;
    if (state[WORK] >= limit) return INTERRUPTED;
  }
  return NOTHING;
}

/** Moves a few random tasks to random machines. */
function kick(plan: Plan, m: number): void {
  const state = plan.progress;
  state[KICKS]++;
  for (let left = draw(state, KICK) + 1; left > 0; left--) {
    const i = draw(state, state[TASKS]);
    const r = plan.machine[i];
    const q = (r + 1 + draw(state, m - 1)) % m;
    reassign(plan, i, q);
    resolve(plan, r);
    resolve(plan, q);
    touch(plan, r);
    touch(plan, q);
  }
}

/** An integer from 0 to below k: xorshift of 32 bits (Marsaglia 2003). */
function draw(state: Float64Array, k: number): number {
  let x = state[SEED];
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  state[SEED] = x;
  return (x >>> 1) % k;
}

/** Takes back whatever differs from the best assignment; solves the chains that differ. */
function restore(plan: Plan, n: number, m: number): void {
  for (let r = 0; r < m; r++) plan.stamp[r] = -1 - Math.abs(plan.stamp[r]);
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
