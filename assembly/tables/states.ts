// One machine, exactly: all states (time used, value) in order of due time, as far as they are not
// dominated and the prices of the linear programme leave them a chance to be better than what is
// known. Not exact where the states are too many: then some are left out.

import { relaxSingle } from "./linear";
import { Options } from "./options";
import { chargeOf, endOf, firstOf, Single, STATE_WORK } from "./single";

/** What sums of values may be off by, relative: a state that is better by less is no better. */
const VALUE_ROUNDING: f64 = 1e-13;
/** What states are looked for lower by where none may be missed: more than VALUE_ROUNDING. */
const LAYER_ROUNDING: f64 = 1e-12;

/**
 * The best schedule of the pairs, into chosen. least: a value that is known to be had or that a
 * better one is sought than; returns the value found if it is greater, else `least`, and chosen is
 * then of no use.
 */
export function solveSingle(s: Single, o: Options, least: f64): f64 {
  startSingle(s, o, least);
  enumerate(s, o, Infinity);
  return s.value0;
}

/** Starts on the same, which `goOnSingle` ends; value0 is then what `solveSingle` returns. */
export function startSingle(s: Single, o: Options, least: f64): void {
  s.isExact = true;
  s.isUnderWay = false;
  s.value0 = least;
  if (s.length === 0) {
    s.bound = 0;
    s.value0 = max(least, 0);
    return;
  }
  relaxSingle(s, o);
  if (s.bound <= s.value0 + VALUE_ROUNDING * abs(s.value0)) return;
  s.isExact = 2 * s.length < s.time.length; // a layer needs two states
  if (!s.isExact) return;
  startLayers(s);
  s.isUnderWay = true;
}

/** Goes on until its work reaches the limit; returns whether it is over. */
export function goOnSingle(s: Single, o: Options): bool {
  return enumerate(s, o, s.limit);
}

/**
 * Every layer, with all states that may lead to `least` and more; returns whether there was room
 * for them. Dominated ones are left out.
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
  s.position = 0;
  s.layer[0] = 0;
  s.layer[1] = 1;
  s.time[0] = 0;
  s.value[0] = 0;
  s.parent[0] = -1;
}

/** All states that may lead to more than is known; returns whether that is over. */
function enumerate(s: Single, o: Options, limit: f64): bool {
  while (s.isUnderWay) {
    if (s.work >= limit) return false;
    const i = s.position++;
    extend(s, o, i);
    if (s.layer[i + 2] === s.layer[i + 1])
      s.isUnderWay = false; // nothing better
    else if (s.position === s.length) {
      s.isUnderWay = false;
      takeLast(s);
    }
  }
  return true;
}

/** The best of all states, if it is better than what is known. */
function takeLast(s: Single): void {
  const last = s.layer[s.length + 1] - 1;
  if (s.value[last] <= s.value0) return;
  s.value0 = s.value[last];
  let at = last;
  for (let i = s.length - 1; i >= 0; i--) {
    s.chosen[i] = s.option[at];
    at = s.parent[at];
  }
}

/**
 * States after the i-th pair: those before it, each with every option that may pay, merged by time.
 */
function extend(s: Single, o: Options, i: i32): void {
  const head = s.head;
  const option = s.usable;
  const times = s.time;
  const values = s.value;
  const optionTime = o.time;
  const optionValue = o.value;
  const from = s.layer[i];
  const to = s.layer[i + 1];
  const usable = listUsable(s, o, i);
  const reach = o.reach[s.pair[i]];
  const charge = chargeOf(s, o, i);
  const least = s.value0 + VALUE_ROUNDING * abs(s.value0) - s.rest[i + 1];
  const price = s.price[i + 1];
  for (let c = 0; c <= usable; c++) head[c] = from;
  // an even share of what is left for the layers to come
  const room = to + max(<i32>floor(<f64>(s.mostStates - to) / <f64>(s.length - i)), 2);
  let free = to;
  let best = -Infinity;
  while (true) {
    let first = -1;
    let time = Infinity;
    for (let c = 0; c <= usable; c++) {
      if (head[c] === to) continue;
      const t = times[head[c]] + (c > 0 ? optionTime[option[c]] : 0);
      if (t < time) {
        time = t;
        first = c;
      }
    }
    if (first < 0) break;
    const state = head[first]++;
    s.work += STATE_WORK;
    if (first > 0 && time > reach) {
      head[first] = to;
      continue;
    }
    const value = values[state] + (first > 0 ? optionValue[option[first]] - charge : 0);
    if (value <= best || value - price * time <= least) continue;
    best = value;
    if (free > to && times[free - 1] >= time) free--;
    if (free >= room) {
      s.isExact = false;
      free = thinLayer(s, to, free, price);
    }
    times[free] = time;
    values[free] = value;
    s.parent[free] = state;
    s.option[free++] = first > 0 ? option[first] : -1;
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
    const better =
      k + 1 < to && s.value[k + 1] - price * s.time[k + 1] >= s.value[k] - price * s.time[k];
    const kept = better ? k + 1 : k;
    s.time[free] = s.time[kept];
    s.value[free] = s.value[kept];
    s.parent[free] = s.parent[kept];
    s.option[free++] = s.option[kept];
  }
  return free;
}
