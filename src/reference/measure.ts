// The first half of `nested`: the demands of a segment of elements at one price, summed in one
// pass, in an order that is the same everywhere. O(length).

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
