// The dispatcher: what waits, what runs, and the decisions. Every method checks what it is given,
// changes the state, and tells of it last.

import type { Engine } from "../engine/engine.js";
import { isWithin } from "../problem/kinds.js";
import { show, wrong, wrongType } from "../problem/messages.js";
import type {
  Completion,
  Dispatcher,
  DispatcherMetrics,
  DispatcherSnapshot,
  DispatchEvent,
  DropReason,
  Id,
  OnlineMachine,
  OnlineRequest,
  Run,
} from "../types/index.js";
import { type Counts, copyCounts, noCounts } from "./counts.js";
import { CurveSizing } from "./curves.js";
import { type Entry, readId, readRequest } from "./entries.js";
import { Ladders } from "./ladders.js";
import { type MachineState, Machines } from "./machines.js";
import { Margin } from "./margin.js";
import { DueQueue } from "./queue.js";
import { MOST_WEIGHED, relax, type Shares } from "./relaxation.js";
import { ReleasePrices } from "./release.js";
import { readMachine, type Settings } from "./settings.js";
import type { Chosen, Sizing } from "./sizing.js";
import { TableSizing } from "./tables.js";

/** Weight of an arrival in the mean time between arrival and deadline. */
const DEADLINE_RATE = 0.02;

/** What has been learned and counted, but for machines and requests. */
export interface Learned {
  now: number;
  meanDeadline: number;
  releasePrice: number;
  counts: Counts;
}

export class OnlineDispatcher implements Dispatcher {
  readonly settings: Settings;
  readonly machines = new Machines();
  readonly margin: Margin;
  readonly release: ReleasePrices;
  /** Those that wait, by their id. */
  readonly waiting = new Map<Id, Entry>();
  readonly running = new Set<Id>();
  learned: Learned = {
    now: -Infinity,
    meanDeadline: 0,
    releasePrice: 0,
    counts: noCounts(),
  };
  readonly #queue = new DueQueue<Entry>();
  readonly #engine: Engine;
  readonly #sizing: Sizing;
  readonly #paces: readonly number[];
  /** [types], or of one entry where machines have speeds: how many machines are there. */
  readonly #types: number[];
  #arrivals = 0;
  readonly #events: DispatchEvent[] = [];

  constructor(engine: Engine, settings: Settings) {
    const { tables, neverDrop, quantile } = settings;
    this.#engine = engine;
    this.settings = settings;
    this.margin = new Margin(quantile);
    this.release = new ReleasePrices(tables !== undefined);
    const functions = () => engine.functions();
    if (tables) {
      const ladders = new Ladders(tables.read, tables.types.size);
      this.#sizing = new TableSizing(functions, ladders, neverDrop);
      this.#paces = ladders.paces;
      this.#types = ladders.paces.map(() => 0);
    } else {
      this.#sizing = new CurveSizing(functions, neverDrop);
      this.#paces = [];
      this.#types = [0];
    }
  }

