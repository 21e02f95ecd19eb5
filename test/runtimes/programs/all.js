// As entries.js, and dsct/worker.

import { createPool, solveAsync } from "dsct/worker";
import { entries } from "./entries.js";
import { PROBLEMS, probe } from "./probe.js";

export async function all() {
  return [...(await entries()), ...(await inWorkers())];
}

export async function inWorkers() {
  return [
    ["dsct/worker", "hash", await probe(solveAsync)],
    ["dsct/worker, abort", "says", await aborted()],
    ["dsct/worker, stop", "says", await stopped()],
    ["dsct/worker, pool", "hash", await pooled()],
    ["dsct/worker, best", "says", await best()],
  ];
}

/** Of a search that would take minutes. */
const LONG = { method: "exact", gapTolerance: 0, limits: { steps: 1e12 } };

/** What it ends with when its signal aborts. */
async function aborted() {
  const controller = new AbortController();
  const onProgress = () => controller.abort(new Error("aborted"));
  const { signal } = controller;
  return solveAsync(PROBLEMS[2], { ...LONG, signal, onProgress }).then(
    ({ status }) => status,
    ({ message }) => message,
  );
}

/** When it ends if progress is told that it is enough. */
async function stopped() {
  let reports = 0;
  await solveAsync(PROBLEMS[2], { ...LONG, onProgress: () => ++reports < 3 });
  return `after ${reports} reports`;
}

/** What two workers answer, problem by problem, and in batches. */
async function pooled() {
  const pool = createPool({ threads: 2 });
  const hash = await probe((problem, options) => pool.solve(problem, options));
  const problems = Array.from({ length: 40 }, (_, k) => PROBLEMS[k % PROBLEMS.length]);
  const list = await pool.solveMany(problems, { method: "refit" });
  let k = 0;
  for await (const { value } of pool.stream(problems, { method: "refit" })) {
    if (value !== list[k++].value) throw new Error(`the stream says ${value} of problem ${k - 1}`);
  }
  await pool.close();
  if (k !== list.length) throw new Error(`${k} schedules; expected ${list.length}`);
  return hash;
}

/** What a search that would take minutes leaves when its signal aborts. */
async function best() {
  const controller = new AbortController();
  const onProgress = () => controller.abort();
  const terms = { signal: controller.signal, onAbort: "best", onProgress };
  const { status } = await solveAsync(PROBLEMS[2], { ...LONG, ...terms });
  return status;
}
