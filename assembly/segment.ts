// The two passes of `nested` over one segment of elements: `measure` sums the demands at one price, `settle` writes
// the answer once the demands are linear between that price and it. O(length) each.

import { Elements } from "./buffers";
import { DEMAND, EXCESS, PEAK, PEAK_END, PEAK_SLOPE, SLOPE } from "./constants";
import { loadPair, storePair } from "./math";

/** Elements of `measure` between two looks at the peak; even. */
const BLOCK: i32 = 32;
/** The log-price at which every element takes its cap. */
export function leastPrice(e: Elements, from: i32, to: i32): f64 {
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  const pairs = from + ((to - from) & ~1);
  let least = f64x2.splat(Infinity);
  for (let i = from; i < pairs; i += 2) {
    least = f64x2.pmin(
      least,
      f64x2.sub(loadPair(logSlope, i), f64x2.div(loadPair(cap, i), loadPair(invTheta, i))),
    );
  }
  const last = pairs < to ? logSlope[pairs] - cap[pairs] / invTheta[pairs] : Infinity;
  return min(min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1)), last);
}

/** The log-price at which no element takes anything. */
export function greatestPrice(e: Elements, from: i32, to: i32): f64 {
  const pairs = from + ((to - from) & ~1);
  let greatest = f64x2.splat(-Infinity);
  for (let i = from; i < pairs; i += 2) greatest = f64x2.pmax(greatest, loadPair(e.logSlope, i));
  const last = pairs < to ? e.logSlope[pairs] : -Infinity;
  return max(max(f64x2.extract_lane(greatest, 0), f64x2.extract_lane(greatest, 1)), last);
}

/**
 * One pass over [from, to) at log-price nu; leaves its sums in tally. The excess runs in pairs, excess + (first + second),
 * so that two elements cost one step of the chain; demand and slope run apart for first and second elements.
 */
export function measure(
  e: Elements,
  tally: StaticArray<f64>,
  from: i32,
  to: i32,
  origin: f64,
  nu: f64,
): void {
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  const room = e.room;
  const origins = f64x2.splat(origin);
  const nus = f64x2.splat(nu);
  const zeros = f64x2.splat(0);
  const pairs = from + ((to - from) & ~1);
  let excess = zeros; // the same in both lanes
  let demands = zeros;
  let slopes = zeros;
  let peak: f64 = 0;
  let peakBlock = to;
  let excessBefore = zeros;
  let slopesBefore = zeros;
  // Where the peak is, matters only in the block that has it: to ask after each element would mispredict
  // (measured, n = 1e6: 5 ns an element against 2).
  for (let block = from; block < to; block += BLOCK) {
    const before = excess;
    const slopesAtBlock = slopes;
    const end = min(block + BLOCK, pairs);
    let highest = f64x2.splat(-Infinity);
    for (let i = block; i < end; i += 2) {
      const inverse = loadPair(invTheta, i);
      const caps = loadPair(cap, i);
      const above = f64x2.sub(f64x2.sub(loadPair(logSlope, i), origins), nus);
      const reach = f64x2.mul(above, inverse);
      const demand = f64x2.pmin(f64x2.pmax(reach, zeros), caps);
      const left = f64x2.sub(demand, loadPair(room, i));
      const sums = f64x2.add(left, i64x2.shuffle(zeros, left, 0, 2)); // first, first + second
      const running = f64x2.add(excess, sums);
      const active = v128.and(f64x2.gt(reach, zeros), f64x2.lt(reach, caps));
      demands = f64x2.add(demands, demand);
      slopes = f64x2.add(slopes, v128.and(inverse, active));
      highest = f64x2.pmax(highest, running);
      excess = i64x2.shuffle(running, running, 1, 1);
    }
    if (pairs < to && to <= block + BLOCK) {
      const reach = (logSlope[pairs] - origin - nu) * invTheta[pairs];
      const demand = min(max(reach, 0), cap[pairs]);
      const slope = reach > 0 && reach < cap[pairs] ? invTheta[pairs] : 0;
      demands = f64x2.add(demands, f64x2.replace_lane(zeros, 0, demand));
      slopes = f64x2.add(slopes, f64x2.replace_lane(zeros, 0, slope));
      excess = f64x2.add(excess, f64x2.splat(demand - room[pairs]));
      highest = f64x2.pmax(highest, excess);
    }
    const most = max(f64x2.extract_lane(highest, 0), f64x2.extract_lane(highest, 1));
    if (most >= peak) {
      peak = most;
      peakBlock = block;
      excessBefore = before;
      slopesBefore = slopesAtBlock;
    }
  }
  tally[EXCESS] = f64x2.extract_lane(excess, 0);
  tally[DEMAND] = f64x2.extract_lane(demands, 0) + f64x2.extract_lane(demands, 1);
  tally[SLOPE] = f64x2.extract_lane(slopes, 0) + f64x2.extract_lane(slopes, 1);
  tally[PEAK] = peak;
  tally[PEAK_SLOPE] = 0;
  tally[PEAK_END] = from;
  if (peakBlock < to) {
    findPeak(
      e,
      tally,
      peakBlock,
      to,
      origin,
      nu,
      f64x2.extract_lane(excessBefore, 0),
      slopesBefore,
    );
  }
}