  submit(request: OnlineRequest, now: number): DropReason | null {
    const { tables, maxQueue } = this.settings;
    const time = this.#timeOf(now);
    const entry = readRequest(request, this.#arrivals, tables?.read.names, "request");
    if (this.waiting.has(entry.id) || this.running.has(entry.id)) {
      throw new RangeError(
        `request.id is ${show(entry.id)}, which waits or runs; expected one that does not`,
      );
    }
    this.learned.now = time;
    this.learned.counts.submitted++;
    this.#arrivals++;
    this.#learnDeadline(entry.due - time);
    const reason = this.#refusal(entry, time, maxQueue);
    if (reason) this.#drop(entry.id, reason);
    else this.insert(entry);
    this.#tell();
    return reason;
  }

  next(id: Id, now: number): Run | null {
    const time = this.#timeOf(now);
    const machine = this.#machineAt(id);
    if (machine.running) {
      throw new RangeError(`machine ${show(id)} is busy; expected a call of complete before`);
    }
    this.learned.now = time;
    machine.readyAt = Math.min(machine.readyAt, time);
    const run = this.#decide(machine, time);
    if (!run && this.waiting.size === 0) this.#settle(machine, 0);
    this.#tell();
    return run;
  }

  complete(id: Id, now: number): Completion {
    const time = this.#timeOf(now);
    const machine = this.#machineAt(id);
    const { running } = machine;
    if (!running) throw new RangeError(`machine ${show(id)} runs nothing; expected one that does`);
    const { entry, run, begin } = running;
    this.learned.now = time;
    const seconds = time - begin;
    this.margin.learn(seconds - this.settings.overhead, run.duration, time);
    this.machines.end(machine, time);
    this.running.delete(entry.id);
    const outcome = time <= run.latestEnd ? "completed" : "late";
    const { counts } = this.learned;
    counts[outcome]++;
    if (outcome === "completed") {
      counts.accuracySum += run.accuracy;
      counts.valueSum += entry.weight * run.accuracy;
    }
    if (this.waiting.size === 0) this.#settle(machine, 0);
    const { accuracy } = run;
    const ended = { id: entry.id, accuracy, seconds };
    this.#events.push({ type: outcome, machine: id, now: time, ...ended });
    this.#tell();
    return { outcome, ...ended };
  }

  cancel(id: Id, now: number): boolean {
    const time = this.#timeOf(now);
    const entry = this.waiting.get(readId(id, "id"));
    this.learned.now = time;
    if (!entry) return false;
    this.#take(entry);
    this.#drop(id, "cancelled");
    this.#tell();
    return true;
  }

  addMachine(machine: OnlineMachine, now: number, readyAt?: number): void {
    const time = this.#timeOf(now);
    if (readyAt !== undefined && !isWithin(readyAt, -Number.MAX_VALUE, Number.MAX_VALUE)) {
      wrong("readyAt", readyAt, "finite number");
    }
    this.join(machine, "machine", readyAt ?? time);
    this.learned.now = time;
  }

  removeMachine(id: Id, now: number): void {
    const time = this.#timeOf(now);
    const machine = this.#machineAt(id);
    this.learned.now = time;
    this.machines.remove(machine);
    const left = --this.#types[Math.max(0, machine.type)];
    const { running } = machine;
    if (running) {
      this.running.delete(running.entry.id);
      this.#drop(running.entry.id, "machine-lost");
    }
    if (left === 0) this.#dropUnserved();
    this.#tell();
  }

  metrics(): DispatcherMetrics {
    const { counts, meanDeadline, releasePrice } = this.learned;
    return {
      ...copyCounts(counts),
      waiting: this.waiting.size,
      running: this.running.size,
      machines: this.machines.count,
      meanDeadline,
      margin: this.margin.factor,
      meanRatio: this.margin.mean,
      releasePrice,
    };
  }

  snapshot(): DispatcherSnapshot {
    throw new Error("later");
  }

  /** Lets a request wait. */
  insert(entry: Entry): void {
    this.waiting.set(entry.id, entry);
    this.#queue.add(entry);
  }

  /** Reads a machine and adds it. */
  join(machine: OnlineMachine, path: string, readyAt: number): MachineState {
    const { id, speed, type } = readMachine(machine, path, this.settings.tables, this.#paces);
    if (this.machines.byId.has(id)) {
      throw new RangeError(`${path}.id is ${show(id)}, which is there; expected another one`);
    }
    this.#types[Math.max(0, type)]++;
    return this.machines.add(id, speed, type, readyAt);
  }

  #timeOf(now: number): number {
    const most = Number.MAX_VALUE;
    if (!isWithin(now, -most, most)) wrong("now", now, "finite number");
    return Math.max(now, this.learned.now);
  }

  #machineAt(id: Id): MachineState {
    const machine = this.machines.byId.get(id);
    if (machine) return machine;
    if (typeof id !== "string" && typeof id !== "number") {
      wrongType("machine", id, "the id of a machine");
    }
    throw new RangeError(`machine is ${show(id)}; expected the id of one that is there`);
  }

