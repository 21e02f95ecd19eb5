// Lists of states (time used, value), as far as they are not dominated, at most LIST_STATES of
// them: what the tasks of a chain before some place can come to, and those behind it. A task more
// at that place, or one less, is weighed by joining two lists. A longer list is thinned: of those
// of about the same time that stays which is worth most less the price of its time.

import { LIST_STATES } from "../../codes";
import { Options } from "../options";

/** States while a list is being made. */
export const WIDE: i32 = 256;
/** Work of a state that is looked at; see TRIAL_WORK of search/trial. */
const LIST_WORK: f64 = 0.8;
/** Backward lists count time from the end of the horizon, and so are off by so much of it. */
const HORIZON_ROUNDING: f64 = 1e-13;

/** Scaled value that a state may be below the best one, both less the price of their time. */
const FOCUS: f64 = 0.3;

export class Lists {
  count: StaticArray<i32>; // [lists] states of a list
  time: StaticArray<f64>; // [lists * LIST_STATES] scaled s, rising in a list
  value: StaticArray<f64>; // [lists * LIST_STATES] scaled value, rising in a list
  leftTime: StaticArray<f64>; // [2 wide] a list in the making
  leftValue: StaticArray<f64>; // [2 wide]
  rightTime: StaticArray<f64>; // [2 wide] the next one
  rightValue: StaticArray<f64>; // [2 wide]
  work: f64 = 0; // work so far

  /** wide: states of a list while it is being made, without those of one more option. */
  constructor(lists: i32, wide: i32) {
    this.count = new StaticArray<i32>(lists);
    this.time = new StaticArray<f64>(lists * LIST_STATES);
    this.value = new StaticArray<f64>(lists * LIST_STATES);
    this.leftTime = new StaticArray<f64>(2 * wide);
    this.leftValue = new StaticArray<f64>(2 * wide);
    this.rightTime = new StaticArray<f64>(2 * wide);
    this.rightValue = new StaticArray<f64>(2 * wide);
  }
}

/** The list of nothing. */
export function clearList(l: Lists, at: i32): void {
  l.count[at] = 1;
  l.time[at * LIST_STATES] = 0;
  l.value[at * LIST_STATES] = 0;
}

/** The greatest value of a list. */
export function greatestValue(l: Lists, at: i32): f64 {
  return l.value[at * LIST_STATES + l.count[at] - 1];
}

/**
 * List `to`: that of `from`, each state alone and with every option of the pair, which begins no
 * earlier than `floor` and ends by `limit`. price: value per time, to thin by; kept: of the states
 * up to this time the last one stays.
 */
export function extendList(
  l: Lists,
  o: Options,
  from: i32,
  to: i32,
  pair: i32,
  floor: f64,
  limit: f64,
  price: f64,
  kept: f64,
): void {
  let count = l.count[from];
  const start = from * LIST_STATES;
  for (let i = 0; i < count; i++) {
    l.leftTime[i] = l.time[start + i];
    l.leftValue[i] = l.value[start + i];
  }
  const length = count;
  const end = o.end[pair];
  for (let k = o.first[pair]; k < end; k++) {
    count = merge(l, start, length, count, max(floor, 0), o.time[k], o.value[k], limit);
    if (count > WIDE) count = thin(l, count, WIDE / 2, price, kept);
  }
  if (count > LIST_STATES) count = thin(l, count, LIST_STATES, price, kept);
  l.count[to] = count;
  const target = to * LIST_STATES;
  for (let i = 0; i < count; i++) {
    l.time[target + i] = l.leftTime[i];
    l.value[target + i] = l.leftValue[i];
  }
}

