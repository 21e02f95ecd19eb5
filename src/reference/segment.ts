// The two passes of `nested` over one segment of elements: `measure` sums the demands at one price, `settle` writes
// the answer once the demands are linear between that price and it. O(length) each.

import type { Elements } from "./buffers.js";
import { DEMAND, EXCESS, PEAK, PEAK_END, PEAK_SLOPE, SLOPE } from "./constants.js";
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
 * One pass over [from, to) at log-price nu; leaves its sums in tally. The excess runs in pairs, excess + (first + second),
 * so that two elements cost one step of the chain; demand and slope run apart for first and second elements.
 */
export function measure(
  e: Elements,
  tally: Float64Array,
  from: number,
  to: number,
  origin: number,
  nu: number,
): void {
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  const room = e.room;
  let excess = 0;
  let demand0 = 0;
  let demand1 = 0;
  let slope0 = 0;
  let slope1 = 0;
  let peak = 0;
  let peakSlope = 0;
  let peakEnd = from;
  for (let i = from; i < to; i += 2) {
    const reach0 = (logSlope[i] - origin - nu) * invTheta[i];
    const wanted0 = Math.min(Math.max(reach0, 0), cap[i]);
    const first = wanted0 - room[i];
    demand0 += wanted0;
    if (reach0 > 0 && reach0 < cap[i]) slope0 += invTheta[i];
    const running = excess + first;
    if (running >= peak) {
      peak = running;
      peakSlope = slope0 + slope1;
      peakEnd = i + 1;
    }
    const k = i + 1;
    if (k === to) {
      excess = running;
      break;
    }
    const reach1 = (logSlope[k] - origin - nu) * invTheta[k];
    const wanted1 = Math.min(Math.max(reach1, 0), cap[k]);
    demand1 += wanted1;
    if (reach1 > 0 && reach1 < cap[k]) slope1 += invTheta[k];
    excess += first + (wanted1 - room[k]);
    if (excess >= peak) {
      peak = excess;
      peakSlope = slope0 + slope1;
      peakEnd = k + 1;
    }
  }
  tally[EXCESS] = excess;
  tally[DEMAND] = demand0 + demand1;
  tally[SLOPE] = slope0 + slope1;
  tally[PEAK] = peak;
  tally[PEAK_SLOPE] = peakSlope;
  tally[PEAK_END] = peakEnd;
}

/** Writes the answer of [from, to) where nu is its one price, spreading the excess that rounding has left. */
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
 * Writes the answer of [from, to) as if every demand were linear around nu: the element's price is nu + offset, the
 * offsets fall along the deadlines and each block of equal offset fills its room (pool adjacent violators). The
 * price stays in these two parts: where demands are tiny, an ulp of nu is more than all of them.
 * Returns by how much work the demands are not linear: 0 when the answer is exact.
 *
 * Block t waits in work[from + t] (its excess), logPrice[from + t] (its slope) and blockEnd[from + t].
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
): number {
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  const work = e.work;
  const logPrice = e.logPrice;
  let top = pool(e, blockEnd, from, to, origin, nu);
  let mismatch = 0;
  let offset = 0;
  while (top > from) {
    // From the last block to the first: the elements of block t start at from + t or later, so what is written here
    // never covers a block that still waits.
    top--;
    const excess = work[top];
    const slope = logPrice[top];
    if (slope > 0) {
      offset = Math.min(Math.max(excess / slope, lo - nu), hi - nu);
    } else {
      offset = Math.max(offset, 0); // any price from that of the next block up
      mismatch += Math.abs(excess);
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
      work[i] = Math.min(Math.max((logSlope[i] - origin - nu - offset) * invTheta[i], 0), cap[i]);
      logPrice[i] = origin + (nu + offset);
      mismatch += Math.abs(work[i] - linear);
    }
  }
  return mismatch;
}

/** Pools [from, to) into blocks whose offsets excess / slope do not increase; returns the end of their list. */
function pool(
  e: Elements,
  blockEnd: Int32Array,
  from: number,
  to: number,
  origin: number,
  nu: number,
): number {
  const logSlope = e.logSlope;
  const invTheta = e.invTheta;
  const cap = e.cap;
  const room = e.room;
  const blockExcess = e.work;
  const blockSlope = e.logPrice;
  let top = from;
  for (let i = from; i < to; i++) {
    const reach = (logSlope[i] - origin - nu) * invTheta[i];
    let excess = Math.min(Math.max(reach, 0), cap[i]) - room[i];
    let slope = reach > 0 && reach < cap[i] ? invTheta[i] : 0;
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
function joins(excess1: number, slope1: number, excess0: number, slope0: number): boolean {
  if (slope1 === 0 && slope0 === 0) return excess1 >= 0 && excess0 <= 0;
  if (slope1 === 0 && excess1 === 0) return true;
  if (slope0 === 0 && excess0 === 0) return true;
  return excess1 * slope0 > excess0 * slope1;
}
