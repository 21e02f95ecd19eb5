// Runs jobs on any number of machines: the queue and the workers of examples/cluster, with the
// paper's jobs instead of problems.

import { pathToFileURL } from "node:url";
import { Tinypool } from "tinypool";
import { isTimed, type Job, jobsOf } from "./jobs.js";
import type { Row } from "./measure.js";
import type { Results } from "./results.js";

export interface Cluster {
  redis: string;
  /** Of the code that measures: workers with other code take other jobs. */
  version: string;
  measureFile: string;
  /** Jobs that run at once on this machine; 0: none. */
  threads: number;
}

interface Outcome {
  answer?: Row[];
  reason?: string;
}

/** Of examples/cluster/queue.js. */
interface Queue {
  add(job: Job): Promise<void>;
  answerOf(job: Job): Promise<Outcome>;
  retryAll(): Promise<void>;
  close(): Promise<void>;
}

/** Seconds that a job may take; the longest take a minute. */
const MOST_SECONDS = 3600;
/** Seconds that jobs may still take when a worker stops. */
const GRACE = 20;

/** They are not bundled: the example has a package of its own. */
async function load(name: string) {
  try {
    return await import(pathToFileURL(`examples/cluster/${name}`).href);
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new Error("bullmq is missing; expected `npm install` in examples/cluster", {
      cause: error,
    });
  }
}

/** Runs here and on all workers of the same code what has no result yet. */
export async function spread(
  jobs: readonly Job[],
  results: Results,
  cluster: Cluster,
  tick: () => void,
): Promise<void> {
  const { Jobs, inOrder } = await load("queue.js");
  const queue: Queue = new Jobs({ ...cluster, study: "paper" });
  const stop = await start(cluster);
  const missing = jobs.filter((job) => !results.has(job));
  for (let k = missing.length; k < jobs.length; k++) tick();
  await queue.retryAll(); // what failed in an earlier run
  await Promise.all(missing.map((job) => queue.add(job)));
  const outcomeOf = async (job: Job) => ({ job, ...(await queue.answerOf(job)) });
  for await (const { job, answer, reason } of inOrder(missing, outcomeOf, missing.length)) {
    if (!answer) throw new Error(`${JSON.stringify(job)}: ${reason}`);
    results.set(job, answer);
    tick();
  }
  await stop();
  await queue.close();
}

/** Works until SIGTERM or Ctrl+C. */
export async function joinCluster(cluster: Cluster): Promise<void> {
  const { stopOnSignal } = await load("worker.js");
  stopOnSignal(await start(cluster), GRACE);
  console.error(`works with ${cluster.threads} threads on jobs of ${cluster.version.slice(0, 12)}`);
}

/** Starts a worker in this process; returns what stops it. */
async function start({ threads, measureFile, ...cluster }: Cluster): Promise<() => Promise<void>> {
  if (threads === 0) return async () => {};
  const { startWorker } = await load("worker.js");
  const pool = new Tinypool({ filename: measureFile, minThreads: threads, maxThreads: threads });
  const known = new Set([...jobsOf(false), ...jobsOf(true)].map((job) => JSON.stringify(job)));
  const { stop } = startWorker({
    ...cluster,
    study: "paper",
    concurrency: threads,
    read: (job: Job) => {
      if (known.has(JSON.stringify(job)) && !isTimed(job)) return job;
      throw new RangeError("job is none of the paper's; expected one that measures no time");
    },
    run: (job: Job, signal: AbortSignal) => pool.run(job, { signal }),
    seconds: MOST_SECONDS,
    grace: GRACE,
  });
  return async () => {
    await stop();
    await pool.destroy();
  };
}