/** The list in the making and the one at `start` with an option, merged; returns its length. */
export function merge(
  l: Lists,
  start: i32,
  length: i32,
  count: i32,
  floor: f64,
  time: f64,
  value: f64,
  limit: f64,
): i32 {
  const fromTime = l.time;
  const fromValue = l.value;
  const leftTime = l.leftTime;
  const leftValue = l.leftValue;
  const rightTime = l.rightTime;
  const rightValue = l.rightValue;
  let i = 0;
  let k = start;
  let end = start + length;
  let free = 0;
  let best = -Infinity;
  let ends = max(fromTime[start], floor) + time;
  if (ends > limit) end = start;
  while (i < count || k < end) {
    let t: f64 = 0;
    let v: f64 = 0;
    if (k >= end || (i < count && leftTime[i] <= ends)) {
      t = leftTime[i];
      v = leftValue[i++];
    } else {
      t = ends;
      v = fromValue[k++] + value;
      if (k < end) {
        ends = max(fromTime[k], floor) + time;
        if (ends > limit) end = k;
      }
    }
    if (v <= best) continue;
    best = v;
    if (free > 0 && rightTime[free - 1] >= t) free--;
    rightTime[free] = t;
    rightValue[free++] = v;
  }
  l.work += LIST_WORK * <f64>(count + length);
  l.leftTime = rightTime;
  l.leftValue = rightValue;
  l.rightTime = leftTime;
  l.rightValue = leftValue;
  return free;
}

/**
 * The list in the making without what is worth FOCUS less than the best state at the price, and
 * then one state of every stretch of time; returns its length.
 */
function thin(l: Lists, count: i32, most: i32, price: f64, kept: f64): i32 {
  const times = l.leftTime;
  const values = l.leftValue;
  let peak = -Infinity;
  let last = 0; // the state that is kept
  for (let i = 0; i < count; i++) {
    peak = max(peak, values[i] - price * times[i]);
    if (times[i] <= kept) last = i;
  }
  const least = peak - FOCUS;
  let from = 0;
  while (from < last && values[from] - price * times[from] < least) from++;
  let to = count;
  while (to - 1 > last && values[to - 1] - price * times[to - 1] < least) to--;
  const first = times[from];
  const scale = to - from > 1 ? <f64>(most - 1) / (times[to - 1] - first) : 0;
  let free = -1;
  let stretch = -1;
  let best: f64 = 0;
  for (let i = from; i < to; i++) {
    const time = times[i];
    const value = values[i];
    const s = <i32>floor((time - first) * scale);
    const reduced = i === last ? Infinity : value - price * time;
    if (s === stretch && reduced < best) continue;
    if (s !== stretch) free++;
    stretch = s;
    best = reduced;
    times[free] = time;
    values[free] = value;
  }
  return free + 1;
}

/**
 * The greatest value of a state of list `before` and one of list `behind`, whose time counts from
 * the end of the horizon.
 */
export function joinLists(l: Lists, before: i32, behind: i32, horizon: f64): f64 {
  const times = l.time;
  const values = l.value;
  const ends = horizon * (1 + HORIZON_ROUNDING);
  const first = before * LIST_STATES;
  const last = first + l.count[before];
  const floor = behind * LIST_STATES;
  let k = floor + l.count[behind] - 1;
  let best = -Infinity;
  for (let i = first; i < last; i++) {
    const room = ends - times[i];
    while (k >= floor && times[k] > room) k--;
    if (k < floor) break;
    best = max(best, values[i] + values[k]);
  }
  l.work += LIST_WORK * <f64>(last - first + l.count[behind]);
  return best;
}

/** The same with an option of the pair in between, which it must have. */
export function joinWith(
  l: Lists,
  o: Options,
  before: i32,
  behind: i32,
  pair: i32,
  horizon: f64,
): f64 {
  const times = l.time;
  const values = l.value;
  const ends = horizon * (1 + HORIZON_ROUNDING);
  const first = before * LIST_STATES;
  const last = first + l.count[before];
  const floor = behind * LIST_STATES;
  const top = floor + l.count[behind] - 1;
  const reach = o.reach[pair];
  let best = -Infinity;
  const end = o.end[pair];
  const most = values[last - 1] + values[top];
  const optionTime = o.time;
  const optionValue = o.value;
  const begin = o.first[pair];
  for (let c = end - 1; c >= begin; c--) {
    const value = optionValue[c];
    if (most + value <= best) break; // shorter options are worth less
    const time = optionTime[c];
    let k = top;
    for (let i = first; i < last; i++) {
      const finish = times[i] + time;
      if (finish > reach) break;
      const room = ends - finish;
      while (k >= floor && times[k] > room) k--;
      if (k < floor) break;
      best = max(best, values[i] + value + values[k]);
    }
  }
  l.work += LIST_WORK * <f64>((last - first + top - floor) * (end - begin));
  return best;
}
