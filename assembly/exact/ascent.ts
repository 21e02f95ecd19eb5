// A bound that knows that a task runs on one machine only. Each task has a multiplier, what it
// costs to run it; every machine takes what earns it most (`earn`). Multipliers plus earnings are
// an upper bound on every schedule (Lagrangian relaxation of "at most one machine a task"), and a
// subgradient step lowers it: tasks that several machines want become dearer, those nobody wants
// cheaper. Step lengths by Polyak (1969), towards the best value known; on coarse lattices first.

import { exp } from "../numeric/exp";
import { ln } from "../numeric/ln";
import { MAX_WORK } from "../problem/scale";
import { Plan } from "../search/plan";
import { chainWorth, surplus } from "../search/worth";
import { cellOf, mostEarned } from "./lattice";
import { bestColumn, earn } from "./pricing";
import { Proof } from "./proof";

/** Cells of the first lattice. */
const FIRST_CELLS: i32 = 256;
/**
 * Steps, as shares of Polyak's: at the first level, at later ones, where it ends; and by what they
 * shrink after so many rounds that lowered the bound by less than so much of it.
 */
const FIRST_STEP: f64 = 1;
const LATER_STEP: f64 = 0.4;
const LAST_STEP: f64 = 0.01;
const STEP_SHRINK: f64 = 0.6;
const PATIENCE: i32 = 12;
const PROGRESSED: f64 = 3e-6;
/** Rounds of a level, times the square root of its cells: 250 on the first, 31 on the last. */
const MOST_ROUNDS: f64 = 4000;
/** Share of the old direction in the new one. */
const MOMENTUM: f64 = 0.3;
/** Rounds between two looks at the prices of capacity. */
const TUNE_EVERY: i32 = 10;
/** Relative to the sum of what tasks can earn: a curve is built by up to 2^14 sums, 2^-39 off. */
const PROOF_ROUNDING: f64 = 1.0 / 68719476736.0; // 2^-36

/** The prices of a proof start from those of the bound; taken before the search: see Plan. */
export function takeDirections(plan: Plan, proof: Proof, price: StaticArray<f64>, n: i32): void {
  const perWork = plan.unit / plan.scale;
  for (let i = 0; i < n; i++) {
    const scaled = price[plan.edf.task[i]] * perWork;
    proof.direction[i] = scaled > 0 ? ln(scaled) : -Infinity;
  }
}

/**
 * Groups the m machines by speed and ready time; the multipliers start at what the tasks earn at
 * the log-prices in proof.direction.
 */
export function startAscent(plan: Plan, proof: Proof, n: i32, m: i32): void {
  let classes = 0;
  for (let r = 0; r < m; r++) {
    const rate = min(plan.speed[proof.rank[r]] / plan.unit, MAX_WORK);
    const ready = plan.readyAt[proof.rank[r]];
    if (classes === 0 || proof.rate[classes - 1] !== rate || proof.ready[classes - 1] !== ready) {
      proof.rate[classes] = rate;
      proof.ready[classes] = ready;
      proof.count[classes] = 0;
      proof.first[classes++] = r;
    }
    proof.count[classes - 1]++;
  }
  proof.classes = classes;
  let sum: f64 = 0;
  for (let i = 0; i < n; i++) {
    sum += mostEarned(plan, proof, i);
    proof.multiplier[i] = surplus(plan, i, proof.direction[i]);
  }
  proof.roundingSum = PROOF_ROUNDING * sum;
  let dearest: f64 = 0;
  for (let i = n - 1; i >= 0; i--) {
    dearest = max(dearest, exp(proof.direction[i]));
    for (let c = 0; c < classes; c++) proof.price[c * n + i] = dearest;
  }
  startLevel(plan, proof, FIRST_CELLS, FIRST_STEP);
}

/** A lattice of so many cells; the multipliers stay. */
function startLevel(plan: Plan, proof: Proof, cells: i32, step: f64): void {
  const n = plan.tasks;
  proof.cells = cells;
  for (let c = 0; c < proof.classes; c++) {
    proof.cell[c] = cellOf(plan, proof, c, n, cells);
  }
  proof.ascentStep = step;
  proof.ascentBest = Infinity;
  proof.round = 0;
  proof.stalled = 0;
  for (let i = 0; i < n; i++) {
    proof.direction[i] = 0;
    proof.bestMultiplier[i] = proof.multiplier[i];
  }
  startRound(plan, proof);
}

