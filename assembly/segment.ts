// The passes of `nested` over one segment of elements: `measure` sums the demands at one price,
// `fill` writes the answer where that price is the one, `settle` where the demands are linear
// between it and several. O(length) each.

import { Elements } from "./buffers";
import {
  DEMAND,
  EXCESS,
  PEAK,
  PEAK_END,
  PEAK_SLOPE,
  SECOND_DEMAND,
  SECOND_SLOPE,
  SLOPE,
} from "./constants";
import { loadPair, storePair } from "./math";

/** Elements of a block of `measure`; even. */
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
 * One pass over [from, to) at log-price nu; leaves its sums in tally. The excess runs in blocks,
 * and in pairs within a block: two elements cost one step of the chain of additions, and rounding
 * that always goes one way, as with a million equal tasks, adds up 32 times more slowly. Demand and
 * slope run apart for the first and second elements of pairs.
 */
export function measure(
  e: Elements,
  tally: StaticArray<f64>,
  from: i32,
  to: i32,
  origin: f64,
  nu: f64,
): void {
  let excess: f64 = 0;
  let demands = f64x2.splat(0);
  let slopes = f64x2.splat(0);
  let peak: f64 = 0;
  let peakBlock = to;
  let excessBefore: f64 = 0;
  let slopesBefore = slopes;
  for (let block = from; block < to; block += BLOCK) {
    const slopesAtBlock = slopes;
    sumBlock(e, block, min(block + BLOCK, to), origin, nu, excess);
    // Where in its block the peak is, matters only once: to ask after each element would mispredict
    // (measured, n = 1e6: 5 ns an element against 2).
    const most = max(load<f64>(SUMS, HIGHEST), load<f64>(SUMS, HIGHEST + 8));
    if (most >= peak) {
      peak = most;
      peakBlock = block;
      excessBefore = excess;
      slopesBefore = slopesAtBlock;
    }
    excess += load<f64>(SUMS, LOCAL);
    demands = f64x2.add(demands, v128.load(SUMS, DEMANDS));
    slopes = f64x2.add(slopes, v128.load(SUMS, SLOPES));
  }
  tally[EXCESS] = excess;
  tally[SECOND_DEMAND] = f64x2.extract_lane(demands, 1);
  tally[SECOND_SLOPE] = f64x2.extract_lane(slopes, 1);
  tally[DEMAND] = sumOf(demands);
  tally[SLOPE] = sumOf(slopes);
  tally[PEAK] = peak;
  tally[PEAK_SLOPE] = 0;
  tally[PEAK_END] = from;
  if (peakBlock < to) {
    findPeak(e, tally, peakBlock, to, origin, nu, excessBefore, slopesBefore);
  }
}

/** What `sumBlock` leaves: pairs of doubles at these offsets in bytes. */
const SUMS: usize = memory.data(64, 16);
const LOCAL: usize = 0; // excess of the block, in both lanes
const DEMANDS: usize = 16; // by first and second elements of pairs
const SLOPES: usize = 32; // likewise
const HIGHEST: usize = 48; // greatest running excess, likewise

/** Sums over the elements of one block, on two lanes. */
function sumBlock(e: Elements, from: i32, to: i32, origin: f64, nu: f64, before: f64): void {
  const zeros = f64x2.splat(0);
  const origins = f64x2.splat(origin);
  const nus = f64x2.splat(nu);
  const start = f64x2.splat(before);
  const pairs = from + ((to - from) & ~1);
  let excess = zeros;
  let demands = zeros;
  let slopes = zeros;
  let highest = f64x2.splat(-Infinity);
  for (let i = from; i < pairs; i += 2) {
    const inverse = loadPair(e.invTheta, i);
    const caps = loadPair(e.cap, i);
    const above = f64x2.sub(f64x2.sub(loadPair(e.logSlope, i), origins), nus);
    const reach = f64x2.mul(above, inverse);
    const demand = f64x2.pmin(f64x2.pmax(reach, zeros), caps);
    const left = f64x2.sub(demand, loadPair(e.room, i));
    const prefix = f64x2.add(left, i64x2.shuffle(zeros, left, 0, 2)); // first, first + second
    const running = f64x2.add(excess, prefix);
    const active = v128.and(f64x2.gt(reach, zeros), f64x2.lt(reach, caps));
    demands = f64x2.add(demands, demand);
    slopes = f64x2.add(slopes, v128.and(inverse, active));
    highest = f64x2.pmax(highest, f64x2.add(start, running));
    excess = i64x2.shuffle(running, running, 1, 1);
  }
  if (pairs < to) {
    const reach = (e.logSlope[pairs] - origin - nu) * e.invTheta[pairs];
    const demand = min(max(reach, 0), e.cap[pairs]);
    const slope = reach > 0 && reach < e.cap[pairs] ? e.invTheta[pairs] : 0;
    demands = f64x2.add(demands, f64x2.replace_lane(zeros, 0, demand));
    slopes = f64x2.add(slopes, f64x2.replace_lane(zeros, 0, slope));
    excess = f64x2.add(excess, f64x2.splat(demand - e.room[pairs]));
    highest = f64x2.pmax(highest, f64x2.add(start, excess));
  }
  v128.store(SUMS, excess, LOCAL);
  v128.store(SUMS, demands, DEMANDS);
  v128.store(SUMS, slopes, SLOPES);
  v128.store(SUMS, highest, HIGHEST);
}

function sumOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/**
 * Goes over the block of the peak again: the end of the last prefix that reaches it, and its slope.
 */
function findPeak(
  e: Elements,
  tally: StaticArray<f64>,
  from: i32,
  to: i32,
  origin: f64,
  nu: f64,
  before: f64,
  slopesBefore: v128,
): void {
  let excess: f64 = 0;
  let first: f64 = 0;
  let slope0: f64 = 0;
  let slope1: f64 = 0;
  for (let i = from; i < min(from + BLOCK, to); i++) {
    const reach = (e.logSlope[i] - origin - nu) * e.invTheta[i];
    const left = min(max(reach, 0), e.cap[i]) - e.room[i];
    const slope = reach > 0 && reach < e.cap[i] ? e.invTheta[i] : 0;
    const isSecond = ((i - from) & 1) === 1;
    const running = isSecond ? excess + (first + left) : excess + left;
    if (isSecond) slope1 += slope;
    else slope0 += slope;
    if (isSecond) excess = running;
    else first = left;
    if (before + running === tally[PEAK]) {
      const slopes = f64x2.replace_lane(f64x2.splat(slope0), 1, slope1);
      tally[PEAK_SLOPE] = sumOf(f64x2.add(slopesBefore, slopes));
      tally[PEAK_END] = i + 1;
    }
  }
}

/**
 * Writes the answer of [from, to) where nu is its one price, spreading the excess that rounding has
 * left.
 */
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
 * Writes the answer of [from, to) as if every demand were linear around nu: the element's price is
 * nu + offset, the offsets fall along the deadlines and each block of equal offset fills its room
 * (pool adjacent violators). The price stays in these two parts: where demands are tiny, an ulp of
 * nu is more than all of them. Excess up to `rounding` counts as none where nothing has a slope.
 * Returns by how much work this is not the answer: by what the demands are not linear, or by what
 * no price between lo and hi can mend.
 *
 * Block t waits in work[from + t] (its excess), logPrice[from + t] (its slope) and
 * blockEnd[from + t].
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
  rounding: f64,
): f64 {
  let top = pool(e, blockEnd, from, to, origin, nu, rounding);
  let mismatch: f64 = 0;
  let offset: f64 = -Infinity;
  while (top > from) {
    // From the last block to the first: the elements of block t start at from + t or later, so what
    // is written here never covers a block that still waits.
    top--;
    const excess = e.work[top];
    const slope = e.logPrice[top];
    const wanted = slope > 0 ? excess / slope : 0;
    const next = min(max(wanted, lo - nu), hi - nu);
    if (next < offset) mismatch = Infinity; // prices would rise along the deadlines
    offset = max(next, offset);
    mismatch += abs(excess - slope * offset);
    const first = top > from ? blockEnd[top - 1] : from;
    mismatch += settleBlock(e, first, blockEnd[top], origin, nu, offset);
  }
  return mismatch;
}

/** Writes the elements of one block; returns by how much work their demands are not linear. */
function settleBlock(e: Elements, from: i32, to: i32, origin: f64, nu: f64, offset: f64): f64 {
  let mismatch: f64 = 0;
  for (let i = from; i < to; i++) {
    const cap = e.cap[i];
    const reach = (e.logSlope[i] - origin - nu) * e.invTheta[i];
    const moved = (e.logSlope[i] - origin - nu - offset) * e.invTheta[i];
    const linear = reach > 0 ? (reach < cap ? moved : cap) : 0;
    const work = min(max(moved, 0), cap);
    e.work[i] = work;
    e.logPrice[i] = origin + (nu + offset);
    mismatch += abs(work - linear);
  }
  return mismatch;
}

/**
 * Pools [from, to) into blocks whose offsets excess / slope do not increase; returns the end of
 * their list.
 */
function pool(
  e: Elements,
  blockEnd: StaticArray<i32>,
  from: i32,
  to: i32,
  origin: f64,
  nu: f64,
  rounding: f64,
): i32 {
  const blockExcess = e.work;
  const blockSlope = e.logPrice;
  let top = from;
  for (let i = from; i < to; i++) {
    const cap = e.cap[i];
    const reach = (e.logSlope[i] - origin - nu) * e.invTheta[i];
    let excess = min(max(reach, 0), cap) - e.room[i];
    let slope: f64 = reach > 0 && reach < cap ? e.invTheta[i] : 0;
    while (
      top > from &&
      joins(excess, slope, blockExcess[top - 1], blockSlope[top - 1], rounding)
    ) {
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
 * Whether a block joins the one before it (0): excess1 / slope1 > excess0 / slope0. Without slope
 * the offset is infinite of the excess's sign; without either it is what its neighbour's is.
 */
function joins(excess1: f64, slope1: f64, excess0: f64, slope0: f64, rounding: f64): bool {
  if (slope1 === 0 && abs(excess1) <= rounding) return true;
  if (slope0 === 0 && abs(excess0) <= rounding) return true;
  if (slope1 === 0 && slope0 === 0) return excess1 > 0 && excess0 < 0;
  return excess1 * slope0 > excess0 * slope1;
}
