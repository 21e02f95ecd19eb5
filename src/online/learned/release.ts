// What a unit of work more is expected to be worth at the end of a run, learned from what came
// after earlier ones (temporal differences, TD(0)). No constant of time: a price from recent
// arrivals lags behind bursts, and then leaves machines idle.

/** An estimate keeps at least this rate of learning; its first values count as their mean. */
const LEAST_RATE = 0.01;
const EARLY = 4;
/** Buckets of how many wait beyond the idle machines: 0 to 7, then two for every doubling. */
const BUCKETS = 17;
const FINE = 8;

/** Estimates by key, as they are kept. */
export interface ReleaseState {
  idle: Estimates;
  waiting: Estimates;
}

interface Estimates {
  price: number[];
  count: number[];
}

/** A key of the table: >= 0 where nobody waits, the number of idle machines; else -1 - bucket. */
export type Key = number;

export class ReleasePrices {
  /** Whether all keys are one: where sizes are few, one number is better. */
  readonly #isOne: boolean;
  #idle: Estimates = { price: [], count: [] };
  #waiting: Estimates = { price: [], count: [] };

  constructor(isOne: boolean) {
    this.#isOne = isOne;
  }

  /** The key where so many wait behind a run that begins, and so many other machines are idle. */
  keyOf(waiting: number, idle: number): Key {
    if (this.#isOne) return 0;
    if (waiting === 0) return idle;
    const beyond = Math.max(0, waiting - idle);
    return -1 - bucketOf(beyond);
  }

  /** Value of a unit of work; 0 as long as nothing is known. */
  priceOf(key: Key): number {
    const { price } = this.#of(key);
    return price[placeOf(key)] ?? 0;
  }

  /** What came after a run that began under this key. */
  learn(key: Key, worth: number): void {
    const { price, count } = this.#of(key);
    const k = placeOf(key);
    while (price.length <= k) {
      price.push(0);
      count.push(0);
    }
    const rate = Math.max(LEAST_RATE, 1 / (count[k] + EARLY));
    price[k] += rate * (worth - price[k]);
    count[k]++;
  }

  get state(): ReleaseState {
    const copy = ({ price, count }: Estimates) => ({ price: [...price], count: [...count] });
    return { idle: copy(this.#idle), waiting: copy(this.#waiting) };
  }

  set state({ idle, waiting }: ReleaseState) {
    this.#idle = idle;
    this.#waiting = waiting;
  }

  #of(key: Key): Estimates {
    return key < 0 ? this.#waiting : this.#idle;
  }
}

const placeOf = (key: Key) => (key < 0 ? -1 - key : key);

function bucketOf(count: number): number {
  if (count < FINE) return count;
  let bucket = FINE;
  // half a doubling: the square of the ratio is compared, which is exact
  for (let bound = 2; bucket < BUCKETS - 1 && (count / FINE) ** 2 >= bound; bound *= 2) bucket++;
  return bucket;
}
