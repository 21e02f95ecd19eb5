// Search over who runs where: a task to another machine, or served at all; then changes of several
// chains; then every chain solved exactly; where nothing gains, some tasks are taken out at random
// and it goes on. What did not end better is taken back. Stops anywhere, with the best found.

import { Chains, formChains, join, leave, totalValue } from "./chains";
import { Exchange, findChange, makeChange, MOST_EXCHANGED, weighRows } from "./exchange";
import { Input } from "./input";
import { Options } from "./options";
import { Single, solveSingle } from "./single";
import { stretchChain } from "./stretch";
import { chooseOptions, dropIdle, rebuild, startWeights, Weights, worthWith, worthWithout } from "./weigh";

/** A change must gain so much, as a share of the greatest value of a task: more than rounding. */
const LEAST_GAIN: f64 = 1e-10;
/** Moves in a row, a task: more go in circles, where lists promise what they do not keep. */
const MOST_MOVES: i32 = 8;
/** Tasks taken out at random: so many and one more, at most. */
const MOST_TAKEN: i32 = 5;
/** Tasks that are not served by whom a machine may be filled up when it is solved exactly. */
const MOST_FILLED: i32 = 24;

/** What is being done. */
const MOVES: i32 = 0;
const WEIGHS: i32 = 1;
const EXCHANGES: i32 = 2;
const POLISHES: i32 = 3;
const KICKS: i32 = 4;

export class Improve {
  input: Input;
  weights: Weights;
  exchange: Exchange;
  single: Single;
  bestPair: StaticArray<i32>; // [n] those of the best schedule
  bestOption: StaticArray<i32>; // [n]
  time: StaticArray<f64>; // [n] how long a task runs, scaled s; by stretch
  isPolished: StaticArray<i32>; // [m] 1: the chain is solved exactly as it is
  found: f64 = 0; // scaled value of the best schedule
  stage: i32 = 0;
  cursor: i32 = 0; // task or machine at work
  idle: i32 = 0; // tasks since the last move
  moves: i32 = 0; // moves since the last exchange
  hasChanged: bool = false; // whether an exchange was made since the rows were weighed
  tried: f64 = 0;
  applied: f64 = 0;
  seed: i32 = 0; // state of the random numbers

  constructor(n: i32, m: i32, input: Input, weights: Weights, single: Single) {
    this.input = input;
    this.time = new StaticArray<f64>(n);
    this.weights = weights;
    this.single = single;
    this.exchange = new Exchange(n, m);
    this.bestPair = new StaticArray<i32>(n);
    this.bestOption = new StaticArray<i32>(n);
    this.isPolished = new StaticArray<i32>(m);
  }
}

/** Starts from the chains as they are. */
export function startImprove(s: Improve, n: i32, m: i32): void {
  const w = s.weights;
  startWeights(w, n, m);
  for (let r = 0; r < m; r++) s.exchange.isFresh[r] = s.isPolished[r] = 0;
  s.stage = MOVES;
  s.cursor = s.idle = s.moves = 0;
  s.seed = 123456789;
}

/** Work so far. */
export function improveWork(s: Improve): f64 {
  return s.weights.lists.work + s.exchange.work + s.single.work;
}

/** Whether nothing gains any more, and tasks are to be taken out next. */
export function isAtOptimum(s: Improve): bool {
  return s.stage === KICKS;
}

/** One step of the search. */
export function improve(s: Improve): void {
  const n = s.weights.tasks;
  const m = s.weights.machines;
  if (s.stage === MOVES) moveNext(s, n);
  else if (s.stage === WEIGHS) weighNext(s, m);
  else if (s.stage === EXCHANGES) exchangeNext(s);
  else if (s.stage === POLISHES) polishNext(s, n, m);
  else kick(s, n, m);
}

/** The next task to where it gains most; after n tasks without a move it is the turn of exchanges. */
function moveNext(s: Improve, n: i32): void {
  const j = s.cursor;
  s.cursor = j + 1 < n ? j + 1 : 0;
  if (moveTask(s, j)) {
    s.idle = 0;
    s.moves++;
  } else {
    s.idle++;
  }
  if (s.idle < n && s.moves < MOST_MOVES * n) return;
  s.moves = 0;
  keepBest(s, s.weights.chains, s.weights.options, n);
  s.cursor = 0;
  s.stage = n <= MOST_EXCHANGED ? WEIGHS : POLISHES;
}

