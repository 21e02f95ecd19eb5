// The lines of a file or of stdin, one at a time: however many there are, memory holds one.

import { createReadStream } from "node:fs";
import { reason, UsageError } from "../terminal/usage.js";
import { nameOf } from "./files.js";

export interface Line {
  /** From 1. */
  number: number;
  bytes: Buffer;
}

const END = 0x0a;

/** Those that are not blank. */
export async function* linesOf(path: string): AsyncGenerator<Line> {
  let number = 0;
  for await (const bytes of piecesOf(path)) {
    number++;
    if (bytes.some((byte) => byte > 0x20)) yield { number, bytes };
  }
}

async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  for await (const chunk of chunksOf(path)) {
    let from = 0;
    for (let end = chunk.indexOf(END); end >= 0; end = chunk.indexOf(END, from)) {
      yield Buffer.concat([...begun, chunk.subarray(from, end)]);
      begun = [];
      from = end + 1;
    }
    begun.push(chunk.subarray(from));
  }
  yield Buffer.concat(begun);
}

async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  try {
    yield* path === "-" ? process.stdin : createReadStream(path);
  } catch (error) {
    throw new UsageError(`${nameOf(path)} cannot be read: ${reason(error)}`);
  }
}
