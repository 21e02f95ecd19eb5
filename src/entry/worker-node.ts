// dsct/worker for Node: a search that never blocks the event loop.

import { Worker } from "node:worker_threads";
import script from "../../build/worker-script.txt";
import type { SolveAsync } from "../types/index.js";
import { makeSolveAsync } from "../worker/solve-async.js";

/** A thread has no postMessage and onmessage of its own. */
const AS_WEB_WORKER = `
  const { parentPort } = require("node:worker_threads");
  globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
  parentPort.on("message", (data) => onmessage({ data }));`;

/** As that of `dsct/worker` elsewhere. */
export const solveAsync: SolveAsync = makeSolveAsync((onMessage, onFailure) => {
  // execArgv: an --input-type of this process would be that of the script
  const worker = new Worker(AS_WEB_WORKER + script, { eval: true, execArgv: [] });
  worker.on("message", onMessage);
  worker.on("error", onFailure);
  worker.on("exit", (code) => onFailure(new Error(`the worker ended with exit code ${code}`)));
  return {
    post: (question) => worker.postMessage(question),
    terminate: () => worker.terminate(),
  };
});
