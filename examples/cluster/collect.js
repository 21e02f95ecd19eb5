// Writes a line of JSON for each problem that was enqueued, in order: its schedule, certified here,
// or `{ "line": ..., "error": ... }`. Takes the input and the flags that `enqueue.js` was given.
//
//     node collect.js problems.ndjson > schedules.ndjson

import { once } from "node:events";
import { certify } from "dsct";
import { batchesOf } from "./batches.js";
import { problemsOf } from "./payload.js";
import { inOrder, Jobs } from "./queue.js";
import { inputSettings, told } from "./settings.js";
import { SOLVER } from "./solver.js";

/** Batches that are waited for at once: memory holds no more of them. */
const AHEAD = 32;
/** ms between reports on stderr. */
const REPORT = 5000;

const settings = told(inputSettings);
const jobs = new Jobs({ ...SOLVER, ...settings });
const count = { lines: 0, errors: 0 };

/** A line of output for each line of the batch. */
function* linesOf({ lines, data, outcome }) {
  const problems = data && problemsOf(data);
  let k = 0;
  for (const { number, error } of lines) {
    const answer = error ? { error } : answerOf(problems.at(k), outcome, k++);
    count.lines++;
    if (answer.error !== undefined) count.errors++;
    yield JSON.stringify(answer.error === undefined ? answer : { line: number, ...answer });
  }
}

/** The k-th schedule, if it is one of the problem: whoever reaches Redis may have written it. */
function answerOf(problem, { answer, reason }, k) {
  if (reason !== undefined) return { error: reason };
  const schedule = answer[k];
  if (typeof schedule?.error === "string") return { error: schedule.error };
  try {
    const { valid, violations } = certify(problem, schedule);
    return valid ? schedule : { error: `the schedule is wrong: ${violations[0]}` };
  } catch (error) {
    return { error: `the schedule cannot be certified: ${error.message}` };
  }
}

const finished = async ({ lines, data }) => {
  const outcome = data && (await jobs.answerOf(data));
  return { lines, data, outcome };
};

const report = setInterval(async () => {
  const workers = await jobs.workers();
  console.error(`${count.lines} lines; ${workers} workers of dsct ${SOLVER.version}`);
}, REPORT);
process.stdout.on("error", () => process.exit(1)); // its reader has gone
for await (const batch of inOrder(batchesOf(settings), finished, AHEAD)) {
  for (const line of linesOf(batch)) {
    if (!process.stdout.write(`${line}\n`)) await once(process.stdout, "drain");
  }
}
clearInterval(report);
await jobs.close();
process.exitCode = count.errors > 0 ? 1 : 0;
