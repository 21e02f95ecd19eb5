// Tables as the dispatcher needs them: by model and type the points that a request may run at, and
// the concave pieces of their hull.

import { CONTINUOUS } from "../../../assembly/codes.js";
import type { ModelTables } from "../../tables/read-models.js";
import type { Entry } from "../held/entries.js";

/** What one table offers to requests of one base and one least accuracy. */
export interface Ladder {
  /** Pareto points that reach them: seconds, ascending, and accuracies, ascending. */
  time: number[];
  accuracy: number[];
  /** Their indices in the caller's table. */
  variant: number[];
  isContinuous: boolean;
  /** Pieces of the concave hull from not being served on: seconds, and accuracy gained. */
  pieces: { seconds: number; gain: number }[];
}

/** Ladders that are kept: as many as there may be pairs of a base and a least accuracy by table. */
const MOST_KEPT = 4096;

export class Ladders {
  /** [types] How fast a type is: seconds times this are work in the unit that all share. */
  readonly paces: number[];
  readonly #tables: ModelTables;
  readonly #types: number;
  readonly #kept = new Map<string, Ladder>();

  constructor(tables: ModelTables, types: number) {
    this.#tables = tables;
    this.#types = types;
    this.paces = this.#findPaces();
  }

  hasTable(model: number, type: number): boolean {
    return this.#tables.tableOf[model * this.#types + type] >= 0;
  }

  /** The ladder of a request on a type that has a table for it. */
  of({ model, base, minAccuracy }: Entry, type: number): Ladder {
    const table = this.#tables.tableOf[model * this.#types + type];
    const name = `${table} ${base} ${minAccuracy}`;
    const known = this.#kept.get(name);
    if (known) return known;
    const ladder = makeLadder(this.#tables, table, base, minAccuracy);
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(name, ladder);
    return ladder;
  }

  /**
   * By the times that the models take on each type for the best accuracy that all of its types
   * reach, as shares of the mean over those.
   */
  #findPaces(): number[] {
    const { tableOf } = this.#tables;
    const shares = Array.from({ length: this.#types }, () => [] as number[]);
    for (let model = 0; model * this.#types < tableOf.length; model++) {
      const types = [...shares.keys()].filter((type) => this.hasTable(model, type));
      const own = types.map((type) => {
        const table = tableOf[model * this.#types + type];
        return makeLadder(this.#tables, table, -Infinity, -Infinity);
      });
      const common = Math.min(...own.map(({ accuracy }) => accuracy[accuracy.length - 1]));
      const times = own.map((ladder) => timeOf(ladder, common));
      const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
      if (!(mean > 0)) continue;
      for (const [k, type] of types.entries()) shares[type].push(times[k] / mean);
    }
    return shares.map((list) => {
      const sum = list.reduce((total, share) => total + share, 0);
      return sum > 0 ? list.length / sum : 1;
    });
  }
}

/** Seconds for an accuracy that it reaches, on the line between two points. */
function timeOf({ time, accuracy }: Ladder, wanted: number): number {
  const k = accuracy.findIndex((value) => value >= wanted);
  if (k === 0) return time[0];
  const share = (wanted - accuracy[k - 1]) / (accuracy[k] - accuracy[k - 1]);
  return time[k - 1] + share * (time[k] - time[k - 1]);
}

function makeLadder(tables: ModelTables, table: number, base: number, least: number): Ladder {
  const { start, mode, time, accuracy } = tables;
  const first = start[table];
  const order = Array.from({ length: start[table + 1] - first }, (_, k) => k);
  order.sort((i, j) => {
    return time[first + i] - time[first + j] || accuracy[first + j] - accuracy[first + i] || i - j;
  });
  const isContinuous = mode[table] === CONTINUOUS;
  const ladder: Ladder = { time: [], accuracy: [], variant: [], isContinuous, pieces: [] };
  let [before, best] = [-1, -Infinity];
  for (const k of order) {
    const reached = accuracy[first + k];
    if (!(reached > best)) continue;
    const isEnough = reached > base && reached >= least;
    // between two points of a continuous table lies the first of those that are accurate enough
    if (isEnough && isContinuous && before >= 0 && ladder.time.length === 0) {
      const wanted = Math.max(least, base);
      const share = (wanted - best) / (reached - best);
      if (wanted > base && wanted < reached && share > 0) {
        const from = time[first + before];
        addPoint(ladder, from + share * (time[first + k] - from), wanted, before);
      }
    }
    if (isEnough) addPoint(ladder, time[first + k], reached, k);
    [before, best] = [k, reached];
  }
  ladder.pieces = piecesOf(ladder, base);
  return ladder;
}

function addPoint({ time, accuracy, variant }: Ladder, seconds: number, value: number, k: number) {
  time.push(seconds);
  accuracy.push(value);
  variant.push(k);
}

/** Pieces of falling slopes; none takes no time: what is free has no price. */
function piecesOf({ time, accuracy }: Ladder, base: number): Ladder["pieces"] {
  const hull = [{ time: 0, accuracy: base }];
  for (let k = 0; k < time.length; k++) {
    const point = { time: time[k], accuracy: accuracy[k] };
    while (hull.length > 1) {
      const [one, two] = hull.slice(-2);
      const rise = (two.accuracy - one.accuracy) * (point.time - two.time);
      if (rise > (point.accuracy - two.accuracy) * (two.time - one.time)) break;
      hull.pop();
    }
    if (point.time > 0) hull.push(point);
    else hull[0] = point;
  }
  return hull.slice(1).map((point, k) => {
    return { seconds: point.time - hull[k].time, gain: point.accuracy - hull[k].accuracy };
  });
}
