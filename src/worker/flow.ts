// Many problems through a pool: read when a worker has room for them, solved in batches, answered
// in order.

import { BLOCK_LIMIT, TASK_BYTES } from "../schedule/decode.js";
import { modelsOf } from "../tables/read-tables.js";
import type { Options, Problem } from "../types/index.js";
import type { AnySchedule, Job } from "./job.js";
import { Pace } from "./pace.js";
import { Batch, startOnly, type Terms } from "./reading.js";
import { awaitAbort, reasonOf } from "./signal.js";
import { sharedInteger } from "./stop.js";
import type { Workers } from "./workers.js";

/** Tasks up to which a batch grows: the schedules of one share a block. */
const MOST_TASKS = BLOCK_LIMIT / TASK_BYTES;
/** Batches per worker that are with the workers, or on the way. */
const AHEAD = 2;
/** Batches per worker that are read before their schedules are asked for. */
const UNREAD = 8;
/** Turns of the microtask queue in which a source that has a problem at hand gives it. */
const TURNS = 8;

export type Source = Iterable<Problem> | AsyncIterable<Problem>;

export interface Asked {
  workers: Workers;
  threads: number;
  options: Options;
  terms: Terms;
  /** How many problems there are, where it is known: what is left is dealt out evenly. */
  count?: number;
  /** Whether schedules wait without limit, and a mistake is told before earlier ones. */
  isList: boolean;
}

/** Yields the schedules in order; ends what is under way where the caller stops reading. */
export async function* flow(source: Source, asked: Asked): AsyncGenerator<AnySchedule> {
  const feed = new Feed(source, asked);
  void feed.run();
  try {
    for (;;) {
      while (feed.batches.length === 0 && !feed.hasEnded) await feed.change();
      if (feed.failure && (feed.failure.isNow || feed.batches.length === 0)) {
        throw feed.failure.error;
      }
      const batch = feed.batches.shift();
      if (!batch) return;
      const { schedules } = await batch.outcome;
      feed.changed();
      yield* schedules;
    }
  } finally {
    feed.end();
  }
}

/** Reads problems while there is room, and asks the workers for their schedules. */
class Feed {
  /** In order, those whose schedules were not asked for. */
  readonly batches: Job[] = [];
  hasEnded = false;
  /** What went wrong; isNow: it is told before the schedules of earlier problems. */
  failure: { error: unknown; isNow: boolean } | undefined;
  readonly #asked: Asked;
  #options: Options;
  #endWait: (() => void) | undefined;
  readonly #problems: Reader;
  readonly #pace: Pace;
  readonly #group = {};
  readonly #open = new Set<Job>();
  #waiters: (() => void)[] = [];

  constructor(source: Source, asked: Asked) {
    this.#asked = asked;
    this.#options = asked.options;
    const { signal } = asked.terms;
    if (signal?.aborted) this.#abort();
    else if (signal) this.#endWait = awaitAbort(signal, () => this.#abort());
    this.#problems = new Reader(source, asked.options);
    this.#pace = new Pace(isOneByOne(asked.terms) ? 1 : Infinity);
  }

