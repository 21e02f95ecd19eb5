// The words of errors: the path, the value and what was expected.

import type { ErrorCode } from "../types/index.js";
import { errorOf } from "./errors.js";

/** Throws for a number out of range, or no number at all. */
export function wrong(path: string, value: unknown, expected: string): never {
  if (typeof value !== "number") wrongType(path, value, `a ${expected}`);
  const infinite = Math.abs(value) === Infinity && !expected.startsWith("finite");
  refuse("OUT_OF_RANGE", path, value, `a ${infinite ? "finite " : ""}${expected}`);
}

export function wrongType(path: string, value: unknown, expected: string): never {
  refuse("WRONG_TYPE", path, value, expected);
}

/** Throws for a name or a word that is none of those there are, or no text at all. */
export function wrongName(path: string, value: unknown, expected: string): never {
  refuse(typeof value === "string" ? "UNKNOWN_NAME" : "WRONG_TYPE", path, value, expected);
}

/** Throws for a list that has not as many entries as it should. */
export function wrongCount(code: ErrorCode, path: string, count: unknown, expected: string): never {
  throw errorOf(code, path, `${path} has ${show(count)} entries; expected ${expected}`);
}

/** Throws for a value that is not what was expected, whatever is wrong with it. */
export function refuse(code: ErrorCode, path: string, value: unknown, expected: string): never {
  throw errorOf(code, path, `${path} is ${show(value)}; expected ${expected}`);
}

/** path: the task for which the product is beyond doubles. */
export function wrongSlope(path: string, slope: number): never {
  const given = `weight * gain * theta of ${path} is ${slope}`;
  throw errorOf("OVERFLOW", path, `${given}; expected a finite number > 0`);
}

/** path: the task at which the sum is beyond doubles. */
export function wrongSum(part: string, path: string, sum: number): never {
  const given = `the sum of weight * (|base| + ${part}) up to ${path} is ${sum}`;
  throw errorOf("OVERFLOW", path, `${given}; expected a finite number`);
}

/** Throws for a field of the other kind of problem, unless it is undefined. */
export function mixed(path: string, value: unknown, where: string): void {
  if (value === undefined) return;
  const expected = `none ${where}: one problem does not mix curves and tables`;
  refuse("MIXED_KINDS", path, value, expected);
}

/** Characters of a caller's text that a message repeats. */
const MOST_SHOWN = 100;
/** The digits of a larger one take long to find. */
const LARGEST_SHOWN = 10n ** BigInt(MOST_SHOWN);
/**
 * What a terminal obeys or does not show instead of printing it: control characters, what turns the
 * direction of writing or has no width, separators of lines, halves of characters.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A value in a message. */
export function show(value: unknown): string {
  if (typeof value === "string") return cut(value, (head) => printable(JSON.stringify(head)));
  if (typeof value === "bigint") return showBigint(value);
  if (typeof value === "symbol") return showText(String(value));
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) {
    return Array.isArray(value) ? "an array" : "an object";
  }
  return String(value);
}

/** Text from outside in a message, without quotation marks: a name, an argument. */
export function showText(text: string, most = MOST_SHOWN): string {
  return cut(text, printable, most);
}

/** A text with \u001b and the like in place of what a terminal would obey. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) =>
    Array.from({ length: character.length }, (_, k) => escaped(character.charCodeAt(k))).join(""),
  );
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}

function cut(text: string, write: (head: string) => string, most = MOST_SHOWN): string {
  if (text.length <= most) return write(text);
  return `${write(text.slice(0, most))}... (${text.length} characters)`;
}

function showBigint(value: bigint): string {
  const size = value < 0n ? -value : value;
  return size < LARGEST_SHOWN ? `${value}n` : `a bigint of more than ${MOST_SHOWN} digits`;
}

/** "a, b or c". */
export function list(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
