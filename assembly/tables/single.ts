// One machine and a set of pairs on it, in order of due time: which of them run, and at which
// option. First the linear programme over the hulls, exactly, by greed (the rooms until the due
// times are nested, so the steepest steps of the hulls come first); it gives prices and a first
// schedule. Then all states (time used, value) in order of due time, as far as they are not
// dominated and the prices leave them a chance. Exact unless the states are too many.

import { mergeSort } from "../problem/order";
import { Options } from "./options";

/** Work of a state; see TRIAL_WORK of search/trial. */
export const STATE_WORK: f64 = 0.5;
/** States of all pairs together, and of one pair on the way. */
export const MOST_STATES: i32 = 262144;
/** What sums of values may be off by, relative: a state that is better by less is no better. */
const VALUE_ROUNDING: f64 = 1e-13;
/** What states are looked for lower by where none may be missed: more than VALUE_ROUNDING. */
const LAYER_ROUNDING: f64 = 1e-12;

export class Single {
  pair: StaticArray<i32>; // [n] the pairs, in order; written by the caller
  length: i32 = 0; // how many
  isFine: bool = false; // whether pieces are cut finely
  multiplier: StaticArray<f64>; // [n] by task, scaled value that running it costs
  charged: bool = false; // whether it does
  chosen: StaticArray<i32>; // [n] option of every pair, -1: it does not run
  price: StaticArray<f64>; // [n + 1] scaled value per time, not rising; 0 at the end
  rest: StaticArray<f64>; // [n + 1] what the pairs from here on can add, less what time costs
  slack: StaticArray<f64>; // [n] time that is free until this due time
  taken: StaticArray<i32>; // [n] of the linear programme: the last option taken in full
  slope: StaticArray<f64>; // [steps] value per time, negated, to sort by
  step: StaticArray<i32>; // [steps] its place before sorting
  stepPair: StaticArray<i32>; // [steps] position of its pair
  stepTime: StaticArray<f64>; // [steps] how much longer it takes
  stepOption: StaticArray<i32>; // [steps] the option that it ends at
  sortKey: StaticArray<f64>; // [steps] scratch
  sortIndex: StaticArray<i32>; // [steps]
  layer: StaticArray<i32>; // [n + 2] states after i pairs: [layer[i], layer[i + 1])
  time: StaticArray<f64>; // [states] time used, rising in a layer
  value: StaticArray<f64>; // [states] value, rising in a layer
  parent: StaticArray<i32>; // [states] the state before
  option: StaticArray<i32>; // [states] the option that led here, -1: none
  head: StaticArray<i32>; // [options of a pair] next state of the layer before, by option
  usable: StaticArray<i32>; // [options of a pair] options that may pay
  value0: f64 = 0; // greatest value found
  bound: f64 = 0; // an upper bound on it, from the linear programme
  mostStates: i32 = MOST_STATES; // fewer give a schedule that is not the best, sooner
  isExact: bool = false; // whether the value found is the greatest
  work: f64 = 0; // work so far

  constructor(n: i32, steps: i32) {
    const states = n > 0 ? MOST_STATES : 0;
    this.pair = new StaticArray<i32>(n);
    this.multiplier = new StaticArray<f64>(n);
    this.chosen = new StaticArray<i32>(n);
    this.price = new StaticArray<f64>(n + 1);
    this.rest = new StaticArray<f64>(n + 1);
    this.slack = new StaticArray<f64>(n);
    this.taken = new StaticArray<i32>(n);
    this.slope = new StaticArray<f64>(steps);
    this.step = new StaticArray<i32>(steps);
    this.stepPair = new StaticArray<i32>(steps);
    this.stepTime = new StaticArray<f64>(steps);
    this.stepOption = new StaticArray<i32>(steps);
    this.sortKey = new StaticArray<f64>(steps);
    this.sortIndex = new StaticArray<i32>(steps);
    this.layer = new StaticArray<i32>(n + 2);
    this.time = new StaticArray<f64>(states);
    this.value = new StaticArray<f64>(states);
    this.parent = new StaticArray<i32>(states);
    this.option = new StaticArray<i32>(states);
    this.head = new StaticArray<i32>(steps + 1);
    this.usable = new StaticArray<i32>(steps + 1);
  }
}

/** First option of the i-th pair; past its last one: endOf. */
function firstOf(s: Single, o: Options, i: i32): i32 {
  return s.isFine ? o.fineFirst[s.pair[i]] : o.first[s.pair[i]];
}

