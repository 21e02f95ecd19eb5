// Requests without an end, from a seed. What is asked for may change at any time.

import { gammaGap, normal } from "../../bench/online/simulation/arrivals.js";
import { drawDeadline, type Job, type Park } from "../../bench/online/simulation/networks.js";
import { randomFrom } from "../../src/problem/generate.js";

/** What requests are like. */
export interface Demand {
  /** Work of the largest sizes that comes in a second, over what all machines do in it. */
  load: number;
  /** Standard deviation over mean of the times between arrivals; 1: Poisson. */
  burstiness: number;
  /** Standard deviation of the logarithm of real over planned time. */
  jitter: number;
  /** The longest time from an arrival to its deadline, in seconds. */
  longest: number;
}

/** A request, and how its run will be disturbed, wherever it runs. */
export interface Arrival extends Job {
  /** Real over planned time. */
  factor: number;
}

/** Streams of random numbers that do not depend on one another. */
export const streamOf = (seed: number, stream: number) => randomFrom(seed + stream * 2 ** 32);

export class Source {
  /** When the next request comes. */
  next = 0;
  #count = 0;
  #demand: Demand;
  readonly #park: Park;
  readonly #gaps: () => number;
  readonly #deadlines: () => number;
  readonly #factors: () => number;

  constructor(park: Park, demand: Demand, seed: number) {
    this.#park = park;
    this.#demand = demand;
    this.#gaps = streamOf(seed, 1);
    this.#deadlines = streamOf(seed, 2);
    this.#factors = streamOf(seed, 3);
    this.next = this.#gap();
  }

  /** From now on; the request that is expected comes sooner or later, too. */
  change(demand: Demand, now: number): void {
    this.next = now + ((this.next - now) * this.#demand.load) / demand.load;
    this.#demand = demand;
  }

  take(): Arrival {
    const arrival = this.next;
    const { jitter, longest } = this.#demand;
    const deadline = arrival + drawDeadline(this.#deadlines, longest);
    const factor = Math.exp(jitter * normal(this.#factors));
    this.next += this.#gap();
    return { id: this.#count++, arrival, deadline, factor, network: this.#park.draw() };
  }

  #gap(): number {
    const { load, burstiness } = this.#demand;
    const { speeds, meanFull } = this.#park;
    const total = speeds.reduce((sum, speed) => sum + speed, 0);
    return (gammaGap(burstiness ** -2, this.#gaps) * meanFull) / (load * total);
  }
}
