// All that a dispatcher holds: machines, those that wait or run, what has been learned, and what
// is still to be told.

import type { Engine } from "../engine/engine.js";
import { errorOf } from "../problem/errors.js";
import { isWithin } from "../problem/kinds.js";
import { refuse, show, wrong, wrongType } from "../problem/messages.js";
import type {
  DispatchEvent,
  DropReason,
  Id,
  OnlineMachine,
  OnlineRequest,
} from "../types/index.js";
import { type Counts, noCounts } from "./held/counts.js";
import {
  CURVE_COLUMNS,
  type Entry,
  type Offer,
  type Offers,
  readRequest,
  TABLE_COLUMNS,
} from "./held/entries.js";
import { type MachineState, Machines } from "./held/machines.js";
import { DueQueue } from "./held/queue.js";
import { Margin } from "./learned/margin.js";
import { ReleasePrices } from "./learned/release.js";
import { readMachine, type Settings } from "./settings.js";
import { CurveSizing } from "./sizes/curves.js";
import { Ladders } from "./sizes/ladders.js";
import type { Sizing } from "./sizes/sizing.js";
import { TableSizing } from "./sizes/tables.js";

/** Weight of an arrival in the mean time between arrival and deadline. */
const DEADLINE_RATE = 0.02;

/** Requests that take part in a decision, the first by deadline: later ones are hardly ever in
 * question. */
export const MOST_WEIGHED = 1024;

/** What is one number each, and the counts. */
export interface Learned {
  /** The latest time that was told. */
  now: number;
  meanDeadline: number;
  releasePrice: number;
  counts: Counts;
}

export class Floor {
  readonly engine: Engine;
  readonly settings: Settings;
  readonly sizing: Sizing;
  readonly machines = new Machines();
  /** [types], or of one entry where machines have speeds: how many machines are there. */
  readonly types: number[];
  readonly margin: Margin;
  readonly release: ReleasePrices;
  readonly queue: DueQueue<Entry, Offer>;
  /** Those that wait, by their id, in the order in which they came. */
  readonly waiting = new Map<Id, Entry>();
  readonly running = new Set<Id>();
  learned: Learned = { now: -Infinity, meanDeadline: 0, releasePrice: 0, counts: noCounts() };
  readonly #paces: readonly number[];
  readonly #offers: Offers | undefined;
  readonly #events: DispatchEvent[] = [];
  #arrivals = 0;

  constructor(engine: Engine, settings: Settings) {
    const { tables, neverDrop, quantile } = settings;
    this.engine = engine;
    this.settings = settings;
    this.margin = new Margin(quantile);
    this.release = new ReleasePrices(tables !== undefined);
    this.queue = new DueQueue(tables ? TABLE_COLUMNS : CURVE_COLUMNS, MOST_WEIGHED);
    const functions = () => engine.functions();
    if (tables) {
      const ladders = new Ladders(tables.read, tables.types.size);
      this.sizing = new TableSizing(functions, neverDrop);
      this.#paces = ladders.paces;
      this.types = ladders.paces.map(() => 0);
      this.#offers = ladders;
    } else {
      this.sizing = new CurveSizing(functions, neverDrop);
      this.#paces = [];
      this.types = [0];
    }
  }

  /** The time that a caller tells, which never goes back. */
  timeOf(now: number): number {
    const most = Number.MAX_VALUE;
    if (!isWithin(now, -most, most)) wrong("now", now, "finite number");
    return Math.max(now, this.learned.now);
  }

  machineAt(id: Id): MachineState {
    const machine = this.machines.byId.get(id);
    if (machine) return machine;
    if (typeof id !== "string" && typeof id !== "number") {
      wrongType("machine", id, "the id of a machine");
    }
    refuse("UNKNOWN_MACHINE", "machine", id, "the id of one that is there");
  }

  /** Reads a machine and adds it. */
  join(machine: OnlineMachine, path: string, readyAt: number): MachineState {
    const { id, speed, type } = readMachine(machine, path, this.settings.tables, this.#paces);
    if (this.machines.byId.has(id)) {
      duplicate(path, id, "is there; expected another one");
    }
    this.types[Math.max(0, type)]++;
    return this.machines.add(id, speed, type, readyAt);
  }

  /** Takes a machine away; returns whether it was the last of its kind. */
  leave(machine: MachineState): boolean {
    this.machines.remove(machine);
    return --this.types[Math.max(0, machine.type)] === 0;
  }

  /** Reads a request. */
  read(request: OnlineRequest, path: string): Entry {
    const entry = readRequest(request, this.#arrivals, this.#offers, path);
    if (this.waiting.has(entry.id) || this.running.has(entry.id)) {
      duplicate(path, entry.id, "waits or runs; expected one that does not");
    }
    this.#arrivals++;
    return entry;
  }

  isServed(entry: Entry): boolean {
    return this.sizing.isServed(entry, this.types);
  }

  wait(entry: Entry): void {
    this.waiting.set(entry.id, entry);
    this.queue.add(entry);
  }

  take(entry: Entry): void {
    this.waiting.delete(entry.id);
    this.queue.remove(entry);
  }

  drop(id: Id, reason: DropReason): void {
    this.learned.counts.dropped[reason]++;
    this.note({ type: "dropped", id, reason, now: this.learned.now });
  }

  /** seconds: between an arrival and when its run must be over. */
  learnDeadline(seconds: number): void {
    if (!(seconds > 0 && seconds < Infinity)) return;
    const { meanDeadline } = this.learned;
    const rate = meanDeadline > 0 ? DEADLINE_RATE : 1;
    this.learned.meanDeadline = meanDeadline + rate * (seconds - meanDeadline);
  }

  /** What came after the last run of a machine. */
  settle(machine: MachineState, worth: number): void {
    if (machine.key !== undefined) this.release.learn(machine.key, worth);
    machine.key = undefined;
  }

  note(event: DispatchEvent): void {
    if (this.settings.onEvent) this.#events.push(event);
  }

  /** Tells of what has happened; what `onEvent` throws comes out when all is told. */
  tell(): void {
    const { onEvent } = this.settings;
    if (!onEvent) return;
    const failures: unknown[] = [];
    for (let event = this.#events.shift(); event; event = this.#events.shift()) {
      try {
        onEvent(event);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}

function duplicate(path: string, id: Id, rest: string): never {
  throw errorOf("DUPLICATE_ID", `${path}.id`, `${path}.id is ${show(id)}, which ${rest}`);
}