function endOf(s: Single, o: Options, i: i32): i32 {
  return s.isFine ? o.fineEnd[s.pair[i]] : o.end[s.pair[i]];
}

/** What running the i-th pair costs. */
function chargeOf(s: Single, o: Options, i: i32): f64 {
  return s.charged ? s.multiplier[o.task[s.pair[i]]] : 0;
}

/**
 * The best schedule of the pairs, into chosen. least: a value that is known to be had or that a
 * better one is sought than; returns the value found if it is greater, else `least`, and chosen is
 * then of no use.
 */
export function solveSingle(s: Single, o: Options, least: f64): f64 {
  s.isExact = true;
  s.value0 = least;
  if (s.length === 0) {
    s.bound = 0;
    return max(least, 0);
  }
  relaxSingle(s, o);
  if (s.bound <= s.value0 + VALUE_ROUNDING * abs(s.value0)) return s.value0;
  enumerate(s, o);
  return s.value0;
}

/** Prices, bound and a first schedule from the linear programme. */
export function relaxSingle(s: Single, o: Options): void {
  const steps = gatherSteps(s, o);
  for (let i = 0; i < steps; i++) s.step[i] = i;
  mergeSort(s.slope, s.step, s.sortKey, s.sortIndex, 0, steps);
  s.work += STATE_WORK * <f64>(steps * 4);
  fill(s, o, steps);
  sumRest(s, o);
  let value: f64 = 0;
  for (let i = 0; i < s.length; i++) {
    const k = s.taken[i];
    if (k >= 0) value += o.value[k] - chargeOf(s, o, i);
  }
  if (value <= s.value0) return;
  s.value0 = value;
  for (let i = 0; i < s.length; i++) s.chosen[i] = s.taken[i];
}

/** The steps of the concave hull of nothing and of the options of every pair, charges taken off. */
function gatherSteps(s: Single, o: Options): i32 {
  let count = 0;
  for (let i = 0; i < s.length; i++) {
    const from = count;
    const charge = chargeOf(s, o, i);
    const end = endOf(s, o, i);
    for (let k = firstOf(s, o, i); k < end; k++) {
      const value = o.value[k] - charge;
      if (value <= 0) continue;
      let time = o.time[k];
      let rise = value;
      while (count > from) {
        const last = s.stepOption[count - 1];
        const slope = (value - (o.value[last] - charge)) / (o.time[k] - o.time[last]);
        if (slope < -s.slope[count - 1]) {
          time = o.time[k] - o.time[last];
          rise = slope * time;
          break;
        }
        count--;
      }
      s.slope[count] = time > 0 ? -rise / time : -Infinity;
      s.stepPair[count] = i;
      s.stepTime[count] = time;
      s.stepOption[count++] = k;
    }
  }
  return count;
}

/** Takes the steps, the steepest first, while there is room until all due times behind. */
function fill(s: Single, o: Options, steps: i32): void {
  const length = s.length;
  for (let i = 0; i < length; i++) {
    s.slack[i] = o.reach[s.pair[i]];
    s.taken[i] = -1;
    s.price[i] = 0;
  }
  s.price[length] = 0;
  let closed = 0; // no room is left for the pairs before this one
  for (let at = 0; at < steps && closed < length; at++) {
    const k = s.step[at];
    const i = s.stepPair[k];
    if (i < closed) continue;
    const time = s.stepTime[k];
    let room = time;
    for (let c = i; c < length; c++) room = min(room, s.slack[c]);
    if (room >= time) s.taken[i] = s.stepOption[k];
    if (time === 0) continue;
    let tight = -1;
    for (let c = i; c < length; c++) {
      s.slack[c] -= room;
      if (s.slack[c] <= 0) tight = c;
    }
    if (tight < 0) continue;
    for (; closed <= tight; closed++) s.price[closed] = -s.slope[at];
  }
  s.work += STATE_WORK * <f64>steps * <f64>length * 0.25;
}

