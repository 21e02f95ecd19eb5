// Solves what is in the queue, until SIGTERM or Ctrl+C.
//
//     node work.js --threads 2

import { Jobs } from "./queue.js";
import { told, workSettings } from "./settings.js";
import { createRun, SOLVER } from "./solver.js";
import { startWorker, stopOnSignal } from "./worker.js";

const { redis, threads, seconds, grace } = told(workSettings);
const jobs = new Jobs({ ...SOLVER, redis });
const { run, close } = createRun({ threads, jobs });
// one more than threads: its problems are read while the others are solved
const worker = startWorker({ ...SOLVER, redis, concurrency: threads + 1, run, seconds, grace });
stopOnSignal(async () => {
  await worker.stop();
  await Promise.all([close(), jobs.close()]);
}, grace);
console.error(`dsct ${SOLVER.version} works with ${threads} threads`);
