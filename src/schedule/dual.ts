// The upper bounds that the prices of a schedule prove, from their definitions: any prices >= 0 do
// (weak duality). Part of `certify`; shares no code with the solver.

import type { Column, InputColumns } from "../types/index.js";

/** The tasks of a problem as columns without gaps. */
export type Tasks = Omit<InputColumns, "speed">;

/**
 * With one machine of the total speed: at no time more is done than by all machines together. O(n
 * log n).
 */
export function relaxedBound(tasks: Tasks, speed: Float64Array, price: Column): number {
  // The dearest task after each deadline takes what is free before it: prices made non-increasing
  // from the end.
  const { deadline } = tasks;
  const order = indices(deadline.length).sort((i, j) =>
    deadline[i] < deadline[j] ? -1 : deadline[i] === deadline[j] ? i - j : 1,
  );
  const total = sum(speed);
  const paid = new Float64Array(order.length);
  let highest = 0;
  for (let k = order.length - 1; k >= 0; k--) {
    const j = order[k];
    const rise = Math.max(price[j], highest) - highest;
    if (rise > 0) paid[k] = rise * total * deadline[j];
    highest += rise;
  }
  return sum(mostWon(tasks, price, total)) + sum(paid);
}

/**
 * Without running a task on two machines at once. The works that fit form a polymatroid: a set of
 * tasks can have as much as the c-th fastest machine does until the c-th latest of their deadlines,
 * summed over c. So the dearest task takes all it can have, then the next one, ...: each what the
 * set can have more with it than before. O(n (m + log n)).
 */
export function preemptiveBound(tasks: Tasks, speed: Float64Array, price: Column): number {
  const fastest = Float64Array.from(speed).sort().reverse();
  const order = indices(price.length).sort((i, j) => price[j] - price[i] || i - j);
  const paid = new Float64Array(order.length);
  const latest = new Float64Array(fastest.length); // of the tasks so far, the latest first
  for (const [k, j] of order.entries()) {
    if (!(price[j] > 0)) break;
    if (tasks.deadline[j] === Infinity) return Infinity; // no limit to what such a task can have
    paid[k] = price[j] * insert(latest, fastest, tasks.deadline[j]);
  }
  return sum(mostWon(tasks, price, fastest[0])) + sum(paid);
}

/** Puts a deadline among the latest ones; returns how much more the machines can do then. */
function insert(latest: Float64Array, fastest: Float64Array, deadline: number): number {
  const m = latest.length;
  let low = 0;
  let high = m;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (latest[middle] >= deadline) low = middle + 1;
    else high = middle;
  }
  let more = 0;
  let next = deadline;
  for (let c = low; c < m && next > 0; c++) {
    const old = latest[c];
    more += fastest[c] * (next - old);
    latest[c] = next;
    next = old;
  }
  return more;
}

/**
 * What each task can win at its price: the most that weight * accuracy - price * work can be, with
 * no more work than is done at this speed until its deadline.
 */
function mostWon(tasks: Tasks, price: Column, speed: number): Float64Array {
  const { deadline, theta, maxWork, weight, gain } = tasks;
  return Float64Array.from(theta, (_, j) => {
    const lambda = price[j];
    const slope = weight[j] * gain[j] * theta[j];
    const wanted = lambda > 0 ? Math.log(slope / lambda) / theta[j] : Infinity;
    const f = Math.min(Math.max(wanted, 0), maxWork[j], speed * deadline[j]);
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
