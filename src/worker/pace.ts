// How many problems go to a worker at once: as many as take some milliseconds, for a way there and
// back takes some 50 us (measured), and a worker with too many leaves others without.

/** Milliseconds that a batch is to take. */
const TARGET_MS = 4;
/** A batch has at most so many times the problems of the one before: problems differ. */
const GROWTH = 4;

export class Pace {
  /** Problems of the next batch. */
  size = 1;
  readonly #most: number;

  /** most: at any time. */
  constructor(most: number) {
    this.#most = most;
  }

  /** count problems took so long. */
  learn(count: number, milliseconds: number): void {
    const fitting = Math.round((TARGET_MS * count) / milliseconds);
    this.size = Math.max(1, Math.min(fitting, GROWTH * count, this.#most));
  }
}
