// Who runs where: the pair and the option of every task, and the chain of every machine, its pairs
// in order of due time. O(n) at most for a change.

import { Options } from "./options";

export class Chains {
  pair: StaticArray<i32>; // [n] by task; -1: not served
  option: StaticArray<i32>; // [n] by task; of no use where it is not served
  start: StaticArray<i32>; // [m + 1] chain of r: member[start[r]] up to member[start[r + 1]]
  member: StaticArray<i32>; // [n] pairs, machine after machine, rising in each
  free: StaticArray<f64>; // [m] when the machine is free, scaled s; by starts

  constructor(n: i32, m: i32) {
    this.pair = new StaticArray<i32>(n);
    this.option = new StaticArray<i32>(n);
    this.start = new StaticArray<i32>(m + 1);
    this.member = new StaticArray<i32>(n);
    this.free = new StaticArray<f64>(m);
  }
}

/** Nobody is served. */
export function clearChains(c: Chains, n: i32, m: i32): void {
  for (let j = 0; j < n; j++) c.pair[j] = -1;
  for (let r = 0; r <= m; r++) c.start[r] = 0;
}

/** The place of the first member of r behind the pair. */
export function placeOf(c: Chains, r: i32, pair: i32): i32 {
  let low = c.start[r];
  let high = c.start[r + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (c.member[middle] < pair) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The task of the pair, which is not served, joins the chain of its machine. */
export function join(c: Chains, o: Options, pair: i32, m: i32): void {
  const r = o.machine[pair];
  const place = placeOf(c, r, pair);
  for (let k = c.start[m]; k > place; k--) c.member[k] = c.member[k - 1];
  c.member[place] = pair;
  for (let q = r + 1; q <= m; q++) c.start[q]++;
  c.pair[o.task[pair]] = pair;
}

/** The task, which is served, leaves its chain. */
export function leave(c: Chains, o: Options, j: i32, m: i32): void {
  const pair = c.pair[j];
  const r = o.machine[pair];
  const last = c.start[m] - 1;
  for (let k = placeOf(c, r, pair); k < last; k++) c.member[k] = c.member[k + 1];
  for (let q = r + 1; q <= m; q++) c.start[q]--;
  c.pair[j] = -1;
}

/** The chains anew from the pairs of all tasks. */
export function formChains(c: Chains, o: Options, n: i32, m: i32): void {
  const start = c.start;
  for (let r = 0; r <= m; r++) start[r] = 0;
  for (let j = 0; j < n; j++) if (c.pair[j] >= 0) start[o.machine[c.pair[j]] + 1]++;
  for (let r = 0; r < m; r++) start[r + 1] += start[r];
  let free = 0;
  for (let p = 0; p < o.pairs; p++) if (c.pair[o.task[p]] === p) c.member[free++] = p;
}

/** The sum of the values of the options taken. */
export function totalValue(c: Chains, o: Options, n: i32): f64 {
  let sum: f64 = 0;
  for (let j = 0; j < n; j++) if (c.pair[j] >= 0) sum += o.value[c.option[j]];
  return sum;
}

/** Whether the chain of r ends in time with the options taken. */
export function isInTime(c: Chains, o: Options, r: i32): bool {
  let time: f64 = 0;
  for (let k = c.start[r]; k < c.start[r + 1]; k++) {
    const pair = c.member[k];
    time += o.time[c.option[o.task[pair]]];
    if (time > o.reach[pair]) return false;
  }
  return true;
}
