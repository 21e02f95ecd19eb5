// One machine, the linear programme over the hulls of its pairs, exactly, by greed: the rooms until
// the due times are nested, so the steepest steps of the hulls come first. It gives prices, a bound
// and a first schedule. O(steps (length + log steps)).

import { mergeSort } from "../problem/order";
import { Options } from "./options";
import { chargeOf, endOf, firstOf, Single, STATE_WORK } from "./single";

/** Prices, bound and a first schedule from the linear programme. */
export function relaxSingle(s: Single, o: Options): void {
  const steps = gatherSteps(s, o);
  for (let i = 0; i < steps; i++) s.step[i] = i;
  mergeSort(s.slope, s.step, s.sortKey, s.sortIndex, 0, steps);
  s.work += STATE_WORK * <f64>(steps * 4);
  fill(s, o, steps);
  sumRest(s, o);
  let value: f64 = 0;
  for (let i = 0; i < s.length; i++) {
    const k = s.taken[i];
    if (k >= 0) value += o.value[k] - chargeOf(s, o, i);
  }
  if (value <= s.value0) return;
  s.value0 = value;
  for (let i = 0; i < s.length; i++) s.chosen[i] = s.taken[i];
}

/** The steps of the concave hull of nothing and of the options of every pair, charges taken off. */
function gatherSteps(s: Single, o: Options): i32 {
  let count = 0;
  for (let i = 0; i < s.length; i++) {
    const from = count;
    const charge = chargeOf(s, o, i);
    const end = endOf(s, o, i);
    for (let k = firstOf(s, o, i); k < end; k++) {
      const value = o.value[k] - charge;
      if (value <= 0) continue;
      let time = o.time[k];
      let rise = value;
      while (count > from) {
        const last = s.stepOption[count - 1];
        const slope = (value - (o.value[last] - charge)) / (o.time[k] - o.time[last]);
        if (slope < -s.slope[count - 1]) {
          time = o.time[k] - o.time[last];
          rise = slope * time;
          break;
        }
        count--;
      }
      s.slope[count] = time > 0 ? -rise / time : -Infinity;
      s.stepPair[count] = i;
      s.stepTime[count] = time;
      s.stepOption[count++] = k;
    }
  }
  return count;
}

/** Takes the steps, the steepest first, while there is room until all due times behind. */
function fill(s: Single, o: Options, steps: i32): void {
  const length = s.length;
  for (let i = 0; i < length; i++) {
    s.slack[i] = o.reach[s.pair[i]];
    s.taken[i] = -1;
    s.price[i] = 0;
  }
  s.price[length] = 0;
  let closed = 0; // no room is left for the pairs before this one
  for (let at = 0; at < steps && closed < length; at++) {
    const k = s.step[at];
    const i = s.stepPair[k];
    if (i < closed) continue;
    const time = s.stepTime[k];
    let room = time;
    for (let c = i; c < length; c++) room = min(room, s.slack[c]);
    if (room >= time) s.taken[i] = s.stepOption[k];
    if (time === 0) continue;
    let tight = -1;
    for (let c = i; c < length; c++) {
      s.slack[c] -= room;
      if (s.slack[c] <= 0) tight = c;
    }
    if (tight < 0) continue;
    for (; closed <= tight; closed++) s.price[closed] = -s.slope[at];
  }
  s.work += STATE_WORK * <f64>steps * <f64>length * 0.25;
}

/** rest[i] and the bound. */
function sumRest(s: Single, o: Options): void {
  const length = s.length;
  s.rest[length] = 0;
  for (let i = length - 1; i >= 0; i--) {
    const charge = chargeOf(s, o, i);
    const price = s.price[i];
    let won: f64 = 0;
    const end = endOf(s, o, i);
    for (let k = firstOf(s, o, i); k < end; k++) {
      won = max(won, o.value[k] - charge - price * o.time[k]);
    }
    const paid = (price - s.price[i + 1]) * o.reach[s.pair[i]];
    s.rest[i] = s.rest[i + 1] + won + paid;
  }
  s.bound = s.rest[0];
}
