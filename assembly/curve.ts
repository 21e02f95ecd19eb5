// The accuracy curve of one task, base + gain (1 - exp(-theta work)), and what the solver asks of
// it. With A = weight * gain its marginal value is A theta exp(-theta work), whose logarithm is
// linear in work.

import { Tasks } from "./buffers";
import { expm1, expm1Pair, loadPair, storePair } from "./math";

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
  const pairs = n & ~1;
  for (let j = 0; j < pairs; j += 2) {
    const lost = expm1Pair(f64x2.mul(f64x2.neg(loadPair(theta, j)), loadPair(work, j)));
    storePair(accuracy, j, f64x2.sub(loadPair(base, j), f64x2.mul(loadPair(gain, j), lost)));
  }
  if (pairs < n) accuracy[pairs] = accuracyOf(base[pairs], gain[pairs], theta[pairs], work[pairs]);
}
