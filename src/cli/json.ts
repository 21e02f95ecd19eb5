// Problems and schedules as JSON, in and out.

import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { showText } from "../problem/messages.js";
import { reason, UsageError } from "./arguments.js";

/** path "-": stdin. */
export function readJson(path: string): unknown {
  const text = readText(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${nameOf(path)} holds no JSON: ${reason(error)}`);
  }
}

/** What a message calls a file. */
export function nameOf(path: string): string {
  return path === "-" ? "stdin" : showText(path);
}

/** The text of a file in UTF-8, without the mark that some editors begin it with. */
export function readText(path: string): string {
  const name = nameOf(path);
  try {
    const bytes = readFileSync(path === "-" ? 0 : path);
    const encoding = wideEncoding(bytes);
    if (encoding) throw new UsageError(`${name} is ${encoding}; expected UTF-8`);
    if (!isUtf8(bytes)) throw new UsageError(`${name} is not valid UTF-8; expected UTF-8`);
    return bytes.toString("utf8").replace(/^\ufeff/, "");
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${name} cannot be read: ${reason(error)}`);
  }
}

/**
 * The encoding whose mark the bytes begin with, or the one in which they can be JSON, which begins
 * with a character of ASCII and has no zeros in UTF-8 (RFC 4627, section 3), or CSV, likewise.
 */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const head = [...bytes.subarray(0, 4)];
  const hex = head.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (/^(fffe0000|0000feff)/.test(hex)) return "UTF-32";
  if (/^(fffe|feff)/.test(hex)) return "UTF-16";
  const zeros = head.map((byte) => (byte === 0 ? "0" : "x")).join("");
  if (/^(x000|000x)$/.test(zeros)) return "UTF-32";
  return /^(x0|0x|x0x0|0x0x)$/.test(zeros) ? "UTF-16" : undefined;
}
