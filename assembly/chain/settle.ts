// The second half of `nested`: the answer of a segment, written by `fill` where one price is it, by
// `settle` where the demands are linear between that price and several. O(length).

import { loadPair, storePair } from "../numeric/lanes";
import { roundingOf } from "../numeric/sum";
import { Elements } from "./elements";
import { Scratch } from "./scratch";

/**
 * Relative to the works up to a deadline: by so much less than their room they are left, so that
 * the roundings of times in `shift`, 3 ulps at most, cut nobody.
 */
const TRIMMED: f64 = 1.0 / 1125899906842624.0; // 2^-50

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
 * nu is more than all of them. Excess that may be rounding counts as none where nothing has a
 * slope. Returns by how much work this is not the answer: by what the demands are not linear, or by
 * what no price between lo and hi can mend; of a block beside one that has 1e14 times as much, in
 * proportion.
 *
 * Block t waits in work[from + t] (its excess), logPrice[from + t] (its slope) and
 * blockEnd[from + t].
 */
export function settle(
  e: Elements,
  scratch: Scratch,
  from: i32,
  to: i32,
  origin: f64,
  lo: f64,
  hi: f64,
  nu: f64,
): f64 {
  const blockEnd = scratch.index;
  const isUneven = scratch.isUneven;
  const demand = scratch.tally.demand;
  let top = poolBlocks(e, blockEnd, from, to, origin, nu, isUneven ? 0 : scratch.tally.rounding);
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
    const first = top > from ? blockEnd[top - 1] : from;
    const end = blockEnd[top];
    const missed = abs(excess - slope * offset);
    const bent = settleBlock(e, first, end, origin, nu, offset);
    const share = isUneven ? shareOf(e, first, end, demand) : 1;
    mismatch += share * missed;
    mismatch += share * bent;
  }
  return mismatch;
}

/** How often the work of the block [from, to) goes into the demand of the segment. */
function shareOf(e: Elements, from: i32, to: i32, demand: f64): f64 {
  let sum: f64 = 0;
  for (let i = from; i < to; i++) sum += e.work[i];
  return sum > 0 && sum < demand ? demand / sum : 1;
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
 * Takes back by what the works of [from, to) exceed their rooms through rounding, and a little
 * more, from the element of the same price that loses least by it. Left there, `shift` would cut
 * the last one, which may be steep, and small enough to lose all.
 */
export function trim(e: Elements, from: i32, to: i32): void {
  const room = e.room;
  const work = e.work;
  const logPrice = e.logPrice;
  let flat = -1; // the flattest one below its cap
  let full = -1; // of those at their caps the one that is worth least there
  let used: f64 = 0;
  let over: f64 = 0;
  let lost: f64 = 0;
  for (let i = from; i < to; i++) {
    const more = work[i] - room[i];
    const next = over + more;
    lost += roundingOf(over, more, next);
    over = next;
    used += work[i];
    if (i > from && logPrice[i] < logPrice[i - 1]) flat = full = -1; // those were dearer
    if (work[i] >= e.cap[i]) {
      if (full < 0 || marginAfter(e, i, 0) < marginAfter(e, full, 0)) full = i;
    } else if (work[i] > 0 && (flat < 0 || e.invTheta[i] > e.invTheta[flat])) flat = i;
    const wanted = over + lost + TRIMMED * used;
    if (wanted <= 0) continue;
    const giver = marginAfter(e, flat, wanted) <= marginAfter(e, full, wanted) ? flat : full;
    if (giver < 0) continue;
    const cut = min(wanted, work[giver]);
    work[giver] -= cut;
    over -= cut;
    used -= cut;
  }
}

/** Logarithm of what element i is worth per work with so much less; Infinity: it has less. */
function marginAfter(e: Elements, i: i32, cut: f64): f64 {
  if (i < 0 || e.work[i] < cut) return Infinity;
  return e.logSlope[i] - (e.work[i] - cut) / e.invTheta[i];
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
