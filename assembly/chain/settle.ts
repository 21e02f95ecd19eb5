// The second half of `nested`: the answer of a segment, written by `fill` where one price is it, by
// `settle` where the demands are linear between that price and several. O(length).

import { loadPair, storePair } from "../numeric/lanes";
import { Elements } from "./elements";

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
  let i = from;
  if (ASC_FEATURE_SIMD) {
    const origins = f64x2.splat(origin);
    const nus = f64x2.splat(nu);
    const offsets = f64x2.splat(offset);
    const zeros = f64x2.splat(0);
    for (; i + 1 < to; i += 2) {
      const above = f64x2.sub(f64x2.sub(f64x2.sub(loadPair(logSlope, i), origins), nus), offsets);
      const reach = f64x2.mul(above, loadPair(invTheta, i));
      storePair(work, i, f64x2.min(f64x2.max(reach, zeros), loadPair(cap, i)));
      storePair(logPrice, i, f64x2.splat(price));
    }
  }
  for (; i < to; i++) {
    work[i] = min(max((logSlope[i] - origin - nu - offset) * invTheta[i], 0), cap[i]);
    logPrice[i] = price;
  }
}

/**
 * Writes the answer of one element: it fills its room. Its price lies between least and greatest.
 */
export function fillOne(e: Elements, i: i32, least: f64, greatest: f64): void {
  const work = min(e.room[i], e.cap[i]);
  e.work[i] = work;
  e.logPrice[i] = min(max(e.logSlope[i] - work / e.invTheta[i], least), greatest);
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
  let top = poolBlocks(e, blockEnd, from, to, origin, nu, rounding);
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
function poolBlocks(
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