  /** Jobs that are under way hear of it themselves. */
  #abort(): void {
    const { terms, isList } = this.#asked;
    if (terms.onAbort === "best" && isList) {
      this.#options = startOnly(this.#options);
      return;
    }
    if (terms.onAbort !== "best" && terms.signal) {
      this.failure = { error: reasonOf(terms.signal), isNow: true };
    }
    this.hasEnded = true;
    this.changed();
  }

  async run(): Promise<void> {
    try {
      while (await this.#hasRoom()) {
        const batch = await this.#problems.next(this.#nextSize());
        if (batch.length === 0) break;
        if (this.hasEnded) return;
        this.#ask(batch);
      }
    } catch (error) {
      this.failure = { error, isNow: this.#asked.isList };
    }
    this.hasEnded = true;
    this.changed();
  }

  #nextSize(): number {
    const { count, threads } = this.#asked;
    if (count === undefined) return this.#pace.size;
    const left = count - this.#problems.count;
    return Math.min(this.#pace.size, Math.ceil(left / (AHEAD * threads)));
  }

  #ask(batch: Batch): void {
    const { workers, terms } = this.#asked;
    const job = workers.ask(batch.problems(), this.#options, terms, this.#group);
    this.#open.add(job);
    job.outcome.then(
      ({ milliseconds }) => {
        this.#pace.learn(batch.length, milliseconds);
        this.#gone(job);
      },
      () => this.#gone(job),
    );
    this.batches.push(job);
    this.changed();
  }

  #gone(job: Job): void {
    this.#open.delete(job);
    this.changed();
  }

  /** Waits for room; false: the caller has stopped reading. */
  async #hasRoom(): Promise<boolean> {
    const { threads, isList } = this.#asked;
    const most = isList ? Infinity : UNREAD * threads;
    while (this.#open.size >= AHEAD * threads || this.batches.length >= most) {
      if (this.hasEnded) return false;
      await this.change();
    }
    return !this.hasEnded;
  }

  change(): Promise<void> {
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  changed(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const go of waiters) go();
  }

  end(): void {
    this.hasEnded = true;
    this.#endWait?.();
    for (const job of this.#open) job.fail(undefined); // nobody waits for it
    this.#problems.close();
    this.changed();
  }
}

/**
 * Progress is of one problem, and so is its end; and where a worker must be ended to be stopped,
 * the problems of its batch that were solved would be lost.
 */
function isOneByOne({ onProgress, onAbort }: Terms): boolean {
  return onProgress !== undefined || (onAbort === "best" && sharedInteger() === undefined);
}

/** Problems of a source, in batches of one kind. */
class Reader {
  /** Problems read so far. */
  count = 0;
  readonly #iterator: Iterator<Problem> | AsyncIterator<Problem>;
  readonly #options: Options;
  /** What the source was asked for and has not been taken. */
  #next: Promise<IteratorResult<Problem>> | IteratorResult<Problem> | undefined;
  #isOver = false;
  /** What is thrown when the problems before it have gone. */
  #mistake: { error: unknown } | undefined;

  constructor(source: Source, options: Options) {
    this.#options = options;
    this.#iterator =
      Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  }

  /** The next ones, at most so many: what the source has at hand; none: it has ended. */
  async next(most: number): Promise<Batch> {
    if (this.#mistake) throw this.#mistake.error;
    const batch = new Batch(this.#options);
    try {
      await this.#fill(batch, most);
    } catch (error) {
      if (batch.length === 0) throw error;
      this.#mistake = { error };
    }
    return batch;
  }

  async #fill(batch: Batch, most: number): Promise<void> {
    while (batch.length < most && batch.tasks < MOST_TASKS && !this.#isOver) {
      this.#next ??= this.#iterator.next();
      if (batch.length > 0 && !(await isAtHand(this.#next))) break;
      const { done, value } = await this.#next;
      this.#isOver = done === true;
      if (done) break;
      const models = modelsOf(value);
      if (!batch.takes(models)) break;
      this.#next = undefined;
      batch.add(value, models, `problems[${this.count}]`);
      this.count++;
    }
  }

  /** Tells the source that nobody reads on. Nobody waits for it, nor for what it throws then. */
  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const end = async () => this.#iterator.return?.();
    end().catch(() => {});
  }
}

/** Whether a result is there at once, or after a few turns of the microtask queue. */
async function isAtHand<Result>(next: Promise<Result> | Result): Promise<boolean> {
  if (!(next instanceof Promise)) return true;
  let isThere = false;
  const there = () => {
    isThere = true;
  };
  next.then(there, there);
  for (let turn = 0; turn < TURNS && !isThere; turn++) await undefined;
  return isThere;
}
