// Writes a line of JSON for each problem that was enqueued, in order: its schedule, certified here,
// or `{ "line": ..., "error": ... }`. Takes the input and the flags that `enqueue.js` was given.
//
//     node collect.js problems.ndjson > schedules.ndjson

import { once } from "node:events";
import { certify } from "dsct";
import { batchesOf } from "./batches.js";
import { problemsOf } from "./payload.js";
import { inOrder, Jobs } from "./queue.js";
import { command, inputSettings } from "./settings.js";
import { SOLVER } from "./solver.js";

/** Batches that are waited for beside the one whose turn it is: memory holds no more of them. */
const AHEAD = 8;
/** ms between reports on stderr. */
const REPORT = 5000;

/** For each line of a batch its number and either its schedule or what is wrong. */
function* answersOf({ lines, data, outcome }) {
  const problems = data && problemsOf(data);
  let k = 0;
  for (const { number, error } of lines) {
    yield { number, ...(error ? { error } : certified(problems.at(k), outcome, k++)) };
  }
}

/** The k-th schedule, if it is one of the problem: whoever reaches Redis may have written it. */
function certified(problem, { answer, reason }, k) {
  if (reason !== undefined) return { error: reason };
  const schedule = answer?.[k];
  if (typeof schedule?.error === "string") return { error: schedule.error };
  try {
    const { valid, violations } = certify(problem, schedule);
    return valid ? { schedule } : { error: `the schedule is wrong: ${violations[0]}` };
  } catch (error) {
    return { error: `the schedule cannot be certified: ${error.message}` };
  }
}

await command(async () => {
  const settings = inputSettings();
  const jobs = new Jobs({ ...SOLVER, ...settings });
  const finished = async (batch) => ({
    ...batch,
    outcome: batch.data && (await jobs.answerOf(batch.data)),
  });
  const count = { lines: 0, errors: 0 };
  const tell = (workers) =>
    console.error(`${count.lines} lines; ${workers} workers of dsct ${SOLVER.version}`);
  const report = setInterval(() => jobs.workers().then(tell, () => {}), REPORT);
  process.stdout.on("error", () => process.exit(1)); // its reader has gone
  for await (const batch of inOrder(batchesOf(settings), finished, AHEAD)) {
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
