// What every task can be given on every machine: of its table the points that end in time, are
// accurate enough and are not dominated (as accurate and no slower). A pair is a task and a machine
// that has any. A continuous table also offers the ends of what is cut of its pieces, and points
// within them. O(n m (log n + points)).

import { CONTINUOUS, EXPIRED, INELIGIBLE, SERVED, TOO_LATE } from "../codes";
import { exponent, powerOfTwo } from "../numeric/bits";
import { mergeSort } from "../problem/order";
import { MAX_EXPONENT } from "../problem/scale";
import { Input, latestEnd, Outcome, tableAt } from "./input";

/** Parts that a piece of a continuous table is cut into, for the search and for the polish. */
const COARSE: i32 = 2;
const FINE: i32 = 8;

/**
 * Relative to the latest end: a run that passes it by less, four ulps, ends in time: so much may
 * sums of decimal times be off.
 */
const TIME_ROUNDING: f64 = 1.0 / 1125899906842624.0; // 2^-50

/** More than sums of the same times in another order differ by. */
const AMPLE: f64 = 1 + 1e-9;

/**
 * Pairs machine after machine, in order of due time: the seconds from when the machine is ready to
 * the latest end. Times and values are scaled by powers of two.
 */
export class Options {
  pairStart: StaticArray<i32>; // [m + 1] pairs of a machine
  ready: StaticArray<f64>; // [m] scaled s from now
  task: StaticArray<i32>; // [pairs]
  due: StaticArray<f64>; // [pairs] scaled s, >= 0, rounding included; not falling on a machine
  reach: StaticArray<f64>; // [pairs] the same, but never more than all pairs before can take
  first: StaticArray<i32>; // [pairs] its options: [first, end), times and values rising
  end: StaticArray<i32>; // [pairs]
  fineFirst: StaticArray<i32>; // [pairs] the same of a finer cut of pieces
  fineEnd: StaticArray<i32>; // [pairs]
  time: StaticArray<f64>; // [options] scaled s, >= 0
  value: StaticArray<f64>; // [options] scaled weight * (accuracy - base), > 0
  variant: StaticArray<i32>; // [options] point of the table, at or below
  hullFirst: StaticArray<i32>; // [pairs + 1] the concave hull of the options and of nothing
  hullTime: StaticArray<f64>; // [options]
  hullValue: StaticArray<f64>; // [options]
  taskStart: StaticArray<i32>; // [n + 1] pairs of a task, by machine
  pairOf: StaticArray<i32>; // [pairs]
  machine: StaticArray<i32>; // [pairs]
  sorted: StaticArray<i32>; // [points] those of every table by time
  rank: StaticArray<i32>; // [points] where a point is in sorted
  sortedTime: StaticArray<f64>; // [points]
  greatest: StaticArray<f64>; // [tables] greatest accuracy
  key: StaticArray<f64>; // [n] due times of the machine at work
  candidate: StaticArray<i32>; // [n] its tasks
  mergeKey: StaticArray<f64>; // [max(n, points)] scratch of sorting
  mergeIndex: StaticArray<i32>; // [max(n, points)]
  machines: i32 = 0; // m
  pairs: i32 = 0; // number of them
  count: i32 = 0; // number of options
  hullCount: i32 = 0; // number of points of hulls
  timeUnit: f64 = 1; // s that count as 1
  valueUnit: f64 = 1; // value that counts as 1
  isContinuous: bool = false; // some pair is

  constructor(n: i32, m: i32, tables: i32, points: i32, pairs: i32, options: i32) {
    this.pairStart = new StaticArray<i32>(m + 1);
    this.ready = new StaticArray<f64>(m);
    this.task = new StaticArray<i32>(pairs);
    this.due = new StaticArray<f64>(pairs);
    this.reach = new StaticArray<f64>(pairs);
    this.first = new StaticArray<i32>(pairs);
    this.end = new StaticArray<i32>(pairs);
    this.fineFirst = new StaticArray<i32>(pairs);
    this.fineEnd = new StaticArray<i32>(pairs);
    this.time = new StaticArray<f64>(options);
    this.value = new StaticArray<f64>(options);
    this.variant = new StaticArray<i32>(options);
    this.hullFirst = new StaticArray<i32>(pairs + 1);
    this.hullTime = new StaticArray<f64>(options);
    this.hullValue = new StaticArray<f64>(options);
    this.taskStart = new StaticArray<i32>(n + 1);
    this.pairOf = new StaticArray<i32>(pairs);
    this.machine = new StaticArray<i32>(pairs);
    this.sorted = new StaticArray<i32>(points);
    this.rank = new StaticArray<i32>(points);
    this.sortedTime = new StaticArray<f64>(points);
    this.greatest = new StaticArray<f64>(tables);
    this.key = new StaticArray<f64>(n);
    this.candidate = new StaticArray<i32>(n);
    this.mergeKey = new StaticArray<f64>(max(n, points));
    this.mergeIndex = new StaticArray<i32>(max(n, points));
  }
}

