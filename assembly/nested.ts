// Nested budgets on one machine, exact: maximise the value of elements in deadline order, where the
// work of every prefix must fit its deadline. Splitting at the tight deadline (Vidal, Jaillet,
// Maculan 2016, on log-prices).
//
// At any log-price nu let the prefix with the greatest excess demand end at k. Some optimum has
// this prefix tight, prices >= nu before k and <= nu after it. So a segment with a bracket of
// prices is measured at one nu, then split at k or its bracket tightened, until `settle` finds
// every demand linear between here and the answer. A pass is O(length). On random problems 4 to 6
// passes see each element; past NEWTON_SHARE of them every other one halves the bracket, and
// doubles allow some 60 halvings, so that whatever the input they stay O(1) a task (at most 114
// were seen).

import { Elements, Scratch } from "./buffers";
import {
  DEMAND,
  EXCESS,
  FRAME,
  NEAR,
  NEWTON_SHARE,
  PEAK,
  PEAK_END,
  PEAK_SLOPE,
  ROUNDING,
  SLOPE,
} from "./constants";
import { greatestPrice, leastPrice, measure } from "./measure";
import { fill, fillOne, settle } from "./settle";

/**
 * Solves the elements [from, to). Writes work and logPrice (not increasing; -Infinity: saturated,
 * nothing is scarce). guess: a log-price near theirs; -Infinity: none is known. Returns how many
 * elements all passes visited.
 */
export function nested(e: Elements, scratch: Scratch, from: i32, to: i32, guess: f64): f64 {
  const stack = scratch.stack;
  const tally = scratch.tally;
  let rest = from;
  let top = 0;
  let newton: f64 = NaN;
  let visits: f64 = to - from;
  if (guess > -Infinity) {
    measure(e, tally, from, to, 0, guess);
    rest = isWhole(tally) ? to : isSplit(tally) ? <i32>tally[PEAK_END] : from;
    newton = guess + (tally[EXCESS] - tally[PEAK]) / (tally[SLOPE] - tally[PEAK_SLOPE]);
    top = pushAbove(e, stack, tally, from, rest, guess);
    visits += to - rest;
  }
  const scarce = saturate(e, tally, rest, to);
  if (scarce > rest) top = pushBelow(e, stack, top, rest, scarce, guess, newton);
  while (top > 0) {
    const frame = --top * FRAME;
    const a = <i32>stack[frame];
    const b = <i32>stack[frame + 1];
    const origin = stack[frame + 2];
    const lo = stack[frame + 3];
    const hi = stack[frame + 4];
    const nu = stack[frame + 5];
    if (b - a === 1) {
      fillOne(e, a, origin + lo, origin + hi);
      continue;
    }
    visits += b - a;
    measure(e, tally, a, b, origin, nu);
    if (isFlat(tally)) {
      fill(e, a, b, origin, nu, tally[EXCESS], tally[SLOPE]);
      continue;
    }
    if ((isSplit(tally) && isNear(tally, b - a)) || nu <= lo || nu >= hi) {
      // At the edge of the bracket a step was lost in rounding: the answer is an ulp away or less.
      const rounding = ROUNDING * tally[DEMAND];
      const mismatch = settle(e, scratch.index, a, b, origin, lo, hi, nu, rounding);
      if (mismatch <= rounding) continue;
      if (isExhausted(lo, hi) && !canRecentre(origin, lo, hi)) continue;
    }
    top = divide(stack, tally, top);
  }
  return visits;
}

/**
 * At price 0 everyone takes the cap; returns the end of the prefix that does not fit, and settles
 * what follows it.
 */
function saturate(e: Elements, tally: StaticArray<f64>, from: i32, to: i32): i32 {
  measure(e, tally, from, to, 0, -Infinity);
  const scarce = <i32>tally[PEAK_END];
  for (let i = scarce; i < to; i++) {
    e.work[i] = e.cap[i];
    e.logPrice[i] = -Infinity;
  }
  return scarce;
}

/** The prefix that demands too much at the guess: its prices are no less. */
function pushAbove(
  e: Elements,
  stack: StaticArray<f64>,
  tally: StaticArray<f64>,
  from: i32,
  to: i32,
  guess: f64,
): i32 {
  if (to === from) return 0;
  const hi = max(greatestPrice(e, from, to), guess); // less where none has room or wants any
  return narrow(stack, 0, from, to, 0, guess, hi, guess + tally[PEAK] / tally[PEAK_SLOPE], 0);
}

/**
 * What follows it up to the last scarce deadline: between the price at which all are saturated and
 * the guess, or that at which nobody wants anything.
 */
function pushBelow(
  e: Elements,
  stack: StaticArray<f64>,
  top: i32,
  from: i32,
  to: i32,
  guess: f64,
  newton: f64,
): i32 {
  const least = leastPrice(e, from, to);
  // below hi even where caps are less than an ulp of it
  const lo = least - 1e-12 * (1 + abs(least));
  const hi = guess > -Infinity ? max(guess, least) : greatestPrice(e, from, to);
  return narrow(stack, top, from, to, 0, lo, hi, newton, 0);
}

