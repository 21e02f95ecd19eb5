// The prices of bound A in the caller's units, as steps along the time of every machine, and the
// bound that they prove: whatever certify finds from the same prices, but for rounding. O(options).

import { roundingOf } from "../numeric/sum";
import { Input, latestEnd, Outcome } from "./input";
import { Options } from "./options";
import { Prices } from "./prices";

/** Sums in two parts, so that what rounding takes is not lost. */
class Sum {
  value: f64 = 0;
  lost: f64 = 0;
}

export class Certificate {
  price: StaticArray<f64>; // [pairs] value/s, that of the step that the latest end is in
  sum: Sum;

  constructor(pairs: i32) {
    this.price = new StaticArray<f64>(pairs);
    this.sum = new Sum();
  }
}

function add(sum: Sum, term: f64): void {
  const next = sum.value + term;
  sum.lost += roundingOf(sum.value, term, next);
  sum.value = next;
}

/** Writes the steps of every machine; returns the bound that they prove. */
export function certifyPrices(
  input: Input,
  o: Options,
  x: Prices,
  certificate: Certificate,
  answer: Outcome,
  n: i32,
  m: i32,
): f64 {
  const sum = certificate.sum;
  sum.value = sum.lost = 0;
  const unit = o.valueUnit / o.timeUnit;
  let steps = 0;
  for (let r = 0; r < m; r++) {
    answer.priceStart[r] = steps;
    steps = stepMachine(input, o, x, certificate, answer, r, steps, unit);
  }
  answer.priceStart[m] = steps;
  for (let j = 0; j < n; j++) {
    add(sum, input.weight[j] * input.base[j]);
    add(sum, mostWon(o, certificate, j));
  }
  return sum.value + sum.lost;
}

/** The steps of machine r from place `at` on, and what they pay; returns where they end. */
function stepMachine(
  input: Input,
  o: Options,
  x: Prices,
  certificate: Certificate,
  answer: Outcome,
  r: i32,
  at: i32,
  unit: f64,
): i32 {
  let until = input.readyAt[r];
  let price = Infinity;
  let free = at;
  for (let p = o.pairStart[r]; p < o.pairStart[r + 1]; p++) {
    const ends = latestEnd(input, o.task[p], r);
    // nothing is paid for time without end; ends that are equal have one price
    let next = ends < Infinity ? x.best[p] * unit : 0;
    if (ends === until && p > o.pairStart[r]) next = price;
    certificate.price[p] = next;
    if (ends <= until || !(next > 0)) {
      price = next;
      continue;
    }
    add(certificate.sum, next * (ends - until));
    if (free > at && answer.price[free - 1] === next) free--;
    answer.priceUntil[free] = until = ends;
    answer.price[free++] = next;
    price = next;
  }
  return free;
}

/** What task j wins at its best option, in the caller's units. */
function mostWon(o: Options, certificate: Certificate, j: i32): f64 {
  let won: f64 = 0;
  for (let q = o.taskStart[j]; q < o.taskStart[j + 1]; q++) {
    const p = o.pairOf[q];
    const price = certificate.price[p] * o.timeUnit;
    for (let k = o.hullFirst[p]; k < o.hullFirst[p + 1]; k++) {
      won = max(won, o.hullValue[k] * o.valueUnit - price * o.hullTime[k]);
    }
  }
  return won;
}
