// The machines that are there: which are idle, when the others should be free, and what all of them
// can do until then.

import type { Id, Run } from "../../types/index.js";
import type { Key } from "../learned/release.js";
import type { Entry } from "./entries.js";

/** What a machine runs. */
export interface Running {
  entry: Entry;
  run: Run;
  begin: number;
}

export interface MachineState {
  id: Id;
  /** Work per second; of a type with tables in a unit that all of them share. */
  speed: number;
  /** The index of its type; -1: it has a speed. */
  type: number;
  /** When it should be free, seconds on the caller's clock. */
  readyAt: number;
  running: Running | undefined;
  /** Under which release price its last run began; undefined: that has been settled. */
  key: Key | undefined;
  /** Counts those that came. */
  order: number;
}

export class Machines {
  readonly byId = new Map<Id, MachineState>();
  idle = 0;
  /** By when they should be free. */
  readonly #order: MachineState[] = [];
  #came = 0;

  get count(): number {
    return this.byId.size;
  }

  add(id: Id, speed: number, type: number, readyAt: number): MachineState {
    const order = this.#came++;
    const machine = { id, speed, type, readyAt, running: undefined, key: undefined, order };
    this.byId.set(id, machine);
    this.#order.push(machine);
    this.idle++;
    return machine;
  }

  remove(machine: MachineState): void {
    this.byId.delete(machine.id);
    this.#order.splice(this.#order.indexOf(machine), 1);
    if (!machine.running) this.idle--;
  }

  start(machine: MachineState, running: Running, readyAt: number): void {
    machine.running = running;
    machine.readyAt = readyAt;
    this.idle--;
  }

  /** The run of a machine is over, or lost. */
  end(machine: MachineState, now: number): void {
    machine.running = undefined;
    machine.readyAt = now;
    this.idle++;
  }

  /** What all can do until some later times. O(m) where little has changed since the last call. */
  capacity(now: number): Capacity {
    const order = this.#order;
    // insertion sort: a call ago they were sorted but for one
    for (let k = 1; k < order.length; k++) {
      const machine = order[k];
      let i = k;
      for (; i > 0 && isFreeBefore(machine, order[i - 1]); i--) order[i] = order[i - 1];
      order[i] = machine;
    }
    return new Capacity(order, now);
  }
}

function isFreeBefore(one: MachineState, other: MachineState): boolean {
  if (one.readyAt !== other.readyAt) return one.readyAt < other.readyAt;
  return one.order < other.order;
}

/** C(t) = sum of speed * max(0, t - readyAt), asked for at times that do not decrease. */
class Capacity {
  readonly #order: readonly MachineState[];
  readonly #now: number;
  #next = 0;
  /** Speed of those that are free by then, and what they could have done since `now` less that. */
  #speed = 0;
  #missing = 0;

  constructor(order: readonly MachineState[], now: number) {
    this.#order = order;
    this.#now = now;
  }

  /** seconds: from now. O(1) and the machines that are free by then and were not before. */
  until(seconds: number): number {
    for (; this.#next < this.#order.length; this.#next++) {
      const { speed, readyAt } = this.#order[this.#next];
      const wait = Math.max(0, readyAt - this.#now);
      if (wait >= seconds) break;
      this.#speed += speed;
      this.#missing += speed * wait;
    }
    if (this.#speed === 0) return 0; // also where time has no end
    return Math.max(0, this.#speed * seconds - this.#missing);
  }
}
