// What the simple rules are given of ours, for a fair race: a margin learned from real times.

/** As in src/online/margin.ts. */
const FIRST = 1.1;
/** Seconds: a shorter run is the rounding of the times at which it began and ended. */
const SHORTEST = 1e-6;

export class LearnedMargin {
  factor = FIRST;
  readonly #ratios: number[] = [];
  #count = 0;

  /** seconds: of a run that was planned to take so long. */
  learn(seconds: number, planned: number): void {
    if (planned < SHORTEST) return;
    const ratio = seconds / planned;
    this.#ratios[this.#count++ % 256] = ratio;
    if (this.#count < 32 || this.#count % 16 > 0) return;
    const sorted = [...this.#ratios].sort((a, b) => a - b);
    this.factor = Math.max(1, sorted[Math.ceil(0.99 * sorted.length) - 1]);
  }
}
