// What the sums of a pass say, and what of them is rounding: whether a price is the answer of a
// segment, splits it, or is near. O(length) where tasks differ much, else O(1).

import { Elements } from "./elements";
import { Tally } from "./measure";
import { Scratch } from "./scratch";

/**
 * Relative to the demand of a segment: an excess below it is rounding (a sum of a million terms is
 * off by some 2^-43 at worst, 2^-49 as a rule), and splitting there would only sort noise. What is
 * left over is not lost: `settle` spreads it, `shift` cuts what does not fit.
 */
export const ROUNDING: f64 = 1.0 / 17592186044416.0; // 2^-44
/**
 * Relative to the demand of a segment, times its length: from here on the next Newton step should
 * pass no breakpoint, so the demands are linear up to the answer and `settle` is tried. It checks
 * that itself; the size only decides how often it tries in vain.
 */
const NEAR: f64 = 0.125;
/**
 * Difference of log-prices over which demands count as linear: what it leaves out is its square,
 * relative to the value. Where steep tasks lie beside flat ones, the rounding of the sums may be
 * more work than all that the steep ones want: then it is not theirs to take.
 */
const PRICE_STEP: f64 = 1e-7;

/**
 * What of the sums may be rounding. Where tasks differ much, a prefix is weighed by its own demand:
 * what is rounding beside a task that wants 1e14 times as much is not for those before it, and its
 * rounding is no excess of theirs.
 */
export function weigh(
  e: Elements,
  scratch: Scratch,
  from: i32,
  to: i32,
  origin: f64,
  nu: f64,
): void {
  const tally = scratch.tally;
  tally.rounding = ROUNDING * tally.demand;
  tally.peakRounding = tally.rounding;
  tally.restRounding = tally.rounding;
  if (!scratch.isUneven) return;
  let demand: f64 = 0;
  let excess: f64 = 0;
  let slope: f64 = 0;
  let moved: f64 = 0; // of demand and room since the peak so far
  tally.peak = 0;
  tally.peakSlope = 0;
  tally.peakEnd = from;
  tally.peakRounding = 0;
  for (let i = from; i < to; i++) {
    const reach = (e.logSlope[i] - origin - nu) * e.invTheta[i];
    const wanted = min(max(reach, 0), e.cap[i]);
    if (reach > 0 && reach < e.cap[i]) slope += e.invTheta[i];
    demand += wanted;
    moved += wanted + e.room[i];
    excess += wanted - e.room[i];
    if (excess - tally.peak < ROUNDING * moved) continue;
    tally.peak = excess;
    tally.peakSlope = slope;
    tally.peakEnd = i + 1;
    tally.peakRounding = ROUNDING * demand;
    moved = 0;
  }
  tally.restRounding = 0;
  tally.excess = excess;
  tally.slope = slope;
}

/**
 * This price is the answer of the whole segment, up to rounding: of its sums, and of a price by
 * which the tasks in between take what is left.
 */
export function isFlat(tally: Tally): bool {
  if (tally.peak > tally.peakRounding || -tally.excess > tally.rounding) return false;
  return abs(tally.excess) <= PRICE_STEP * tally.slope || tally.slope === 0;
}

/** The prefix that demands most is neither none nor all of the segment, by more than rounding. */
export function isSplit(tally: Tally): bool {
  return tally.peak > tally.peakRounding && !isWhole(tally);
}

/** No more than rounding is left of the excess behind the prefix that demands most. */
export function isWhole(tally: Tally): bool {
  return tally.peak - tally.excess <= tally.restRounding;
}

/** The demands should be linear between this price and the answer. */
export function isNear(tally: Tally, length: i32): bool {
  const near = (NEAR / <f64>length) * tally.demand;
  return tally.peak <= near && -tally.excess <= near;
}
