// Bound A: a price for the time of every machine, not rising along the due times. Whatever such
// prices are, sum_j max(0, max of value - price * time over its options) + what the prices pay for
// all time until the due times bounds every schedule (weak duality). The least of these bounds is
// that of the linear programme over options. Sought on a smooth form, in which every task takes its
// options with probabilities by a temperature that falls: Newton steps by machine, kept not rising
// by pooling, as in chain/settle. O(options) a sweep.

import { exp } from "../numeric/exp";
import { Options } from "./options";
import { mostOf } from "./worth";

/** Work of a point of a hull in a sweep; see TRIAL_WORK of search/trial. */
const POINT_WORK: f64 = 2;
/** Work of a part of a sweep: some 0.1 ms. */
const PART: f64 = 16384;

/** Temperatures, as shares of the greatest value: the first, the last, each of the one before. */
const HOTTEST: f64 = 0.2;
const COLDEST: f64 = 2e-5;
const COOLING: f64 = 0.9;
/** The last two where few sweeps have to do. */
const QUICK_COLDEST: f64 = 0.01;
const QUICK_COOLING: f64 = 0.65;
/** Sweeps at a temperature at most; fewer where no price moves by more than this share of it. */
const MOST_SWEEPS: i32 = 8;
const CALM: f64 = 0.15;
/** Of the last change of every fall of a price, so much is added to the next one. */
const MOMENTUM: f64 = 0.8;
/** A step is at most so many temperatures a run of the quickest option. */
const LONGEST_STEP: f64 = 3;
/** All prices of a sweep are scaled by one factor, changed by no more than this. */
const MOST_SCALING: f64 = 0.2;
/** Least curvature, as a share of what a task would have that takes its first option by chance. */
const LEAST_CURVATURE: f64 = 0.02;
/** A curvature must not be 0, for it divides. */
const LEAST_WEIGHT: f64 = 1e-200;
/** Less than e^-40 is no probability. */
const NO_CHANCE: f64 = 40;

export class Prices {
  now: StaticArray<f64>; // [pairs] scaled value per time, not rising on a machine
  best: StaticArray<f64>; // [pairs] those of the least bound
  last: StaticArray<f64>; // [pairs] those before the last step, by which momentum goes on
  mean: StaticArray<f64>; // [pairs] expected time of the pair, scaled s
  square: StaticArray<f64>; // [pairs] expected square of it, then the curvature
  quickest: StaticArray<f64>; // [pairs] shortest time > 0 of the hull, or 0
  width: StaticArray<f64>; // [pairs] due time less the one before
  first: StaticArray<f64>; // [m] shortest time > 0 that a pair takes first; Infinity: none does
  blockEnd: StaticArray<i32>; // [pairs] pooled pairs: one past the last of a block
  blockValue: StaticArray<f64>; // [pairs] its price
  blockWeight: StaticArray<f64>; // [pairs] its curvature
  bound: f64 = 0; // scaled, of `best`, without bases
  temperature: f64 = 0; // scaled value
  coldest: f64 = 0; // scaled value
  cooling: f64 = 0; // a temperature, as a share of the one before
  mostSweeps: i32 = 0; // at a temperature
  sweeps: i32 = 0; // at this temperature
  slope: f64 = 0; // derivative of the smooth bound if all prices grow by a factor
  bend: f64 = 0; // its second derivative
  weighed: f64 = 0; // bound of the present prices, as far as computed
  cursor: i32 = 0; // the task that is weighed next
  work: f64 = 0; // work so far

  constructor(m: i32, pairs: i32) {
    this.now = new StaticArray<f64>(pairs);
    this.best = new StaticArray<f64>(pairs);
    this.last = new StaticArray<f64>(pairs);
    this.mean = new StaticArray<f64>(pairs);
    this.square = new StaticArray<f64>(pairs);
    this.quickest = new StaticArray<f64>(pairs);
    this.width = new StaticArray<f64>(pairs);
    this.first = new StaticArray<f64>(m);
    this.blockEnd = new StaticArray<i32>(pairs);
    this.blockValue = new StaticArray<f64>(pairs);
    this.blockWeight = new StaticArray<f64>(pairs);
  }
}

/**
 * All prices 0: the bound is what all tasks would be worth. isQuick: it is to take few sweeps, for
 * a bound that is some per cent higher.
 */