/** rest[i] and the bound. */
function sumRest(s: Single, o: Options): void {
  const length = s.length;
  s.rest[length] = 0;
  for (let i = length - 1; i >= 0; i--) {
    const charge = chargeOf(s, o, i);
    const price = s.price[i];
    let won: f64 = 0;
    const end = endOf(s, o, i);
    for (let k = firstOf(s, o, i); k < end; k++) {
      won = max(won, o.value[k] - charge - price * o.time[k]);
    }
    const paid = (price - s.price[i + 1]) * o.reach[s.pair[i]];
    s.rest[i] = s.rest[i + 1] + won + paid;
  }
  s.bound = s.rest[0];
}

/**
 * Every layer, with all states that may lead to `least` and more; returns whether there was room for
 * them. Dominated ones are left out.
 */
export function fillLayers(s: Single, o: Options, least: f64): bool {
  s.isExact = true;
  s.value0 = Infinity;
  relaxSingle(s, o);
  s.value0 = least - LAYER_ROUNDING * abs(least);
  startLayers(s);
  for (let i = 0; i < s.length; i++) extend(s, o, i);
  return s.isExact;
}

function startLayers(s: Single): void {
  s.layer[0] = 0;
  s.layer[1] = 1;
  s.time[0] = 0;
  s.value[0] = 0;
  s.parent[0] = -1;
}

/** All states that may lead to more than is known. */
function enumerate(s: Single, o: Options): void {
  startLayers(s);
  for (let i = 0; i < s.length; i++) {
    extend(s, o, i);
    if (s.layer[i + 2] === s.layer[i + 1]) return; // nothing better
  }
  const last = s.layer[s.length + 1] - 1;
  if (s.value[last] <= s.value0) return;
  s.value0 = s.value[last];
  let at = last;
  for (let i = s.length - 1; i >= 0; i--) {
    s.chosen[i] = s.option[at];
    at = s.parent[at];
  }
}

/** States after the i-th pair: those before it, each with every option that may pay, merged by time. */
function extend(s: Single, o: Options, i: i32): void {
  const from = s.layer[i];
  const to = s.layer[i + 1];
  const usable = listUsable(s, o, i);
  const reach = o.reach[s.pair[i]];
  const charge = chargeOf(s, o, i);
  const least = s.value0 + VALUE_ROUNDING * abs(s.value0) - s.rest[i + 1];
  const price = s.price[i + 1];
  for (let c = 0; c <= usable; c++) s.head[c] = from;
  // an even share of what is left for the layers to come
  const room = to + max(<i32>floor(<f64>(s.mostStates - to) / <f64>(s.length - i)), 2);
  let free = to;
  let best = -Infinity;
  while (true) {
    let first = -1;
    let time = Infinity;
    for (let c = 0; c <= usable; c++) {
      if (s.head[c] === to) continue;
      const t = s.time[s.head[c]] + (c > 0 ? o.time[s.usable[c]] : 0);
      if (t < time) {
        time = t;
        first = c;
      }
    }
    if (first < 0) break;
    const state = s.head[first]++;
    s.work += STATE_WORK;
    if (first > 0 && time > reach) {
      s.head[first] = to;
      continue;
    }
    const value = s.value[state] + (first > 0 ? o.value[s.usable[first]] - charge : 0);
    if (value <= best || value - price * time <= least) continue;
    best = value;
    if (free > to && s.time[free - 1] >= time) free--;
    if (free >= room) {
      s.isExact = false;
      free = thinLayer(s, to, free, price);
    }
    s.time[free] = time;
    s.value[free] = value;
    s.parent[free] = state;
    s.option[free++] = first > 0 ? s.usable[first] : -1;
  }
  s.layer[i + 2] = free;
}

/** Options of the i-th pair that are worth more than their charge. */
function listUsable(s: Single, o: Options, i: i32): i32 {
  const charge = chargeOf(s, o, i);
  let count = 0;
  const end = endOf(s, o, i);
  for (let k = firstOf(s, o, i); k < end; k++) {
    if (o.value[k] > charge) s.usable[++count] = k;
  }
  return count;
}

/** Keeps of two neighbours that of greater value less the price of its time; returns the end. */
function thinLayer(s: Single, from: i32, to: i32, price: f64): i32 {
  let free = from;
  for (let k = from; k < to; k += 2) {
    const better = k + 1 < to && s.value[k + 1] - price * s.time[k + 1] >= s.value[k] - price * s.time[k];
    const kept = better ? k + 1 : k;
    s.time[free] = s.time[kept];
    s.value[free] = s.value[kept];
    s.parent[free] = s.parent[kept];
    s.option[free++] = s.option[kept];
  }
  return free;
}
