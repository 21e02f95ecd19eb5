// What a layout is worth: accuracies, their sums, and the order in which tasks run. O(n).

import { roundingOf } from "../numeric/sum";
import { accuracies } from "./curve";
import { Answer, Tasks } from "./tasks";

/** accuracy[j] from work[j]; the sums of weight * accuracy and of accuracy. */
export function outcome(tasks: Tasks, answer: Answer, n: i32): void {
  accuracies(tasks, answer.work, answer.accuracy, n);
  if (ASC_FEATURE_SIMD) sumByLanes(tasks.weight, answer, n);
  else sum(tasks.weight, answer, n);
}

/**
 * Sums in two parts (Knuth's two-sum): a million equal terms added plainly are off by 1e-11, more
 * than the duality gap. The value runs in the first lane, the accuracy in the second.
 */
function sumByLanes(weight: StaticArray<f64>, answer: Answer, n: i32): void {
  const accuracy = answer.accuracy;
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
  answer.value = f64x2.extract_lane(sum, 0);
  answer.accuracySum = f64x2.extract_lane(sum, 1);
}

function sum(weight: StaticArray<f64>, answer: Answer, n: i32): void {
  const accuracy = answer.accuracy;
  let value: f64 = 0;
  let valueLost: f64 = 0;
  let total: f64 = 0;
  let totalLost: f64 = 0;
  for (let j = 0; j < n; j++) {
    const term = accuracy[j] * weight[j];
    const nextValue = value + term;
    valueLost += roundingOf(value, term, nextValue);
    value = nextValue;
    const nextTotal = total + accuracy[j];
    totalLost += roundingOf(total, accuracy[j], nextTotal);
    total = nextTotal;
  }
  answer.value = value + valueLost;
  answer.accuracySum = total + totalLost;
}

/**
 * order: those without work first, then the others; task and work are those of the chains, one
 * machine after the other.
 */
export function listOrder(
  task: StaticArray<i32>,
  work: StaticArray<f64>,
  order: StaticArray<i32>,
  n: i32,
): void {
  let at = 0;
  for (let i = 0; i < n; i++) {
    if (work[i] === 0) order[at++] = task[i];
  }
  for (let i = 0; i < n; i++) {
    if (work[i] > 0) order[at++] = task[i];
  }
}
