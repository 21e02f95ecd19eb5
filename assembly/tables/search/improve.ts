// Search over who runs where: a task to another machine, or served at all; then changes of several
// chains; then every chain solved exactly; where nothing gains, some tasks are taken out at random
// and it goes on. What did not end better is taken back. Stops anywhere, with the best found.

import { MOST_EXCHANGED } from "../../codes";
import { below, nextRandom } from "../../numeric/random";
import { leave } from "../chains";
import { findChange, makeChange, weighNextRow } from "./exchange";
import { polishChain, settle } from "./polish";
import { Improve, keepBest, LEAST_GAIN, restoreBest } from "./standing";
import { rebuild, startWeights, worthWith, worthWithout } from "./weigh";

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

/** Starts from the chains as they are. */
export function startImprove(s: Improve, n: i32, m: i32): void {
  const w = s.weights;
  startWeights(w, n, m);
  for (let r = 0; r < m; r++) s.exchange.isFresh[r] = s.isPolished[r] = 0;
  s.stage = MOVES;
  s.cursor = s.idle = s.moves = 0;
  s.single.isUnderWay = false; // of a proof that has made way
  s.exchange.row = 0;
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
  else if (s.stage === POLISHES) polishNext(s, m);
  else kick(s, n, m);
}

/**
 * The next task to where it gains most; after n tasks without a move it is the turn of exchanges.
 */
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
    if (gain > x.firstGain[j] + LEAST_GAIN) {
      x.second[j] = x.first[j];
      x.secondGain[j] = x.firstGain[j];
      x.first[j] = p;
      x.firstGain[j] = gain;
    } else if (gain > x.secondGain[j] + LEAST_GAIN) {
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

/** The next row of the next machine whose chain has changed. */
function weighNext(s: Improve, m: i32): void {
  while (s.cursor < m && s.exchange.isFresh[s.cursor] === 1) s.cursor++;
  if (s.cursor < m) {
    if (weighNextRow(s.weights, s.exchange, s.cursor)) s.cursor++;
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
function polishNext(s: Improve, m: i32): void {
  while (s.cursor < m && s.isPolished[s.cursor] === 1) s.cursor++;
  if (s.cursor === m) {
    s.stage = KICKS;
    return;
  }
  const r = s.cursor;
  if (!polishChain(s, s.weights.chains, s.weights.options, r, MOST_FILLED)) return;
  s.cursor++;
  s.isPolished[r] = 1;
  if (!s.isBetter) return;
  rebuild(s.weights, r);
  s.exchange.isFresh[r] = 0;
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

/** A random integer from 0 to below k. */
function draw(s: Improve, k: i32): i32 {
  s.seed = nextRandom(s.seed);
  return below(k, s.seed);
}
