// What the dispatcher asks of requests of either kind, with curves or with tables.

import type { Buffers } from "../../engine/buffers.js";
import type { LimitedBy } from "../../types/index.js";
import type { Entry } from "../held/entries.js";
import type { MachineState } from "../held/machines.js";

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
  /** How many elements of the relaxation it has for this machine. */
  count(entry: Entry, machine: MachineState): number;
  /**
   * Writes them at a place of the problem in the engine's buffers, all but their deadlines; returns
   * the least work that it is to get whatever happens.
   */
  write(entry: Entry, machine: MachineState, to: Buffers, at: number): number;
  /** The size for it on this machine. types: as in `isServed`. */
  choose(
    entry: Entry,
    machine: MachineState,
    terms: Terms,
    types: readonly number[],
  ): Chosen | Refusal;
}
