// Adds problems to the queue, a job a batch.
//
//     node enqueue.js problems.ndjson
//     node enqueue.js --generate '{"tasks":20,"machines":3}' --seeds 1:20000

import { batchesOf } from "./batches.js";
import { inOrder, Jobs } from "./queue.js";
import { inputSettings, told } from "./settings.js";
import { SOLVER } from "./solver.js";

/** Jobs that are on their way to Redis. */
const AHEAD = 8;

const settings = told(inputSettings);
const jobs = new Jobs({ ...SOLVER, ...settings });
const count = { jobs: 0, problems: 0, refused: 0 };
const added = async ({ lines, data }) => {
  if (data) await jobs.add(data);
  return { lines, data };
};
for await (const { lines, data } of inOrder(batchesOf(settings), added, AHEAD)) {
  for (const { number, error } of lines) {
    if (error) console.error(`line ${number}: ${error}`);
    count[error ? "refused" : "problems"]++;
  }
  if (data) count.jobs++;
}
await jobs.close();
console.log(JSON.stringify({ version: SOLVER.version, ...count }));
process.exitCode = count.refused > 0 ? 1 : 0;
