// The extremes of a problem's columns, and the units it is solved in: powers of two, so that going
// there and back is exact and the answer does not depend on the caller's units. Work in units of
// the steepest task's 1/theta, value in units of the greatest weight * gain; log-prices are then
// small numbers, where doubles are finest. O(n).

import { Tasks } from "./buffers";
import {
  GREATEST_GAIN,
  GREATEST_REACH,
  GREATEST_THETA,
  GREATEST_VALUE,
  GREATEST_WEIGHT,
  LEAST_GAIN,
  LEAST_THETA,
  LEAST_WEIGHT,
  MAX_EXPONENT,
} from "./constants";
import { exponent, loadPair, powerOfTwo } from "./math";

/** Fills extremes; those of no tasks are Infinity and 0. */
export function findExtremes(tasks: Tasks, extremes: StaticArray<f64>, n: i32): void {
  const theta = tasks.theta;
  const maxWork = tasks.maxWork;
  const weight = tasks.weight;
  const gain = tasks.gain;
  let leastTheta = f64x2.splat(Infinity);
  let greatestTheta = f64x2.splat(0);
  let leastWeight = f64x2.splat(Infinity);
  let greatestWeight = f64x2.splat(0);
  let leastGain = f64x2.splat(Infinity);
  let greatestGain = f64x2.splat(0);
  let greatestValue = f64x2.splat(0);
  let greatestReach = f64x2.splat(0);
  for (let j = 0; j < n; j += 2) {
    // A last odd task takes its place twice: extremes do not mind.
    const k = min(j, max(n - 2, 0));
    const t = n > 1 ? loadPair(theta, k) : f64x2.splat(theta[0]);
    const f = n > 1 ? loadPair(maxWork, k) : f64x2.splat(maxWork[0]);
    const w = n > 1 ? loadPair(weight, k) : f64x2.splat(weight[0]);
    const g = n > 1 ? loadPair(gain, k) : f64x2.splat(gain[0]);
    leastTheta = f64x2.pmin(leastTheta, t);
    greatestTheta = f64x2.pmax(greatestTheta, t);
    leastWeight = f64x2.pmin(leastWeight, w);
    greatestWeight = f64x2.pmax(greatestWeight, w);
    leastGain = f64x2.pmin(leastGain, g);
    greatestGain = f64x2.pmax(greatestGain, g);
    greatestValue = f64x2.pmax(greatestValue, f64x2.mul(w, g));
    greatestReach = f64x2.pmax(greatestReach, f64x2.mul(t, f));
  }
  extremes[LEAST_THETA] = leastOf(leastTheta);
  extremes[GREATEST_THETA] = greatestOf(greatestTheta);
  extremes[LEAST_WEIGHT] = leastOf(leastWeight);
  extremes[GREATEST_WEIGHT] = greatestOf(greatestWeight);
  extremes[LEAST_GAIN] = leastOf(leastGain);
  extremes[GREATEST_GAIN] = greatestOf(greatestGain);
  extremes[GREATEST_VALUE] = greatestOf(greatestValue);
  extremes[GREATEST_REACH] = greatestOf(greatestReach);
}

function leastOf(pair: v128): f64 {
  return min(f64x2.extract_lane(pair, 0), f64x2.extract_lane(pair, 1));
}

function greatestOf(pair: v128): f64 {
  return max(f64x2.extract_lane(pair, 0), f64x2.extract_lane(pair, 1));
}

/** Work that counts as 1: theta of the steepest task, scaled, lies in [1, 2). */
export function workUnit(extremes: StaticArray<f64>): f64 {
  return powerOfTwo(-clampExponent(extremes[GREATEST_THETA]));
}

/** Value that counts as 1: the greatest weight * gain, scaled, lies in [1, 2). */
export function valueUnit(extremes: StaticArray<f64>): f64 {
  return powerOfTwo(clampExponent(extremes[GREATEST_VALUE]));
}

/** Whether all tasks have one weight and one gain. */
export function areAlike(extremes: StaticArray<f64>): bool {
  return (
    extremes[LEAST_WEIGHT] === extremes[GREATEST_WEIGHT] &&
    extremes[LEAST_GAIN] === extremes[GREATEST_GAIN]
  );
}

function clampExponent(x: f64): i32 {
  return max(-MAX_EXPONENT, min(MAX_EXPONENT, exponent(x)));
}
