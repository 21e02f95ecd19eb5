// The upper bounds that the prices of a schedule prove, from their definitions: any prices >= 0 do
// (weak duality). Part of `certify`; shares no code with the solver.

import type { Column, InputColumns } from "../types/index.js";
import { allUntil, Crowd, fastestUntil, type Machines, type Until } from "./capacity.js";

/** The tasks of a problem as columns without gaps. */
export type Tasks = Omit<InputColumns, keyof Machines>;

/**
 * With one machine instead: at no time more is done than by all machines together. O(n log n + m
 * log m).
 */
export function relaxedBound(tasks: Tasks, machines: Machines, price: Column): number {
  // The dearest task after each deadline takes what is free before it: prices made non-increasing
  // from the end.
  const { deadline } = tasks;
  const order = indices(deadline.length).sort((i, j) =>
    deadline[i] < deadline[j] ? -1 : deadline[i] === deadline[j] ? i - j : 1,
  );
  const until = allUntil(machines);
  const paid = new Float64Array(order.length);
  let highest = 0;
  for (let k = order.length - 1; k >= 0; k--) {
    const j = order[k];
    const rise = Math.max(price[j], highest) - highest;
    if (rise > 0) paid[k] = rise * until(deadline[j]);
    highest += rise;
  }
  return sum(mostWon(tasks, price, until)) + sum(paid);
}

/**
 * Without running a task on two machines at once. The works that fit form a polymatroid: a set of
 * tasks can have as much as the c-th fastest of the machines that are ready at every moment does
 * until the c-th latest of their deadlines, summed over c. So the dearest task takes all it can
 * have, then the next one, ...: each what the set can have more with it than before. O(n (m + log
 * n)).
 */
export function preemptiveBound(tasks: Tasks, machines: Machines, price: Column): number {
  const crowd = new Crowd(machines);
  const order = indices(price.length).sort((i, j) => price[j] - price[i] || i - j);
  const paid = new Float64Array(order.length);
  for (const [k, j] of order.entries()) {
    if (!(price[j] > 0)) break;
    if (tasks.deadline[j] === Infinity) return Infinity; // no limit to what such a task can have
    paid[k] = price[j] * crowd.join(tasks.deadline[j]);
  }
  return sum(mostWon(tasks, price, fastestUntil(machines))) + sum(paid);
}

/**
 * What each task can win at its price: the most that weight * accuracy - price * work can be, with
 * no more work than is done for it alone until its deadline.
 */
function mostWon(tasks: Tasks, price: Column, until: Until): Float64Array {
  const { deadline, theta, maxWork, weight, gain } = tasks;
  return Float64Array.from(theta, (_, j) => {
    const lambda = price[j];
    const slope = weight[j] * gain[j] * theta[j];
    const wanted = lambda > 0 ? Math.log(slope / lambda) / theta[j] : Infinity;
    const f = Math.min(Math.max(wanted, 0), maxWork[j], until(deadline[j]));
    return weight[j] * accuracyOf(tasks, j, f) - lambda * f;
  });
}

/** Accuracy of task j after `work`. */
export function accuracyOf({ base, gain, theta }: Tasks, j: number, work: number): number {
  return base[j] - gain[j] * Math.expm1(-theta[j] * work);
}

function indices(n: number): number[] {
  return Array.from({ length: n }, (_, j) => j);
}

/** Sum of values * factors, compensated (Kahan, Babuska). */
export function sum(values: Float64Array, factors?: Float64Array): number {
  let total = 0;
  let rest = 0;
  for (let j = 0; j < values.length; j++) {
    const term = values[j] * (factors ? factors[j] : 1);
    const next = total + term;
    rest += Math.abs(total) >= Math.abs(term) ? total - next + term : term - next + total;
    total = next;
  }
  return total + (Number.isFinite(rest) ? rest : 0);
}
