// The dispatcher and the simple rule on the same requests, event by event.

import { type Ours, oursWith } from "../../bench/online/simulation/ours.js";
import { edfLargest } from "../../bench/online/simulation/rules.js";
import type { DispatchEvent } from "../../src/types/index.js";
import { History, PERIOD } from "./history.js";
import type { Place } from "./places.js";
import { Side } from "./side.js";
import { type Demand, Source, streamOf } from "./source.js";

/** A request is dispatched, or dropped. */
export type Decision = Extract<DispatchEvent, { type: "dispatched" | "dropped" }>;

/** Decisions that are remembered. */
const REMEMBERED = 5;
/** Events between two looks at the clock. */
const EVENTS = 16;

export class Race {
  /** Simulated seconds. */
  now = 0;
  arrived = 0;
  readonly ours: Side<Ours>;
  readonly simple: Side;
  readonly history = new History();
  /** The last ones of the dispatcher, the newest last. */
  readonly decisions: Decision[] = [];
  readonly place: Place;
  readonly #source: Source;
  #decided = 0;
  #samples = 0;

  constructor(place: Place, demand: Demand, seed: number) {
    const park = place.makePark(streamOf(seed, 0));
    this.place = place;
    this.#source = new Source(park, demand, seed);
    this.ours = new Side(park, oursWith({ onEvent: (event) => this.#note(event) })(park));
    this.simple = new Side(park, edfLargest(park));
  }

  /** For requests to come. */
  change(demand: Demand): void {
    this.#source.change(demand, this.now);
  }

  /**
   * Up to a time, or as far as it gets.
   * @param isLate asked now and then: whether to stop
   */
  advance(until: number, isLate: () => boolean = () => false): void {
    for (let events = 1; this.#nextEvent() <= until; events++) {
      this.#step();
      if (events % EVENTS === 0 && isLate()) return;
    }
    this.now = until;
  }

  /** To the next event at which the dispatcher decides. */
  advanceToDecision(): void {
    const before = this.#decided;
    while (this.#decided === before) this.#step();
  }

  #nextEvent(): number {
    return Math.min(
      this.ours.simulation.nextEnd,
      this.simple.simulation.nextEnd,
      this.#source.next,
      this.#nextSample(),
    );
  }

  #nextSample(): number {
    return (this.#samples + 1) * PERIOD;
  }

  #step(): void {
    const { ours, simple } = this;
    this.now = this.#nextEvent();
    if (ours.simulation.nextEnd === this.now) ours.simulation.endNext();
    else if (simple.simulation.nextEnd === this.now) simple.simulation.endNext();
    else if (this.#source.next === this.now) this.#arrive();
    else this.#sample();
  }

  #arrive(): void {
    const arrival = this.#source.take();
    this.arrived++;
    this.ours.simulation.arrive(arrival);
    this.simple.simulation.arrive(arrival);
  }

  #sample(): void {
    this.#samples++;
    const price = this.ours.policy.dispatcher.metrics().releasePrice;
    const [ours, simple] = [this.ours.sample(), this.simple.sample()];
    this.history.add({ time: this.now, price, ours, simple });
  }

  #note(event: DispatchEvent): void {
    if (event.type !== "dispatched" && event.type !== "dropped") return;
    this.#decided++;
    this.decisions.push(event);
    if (this.decisions.length > REMEMBERED) this.decisions.shift();
  }
}
