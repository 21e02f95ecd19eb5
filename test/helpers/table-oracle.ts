// The exact optimum of small problems with tables: on every machine the best of every set of tasks,
// then the best way to part the tasks. Slow, obvious, and none of it the solver's.

import { type Place, placeOf, type TableRows } from "./table-instances.js";

/**
 * From one time to another, values (or accuracies) rise in a straight line; a point where both are
 * the same. Not less may be used of a time, but more at no loss.
 */
export interface Segment {
  from: number;
  to: number;
  low: number;
  high: number;
}

/** Relative: what sums of times in another order may pass a due time by. */
const ROUNDING = 1e-12;

/**
 * What a table offers within `most` from `least` accuracy on: its points, and between two
 * neighbours of a continuous one what is between. Of points of one time the most accurate counts.
 */
export function offers({ table }: Pick<Place, "table">, least: number, most: number): Segment[] {
  const points = table.time
    .map((time, k) => ({ time, accuracy: table.accuracy[k] }))
    .sort((a, b) => a.time - b.time || b.accuracy - a.accuracy)
    .filter(({ time }, k, sorted) => k === 0 || time > sorted[k - 1].time);
  const isContinuous = table.mode === "continuous";
  const segments: Segment[] = [];
  for (const [k, { time: from, accuracy: low }] of points.entries()) {
    const next = points[k + 1];
    segments.push({ from, to: from, low, high: low });
    if (!isContinuous || !next || next.accuracy <= low) continue;
    segments.push({ from, to: next.time, low, high: next.accuracy });
  }
  return segments.flatMap((segment) => cutBelow(segment, least)).flatMap((s) => cutAfter(s, most));
}

/** What of a segment is at least so high. */
function cutBelow(segment: Segment, least: number): Segment[] {
  const { from, to, low, high } = segment;
  if (low >= least) return [segment];
  if (high < least) return [];
  return [{ ...segment, from: from + ((to - from) * (least - low)) / (high - low), low: least }];
}

/** What of a segment ends by then. */
function cutAfter(segment: Segment, most: number): Segment[] {
  const { from, to, low, high } = segment;
  if (to <= most) return [segment];
  if (from > most) return [];
  return [{ ...segment, to: most, high: low + ((high - low) * (most - from)) / (to - from) }];
}

/** The greatest value of any schedule; for at most some 10 tasks (5 where tables are continuous). */
export function tableOptimum(problem: TableRows, rounding = ROUNDING): number {
  const { machines, tasks } = problem;
  const unserved = tasks.reduce((sum, { weight = 1, base = 0 }) => sum + weight * base, 0);
  const sets = 1 << tasks.length;
  let best = new Float64Array(sets);
  for (const r of machines.keys()) {
    const alone = gains(problem, r, rounding);
    const both = Float64Array.from(best);
    for (let set = 1; set < sets; set++) {
      for (let part = set; part > 0; part = (part - 1) & set) {
        both[set] = Math.max(both[set], alone[part] + best[set ^ part]);
      }
    }
    best = both;
  }
  return unserved + best[sets - 1];
}

/** [set of tasks] The most that machine r gains by serving all of them; -Infinity: it cannot. */
function gains(problem: TableRows, r: number, rounding: number): Float64Array {
  const { machines, tasks } = problem;
  const places = tasks.map((_, j) => placeOf(problem, j, r));
  const byDue = [...tasks.keys()]
    .filter((j) => places[j])
    .sort((i, j) => (places[i] as Place).latest - (places[j] as Place).latest);
  const { readyAt = 0 } = machines[r];
  const reached = new Map<number, Segment[]>([
    [0, [{ from: readyAt, to: readyAt, low: 0, high: 0 }]],
  ]);
  for (const j of byDue) {
    const { latest } = places[j] as Place;
    const end = latest + rounding * Math.abs(latest);
    const options = worths(problem, j, places[j] as Place);
    for (const [set, before] of [...reached]) {
      const after = before.flatMap((one) => options.flatMap((other) => inTurn(one, other)));
      const kept = undominated(after.flatMap((segment) => cutAfter(segment, end)));
      if (kept.length > 0) reached.set(set | (1 << j), kept);
    }
  }
  const gained = new Float64Array(1 << tasks.length).fill(Number.NEGATIVE_INFINITY);
  for (const [set, ways] of reached) gained[set] = Math.max(...ways.map(({ high }) => high));
  return gained;
}

/** What a task is worth over its time there, more than unserved. */
function worths({ tasks }: TableRows, j: number, place: Place): Segment[] {
  const { weight = 1, base = 0, minAccuracy = Number.NEGATIVE_INFINITY } = tasks[j];
  return offers(place, minAccuracy, Number.POSITIVE_INFINITY).map(({ from, to, low, high }) => {
    return { from, to, low: weight * (low - base), high: weight * (high - base) };
  });
}

/** The best of both in the sum of their times: the steeper grows first. */
function inTurn(a: Segment, b: Segment): Segment[] {
  const slope = ({ from, to, low, high }: Segment) => (to > from ? (high - low) / (to - from) : 0);
  const [first, then] = slope(a) >= slope(b) ? [a, b] : [b, a];
  const start = { from: a.from + b.from, low: a.low + b.low };
  const turn = { to: start.from + first.to - first.from, high: start.low + first.high - first.low };
  if (then.from === then.to) return [{ ...start, ...turn }];
  const end = { to: turn.to + then.to - then.from, high: turn.high + then.high - then.low };
  const second = { from: turn.to, low: turn.high, ...end };
  return first.from === first.to ? [second] : [{ ...start, ...turn }, second];
}

/** Without those below another one all along. */
function undominated(segments: Segment[]): Segment[] {
  const kept: Segment[] = [];
  const sorted = segments.sort((a, b) => a.from - b.from || b.high - a.high || a.to - b.to);
  for (const segment of sorted) {
    const { from, to, low, high } = segment;
    const isBelow = kept.some((other) => at(other, from) >= low && at(other, to) >= high);
    if (!isBelow) kept.push(segment);
  }
  return kept;
}

/** Value of a segment where its time may be exceeded. */
function at({ from, to, low, high }: Segment, time: number): number {
  if (time < from) return Number.NEGATIVE_INFINITY;
  return time >= to ? high : low + ((high - low) * (time - from)) / (to - from);
}
