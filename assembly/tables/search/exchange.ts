// Changes of several chains at once. A task may take the place of another one, whose own place
// another task may take, and so on: as chains do not depend on one another, what such a change
// gains is the sum of what it gains in each. gain[j n + x]: what the chain of j gains if x comes
// and j goes. O(length + n) lists a row, of which only those of changed chains are weighed again.

import { MOST_EXCHANGED } from "../../codes";
import { join, leave } from "../chains";
import { joinWith } from "./lists";
import {
  before,
  behind,
  extendBackward,
  extendForward,
  rebuild,
  scratchBefore,
  scratchBehind,
  Weights,
} from "./weigh";

/** Work of looking at a number; see TRIAL_WORK of search/trial. */
const LOOK_WORK: f64 = 1;
/** Gains that differ by less are equal but for rounding: the first one counts. */
const TIE: f64 = 1e-12;
/** Tasks that one change can move. */
const MOST_MOVED: i32 = 4;

export class Exchange {
  gain: StaticArray<f64>; // [n n] see above; -Infinity: not possible
  isFresh: StaticArray<i32>; // [m] 1: the rows of its members hold
  loss: StaticArray<f64>; // [n] what its chain gains without the task, <= 0; 0 where not served
  first: StaticArray<i32>; // [n] the pair where it gains most if it comes; -1: none
  firstGain: StaticArray<f64>; // [n] how much
  secondGain: StaticArray<f64>; // [n] the same on another machine than that of the first
  second: StaticArray<i32>; // [n]
  moved: StaticArray<i32>; // [MOST_MOVED] tasks of the change at work
  to: StaticArray<i32>; // [MOST_MOVED] the pair it goes to, -1: none
  old: StaticArray<i32>; // [MOST_MOVED] the pair that it had
  oldOption: StaticArray<i32>; // [MOST_MOVED]
  count: i32 = 0; // how many
  row: i32 = 0; // rows of the machine at work that are weighed
  best: f64 = 0; // what the best change so far gains
  work: f64 = 0;

  constructor(n: i32, m: i32) {
    const exchanged = min(n, MOST_EXCHANGED);
    this.gain = new StaticArray<f64>(exchanged * exchanged);
    this.isFresh = new StaticArray<i32>(m);
    this.loss = new StaticArray<f64>(n);
    this.first = new StaticArray<i32>(n);
    this.firstGain = new StaticArray<f64>(n);
    this.secondGain = new StaticArray<f64>(n);
    this.second = new StaticArray<i32>(n);
    this.moved = new StaticArray<i32>(MOST_MOVED);
    this.to = new StaticArray<i32>(MOST_MOVED);
    this.old = new StaticArray<i32>(MOST_MOVED);
    this.oldOption = new StaticArray<i32>(MOST_MOVED);
  }
}

/** The next row of the members of r; returns whether that was the last one. */
export function weighNextRow(w: Weights, x: Exchange, r: i32): bool {
  const from = w.chains.start[r];
  const length = w.chains.start[r + 1] - from;
  if (x.row < length) weighRow(w, x, r, from + x.row++);
  if (x.row < length) return false;
  x.row = 0;
  x.isFresh[r] = 1;
  return true;
}

/** The row of the member at place k: lists of the chain without it, then every pair of r joined. */
function weighRow(w: Weights, x: Exchange, r: i32, k: i32): void {
  const c = w.chains;
  const o = w.options;
  const n = w.tasks;
  const from = c.start[r];
  const to = c.start[r + 1];
  const j = o.task[c.member[k]];
  const row = j * n;
  for (let i = 0; i < n; i++) x.gain[row + i] = -Infinity;
  let used = usedBefore(w, k);
  for (let i = k + 1; i < to; i++) {
    used += o.time[c.option[o.task[c.member[i]]]];
    const next = i + 1 < to ? c.member[i + 1] : -1;
    extendForward(
      w,
      beforeAt(w, j, k, i, from),
      scratchBefore(w, i + 1 - from),
      c.member[i],
      next,
      used,
    );
  }
  for (let i = k - 1; i >= from; i--) {
    extendBackward(
      w,
      behindAt(w, j, k, i, from),
      scratchBehind(w, i - 1 - from),
      c.member[i],
      r,
      0,
    );
  }
  let place = from;
  for (let pair = o.pairStart[r]; pair < o.pairStart[r + 1]; pair++) {
    while (place < to && c.member[place] < pair) place++;
    const i = o.task[pair];
    if (c.pair[i] >= 0 && o.machine[c.pair[i]] === r) continue;
    const head = place <= k ? before(o.task[c.member[place]]) : beforeAt(w, j, k, place, from);
    const tail =
      place > k + 1
        ? behind(w, o.task[c.member[place - 1]])
        : behindAt(w, j, k, min(place, k) - 1, from);
    x.gain[row + i] = joinWith(w.lists, o, head, tail, pair, w.horizon[r]) - w.worth[r];
  }
  x.work += LOOK_WORK * <f64>n;
}

/** Time that the members before place k take. */
function usedBefore(w: Weights, k: i32): f64 {
  const c = w.chains;
  const o = w.options;
  let used: f64 = 0;
  for (let i = c.start[o.machine[c.member[k]]]; i < k; i++) {
    used += o.time[c.option[o.task[c.member[i]]]];
  }
  return used;
}

/** What runs before place i > k in the chain without j, the member at k. */
function beforeAt(w: Weights, j: i32, k: i32, i: i32, from: i32): i32 {
  return i === k + 1 ? before(j) : scratchBefore(w, i - from);
}

