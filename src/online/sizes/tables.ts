// Sizes of requests for models with tables: their variants, or what lies between two of them.

import type { Buffers } from "../../engine/buffers.js";
import type { Functions } from "../../engine/core.js";
import type { Entry } from "../held/entries.js";
import type { Ladder, Ladders } from "./ladders.js";
import type { MachineState } from "../held/machines.js";
import type { Chosen, Refusal, Sizing, Terms } from "./sizing.js";

/**
 * theta * work at the end of a piece of the hull, whose slope is the same all along: an element of
 * the relaxation bends a little, so that its prices have one answer. 12 % more at the beginning,
 * 12 % less at the end.
 */
const BEND = 0.25;
/**
 * A further piece is run where the relaxation fills most of it, the first where it fills any: times
 * the price, the slope of a piece says so (1.06 gained 0.07 points on 1, 0.3 on that of the first).
 */
const FILLED = 1.06;

/** A size of a ladder; k: its point or the one before. */
interface Place {
  k: number;
  seconds: number;
  accuracy: number;
}

export class TableSizing implements Sizing {
  readonly #ladders: Ladders;
  readonly #neverDrop: boolean;
  readonly #bent: () => number;

  constructor(functions: () => Functions, ladders: Ladders, neverDrop: boolean) {
    this.#ladders = ladders;
    this.#neverDrop = neverDrop;
    this.#bent = () => -functions().expm1(-BEND);
  }

  isServed({ model }: Entry, machines: readonly number[]): boolean {
    return machines.some((count, type) => count > 0 && this.#ladders.hasTable(model, type));
  }

  count(entry: Entry, machine: MachineState): number {
    const { pieces } = this.#ladders.of(entry, this.#typeFor(entry, machine));
    return this.#neverDrop ? Math.max(0, pieces.length - 1) : pieces.length;
  }

  write(entry: Entry, machine: MachineState, to: Buffers, at: number): number {
    const type = this.#typeFor(entry, machine);
    const { pieces } = this.#ladders.of(entry, type);
    const pace = this.#ladders.paces[type];
    const bent = this.#bent();
    const skipped = this.#neverDrop ? 1 : 0;
    for (let k = skipped; k < pieces.length; k++) {
      const work = pieces[k].seconds * pace;
      const place = at + k - skipped;
      to.theta[place] = BEND / work;
      to.maxWork[place] = work;
      to.weight[place] = entry.weight;
      to.base[place] = 0;
      to.gain[place] = pieces[k].gain / bent;
    }
    return skipped > 0 && pieces.length > 0 ? pieces[0].seconds * pace : 0;
  }

  choose(
    entry: Entry,
    { type, speed }: MachineState,
    { seconds, price, release }: Terms,
    types: readonly number[],
  ): Chosen | Refusal {
    const hasTable = this.#ladders.hasTable(entry.model, type);
    const ladder = hasTable ? this.#ladders.of(entry, type) : undefined;
    if (!ladder || !(ladder.time[0] <= seconds)) {
      return this.#fitsSome(entry, seconds, types) ? "elsewhere" : "infeasible";
    }
    const toBegin = Math.max(price * this.#bent() * (1 / BEND), release);
    const worth = Math.max(price * FILLED, release);
    const perSecond = (worth * speed) / entry.weight;
    const wanted = best(ladder, entry.base, perSecond, Infinity);
    const place = wanted.seconds <= seconds ? wanted : best(ladder, entry.base, perSecond, seconds);
    const isWorth = place.accuracy - entry.base > ((toBegin * speed) / entry.weight) * place.seconds;
    if (!isWorth && !this.#neverDrop) return "outbid";
    const chosen = isWorth ? place : placeAt(ladder, 0);
    const isCut = isWorth && chosen.seconds < wanted.seconds;
    const gain = entry.weight * (wanted.accuracy - chosen.accuracy);
    const isTop = chosen.k === ladder.time.length - 1;
    const byPrice = price >= release ? "horizon" : "release";
    return {
      work: chosen.seconds,
      duration: chosen.seconds,
      accuracy: chosen.accuracy,
      variant: ladder.variant[chosen.k],
      limitedBy: isCut ? "deadline" : isTop ? "full" : byPrice,
      slope: isCut ? gain / ((wanted.seconds - chosen.seconds) * speed) : 0,
    };
  }

  /** The type of the machine, or where that has no table for it, the first that has. */
  #typeFor({ model }: Entry, { type }: MachineState): number {
    let own = type;
    for (let t = 0; !this.#ladders.hasTable(model, own); t++) own = t;
    return own;
  }

  #fitsSome(entry: Entry, seconds: number, types: readonly number[]): boolean {
    return types.some((count, type) => {
      if (count === 0 || !this.#ladders.hasTable(entry.model, type)) return false;
      return this.#ladders.of(entry, type).time[0] <= seconds;
    });
  }
}

function placeAt({ time, accuracy }: Ladder, k: number): Place {
  return { k, seconds: time[k], accuracy: accuracy[k] };
}

/** The size of at most so many seconds that is worth most beyond their price; the longest such. */
function best(ladder: Ladder, base: number, perSecond: number, most: number): Place {
  const { time, accuracy, isContinuous } = ladder;
  let chosen = placeAt(ladder, 0);
  const worthOf = (place: Place) => place.accuracy - base - perSecond * place.seconds;
  for (let k = 1; k < time.length; k++) {
    let place = placeAt(ladder, k);
    if (time[k] > most) {
      if (!isContinuous) break;
      const share = (most - time[k - 1]) / (time[k] - time[k - 1]);
      const between = accuracy[k - 1] + share * (accuracy[k] - accuracy[k - 1]);
      place = { k: k - 1, seconds: most, accuracy: between };
    }
    if (worthOf(place) >= worthOf(chosen)) chosen = place;
    if (time[k] > most) break;
  }
  return chosen;
}
