// Made-up times for the quick run of the paper: all that two runs of it do not have in common.
// Arguments: the folder.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { isTimed, type Job, jobsOf } from "../../bench/paper/jobs.js";
import { Results } from "../../bench/paper/results.js";

const measureFile = new URL("../../bench/paper/measure.mjs", import.meta.url);
const fingerprint = createHash("sha256").update(readFileSync(measureFile)).digest("hex");
const results = new Results(`${process.argv[2]}/results.jsonl`, { fingerprint, heading: "test" });

function rowOf(job: Job, k: number) {
  const { n, m } = job.setting;
  if (job.kind === "time") return { n, m, method: job.method, microseconds: k + 1 };
  if (job.kind !== "proof") throw new RangeError(`${job.kind} measures no time`);
  const { axis, solver, seed, seconds } = job;
  return { axis, n, m, solver, seed, seconds, proven: true, milliseconds: k, value: 1, bound: 1 };
}

for (const [k, job] of jobsOf(true).filter(isTimed).entries()) results.set(job, [rowOf(job, k)]);
