// One worker that lives: jobs are posted to it in order, and it answers them in order.

import { asError } from "./errors.js";
import type { Job } from "./job.js";
import { GIVE_UP, type Message, type Remote } from "./protocol.js";
import { transferOf } from "./reading.js";

/** Starts a worker; it calls one of the two for whatever the worker says, or why it cannot. */
export type Start = (
  onMessage: (message: Message) => void,
  onFailure: (error: Error) => void,
) => Remote;

/** Who hears of a thread. */
export interface Owner {
  /** It has answered: there is room for another job. */
  freed(thread: Thread): void;
  /** It has failed, and so have its jobs. */
  lost(thread: Thread): void;
}

export class Thread {
  readonly #remote: Remote;
  readonly #owner: Owner;
  #jobs: Job[] = [];
  #isOver = false;

  /** core: its text. Throws where no worker can be started. */
  constructor(start: Start, core: string, owner: Owner) {
    this.#owner = owner;
    this.#remote = start(
      (message) => this.#hear(message),
      (error) => this.#fail(error),
    );
    this.#remote.post({ core }, []);
    this.#remote.hold?.(false);
  }

  /** What it is doing, and what waits for it; those that nobody waits for, too. */
  get jobs(): readonly Job[] {
    return this.#jobs;
  }

  post(job: Job): void {
    if (this.#jobs.push(job) === 1) this.#remote.hold?.(true);
    const { question } = job;
    try {
      // what could be lost with the worker is copied: without `stop` its end is the only way
      this.#remote.post(question, question.stop ? transferOf(question.problems) : []);
    } catch (error) {
      if (!question.stop) {
        this.#jobs = this.#jobs.filter((other) => other !== job);
        job.fail(error);
        return;
      }
      question.stop = undefined; // the runtime will not have it after all
      this.#remote.post(question, []);
    }
  }

  #hear(message: Message): void {
    if (this.#isOver || "ready" in message) return;
    const [job] = this.#jobs;
    if ("progress" in message) {
      job.hear(message.progress);
      return;
    }
    this.#jobs.shift();
    if (this.#jobs.length === 0) this.#remote.hold?.(false);
    if ("error" in message) job.fail(asError(message.error));
    else if (message.schedules) job.succeed(message.schedules, message.milliseconds);
    this.#owner.freed(this);
  }

  #fail(error: Error): void {
    const jobs = this.end();
    this.#owner.lost(this);
    for (const job of jobs) job.fail(error);
  }

  /** Ends it at once; returns the jobs that it leaves. */
  end(): readonly Job[] {
    if (this.#isOver) return [];
    this.#isOver = true;
    // Deno lets a busy worker run on after its end
    for (const { question } of this.#jobs)
      if (question.stop) Atomics.store(question.stop, 0, GIVE_UP);
    this.#remote.terminate();
    return this.#jobs.filter((job) => !job.isOver);
  }
}
