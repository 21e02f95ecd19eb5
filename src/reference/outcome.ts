// What a layout is worth: accuracies, their sums, Theorem 1's guarantee, and the order in which tasks run. O(n).

import type { Answer, Elements, Tasks } from "./buffers.js";
import { ACCURACY_SUM, GUARANTEE, VALUE } from "./constants.js";
import { accuracies } from "./curve.js";
import { expm1, ln } from "./math.js";

/** 1/e, for Theorem 1. */
const INV_E = 0.36787944117144233;

/** accuracy[j] from work[j]; the sums of weight * accuracy and of accuracy into summary. */
export function outcome(tasks: Tasks, answer: Answer, n: number): void {
  const weight = tasks.weight;
  const accuracy = answer.accuracy;
  const summary = answer.summary;
  // Sums in two parts (Neumaier): a million equal terms added plainly are off by 1e-11, which is more than the
  // duality gap.
  let value = 0;
  let valueLost = 0;
  let sum = 0;
  let sumLost = 0;
  accuracies(tasks, answer.work, accuracy, n);
  for (let j = 0; j < n; j++) {
    const a = accuracy[j];
    const term = weight[j] * a;
    const nextValue = value + term;
    valueLost += lost(value, term, nextValue);
    value = nextValue;
    const nextSum = sum + a;
    sumLost += lost(sum, a, nextSum);
    sum = nextSum;
  }
  summary[VALUE] = value + valueLost;
  summary[ACCURACY_SUM] = sum + sumLost;
}

/** What rounding took from a + b when it gave sum (Knuth's two-sum; no branch). */
function lost(a: number, b: number, sum: number): number {
  const part = sum - a;
  return a - (sum - part) + (b - part);
}

/**
 * Theorem 1: the optimum is at most G = m A (1 + ln(thetaMax / thetaMin) / e) above the value of DSCT-Approx, with A
 * the greatest accuracy range of a task. Stated for equal weights and gains: NaN otherwise.
 */
export function guarantee(tasks: Tasks, summary: Float64Array, n: number, m: number): void {
  const theta = tasks.theta;
  const maxWork = tasks.maxWork;
  const weight = tasks.weight;
  const gain = tasks.gain;
  summary[GUARANTEE] = n > 0 ? NaN : 0;
  let least = Infinity;
  let greatest = 0;
  let range = 0;
  for (let j = 0; j < n; j++) {
    if (weight[j] !== weight[0] || gain[j] !== gain[0]) return;
    least = Math.min(least, theta[j]);
    greatest = Math.max(greatest, theta[j]);
    range = Math.max(range, theta[j] * maxWork[j]);
  }
  if (n > 0)
    summary[GUARANTEE] =
      m * weight[0] * (-gain[0] * expm1(-range)) * (1 + ln(greatest / least) * INV_E);
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
