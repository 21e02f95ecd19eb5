// The extremes of a problem's columns, and the units it is solved in: powers of two, so that going
// there and back is exact and the answer does not depend on the caller's units. Work in units of
// the steepest task's 1/theta, value in units of the greatest weight * gain; log-prices are then
// small numbers, where doubles are finest. O(n).

import type { Tasks } from "./buffers.js";
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
} from "./constants.js";
import { exponent, powerOfTwo } from "./math.js";

/** Fills extremes; those of no tasks are Infinity and 0. */
export function findExtremes(tasks: Tasks, extremes: Float64Array, n: number): void {
  const theta = tasks.theta;
  const maxWork = tasks.maxWork;
  const weight = tasks.weight;
  const gain = tasks.gain;
  let leastTheta = Infinity;
  let greatestTheta = 0;
  let leastWeight = Infinity;
  let greatestWeight = 0;
  let leastGain = Infinity;
  let greatestGain = 0;
  let greatestValue = 0;
  let greatestReach = 0;
  for (let j = 0; j < n; j++) {
    leastTheta = Math.min(leastTheta, theta[j]);
    greatestTheta = Math.max(greatestTheta, theta[j]);
    leastWeight = Math.min(leastWeight, weight[j]);
    greatestWeight = Math.max(greatestWeight, weight[j]);
    leastGain = Math.min(leastGain, gain[j]);
    greatestGain = Math.max(greatestGain, gain[j]);
    greatestValue = Math.max(greatestValue, weight[j] * gain[j]);
    greatestReach = Math.max(greatestReach, theta[j] * maxWork[j]);
  }
  extremes[LEAST_THETA] = leastTheta;
  extremes[GREATEST_THETA] = greatestTheta;
  extremes[LEAST_WEIGHT] = leastWeight;
  extremes[GREATEST_WEIGHT] = greatestWeight;
  extremes[LEAST_GAIN] = leastGain;
  extremes[GREATEST_GAIN] = greatestGain;
  extremes[GREATEST_VALUE] = greatestValue;
  extremes[GREATEST_REACH] = greatestReach;
}

/** Work that counts as 1: theta of the steepest task, scaled, lies in [1, 2). */
export function workUnit(extremes: Float64Array): number {
  return powerOfTwo(-clampExponent(extremes[GREATEST_THETA]));
}

/** Value that counts as 1: the greatest weight * gain, scaled, lies in [1, 2). */
export function valueUnit(extremes: Float64Array): number {
  return powerOfTwo(clampExponent(extremes[GREATEST_VALUE]));
}

/** Whether all tasks have one weight and one gain. */
export function areAlike(extremes: Float64Array): boolean {
  return (
    extremes[LEAST_WEIGHT] === extremes[GREATEST_WEIGHT] &&
    extremes[LEAST_GAIN] === extremes[GREATEST_GAIN]
  );
}

function clampExponent(x: number): number {
  return Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT, exponent(x)));
}
