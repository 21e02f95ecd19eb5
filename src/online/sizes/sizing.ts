// What the dispatcher asks of requests of either kind, with curves or with tables.

import type { Buffers } from "../../engine/buffers.js";
import type { LimitedBy } from "../../types/index.js";
import type { Entry, Offer } from "../held/entries.js";
import type { MachineState } from "../held/machines.js";
import type { Head } from "../held/queue.js";

/** What a decision depends on. */
export interface Terms {
  /** Seconds that its deadline leaves for the run. */
  seconds: number;
  /** Work that the relaxation gives it. */
  work: number;
  /** Value of a unit of work there, and when the run ends. */
  price: number;
  release: number;
}

/** Those that wait, in order of deadlines. */
export type Waiting = Head<Entry, Offer>;

/** Of each request its work in the relaxation and the price of a unit of it. */
export interface Shares {
  work: Float64Array;
  price: Float64Array;
}

/** A size at which a request is to run. */
export interface Chosen {
  work: number;
  duration: number;
  accuracy: number;
  variant: number;
  limitedBy: LimitedBy;
  /** What a unit of work more would have added, where it is limited by its deadline. */
  slope: number;
}

/** Why there is none: it may run elsewhere, nowhere, or is not worth its time. */
export type Refusal = "elsewhere" | "infeasible" | "outbid";

export interface Sizing {
  /** Whether some machine of these types may run it; the number of machines by type. */
  isServed(entry: Entry, machines: readonly number[]): boolean;
  /** How many elements of the relaxation they have for this machine. */
  count(waiting: Waiting, machine: MachineState): number;
  /**
   * Writes them into the engine's buffers. room: work that all machines can do until each of those
   * that wait is due; lowered by the least work of those up to it.
   */
  write(waiting: Waiting, machine: MachineState, room: Float64Array, to: Buffers): void;
  /** Reads what a run of the engine gives to each. */
  read(waiting: Waiting, machine: MachineState, from: Buffers, to: Shares): void;
  /** The size for it on this machine. types: as in `isServed`. */
  choose(
    entry: Entry,
    machine: MachineState,
    terms: Terms,
    types: readonly number[],
  ): Chosen | Refusal;
}

/**
 * Takes the least work of each from the rooms: room that later ones need for it is not there
 * before.
 */
export function reserveLeast(room: Float64Array, least: Float64Array, n: number): void {
  let taken = 0;
  for (let j = 0; j < n; j++) {
    taken += least[j];
    room[j] = Math.max(0, room[j] - taken);
  }
  for (let j = n - 2; j >= 0; j--) room[j] = Math.min(room[j], room[j + 1]);
}
