// The accuracy curve of one task, base + gain (1 - exp(-theta work)), and what the solver asks of
// it. With A = weight * gain its marginal value is A theta exp(-theta work), whose logarithm is
// linear in work.

import { expm1, expm1Pair } from "../numeric/exp";
import { loadPair, storePair } from "../numeric/lanes";
import { Tasks } from "./tasks";

/** Accuracy after `work`. */
export function accuracyOf(base: f64, gain: f64, theta: f64, work: f64): f64 {
  return base - gain * expm1(-theta * work);
}

/** accuracy[j] = that of work[j]. */
export function accuracies(
  tasks: Tasks,
  work: StaticArray<f64>,
  accuracy: StaticArray<f64>,
  n: i32,
): void {
  const base = tasks.base;
  const gain = tasks.gain;
  const theta = tasks.theta;
  let j = 0;
  if (ASC_FEATURE_SIMD) {
    for (; j + 1 < n; j += 2) {
      const lost = expm1Pair(f64x2.mul(f64x2.neg(loadPair(theta, j)), loadPair(work, j)));
      storePair(accuracy, j, f64x2.sub(loadPair(base, j), f64x2.mul(loadPair(gain, j), lost)));
    }
  }
  for (; j < n; j++) accuracy[j] = accuracyOf(base[j], gain[j], theta[j], work[j]);
}
