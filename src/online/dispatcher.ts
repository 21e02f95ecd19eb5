// createDispatcher. Every method checks what it is given, changes the state, and tells of it last.

import type { Engine } from "../engine/engine.js";
import { errorOf } from "../problem/errors.js";
import { isWithin } from "../problem/kinds.js";
import { show, wrong } from "../problem/messages.js";
import type {
  Completion,
  CreateDispatcher,
  Dispatcher,
  DispatcherMetrics,
  DispatcherOptions,
  DispatcherSnapshot,
  DropReason,
  Id,
  OnlineMachine,
  OnlineRequest,
  Run,
} from "../types/index.js";
import { decide } from "./decide.js";
import { Floor } from "./floor.js";
import { copyCounts } from "./held/counts.js";
import { readId } from "./held/entries.js";
import { readSettings } from "./settings.js";
import { restoreFrom, takeSnapshot } from "./snapshot.js";

/** On an engine that all of its dispatchers share: each decision is a run of its own. */
export function makeCreateDispatcher(engine: Engine): CreateDispatcher {
  const create = (options: DispatcherOptions): Dispatcher => {
    const settings = readSettings(options);
    const floor = new Floor(engine, settings);
    for (const [k, machine] of settings.machines.entries()) {
      floor.join(machine as OnlineMachine, `options.machines[${k}]`, -Number.MAX_VALUE);
    }
    return new FloorDispatcher(floor);
  };
  const restore: CreateDispatcher["restore"] = (snapshot, { onEvent } = {}) =>
    new FloorDispatcher(restoreFrom(engine, snapshot, onEvent));
  return Object.assign(create, { restore });
}

class FloorDispatcher implements Dispatcher {
  readonly #floor: Floor;

  constructor(floor: Floor) {
    this.#floor = floor;
  }

  submit(request: OnlineRequest, now: number): DropReason | null {
    const floor = this.#floor;
    const time = floor.timeOf(now);
    const entry = floor.read(request, "request");
    floor.learned.now = time;
    floor.learned.counts.submitted++;
    floor.learnDeadline(entry.due - time);
    const reason = refusal(floor, entry.due > time, floor.isServed(entry));
    if (reason) floor.drop(entry.id, reason);
    else floor.wait(entry);
    floor.tell();
    return reason;
  }

  next(id: Id, now: number): Run | null {
    const floor = this.#floor;
    const time = floor.timeOf(now);
    const machine = floor.machineAt(id);
    if (machine.running) {
      const message = `machine ${show(id)} is busy; expected a call of complete before`;
      throw errorOf("MACHINE_BUSY", "machine", message);
    }
    floor.learned.now = time;
    machine.readyAt = Math.min(machine.readyAt, time); // who asks is free
    const run = decide(floor, machine, time);
    if (!run && floor.waiting.size === 0) floor.settle(machine, 0);
    floor.tell();
    return run;
  }

  complete(id: Id, now: number): Completion {
    const floor = this.#floor;
    const time = floor.timeOf(now);
    const machine = floor.machineAt(id);
    const { running } = machine;
    if (!running) {
      const message = `machine ${show(id)} runs nothing; expected one that does`;
      throw errorOf("MACHINE_IDLE", "machine", message);
    }
    const { entry, run, begin } = running;
    const { counts } = floor.learned;
    floor.learned.now = time;
    const seconds = time - begin;
    floor.margin.learn(seconds - floor.settings.overhead, run.duration, time);
    floor.machines.end(machine, time);
    floor.running.delete(entry.id);
    const outcome = time <= run.latestEnd ? "completed" : "late";
    counts[outcome]++;
    if (outcome === "completed") {
      counts.accuracySum += run.accuracy;
      counts.valueSum += entry.weight * run.accuracy;
    }
    if (floor.waiting.size === 0) floor.settle(machine, 0);
    const ended = { id: entry.id, accuracy: run.accuracy, seconds };
    floor.note({ type: outcome, machine: id, now: time, ...ended });
    floor.tell();
    return { outcome, ...ended };
  }

  cancel(id: Id, now: number): boolean {
    const floor = this.#floor;
    const time = floor.timeOf(now);
    const entry = floor.waiting.get(readId(id, "id"));
    floor.learned.now = time;
    if (!entry) return false;
    floor.take(entry);
    floor.drop(id, "cancelled");
    floor.tell();
    return true;
  }

  addMachine(machine: OnlineMachine, now: number, readyAt?: number): void {
    const floor = this.#floor;
    const time = floor.timeOf(now);
    if (readyAt !== undefined && !isWithin(readyAt, -Number.MAX_VALUE, Number.MAX_VALUE)) {
      wrong("readyAt", readyAt, "finite number");
    }
    floor.join(machine, "machine", readyAt ?? time);
    floor.learned.now = time;
  }

  removeMachine(id: Id, now: number): void {
    const floor = this.#floor;
    const time = floor.timeOf(now);
    const machine = floor.machineAt(id);
    floor.learned.now = time;
    const wasLast = floor.leave(machine);
    const { running } = machine;
    if (running) {
      floor.running.delete(running.entry.id);
      floor.drop(running.entry.id, "machine-lost");
    }
    if (wasLast) dropUnserved(floor);
    floor.tell();
  }

  metrics(): DispatcherMetrics {
    const { learned, waiting, running, machines, margin } = this.#floor;
    return {
      ...copyCounts(learned.counts),
      waiting: waiting.size,
      running: running.size,
      machines: machines.count,
      meanDeadline: learned.meanDeadline,
      margin: margin.factor,
      meanRatio: margin.mean,
      releasePrice: learned.releasePrice,
    };
  }

  snapshot(): DispatcherSnapshot {
    return takeSnapshot(this.#floor);
  }
}

/** Why a request that comes is not to wait. */
function refusal(floor: Floor, isInTime: boolean, isServed: boolean): DropReason | null {
  if (!isInTime) return "expired";
  if (!isServed) return "no-machine";
  return floor.waiting.size >= floor.settings.maxQueue ? "queue-full" : null;
}

function dropUnserved(floor: Floor): void {
  for (const entry of [...floor.waiting.values()]) {
    if (floor.isServed(entry)) continue;
    floor.take(entry);
    floor.drop(entry.id, "no-machine");
  }
}
