// Tables as the dispatcher needs them: by model and type the points that a request may run at,
// and the concave pieces of their hull.

import { CONTINUOUS } from "../../../assembly/codes.js";
import type { ModelTables } from "../../tables/read-models.js";
import type { Ladder, Offer, Offers } from "../held/entries.js";

/** Offers that are kept beside those of requests that wait. */
const MOST_KEPT = 1024;

export class Ladders implements Offers {
  readonly names: ReadonlyMap<string, number>;
  /** [types] How fast a type is: seconds times this are work in the unit that all share. */
  readonly paces: number[];
  readonly #tables: ModelTables;
  readonly #kept = new Map<string, Offer>();

  constructor(tables: ModelTables, types: number) {
    this.names = tables.names;
    this.#tables = tables;
    this.paces = this.#findPaces(types);
  }

  of(model: number, base: number, minAccuracy: number): Offer {
    const name = `${model} ${base} ${minAccuracy}`;
    const known = this.#kept.get(name);
    if (known) return known;
    const offer = this.paces.map((pace, type) => {
      const table = this.#tables.tableOf[model * this.paces.length + type];
      return table < 0 ? undefined : makeLadder(this.#tables, table, base, minAccuracy, pace);
    });
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(name, offer);
    return offer;
  }

  /**
   * By the times that the models take on each type for the best accuracy that all of its types
   * reach, as shares of the mean over those.
   */
  #findPaces(types: number): number[] {
    const { tableOf } = this.#tables;
    const shares = Array.from({ length: types }, () => [] as number[]);
    for (let model = 0; model * types < tableOf.length; model++) {
      const tabled = [...shares.keys()].filter((type) => tableOf[model * types + type] >= 0);
      const own = tabled.map((type) => {
        return makeLadder(this.#tables, tableOf[model * types + type], -Infinity, -Infinity, 1);
      });
      const common = Math.min(...own.map(({ accuracy }) => accuracy[accuracy.length - 1]));
      const times = own.map((ladder) => timeOf(ladder, common));
      const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
      if (!(mean > 0)) continue;
      for (const [k, type] of tabled.entries()) shares[type].push(times[k] / mean);
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

function makeLadder(
  tables: ModelTables,
  table: number,
  base: number,
  least: number,
  pace: number,
): Ladder {
  const { start, mode, time, accuracy } = tables;
  const first = start[table];
  const order = Array.from({ length: start[table + 1] - first }, (_, k) => k);
  order.sort((i, j) => {
    return time[first + i] - time[first + j] || accuracy[first + j] - accuracy[first + i] || i - j;
  });
  const isContinuous = mode[table] === CONTINUOUS;
  const points = { time: [], accuracy: [], variant: [] };
  const ladder: Ladder = { ...points, isContinuous, pieceWork: [], pieceGain: [] };
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
  addPieces(ladder, base, pace);
  return ladder;
}

function addPoint({ time, accuracy, variant }: Ladder, seconds: number, value: number, k: number) {
  time.push(seconds);
  accuracy.push(value);
  variant.push(k);
}

/** Pieces of falling slopes; none takes no time: what is free has no price. */
function addPieces(ladder: Ladder, base: number, pace: number): void {
  const { time, accuracy } = ladder;
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
  for (const [k, point] of hull.slice(1).entries()) {
    ladder.pieceWork.push((point.time - hull[k].time) * pace);
    ladder.pieceGain.push(point.accuracy - hull[k].accuracy);
  }
}
