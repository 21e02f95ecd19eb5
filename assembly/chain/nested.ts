// One machine, exact (KKT): maximise the value of elements in deadline order, where the work of
// every prefix must fit its deadline. Nested budgets by splitting at the tight deadline (Vidal,
// Jaillet, Maculan 2016, on log-prices).
//
// At any log-price nu let the prefix with the greatest excess demand end at k. Some optimum has
// this prefix tight, prices >= nu before k and <= nu after it. So a segment with a bracket of
// prices is measured at one nu, then split at k or its bracket tightened, until `settle` finds
// every demand linear between here and the answer. A pass is O(length). On random problems 4 to 6
// passes see each element; past NEWTON_SHARE of them every other one halves the bracket, and
// doubles allow some 60 halvings, so that whatever the input they stay O(1) a task (at most 114
// were seen).

import { Elements } from "./elements";
import { greatestPrice, leastPrice, measure, Tally } from "./measure";
import { isFlat, isNear, isSplit, isWhole, weigh } from "./rounding";
import { Scratch } from "./scratch";
import { Segments } from "./segments";
import { fill, fillOne, settle, trim } from "./settle";

/**
 * Passes a segment and its ancestors may take by Newton steps alone; then every other step halves
 * the bracket.
 */
export const NEWTON_SHARE: i32 = 24;

/**
 * Solves the elements [from, to). Writes work and logPrice (not increasing; -Infinity: saturated,
 * nothing is scarce). guess: a log-price near theirs; -Infinity: none is known. Returns how many
 * elements all passes visited.
 */
export function nested(e: Elements, scratch: Scratch, from: i32, to: i32, guess: f64): f64 {
  const waiting = scratch.segments;
  const tally = scratch.tally;
  let visits = start(e, scratch, from, to, guess);
  while (waiting.top > 0) {
    const at = --waiting.top;
    const a = waiting.from[at];
    const b = waiting.to[at];
    const origin = waiting.origin[at];
    const lo = waiting.low[at];
    const hi = waiting.high[at];
    const nu = waiting.price[at];
    if (b - a === 1) {
      fillOne(e, a, origin + lo, origin + hi);
      continue;
    }
    visits += b - a;
    measure(e, tally, a, b, origin, nu);
    weigh(e, scratch, a, b, origin, nu);
    if (isFlat(tally)) {
      fill(e, a, b, origin, nu, tally.excess, tally.slope);
      if (scratch.isUneven) trim(e, a, b);
      continue;
    }
    if ((isSplit(tally) && isNear(tally, b - a)) || nu <= lo || nu >= hi) {
      // At the edge of the bracket a step was lost in rounding: the answer is an ulp away or less.
      const mismatch = settle(e, scratch, a, b, origin, lo, hi, nu);
      if (mismatch <= tally.rounding) {
        if (scratch.isUneven) trim(e, a, b);
        continue;
      }
      if (isExhausted(lo, hi) && !canRecentre(origin, lo, hi)) continue;
    }
    divide(waiting, tally);
  }
  return visits;
}

/**
 * The segments to begin with: what demands too much at the guess, and what follows it up to the
 * last scarce deadline. Returns how many elements that visited.
 */
function start(e: Elements, scratch: Scratch, from: i32, to: i32, guess: f64): f64 {
  const waiting = scratch.segments;
  const tally = scratch.tally;
  let rest = from;
  let newton: f64 = NaN;
  let visits: f64 = to - from;
  waiting.top = 0;
  if (guess > -Infinity) {
    measure(e, tally, from, to, 0, guess);
    weigh(e, scratch, from, to, 0, guess);
    rest = isWhole(tally) ? to : isSplit(tally) ? tally.peakEnd : from;
    newton = guess + (tally.excess - tally.peak) / (tally.slope - tally.peakSlope);
    if (rest > from) pushAbove(e, waiting, tally, from, rest, guess);
    visits += to - rest;
  }
  const scarce = saturate(e, tally, rest, to);
  if (scarce > rest) pushBelow(e, waiting, rest, scarce, guess, newton);
  return visits;
}

/**
 * At price 0 everyone takes the cap; returns the end of the prefix that does not fit, and settles
 * what follows it.
 */