/** Fills options, and the reason of who has none. */
export function gatherOptions(input: Input, o: Options, answer: Outcome, n: i32, m: i32): void {
  sortPoints(input, o);
  findUnits(input, o, n);
  for (let j = 0; j < n; j++) answer.reason[j] = input.deadline[j] < 0 ? EXPIRED : INELIGIBLE;
  o.machines = m;
  o.pairs = o.count = o.hullCount = 0;
  o.isContinuous = false;
  for (let r = 0; r < m; r++) {
    o.pairStart[r] = o.pairs;
    gatherMachine(input, o, answer, n, r);
  }
  o.pairStart[m] = o.pairs;
  o.hullFirst[o.pairs] = o.hullCount;
  listByTask(o, n, m);
}

/** The points of every table by time; equal times in the caller's order. */
function sortPoints(input: Input, o: Options): void {
  const tables = input.tableMode.length;
  for (let k = 0; k < tables; k++) {
    const from = input.tableStart[k];
    const to = input.tableStart[k + 1];
    let greatest = -Infinity;
    for (let i = from; i < to; i++) {
      o.sorted[i] = i;
      o.sortedTime[i] = input.time[i];
      greatest = max(greatest, input.accuracy[i]);
    }
    o.greatest[k] = greatest;
    mergeSort(o.sortedTime, o.sorted, o.mergeKey, o.mergeIndex, from, to);
    for (let i = from; i < to; i++) o.rank[o.sorted[i]] = i;
  }
}

/** Powers of two near the greatest time of a table and the greatest value of a task. */
function findUnits(input: Input, o: Options, n: i32): void {
  let time: f64 = 0;
  const points = input.time.length;
  for (let i = 0; i < points; i++) time = max(time, input.time[i]);
  let value: f64 = 0;
  for (let j = 0; j < n; j++) {
    for (let t = 0; t < input.types; t++) {
      const k = input.tableOf[input.taskModel[j] * input.types + t];
      if (k >= 0) value = max(value, input.weight[j] * (o.greatest[k] - input.base[j]));
    }
  }
  o.timeUnit = unitOf(time);
  o.valueUnit = unitOf(value);
}

function unitOf(greatest: f64): f64 {
  if (!(greatest > 0)) return 1;
  return powerOfTwo(max(min(exponent(greatest), MAX_EXPONENT), -MAX_EXPONENT));
}

/** The pairs of machine r by due time, and their options. */
function gatherMachine(input: Input, o: Options, answer: Outcome, n: i32, r: i32): void {
  const ready = input.readyAt[r];
  o.ready[r] = ready / o.timeUnit;
  let count = 0;
  for (let j = 0; j < n; j++) {
    const table = tableAt(input, j, r);
    const latest = latestEnd(input, j, r);
    if (table < 0 || latest === -Infinity || !isEligible(input, o, j, table)) continue;
    if (answer.reason[j] === INELIGIBLE) answer.reason[j] = TOO_LATE;
    const due = latest - ready;
    if (!(due >= 0)) continue;
    o.candidate[count] = j;
    o.key[count++] = (due + TIME_ROUNDING * max(latest, ready)) / o.timeUnit;
  }
  mergeSort(o.key, o.candidate, o.mergeKey, o.mergeIndex, 0, count);
  let longest: f64 = 0; // the time of all pairs of the machine at their slowest option
  for (let k = 0; k < count; k++) {
    const j = o.candidate[k];
    const p = o.pairs;
    o.task[p] = j;
    o.due[p] = o.key[k];
    if (!gatherPair(input, o, p, r)) continue;
    if (answer.reason[j] === TOO_LATE) answer.reason[j] = SERVED;
    longest += o.time[o.end[p] - 1];
    o.reach[p] = min(o.due[p], longest * AMPLE);
    o.machine[p] = r;
    o.pairs = p + 1;
  }
}

function isEligible(input: Input, o: Options, j: i32, table: i32): bool {
  const greatest = o.greatest[table];
  return greatest >= input.minAccuracy[j] && greatest > input.base[j];
}

