// The first half of `nested`: the demands of a segment of elements at one price, summed in one
// pass, in an order that is the same everywhere. O(length).

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
import { loadPair } from "./math";

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