function push(
  stack: StaticArray<f64>,
  top: i32,
  a: i32,
  b: i32,
  origin: f64,
  lo: f64,
  hi: f64,
  nu: f64,
  depth: f64,
): i32 {
  const frame = top * FRAME;
  stack[frame] = a;
  stack[frame + 1] = b;
  stack[frame + 2] = origin;
  stack[frame + 3] = lo;
  stack[frame + 4] = hi;
  stack[frame + 5] = nu;
  stack[frame + 6] = depth;
  return top + 1;
}

/** This price is the answer of the whole segment, up to rounding. */
function isFlat(tally: StaticArray<f64>): bool {
  const rounding = ROUNDING * tally[DEMAND];
  return tally[PEAK] <= rounding && -tally[EXCESS] <= rounding;
}

/** The prefix that demands most is neither none nor all of the segment, by more than rounding. */
function isSplit(tally: StaticArray<f64>): bool {
  const rounding = ROUNDING * tally[DEMAND];
  return tally[PEAK] > rounding && !isWhole(tally);
}

/** No more than rounding is left of the excess behind the prefix that demands most. */
function isWhole(tally: StaticArray<f64>): bool {
  return tally[PEAK] - tally[EXCESS] <= ROUNDING * tally[DEMAND];
}

/** The demands should be linear between this price and the answer. */
function isNear(tally: StaticArray<f64>, length: i32): bool {
  const near = (NEAR / <f64>length) * tally[DEMAND];
  return tally[PEAK] <= near && -tally[EXCESS] <= near;
}

/** Whether the bracket has no double inside. */
function isExhausted(lo: f64, hi: f64): bool {
  const nu = middle(lo, hi);
  return nu <= lo || nu >= hi;
}

/** Whether measuring prices from hi instead of 0 leaves more doubles inside the bracket. */
function canRecentre(origin: f64, lo: f64, hi: f64): bool {
  return origin === 0 && hi !== 0 && lo < hi;
}

/**
 * Puts back the measured segment (the frame at top): its two halves, or itself with a tighter
 * bracket.
 */
function divide(stack: StaticArray<f64>, tally: StaticArray<f64>, top: i32): i32 {
  const frame = top * FRAME;
  const a = <i32>stack[frame];
  const b = <i32>stack[frame + 1];
  const origin = stack[frame + 2];
  const lo = stack[frame + 3];
  const hi = stack[frame + 4];
  const nu = stack[frame + 5];
  const depth = stack[frame + 6] + 1;
  const excess = tally[EXCESS];
  const peak = tally[PEAK];
  const slope = tally[SLOPE];
  const peakSlope = tally[PEAK_SLOPE];
  const k = <i32>tally[PEAK_END];
  if (isSplit(tally)) {
    const rest = (excess - peak) / (slope - peakSlope);
    const first = k - a > b - k ? top : top + 1; // the smaller half on top, so that few frames wait
    narrow(stack, first, a, k, origin, nu, hi, nu + peak / peakSlope, depth);
    narrow(stack, 2 * top + 1 - first, k, b, origin, lo, nu, nu + rest, depth);
    return top + 2;
  }
  const newton = nu + excess / slope;
  // no room at all
  if (excess === tally[DEMAND]) return push(stack, top, a, b, origin, hi, hi, hi, depth);
  if (excess > 0) return narrow(stack, top, a, b, origin, nu, hi, newton, depth);
  return narrow(stack, top, a, b, origin, lo, nu, newton, depth);
}

/**
 * Pushes a segment with the bracket (lo, hi) and the next price to try: that of the Newton step
 * where it is inside, else the middle. Past its share of passes a segment takes the middle every
 * other time, so that no input makes it slow. Where the doubles of the bracket are used up, prices
 * are measured from hi, where they are finest.
 */
function narrow(
  stack: StaticArray<f64>,
  top: i32,
  a: i32,
  b: i32,
  origin: f64,
  lo: f64,
  hi: f64,
  newton: f64,
  depth: f64,
): i32 {
  if (newton > lo && newton < hi && (depth < NEWTON_SHARE || depth % 2 === 0)) {
    return push(stack, top, a, b, origin, lo, hi, newton, depth);
  }
  if (isExhausted(lo, hi) && canRecentre(origin, lo, hi)) {
    return push(stack, top, a, b, hi, lo - hi, 0, middle(lo - hi, 0), depth);
  }
  return push(stack, top, a, b, origin, lo, hi, middle(lo, hi), depth);
}

/**
 * A price between lo and hi that halves the bracket, or the range of its exponents while that is
 * wide.
 */
export function middle(lo: f64, hi: f64): f64 {
  if (lo < -8 && hi > -1) return -sqrt(-lo);
  if (lo > -0.5 && hi === 0) return -lo * lo;
  if (hi < 0 && lo < 8 * hi) return -sqrt(-lo) * sqrt(-hi);
  return lo + (hi - lo) / 2;
}