/** What runs behind place i < k in it. */
function behindAt(w: Weights, j: i32, k: i32, i: i32, from: i32): i32 {
  return i === k - 1 ? behind(w, j) : scratchBehind(w, i - from);
}

/** The best change whose machines are all fresh, into moved and to; returns what it gains. */
export function findChange(w: Weights, x: Exchange, least: f64): f64 {
  const n = w.tasks;
  x.best = least;
  x.count = 0;
  for (let j = 0; j < n; j++) {
    const pair = w.chains.pair[j];
    if (pair < 0 || x.isFresh[w.options.machine[pair]] === 0) continue;
    for (let i = 0; i < n; i++) {
      const gain = x.gain[j * n + i];
      if (gain > -Infinity) weighChange(w, x, j, i, gain);
    }
  }
  x.work += LOOK_WORK * <f64>n * <f64>n;
  return x.count > 0 ? x.best : 0;
}

/** i takes the place of j: then j takes that of i, goes where it gains most, or is not served. */
function weighChange(w: Weights, x: Exchange, j: i32, i: i32, gain: f64): void {
  const c = w.chains;
  const o = w.options;
  const n = w.tasks;
  const mine = o.machine[c.pair[j]];
  const other = c.pair[i] >= 0 ? o.machine[c.pair[i]] : -1;
  if (other >= 0 && x.isFresh[other] === 0) return;
  const base = gain + x.loss[i];
  propose(x, base, i, pairOn(w, i, mine), j, -1);
  if (other >= 0) {
    const swapped = gain + x.gain[i * n + j];
    if (swapped > x.best) propose(x, swapped, i, pairOn(w, i, mine), j, pairOn(w, j, other));
  }
  let to = x.first[j];
  let more = x.firstGain[j];
  if (to >= 0 && o.machine[to] === other) {
    to = x.second[j];
    more = x.secondGain[j];
  }
  if (to >= 0 && base + more > x.best && x.isFresh[o.machine[to]] === 1) {
    propose(x, base + more, i, pairOn(w, i, mine), j, to);
  }
}

function propose(x: Exchange, gain: f64, i: i32, iTo: i32, j: i32, jTo: i32): void {
  if (gain <= x.best + TIE) return;
  x.best = gain;
  x.count = 2;
  x.moved[0] = i;
  x.to[0] = iTo;
  x.moved[1] = j;
  x.to[1] = jTo;
}

/** The pair of a task on a machine, which has one. */
function pairOn(w: Weights, j: i32, r: i32): i32 {
  const o = w.options;
  let low = o.taskStart[j];
  let high = o.taskStart[j + 1] - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (o.machine[o.pairOf[middle]] < r) low = middle + 1;
    else high = middle;
  }
  return o.pairOf[low];
}

/**
 * Makes the change in moved and to, if the chains, rebuilt, are worth more by `least`: lists may
 * promise what they do not keep. Returns whether it is made; rows of its machines hold no more.
 */
export function makeChange(w: Weights, x: Exchange, least: f64): bool {
  const c = w.chains;
  for (let k = 0; k < x.count; k++) {
    const j = x.moved[k];
    x.old[k] = c.pair[j];
    x.oldOption[k] = c.option[j];
  }
  const worth = touchedWorth(w, x);
  move(w, x, x.to);
  rebuildTouched(w, x);
  if (touchedWorth(w, x) > worth + least) {
    for (let k = 0; k < x.count; k++) {
      if (x.old[k] >= 0) x.isFresh[w.options.machine[x.old[k]]] = 0;
      if (x.to[k] >= 0) x.isFresh[w.options.machine[x.to[k]]] = 0;
    }
    return true;
  }
  move(w, x, x.old);
  for (let k = 0; k < x.count; k++) c.option[x.moved[k]] = x.oldOption[k];
  rebuildTouched(w, x);
  return false;
}

/** Every moved task to its pair there. */
function move(w: Weights, x: Exchange, to: StaticArray<i32>): void {
  const c = w.chains;
  for (let k = 0; k < x.count; k++) {
    const j = x.moved[k];
    if (c.pair[j] >= 0) leave(c, w.options, j, w.machines);
  }
  for (let k = 0; k < x.count; k++) {
    c.option[x.moved[k]] = -1;
    if (to[k] >= 0) join(c, w.options, to[k], w.machines);
  }
}

/** The machine of the k-th end of the change, two a task; -1: none, or named before. */
function touched(w: Weights, x: Exchange, k: i32): i32 {
  const pair = endAt(x, k);
  if (pair < 0) return -1;
  const r = w.options.machine[pair];
  for (let i = 0; i < k; i++) {
    const other = endAt(x, i);
    if (other >= 0 && w.options.machine[other] === r) return -1;
  }
  return r;
}

function endAt(x: Exchange, k: i32): i32 {
  return (k & 1) === 0 ? x.old[k >> 1] : x.to[k >> 1];
}

function touchedWorth(w: Weights, x: Exchange): f64 {
  let sum: f64 = 0;
  for (let k = 0; k < 2 * x.count; k++) {
    const r = touched(w, x, k);
    if (r >= 0) sum += w.worth[r];
  }
  return sum;
}

function rebuildTouched(w: Weights, x: Exchange): void {
  for (let k = 0; k < 2 * x.count; k++) {
    const r = touched(w, x, k);
    if (r >= 0) rebuild(w, r);
  }
}
