// First schedules, each O(options) but for the upgrades. "edf", a baseline: tasks by deadline, each
// at the most accurate option that still ends in time, where that finishes first. "approx": each at
// its quickest option where that finishes first; then one option up at a time, the most value per
// second first, as long as all on its machine end in time. "greedy": tasks by deadline, each where
// its option is worth most at the prices of bound A.

import { MOST_STATES } from "../codes";
import { mergeSort } from "../problem/order";
import { Chains, clearChains, formChains, isInTime } from "./chains";
import { Input } from "./input";
import { Options } from "./options";
import { Single } from "./single";
import { solveSingle } from "./states";
import { wonAt, wonBy } from "./worth";

/** Where many tasks are alike the price takes all they are worth, and more by so little of it. */
const TIE: f64 = 0.05;

/**
 * Relative: sums of times, or slopes of parts of one piece, that differ by less are equal but for
 * rounding, and then the first one counts, in whatever unit.
 */
const ROUNDING: f64 = 1e-12;
/** A task is charged a little less than it wins elsewhere, for where prices are 0 that is all. */
const LESS: f64 = 1 - 1e-6;
/** Scaled value that a task of "packed" may win less than elsewhere. */
const NEAR: f64 = 0.02;
/** States for one machine of "packed". */
const FEW_STATES: i32 = 8192;

export class Starts {
  order: StaticArray<i32>; // [n] tasks by deadline
  key: StaticArray<f64>; // [n] deadlines, in that order
  heap: StaticArray<i32>; // [n] tasks that may rise, the most gained per second first
  rise: StaticArray<f64>; // [n] by task: value per second of its next option
  mergeKey: StaticArray<f64>; // [n] scratch
  mergeIndex: StaticArray<i32>; // [n]

  constructor(n: i32) {
    this.order = new StaticArray<i32>(n);
    this.key = new StaticArray<f64>(n);
    this.heap = new StaticArray<i32>(n);
    this.rise = new StaticArray<f64>(n);
    this.mergeKey = new StaticArray<f64>(n);
    this.mergeIndex = new StaticArray<i32>(n);
  }
}

/** Tasks by deadline, ties by index. */
export function orderTasks(input: Input, s: Starts, n: i32): void {
  for (let j = 0; j < n; j++) {
    s.order[j] = j;
    s.key[j] = input.deadline[j];
  }
  mergeSort(s.key, s.order, s.mergeKey, s.mergeIndex, 0, n);
}

/** "edf". */
export function edfTables(o: Options, c: Chains, s: Starts, n: i32, m: i32): void {
  empty(c, n, m);
  for (let k = 0; k < n; k++) {
    const j = s.order[k];
    let most: f64 = 0;
    let least = Infinity;
    let option = -1;
    let pair = -1;
    for (let q = o.taskStart[j]; q < o.taskStart[j + 1]; q++) {
      const p = o.pairOf[q];
      const free = c.free[o.machine[p]];
      let at = o.end[p] - 1;
      while (at >= o.first[p] && free + o.time[at] > o.due[p]) at--;
      if (at < o.first[p] || o.value[at] < most) continue;
      const ends = o.ready[o.machine[p]] + (free + o.time[at]);
      if (o.value[at] === most && ends >= least * (1 - ROUNDING)) continue;
      most = o.value[at];
      least = ends;
      option = at;
      pair = p;
    }
    if (pair >= 0) append(o, c, j, pair, option);
  }
  formChains(c, o, n, m);
}

/** The first half of "approx". */
export function quickest(o: Options, c: Chains, s: Starts, n: i32, m: i32): void {
  empty(c, n, m);
  for (let k = 0; k < n; k++) {
    const j = s.order[k];
    let least = Infinity;
    let pair = -1;
    for (let q = o.taskStart[j]; q < o.taskStart[j + 1]; q++) {
      const p = o.pairOf[q];
      const free = c.free[o.machine[p]] + o.time[o.first[p]];
      const ends = o.ready[o.machine[p]] + free;
      if (free > o.due[p] || ends >= least * (1 - ROUNDING)) continue;
      least = ends;
      pair = p;
    }
    if (pair >= 0) append(o, c, j, pair, o.first[pair]);
  }
  formChains(c, o, n, m);
}

