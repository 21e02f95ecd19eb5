// Part of a chain, in the making: its tasks as columns, and the blocks of equal price that they
// form. A block is solved at a price that may be a little off: by weak duality its worth is then
// too great, by the square of that. So a trial promises no less than is there. O(length) a pass.

import { exp } from "../numeric/exp";

/**
 * Passes over a block at most: 2 are the rule, and halving alone needs some 60. Any price gives a
 * bound: giving up is safe.
 */
const MOST_PASSES: i32 = 60;
/** Longer chains are not tried, but judged by `loss` alone. */
export const MOST_TRIED: i32 = 4096;

/** In the memory of the chain that is solved: one is tried or solved, not both at once. */
export class Blocks {
  task: StaticArray<i32>; // [n] positions
  logSlope: StaticArray<f64>; // [n] columns by place in the chain
  invTheta: StaticArray<f64>; // [n]
  cap: StaticArray<f64>; // [n]
  room: StaticArray<f64>; // [n]
  value: StaticArray<f64>; // [n] scaled value of endless work
  peak: StaticArray<f64>; // [n] scaled value at the cap
  from: StaticArray<i32>; // [n] of block t: its first place
  price: StaticArray<f64>; // [n] its log-price
  slope: StaticArray<f64>; // [n] sum of 1/theta over the tasks in between
  worth: StaticArray<f64>; // [n] scaled value
  end: i32 = 0; // place after the last task
  due: f64 = 0; // s, its deadline, from when the machine is ready
  visits: f64 = 0; // elements that all passes have seen
  top: i32 = 0; // blocks
  precision: f64 = 0; // scaled value that the worth of a block may be too great by
  excess: f64 = 0; // demand less room; of the last pass, as the next five
  sum: f64 = 0; // of 1/theta over the tasks in between
  gained: f64 = 0; // of values and peaks
  most: f64 = 0; // greatest excess of a prefix
  mostSum: f64 = 0; // sum of 1/theta there
  mostEnd: i32 = 0; // where that prefix ends
  isSplit: bool = false; // whether the part splits there

  constructor() {
    this.task = new StaticArray<i32>(0);
    this.logSlope = new StaticArray<f64>(0);
    this.invTheta = new StaticArray<f64>(0);
    this.cap = new StaticArray<f64>(0);
    this.room = new StaticArray<f64>(0);
    this.value = new StaticArray<f64>(0);
    this.peak = new StaticArray<f64>(0);
    this.from = new StaticArray<i32>(0);
    this.price = new StaticArray<f64>(0);
    this.slope = new StaticArray<f64>(0);
    this.worth = new StaticArray<f64>(0);
  }
}

/** The sums over the places [from, to) at log-price nu. */
function measure(b: Blocks, from: i32, to: i32, nu: f64): void {
  b.visits += <f64>(to - from);
  const logSlope = b.logSlope;
  const invTheta = b.invTheta;
  const cap = b.cap;
  const room = b.room;
  const value = b.value;
  const peak = b.peak;
  let excess: f64 = 0;
  let sum: f64 = 0;
  let gained: f64 = 0;
  let most: f64 = 0;
  let mostSum: f64 = 0;
  let mostEnd = from;
  for (let k = from; k < to; k++) {
    const inverse = invTheta[k];
    const reach = (logSlope[k] - nu) * inverse;
    excess -= room[k];
    if (reach >= cap[k]) {
      excess += cap[k];
      gained += peak[k];
    } else if (reach > 0) {
      excess += reach;
      sum += inverse;
      gained += value[k];
    }
    if (excess > most) {
      most = excess;
      mostSum = sum;
      mostEnd = k + 1;
    }
  }
  b.excess = excess;
  b.sum = sum;
  b.gained = gained;
  b.most = most;
  b.mostSum = mostSum;
  b.mostEnd = mostEnd;
}

/** The places [from, to) become blocks, of falling prices between lo and hi, from nu on. */
export function solvePart(b: Blocks, from: i32, to: i32, lo: f64, hi: f64, nu: f64): void {
  const at = seek(b, from, to, lo, hi, nu, true);
  if (!b.isSplit) {
    put(b, b.top++, from, at);
    return;
  }
  // the prefix that demands most has prices above this one, what follows it below
  const end = b.mostEnd;
  const rest = b.sum - b.mostSum;
  const first = b.mostSum > 0 ? at + b.most / b.mostSum : at;
  const second = rest > 0 ? at + (b.excess - b.most) / rest : at;
  solvePart(b, from, end, at, hi, min(first, hi));
  solvePart(b, end, to, lo, at, max(second, lo));
}

