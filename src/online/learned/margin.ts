// How real run times compare with planned ones: the factor by which a run that its deadline limits
// is planned to take longer, and the mean. Without one, 5 % of jitter cost 9 to 29 points
// (measured).

/** Ratios that are kept. */
const KEPT = 256;
/** Until so many runs are over nothing is known, and this is the factor. */
const LEAST = 32;
const FIRST_FACTOR = 1.1;
/** Runs between two looks. */
const EVERY = 16;
/** Relative to `now`, 1,024 ulps: of a shorter run the times say nothing. */
const SHORTEST = 2 ** -42;

/** What is kept of it; see `Margin.state`. */
export interface MarginState {
  ratios: number[];
  count: number;
  factor: number;
  mean: number;
}

export class Margin {
  /** Planned times are multiplied by this to be on the safe side; >= 1. */
  factor = FIRST_FACTOR;
  /** What they are multiplied by on average; > 0. */
  mean = 1;
  readonly #quantile: number;
  readonly #ratios = new Float64Array(KEPT);
  #count = 0;

  constructor(quantile: number) {
    this.#quantile = quantile;
  }

  /** A run that was planned to take so many seconds took `seconds`, and ended at `now`. */
  learn(seconds: number, planned: number, now: number): void {
    if (!(planned > SHORTEST * Math.abs(now))) return;
    this.#keep(Math.max(0, seconds) / planned);
  }

  /**
   * A request was dropped that would have fitted without the margin. It counts as a run of mean
   * length: where nothing fits any more nothing is learned, and one run that was held up would
   * close the door for good.
   */
  doubt(): void {
    this.#keep(this.mean);
  }

  #keep(ratio: number): void {
    this.#ratios[this.#count++ % KEPT] = ratio;
    if (this.#count < LEAST || this.#count % EVERY > 0) return;
    const sorted = this.#ratios.slice(0, Math.min(this.#count, KEPT)).sort();
    this.factor = Math.max(1, sorted[Math.ceil(this.#quantile * sorted.length) - 1]);
    let sum = 0;
    for (const ratio of sorted) sum += ratio;
    // a clock that stands still shows runs of no time
    if (sum > 0) this.mean = sum / sorted.length;
  }

  get state(): MarginState {
    const { factor, mean } = this;
    const ratios = Array.from(this.#ratios.subarray(0, Math.min(this.#count, KEPT)));
    return { ratios, count: this.#count, factor, mean };
  }

  set state({ ratios, count, factor, mean }: MarginState) {
    this.#ratios.set(ratios);
    this.#count = count;
    this.factor = factor;
    this.mean = mean;
  }
}
