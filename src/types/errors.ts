// What the package throws.

/**
 * What is wrong, for programs. Messages are for people, and may change. docs/errors.md has an
 * example of each code.
 *
 * Of the input, a TypeError:
 * - "WRONG_TYPE": another kind of value was expected.
 * - "MIXED_KINDS": a field of a problem with tables in one with curves, or the other way round.
 * - "WRONG_MODULE": a WebAssembly module that is not the core.
 *
 * Of the input, a RangeError:
 * - "OUT_OF_RANGE": a number, or a count, that is too small, too large or not finite.
 * - "LENGTH_MISMATCH": two lists that belong together have different lengths.
 * - "EMPTY": there must be at least one.
 * - "UNKNOWN_NAME": a word or a name that is not one of the allowed ones.
 * - "UNKNOWN_OPTION": an option that does not exist.
 * - "NOT_FOR_TABLES": an option that has no meaning for a problem with tables.
 * - "MISSPELLED_FIELD": a name one typing error away from a missing field.
 * - "OVERFLOW": every number is in its range, but a sum or a product of them is beyond doubles.
 * - "TOO_LARGE": more than the engine can hold.
 * - "NO_CURVE": no curve goes through these points.
 * - "WRONG_SCHEDULE": the schedule to be drawn does not belong to this problem.
 *
 * Not of the input:
 * - "OUT_OF_MEMORY", a RangeError: the problem would fit, but there is not enough memory now.
 * - "NO_WASM", an Error: this runtime does not compile WebAssembly.
 * - "BUSY", an Error: the solver was called from inside its own call, by a getter or by
 *   `onProgress`.
 *
 * Of `dsct/worker`, an Error:
 * - "NO_WORKER": no worker can be started, or `script` is not the script of the package.
 * - "WORKER_FAILED": a worker ended while it solved.
 * - "POOL_CLOSED": `close` or `terminate` was called.
 * - "QUEUE_FULL": `maxQueue` problems already wait.
 *
 * Of a dispatcher, a RangeError:
 * - "DUPLICATE_ID": a machine, or a request that waits or runs, has this id already.
 * - "UNKNOWN_MACHINE": no machine has this id.
 * - "MACHINE_BUSY": `next` was called for a machine that runs something.
 * - "MACHINE_IDLE": `complete` was called for a machine that runs nothing.
 * - "WRONG_VERSION": a snapshot in a form that this version does not read.
 */
export type ErrorCode =
  | "WRONG_TYPE"
  | "MIXED_KINDS"
  | "WRONG_MODULE"
  | "OUT_OF_RANGE"
  | "LENGTH_MISMATCH"
  | "EMPTY"
  | "UNKNOWN_NAME"
  | "UNKNOWN_OPTION"
  | "NOT_FOR_TABLES"
  | "MISSPELLED_FIELD"
  | "OVERFLOW"
  | "TOO_LARGE"
  | "NO_CURVE"
  | "WRONG_SCHEDULE"
  | "OUT_OF_MEMORY"
  | "NO_WASM"
  | "BUSY"
  | "NO_WORKER"
  | "WORKER_FAILED"
  | "POOL_CLOSED"
  | "QUEUE_FULL"
  | "DUPLICATE_ID"
  | "UNKNOWN_MACHINE"
  | "MACHINE_BUSY"
  | "MACHINE_IDLE"
  | "WRONG_VERSION";

/** An error that the package throws on purpose. Errors of your own functions come out unchanged. */
export type DsctError = Error & {
  /** What is wrong, for a program to act on. */
  code: ErrorCode;
  /**
   * The place in the input, as in the message, for example `tasks[3].weight`; "" if the error is
   * not about a field.
   */
  path: string;
};
