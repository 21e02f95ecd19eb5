// dsct/worker for Node: searches that never block the event loop.

import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import core from "../../build/release.wasm";
import script from "../../build/worker-script.txt";
import { errorOf } from "../problem/errors.js";
import type { CreatePool, SolveAsync } from "../types/index.js";
import { makeCreatePool } from "../worker/pool.js";
import { makeSolveAsync, type Runtime } from "../worker/solve-async.js";
import type { Start } from "../worker/thread.js";

/** A worker thread has no global postMessage and onmessage. */
const AS_WEB_WORKER = `
  const { parentPort } = require("node:worker_threads");
  globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
  parentPort.on("message", (data) => onmessage({ data }));`;

const start: Start = (onMessage, onFailure) => {
  // execArgv: otherwise an --input-type of this process would also apply to the script
  const worker = new Worker(AS_WEB_WORKER + script, { eval: true, execArgv: [] });
  worker.on("message", onMessage);
  worker.on("error", ({ message }) => {
    onFailure(errorOf("WORKER_FAILED", "", `the worker failed while solving: ${message}`));
  });
  worker.on("exit", (code) => {
    onFailure(errorOf("WORKER_FAILED", "", `the worker ended with exit code ${code}`));
  });
  return {
    post: (order, transfer) => worker.postMessage(order, transfer),
    terminate: () => worker.terminate(),
    hold: (isBusy) => (isBusy ? worker.ref() : worker.unref()),
  };
};

const runtime: Runtime = {
  startOf: () => start,
  core,
  threads: availableParallelism,
};

/** As that of `dsct/worker` elsewhere. */
export const solveAsync: SolveAsync = makeSolveAsync(runtime);

/** As that of `dsct/worker` elsewhere. */
export const createPool: CreatePool = makeCreatePool(runtime);