  #learnDeadline(seconds: number): void {
    if (!(seconds > 0 && seconds < Infinity)) return;
    const { meanDeadline } = this.learned;
    const rate = meanDeadline > 0 ? DEADLINE_RATE : 1;
    this.learned.meanDeadline = meanDeadline + rate * (seconds - meanDeadline);
  }

  /** Why a request that comes is not to wait. */
  #refusal(entry: Entry, now: number, maxQueue: number): DropReason | null {
    if (entry.due <= now) return "expired";
    if (!this.#sizing.isServed(entry, this.#types)) return "no-machine";
    return this.waiting.size >= maxQueue ? "queue-full" : null;
  }

  #dropUnserved(): void {
    for (const entry of [...this.waiting.values()]) {
      if (this.#sizing.isServed(entry, this.#types)) continue;
      this.#take(entry);
      this.#drop(entry.id, "no-machine");
    }
  }

  #take(entry: Entry): void {
    this.waiting.delete(entry.id);
    this.#queue.remove(entry);
  }

  #drop(id: Id, reason: DropReason): void {
    this.learned.counts.dropped[reason]++;
    this.#events.push({ type: "dropped", id, reason, now: this.learned.now });
  }

  #decide(machine: MachineState, now: number): Run | null {
    this.#expire(now);
    for (;;) {
      const waiting = this.#queue.head(MOST_WEIGHED);
      if (waiting.length === 0) return null;
      const { meanDeadline } = this.learned;
      const horizon = meanDeadline > 0 ? this.settings.horizon * meanDeadline : Infinity;
      const { mean } = this.margin;
      const shares = relax(
        this.#engine,
        waiting,
        machine,
        this.machines,
        this.#sizing,
        now,
        horizon,
        mean,
      );
      const left = this.waiting.size;
      const run = this.#dispatch(waiting, shares, machine, now);
      // later ones have not been looked at, unless all before them are for other machines
      if (run || this.waiting.size === left || waiting.length < MOST_WEIGHED) return run;
    }
  }

  #expire(now: number): void {
    for (let entry = this.#queue.first; entry && entry.due <= now; entry = this.#queue.first) {
      this.#take(entry);
      this.#drop(entry.id, "expired");
    }
  }

  /** The first of those that wait which this machine is to run; drops those that are not worth it. */
  #dispatch(
    waiting: readonly Entry[],
    shares: Shares,
    machine: MachineState,
    now: number,
  ): Run | null {
    const idle = this.machines.idle - 1;
    for (const [j, entry] of waiting.entries()) {
      const key = this.release.keyOf(this.waiting.size - 1, idle);
      const release = this.release.priceOf(key);
      const [work, price] = [shares.work[j], shares.price[j]];
      const seconds = this.#secondsUntil(entry.due, now);
      const terms = { seconds, work, price, release };
      const chosen = this.#sizing.choose(entry, machine, terms, this.#types);
      if (chosen === "elsewhere") continue;
      this.#take(entry);
      if (typeof chosen === "string") {
        this.#drop(entry.id, chosen);
        continue;
      }
      this.#settle(machine, chosen.limitedBy === "deadline" ? chosen.slope : release);
      machine.key = key;
      this.learned.releasePrice = release;
      return this.#start(entry, chosen, price, machine, now);
    }
    return null;
  }

  /** What came after the last run of this machine. */
  #settle(machine: MachineState, worth: number): void {
    if (machine.key !== undefined) this.release.learn(machine.key, worth);
    machine.key = undefined;
  }

  #start(entry: Entry, chosen: Chosen, price: number, machine: MachineState, now: number): Run {
    const { id } = entry;
    const { work, duration, accuracy, variant, limitedBy } = chosen;
    const run: Run = {
      ...{ id, work, ...(variant >= 0 && { variant }) },
      ...{ accuracy, duration, latestEnd: entry.due, price, limitedBy },
    };
    const readyAt = now + this.settings.overhead + duration * this.margin.mean;
    this.machines.start(machine, { entry, run, begin: now }, readyAt);
    this.running.add(id);
    this.learned.counts.dispatched++;
    this.learned.counts.limitedBy[limitedBy]++;
    this.#events.push({ type: "dispatched", machine: machine.id, now, ...run });
    return run;
  }

  /** The longest duration whose planned end, margin included, is not after `due`, as doubles. */
  #secondsUntil(due: number, now: number): number {
    const { factor } = this.margin;
    const begin = now + this.settings.overhead;
    let seconds = (due - begin) / factor;
    for (let end = begin + seconds * factor; end > due; end = begin + seconds * factor) {
      seconds -= (2 * (end - due)) / factor;
    }
    return seconds;
  }

  /** Tells of what has happened; what `onEvent` throws comes out when all is told. */
  #tell(): void {
    const { onEvent } = this.settings;
    if (!onEvent) {
      this.#events.length = 0;
      return;
    }
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
