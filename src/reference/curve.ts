// The accuracy curve of one task, base + gain (1 - exp(-theta work)), and what the solver asks of
// it. With A = weight * gain its marginal value is A theta exp(-theta work), whose logarithm is
// linear in work.

import type { Tasks } from "./buffers.js";
import { expm1 } from "./math.js";

/** Accuracy after `work`. */
export function accuracyOf(base: number, gain: number, theta: number, work: number): number {
  return base - gain * expm1(-theta * work);
}

/** accuracy[j] = that of work[j]. */
export function accuracies(
  tasks: Tasks,
  work: Float64Array,
  accuracy: Float64Array,
  n: number,
): void {
  const base = tasks.base;
  const gain = tasks.gain;
  const theta = tasks.theta;
  for (let j = 0; j < n; j++) accuracy[j] = accuracyOf(base[j], gain[j], theta[j], work[j]);
}
