// Writes a line of JSON for each problem that was enqueued, in order: its schedule, certified here,
// or `{ "line": ..., "error": ... }`. Takes the input and the flags that `enqueue.js` was given.
//
//     node collect.js problems.ndjson > schedules.ndjson

import { once } from "node:events";
import { answersOf } from "./answers.js";
import { batchesOf } from "./batches.js";
import { inOrder, Jobs } from "./queue.js";
import { command, inputSettings } from "./settings.js";
import { SOLVER } from "./solver.js";

/** Batches that are waited for beside the one whose turn it is: memory holds no more of them. */
const AHEAD = 8;
/** ms between reports on stderr. */
const REPORT = 5000;

await command(async () => {
  const settings = inputSettings();
  const jobs = new Jobs({ ...SOLVER, ...settings });
  const finishing = async ({ lines, data }) => ({
    lines,
    data,
    outcome: data && (await jobs.answerOf(data)),
  });
  const finished = inOrder(batchesOf(settings), finishing, AHEAD);
  const count = { lines: 0, errors: 0 };
  const tell = (workers) =>
    console.error(`${count.lines} lines; ${workers} workers of dsct ${SOLVER.version}`);
  const report = setInterval(() => jobs.workers().then(tell, () => {}), REPORT);
  process.stdout.on("error", () => process.exit(1)); // its reader has gone
  for await (const batch of finished) {
    for (const { number, error, schedule } of answersOf(batch)) {
      const line = JSON.stringify(schedule ?? { line: number, error });
      if (!process.stdout.write(`${line}\n`)) await once(process.stdout, "drain");
      count.lines++;
      if (!schedule) count.errors++;
    }
  }
  clearInterval(report);
  await jobs.close();
  process.exitCode = count.errors > 0 ? 1 : 0;
});
