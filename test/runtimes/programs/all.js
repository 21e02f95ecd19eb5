// As entries.js, and dsct/worker.

import { solveAsync } from "dsct/worker";
import { entries } from "./entries.js";
import { PROBLEMS, probe } from "./probe.js";

export async function all() {
  return [
    ...(await entries()),
    ["dsct/worker", "hash", await probe(solveAsync)],
    ["dsct/worker, abort", "says", await aborted()],
  ];
}

/** What a search that would take minutes ends with. */
async function aborted() {
  const controller = new AbortController();
  const onProgress = () => controller.abort(new Error("aborted"));
  const options = { method: "exact", tolerance: 0, limits: { work: 1e12 } };
  const { signal } = controller;
  return solveAsync(PROBLEMS[2], { ...options, signal, onProgress }).then(
    ({ status }) => status,
    ({ message }) => message,
  );
}