/** Weighs task j on every other machine, and moves it if that gains. */
function moveTask(s: Improve, j: i32): bool {
  const w = s.weights;
  const o = w.options;
  const x = s.exchange;
  const pair = w.chains.pair[j];
  const own = pair >= 0 ? o.machine[pair] : -1;
  x.loss[j] = own >= 0 ? worthWithout(w, j) - w.worth[own] : 0;
  x.first[j] = x.second[j] = -1;
  x.firstGain[j] = x.secondGain[j] = -Infinity;
  for (let q = o.taskStart[j]; q < o.taskStart[j + 1]; q++) {
    const p = o.pairOf[q];
    const r = o.machine[p];
    if (r === own) continue;
    const gain = worthWith(w, p) - w.worth[r];
    s.tried++;
    if (gain > x.firstGain[j]) {
      x.second[j] = x.first[j];
      x.secondGain[j] = x.firstGain[j];
      x.first[j] = p;
      x.firstGain[j] = gain;
    } else if (gain > x.secondGain[j]) {
      x.second[j] = p;
      x.secondGain[j] = gain;
    }
  }
  if (x.first[j] < 0 || x.firstGain[j] + x.loss[j] <= LEAST_GAIN) return false;
  x.count = 1;
  x.moved[0] = j;
  x.to[0] = x.first[j];
  return change(s);
}

/** Makes the change that is proposed; the options of its chains are then taken anew. */
function change(s: Improve): bool {
  const x = s.exchange;
  const o = s.weights.options;
  if (!makeChange(s.weights, x, LEAST_GAIN)) return false;
  s.applied++;
  for (let k = 0; k < x.count; k++) {
    if (x.old[k] >= 0) settle(s, o.machine[x.old[k]]);
    if (x.to[k] >= 0) settle(s, o.machine[x.to[k]]);
  }
  return true;
}

/**
 * Options of the chain of r, those of its best state; where the lists have lost the way there, solved
 * exactly. Else a change that seemed to gain could be made again and again.
 */
function settle(s: Improve, r: i32): void {
  const w = s.weights;
  const worth = chooseOptions(w, r);
  if (worth < w.worth[r] - LEAST_GAIN) solveChain(s, r, worth);
  dropIdle(w, r);
  s.isPolished[r] = 0;
  s.exchange.isFresh[r] = 0;
}

/** Options of the chain of r, solved exactly, if that is worth more. */
function solveChain(s: Improve, r: i32, worth: f64): void {
  const c = s.weights.chains;
  const o = s.weights.options;
  const one = s.single;
  one.isFine = one.charged = false;
  one.length = 0;
  for (let k = c.start[r]; k < c.start[r + 1]; k++) one.pair[one.length++] = c.member[k];
  if (solveSingle(one, o, worth) <= worth) return;
  for (let k = 0; k < one.length; k++) c.option[o.task[one.pair[k]]] = one.chosen[k];
}

/** Rows of the next machine whose chain has changed. */
function weighNext(s: Improve, m: i32): void {
  while (s.cursor < m && s.exchange.isFresh[s.cursor] === 1) s.cursor++;
  if (s.cursor < m) {
    weighRows(s.weights, s.exchange, s.cursor++);
    return;
  }
  s.stage = EXCHANGES;
}

/** The best change of machines whose rows hold; where there is none, on to what is next. */
function exchangeNext(s: Improve): void {
  const x = s.exchange;
  if (findChange(s.weights, x, LEAST_GAIN) > 0) {
    s.tried++;
    if (change(s)) s.hasChanged = true;
    // what the lists promised is not to be had
    else x.gain[x.moved[1] * s.weights.tasks + x.moved[0]] = -Infinity;
    return;
  }
  s.cursor = s.idle = 0;
  s.stage = s.hasChanged ? MOVES : POLISHES;
  s.hasChanged = false;
}

