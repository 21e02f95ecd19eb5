// Takes jobs from a queue of BullMQ and runs them: with a time limit, and an end that loses none.

import { UnrecoverableError, WaitingError, Worker } from "bullmq";
import { connectionTo, idOf, queueName, reportErrors } from "./queue.js";

/** Others take a job whose worker is gone after so many ms, and look for such jobs as often. */
const LOCK = 10_000;
const LOOK = 5000;
/** One whose workers die so often is a dead letter: it may be what they die of. */
const MOST_DEATHS = 3;
/** ms after which it is tried again to take a job, where Redis was not there. */
const RETRY = 1000;

/** Why a job ends that is to go back. */
const RETURNED = new Error("the worker stops");

/**
 * Works until `stop` is called.
 *
 * @param {object} given
 * @param {string} given.redis address
 * @param {string} given.study, given.version as those of `Jobs`
 * @param {number} given.concurrency how many jobs at once
 * @param {(data) => unknown} given.read what the data of a job says; throws where it is none
 * @param {(asked, signal: AbortSignal, job) => Promise<unknown>} given.run answers what was read;
 *   an UnrecoverableError is not tried again
 * @param {number} given.seconds that a job may take
 * @param {number} given.grace seconds that jobs may still take when the worker stops
 */
export function startWorker({ redis, study, version, concurrency, read, run, seconds, grace }) {
  /** An answer under the id of other data would be taken for theirs. */
  const checked = (job) => {
    try {
      const asked = read(job.data);
      if (job.id === idOf(version, job.data)) return asked;
    } catch (error) {
      throw new UnrecoverableError(error.message); // it would be refused again
    }
    throw new UnrecoverableError(`job.id is not the hash of its data and version ${version}`);
  };
  const limited = async (job, token, signal) => {
    const asked = checked(job);
    const late = new Error(`the job took longer than ${seconds} s`);
    const timer = setTimeout(() => worker.cancelJob(job.id, late), 1000 * seconds);
    try {
      return await run(asked, signal, job);
    } catch (error) {
      if (signal.reason !== RETURNED) throw error;
      await job.moveToWait(token);
      throw new WaitingError();
    } finally {
      clearTimeout(timer);
    }
  };
  const worker = new Worker(queueName({ study, version }), limited, {
    connection: connectionTo(redis),
    concurrency,
    lockDuration: LOCK,
    stalledInterval: LOOK,
    maxStalledCount: MOST_DEATHS,
    runRetryDelay: RETRY,
  });
  reportErrors(worker);
  // somebody else has it by now
  worker.on("lockRenewalFailed", (ids) => {
    for (const id of ids) worker.cancelJob(id, new Error("the lock of the job is lost"));
  });
  /** Takes no more; finishes what runs, or returns it to the queue after the grace. */
  const stop = async () => {
    const timer = setTimeout(() => worker.cancelAllJobs(RETURNED), 1000 * grace);
    await worker.close();
    clearTimeout(timer);
  };
  return { stop };
}

/** Calls stop at the first SIGTERM or Ctrl+C; without Redis it could wait for ever. */
export function stopOnSignal(stop, grace) {
  const end = async () => {
    setTimeout(() => process.exit(1), 1000 * (grace + 5)).unref(); // others take the jobs over
    await stop();
    process.exit();
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
}
