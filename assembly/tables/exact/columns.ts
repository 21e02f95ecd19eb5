// All sets of tasks that could be one machine's share of a better schedule: those whose loss, what
// they earn less than the machine could at the multipliers, is within a budget. They are found by
// deciding pair by pair, from the latest due time on: what is decided has a list of states (time
// that it takes before the end of the horizon, value), and the layers of `single` bound what is
// not.

import { LIST_STATES, MOST_LISTED } from "../../codes";
import { Sets } from "../../packing/sets";
import { Options } from "../options";
import { Lists, merge } from "../search/lists";
import { Single } from "../single";
import { fillLayers } from "../states";
import { chargePairs, Multipliers } from "./multipliers";

/** Work of a state that is looked at; see TRIAL_WORK of search/trial. */
const SCAN_WORK: f64 = 2;
/** Lists count time from the end of the horizon, and so are off by so much of it. */
const HORIZON_ROUNDING: f64 = 1e-13;

/** What is to be tried next with a pair. */
const TAKE: i32 = 0;
const LEAVE: i32 = 1;
const BACK: i32 = 2;

export class Columns {
  phase: StaticArray<i32>; // [n + 1] what to try next; by pairs that are open, as the next two
  base: StaticArray<i32>; // [n + 1] the list of what is decided: [base, free)
  free: StaticArray<i32>; // [n + 1]
  lists: Lists; // one list behind the other; time counts from the end of the horizon
  depth: i32 = 0; // pairs that are open
  least: f64 = 0; // what a set must earn
  horizon: f64 = 0; // of the machine, scaled s

  constructor(n: i32) {
    this.phase = new StaticArray<i32>(n + 1);
    this.base = new StaticArray<i32>(n + 1);
    this.free = new StaticArray<i32>(n + 1);
    const listed = n > 0 ? MOST_LISTED : 0;
    this.lists = new Lists(listed / LIST_STATES, listed >> 2);
  }
}

/** Starts with the sets of machine r; returns whether its layers have room for all states. */
export function startColumns(
  c: Columns,
  o: Options,
  s: Single,
  x: Multipliers,
  budget: f64,
  r: i32,
): bool {
  // a set may have tasks that lose a little here: left out they would lose their multiplier
  chargePairs(o, s, x, r, budget + x.rounding);
  c.least = x.earned[r] - budget - x.rounding;
  c.horizon = s.length > 0 ? o.reach[s.pair[s.length - 1]] : 0;
  c.depth = s.length + 1;
  if (s.length === 0) return true;
  if (!fillLayers(s, o, c.least)) return false;
  c.base[s.length] = 0;
  c.free[s.length] = 1;
  c.lists.time[0] = c.lists.value[0] = 0;
  if (isWorthIt(c, s, s.length)) enter(c, s.length);
  return true;
}

/**
 * Decides on until all sets are found or the work reaches the limit; returns whether it is over.
 */
export function findColumns(
  c: Columns,
  o: Options,
  s: Single,
  x: Multipliers,
  sets: Sets,
  limit: f64,
): bool {
  while (c.depth <= s.length) {
    if (sets.isOverfull) return true;
    if (sets.effort >= limit) return false;
    const i = c.depth;
    sets.nodes++;
    if (i === 0) {
      keep(c, o, s, x, sets);
      c.depth = 1;
    } else if (c.phase[i] === TAKE) {
      c.phase[i] = LEAVE;
      if (take(c, o, s, sets, i - 1) && isWorthIt(c, s, i - 1)) enter(c, i - 1);
    } else if (c.phase[i] === LEAVE) {
      c.phase[i] = BACK;
      c.base[i - 1] = c.base[i];
      c.free[i - 1] = c.free[i];
      if (isWorthIt(c, s, i - 1)) enter(c, i - 1);
    } else {
      c.depth++;
    }
    sets.effort += SCAN_WORK * <f64>(c.free[i] - c.base[i] + s.layer[i + 1] - s.layer[i] + 8);
  }
  return true;
}

function enter(c: Columns, i: i32): void {
  c.phase[i] = TAKE;
  c.depth = i;
}

/** Whether what is decided and the open pairs [0, i) can earn enough. */
function isWorthIt(c: Columns, s: Single, i: i32): bool {
  const ends = c.horizon * (1 + HORIZON_ROUNDING);
  const from = c.base[i];
  let k = c.free[i] - 1;
  for (let state = s.layer[i]; state < s.layer[i + 1]; state++) {
    const room = ends - s.time[state];
    while (k >= from && c.lists.time[k] > room) k--;
    if (k < from) return false;
    if (s.value[state] + c.lists.value[k] >= c.least) return true;
  }
  return false;
}

/** The i-th pair joins the set; returns whether there is a state in which it can. */
function take(c: Columns, o: Options, s: Single, sets: Sets, i: i32): bool {
  const l = c.lists;
  const pair = s.pair[i];
  const charge = s.multiplier[o.task[pair]];
  const floor = max(c.horizon - o.reach[pair], 0);
  const ends = c.horizon * (1 + HORIZON_ROUNDING);
  const from = c.base[i + 1];
  const to = c.free[i + 1];
  let count = 0;
  for (let k = o.first[pair]; k < o.end[pair]; k++) {
    if (count + (to - from) > l.rightTime.length) return giveUp(sets);
    count = merge(l, from, to - from, count, floor, o.time[k], o.value[k] - charge, ends);
  }
  if (to + count > l.time.length) return giveUp(sets);
  c.base[i] = to;
  c.free[i] = to + count;
  for (let k = 0; k < count; k++) {
    l.time[to + k] = l.leftTime[k];
    l.value[to + k] = l.leftValue[k];
  }
  return count > 0;
}

function giveUp(sets: Sets): bool {
  sets.isOverfull = true;
  return false;
}

/** All is decided: the set is kept if it earns enough. */
function keep(c: Columns, o: Options, s: Single, x: Multipliers, sets: Sets): void {
  const r = x.machine;
  const loss = x.earned[r] - c.lists.value[c.free[0] - 1];
  const column = sets.columns;
  let taken = 0;
  for (let i = 0; i < s.length; i++) if (isTaken(c, i)) taken++;
  if (taken === 0) return;
  if (column === sets.loss.length) {
    sets.isOverfull = true;
    return;
  }
  sets.loss[column] = max(loss, 0);
  sets.kind[column] = r;
  const bits = column * sets.words;
  for (let w = 0; w < sets.words; w++) sets.bits[bits + w] = 0;
  for (let i = 0; i < s.length; i++) {
    const j = o.task[s.pair[i]];
    if (isTaken(c, i)) sets.bits[bits + (j >> 5)] |= 1 << (j & 31);
  }
  sets.columns++;
}

/** A pair that is taken has a list of its own. */
function isTaken(c: Columns, i: i32): bool {
  return c.base[i] !== c.base[i + 1];
}
