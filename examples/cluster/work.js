// Solves what is in the queue, until SIGTERM or Ctrl+C.
//
//     node work.js --threads 2

import { problemsOf } from "./payload.js";
import { Jobs } from "./queue.js";
import { command, workSettings } from "./settings.js";
import { createRun, SOLVER } from "./solver.js";
import { startWorker, stopOnSignal } from "./worker.js";

await command(async () => {
  const { threads, ...settings } = workSettings();
  const jobs = new Jobs({ ...SOLVER, ...settings });
  const { run, close } = createRun({ threads, jobs });
  // one more than threads: its problems are read while the others are solved
  const concurrency = threads + 1;
  const { stop } = startWorker({ ...SOLVER, ...settings, concurrency, read: problemsOf, run });
  stopOnSignal(async () => {
    await stop();
    await Promise.all([close(), jobs.close()]);
  }, settings.grace);
  console.error(`dsct ${SOLVER.version} works with ${threads} threads`);
});
