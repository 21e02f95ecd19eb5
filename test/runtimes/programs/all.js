// As entries.js, and dsct/worker.

import { solveAsync } from "dsct/worker";
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
