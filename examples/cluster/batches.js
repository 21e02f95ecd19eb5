// The input as batches: lines of problems, or seeds of a generator. The same input makes the same
// batches, so that `collect` asks for the jobs that `enqueue` has added.

import { createReadStream } from "node:fs";

/** Bytes of problems after which a batch ends before it has its number of them. */
const MOST_BYTES = 1_000_000;

/**
 * Yields `{ lines, data }`: data is what the job holds, missing where no line of the batch is
 * JSON; each line is its number in the input and, unless it is part of the job, its error.
 */
export function batchesOf({ file, generate, seeds, size, options }) {
  return generate ? ofSeeds(generate, seeds, size, options) : ofLines(file, size, options);
}

function* ofSeeds(generate, [first, last], size, options) {
  for (let seed = first; seed <= last; seed += size) {
    const seeds = [seed, Math.min(seed + size - 1, last)];
    const count = seeds[1] - seed + 1;
    const lines = Array.from({ length: count }, (_, k) => ({ number: seed - first + k + 1 }));
    yield { lines, data: { generate, seeds, options } };
  }
}

async function* ofLines(file, size, options) {
  let lines = [];
  let problems = [];
  let length = 0;
  const batch = () => ({ lines, data: problems.length > 0 ? { problems, options } : undefined });
  for await (const { number, bytes } of linesOf(file)) {
    try {
      problems.push(parse(bytes));
      lines.push({ number });
    } catch (error) {
      lines.push({ number, error: `line is no JSON: ${error.message}` });
    }
    length += bytes.length;
    if (lines.length < size && length < MOST_BYTES) continue;
    yield batch();
    [lines, problems, length] = [[], [], 0];
  }
  if (lines.length > 0) yield batch();
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function parse(bytes) {
  const problem = JSON.parse(decoder.decode(bytes));
  JSON.stringify(problem); // throws where it is nested too deep to be sent
  return problem;
}

/** Those that are not blank. */
async function* linesOf(file) {
  let number = 0;
  for await (const bytes of piecesOf(file === "-" ? process.stdin : createReadStream(file))) {
    number++;
    if (bytes.some((byte) => byte > 0x20)) yield { number, bytes };
  }
}

async function* piecesOf(chunks) {
  let begun = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      yield Buffer.concat([...begun, chunk.subarray(from, end)]);
      begun = [];
      from = end + 1;
    }
    begun.push(chunk.subarray(from));
  }
  yield Buffer.concat(begun);
}
