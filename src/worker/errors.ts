// What goes wrong with workers, and what was thrown in one of them.

import type { Failure } from "./protocol.js";

export type WorkerErrorCode = "NO_WORKER" | "WORKER_FAILED" | "POOL_CLOSED" | "QUEUE_FULL";

/** An error that is of no field of the input. */
export function workerError(code: WorkerErrorCode, message: string): Error {
  return Object.assign(new Error(message), { code, path: "" });
}

/** Of a pool that takes nothing any more. */
export function closed(): Error {
  return workerError("POOL_CLOSED", "the pool is closed; expected one that is open");
}

const ERRORS: Record<string, ErrorConstructor> = { TypeError, RangeError };

/** What was thrown in a worker, as it would have been here. */
export function asError({ name, message, code, path }: Failure): Error {
  const error = new (ERRORS[name] ?? Error)(message);
  return code === undefined ? error : Object.assign(error, { code, path });
}
