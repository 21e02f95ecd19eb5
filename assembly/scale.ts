// The units a problem is solved in: powers of two, so that going there and back is exact and the answer does not
// depend on the caller's units. Work in units of the steepest task's 1/theta, value in units of the greatest
// weight * gain; log-prices are then small numbers, where doubles are finest. O(n).

import { MAX_EXPONENT } from "./constants";
import { exponent, powerOfTwo } from "./math";

/** Work that counts as 1: theta of the steepest task, scaled, lies in [1, 2). */
export function workUnit(theta: StaticArray<f64>, n: i32): f64 {
  let greatest: f64 = 0;
  for (let j = 0; j < n; j++) greatest = max(greatest, theta[j]);
  return powerOfTwo(-clampExponent(greatest));
}

/** Value that counts as 1: the greatest weight * gain, scaled, lies in [1, 2). */
export function valueUnit(weight: StaticArray<f64>, gain: StaticArray<f64>, n: i32): f64 {
  let greatest: f64 = 0;
  for (let j = 0; j < n; j++) greatest = max(greatest, weight[j] * gain[j]);
  return powerOfTwo(clampExponent(greatest));
}

function clampExponent(x: f64): i32 {
  return max(-MAX_EXPONENT, min(MAX_EXPONENT, exponent(x)));
}
