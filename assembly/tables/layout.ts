// Chains -> answer: every machine from when it is ready on, without a gap, in the caller's units.
// O(n).

import { CONTINUOUS, OUTBID, SERVED } from "../codes";
import { roundingOf } from "../numeric/sum";
import { Answer } from "../problem/tasks";
import { Chains } from "./chains";
import { Input, latestEnd, Outcome, tableAt } from "./input";
import { Options } from "./options";

/** Everybody as if not served; left: the reason of who could have been. */
export function clearOutcome(input: Input, answer: Outcome, left: i32, n: i32): void {
  for (let j = 0; j < n; j++) {
    answer.machine[j] = answer.variant[j] = -1;
    answer.start[j] = answer.end[j] = 0;
    answer.accuracy[j] = input.base[j];
    if (answer.reason[j] === SERVED) answer.reason[j] = left;
    answer.order[j] = j;
  }
}

/** Lays out the chains; time[j]: how long task j runs, scaled. */
export function layOutChains(
  input: Input,
  o: Options,
  c: Chains,
  time: StaticArray<f64>,
  answer: Outcome,
  n: i32,
  m: i32,
): void {
  clearOutcome(input, answer, OUTBID, n);
  let at = 0;
  for (let j = 0; j < n; j++) if (c.pair[j] < 0) answer.order[at++] = j;
  for (let r = 0; r < m; r++) {
    layOutMachine(input, o, c, time, answer, r);
    for (let k = c.start[r]; k < c.start[r + 1]; k++) answer.order[at++] = o.task[c.member[k]];
  }
}

/** The time when the machine is free is kept in two parts, so that roundings do not add up. */
function layOutMachine(
  input: Input,
  o: Options,
  c: Chains,
  time: StaticArray<f64>,
  answer: Outcome,
  r: i32,
): void {
  let free = input.readyAt[r];
  let rest: f64 = 0;
  for (let k = c.start[r]; k < c.start[r + 1]; k++) {
    const j = o.task[c.member[k]];
    const length = time[j] * o.timeUnit;
    const runs = length + rest;
    const ends = max(free + runs, free);
    const latest = latestEnd(input, j, r);
    answer.machine[j] = r;
    answer.reason[j] = SERVED;
    answer.start[j] = free;
    answer.end[j] = min(ends, latest);
    rest = ends > latest ? 0 : roundingOf(free, runs, ends);
    free = answer.end[j];
    takeVariant(input, o, answer, c.option[j], j, r, length);
  }
}

/** The point of the table, and the accuracy; of a continuous one that at this time. */
function takeVariant(
  input: Input,
  o: Options,
  answer: Outcome,
  option: i32,
  j: i32,
  r: i32,
  length: f64,
): void {
  const table = tableAt(input, j, r);
  const start = input.tableStart[table];
  const end = o.lineEnd[table];
  let at = o.rank[start + o.variant[option]];
  if (input.tableMode[table] === CONTINUOUS) {
    at = start;
    while (at + 1 < end && input.time[o.sorted[at + 1]] <= length) at++;
  }
  const point = o.sorted[at];
  let accuracy = input.accuracy[point];
  const over = length - input.time[point];
  if (input.tableMode[table] === CONTINUOUS && over > 0 && at + 1 < end) {
    const next = o.sorted[at + 1];
    const rise = input.accuracy[next] - accuracy;
    accuracy += (rise * over) / (input.time[next] - input.time[point]);
    accuracy = max(accuracy, input.minAccuracy[j]);
  }
  answer.variant[j] = point - start;
  answer.accuracy[j] = accuracy;
}

/** The sums of weight * accuracy and of accuracy, in two parts each. */
export function sumOutcome(input: Input, answer: Outcome, sums: Answer, n: i32): void {
  let value: f64 = 0;
  let valueLost: f64 = 0;
  let total: f64 = 0;
  let totalLost: f64 = 0;
  for (let j = 0; j < n; j++) {
    const term = input.weight[j] * answer.accuracy[j];
    const nextValue = value + term;
    valueLost += roundingOf(value, term, nextValue);
    value = nextValue;
    const nextTotal = total + answer.accuracy[j];
    totalLost += roundingOf(total, answer.accuracy[j], nextTotal);
    total = nextTotal;
  }
  sums.value = value + valueLost;
  sums.accuracySum = total + totalLost;
}
