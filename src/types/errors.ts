// What the package throws.

/**
 * What is wrong, for a program to act on; messages are for people, and may change. docs/errors.md
 * has an example of each.
 *
 * Of the input, a TypeError:
 * - "WRONG_TYPE": another kind of value was expected.
 * - "MIXED_KINDS": a field of a problem with tables in one with curves, or the other way round.
 * - "WRONG_MODULE": a WebAssembly module that is not the core.
 *
 * Of the input, a RangeError:
 * - "OUT_OF_RANGE": a number, or a count, that is too small, too large or not finite.
 * - "LENGTH_MISMATCH": two lists that belong together have not the same length.
 * - "EMPTY": there must be at least one.
 * - "UNKNOWN_NAME": a word or a name that is none of those there are.
 * - "UNKNOWN_OPTION": an option that there is not.
 * - "NOT_FOR_TABLES": an option that means nothing for a problem with tables.
 * - "MISSPELLED_FIELD": a name one slip away from a field that is not there.
 * - "OVERFLOW": every number is in its range, but a sum or a product of them is beyond doubles.
 * - "TOO_LARGE": more than the engine can hold.
 * - "NO_CURVE": no curve goes through these points.
 * - "WRONG_SCHEDULE": the schedule to be drawn is none of this problem.
 *
 * Not of the input:
 * - "OUT_OF_MEMORY", a RangeError: it would fit, but there is no memory for it now.
 * - "NO_WASM", an Error: this runtime does not compile WebAssembly.
 * - "BUSY", an Error: the solver was called by what it was calling, a getter or `onProgress`.
 *
 * Of `dsct/worker`, an Error:
 * - "NO_WORKER": none can be started, or `script` is not that of the package.
 * - "WORKER_FAILED": it ended while it was solving.
 * - "POOL_CLOSED": `close` or `terminate` was called.
 * - "QUEUE_FULL": `maxQueue` problems wait.
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

/** What the package throws on purpose. What your own functions throw comes out as it is. */
export type DsctError = Error & {
  code: ErrorCode;
  /** The place in the input, as in the message, `tasks[3].weight`; "": it is about no field. */
  path: string;
};