/** Goes over the block of the peak again: the end of the last prefix that reaches it, and its slope. */
function findPeak(
  e: Elements,
  tally: StaticArray<f64>,
  from: i32,
  to: i32,
  origin: f64,
  nu: f64,
  excessBefore: f64,
  slopesBefore: v128,
): void {
  let excess = excessBefore;
  let first: f64 = 0;
  let slope0 = f64x2.extract_lane(slopesBefore, 0);
  let slope1 = f64x2.extract_lane(slopesBefore, 1);
  for (let i = from; i < min(from + BLOCK, to); i++) {
    const isSecond = ((i - from) & 1) === 1;
    const reach = (e.logSlope[i] - origin - nu) * e.invTheta[i];
    const left = min(max(reach, 0), e.cap[i]) - e.room[i];
    const slope = reach > 0 && reach < e.cap[i] ? e.invTheta[i] : 0;
    const running = isSecond ? excess + (first + left) : excess + left;
    if (isSecond) {
      excess = running;
      slope1 += slope;
    } else {
      first = left;
      slope0 += slope;
    }
    if (running === tally[PEAK]) {
      tally[PEAK_SLOPE] = slope0 + slope1;
      tally[PEAK_END] = i + 1;
    }
  }
}

/** Writes the answer of [from, to) where nu is its one price, spreading the excess that rounding has left. */
export function fill(
  e: Elements,
  from: i32,
  to: i32,
  origin: f64,
  nu: f64,
  excess: f64,
  slope: f64,
): void {
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  const work = e.work;
  const logPrice = e.logPrice;
  const offset = slope > 0 ? excess / slope : 0;
  const price = origin + (nu + offset);
  const origins = f64x2.splat(origin);
  const nus = f64x2.splat(nu);
  const offsets = f64x2.splat(offset);
  const zeros = f64x2.splat(0);
  const pairs = from + ((to - from) & ~1);
  for (let i = from; i < pairs; i += 2) {
    const above = f64x2.sub(f64x2.sub(f64x2.sub(loadPair(logSlope, i), origins), nus), offsets);
    const reach = f64x2.mul(above, loadPair(invTheta, i));
    storePair(work, i, f64x2.min(f64x2.max(reach, zeros), loadPair(cap, i)));
    storePair(logPrice, i, f64x2.splat(price));
  }
  if (pairs < to) {
    work[pairs] = min(
      max((logSlope[pairs] - origin - nu - offset) * invTheta[pairs], 0),
      cap[pairs],
    );
    logPrice[pairs] = price;
  }
}

/**
 * Writes the answer of [from, to) as if every demand were linear around nu: the element's price is nu + offset, the
 * offsets fall along the deadlines and each block of equal offset fills its room (pool adjacent violators). The
 * price stays in these two parts: where demands are tiny, an ulp of nu is more than all of them.
 * Returns by how much work the demands are not linear: 0 when the answer is exact.
 *
 * Block t waits in work[from + t] (its excess), logPrice[from + t] (its slope) and blockEnd[from + t].
 */
export function settle(
  e: Elements,
  blockEnd: StaticArray<i32>,
  from: i32,
  to: i32,
  origin: f64,
  lo: f64,
  hi: f64,
  nu: f64,
): f64 {
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  const work = e.work;
  const logPrice = e.logPrice;
  let top = pool(e, blockEnd, from, to, origin, nu);
  let mismatch: f64 = 0;
  let offset: f64 = 0;
  while (top > from) {
    // From the last block to the first: the elements of block t start at from + t or later, so what is written here
    // never covers a block that still waits.
    top--;
    const excess = work[top];
    const slope = logPrice[top];
    if (slope > 0) {
      offset = min(max(excess / slope, lo - nu), hi - nu);
    } else {
      offset = max(offset, 0); // any price from that of the next block up
      mismatch += abs(excess);
    }
    const first = top > from ? blockEnd[top - 1] : from;
    for (let i = blockEnd[top] - 1; i >= first; i--) {
      const reach = (logSlope[i] - origin - nu) * invTheta[i];
      const linear =
        reach > 0
          ? reach < cap[i]
            ? (logSlope[i] - origin - nu - offset) * invTheta[i]
            : cap[i]
          : 0;
      work[i] = min(max((logSlope[i] - origin - nu - offset) * invTheta[i], 0), cap[i]);
      logPrice[i] = origin + (nu + offset);
      mismatch += abs(work[i] - linear);
    }
  }
  return mismatch;
}

/** Pools [from, to) into blocks whose offsets excess / slope do not increase; returns the end of their list. */
function pool(
  e: Elements,
  blockEnd: StaticArray<i32>,
  from: i32,
  to: i32,
  origin: f64,
  nu: f64,
): i32 {
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  const room = e.room;
  const blockExcess = e.work;
  const blockSlope = e.logPrice;
  let top = from;
  for (let i = from; i < to; i++) {
    const reach = (logSlope[i] - origin - nu) * invTheta[i];
    let excess = min(max(reach, 0), cap[i]) - room[i];
    let slope: f64 = reach > 0 && reach < cap[i] ? invTheta[i] : 0;
    while (top > from && joins(excess, slope, blockExcess[top - 1], blockSlope[top - 1])) {
      top--;
      excess += blockExcess[top];
      slope += blockSlope[top];
    }
    blockExcess[top] = excess;
    blockSlope[top] = slope;
    blockEnd[top] = i + 1;
    top++;
  }
  return top;
}

/**
 * Whether a block joins the one before it (0): excess1 / slope1 > excess0 / slope0. Without slope the offset is
 * infinite of the excess's sign; without either it is what its neighbour's is.
 */
function joins(excess1: f64, slope1: f64, excess0: f64, slope0: f64): bool {
  if (slope1 === 0 && slope0 === 0) return excess1 >= 0 && excess0 <= 0;
  if (slope1 === 0 && excess1 === 0) return true;
  if (slope0 === 0 && excess0 === 0) return true;
  return excess1 * slope0 > excess0 * slope1;
}