/** Options of the pair p; returns whether it has any. */
function gatherPair(input: Input, o: Options, p: i32, r: i32): bool {
  const j = o.task[p];
  const table = tableAt(input, j, r);
  o.first[p] = o.count;
  if (input.tableMode[table] === CONTINUOUS) {
    cutPieces(input, o, p, table, COARSE);
    o.end[p] = o.count;
    o.fineFirst[p] = o.count;
    cutPieces(input, o, p, table, FINE);
    o.isContinuous = true;
  } else {
    takePoints(input, o, p, table);
    o.end[p] = o.count;
    o.fineFirst[p] = o.first[p];
  }
  o.fineEnd[p] = o.count;
  if (o.end[p] === o.first[p]) return false;
  layHull(o, p);
  return true;
}

/** The points of a discrete table. */
function takePoints(input: Input, o: Options, p: i32, table: i32): void {
  const j = o.task[p];
  const from = o.count;
  const to = input.tableStart[table + 1];
  for (let k = input.tableStart[table]; k < to; k++) {
    const i = o.sorted[k];
    if (input.accuracy[i] >= input.minAccuracy[j]) {
      offer(input, o, p, from, input.time[i] / o.timeUnit, input.accuracy[i], i - input.tableStart[table]);
    }
  }
}

/** The points of a continuous table, each piece between two of them in so many parts. */
function cutPieces(input: Input, o: Options, p: i32, table: i32, parts: i32): void {
  const j = o.task[p];
  const start = input.tableStart[table];
  const to = input.tableStart[table + 1];
  const from = o.count;
  let reached = max(input.base[j], -f64.MAX_VALUE);
  const least = input.minAccuracy[j];
  for (let k = start; k < to; k++) {
    const i = o.sorted[k];
    const time = input.time[i] / o.timeUnit;
    const accuracy = input.accuracy[i];
    if (accuracy >= least) {
      offer(input, o, p, from, time, accuracy, i - start);
      reached = max(reached, accuracy);
    }
    if (k + 1 === to) break;
    const next = o.sorted[k + 1];
    const nextTime = min(input.time[next] / o.timeUnit, o.due[p]);
    const rise = input.accuracy[next] - accuracy;
    const length = input.time[next] / o.timeUnit - time;
    if (!(rise > 0) || !(length > 0) || !(nextTime > time)) continue;
    const floor = max(reached, least);
    if (input.accuracy[next] <= floor) continue;
    const cut = floor > accuracy ? time + ((floor - accuracy) / rise) * length : time;
    if (cut > nextTime) continue;
    for (let c = 0; c <= parts; c++) {
      const t = cut + ((nextTime - cut) * <f64>c) / <f64>parts;
      const a = max(accuracy + (rise * (t - time)) / length, least);
      if (t < input.time[next] / o.timeUnit) offer(input, o, p, from, t, a, i - start);
    }
  }
}

/** One more option, if it ends in time and is better than those before it. */
function offer(input: Input, o: Options, p: i32, from: i32, time: f64, accuracy: f64, variant: i32): void {
  const j = o.task[p];
  if (time > o.due[p]) return;
  const value = (input.weight[j] * (accuracy - input.base[j])) / o.valueUnit;
  let at = o.count;
  if (!(value > (at > from ? o.value[at - 1] : 0))) return;
  while (at > from && o.time[at - 1] >= time) at--;
  o.time[at] = time;
  o.value[at] = value;
  o.variant[at] = variant;
  o.count = at + 1;
}

/** The concave hull of the options of p and of time and value 0. */
function layHull(o: Options, p: i32): void {
  const from = o.hullCount;
  o.hullFirst[p] = from;
  let count = from;
  for (let k = o.first[p]; k < o.end[p]; k++) {
    const time = o.time[k];
    const value = o.value[k];
    while (count > from) {
      const left = count - from > 1 ? count - 2 : -1;
      const leftTime: f64 = left < 0 ? 0 : o.hullTime[left];
      const leftValue: f64 = left < 0 ? 0 : o.hullValue[left];
      const turn =
        (o.hullValue[count - 1] - leftValue) * (time - leftTime) -
        (value - leftValue) * (o.hullTime[count - 1] - leftTime);
      if (turn > 0) break;
      count--;
    }
    o.hullTime[count] = time;
    o.hullValue[count++] = value;
  }
  o.hullCount = count;
}

/** The pairs of every task, by machine. */
function listByTask(o: Options, n: i32, m: i32): void {
  const start = o.taskStart;
  for (let j = 0; j <= n; j++) start[j] = 0;
  for (let p = 0; p < o.pairs; p++) start[o.task[p]]++;
  for (let j = 1; j <= n; j++) start[j] += start[j - 1];
  for (let p = o.pairs - 1; p >= 0; p--) o.pairOf[--start[o.task[p]]] = p;
}
