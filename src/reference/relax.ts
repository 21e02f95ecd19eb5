// DSCT-UB, the paper's fractional relaxation: where a task may run on several machines at once, m
// machines are one of their total speed. One call of `nested`; its prices are the certificate. O(n
// log n).

import type { Answer, Elements, Scratch, Tasks } from "./buffers.js";
import { PRICE_ROUNDING } from "./constants.js";
import { accuracyOf } from "./curve.js";
import { capacities } from "./elements.js";
import { exp, ln, roundingOf } from "./math.js";
import { nested } from "./nested.js";

/** Writes room, work, logPrice; returns how many elements all passes visited. */
export function relax(
  e: Elements,
  scratch: Scratch,
  speed: number,
  workUnit: number,
  n: number,
): number {
  capacities(e, speed, workUnit, 0, n);
  return nested(e, scratch, 0, n, -Infinity);
}

/** Speed of all machines together: a task may use any share of each. */
export function totalSpeed(speed: Float64Array, m: number): number {
  let sum = 0;
  for (let r = 0; r < m; r++) sum += speed[r];
  return sum;
}

/**
 * price[j] = exp(logPrice) in the caller's units. Returns what the prices pay for the room that the
 * works leave. As prices do not increase along the deadlines, that is all that the dual value has
 * beyond the value of the works, but for their `surplus`.
 */
export function prices(
  e: Elements,
  price: Float64Array,
  workUnit: number,
  valueUnit: number,
  n: number,
): number {
  const task = e.task;
  const room = e.room;
  const work = e.work;
  const logPrice = e.logPrice;
  let nu = NaN;
  let lambda = 0;
  let slack = 0;
  let lost = 0; // of the sum, which nearly cancels
  for (let i = 0; i < n; i++) {
    // one exp a segment: its elements share their price
    if (logPrice[i] !== nu) {
      nu = logPrice[i];
      lambda = (exp(nu) / workUnit) * valueUnit;
    }
    price[task[i]] = lambda;
    if (lambda === 0) continue;
    const term = lambda * ((room[i] - work[i]) * workUnit);
    const next = slack + term;
    lost += roundingOf(slack, term, next);
    slack = next;
  }
  return slack + lost;
}

/** work[j] = scaled work in the caller's units and order. */
export function fractionalWork(e: Elements, work: Float64Array, workUnit: number, n: number): void {
  for (let i = 0; i < n; i++) work[e.task[i]] = e.work[i] * workUnit;
}

/**
 * How much the tasks would win at their prices by other works than these: nothing but where
 * rounding has cut them.
 */
export function surplus(tasks: Tasks, answer: Answer, n: number): number {
  let sum = 0;
  for (let j = 0; j < n; j++) sum += surplusOf(tasks, answer, j);
  return sum;
}

function surplusOf(tasks: Tasks, answer: Answer, j: number): number {
  const theta = tasks.theta[j];
  const most = tasks.maxWork[j];
  const weight = tasks.weight[j];
  const base = tasks.base[j];
  const gain = tasks.gain[j];
  const work = answer.work[j];
  const accuracy = answer.accuracy[j];
  const lambda = answer.price[j];
  const marginal = weight * theta * (base + gain - accuracy);
  const more = marginal > lambda * (1 + PRICE_ROUNDING) && work < most;
  const less = marginal < lambda * (1 - PRICE_ROUNDING) && work > 0;
  if (!more && !less) return 0;
  const wanted = lambda > 0 ? work + ln(marginal / lambda) / theta : most;
  const best = Math.min(Math.max(wanted, 0), most);
  const won = weight * (accuracyOf(base, gain, theta, best) - accuracy);
  return Math.max(won - lambda * (best - work), 0);
}
