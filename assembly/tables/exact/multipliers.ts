// Bound B: what a task costs, its multiplier, and what every machine earns at most if it pays them.
// Multipliers plus earnings bound every schedule (Lagrangian relaxation of "at most one machine a
// task") and know, other than prices, that options are whole. Steps by Polyak (1969) towards the
// best value known: who is wanted twice gets dearer, whom nobody wants cheaper. Discrete tables.

import { MOST_STATES } from "../../codes";
import { Options } from "../options";
import { Single } from "../single";
import { goOnSingle, startSingle } from "../states";
import { mostOf, wonBy } from "../worth";

/**
 * Steps, as shares of Polyak's: the first, the last, and by what they shrink after so many rounds.
 */
const FIRST_STEP: f64 = 1;
const LAST_STEP: f64 = 0.01;
const STEP_SHRINK: f64 = 0.6;
const PATIENCE: i32 = 8;
/** A round that lowers the bound by less than so much of it is none. */
const PROGRESSED: f64 = 1e-6;
/** Rounds at most. */
const MOST_ROUNDS: i32 = 200;
/** Share of the old direction in the new one. */
const MOMENTUM: f64 = 0.3;
/** Relative to the sum of all values: what sums and states that are left out may be off by. */
const PROOF_ROUNDING: f64 = 1e-12;

export class Multipliers {
  now: StaticArray<f64>; // [n] scaled value, >= 0; by task
  best: StaticArray<f64>; // [n] those of the least bound
  direction: StaticArray<f64>; // [n] of the next step
  spare: StaticArray<f64>; // [n] 1 less the machines that want the task
  earned: StaticArray<f64>; // [m] what a machine earns at most
  machine: i32 = 0; // the one at work
  sum: f64 = 0; // the bound, as far as computed
  bound: f64 = 0; // the least so far
  rounding: f64 = 0; // what it may be off by
  step: f64 = 0; // as a share of Polyak's
  round: i32 = 0; // bounds computed
  stalled: i32 = 0; // how many of them, lately, without progress

  constructor(n: i32, m: i32) {
    this.now = new StaticArray<f64>(n);
    this.best = new StaticArray<f64>(n);
    this.direction = new StaticArray<f64>(n);
    this.spare = new StaticArray<f64>(n);
    this.earned = new StaticArray<f64>(m);
  }
}

/** Starts with what every task wins at the prices; bound: one that is known. */
export function startMultipliers(
  o: Options,
  price: StaticArray<f64>,
  x: Multipliers,
  bound: f64,
  n: i32,
): void {
  let sum: f64 = 0;
  for (let j = 0; j < n; j++) {
    sum += mostOf(o, j);
    x.now[j] = x.best[j] = wonBy(o, price, j);
    x.direction[j] = 0;
  }
  x.rounding = PROOF_ROUNDING * sum;
  x.bound = bound;
  x.step = FIRST_STEP;
  x.round = x.stalled = 0;
  startRound(x, n);
}

/** The bound at the present multipliers is to be computed, machine by machine. */
export function startRound(x: Multipliers, n: i32): void {
  x.machine = 0;
  x.sum = 0;
  for (let j = 0; j < n; j++) {
    x.sum += x.now[j];
    x.spare[j] = 1;
  }
}

/**
 * Adds what the next machine earns, or a part of the work for that; returns whether the last one is
 * added.
 */
export function earnNext(o: Options, s: Single, x: Multipliers): bool {
  const r = x.machine;
  if (!s.isUnderWay) {
    chargePairs(o, s, x, r, 0);
    s.mostStates = MOST_STATES;
    startSingle(s, o, 0);
  }
  if (!goOnSingle(s, o)) return false;
  const earned = s.value0;
  x.machine++;
  x.earned[r] = s.isExact ? earned : s.bound;
  x.sum += x.earned[r];
  if (earned > 0) {
    for (let k = 0; k < s.length; k++) if (s.chosen[k] >= 0) x.spare[o.task[s.pair[k]]]--;
  }
  return x.machine === o.machines;
}

/**
 * The pairs of r that lose less than this at the present multipliers: 0, those that may earn
 * something.
 */
export function chargePairs(o: Options, s: Single, x: Multipliers, r: i32, loss: f64): void {
  s.isFine = false;
  s.charged = true;
  s.length = 0;
  for (let p = o.pairStart[r]; p < o.pairStart[r + 1]; p++) {
    const j = o.task[p];
    s.multiplier[j] = x.now[j];
    if (o.value[o.end[p] - 1] > x.now[j] - loss) s.pair[s.length++] = p;
  }
}

/**
 * Ends a round; found: the best value known. Returns whether another one is to follow: else `now`
 * is the best.
 */
export function endRound(x: Multipliers, found: f64, tolerance: f64, n: i32): bool {
  const bound = x.sum + x.rounding;
  x.stalled = x.bound - bound > PROGRESSED * bound ? 0 : x.stalled + 1;
  if (bound < x.bound || x.round === 0) {
    x.bound = min(bound, x.bound);
    for (let j = 0; j < n; j++) x.best[j] = x.now[j];
  }
  x.round++;
  if (x.stalled >= PATIENCE) {
    x.stalled = 0;
    x.step *= STEP_SHRINK;
    for (let j = 0; j < n; j++) {
      x.now[j] = x.best[j];
      x.direction[j] = 0;
    }
  }
  const isOver =
    x.bound - found <= tolerance ||
    x.step < LAST_STEP ||
    x.round >= MOST_ROUNDS ||
    !takeStep(x, bound - found, n);
  if (isOver) for (let j = 0; j < n; j++) x.now[j] = x.best[j];
  startRound(x, n);
  return !isOver;
}

/** One step along the smoothed subgradient; returns whether there is one. */
function takeStep(x: Multipliers, gap: f64, n: i32): bool {
  let norm: f64 = 0;
  for (let j = 0; j < n; j++) {
    const wanted = x.now[j] === 0 ? min(x.spare[j], 0) : x.spare[j];
    x.direction[j] = (1 - MOMENTUM) * wanted + MOMENTUM * x.direction[j];
    norm += x.direction[j] * x.direction[j];
  }
  if (norm === 0 || gap <= 0) return false;
  const length = (x.step * gap) / norm;
  for (let j = 0; j < n; j++) x.now[j] = max(x.now[j] - length * x.direction[j], 0);
  return true;
}
