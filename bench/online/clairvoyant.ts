// What could be had at most by who knows the future: all machines are one of their total speed, which
// may interrupt and resume; releases, deadlines. Exact.
//
// At a log-price nu every job demands some work. Let A be the union of intervals in which the jobs
// that must run inside demand most beyond what the machine can do: some optimum has the machine
// always busy there, prices >= nu inside and <= nu outside. So a part is measured at one nu, then
// each interval is a part of its own, and what is outside, with the intervals cut out of time,
// another (as Yao, Demers and Shenker do for energies). O(n log n) a level of prices.

import type { Workload } from "./workload.js";

/** A job inside a part: the times between which it may run, as positions of time in the part. */
interface Item {
  begin: number;
  end: number;
  piece: Piece;
}

/** A concave gain by work: `most` work at most, of the log-slopes from `high` down to `low`. */
interface Piece {
  most: number;
  high: number;
  low: number;
  /** Of a curve; 0: the piece is straight. */
  theta: number;
}

/** Difference of log-prices within which a part is done: what it leaves is its square. */
const NARROW = 1e-7;

/** The greatest sum of accuracies; NaN where machines differ by more than a factor. */
export function clairvoyant({ jobs, speeds, isUniform }: Workload): number {
  if (!isUniform) return Number.NaN;
  const speed = speeds.reduce((sum, one) => sum + one, 0);
  const items = jobs.flatMap(({ arrival, deadline, network }) => {
    return piecesOf(network).map((piece) => ({ begin: arrival, end: deadline, piece }));
  });
  const base = jobs.reduce((sum, { network }) => sum + network.base, 0);
  const [low, high] = items.reduce(
    ([least, most], { piece }) => [Math.min(least, piece.low), Math.max(most, piece.high)],
    [Infinity, -Infinity],
  );
  return base + worth(items, speed, low - 1, high + 1, true);
}

function piecesOf({ fields, full, pieces }: Workload["jobs"][0]["network"]): Piece[] {
  if (pieces) {
    return pieces.map(({ work, gain }) => {
      const slope = Math.log(gain / work);
      return { most: work, high: slope, low: slope, theta: 0 };
    });
  }
  const { theta, gain } = fields as { theta: number; gain: number };
  const high = Math.log(gain * theta);
  return [{ most: full, high, low: high - theta * full, theta }];
}

function demand({ most, high, low, theta }: Piece, nu: number): number {
  if (nu >= high) return 0;
  return nu <= low ? most : (high - nu) / theta;
}

/**
 * What the items of a part gain whose prices are between e^low and e^high. isFree: at e^low nothing
 * is scarce.
 */
function worth(items: Item[], speed: number, low: number, high: number, isFree: boolean): number {
  if (items.length === 0) return 0;
  const nu = (low + high) / 2;
  if (high - low < NARROW) return dual(items, speed, isFree ? -Infinity : nu);
  const demands = items.map(({ piece }) => demand(piece, nu));
  const intervals = busiest(items, demands, speed);
  if (intervals.length === 0) return worth(items, speed, low, nu, isFree);
  const inside: Item[][] = intervals.map(() => []);
  const outside: Item[] = [];
  for (const item of items) {
    const k = placeOf(intervals, item);
    if (k >= 0) inside[k].push(item);
    else outside.push(cutOut(item, intervals));
  }
  let sum = worth(outside, speed, low, nu, isFree);
  for (const part of inside) sum += worth(part, speed, nu, high, false);
  return sum;
}

/** At one price: what it pays for the time in which items may run, and what they gain beyond it. */
function dual(items: Item[], speed: number, nu: number): number {
  const price = Math.exp(nu);
  const ordered = [...items].sort((a, b) => a.begin - b.begin);
  let time = 0;
  let until = -Infinity;
  for (const { begin, end } of ordered) {
    time += Math.max(0, end - Math.max(begin, until));
    until = Math.max(until, end);
  }
  const surplus = items.reduce((sum, { piece }) => sum + surplusOf(piece, nu, price), 0);
  return surplus + price * speed * time;
}

function surplusOf(piece: Piece, nu: number, price: number): number {
  const { high, theta } = piece;
  const work = demand(piece, nu);
  const slope = Math.exp(high);
  const gain = theta > 0 ? (slope / theta) * -Math.expm1(-theta * work) : slope * work;
  return gain - price * work;
}