/**
 * The price between lo and hi at which the places [from, to) demand their room, by Newton's steps
 * from nu; the last pass is at it. It ends early where a prefix demands more and the part splits.
 */
function seek(b: Blocks, from: i32, to: i32, lo: f64, hi: f64, nu: f64, splits: bool): f64 {
  let low = lo;
  let high = hi;
  let at = nu;
  for (let left = MOST_PASSES; left > 0; left--) {
    measure(b, from, to, at);
    b.isSplit = splits && b.mostEnd < to && b.most > 0 && matters(b, b.most, b.mostSum);
    if (b.isSplit || !matters(b, b.excess, b.sum)) return at;
    if (b.excess > 0)
      low = max(at, -f64.MAX_VALUE); // then there is a price
    else high = at;
    const next = nextPrice(b, from, to, low, high, at);
    if (next === at) return at;
    at = next;
  }
  measure(b, from, to, at);
  return at;
}

/** Whether so much excess at this slope leaves the worth too great by more than the precision. */
function matters(b: Blocks, excess: f64, slope: f64): bool {
  if (b.gained === 0) return excess !== 0; // too dear for all
  return excess * excess * b.gained > 2 * b.precision * slope * slope;
}

/** A better price than `at`, of the last pass; `at` itself where there is none. */
function nextPrice(b: Blocks, from: i32, to: i32, low: f64, high: f64, at: f64): f64 {
  if (b.excess < 0 && at === -Infinity) return at; // nothing is scarce
  if (b.sum > 0) {
    const next = at + b.excess / b.sum;
    if (next > low && next < high) return next;
  }
  if (b.excess < 0 && low === -Infinity) return low; // perhaps nothing is scarce
  let least: f64 = Infinity;
  let greatest: f64 = -Infinity;
  for (let k = from; k < to; k++) {
    least = min(least, b.logSlope[k] - b.cap[k] / b.invTheta[k]);
    greatest = max(greatest, b.logSlope[k]);
  }
  const above = max(low, least);
  const below = min(high, greatest);
  return above < below ? above + (below - above) / 2 : at;
}

/**
 * Block t may cost more than the one before it: then they become one, and so on to both sides.
 */
export function mend(b: Blocks, first: i32): void {
  let t = first;
  for (;;) {
    if (t > 0 && t < b.top && b.price[t] > b.price[t - 1]) weld(b, t--);
    else if (t + 1 < b.top && b.price[t + 1] > b.price[t]) t++;
    else return;
  }
}

/** Block t joins the one before it, at the price at which they fill their room. */
function weld(b: Blocks, t: i32): void {
  const from = b.from[t - 1];
  const to = t + 1 < b.top ? b.from[t + 1] : b.end;
  const low = b.price[t - 1];
  const high = b.price[t];
  const sum = b.slope[t - 1] + b.slope[t];
  const mean = low > -Infinity && sum > 0 ? (b.slope[t - 1] * low + b.slope[t] * high) / sum : high;
  const at = seek(b, from, to, low, high, mean, false);
  for (let k = t; k + 1 < b.top; k++) move(b, k + 1, k);
  b.top--;
  put(b, t - 1, from, at);
}

/** A block below all others, as it stands in its chain. */
export function pushBelow(b: Blocks, from: i32, nu: f64, slope: f64, worth: f64): void {
  for (let t = b.top++; t > 0; t--) move(b, t - 1, t);
  setBlock(b, 0, from, nu, slope, worth);
}

/** A block above all others, as it stands in its chain. */
export function pushAbove(b: Blocks, from: i32, nu: f64, slope: f64, worth: f64): void {
  setBlock(b, b.top++, from, nu, slope, worth);
}

function setBlock(b: Blocks, t: i32, from: i32, nu: f64, slope: f64, worth: f64): void {
  b.from[t] = from;
  b.price[t] = nu;
  b.slope[t] = slope;
  b.worth[t] = worth;
}

function move(b: Blocks, from: i32, to: i32): void {
  setBlock(b, to, b.from[from], b.price[from], b.slope[from], b.worth[from]);
}

/** Block t begins at this place, and has the price and the sums of the last pass. */
function put(b: Blocks, t: i32, from: i32, nu: f64): void {
  const paid = b.sum + b.excess;
  // for no room any price will do, also one whose exp is infinite
  const worth = nu > -Infinity && paid !== 0 ? b.gained - exp(nu) * paid : b.gained;
  setBlock(b, t, from, nu, b.sum, worth);
}