export function startPrices(o: Options, x: Prices, n: i32, m: i32, isQuick: bool): void {
  let greatest: f64 = 0;
  x.bound = 0;
  for (let j = 0; j < n; j++) {
    const most = mostOf(o, j);
    greatest = max(greatest, most);
    x.bound += most;
  }
  for (let r = 0; r < m; r++) {
    let before: f64 = 0;
    let quickest = Infinity;
    for (let p = o.pairStart[r]; p < o.pairStart[r + 1]; p++) {
      x.now[p] = x.best[p] = x.last[p] = 0;
      x.width[p] = o.due[p] - (o.due[p] < Infinity ? before : 0);
      before = o.due[p];
      const first = firstTime(o, p);
      x.quickest[p] = first;
      if (first > 0) quickest = min(quickest, first); // who takes no time has no price
    }
    x.first[r] = quickest;
  }
  x.temperature = HOTTEST * greatest;
  x.coldest = (isQuick ? QUICK_COLDEST : COLDEST) * greatest;
  x.cooling = isQuick ? QUICK_COOLING : COOLING;
  x.mostSweeps = isQuick ? 1 : MOST_SWEEPS;
  x.sweeps = x.cursor = 0;
  x.work = 0;
}

/** The shortest time > 0 of a pair's hull, or 0. */
function firstTime(o: Options, p: i32): f64 {
  const from = o.hullFirst[p];
  const time = o.hullTime[from];
  return time > 0 || from + 1 === o.hullFirst[p + 1] ? time : o.hullTime[from + 1];
}

/** One sweep, or a part of it; returns whether there was none left. */
export function improvePrices(o: Options, x: Prices, n: i32, m: i32): bool {
  if (x.temperature < x.coldest || x.temperature === 0) return true;
  if (!weighSome(o, x, n, PART)) return false;
  keepBetter(o, x);
  const moved = step(o, x, m);
  if (++x.sweeps >= x.mostSweeps || moved < CALM) {
    x.temperature *= x.cooling;
    x.sweeps = 0;
  }
  return false;
}

/** These prices, if they are better. */
export function setPrices(o: Options, x: Prices, price: StaticArray<f64>, n: i32): void {
  for (let p = 0; p < o.pairs; p++) x.now[p] = o.due[p] < Infinity ? price[p] : 0;
  if (x.temperature > 0 && weighSome(o, x, n, Infinity)) keepBetter(o, x);
}

/** Keeps the present prices, which are weighed, if their bound is the least so far. */
function keepBetter(o: Options, x: Prices): void {
  if (x.weighed >= x.bound) return;
  x.bound = x.weighed;
  for (let p = 0; p < o.pairs; p++) x.best[p] = x.now[p];
}

/** Work of a sweep. */
export function sweepWork(o: Options): f64 {
  return POINT_WORK * <f64>(o.hullCount + 2 * o.pairs);
}

/** Goes on for so much work: bound, mean and square of a pair, slope, bend; whether to the end. */
function weighSome(o: Options, x: Prices, n: i32, most: f64): bool {
  if (x.cursor === 0) x.weighed = x.slope = x.bend = 0;
  const limit = x.work + most;
  while (x.cursor < n) {
    if (x.work >= limit) return false;
    x.weighed += weighTask(o, x, x.cursor++);
  }
  x.cursor = 0;
  for (let p = 0; p < o.pairs; p++) {
    if (x.now[p] === 0) continue;
    const paid = x.now[p] * x.width[p];
    x.weighed += paid;
    x.slope += paid;
  }
  return true;
}

/** What task j wins at its best option; its probabilities. */
function weighTask(o: Options, x: Prices, j: i32): f64 {
  const pairOf = o.pairOf;
  const hullFirst = o.hullFirst;
  const hullTime = o.hullTime;
  const hullValue = o.hullValue;
  const now = x.now;
  const from = o.taskStart[j];
  const to = o.taskStart[j + 1];
  let best: f64 = 0;
  for (let q = from; q < to; q++) {
    const p = pairOf[q];
    const price = now[p];
    const end = hullFirst[p + 1];
    for (let k = hullFirst[p]; k < end; k++) best = max(best, hullValue[k] - price * hullTime[k]);
  }
  const inverse = 1 / x.temperature;
  let total = exp(-best * inverse);
  let points = 2 * (to - from);
  for (let q = from; q < to; q++) {
    const p = pairOf[q];
    const price = now[p];
    const end = hullFirst[p + 1];
    points += end - hullFirst[p];
    let mean: f64 = 0;
    let square: f64 = 0;
    for (let k = hullFirst[p]; k < end; k++) {
      const time = hullTime[k];
      const below = (best - (hullValue[k] - price * time)) * inverse;
      if (below > NO_CHANCE) continue;
      const chance = exp(-below);
      const part = chance * time;
      total += chance;
      mean += part;
      square += part * time;
    }
    x.mean[p] = mean;
    x.square[p] = square;
  }
  x.work += POINT_WORK * <f64>points;
  spread(o, x, from, to, 1 / total, inverse);
  return best;
}