type Interval = { begin: number; end: number };

/** The disjoint intervals whose items demand most beyond what the machine does in them. */
function busiest(items: Item[], demands: number[], speed: number): Interval[] {
  const begins = [...new Set(items.map(({ begin }) => begin))].sort((a, b) => a - b);
  const place = new Map(begins.map((begin, k) => [begin, k]));
  const tree = new MaxTree(begins.length);
  const order = [...items.keys()].sort((i, j) => items[i].end - items[j].end);
  // best[k]: the most that intervals can have which end by begins[k]; `chosen` says which is last
  const last: ({ at: number; end: number } & { before: number })[] = [];
  let best = 0;
  let bestLast = -1;
  let opened = 0;
  for (const i of order) {
    const { begin, end } = items[i];
    for (; opened < begins.length && begins[opened] < end; opened++) {
      tree.set(opened, best + speed * begins[opened], bestLast);
    }
    tree.add(place.get(begin) as number, demands[i]);
    const { value, at, label } = tree.greatest();
    if (value - speed * end <= best + ROUNDING * speed * (end - begins[at])) continue;
    best = value - speed * end;
    last.push({ at, end, before: label });
    bestLast = last.length - 1;
  }
  const intervals: Interval[] = [];
  for (let k = bestLast; k >= 0; k = last[k].before) {
    intervals.push({ begin: begins[last[k].at], end: last[k].end });
  }
  return intervals.reverse();
}

/** Of what a machine does in an interval: less demand beyond it is rounding. */
const ROUNDING = 1e-12;

/** The interval in which an item must run; -1: none. */
function placeOf(intervals: Interval[], { begin, end }: Item): number {
  let [low, high] = [0, intervals.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (intervals[middle].end >= end) high = middle;
    else low = middle + 1;
  }
  const { begin: from, end: to } = intervals[low];
  return from <= begin && end <= to ? low : -1;
}

/** Times as they are when the intervals have been cut out. */
function cutOut(item: Item, intervals: Interval[]): Item {
  const moved = (time: number) => {
    let cut = 0;
    for (const { begin, end } of intervals) {
      if (begin >= time) break;
      cut += Math.min(end, time) - begin;
    }
    return time - cut;
  };
  return { ...item, begin: moved(item.begin), end: moved(item.end) };
}

/** Values at places, to all of a prefix of which one can add, and the greatest of those set. */
class MaxTree {
  readonly #size: number;
  readonly #value: Float64Array;
  readonly #added: Float64Array;
  readonly #place: Int32Array;
  readonly #label: Int32Array;

  constructor(length: number) {
    this.#size = 2 ** Math.ceil(Math.log2(Math.max(2, length)));
    this.#value = new Float64Array(2 * this.#size).fill(-Infinity);
    this.#added = new Float64Array(2 * this.#size);
    this.#place = Int32Array.from({ length: 2 * this.#size }, (_, k) => k - this.#size);
    this.#label = new Int32Array(this.#size);
  }

  set(place: number, value: number, label: number): void {
    this.#label[place] = label;
    let node = place + this.#size;
    this.#value[node] = value; // nothing was added yet: it is behind all that ended
    for (node >>= 1; node >= 1; node >>= 1) this.#pull(node);
  }

  /** To the places up to this one. */
  add(place: number, amount: number): void {
    // every left sibling of the path from the next place up to the root
    let node = place + this.#size;
    this.#apply(node, amount);
    for (; node > 1; node >>= 1) {
      if (node % 2 === 1) this.#apply(node - 1, amount);
      this.#pull(node >> 1);
    }
  }

  greatest(): { value: number; at: number; label: number } {
    const at = this.#place[1];
    return { value: this.#value[1], at, label: this.#label[at] };
  }

  #apply(node: number, amount: number): void {
    this.#value[node] += amount;
    if (node < this.#size) this.#added[node] += amount;
  }

  #pull(node: number): void {
    const [left, right] = [2 * node, 2 * node + 1];
    const better = this.#value[right] > this.#value[left] ? right : left;
    this.#value[node] = this.#value[better] + this.#added[node];
    this.#place[node] = this.#place[better];
  }
}
