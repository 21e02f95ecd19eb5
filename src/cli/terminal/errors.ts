// Says on stderr what is wrong, in one line, and whose fault it is by an exit code.

import { printable } from "../../problem/messages.js";
import { endProgress } from "./progress.js";
import { paint } from "./style.js";
import { UsageError } from "./usage.js";

/** Exit codes; INTERNAL is EX_SOFTWARE of sysexits.h. */
export const DONE = 0;
export const CHECK_FAILED = 1;
export const BAD_INPUT = 2;
const INTERNAL = 70;

/** On stderr, in one line, in which nothing from outside is obeyed by a terminal. */
export function complain(message: string): void {
  endProgress();
  const name = paint("dsct:", "red", process.stderr);
  process.stderr.write(`${name} ${printable(message.split("\n")[0])}\n`);
}

/** Says what has ended the command, and returns its exit code. */
export function report(error: unknown): number {
  if (error instanceof UsageError) {
    complain(error.message);
    return BAD_INPUT;
  }
  complain("internal error: this is a mistake of dsct, not of its input");
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${stack.split("\n").map(printable).join("\n")}\n`);
  return INTERNAL;
}

/**
 * What the library throws for its caller's values, as the user's mistake, in the words of rename.
 * Anything else stays what it is: an internal error.
 */
export function asUsers(error: unknown, rename: (message: string) => string): unknown {
  const isOfInput = error instanceof TypeError || error instanceof RangeError;
  // every complaint about a value says what was expected, and nothing else does
  if (!isOfInput || !error.message.includes("; expected ")) return error;
  return new UsageError(rename(error.message));
}
