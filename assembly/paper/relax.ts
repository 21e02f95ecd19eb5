// DSCT-UB, the paper's fractional relaxation: where a task may run on several machines at once, m
// machines are one of their total speed. One call of `nested`; its prices are the certificate. O(n
// log n).

import { capacities, Elements } from "../chain/elements";
import { nested } from "../chain/nested";
import { Scratch } from "../chain/scratch";
import { exp } from "../numeric/exp";
import { loadPair } from "../numeric/lanes";
import { ln } from "../numeric/ln";
import { roundingOf } from "../numeric/sum";
import { accuracyOf } from "../problem/curve";
import { Answer, Tasks } from "../problem/tasks";

/**
 * Relative difference of a price and a marginal value that counts when the bound is computed; what
 * it leaves out is its square, relative to weight * gain.
 */
const PRICE_ROUNDING: f64 = 1e-9;

/** Writes room, work, logPrice; returns how many elements all passes visited. */
export function relax(e: Elements, scratch: Scratch, speed: f64, workUnit: f64, n: i32): f64 {
  capacities(e, speed, 0, workUnit, 0, n);
  return nested(e, scratch, 0, n, -Infinity);
}

/**
 * Speed of all machines together: a task may use any share of each. Summed as `certify` does, for
 * what a thousand machines do must be the same to the last bit.
 */
export function totalSpeed(speed: StaticArray<f64>, m: i32): f64 {
  let sum: f64 = 0;
  let lost: f64 = 0;
  for (let r = 0; r < m; r++) {
    const next = sum + speed[r];
    lost += roundingOf(sum, speed[r], next);
    sum = next;
  }
  return sum + lost;
}

/**
 * price[j] = exp(logPrice) in the caller's units. Returns what the prices pay for the room that the
 * works leave. As prices do not increase along the deadlines, that is all that the dual value has
 * beyond the value of the works, but for their `surplus`.
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
  let lost: f64 = 0; // of the sum, which nearly cancels
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
export function fractionalWork(e: Elements, work: StaticArray<f64>, workUnit: f64, n: i32): void {
  for (let i = 0; i < n; i++) work[e.task[i]] = e.work[i] * workUnit;
}

/**
 * How much the tasks would win at their prices by other works than these, up to what all machines
 * do in the time until[j]: nothing but where rounding has cut them.
 */
export function surplus(
  tasks: Tasks,
  until: StaticArray<f64>,
  answer: Answer,
  speed: f64,
  n: i32,
): f64 {
  let sum: f64 = 0;
  let j = 0;
  if (ASC_FEATURE_SIMD) {
    for (; j + 1 < n; j += 2) {
      if (!mayWin(tasks, until, answer, speed, j)) continue;
      sum += surplusOf(tasks, until, answer, speed, j);
      sum += surplusOf(tasks, until, answer, speed, j + 1);
    }
  }
  for (; j < n; j++) sum += surplusOf(tasks, until, answer, speed, j);
  return sum;
}

/** Whether one of the tasks j and j + 1 has a surplus. */
function mayWin(tasks: Tasks, until: StaticArray<f64>, answer: Answer, speed: f64, j: i32): bool {
  const low = f64x2.splat(1 - PRICE_ROUNDING);
  const high = f64x2.splat(1 + PRICE_ROUNDING);
  const left = f64x2.sub(
    f64x2.add(loadPair(tasks.base, j), loadPair(tasks.gain, j)),
    loadPair(answer.accuracy, j),
  );
  const marginal = f64x2.mul(f64x2.mul(loadPair(tasks.weight, j), loadPair(tasks.theta, j)), left);
  const lambda = loadPair(answer.price, j);
  const work = loadPair(answer.work, j);
  const reach = f64x2.mul(loadPair(until, j), f64x2.splat(speed));
  const more = v128.and(
    f64x2.gt(marginal, f64x2.mul(lambda, high)),
    f64x2.lt(work, f64x2.pmin(loadPair(tasks.maxWork, j), reach)),
  );
  const less = v128.and(f64x2.lt(marginal, f64x2.mul(lambda, low)), f64x2.gt(work, f64x2.splat(0)));
  return v128.any_true(v128.or(more, less));
}

function surplusOf(tasks: Tasks, until: StaticArray<f64>, answer: Answer, speed: f64, j: i32): f64 {
  const theta = tasks.theta[j];
  const most = min(tasks.maxWork[j], speed * until[j]);
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
  const best = min(max(wanted, 0), most);
  const won = weight * (accuracyOf(base, gain, theta, best) - accuracy);
  return max(won - lambda * (best - work), 0);
}
