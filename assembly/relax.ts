// DSCT-UB, the paper's fractional relaxation: where a task may run on several machines at once, m machines are one
// of their total speed. One call of `nested`; its prices are the certificate. O(n log n).

import { Answer, Elements, Scratch, Tasks } from "./buffers";
import { PRICE_ROUNDING } from "./constants";
import { accuracyOf } from "./curve";
import { capacities } from "./elements";
import { exp, ln } from "./math";
import { nested } from "./nested";

/** Writes room, work, logPrice; returns the number of passes. */
export function relax(e: Elements, scratch: Scratch, speed: f64, workUnit: f64, n: i32): i32 {
  capacities(e, speed, workUnit, 0, n);
  return nested(e, scratch, 0, n);
}

/** Speed of all machines together: a task may use any share of each. */
export function totalSpeed(speed: StaticArray<f64>, m: i32): f64 {
  let sum: f64 = 0;
  for (let r = 0; r < m; r++) sum += speed[r];
  return sum;
}

/**
 * price[j] = exp(logPrice) in the caller's units. Returns what the prices pay for the room that the works leave: added
 * to the value of the works it is the dual value, an upper bound on every schedule.
 */
export function prices(
  e: Elements,
  price: StaticArray<f64>,
  workUnit: f64,
  valueUnit: f64,
  n: i32,
): f64 {
  const task = e.task;
  const room = e.room;
  const work = e.work;
  const logPrice = e.logPrice;
  let nu: f64 = NaN;
  let lambda: f64 = 0;
  let slack: f64 = 0;
  for (let i = 0; i < n; i++) {
    // one exp a segment: its elements share their price
    if (logPrice[i] !== nu) {
      nu = logPrice[i];
      lambda = (exp(nu) / workUnit) * valueUnit;
    }
    price[task[i]] = lambda;
    if (lambda > 0) slack += lambda * ((room[i] - work[i]) * workUnit);
  }
  return slack;
}

/** work[j] = scaled work in the caller's units and order. */
export function fractionalWork(e: Elements, work: StaticArray<f64>, workUnit: f64, n: i32): void {
  for (let i = 0; i < n; i++) work[e.task[i]] = e.work[i] * workUnit;
}

/** How much the tasks would win at their prices by other works than these: nothing but where rounding has cut them. */
export function surplus(tasks: Tasks, answer: Answer, n: i32): f64 {
  const theta = tasks.theta;
  const maxWork = tasks.maxWork;
  const weight = tasks.weight;
  const base = tasks.base;
  const gain = tasks.gain;
  const work = answer.work;
  const accuracy = answer.accuracy;
  const price = answer.price;
  let sum: f64 = 0;
  for (let j = 0; j < n; j++) {
    const lambda = price[j];
    const marginal = weight[j] * theta[j] * (base[j] + gain[j] - accuracy[j]);
    const more = marginal > lambda * (1 + PRICE_ROUNDING) && work[j] < maxWork[j];
    const less = marginal < lambda * (1 - PRICE_ROUNDING) && work[j] > 0;
    if (!more && !less) continue;
    const wanted = lambda > 0 ? work[j] + ln(marginal / lambda) / theta[j] : maxWork[j];
    const best = min(max(wanted, 0), maxWork[j]);
    const won = weight[j] * (accuracyOf(base[j], gain[j], theta[j], best) - accuracy[j]);
    sum += max(won - lambda * (best - work[j]), 0);
  }
  return sum;
}