/** "greedy": what an option is worth less its time at the prices, where it still ends in time. */
export function greedy(
  o: Options,
  price: StaticArray<f64>,
  c: Chains,
  s: Starts,
  n: i32,
  m: i32,
): void {
  empty(c, n, m);
  for (let k = 0; k < n; k++) {
    const j = s.order[k];
    let most = -Infinity;
    let option = -1;
    let pair = -1;
    for (let q = o.taskStart[j]; q < o.taskStart[j + 1]; q++) {
      const p = o.pairOf[q];
      const room = o.due[p] - c.free[o.machine[p]];
      for (let at = o.first[p]; at < o.end[p] && o.time[at] <= room; at++) {
        const won = o.value[at] - price[p] * o.time[at];
        if (won <= max(most, -TIE * o.value[at])) continue;
        most = won;
        option = at;
        pair = p;
      }
    }
    if (pair >= 0) append(o, c, j, pair, option);
  }
  formChains(c, o, n, m);
}

function empty(c: Chains, n: i32, m: i32): void {
  clearChains(c, n, m);
  for (let r = 0; r < m; r++) c.free[r] = 0;
}

/** Task j runs last on the machine of the pair, as far as it is known by then. */
function append(o: Options, c: Chains, j: i32, pair: i32, option: i32): void {
  c.pair[j] = pair;
  c.option[j] = option;
  c.free[o.machine[pair]] += o.time[option];
}

/**
 * The second half of "approx": who cannot rise any more is given up. Equal rises: the first task.
 */
export function upgradeTables(o: Options, c: Chains, s: Starts, n: i32): void {
  let count = 0;
  for (let j = 0; j < n; j++) {
    if (c.pair[j] >= 0 && findRise(o, c, s, j)) s.heap[count++] = j;
  }
  for (let k = (count >> 1) - 1; k >= 0; k--) sink(s, k, count);
  while (count > 0) {
    const j = s.heap[0];
    c.option[j]++;
    const fits = isInTime(c, o, o.machine[c.pair[j]]);
    if (!fits) c.option[j]--;
    if (!fits || !findRise(o, c, s, j)) s.heap[0] = s.heap[--count];
    sink(s, 0, count);
  }
}

/** What task j gains per second by its next option; returns whether there is one. */
function findRise(o: Options, c: Chains, s: Starts, j: i32): bool {
  const at = c.option[j];
  if (at + 1 >= o.end[c.pair[j]]) return false;
  s.rise[j] = (o.value[at + 1] - o.value[at]) / (o.time[at + 1] - o.time[at]);
  return true;
}

/** Restores the order of the heap from place k down. */
function sink(s: Starts, k: i32, count: i32): void {
  let at = k;
  while (true) {
    let best = at;
    for (let child = 2 * at + 1; child <= 2 * at + 2; child++) {
      if (child < count && isBefore(s, s.heap[child], s.heap[best])) best = child;
    }
    if (best === at) return;
    const j = s.heap[at];
    s.heap[at] = s.heap[best];
    s.heap[best] = j;
    at = best;
  }
}

function isBefore(s: Starts, i: i32, j: i32): bool {
  const more = s.rise[i] - s.rise[j];
  return more > ROUNDING * s.rise[j] || (more >= -ROUNDING * s.rise[j] && i < j);
}

/**
 * "packed", machine by machine, r from 0 to m - 1: each takes its best set of those that are left,
 * each charged what it is worth elsewhere at the prices; of those alone who lose little here.
 */
export function packNext(
  o: Options,
  price: StaticArray<f64>,
  c: Chains,
  s: Single,
  r: i32,
  n: i32,
  m: i32,
): void {
  if (r === 0) {
    empty(c, n, m);
    for (let j = 0; j < n; j++) s.multiplier[j] = wonBy(o, price, j) * LESS;
  }
  packMachine(o, price, c, s, r);
  if (r === m - 1) formChains(c, o, n, m);
}

/** The best set of r. */
function packMachine(o: Options, price: StaticArray<f64>, c: Chains, s: Single, r: i32): void {
  s.charged = true;
  s.isFine = false;
  s.length = 0;
  for (let p = o.pairStart[r]; p < o.pairStart[r + 1]; p++) {
    const j = o.task[p];
    if (c.pair[j] < 0 && wonAt(o, price, p) >= s.multiplier[j] - NEAR) s.pair[s.length++] = p;
  }
  s.mostStates = FEW_STATES;
  const earned = solveSingle(s, o, 0);
  s.mostStates = MOST_STATES;
  if (!(earned > 0)) return;
  for (let k = 0; k < s.length; k++) {
    const j = o.task[s.pair[k]];
    if (s.chosen[k] < 0) continue;
    c.pair[j] = s.pair[k];
    c.option[j] = s.chosen[k];
  }
}
