// Lists the dead letters as lines of JSON, newest first: jobs that have failed for good, and why.
//
//     node dead.js
//     node dead.js --retry   puts all of them back into the queue

import { Jobs } from "./queue.js";
import { command, deadSettings } from "./settings.js";
import { SOLVER } from "./solver.js";

await command(async () => {
  const { redis, retry } = deadSettings();
  const jobs = new Jobs({ ...SOLVER, redis });
  for await (const { id, failedReason, attemptsMade, finishedOn, data } of jobs.deadLetters()) {
    const failed = new Date(finishedOn).toISOString();
    const letter = { id, reason: failedReason, attempts: attemptsMade, failed, data };
    console.log(JSON.stringify(letter));
  }
  if (retry) await jobs.retryAll();
  await jobs.close();
});
