// The options of one pair: the points of a discrete table, or the pieces of a continuous one, cut
// where they begin to be accurate enough and where time ends; and their concave hull. O(points).

import { Input } from "./input";
import { Options } from "./options";

/** The points of a discrete table. */
export function takePoints(input: Input, o: Options, p: i32, table: i32): void {
  const j = o.task[p];
  const from = o.count;
  const to = o.lineEnd[table];
  for (let k = input.tableStart[table]; k < to; k++) {
    const i = o.sorted[k];
    if (input.accuracy[i] >= input.minAccuracy[j]) {
      offer(
        input,
        o,
        p,
        from,
        input.time[i] / o.timeUnit,
        input.accuracy[i],
        i - input.tableStart[table],
      );
    }
  }
}

/** The points of a continuous table, each piece between two of them in so many parts. */
export function cutPieces(input: Input, o: Options, p: i32, table: i32, parts: i32): void {
  const j = o.task[p];
  const start = input.tableStart[table];
  const to = o.lineEnd[table];
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
      // the last one exactly, for a rounding past the latest end would lose it
      const t = c === parts ? nextTime : cut + ((nextTime - cut) * <f64>c) / <f64>parts;
      const a = max(accuracy + (rise * (t - time)) / length, least);
      if (t < input.time[next] / o.timeUnit) offer(input, o, p, from, t, a, i - start);
    }
  }
}

/** One more option, if it ends in time and is better than those before it. */
function offer(
  input: Input,
  o: Options,
  p: i32,
  from: i32,
  time: f64,
  accuracy: f64,
  variant: i32,
): void {
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
export function layHull(o: Options, p: i32): void {
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
