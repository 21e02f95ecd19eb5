// How fast simulated time goes: as asked for, or as fast as the page can.

import type { Race } from "./race.js";

/** Milliseconds of a frame that are for the simulation; at 60 frames a second, the rest draws. */
const SLICE = 10;
/** Milliseconds over which the speed is measured. */
const MEASURED = 500;
/** A page that slept does not make up for it. Milliseconds. */
const LONGEST_FRAME = 100;

export class Pace {
  /** Simulated seconds in a second; undefined: not known yet. */
  reached: number | undefined;
  #real = 0;
  #simulated = 0;

  /**
   * One frame.
   * @param elapsed milliseconds since the last one
   * @param speed simulated seconds in a second
   * @param clock milliseconds
   */
  run(race: Race, elapsed: number, speed: number, clock: () => number): void {
    const real = Math.min(elapsed, LONGEST_FRAME);
    const [before, end] = [race.now, clock() + SLICE];
    race.advance(before + (speed * real) / 1000, () => clock() >= end);
    this.#real += real / 1000;
    this.#simulated += race.now - before;
    if (1000 * this.#real < MEASURED) return;
    this.reached = this.#simulated / this.#real;
    this.forget();
  }

  /** After a pause, or another speed. */
  forget(): void {
    this.#real = 0;
    this.#simulated = 0;
  }
}
