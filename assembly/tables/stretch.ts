// Continuous tables: with the pairs of a chain and the pieces around their options settled, how
// long each runs is a linear programme with nested rooms, solved by greed: all begin at the first
// option of the run of falling slopes that theirs is in, then the steepest step that there is room
// for.

import { CONTINUOUS } from "../codes";
import { mergeSort } from "../problem/order";
import { Chains } from "./chains";
import { Input, tableAt } from "./input";
import { Options } from "./options";
import { Single } from "./single";

/** Slopes of the parts of one piece differ by rounding. */
const SLOPE_ROUNDING: f64 = 1e-9;

/** time[j], scaled, of the members of the chain of r; returns what they are worth, scaled. */
export function stretchChain(
  input: Input,
  o: Options,
  c: Chains,
  s: Single,
  time: StaticArray<f64>,
  r: i32,
): f64 {
  const from = c.start[r];
  const length = c.start[r + 1] - from;
  let steps = 0;
  for (let i = 0; i < length; i++) {
    const pair = c.member[from + i];
    s.pair[i] = pair;
    steps = gatherRun(input, o, s, time, pair, c.option[o.task[pair]], i, steps);
  }
  let worth: f64 = 0;
  let used: f64 = 0;
  for (let i = 0; i < length; i++) {
    worth += o.value[s.taken[i]];
    used += time[o.task[s.pair[i]]];
    s.slack[i] = max(min(o.room[s.pair[i]], o.reach[s.pair[i]]) - used, 0);
  }
  for (let k = 0; k < steps; k++) s.step[k] = k;
  mergeSort(s.slope, s.step, s.sortKey, s.sortIndex, 0, steps);
  for (let at = 0; at < steps; at++) {
    const k = s.step[at];
    const i = s.stepPair[k];
    let room = s.stepTime[k];
    for (let b = i; b < length; b++) room = min(room, s.slack[b]);
    if (room <= 0) continue;
    for (let b = i; b < length; b++) s.slack[b] -= room;
    time[o.task[s.pair[i]]] += room;
    worth -= room * s.slope[at];
  }
  return worth;
}

/**
 * Time at the beginning of the run that the option is in, and the steps of the run from there on.
 */
function gatherRun(
  input: Input,
  o: Options,
  s: Single,
  time: StaticArray<f64>,
  pair: i32,
  option: i32,
  i: i32,
  steps: i32,
): i32 {
  const j = o.task[pair];
  time[j] = o.time[option];
  s.taken[i] = option;
  const table = tableAt(input, j, o.machine[pair]);
  if (input.tableMode[table] !== CONTINUOUS) return steps;
  const first = o.fineFirst[pair];
  const end = o.fineEnd[pair];
  let at = first;
  while (at + 1 < end && o.time[at + 1] <= time[j]) at++;
  let low = at;
  while (
    low > first &&
    isLinked(input, o, table, low - 1) &&
    isFalling(input, o, table, low - 1, end)
  ) {
    low--;
  }
  let free = steps;
  let slope = Infinity;
  for (let k = low; k + 1 < end && isLinked(input, o, table, k); k++) {
    const next = slopeAt(o, k);
    if (next > slope * (1 + SLOPE_ROUNDING)) break;
    slope = min(next, slope);
    s.slope[free] = -slope;
    s.stepPair[free] = i;
    s.stepTime[free++] = o.time[k + 1] - o.time[k];
  }
  time[j] = o.time[low];
  s.taken[i] = low;
  return free;
}

function slopeAt(o: Options, k: i32): f64 {
  return (o.value[k + 1] - o.value[k]) / (o.time[k + 1] - o.time[k]);
}

/** Whether the table has all that lies between options k and k + 1. */
function isLinked(input: Input, o: Options, table: i32, k: i32): bool {
  const point = o.variant[k];
  const next = o.variant[k + 1];
  if (point === next) return true;
  const start = input.tableStart[table];
  const at = o.rank[start + point];
  const isNext = at + 1 < o.lineEnd[table] && o.sorted[at + 1] === start + next;
  return isNext && o.time[k + 1] === input.time[start + next] / o.timeUnit;
}

/** Whether the slope from k on is no less than the one behind it. */
function isFalling(input: Input, o: Options, table: i32, k: i32, end: i32): bool {
  if (k + 2 >= end || !isLinked(input, o, table, k + 1)) return true;
  return slopeAt(o, k) * (1 + SLOPE_ROUNDING) >= slopeAt(o, k + 1);
}
