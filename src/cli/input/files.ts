// Files in UTF-8, in and out.

import { isUtf8 } from "node:buffer";
import { closeSync, openSync, readFileSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { isatty } from "node:tty";
import { showText } from "../../problem/messages.js";
import { reason, UsageError } from "../terminal/usage.js";
import { parseJson } from "./json.js";
import type { TextFile } from "./records.js";

/** path "-": stdin. */
export function readJson(path: string): unknown {
  return parseJson(readText(path), nameOf(path));
}

/** Each is read when it is asked for. */
export function* readTexts(paths: readonly string[]): Generator<TextFile> {
  for (const path of paths) yield { name: nameOf(path), text: readText(path) };
}

/** What a message calls a file. */
export function nameOf(path: string): string {
  return path === "-" ? "stdin" : showText(path);
}

/** The text of a file in UTF-8, without the mark that some editors begin it with. */
export function readText(path: string): string {
  const name = nameOf(path);
  try {
    if (path === "-" && isatty(0))
      process.stderr.write("dsct: reads from the terminal, up to Ctrl-D\n");
    return decode(readFileSync(path === "-" ? 0 : path), name);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${name} cannot be read: ${reason(error)}`);
  }
}

/** name: what a message calls the bytes. */
export function decode(bytes: Buffer, name: string): string {
  const encoding = wideEncoding(bytes);
  if (encoding) throw new UsageError(`${name} is ${encoding}; expected UTF-8`);
  if (!isUtf8(bytes)) throw new UsageError(`${name} is not valid UTF-8; expected UTF-8`);
  return bytes.toString("utf8").replace(/^\ufeff/, "");
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

/** Throws unless a file can be written there; what is there stays as it is. */
export function checkWritable(path: string): void {
  orCannotWrite(path, () => {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) {
      closeSync(openSync(path, "wx"));
      unlinkSync(path);
    } else if (stats.isFile() || stats.isDirectory()) {
      closeSync(openSync(path, "r+")); // does not empty it
    }
  });
}

export function writeText(path: string, text: string): void {
  orCannotWrite(path, () => writeFileSync(path, text));
}

function orCannotWrite(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new UsageError(`${showText(path)} cannot be written: ${reason(error)}`);
  }
}
