// A bound that knows that a task runs on one machine only. Each task has a multiplier, what it
// costs to run it; every machine takes what earns it most (`earn`). Multipliers plus earnings are
// an upper bound on every schedule (Lagrangian relaxation of "at most one machine a task"), and a
// subgradient step lowers it: tasks that several machines want become dearer, those nobody wants
// cheaper. Step lengths by Polyak (1969), towards the best value known; on coarse lattices first.

import type { Plan } from "./buffers.js";
import {
  ASCENT_BEST,
  ASCENT_STEP,
  ASCENT_SUM,
  CELLS,
  CLASS,
  CLASSES,
  FIRST_CELLS,
  FIRST_STEP,
  FOUND,
  LAST_STEP,
  LATER_STEP,
  MAX_WORK,
  MOMENTUM,
  MOST_ROUNDS,
  PATIENCE,
  PROGRESSED,
  PROOF_ROUNDING,
  PROVEN,
  ROUND,
  ROUNDING_SUM,
  STALLED,
  STEP_SHRINK,
  TASKS,
  TUNE_EVERY,
  UNIT,
} from "./constants.js";
import { cellOf, mostEarned } from "./lattice.js";
import { exp } from "./math.js";
import { bestColumn, earn } from "./pricing.js";
import type { Proof } from "./proof.js";
import { chainWorth, surplus } from "./trial.js";

/**
 * Groups the m machines by speed; the multipliers start at what the tasks earn at the log-prices in
 * proof.direction.
 */
export function startAscent(plan: Plan, proof: Proof, n: number, m: number): void {
  const state = proof.state;
  let classes = 0;
  for (let r = 0; r < m; r++) {
    const rate = Math.min(plan.speed[proof.rank[r]] / plan.progress[UNIT], MAX_WORK);
    if (classes === 0 || proof.rate[classes - 1] !== rate) {
      proof.rate[classes] = rate;
      proof.count[classes] = 0;
      proof.first[classes++] = r;
    }
    proof.count[classes - 1]++;
  }
  state[CLASSES] = classes;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += mostEarned(plan, proof, i);
    proof.multiplier[i] = surplus(plan, i, proof.direction[i]);
  }
  state[ROUNDING_SUM] = PROOF_ROUNDING * sum;
  let dearest = 0;
  for (let i = n - 1; i >= 0; i--) {
    dearest = Math.max(dearest, exp(proof.direction[i]));
    for (let c = 0; c < classes; c++) proof.price[c * n + i] = dearest;
  }
  startLevel(plan, proof, FIRST_CELLS, FIRST_STEP);
}

/** A lattice of so many cells; the multipliers stay. */
function startLevel(plan: Plan, proof: Proof, cells: number, step: number): void {
  const state = proof.state;
  const n = plan.progress[TASKS];
  state[CELLS] = cells;
  for (let c = 0; c < state[CLASSES]; c++) {
    proof.cell[c] = cellOf(plan, proof.rate[c], n, cells);
  }
  state[ASCENT_STEP] = step;
  state[ASCENT_BEST] = Infinity;
  state[ROUND] = 0;
  state[STALLED] = 0;
  for (let i = 0; i < n; i++) {
    proof.direction[i] = 0;
    proof.bestMultiplier[i] = proof.multiplier[i];
  }
  startRound(plan, proof);
}

/** The next level: a lattice four times as fine, or as fine as this one. */
export function refine(plan: Plan, proof: Proof, isFiner: boolean): void {
  startLevel(plan, proof, (isFiner ? 4 : 1) * proof.state[CELLS], LATER_STEP);
}

/** The bound at the present multipliers is to be computed, class by class. */
function startRound(plan: Plan, proof: Proof): void {
  const state = proof.state;
  const n = plan.progress[TASKS];
  state[CLASS] = 0;
  state[ASCENT_SUM] = 0;
  for (let i = 0; i < n; i++) {
    state[ASCENT_SUM] += proof.multiplier[i];
    proof.spare[i] = 1;
  }
}

