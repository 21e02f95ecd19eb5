// dsct/worker for browsers, Deno and Bun: a search that never blocks a page.

import script from "../../build/worker-script.txt";
import type { SolveAsync } from "../types/index.js";
import { type Message, makeSolveAsync, type Question } from "../worker/solve-async.js";

export type * from "../types/index.js";

/**
 * As `solve` of the main entry, in a worker of its own: the same answer to the bit, the same
 * errors. `onProgress` hears every few milliseconds where it stands; returning false stops the
 * search.
 */
export const solveAsync: SolveAsync = makeSolveAsync((onMessage, onFailure, served) => {
  if (typeof Worker === "undefined") {
    throw new Error("this runtime has no workers; expected Worker, or use solve of dsct instead");
  }
  const url = served ?? URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<Message>) => onMessage(data);
  worker.onerror = ({ message = "" }) => {
    const way = "expected worker-src blob: in the Content-Security-Policy, or options.script";
    onFailure(new Error(`the worker does not run${message && `: ${message}`}; ${way}`));
  };
  return {
    post: (question: Question) => worker.postMessage(question),
    terminate() {
      worker.terminate();
      if (served === undefined) URL.revokeObjectURL(String(url));
    },
  };
});