/** The next level: a lattice four times as fine, or as fine as this one. */
export function refine(plan: Plan, proof: Proof, isFiner: bool): void {
  startLevel(plan, proof, (isFiner ? 4 : 1) * proof.cells, LATER_STEP);
}

/** The bound at the present multipliers is to be computed, class by class. */
function startRound(plan: Plan, proof: Proof): void {
  const n = plan.tasks;
  proof.kindNow = 0;
  proof.ascentSum = 0;
  for (let i = 0; i < n; i++) {
    proof.ascentSum += proof.multiplier[i];
    proof.spare[i] = 1;
  }
}

/**
 * Adds what the machines of the next class earn; returns whether it was the last one. tunes: their
 * prices may change, once in some rounds.
 */
export function earnNext(plan: Plan, proof: Proof, tunes: bool): bool {
  const c = proof.kindNow;
  const count = proof.count[c];
  proof.earned[c] = earn(plan, proof, c);
  proof.ascentSum += <f64>count * proof.earned[c];
  const length = bestColumn(plan, proof, c);
  const task = plan.trial.task;
  for (let k = 0; k < length; k++) proof.spare[task[k]] -= <f64>count;
  if (tunes && proof.round % TUNE_EVERY === 0) tune(plan, proof, c, length);
  proof.kindNow++;
  return proof.kindNow === proof.classes;
}

/** Prices of capacity, which kinks of class c are covered by: those of its best set of tasks. */
function tune(plan: Plan, proof: Proof, c: i32, length: i32): void {
  if (length === 0) return;
  const n = plan.tasks;
  chainWorth(plan, proof.rank[proof.first[c]], length);
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
export function ascend(plan: Plan, proof: Proof, tolerance: f64): bool {
  const bound = proof.ascentSum;
  const best = proof.ascentBest;
  proof.proven = min(proof.proven, bound + proof.roundingSum);
  proof.stalled = best - bound > PROGRESSED * bound ? 0 : proof.stalled + 1;
  if (bound < best) {
    proof.ascentBest = bound;
    copy(proof.multiplier, proof.bestMultiplier, plan);
  }
  proof.round++;
  if (proof.stalled >= PATIENCE) {
    proof.stalled = 0;
    proof.ascentStep *= STEP_SHRINK;
    copy(proof.bestMultiplier, proof.multiplier, plan);
    for (let i = 0; i < plan.tasks; i++) proof.direction[i] = 0;
  }
  const isOver =
    proof.proven - plan.found <= tolerance ||
    proof.ascentStep < LAST_STEP ||
    <f64>proof.round >= MOST_ROUNDS / sqrt(<f64>proof.cells) ||
    !step(plan, proof, bound - plan.found);
  if (isOver) copy(proof.bestMultiplier, proof.multiplier, plan);
  startRound(plan, proof);
  return !isOver;
}

/** One step along the smoothed subgradient; returns whether there is one. */
function step(plan: Plan, proof: Proof, gap: f64): bool {
  const n = plan.tasks;
  const multiplier = proof.multiplier;
  const direction = proof.direction;
  let norm: f64 = 0;
  for (let i = 0; i < n; i++) {
    const wanted = multiplier[i] === 0 ? min(proof.spare[i], 0) : proof.spare[i];
    direction[i] = (1 - MOMENTUM) * wanted + MOMENTUM * direction[i];
    norm += direction[i] * direction[i];
  }
  if (norm === 0 || gap <= 0) return false;
  const length = (proof.ascentStep * gap) / norm;
  for (let i = 0; i < n; i++) multiplier[i] = max(multiplier[i] - length * direction[i], 0);
  return true;
}

/** The multipliers of all tasks. */
function copy(from: StaticArray<f64>, to: StaticArray<f64>, plan: Plan): void {
  for (let i = 0; i < plan.tasks; i++) to[i] = from[i];
}
