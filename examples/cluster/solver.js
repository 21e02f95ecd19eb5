// Answers the jobs of problems with a pool of threads.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { UnrecoverableError } from "bullmq";
import { createPool } from "dsct/worker";

/** ms between reports of how many problems of a job are solved. */
const REPORT = 1000;

/** The queue of the problems. A build with other code is another version: its bits may differ. */
export const SOLVER = { study: "dsct", version: versionOf("dsct/package.json") };

function versionOf(manifest) {
  const path = createRequire(import.meta.url).resolve(manifest);
  const dist = join(dirname(path), "dist");
  const hash = createHash("sha256");
  const files = readdirSync(dist, { recursive: true }).filter((name) => /\.(js|wasm)$/.test(name));
  for (const name of files.sort()) hash.update(readFileSync(join(dist, name)));
  return `${JSON.parse(readFileSync(path, "utf8")).version}-${hash.digest("hex").slice(0, 12)}`;
}

/**
 * What a worker runs: the schedules of a job, and `{ error }` in the place of a problem that is
 * refused. Such a problem becomes a job of its own, which fails: so the list of dead letters has
 * it, and the others have their schedules.
 */
export function createRun({ threads, jobs }) {
  const pool = createPool({ threads });
  const run = async (problems, signal, job) => {
    const { options } = job.data;
    const answers = [];
    let reported = Date.now();
    for await (const answer of answersOf(pool, problems, { ...options, signal })) {
      if (answer.error !== undefined) {
        if (problems.count === 1) throw new UnrecoverableError(answer.error);
        await jobs.add({ problems: [problems.at(answers.length)], options });
      }
      answers.push(answer);
      if (Date.now() < reported + REPORT) continue;
      reported = Date.now();
      // not waited for, nor needed: the job may end while Redis is away
      job.updateProgress({ solved: answers.length, of: problems.count }).catch(() => {});
    }
    return answers;
  };
  return { run, close: () => pool.close() };
}

async function* answersOf(pool, { count, at }, options) {
  function* from(first) {
    for (let k = first; k < count; k++) yield at(k);
  }
  for (let k = 0; k < count; ) {
    try {
      for await (const schedule of pool.stream(from(k), options)) {
        k++;
        yield schedule;
      }
    } catch (error) {
      if (!isRefusal(error)) throw error;
      // asked again by itself, so that the message is about it and not about a list
      yield await pool.solve(at(k++), options).catch(asAnswer);
    }
  }
}

/** Of a value in the input; whatever else is thrown may be over at the next attempt. */
const isRefusal = (error) =>
  (error instanceof TypeError || error instanceof RangeError) && "path" in error;

function asAnswer(error) {
  if (isRefusal(error)) return { error: error.message };
  throw error;
}