function saturate(e: Elements, tally: Tally, from: i32, to: i32): i32 {
  measure(e, tally, from, to, 0, -Infinity);
  const scarce = tally.peakEnd;
  for (let i = scarce; i < to; i++) {
    e.work[i] = e.cap[i];
    e.logPrice[i] = -Infinity;
  }
  return scarce;
}

/** The prefix that demands too much at the guess: its prices are no less. */
function pushAbove(
  e: Elements,
  waiting: Segments,
  tally: Tally,
  from: i32,
  to: i32,
  guess: f64,
): void {
  const hi = max(greatestPrice(e, from, to), guess); // less where none has room or wants any
  put(waiting, waiting.top++, from, to, 0, guess, hi);
  aim(waiting, waiting.top - 1, guess + tally.peak / tally.peakSlope, 0);
}

/**
 * What follows it up to the last scarce deadline: between the price at which all are saturated and
 * the guess, or that at which nobody wants anything.
 */
function pushBelow(
  e: Elements,
  waiting: Segments,
  from: i32,
  to: i32,
  guess: f64,
  newton: f64,
): void {
  const least = leastPrice(e, from, to);
  // below hi even where caps are less than an ulp of it
  const lo = least - 1e-12 * (1 + abs(least));
  const hi = guess > -Infinity ? max(guess, least) : greatestPrice(e, from, to);
  put(waiting, waiting.top++, from, to, 0, lo, hi);
  aim(waiting, waiting.top - 1, newton, 0);
}

/** Writes a segment at a place of the stack; `aim` gives it a price to try. */
function put(waiting: Segments, at: i32, from: i32, to: i32, origin: f64, lo: f64, hi: f64): void {
  waiting.from[at] = from;
  waiting.to[at] = to;
  waiting.origin[at] = origin;
  waiting.low[at] = lo;
  waiting.high[at] = hi;
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
 * Puts back the measured segment, which is still at the top: its two halves, or itself with a
 * tighter bracket.
 */
function divide(waiting: Segments, tally: Tally): void {
  const at = waiting.top++;
  const nu = waiting.price[at];
  const depth = waiting.depth[at] + 1;
  if (isSplit(tally)) {
    split(waiting, tally, at, depth);
  } else if (tally.excess === tally.demand) {
    // no room at all
    waiting.low[at] = waiting.price[at] = waiting.high[at];
    waiting.depth[at] = depth;
  } else {
    if (tally.excess > 0) waiting.low[at] = nu;
    else waiting.high[at] = nu;
    aim(waiting, at, nu + tally.excess / tally.slope, depth);
  }
}

/** The smaller half goes on top, so that few segments wait. */
function split(waiting: Segments, tally: Tally, at: i32, depth: i32): void {
  const k = tally.peakEnd;
  const a = waiting.from[at];
  const b = waiting.to[at];
  const origin = waiting.origin[at];
  const lo = waiting.low[at];
  const hi = waiting.high[at];
  const nu = waiting.price[at];
  const peak = tally.peak;
  const slope = tally.peakSlope;
  waiting.top++;
  const first = k - a > b - k ? at : at + 1;
  const second = 2 * at + 1 - first;
  put(waiting, first, a, k, origin, nu, hi);
  put(waiting, second, k, b, origin, lo, nu);
  aim(waiting, first, nu + peak / slope, depth);
  aim(waiting, second, nu + (tally.excess - peak) / (tally.slope - slope), depth);
}

/**
 * The next price to try: that of the Newton step where it is inside the bracket, else the middle.
 * Past its share of passes a segment takes the middle every other time, so that no input makes it
 * slow. Where the doubles of the bracket are used up, prices are measured from its high end, where
 * they are finest.
 */
function aim(waiting: Segments, at: i32, newton: f64, depth: i32): void {
  const lo = waiting.low[at];
  const hi = waiting.high[at];
  waiting.depth[at] = depth;
  if (newton > lo && newton < hi && (depth < NEWTON_SHARE || depth % 2 === 0)) {
    waiting.price[at] = newton;
  } else if (isExhausted(lo, hi) && canRecentre(waiting.origin[at], lo, hi)) {
    waiting.origin[at] = hi;
    waiting.low[at] = lo - hi;
    waiting.high[at] = 0;
    waiting.price[at] = middle(lo - hi, 0);
  } else {
    waiting.price[at] = middle(lo, hi);
  }
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
