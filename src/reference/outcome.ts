// What a layout is worth: accuracies, their sums, Theorem 1's guarantee, and the order in which
// tasks run. O(n).

import type { Answer, Elements, Tasks } from "./buffers.js";
import {
  ACCURACY_SUM,
  GREATEST_REACH,
  GREATEST_THETA,
  GREATEST_VALUE,
  LEAST_THETA,
  VALUE,
} from "./constants.js";
import { accuracies } from "./curve.js";
import { expm1, ln, roundingOf } from "./math.js";
import { areAlike } from "./scale.js";

/** 1/e, for Theorem 1. */
const INV_E = 0.36787944117144233;

/** accuracy[j] from work[j]; the sums of weight * accuracy and of accuracy into summary. */
export function outcome(tasks: Tasks, answer: Answer, n: number): void {
  const weight = tasks.weight;
  const accuracy = answer.accuracy;
  accuracies(tasks, answer.work, accuracy, n);
  // Sums in two parts (Knuth's two-sum): a million equal terms added plainly are off by 1e-11, more
  // than the duality gap.
  let value = 0;
  let valueLost = 0;
  let sum = 0;
  let sumLost = 0;
  for (let j = 0; j < n; j++) {
    const term = accuracy[j] * weight[j];
    const nextValue = value + term;
    valueLost += roundingOf(value, term, nextValue);
    value = nextValue;
    const nextSum = sum + accuracy[j];
    sumLost += roundingOf(sum, accuracy[j], nextSum);
    sum = nextSum;
  }
  answer.summary[VALUE] = value + valueLost;
  answer.summary[ACCURACY_SUM] = sum + sumLost;
}

/**
 * Theorem 1: the optimum is at most G = m A (1 + ln(thetaMax / thetaMin) / e) above the value of
 * DSCT-Approx, with A the greatest accuracy range of a task. Stated for equal weights and gains:
 * NaN otherwise.
 */
export function guarantee(extremes: Float64Array, n: number, m: number): number {
  if (n === 0) return 0;
  if (!areAlike(extremes)) return NaN;
  const range = -extremes[GREATEST_VALUE] * expm1(-extremes[GREATEST_REACH]);
  return m * range * (1 + (ln(extremes[GREATEST_THETA]) - ln(extremes[LEAST_THETA])) * INV_E);
}

/** order: those without work first, then the chains, one machine after the other. */
export function listOrder(e: Elements, order: Int32Array, n: number): void {
  let at = 0;
  for (let i = 0; i < n; i++) {
    if (e.work[i] === 0) order[at++] = e.task[i];
  }
  for (let i = 0; i < n; i++) {
    if (e.work[i] > 0) order[at++] = e.task[i];
  }
}
