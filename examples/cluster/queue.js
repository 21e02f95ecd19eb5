// Jobs of one study on a queue of BullMQ: each is computed once, fails for good with a reason, and
// is answered for as long as it is kept.

import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Queue } from "bullmq";

/** A job that fails is tried again after about 1 and 2 s, then it is a dead letter. */
const ATTEMPTS = 3;
const BACKOFF = { type: "exponential", delay: 1000, jitter: 0.5 };
/** Seconds for which answers are kept, unless told otherwise, and dead letters. */
const KEPT = 7 * 24 * 3600;
const DEAD_KEPT = 30 * 24 * 3600;
/** Events of BullMQ repeat the answers, 10,000 would be kept, and nobody here reads them. */
const EVENTS = 1;
/** How often a job is looked at, in ms: seldom where it takes long. */
const FIRST_LOOK = 20;
const LAST_LOOK = 500;

/** What BullMQ says of the end of a job. */
const STATUS = { missing: -1, completed: 1, failed: 2 };

/** What Redis has gone away for is done when it is back. */
export const connectionTo = (url) => ({
  url,
  maxRetriesPerRequest: null,
  retryStrategy: (times) => Math.min(100 * times, 1000),
});

/** Other bits may come from other versions: neither the queue nor the id is shared. */
export const queueName = ({ study, version }) => `${study}-${version}`;

/** The same data on the same version is the same job. */
export function idOf(version, data) {
  return createHash("sha256")
    .update(JSON.stringify([version, data]))
    .digest("hex");
}

/** Says on stderr what is wrong with Redis, now and then: each attempt to connect fails anew. */
export function reportErrors(source) {
  let last = "";
  source.on("error", (error) => {
    const text = error.message || error.code; // of both addresses of a host: no message
    if (text === last) return;
    last = text;
    setTimeout(() => (last = ""), 10_000).unref();
    console.error(`redis: ${JSON.stringify(text)}`);
  });
}

export class Jobs {
  #queue;
  #version;

  /**
   * @param {object} given
   * @param {string} given.redis address: redis://host:port
   * @param {string} given.study which kind of jobs: workers of another kind do not take them
   * @param {string} given.version of the code that runs them
   * @param {number} [given.keep] seconds for which answers are kept
   */
  constructor({ redis, study, version, keep = KEPT }) {
    this.#version = version;
    this.#queue = new Queue(queueName({ study, version }), {
      connection: connectionTo(redis),
      streams: { events: { maxLen: EVENTS } },
      defaultJobOptions: {
        attempts: ATTEMPTS,
        backoff: BACKOFF,
        removeOnComplete: { age: keep },
        removeOnFail: { age: DEAD_KEPT },
        stackTraceLimit: 1,
      },
    });
    reportErrors(this.#queue);
  }

  /** Has no effect on a job that is there, whatever has become of it. */
  async add(data) {
    await this.#queue.add("job", data, { jobId: idOf(this.#version, data) });
  }

  /**
   * Waits for the end of a job: `{ answer }`, or `{ reason }` of a dead letter. One that is not
   * there (never added, expired, or lost with Redis) is added.
   */
  async answerOf(data) {
    const id = idOf(this.#version, data);
    for (let wait = FIRST_LOOK; ; wait = Math.min(2 * wait, LAST_LOOK)) {
      const [status, text] = await this.#queue.backend.isFinished(id, true);
      if (status === STATUS.completed) return { answer: parsed(text) };
      if (status === STATUS.failed) return { reason: `${text}` };
      if (status === STATUS.missing) await this.add(data);
      await sleep(wait);
    }
  }

  /** Newest first. */
  async *deadLetters() {
    for (let from = 0; ; from += 100) {
      const jobs = await this.#queue.getFailed(from, from + 99);
      yield* jobs.filter(Boolean); // expired meanwhile
      if (jobs.length < 100) return;
    }
  }

  /** Puts all dead letters back, as if they had never been tried. */
  async retryAll() {
    const letters = [];
    for await (const job of this.deadLetters()) letters.push(job);
    for (const job of letters) {
      await job.retry("failed", { resetAttemptsMade: true, resetAttemptsStarted: true });
    }
  }

  /** How many jobs are "waiting", "active", "completed" or "failed". */
  count(state) {
    return this.#queue.getJobCountByTypes(state);
  }

  workers() {
    return this.#queue.getWorkersCount();
  }

  close() {
    return this.#queue.close();
  }
}

/** Undefined for what is no JSON: not written by a worker. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Calls answer for each of the items, some ahead of what has been read; yields in order. */
export async function* inOrder(items, answer, ahead) {
  const begun = [];
  for await (const item of items) {
    const outcome = answer(item);
    outcome.catch(() => {}); // it is thrown in its turn
    begun.push(outcome);
    if (begun.length > ahead) yield await begun.shift();
  }
  for (const outcome of begun) yield await outcome;
}
