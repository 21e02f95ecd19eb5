// A problem of tables -> its options, in scaled units: pairs by machine and due time, and by task.
// O(n m (log n + points)).

import { CONTINUOUS, EXPIRED, INELIGIBLE, SERVED, TOO_LATE } from "../codes";
import { exponent, powerOfTwo } from "../numeric/bits";
import { mergeSort } from "../problem/order";
import { MAX_EXPONENT } from "../problem/scale";
import { Input, latestEnd, Outcome, tableAt } from "./input";
import { cutPieces, layHull, takePoints } from "./offers";
import { Options } from "./options";

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
  listByTask(o, n);
}

/** The points of every table by time. */
function sortPoints(input: Input, o: Options): void {
  const tables = input.tables;
  for (let k = 0; k < tables; k++) {
    const from = input.tableStart[k];
    const to = input.tableStart[k + 1];
    for (let i = from; i < to; i++) {
      o.sorted[i] = i;
      o.sortedTime[i] = input.time[i];
    }
    mergeSort(o.sortedTime, o.sorted, o.mergeKey, o.mergeIndex, from, to);
    o.lineEnd[k] = keepBest(input, o, from, to);
    let greatest = -Infinity;
    for (let i = from; i < o.lineEnd[k]; i++) {
      greatest = max(greatest, input.accuracy[o.sorted[i]]);
      o.rank[o.sorted[i]] = i;
    }
    o.greatest[k] = greatest;
  }
}

/** Of points of equal times the most accurate, of equal ones the first; returns where they end. */
function keepBest(input: Input, o: Options, from: i32, to: i32): i32 {
  let free = from;
  for (let i = from; i < to; i++) {
    const point = o.sorted[i];
    const isSame = free > from && o.sortedTime[free - 1] === o.sortedTime[i];
    if (isSame && input.accuracy[point] <= input.accuracy[o.sorted[free - 1]]) continue;
    if (isSame) free--;
    o.sortedTime[free] = o.sortedTime[i];
    o.sorted[free++] = point;
  }
  return free;
}

/** Powers of two near the greatest time of a table and the greatest value of a task. */
function findUnits(input: Input, o: Options, n: i32): void {
  let time: f64 = 0;
  const points = input.tableStart[input.tables];
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
    o.room[p] = max((latestEnd(input, j, r) - ready) / o.timeUnit, 0);
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

/** The pairs of every task, by machine. */
function listByTask(o: Options, n: i32): void {
  const start = o.taskStart;
  for (let j = 0; j <= n; j++) start[j] = 0;
  for (let p = 0; p < o.pairs; p++) start[o.task[p]]++;
  for (let j = 1; j <= n; j++) start[j] += start[j - 1];
  for (let p = o.pairs - 1; p >= 0; p--) o.pairOf[--start[o.task[p]]] = p;
}
