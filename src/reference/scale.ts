// The units a problem is solved in: powers of two, so that going there and back is exact and the answer does not
// depend on the caller's units. Work in units of the steepest task's 1/theta, value in units of the greatest
// weight * gain; log-prices are then small numbers, where doubles are finest. O(n).

import { MAX_EXPONENT } from "./constants.js";
import { exponent, powerOfTwo } from "./math.js";

/** Work that counts as 1: theta of the steepest task, scaled, lies in [1, 2). */
export function workUnit(theta: Float64Array, n: number): number {
  let greatest = 0;
  for (let j = 0; j < n; j++) greatest = Math.max(greatest, theta[j]);
  return powerOfTwo(-clampExponent(greatest));
}

/** Value that counts as 1: the greatest weight * gain, scaled, lies in [1, 2). */
export function valueUnit(weight: Float64Array, gain: Float64Array, n: number): number {
  let greatest = 0;
  for (let j = 0; j < n; j++) greatest = Math.max(greatest, weight[j] * gain[j]);
  return powerOfTwo(clampExponent(greatest));
}

function clampExponent(x: number): number {
  return Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT, exponent(x)));
}
