// One run of a policy: requests come, free machines ask what to run, runs take what they take. Time
// is that of the events; nothing waits.

import type { Fleet, Job } from "./networks.js";

/** A decision. */
export interface Started {
  job: Job;
  /** Seconds, if nothing disturbs it. */
  duration: number;
  accuracy: number;
  /** With tables. */
  variant?: number;
}

/** What decides. Machines go by their index; times are in seconds. */
export interface Policy {
  /** A job arrives. */
  submit(job: Job): void;
  next(machine: number, now: number): Started | undefined;
  complete(machine: number, now: number): void;
  /** How many jobs wait. */
  waiting(): number;
  /** How many were not served, by reason. */
  drops(): Record<string, number>;
}

export type MakePolicy = (fleet: Fleet) => Policy;

/** What a machine does. */
export interface Running extends Started {
  begin: number;
  /** When it really ends. */
  end: number;
}

export interface Watch {
  /** Real over planned time of a run that begins. */
  factorOf(job: Job): number;
  /** A run has ended. */
  onEnd(run: Running, isLate: boolean): void;
}

/** Seconds: a run that fills the time to its deadline ends there but for the rounding of sums. */
const ROUNDING = 1e-9;

export class Simulation {
  /** [machines] */
  readonly running: (Running | undefined)[];
  /** When the next run ends; Infinity: nothing runs. */
  nextEnd = Infinity;
  readonly #ends: number[];
  readonly #policy: Policy;
  readonly #watch: Watch;
  /** The machines, the fastest first. */
  readonly #bySpeed: number[];

  constructor({ speeds }: Fleet, policy: Policy, watch: Watch) {
    this.running = speeds.map(() => undefined);
    this.#ends = speeds.map(() => Infinity);
    this.#policy = policy;
    this.#watch = watch;
    this.#bySpeed = [...speeds.keys()].sort((a, b) => speeds[b] - speeds[a] || a - b);
  }

  /** The next run ends, and its machine gets another. */
  endNext(): void {
    const now = this.nextEnd;
    const machine = this.#ends.indexOf(now);
    const run = this.running[machine] as Running;
    this.#ends[machine] = Infinity;
    this.nextEnd = Math.min(...this.#ends);
    this.running[machine] = undefined;
    this.#watch.onEnd(run, now > run.job.deadline + ROUNDING);
    this.#policy.complete(machine, now);
    this.#ask(machine, now);
  }

  /** All runs end that end until a time. */
  advance(now: number): void {
    while (this.nextEnd <= now && this.nextEnd < Infinity) this.endNext();
  }

  /** A job comes, after what ends until then. Jobs come in the order of their arrivals. */
  arrive(job: Job): void {
    this.advance(job.arrival);
    this.#policy.submit(job);
    for (const machine of this.#bySpeed) {
      if (!this.running[machine]) this.#ask(machine, job.arrival);
    }
  }

  #ask(machine: number, now: number): void {
    const run = this.#policy.next(machine, now);
    if (!run) return;
    const end = now + run.duration * this.#watch.factorOf(run.job);
    this.running[machine] = { ...run, begin: now, end };
    this.#ends[machine] = end;
    this.nextEnd = Math.min(this.nextEnd, end);
  }
}
