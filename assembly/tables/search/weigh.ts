// What every chain is worth, and what it would be worth with a task more, one less, or one for
// another: by its lists of states before and behind every member. O(length) states to rebuild a
// chain, two lists to weigh a change.

import { LIST_STATES } from "../../codes";
import { Chains, leave, placeOf } from "../chains";
import { Options } from "../options";
import { Prices } from "../prices";
import { clearList, extendList, greatestValue, joinLists, joinWith, Lists, WIDE } from "./lists";

/** Backward lists count time from the end of the horizon, and so are off by so much of it. */
const KEPT_ROUNDING: f64 = 1e-13;

/** The chains that the search changes, with their lists. */
export class Weights {
  options: Options;
  prices: Prices;
  chains: Chains;
  lists: Lists;
  horizon: StaticArray<f64>; // [m] latest end of any pair of the machine, scaled s
  worth: StaticArray<f64>; // [m] scaled value of the chain
  tasks: i32 = 0; // n
  machines: i32 = 0; // m

  constructor(n: i32, m: i32, options: Options, prices: Prices, chains: Chains) {
    this.options = options;
    this.prices = prices;
    this.chains = chains;
    this.lists = new Lists(n > 0 ? 4 * (n + m) + 8 : 0, n > 0 ? WIDE : 0);
    this.horizon = new StaticArray<f64>(m);
    this.worth = new StaticArray<f64>(m);
  }
}

/** The list of what runs before task j; j = n + r: of the whole chain of r. */
export function before(j: i32): i32 {
  return j;
}

/** The list of what runs behind task j; j = n + r: of the whole chain of r, from its beginning. */
export function behind(w: Weights, j: i32): i32 {
  return w.tasks + w.machines + j;
}

/** Scratch lists: chains without one of their members, before and behind place k from -1 on. */
export function scratchBefore(w: Weights, k: i32): i32 {
  return 2 * (w.tasks + w.machines) + k + 1;
}

export function scratchBehind(w: Weights, k: i32): i32 {
  return 3 * (w.tasks + w.machines) + 2 + k + 1;
}

/** Starts with the chains as they are. */
export function startWeights(w: Weights, n: i32, m: i32): void {
  const o = w.options;
  w.tasks = n;
  w.machines = m;
  for (let r = 0; r < m; r++) {
    const last = o.pairStart[r + 1] - 1;
    w.horizon[r] = last >= o.pairStart[r] ? o.reach[last] : 0;
    rebuild(w, r);
  }
}

/** The lists of the chain of r, and its worth: no less than with the options taken. */
export function rebuild(w: Weights, r: i32): void {
  const c = w.chains;
  const o = w.options;
  const from = c.start[r];
  const to = c.start[r + 1];
  let list = before(from < to ? o.task[c.member[from]] : w.tasks + r);
  let used: f64 = 0;
  clearList(w.lists, list);
  for (let k = from; k < to; k++) {
    const next = before(k + 1 < to ? o.task[c.member[k + 1]] : w.tasks + r);
    used += timeOf(w, c.member[k]);
    extendForward(w, list, next, c.member[k], k + 1 < to ? c.member[k + 1] : -1, used);
    list = next;
  }
  w.worth[r] = greatestValue(w.lists, list);
  list = behind(w, from < to ? o.task[c.member[to - 1]] : w.tasks + r);
  used = 0;
  clearList(w.lists, list);
  for (let k = to - 1; k >= from; k--) {
    const next = behind(w, k > from ? o.task[c.member[k - 1]] : w.tasks + r);
    used = max(used, w.horizon[r] - o.reach[c.member[k]]) + timeOf(w, c.member[k]);
    extendBackward(w, list, next, c.member[k], r, used * (1 + KEPT_ROUNDING));
    list = next;
  }
}

/** Time of the option that a member has taken; 0: none yet. */
function timeOf(w: Weights, pair: i32): f64 {
  const option = w.chains.option[w.options.task[pair]];
  return option >= 0 ? w.options.time[option] : 0;
}

/** One member more at the end of a list of what runs before; next: the pair behind it, or -1. */
export function extendForward(
  w: Weights,
  from: i32,
  to: i32,
  pair: i32,
  next: i32,
  kept: f64,
): void {
  const price = next >= 0 ? w.prices.best[next] : 0;
  extendList(w.lists, w.options, from, to, pair, 0, w.options.reach[pair], price, kept);
}

/** One member more at the beginning of a list of what runs behind. */
export function extendBackward(w: Weights, from: i32, to: i32, pair: i32, r: i32, kept: f64): void {
  const horizon = w.horizon[r];
  const floor = horizon - w.options.reach[pair];
  extendList(w.lists, w.options, from, to, pair, floor, horizon, w.prices.best[pair], kept);
}

/** What the chain of its machine is worth without task j. */
export function worthWithout(w: Weights, j: i32): f64 {
  const r = w.options.machine[w.chains.pair[j]];
  return joinLists(w.lists, before(j), behind(w, j), w.horizon[r]);
}

/** What the chain of its machine is worth with this pair, whose task is not in it. */
export function worthWith(w: Weights, pair: i32): f64 {
  const c = w.chains;
  const o = w.options;
  const r = o.machine[pair];
  const place = placeOf(c, r, pair);
  const next = place < c.start[r + 1] ? o.task[c.member[place]] : w.tasks + r;
  const last = place > c.start[r] ? o.task[c.member[place - 1]] : w.tasks + r;
  return joinWith(w.lists, o, before(next), behind(w, last), pair, w.horizon[r]);
}

/**
 * Takes the best state of the chain of r, the option of every member, along the lists of what runs
 * behind; -1: it does not run. Returns what they are worth: less than the chain where the lists
 * have lost the way.
 */
export function chooseOptions(w: Weights, r: i32): f64 {
  const c = w.chains;
  const o = w.options;
  let time: f64 = 0;
  let worth: f64 = 0;
  for (let k = c.start[r]; k < c.start[r + 1]; k++) {
    const pair = c.member[k];
    const list = behind(w, o.task[pair]);
    let option = -1;
    let most = restOf(w, list, r, time);
    for (let at = o.first[pair]; at < o.end[pair]; at++) {
      const ends = time + o.time[at];
      if (ends > o.reach[pair]) break;
      const value = o.value[at] + restOf(w, list, r, ends);
      if (value <= most) continue;
      most = value;
      option = at;
    }
    c.option[o.task[pair]] = option;
    if (option < 0) continue;
    time += o.time[option];
    worth += o.value[option];
  }
  return worth;
}

/** Members without an option leave the chain of r, which is then rebuilt. */
export function dropIdle(w: Weights, r: i32): void {
  const c = w.chains;
  const o = w.options;
  for (let k = c.start[r + 1] - 1; k >= c.start[r]; k--) {
    const j = o.task[c.member[k]];
    if (c.option[j] < 0) leave(c, o, j, w.machines);
  }
  rebuild(w, r);
}

/** The greatest value of a list of what runs behind, from this time on; -Infinity: none does. */
function restOf(w: Weights, list: i32, r: i32, time: f64): f64 {
  const l = w.lists;
  const room = w.horizon[r] - time;
  let k = list * LIST_STATES + l.count[list] - 1;
  while (k >= list * LIST_STATES && l.time[k] > room) k--;
  return k >= list * LIST_STATES ? l.value[k] : -Infinity;
}
