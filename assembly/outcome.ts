// What a layout is worth: accuracies, their sums, Theorem 1's guarantee, and the order in which
// tasks run. O(n).

import { Answer, Elements, Tasks } from "./buffers";
import {
  ACCURACY_SUM,
  GREATEST_REACH,
  GREATEST_THETA,
  GREATEST_VALUE,
  LEAST_THETA,
  VALUE,
} from "./constants";
import { accuracies } from "./curve";
import { expm1, ln } from "./math";
import { areAlike } from "./scale";

/** 1/e, for Theorem 1. */
const INV_E: f64 = 0.36787944117144233;

/** accuracy[j] from work[j]; the sums of weight * accuracy and of accuracy into summary. */
export function outcome(tasks: Tasks, answer: Answer, n: i32): void {
  const weight = tasks.weight;
  const accuracy = answer.accuracy;
  accuracies(tasks, answer.work, accuracy, n);
  // Sums in two parts (Knuth's two-sum): a million equal terms added plainly are off by 1e-11, more
  // than the duality gap. The value runs in the first lane, the accuracy in the second.
  let sum = f64x2.splat(0);
  let lost = f64x2.splat(0);
  for (let j = 0; j < n; j++) {
    const term = f64x2.mul(
      f64x2.splat(accuracy[j]),
      f64x2.replace_lane(f64x2.splat(1), 0, weight[j]),
    );
    const next = f64x2.add(sum, term);
    const part = f64x2.sub(next, sum);
    const missed = f64x2.add(f64x2.sub(sum, f64x2.sub(next, part)), f64x2.sub(term, part));
    lost = f64x2.add(lost, missed);
    sum = next;
  }
  sum = f64x2.add(sum, lost);
  answer.summary[VALUE] = f64x2.extract_lane(sum, 0);
  answer.summary[ACCURACY_SUM] = f64x2.extract_lane(sum, 1);
}

/**
 * Theorem 1: the optimum is at most G = m A (1 + ln(thetaMax / thetaMin) / e) above the value of
 * DSCT-Approx, with A the greatest accuracy range of a task. Stated for equal weights and gains:
 * NaN otherwise.
 */
export function guarantee(extremes: StaticArray<f64>, n: i32, m: i32): f64 {
  if (n === 0) return 0;
  if (!areAlike(extremes)) return NaN;
  const range = -extremes[GREATEST_VALUE] * expm1(-extremes[GREATEST_REACH]);
  return m * range * (1 + (ln(extremes[GREATEST_THETA]) - ln(extremes[LEAST_THETA])) * INV_E);
}

/** order: those without work first, then the chains, one machine after the other. */
export function listOrder(e: Elements, order: StaticArray<i32>, n: i32): void {
  let at = 0;
  for (let i = 0; i < n; i++) {
    if (e.work[i] === 0) order[at++] = e.task[i];
  }
  for (let i = 0; i < n; i++) {
    if (e.work[i] > 0) order[at++] = e.task[i];
  }
}
