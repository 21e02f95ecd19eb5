// dsct/worker for browsers, Deno and Bun: searches that never block a page.

import core from "../../build/release.wasm";
import script from "../../build/worker-script.txt";
import { errorOf } from "../problem/errors.js";
import type { CreatePool, ScriptAddress, SolveAsync } from "../types/index.js";
import { makeCreatePool } from "../worker/pool.js";
import type { Message } from "../worker/protocol.js";
import { makeSolveAsync, type Runtime } from "../worker/solve-async.js";
import type { Start } from "../worker/thread.js";

export type * from "../types/index.js";

/**
 * A worker keeps a Deno program alive, and Deno has no way to prevent that. So in Deno an idle
 * worker of `solveAsync` ends after this many milliseconds.
 */
const LINGER_MS = 50;

const startOf = (served: ScriptAddress | undefined): Start => {
  return (onMessage, onFailure) => {
    if (typeof Worker === "undefined") {
      const way = "expected Worker, or use solve of dsct instead";
      throw errorOf("NO_WORKER", "", `this runtime has no workers; ${way}`);
    }
    const { worker, forget } = open(served);
    let isReady = false;
    worker.onmessage = ({ data }: MessageEvent<Message>) => {
      if (isReady) onMessage(data);
      else if ((data as { ready?: unknown } | null)?.ready === true) isReady = true;
      else onFailure(notStarted(served, "it says something else"));
    };
    worker.onerror = (event) => {
      event.preventDefault?.(); // the promise reports it; otherwise Deno would end with it
      const { message = "" } = event; // empty if the script could not be loaded
      onFailure(isReady ? failed(message) : notStarted(served, message));
    };
    const { ref, unref } = worker as Worker & { ref?(): void; unref?(): void }; // of Bun
    return {
      post: (order, transfer) => worker.postMessage(order, transfer),
      terminate() {
        worker.terminate();
        forget();
      },
      hold: (isBusy) => (isBusy ? ref : unref)?.call(worker),
    };
  };
};

const runtime: Runtime = {
  startOf,
  core,
  threads: () => globalThis.navigator?.hardwareConcurrency ?? 1,
  lingerMs: "Deno" in globalThis ? LINGER_MS : undefined,
};

/**
 * Solves as `solve` does, in a worker: the same answer to the bit, while a page or an event loop
 * goes on.
 *
 * @function
 */
export const solveAsync: SolveAsync = makeSolveAsync(runtime);

/**
 * Starts workers that live on, for many problems: Web Workers, in Node worker threads.
 *
 * @function
 */
export const createPool: CreatePool = makeCreatePool(runtime);

/** The worker, and a function that revokes the address of its blob. */
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

/**
 * A classic worker, because a sandboxed frame cannot start a module worker from a blob. Deno has
 * only module workers.
 */
function start(address: ScriptAddress, served: ScriptAddress | undefined): Worker {
  const asIs = address as string; // a TrustedScriptURL must reach the Worker unchanged
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

/**
 * The error of a worker that did not report that it runs. detail: the message of the runtime, often
 * empty.
 */
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
  return errorOf(
    "NO_WORKER",
    served === undefined ? "" : "options.script",
    `${what}${because(detail)}; expected ${way}`,
  );
}

/** The error of a worker that had begun. */
function failed(detail: string): Error {
  return errorOf("WORKER_FAILED", "", `the worker failed while solving${because(detail)}`);
}

const because = (detail: string) => detail && `: ${detail.replace(/\.$/, "")}`;
