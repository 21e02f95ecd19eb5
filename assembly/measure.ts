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
  let block = RECORDS; // of two records one keeps the block with the peak
  let other = RECORDS + RECORD;
  for (let first = from; first < to; first += BLOCK) {
    sumBlock(e, block, first, min(first + BLOCK, to), origin, nu, excess);
    const most = max(load<f64>(block, HIGHEST), load<f64>(block, HIGHEST + 8));
    const slopesOfBlock = v128.load(block, SLOPES);
    const demandsOfBlock = v128.load(block, DEMANDS);
    const excessOfBlock = load<f64>(block, LOCAL);
    // Where in its block the peak is, matters only once: to ask after each element would mispredict
    // (measured, n = 1e6: 5 ns an element against 2).
    if (most >= peak) {
      peak = most;
      peakBlock = first;
      excessBefore = excess;
      slopesBefore = slopes;
      const kept = block;
      block = other;
      other = kept;
    }
    excess += excessOfBlock;
    demands = f64x2.add(demands, demandsOfBlock);
    slopes = f64x2.add(slopes, slopesOfBlock);
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
    const last = lastPeak(other, min(BLOCK, to - peakBlock), excessBefore, peak);
    tally[PEAK_SLOPE] = sumOf(f64x2.add(slopesBefore, slopesUpTo(other, last)));
    tally[PEAK_END] = peakBlock + last + 1;
  }
}

// The record of a block: pairs of doubles at these offsets in bytes.
const LOCAL: usize = 0; // its excess, in both lanes
const DEMANDS: usize = 16; // by first and second elements of pairs
const SLOPES: usize = 32; // likewise
const HIGHEST: usize = 48; // greatest running excess, likewise
const RUNNING: usize = 64; // excess of the block up to and with each element
const RUNNING_SLOPES: usize = RUNNING + ((<usize>BLOCK) << 3); // SLOPES up to and with each pair
const RECORD: usize = RUNNING_SLOPES + ((<usize>BLOCK) << 3);
const RECORDS: usize = memory.data(1152, 16); // two of them

/** Sums over the elements of one block, on two lanes. */
function sumBlock(
  e: Elements,
  record: usize,
  from: i32,
  to: i32,
  origin: f64,
  nu: f64,
  before: f64,
): void {
  const zeros = f64x2.splat(0);
  const origins = f64x2.splat(origin);
  const nus = f64x2.splat(nu);
  const start = f64x2.splat(before);
  const pairs = from + ((to - from) & ~1);
  let excess = zeros;
  let demands = zeros;
  let slopes = zeros;
  let highest = f64x2.splat(-Infinity);
  let at = record;
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
    v128.store(at, running, RUNNING);
    v128.store(at, slopes, RUNNING_SLOPES);
    at += 16;
  }
  if (pairs < to) {
    const reach = (e.logSlope[pairs] - origin - nu) * e.invTheta[pairs];
    const demand = min(max(reach, 0), e.cap[pairs]);
    const slope = reach > 0 && reach < e.cap[pairs] ? e.invTheta[pairs] : 0;
    demands = f64x2.add(demands, f64x2.replace_lane(zeros, 0, demand));
    slopes = f64x2.add(slopes, f64x2.replace_lane(zeros, 0, slope));
    excess = f64x2.add(excess, f64x2.splat(demand - e.room[pairs]));
    highest = f64x2.pmax(highest, f64x2.add(start, excess));
    v128.store(at, excess, RUNNING);
    v128.store(at, slopes, RUNNING_SLOPES);
  }
  v128.store(record, excess, LOCAL);
  v128.store(record, demands, DEMANDS);
  v128.store(record, slopes, SLOPES);
  v128.store(record, highest, HIGHEST);
}

/** The last element of a block, counted from its first, whose running excess is the peak. */
function lastPeak(record: usize, length: i32, before: f64, peak: f64): i32 {
  let last = length - 1;
  while (before + load<f64>(record + ((<usize>last) << 3), RUNNING) !== peak) last--;
  return last;
}

/** Slopes of a block up to and with its element `last`, by first and second elements of pairs. */
function slopesUpTo(record: usize, last: i32): v128 {
  const pair = record + ((<usize>(last & ~1)) << 3);
  const slopes = v128.load(pair, RUNNING_SLOPES);
  if ((last & 1) === 1) return slopes;
  // the first of its pair: the second does not count yet
  const second = last > 0 ? load<f64>(pair - 16, RUNNING_SLOPES + 8) : 0;
  return f64x2.replace_lane(slopes, 1, second);
}

function sumOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}
