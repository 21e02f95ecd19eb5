// The passes of `nested` over one segment of elements: `measure` sums the demands at one price,
// `fill` writes the answer where that price is the one, `settle` where the demands are linear
// between it and several. O(length) each.

import type { Elements } from "./buffers.js";
import {
  DEMAND,
  EXCESS,
  PEAK,
  PEAK_END,
  PEAK_SLOPE,
  SECOND_DEMAND,
  SECOND_SLOPE,
  SLOPE,
} from "./constants.js";

/** Elements of a block of `measure`; even. */
const BLOCK = 32;

/** The log-price at which every element takes its cap. */
export function leastPrice(e: Elements, from: number, to: number): number {
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  let least = Infinity;
  for (let i = from; i < to; i++) least = Math.min(least, logSlope[i] - cap[i] / invTheta[i]);
  return least;
}

/** The log-price at which no element takes anything. */
export function greatestPrice(e: Elements, from: number, to: number): number {
  let greatest = -Infinity;
  for (let i = from; i < to; i++) greatest = Math.max(greatest, e.logSlope[i]);
  return greatest;
}

/**
 * One pass over [from, to) at log-price nu; leaves its sums in tally. The excess runs in blocks,
 * and in pairs within a block: two elements cost one step of the chain of additions, and rounding
 * that always goes one way, as with a million equal tasks, adds up 32 times more slowly. Demand and
 * slope run apart for the first and second elements of pairs.
 */
export function measure(
  e: Elements,
  tally: Float64Array,
  from: number,
  to: number,
  origin: number,
  nu: number,
): void {
  tally.fill(0);
  tally[PEAK_END] = from;
  for (let block = from; block < to; block += BLOCK) {
    sumBlock(e, tally, block, Math.min(block + BLOCK, to), origin, nu);
  }
  tally[DEMAND] += tally[SECOND_DEMAND];
  tally[SLOPE] += tally[SECOND_SLOPE];
}

/**
 * Adds the elements of one block to tally, where DEMAND and SLOPE are still those of first
 * elements.
 */
function sumBlock(
  e: Elements,
  tally: Float64Array,
  from: number,
  to: number,
  origin: number,
  nu: number,
): void {
  const { logSlope, invTheta, cap, room } = e;
  const before = tally[EXCESS];
  let peak = tally[PEAK];
  let excess = 0;
  let demand0 = 0;
  let demand1 = 0;
  let slope0 = 0;
  let slope1 = 0;
  for (let i = from; i < to; i += 2) {
    const reach0 = (logSlope[i] - origin - nu) * invTheta[i];
    const wanted0 = Math.min(Math.max(reach0, 0), cap[i]);
    const first = wanted0 - room[i];
    const k = i + 1;
    demand0 += wanted0;
    if (reach0 > 0 && reach0 < cap[i]) slope0 += invTheta[i];
    if (before + (excess + first) >= peak) {
      peak = before + (excess + first);
      tally[PEAK_SLOPE] = tally[SLOPE] + slope0 + (tally[SECOND_SLOPE] + slope1);
      tally[PEAK_END] = k;
    }
    if (k === to) {
      excess += first;
      break;
    }
    const reach1 = (logSlope[k] - origin - nu) * invTheta[k];
    const wanted1 = Math.min(Math.max(reach1, 0), cap[k]);
    demand1 += wanted1;
    if (reach1 > 0 && reach1 < cap[k]) slope1 += invTheta[k];
    excess += first + (wanted1 - room[k]);
    if (before + excess >= peak) {
      peak = before + excess;
      tally[PEAK_SLOPE] = tally[SLOPE] + slope0 + (tally[SECOND_SLOPE] + slope1);
      tally[PEAK_END] = k + 1;
    }
  }
  tally[PEAK] = peak;
  tally[EXCESS] = before + excess;
  tally[DEMAND] += demand0;
  tally[SECOND_DEMAND] += demand1;
  tally[SLOPE] += slope0;
  tally[SECOND_SLOPE] += slope1;
}

/**
 * Writes the answer of [from, to) where nu is its one price, spreading the excess that rounding has
 * left.
 */
export function fill(
  e: Elements,
  from: number,
  to: number,
  origin: number,
  nu: number,
  excess: number,
  slope: number,
): void {
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  const work = e.work;
  const logPrice = e.logPrice;
  const offset = slope > 0 ? excess / slope : 0;
  const price = origin + (nu + offset);
  for (let i = from; i < to; i++) {
    work[i] = Math.min(Math.max((logSlope[i] - origin - nu - offset) * invTheta[i], 0), cap[i]);
    logPrice[i] = price;
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
  blockEnd: Int32Array,
  from: number,
  to: number,
  origin: number,
  lo: number,
  hi: number,
  nu: number,
  rounding: number,
): number {
  let top = pool(e, blockEnd, from, to, origin, nu, rounding);
  let mismatch = 0;
  let offset = -Infinity;
  while (top > from) {
    // From the last block to the first: the elements of block t start at from + t or later, so what
    // is written here never covers a block that still waits.
    top--;
    const excess = e.work[top];
    const slope = e.logPrice[top];
    const wanted = slope > 0 ? excess / slope : 0;
    const next = Math.min(Math.max(wanted, lo - nu), hi - nu);
    if (next < offset) mismatch = Infinity; // prices would rise along the deadlines
    offset = Math.max(next, offset);
    mismatch += Math.abs(excess - slope * offset);
    const first = top > from ? blockEnd[top - 1] : from;
    mismatch += settleBlock(e, first, blockEnd[top], origin, nu, offset);
  }
  return mismatch;
}

/** Writes the elements of one block; returns by how much work their demands are not linear. */
function settleBlock(
  e: Elements,
  from: number,
  to: number,
  origin: number,
  nu: number,
  offset: number,
): number {
  let mismatch = 0;
  for (let i = from; i < to; i++) {
    const cap = e.cap[i];
    const reach = (e.logSlope[i] - origin - nu) * e.invTheta[i];
    const moved = (e.logSlope[i] - origin - nu - offset) * e.invTheta[i];
    const linear = reach > 0 ? (reach < cap ? moved : cap) : 0;
    const work = Math.min(Math.max(moved, 0), cap);
    e.work[i] = work;
    e.logPrice[i] = origin + (nu + offset);
    mismatch += Math.abs(work - linear);
  }
  return mismatch;
}

/**
 * Pools [from, to) into blocks whose offsets excess / slope do not increase; returns the end of
 * their list.
 */
function pool(
  e: Elements,
  blockEnd: Int32Array,
  from: number,
  to: number,
  origin: number,
  nu: number,
  rounding: number,
): number {
  const blockExcess = e.work;
  const blockSlope = e.logPrice;
  let top = from;
  for (let i = from; i < to; i++) {
    const cap = e.cap[i];
    const reach = (e.logSlope[i] - origin - nu) * e.invTheta[i];
    let excess = Math.min(Math.max(reach, 0), cap) - e.room[i];
    let slope = reach > 0 && reach < cap ? e.invTheta[i] : 0;
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
function joins(
  excess1: number,
  slope1: number,
  excess0: number,
  slope0: number,
  rounding: number,
): boolean {
  if (slope1 === 0 && Math.abs(excess1) <= rounding) return true;
  if (slope0 === 0 && Math.abs(excess0) <= rounding) return true;
  if (slope1 === 0 && slope0 === 0) return excess1 > 0 && excess0 < 0;
  return excess1 * slope0 > excess0 * slope1;
}
