// The one place where errors are made: class, code, and the path in the input.

import type { DsctError, ErrorCode } from "../types/index.js";

/** Those that are no RangeError. */
const CLASSES: { [Code in ErrorCode]?: ErrorConstructor } = {
  WRONG_TYPE: TypeError,
  MIXED_KINDS: TypeError,
  WRONG_MODULE: TypeError,
  NO_WASM: Error,
  BUSY: Error,
  NO_WORKER: Error,
  WORKER_FAILED: Error,
  POOL_CLOSED: Error,
  QUEUE_FULL: Error,
};

/**
 * `code` and `path` are plain properties, as `code` of Node's own errors is: console.log shows them
 * below the stack, and JSON.stringify and loggers, which pass over a message, keep them.
 * structuredClone drops what is not the platform's from an error, whatever it is.
 *
 * @param path the place in the input, as in the message; "": it is about no field
 */
export function errorOf(
  code: ErrorCode,
  path: string,
  message: string,
  options?: ErrorOptions,
): DsctError {
  return Object.assign(new (CLASSES[code] ?? RangeError)(message, options), { code, path });
}
