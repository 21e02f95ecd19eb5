// dsct/worker for browsers, Deno and Bun: a search that never blocks a page.

import script from "../../build/worker-script.txt";
import type { ScriptAddress, SolveAsync } from "../types/index.js";
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
  const { worker, forget } = open(served);
  let isReady = false;
  worker.onmessage = ({ data }: MessageEvent<Message>) => {
    if (isReady) onMessage(data);
    else if ((data as { ready?: unknown } | null)?.ready === true) isReady = true;
    else onFailure(notStarted(served, "it says something else"));
  };
  worker.onerror = (event) => {
    event.preventDefault?.(); // the promise tells it; Deno would end with it, too
    const { message = "" } = event; // none where the script could not be had
    onFailure(isReady ? failed(message) : notStarted(served, message));
  };
  return {
    post: (question: Question) => worker.postMessage(question),
    terminate() {
      worker.terminate();
      forget();
    },
  };
});

/** The worker, and what ends the life of its blob's address. */
function open(served: ScriptAddress | undefined): { worker: Worker; forget: () => void } {
  if (served !== undefined) return { worker: start(served, served), forget() {} };
  const own = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const forget = () => URL.revokeObjectURL(own);
  try {
    return { worker: start(own, served), forget };
  } catch (error) {
    forget();
    throw error;
  }
}

/** A classic worker: a sandboxed frame starts no other from a blob. Deno has modules alone. */
function start(address: ScriptAddress, served: ScriptAddress | undefined): Worker {
  const asIs = address as string; // a TrustedScriptURL is one to a Worker only as it is
  try {
    return new Worker(asIs);
  } catch {
    try {
      return new Worker(asIs, { type: "module" });
    } catch (error) {
      throw notStarted(served, (error as Error).message);
    }
  }
}

/** Of a worker that has not said that it runs; detail: what the runtime tells, often nothing. */
function notStarted(served: ScriptAddress | undefined, detail: string): Error {
  const what =
    served === undefined
      ? "the worker did not start"
      : `options.script: ${served} is not the script of dsct's worker`;
  const way =
    served === undefined
      ? "worker-src blob: in the Content-Security-Policy, or options.script"
      : "the address of the package's dist/worker-script.js, of the page's own origin and allowed " +
        "by worker-src of its Content-Security-Policy";
  return new Error(`${what}${because(detail)}; expected ${way}`);
}

/** Of a worker that had begun. */
function failed(detail: string): Error {
  return new Error(`the worker failed while solving${because(detail)}`);
}

const because = (detail: string) => detail && `: ${detail.replace(/\.$/, "")}`;
