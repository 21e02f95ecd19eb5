// Adds problems to the queue, a job a batch.
//
//     node enqueue.js problems.ndjson
//     node enqueue.js --generate '{"tasks":20,"machines":3}' --seeds 1:20000

import { batchesOf } from "./batches.js";
import { inOrder, Jobs } from "./queue.js";
import { command, inputSettings } from "./settings.js";
import { SOLVER } from "./solver.js";

/** Jobs that are on their way to Redis. */
const AHEAD = 8;

await command(async () => {
  const settings = inputSettings();
  const jobs = new Jobs({ ...SOLVER, ...settings });
  const added = async ({ lines, data }) => {
    if (data) await jobs.add(data);
    return lines;
  };
  const count = { jobs: 0, problems: 0, refused: 0 };
  for await (const lines of inOrder(batchesOf(settings), added, AHEAD)) {
    const refused = lines.filter(({ error }) => error);
    for (const { number, error } of refused) console.error(JSON.stringify({ line: number, error }));
    count.refused += refused.length;
    count.problems += lines.length - refused.length;
    if (lines.length > refused.length) count.jobs++;
  }
  await jobs.close();
  console.log(JSON.stringify({ version: SOLVER.version, ...count }));
  process.exitCode = count.refused > 0 ? 1 : 0;
});
