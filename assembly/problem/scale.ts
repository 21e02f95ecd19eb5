// The extremes of a problem's columns, and the units it is solved in: powers of two, so that going
// there and back is exact and the answer does not depend on the caller's units. Work in units of
// the steepest task's 1/theta, value in units of the greatest weight * gain; log-prices are then
// small numbers, where doubles are finest. O(n).

import { exponent, powerOfTwo } from "../numeric/bits";
import { greatestOf, leastOf, loadPair } from "../numeric/lanes";
import { Tasks } from "./tasks";

/**
 * Largest and smallest power of two that units may take: both it and its inverse stay normal
 * numbers.
 */
export const MAX_EXPONENT: i32 = 1000;
/** Ceiling of scaled work: sums of 2^26 of them, and products with theta <= 2, stay finite. */
export const MAX_WORK: f64 = 1e290;

/**
 * Ratio of thetas from which an ulp of a flat task's work is 1e-12 of a steep one's; likewise
 * greatest work in units of 1/theta.
 */
const UNEVEN: f64 = 1e4;

/** Over all tasks; those of no tasks are Infinity and 0. Written by findExtremes. */
export class Extremes {
  leastTheta: f64 = 0; // 1/work
  greatestTheta: f64 = 0; // 1/work
  leastWeight: f64 = 0;
  greatestWeight: f64 = 0;
  leastGain: f64 = 0; // accuracy
  greatestGain: f64 = 0; // accuracy
  greatestValue: f64 = 0; // weight * gain
  greatestReach: f64 = 0; // theta * maxWork
}

/** Fills extremes. */
export function findExtremes(tasks: Tasks, extremes: Extremes, n: i32): void {
  extremes.leastTheta = Infinity;
  extremes.greatestTheta = 0;
  extremes.leastWeight = Infinity;
  extremes.greatestWeight = 0;
  extremes.leastGain = Infinity;
  extremes.greatestGain = 0;
  extremes.greatestValue = 0;
  extremes.greatestReach = 0;
  let from = 0;
  if (ASC_FEATURE_SIMD) {
    widenByPairs(tasks, extremes, n);
    from = n & ~1;
  }
  widen(tasks, extremes, from, n);
}

/** Takes in the tasks [from, to). */
function widen(tasks: Tasks, extremes: Extremes, from: i32, to: i32): void {
  let leastTheta = extremes.leastTheta;
  let greatestTheta = extremes.greatestTheta;
  let leastWeight = extremes.leastWeight;
  let greatestWeight = extremes.greatestWeight;
  let leastGain = extremes.leastGain;
  let greatestGain = extremes.greatestGain;
  let greatestValue = extremes.greatestValue;
  let greatestReach = extremes.greatestReach;
  for (let j = from; j < to; j++) {
    const theta = tasks.theta[j];
    const weight = tasks.weight[j];
    const gain = tasks.gain[j];
    leastTheta = min(leastTheta, theta);
    greatestTheta = max(greatestTheta, theta);
    leastWeight = min(leastWeight, weight);
    greatestWeight = max(greatestWeight, weight);
    leastGain = min(leastGain, gain);
    greatestGain = max(greatestGain, gain);
    greatestValue = max(greatestValue, weight * gain);
    greatestReach = max(greatestReach, theta * tasks.maxWork[j]);
  }
  extremes.leastTheta = leastTheta;
  extremes.greatestTheta = greatestTheta;
  extremes.leastWeight = leastWeight;
  extremes.greatestWeight = greatestWeight;
  extremes.leastGain = leastGain;
  extremes.greatestGain = greatestGain;
  extremes.greatestValue = greatestValue;
  extremes.greatestReach = greatestReach;
}

/** Takes in the first n tasks but a last odd one. */
function widenByPairs(tasks: Tasks, extremes: Extremes, n: i32): void {
  let leastTheta = f64x2.splat(Infinity);
  let greatestTheta = f64x2.splat(0);
  let leastWeight = f64x2.splat(Infinity);
  let greatestWeight = f64x2.splat(0);
  let leastGain = f64x2.splat(Infinity);
  let greatestGain = f64x2.splat(0);
  let greatestValue = f64x2.splat(0);
  let greatestReach = f64x2.splat(0);
  for (let j = 0; j + 1 < n; j += 2) {
    const theta = loadPair(tasks.theta, j);
    const weight = loadPair(tasks.weight, j);
    const gain = loadPair(tasks.gain, j);
    leastTheta = f64x2.pmin(leastTheta, theta);
    greatestTheta = f64x2.pmax(greatestTheta, theta);
    leastWeight = f64x2.pmin(leastWeight, weight);
    greatestWeight = f64x2.pmax(greatestWeight, weight);
    leastGain = f64x2.pmin(leastGain, gain);
    greatestGain = f64x2.pmax(greatestGain, gain);
    greatestValue = f64x2.pmax(greatestValue, f64x2.mul(weight, gain));
    const reach = f64x2.mul(theta, loadPair(tasks.maxWork, j));
    greatestReach = f64x2.pmax(greatestReach, reach);
  }
  extremes.leastTheta = leastOf(leastTheta);
  extremes.greatestTheta = greatestOf(greatestTheta);
  extremes.leastWeight = leastOf(leastWeight);
  extremes.greatestWeight = greatestOf(greatestWeight);
  extremes.leastGain = leastOf(leastGain);
  extremes.greatestGain = greatestOf(greatestGain);
  extremes.greatestValue = greatestOf(greatestValue);
  extremes.greatestReach = greatestOf(greatestReach);
}

/** Work that counts as 1: theta of the steepest task, scaled, lies in [1, 2). */
export function workUnit(extremes: Extremes): f64 {
  return powerOfTwo(-clampExponent(extremes.greatestTheta));
}

/** Value that counts as 1: the greatest weight * gain, scaled, lies in [1, 2). */
export function valueUnit(extremes: Extremes): f64 {
  return powerOfTwo(clampExponent(extremes.greatestValue));
}

/**
 * Whether some tasks are so much steeper than others, or can have so much more, that the rounding
 * of the others' works is a share of theirs: they could lose 1e-12 of their value by it.
 */
export function isUneven(extremes: Extremes): bool {
  const isSteep = extremes.greatestTheta > UNEVEN * extremes.leastTheta;
  return isSteep || extremes.greatestReach > UNEVEN;
}

/** Whether all tasks have one weight and one gain. */
export function areAlike(extremes: Extremes): bool {
  return (
    extremes.leastWeight === extremes.greatestWeight && extremes.leastGain === extremes.greatestGain
  );
}

function clampExponent(x: f64): i32 {
  return max(-MAX_EXPONENT, min(MAX_EXPONENT, exponent(x)));
}