/**
 * Adds what the machines of the next class earn; returns whether it was the last one. tunes: their
 * prices may change, once in some rounds.
 */
export function earnNext(plan: Plan, proof: Proof, tunes: boolean): boolean {
  const state = proof.state;
  const c = state[CLASS];
  const count = proof.count[c];
  proof.earned[c] = earn(plan, proof, c);
  state[ASCENT_SUM] += count * proof.earned[c];
  const length = bestColumn(plan, proof, c);
  const task = plan.trial.task;
  for (let k = 0; k < length; k++) proof.spare[task[k]] -= count;
  if (tunes && state[ROUND] % TUNE_EVERY === 0) tune(plan, proof, c, length);
  state[CLASS]++;
  return state[CLASS] === state[CLASSES];
}

/** Prices of capacity, which kinks of class c are covered by: those of its best set of tasks. */
function tune(plan: Plan, proof: Proof, c: number, length: number): void {
  if (length === 0) return;
  const n = plan.progress[TASKS];
  chainWorth(plan, plan.speed[proof.rank[proof.first[c]]], length);
  const task = plan.trial.task;
  const logPrice = plan.trial.logPrice;
  let k = length - 1;
  let price = exp(logPrice[k]);
  for (let i = n - 1; i >= 0; i--) {
    if (k >= 0 && task[k] === i) price = exp(logPrice[k--]);
    proof.price[c * n + i] = price;
  }
}

/**
 * Ends a round: its bound counts, and the multipliers take a step. Returns whether the ascent goes
 * on at this level.
 */
export function ascend(plan: Plan, proof: Proof, tolerance: number): boolean {
  const state = proof.state;
  const bound = state[ASCENT_SUM];
  const best = state[ASCENT_BEST];
  state[PROVEN] = Math.min(state[PROVEN], bound + state[ROUNDING_SUM]);
  state[STALLED] = best - bound > PROGRESSED * bound ? 0 : state[STALLED] + 1;
  if (bound < best) {
    state[ASCENT_BEST] = bound;
    copy(proof.multiplier, proof.bestMultiplier, plan);
  }
  state[ROUND]++;
  if (state[STALLED] >= PATIENCE) {
    state[STALLED] = 0;
    state[ASCENT_STEP] *= STEP_SHRINK;
    copy(proof.bestMultiplier, proof.multiplier, plan);
    for (let i = 0; i < plan.progress[TASKS]; i++) proof.direction[i] = 0;
  }
  const isOver =
    state[PROVEN] - plan.progress[FOUND] <= tolerance ||
    state[ASCENT_STEP] < LAST_STEP ||
    state[ROUND] >= MOST_ROUNDS / Math.sqrt(state[CELLS]) ||
    !step(plan, proof, bound - plan.progress[FOUND]);
  if (isOver) copy(proof.bestMultiplier, proof.multiplier, plan);
  startRound(plan, proof);
  return !isOver;
}

/** One step along the smoothed subgradient; returns whether there is one. */
function step(plan: Plan, proof: Proof, gap: number): boolean {
  const n = plan.progress[TASKS];
  const multiplier = proof.multiplier;
  const direction = proof.direction;
  let norm = 0;
  for (let i = 0; i < n; i++) {
    const wanted = multiplier[i] === 0 ? Math.min(proof.spare[i], 0) : proof.spare[i];
    direction[i] = (1 - MOMENTUM) * wanted + MOMENTUM * direction[i];
    norm += direction[i] * direction[i];
  }
  if (norm === 0 || gap <= 0) return false;
  const length = (proof.state[ASCENT_STEP] * gap) / norm;
  for (let i = 0; i < n; i++) multiplier[i] = Math.max(multiplier[i] - length * direction[i], 0);
  return true;
}

/** The multipliers of all tasks. */
function copy(from: Float64Array, to: Float64Array, plan: Plan): void {
  for (let i = 0; i < plan.progress[TASKS]; i++) to[i] = from[i];
}
