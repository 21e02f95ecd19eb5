// What was thrown in a worker, and what a closed pool says.

import { errorOf } from "../problem/errors.js";
import type { DsctError } from "../types/index.js";
import type { Failure } from "./protocol.js";

/** Of a pool that takes nothing any more. */
export function closed(): DsctError {
  return errorOf("POOL_CLOSED", "", "the pool is closed; expected one that is open");
}

const ERRORS: Record<string, ErrorConstructor> = { TypeError, RangeError };

/** As it would have been thrown here. */
export function asError({ name, message, code, path }: Failure): Error {
  const error = new (ERRORS[name] ?? Error)(message);
  return code === undefined ? error : Object.assign(error, { code, path });
}
