// The workers of a pool and the jobs that wait for one of them.

import type { Options } from "../types/index.js";
import { closed } from "./errors.js";
import { type Carrier, Job } from "./job.js";
import { GIVE_UP, type Problems, STOP } from "./protocol.js";
import type { Terms } from "./reading.js";
import { sharedInteger } from "./stop.js";
import { type Owner, type Start, Thread } from "./thread.js";

/** How many workers there may be, and how they come to be. */
export interface Settings {
  start: Start;
  /** The core as text, for each of them: the page may have no WebAssembly where a worker has. */
  core: string;
  threads: number;
  /** An idle worker is ended after so many milliseconds; undefined: never. */
  lingerMs?: number | undefined;
}

/** Jobs of one group that a worker may have: one to do while the answer of the other is read. */
const AHEAD = 2;

export class Workers implements Carrier, Owner {
  readonly #settings: Settings;
  readonly #threads = new Set<Thread>();
  #waiting: Job[] = [];
  readonly #open = new Set<Job>();
  #isClosed = false;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Jobs that no worker has yet. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Whether a job would be begun at once. */
  get isFree(): boolean {
    if (this.#threads.size < this.#settings.threads) return true;
    for (const { jobs } of this.#threads) if (jobs.length === 0) return true;
    return false;
  }

  /** Starts all of them; what cannot start is told to the first job. */
  startAll(): void {
    try {
      while (this.#threads.size < this.#settings.threads) this.#startOne();
    } catch {
      // told to whoever asks
    }
  }

  ask(problems: Problems, options: Options, terms: Terms, group?: object): Job {
    const stop = terms.signal || terms.onProgress || group ? sharedInteger() : undefined;
    const job = new Job(problems, options, terms, { carrier: this, stop, ...(group && { group }) });
    if (this.#isClosed) job.fail(closed());
    else {
      this.#open.add(job);
      const gone = () => void this.#open.delete(job);
      job.outcome.then(gone, gone);
      this.#waiting.push(job);
      this.#deal();
    }
    return job;
  }

  stop(job: Job): void {
    const { question } = job;
    const place = this.#waiting.indexOf(job);
    if (place < 0 && question.stop) {
      Atomics.store(question.stop, 0, STOP);
      return;
    }
    // a worker that hears nothing is ended; as many steps find again what it had found
    question.options = { ...question.options, limits: { steps: job.steps } };
    question.reports = false;
    if (place >= 0) this.#waiting.splice(place, 1);
    else this.#endThreadOf(job);
    this.#waiting.unshift(job);
    this.#deal();
  }

  drop(job: Job): void {
    const place = this.#waiting.indexOf(job);
    if (place >= 0) this.#waiting.splice(place, 1);
    else if (job.question.stop) Atomics.store(job.question.stop, 0, GIVE_UP);
    else this.#endThreadOf(job);
    this.#deal();
  }

  /** The others that it has wait again. */
  #endThreadOf(job: Job): void {
    for (const thread of this.#threads) {
      if (!thread.jobs.includes(job)) continue;
      this.#threads.delete(thread);
      this.#waiting.unshift(...thread.end().filter((other) => other !== job));
    }
  }

  freed(thread: Thread): void {
    this.#deal();
    const { lingerMs } = this.#settings;
    if (lingerMs === undefined || thread.jobs.length > 0) return;
    setTimeout(() => {
      if (thread.jobs.length > 0) return;
      this.#threads.delete(thread);
      thread.end();
    }, lingerMs);
  }

  lost(thread: Thread): void {
    this.#threads.delete(thread);
    this.#deal();
  }

  /** Gives jobs that wait to workers that have room, and starts workers while there may be more. */
  #deal(): void {
    while (this.#waiting.length > 0) {
      const [job] = this.#waiting;
      let thread: Thread | undefined;
      try {
        thread = this.#roomFor(job);
      } catch (error) {
        this.#waiting.shift();
        job.fail(error);
        continue;
      }
      if (!thread) return;
      this.#waiting.shift();
      thread.post(job);
    }
  }

  #roomFor({ group }: Job): Thread | undefined {
    let room: Thread | undefined;
    for (const thread of this.#threads) {
      const { jobs } = thread;
      if (jobs.length === 0) return thread;
      const isOurs = group !== undefined && jobs.every((other) => other.group === group);
      if (isOurs && jobs.length < AHEAD) room ??= thread;
    }
    return this.#threads.size < this.#settings.threads ? this.#startOne() : room;
  }

  #startOne(): Thread {
    const { start, core } = this.#settings;
    const thread = new Thread(start, core, this);
    this.#threads.add(thread);
    return thread;
  }

  /** No more jobs; resolves when those that are there have ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled([...this.#open].map(({ outcome }) => outcome));
    this.terminate();
  }

  /** Ends at once: jobs that are there fail. */
  terminate(): void {
    this.#isClosed = true;
    this.#waiting = [];
    for (const thread of this.#threads) thread.end();
    this.#threads.clear();
    for (const job of this.#open) job.fail(closed());
  }
}
