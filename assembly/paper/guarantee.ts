// Theorem 1 of the paper: how far DSCT-Approx is from the optimum at most, known beforehand. O(1).

import { expm1 } from "../numeric/exp";
import { ln } from "../numeric/ln";
import { areAlike, Extremes } from "../problem/scale";

const INV_E: f64 = 0.36787944117144233;

/**
 * Theorem 1: the optimum is at most G = m A (1 + ln(thetaMax / thetaMin) / e) above the value of
 * DSCT-Approx, with A the greatest accuracy range of a task. Stated for equal weights and gains:
 * NaN otherwise.
 */
export function guarantee(extremes: Extremes, n: i32, m: i32): f64 {
  if (n === 0) return 0;
  if (!areAlike(extremes)) return NaN;
  const range = -extremes.greatestValue * expm1(-extremes.greatestReach);
  return m * range * (1 + (ln(extremes.greatestTheta) - ln(extremes.leastTheta)) * INV_E);
}
