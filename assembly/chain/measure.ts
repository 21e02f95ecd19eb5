// The first half of `nested`: the demands of a segment of elements at one price, summed in one
// pass, in an order that is the same everywhere. O(length).

import { greatestOf, leastOf, loadPair, sumOf } from "../numeric/lanes";
import { Elements } from "./elements";

/** Elements of a block of `measure`; even. */
const BLOCK: i32 = 32;

/** What one pass over a segment at one price leaves behind. */
export class Tally {
  excess: f64 = 0; // demand - room of the whole segment, work
  demand: f64 = 0; // demand of the whole segment, work
  slope: f64 = 0; // sum of 1/theta over the tasks strictly between 0 and their cap
  peak: f64 = 0; // greatest excess of a prefix, work
  peakSlope: f64 = 0; // slope of that prefix
  peakEnd: i32 = 0; // where that prefix ends
  rounding: f64 = 0; // so much of the sums may be rounding, work; written by nested
  peakRounding: f64 = 0; // so much of the peak; likewise
  restRounding: f64 = 0; // so much of what follows the peak; likewise
  secondDemand: f64 = 0; // the part of demand from the second elements of pairs
  secondSlope: f64 = 0; // the part of slope, likewise
}

/** The log-price at which every element takes its cap. */
export function leastPrice(e: Elements, from: i32, to: i32): f64 {
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  let least: f64 = Infinity;
  let i = from;
  if (ASC_FEATURE_SIMD) {
    let pair = f64x2.splat(Infinity);
    for (; i + 1 < to; i += 2) {
      const reach = f64x2.div(loadPair(cap, i), loadPair(invTheta, i));
      pair = f64x2.pmin(pair, f64x2.sub(loadPair(logSlope, i), reach));
    }
    least = leastOf(pair);
  }
  for (; i < to; i++) least = min(least, logSlope[i] - cap[i] / invTheta[i]);
  return least;
}

/** The log-price at which no element takes anything. */
export function greatestPrice(e: Elements, from: i32, to: i32): f64 {
  let greatest: f64 = -Infinity;
  let i = from;
  if (ASC_FEATURE_SIMD) {
    let pair = f64x2.splat(-Infinity);
    for (; i + 1 < to; i += 2) pair = f64x2.pmax(pair, loadPair(e.logSlope, i));
    greatest = greatestOf(pair);
  }
  for (; i < to; i++) greatest = max(greatest, e.logSlope[i]);
  return greatest;
}

/**
 * One pass over [from, to) at log-price nu; leaves its sums in tally. The excess runs in blocks,
 * and in pairs within a block: two elements cost one step of the chain of additions, and rounding
 * that always goes one way, as with a million equal tasks, adds up 32 times more slowly. Demand and
 * slope run apart for the first and second elements of pairs.
 */
export function measure(e: Elements, tally: Tally, from: i32, to: i32, origin: f64, nu: f64): void {
  if (ASC_FEATURE_SIMD) measureByLanes(e, tally, from, to, origin, nu);
  else measurePlainly(e, tally, from, to, origin, nu);
}

function measurePlainly(e: Elements, tally: Tally, from: i32, to: i32, origin: f64, nu: f64): void {
  tally.excess = 0;
  tally.demand = 0;
  tally.slope = 0;
  tally.secondDemand = 0;
  tally.secondSlope = 0;
  tally.peak = 0;
  tally.peakSlope = 0;
  tally.peakEnd = from;
  for (let first = from; first < to; first += BLOCK) {
    addBlock(e, tally, first, min(first + BLOCK, to), origin, nu);
  }
  tally.demand += tally.secondDemand;
  tally.slope += tally.secondSlope;
}

/**
 * Adds the elements of one block to tally, where demand and slope are still those of first
 * elements.
 */
function addBlock(e: Elements, tally: Tally, from: i32, to: i32, origin: f64, nu: f64): void {
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  const room = e.room;
  const before = tally.excess;
  let peak = tally.peak;
  let excess: f64 = 0;
  let demand0: f64 = 0;
  let demand1: f64 = 0;
  let slope0: f64 = 0;
  let slope1: f64 = 0;
  for (let i = from; i < to; i += 2) {
    const k = i + 1;
    const reach0 = (logSlope[i] - origin - nu) * invTheta[i];
    const wanted0 = min(max(reach0, 0), cap[i]);
    const first = wanted0 - room[i];
    demand0 += wanted0;
    if (reach0 > 0 && reach0 < cap[i]) slope0 += invTheta[i];
    if (before + (excess + first) >= peak) {
      peak = before + (excess + first);
      tally.peakSlope = tally.slope + slope0 + (tally.secondSlope + slope1);
      tally.peakEnd = k;
    }
    if (k === to) {
      excess += first;
      break;
    }
    const reach1 = (logSlope[k] - origin - nu) * invTheta[k];
    const wanted1 = min(max(reach1, 0), cap[k]);
    demand1 += wanted1;
    if (reach1 > 0 && reach1 < cap[k]) slope1 += invTheta[k];
    excess += first + (wanted1 - room[k]);
    if (before + excess >= peak) {
      peak = before + excess;
      tally.peakSlope = tally.slope + slope0 + (tally.secondSlope + slope1);
      tally.peakEnd = k + 1;
    }
  }
  tally.peak = peak;
  tally.excess = before + excess;
  tally.demand += demand0;
  tally.secondDemand += demand1;
  tally.slope += slope0;
  tally.secondSlope += slope1;
}

function measureByLanes(e: Elements, tally: Tally, from: i32, to: i32, origin: f64, nu: f64): void {
  let excess: f64 = 0;
  let demands = f64x2.splat(0);
  let slopes = f64x2.splat(0);
  let peak: f64 = 0;
  let peakBlock = to;
  let excessBefore: f64 = 0;
  let slopesBefore = slopes;
  let block = records(); // of two records one keeps the block with the peak
  let other = block + RECORD;
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
  tally.excess = excess;
  tally.demand = sumOf(demands);
  tally.slope = sumOf(slopes);
  tally.peak = peak;
  tally.peakSlope = 0;
  tally.peakEnd = from;
  if (peakBlock < to) {
    const last = lastPeak(other, min(BLOCK, to - peakBlock), excessBefore, peak);
    tally.peakSlope = sumOf(f64x2.add(slopesBefore, slopesUpTo(other, last)));
    tally.peakEnd = peakBlock + last + 1;
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

/** Two of them, in static memory. */
function records(): usize {
  return memory.data(1152, 16);
}

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