/** From sums to means; the curvature of every price, slope and bend of all together. */
function spread(o: Options, x: Prices, from: i32, to: i32, share: f64, inverse: f64): void {
  const means = x.mean;
  const squares = x.square;
  let paid: f64 = 0;
  let paidSquare: f64 = 0;
  for (let q = from; q < to; q++) {
    const p = o.pairOf[q];
    const mean = means[p] * share;
    const square = squares[p] * share;
    const first = x.quickest[p];
    const price = x.now[p];
    means[p] = mean;
    squares[p] = (square - mean * mean + LEAST_CURVATURE * first * first) * inverse;
    paid += price * mean;
    paidSquare += price * price * square;
  }
  x.slope -= paid;
  x.bend += (paidSquare - paid * paid) * inverse;
}

/** New prices; returns how far they moved, in temperatures. */
function step(o: Options, x: Prices, m: i32): f64 {
  let factor: f64 = 1;
  if (x.bend > 0) factor -= max(min(x.slope / x.bend, MOST_SCALING), -MOST_SCALING);
  let moved: f64 = 0;
  for (let r = 0; r < m; r++) {
    const from = o.pairStart[r];
    const to = o.pairStart[r + 1];
    if (x.first[r] === Infinity) continue; // nobody takes time
    pool(x, from, to, (LONGEST_STEP * x.temperature) / x.first[r]);
    moved = max(moved, adoptPrices(x, from, to, factor) * x.first[r]);
  }
  return moved / x.temperature;
}

/**
 * Newton steps of [from, to), made not rising: neighbours that would rise share one price, their
 * mean by curvature. Cut to the longest step only then: what a pair wants counts in full before.
 */
function pool(x: Prices, from: i32, to: i32, longest: f64): void {
  const now = x.now;
  const mean = x.mean;
  const value = x.blockValue;
  const weight = x.blockWeight;
  const blockEnd = x.blockEnd;
  let blocks = from;
  for (let p = from; p < to; p++) {
    let sum = max(x.square[p], LEAST_WEIGHT);
    let price = now[p] + (mean[p] - x.width[p]) / sum;
    while (blocks > from && value[blocks - 1] <= price) {
      blocks--;
      const other = weight[blocks];
      price = (price * sum + value[blocks] * other) / (sum + other);
      sum += other;
    }
    value[blocks] = price;
    weight[blocks] = sum;
    blockEnd[blocks++] = p + 1;
  }
  let p = from;
  for (let b = from; b < blocks; b++) {
    for (; p < blockEnd[b]; p++) {
      mean[p] = max(min(value[b], now[p] + longest), max(now[p] - longest, 0));
    }
  }
}

/** Takes the pooled prices over, with momentum on their falls; returns the greatest change. */
function adoptPrices(x: Prices, from: i32, to: i32, factor: f64): f64 {
  let moved: f64 = 0;
  let price: f64 = 0;
  for (let p = from; p < to; p++) x.blockValue[p] = x.mean[p] - (p + 1 < to ? x.mean[p + 1] : 0);
  let before: f64 = 0; // the price after p, as it was, and as it was before that
  let older: f64 = 0;
  for (let p = to - 1; p >= from; p--) {
    const was = x.now[p] - before;
    const wasBefore = x.last[p] - older;
    before = x.now[p];
    older = x.last[p];
    price += max(x.blockValue[p] + MOMENTUM * (was - wasBefore), 0);
    x.last[p] = x.now[p];
    const next = price * factor;
    moved = max(moved, abs(next - x.now[p]));
    x.now[p] = next;
  }
  return moved;
}
