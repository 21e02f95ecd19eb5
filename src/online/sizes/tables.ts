// Sizes of requests for models with tables: their variants, or what lies between two of them.

import type { Buffers } from "../../engine/buffers.js";
import type { Functions } from "../../engine/core.js";
import type { Entry, Ladder, Offer } from "../held/entries.js";
import type { MachineState } from "../held/machines.js";
import {
  type Chosen,
  type Refusal,
  reserveLeast,
  type Shares,
  type Sizing,
  type Terms,
  type Waiting,
} from "./sizing.js";

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
  readonly #neverDrop: boolean;
  readonly #functions: () => Functions;

  constructor(functions: () => Functions, neverDrop: boolean) {
    this.#neverDrop = neverDrop;
    this.#functions = functions;
  }

  isServed({ shared }: Entry, machines: readonly number[]): boolean {
    return shared.some((ladder, type) => ladder !== undefined && machines[type] > 0);
  }

  count({ length, shared }: Waiting, { type }: MachineState): number {
    let count = 0;
    for (let j = 0; j < length; j++) count += this.#piecesOf(ladderFor(shared[j], type));
    return count;
  }

  write(
    { length, shared, columns: [weights] }: Waiting,
    { type }: MachineState,
    room: Float64Array,
    { deadline, theta, maxWork, weight, base, gain }: Buffers,
  ): void {
    const perBent = 1 / this.#bent();
    const skipped = this.#neverDrop ? 1 : 0;
    if (this.#neverDrop) this.#begin(shared, length, type, room);
    let at = 0;
    for (let j = 0; j < length; j++) {
      const { pieceWork, pieceGain } = ladderFor(shared[j], type);
      for (let k = skipped; k < pieceWork.length; k++, at++) {
        deadline[at] = room[j];
        theta[at] = BEND / pieceWork[k];
        maxWork[at] = pieceWork[k];
        weight[at] = weights[j];
        gain[at] = pieceGain[k] * perBent;
      }
    }
    base.fill(0, 0, at);
  }

  #begin(shared: readonly Offer[], length: number, type: number, room: Float64Array): void {
    const least = new Float64Array(length);
    for (let j = 0; j < length; j++) least[j] = ladderFor(shared[j], type).pieceWork[0] ?? 0;
    reserveLeast(room, least, length);
  }

  /** All pieces of a request have one deadline, and so one price. */
  read({ length, shared }: Waiting, { type }: MachineState, { price }: Buffers, to: Shares): void {
    let at = 0;
    for (let j = 0; j < length; j++) {
      const count = this.#piecesOf(ladderFor(shared[j], type));
      to.price[j] = count > 0 ? price[at] : 0;
      at += count;
    }
  }

  choose(
    entry: Entry,
    { type, speed }: MachineState,
    { seconds, price, release }: Terms,
    types: readonly number[],
  ): Chosen | Refusal {
    const ladder = entry.shared[type];
    if (!ladder || !(ladder.time[0] <= seconds)) {
      return fitsSome(entry.shared, seconds, types) ? "elsewhere" : "infeasible";
    }
    const toBegin = Math.max((price * this.#bent()) / BEND, release);
    const worth = Math.max(price * FILLED, release);
    const perSecond = (worth * speed) / entry.weight;
    const wanted = best(ladder, entry.base, perSecond, Infinity);
    const place = wanted.seconds <= seconds ? wanted : best(ladder, entry.base, perSecond, seconds);
    const isWorth =
      place.accuracy - entry.base > ((toBegin * speed) / entry.weight) * place.seconds;
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

  /** Of those that take part in the relaxation. */
  #piecesOf({ pieceWork }: Ladder): number {
    return this.#neverDrop ? Math.max(0, pieceWork.length - 1) : pieceWork.length;
  }

  /** What a whole piece gains, where its first slope for ever would gain 1 / BEND of that. */
  #bent(): number {
    return -this.#functions().expm1(-BEND);
  }
}

/** That of the type, or where that has no table for it, of the first that has. */
function ladderFor(offer: Offer, type: number): Ladder {
  return offer[type] ?? (offer.find((ladder) => ladder !== undefined) as Ladder);
}

function fitsSome(offer: Offer, seconds: number, types: readonly number[]): boolean {
  return types.some((count, type) => count > 0 && Number(offer[type]?.time[0]) <= seconds);
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