/** The next machine that has changed, solved exactly, with some of those who are not served. */
function polishNext(s: Improve, n: i32, m: i32): void {
  while (s.cursor < m && s.isPolished[s.cursor] === 1) s.cursor++;
  if (s.cursor === m) {
    s.stage = KICKS;
    return;
  }
  const r = s.cursor++;
  s.isPolished[r] = 1;
  if (!polishChain(s, s.weights.chains, s.weights.options, r, MOST_FILLED)) return;
  rebuild(s.weights, r);
  s.exchange.isFresh[r] = 0;
}

/**
 * Solves the chain of r exactly, with so many of those who are not served; returns whether it has
 * become better.
 */
export function polishChain(s: Improve, c: Chains, o: Options, r: i32, filled: i32): bool {
  const one = s.single;
  one.isFine = o.isContinuous;
  one.charged = false;
  one.length = 0;
  let left = filled;
  let worth: f64 = 0;
  for (let p = o.pairStart[r]; p < o.pairStart[r + 1]; p++) {
    const j = o.task[p];
    if (c.pair[j] === p) worth += o.value[c.option[j]];
    else if (c.pair[j] >= 0 || left-- <= 0) continue;
    one.pair[one.length++] = p;
  }
  if (!(solveSingle(one, o, worth) > worth + LEAST_GAIN)) return false;
  const m = o.machines;
  for (let k = 0; k < one.length; k++) {
    const p = one.pair[k];
    const j = o.task[p];
    if (c.pair[j] >= 0 && one.chosen[k] < 0) leave(c, o, j, m);
    if (c.pair[j] < 0 && one.chosen[k] >= 0) join(c, o, p, m);
    c.option[j] = one.chosen[k];
  }
  return true;
}

/** Keeps or takes back what was found; then takes a few tasks out. */
function kick(s: Improve, n: i32, m: i32): void {
  const w = s.weights;
  if (!keepBest(s, w.chains, w.options, n)) restoreBest(s, n, m);
  let left = 2 + draw(s, MOST_TAKEN);
  for (let tries = 0; left > 0 && tries < 50; tries++) {
    const j = draw(s, n);
    if (w.chains.pair[j] < 0) continue;
    const r = w.options.machine[w.chains.pair[j]];
    leave(w.chains, w.options, j, m);
    rebuild(w, r);
    s.isPolished[r] = 0;
    s.exchange.isFresh[r] = 0;
    left--;
  }
  s.cursor = draw(s, n);
  s.idle = 0;
  s.stage = MOVES;
}

/** Keeps the chains where they are the best so far; returns whether they are. */
export function keepBest(s: Improve, c: Chains, o: Options, n: i32): bool {
  const value = worthOf(s, c, o, n);
  if (value <= s.found) return value === s.found;
  s.found = value;
  for (let j = 0; j < n; j++) {
    s.bestPair[j] = c.pair[j];
    s.bestOption[j] = c.option[j];
  }
  return true;
}

/** Scaled value of the chains; where tables are continuous, of the best times within pieces. */
function worthOf(s: Improve, c: Chains, o: Options, n: i32): f64 {
  if (!o.isContinuous) return totalValue(c, o, n);
  let sum: f64 = 0;
  for (let r = 0; r < o.machines; r++) sum += stretchChain(s.input, o, c, s.single, s.time, r);
  return sum;
}

/** The best schedule as the chains; those that differ are rebuilt. */
function restoreBest(s: Improve, n: i32, m: i32): void {
  const w = s.weights;
  const c = w.chains;
  const o = w.options;
  const touched = s.exchange.isFresh;
  for (let r = 0; r < m; r++) touched[r] += 2;
  for (let j = 0; j < n; j++) {
    const p = c.pair[j];
    const q = s.bestPair[j];
    if (p === q && (p < 0 || c.option[j] === s.bestOption[j])) continue;
    if (p >= 0) touched[o.machine[p]] = 0;
    if (q >= 0) touched[o.machine[q]] = 0;
    c.pair[j] = q;
    c.option[j] = s.bestOption[j];
  }
  formChains(c, o, n, m);
  for (let r = 0; r < m; r++) {
    if (touched[r] >= 2) {
      touched[r] -= 2;
      continue;
    }
    rebuild(w, r);
    s.isPolished[r] = 1;
  }
}

/** An integer from 0 to below k: xorshift of 32 bits (Marsaglia 2003). */
function draw(s: Improve, k: i32): i32 {
  let x = s.seed;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  s.seed = x;
  return (x >>> 1) % k;
}
