// Lists the dead letters as lines of JSON, newest first: jobs that have failed for good, and why.
//
//     node dead.js
//     node dead.js --retry   puts all of them back into the queue

import { Jobs } from "./queue.js";
import { deadSettings, told } from "./settings.js";
import { SOLVER } from "./solver.js";

const { redis, retry } = told(deadSettings);
const jobs = new Jobs({ ...SOLVER, redis });
for await (const {
  id,
  failedReason: reason,
  attemptsMade,
  finishedOn,
  data,
} of jobs.deadLetters()) {
  const failed = new Date(finishedOn).toISOString();
  console.log(JSON.stringify({ id, reason, attempts: attemptsMade, failed, data }));
}
if (retry) await jobs.retryAll();
await jobs.close();
