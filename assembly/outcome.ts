// What a layout is worth: accuracies, their sums, Theorem 1's guarantee, and the order in which tasks run. O(n).

import { Answer, Elements, Tasks } from "./buffers";
import { ACCURACY_SUM, GUARANTEE, VALUE } from "./constants";
import { accuracies } from "./curve";
import { expm1, ln } from "./math";

/** 1/e, for Theorem 1. */
const INV_E: f64 = 0.36787944117144233;

/** accuracy[j] from work[j]; the sums of weight * accuracy and of accuracy into summary. */
export function outcome(tasks: Tasks, answer: Answer, n: i32): void {
  const weight = tasks.weight;
  const accuracy = answer.accuracy;
  const summary = answer.summary;
  // Sums in two parts (Neumaier): a million equal terms added plainly are off by 1e-11, which is more than the
  // duality gap.
  let value: f64 = 0;
  let valueLost: f64 = 0;
  let sum: f64 = 0;
  let sumLost: f64 = 0;
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
function lost(a: f64, b: f64, sum: f64): f64 {
  const part = sum - a;
  return a - (sum - part) + (b - part);
}

/**
 * Theorem 1: the optimum is at most G = m A (1 + ln(thetaMax / thetaMin) / e) above the value of DSCT-Approx, with A
 * the greatest accuracy range of a task. Stated for equal weights and gains: NaN otherwise.
 */
export function guarantee(tasks: Tasks, summary: StaticArray<f64>, n: i32, m: i32): void {
  const theta = tasks.theta;
  const maxWork = tasks.maxWork;
  const weight = tasks.weight;
  const gain = tasks.gain;
  summary[GUARANTEE] = n > 0 ? NaN : 0;
  let least: f64 = Infinity;
  let greatest: f64 = 0;
  let range: f64 = 0;
  for (let j = 0; j < n; j++) {
    if (weight[j] !== weight[0] || gain[j] !== gain[0]) return;
    least = min(least, theta[j]);
    greatest = max(greatest, theta[j]);
    range = max(range, theta[j] * maxWork[j]);
  }
  if (n > 0)
    summary[GUARANTEE] =
      m * weight[0] * (-gain[0] * expm1(-range)) * (1 + ln(greatest / least) * INV_E);
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
