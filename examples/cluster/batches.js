// The input as batches: lines of problems, or seeds of a generator. The same input makes the same
// batches, so that `collect` asks for the jobs that `enqueue` has added.

import { createReadStream } from "node:fs";

/** Characters of problems after which a batch ends before it has its number of them. */
const MOST_CHARACTERS = 1_000_000;

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
  let characters = 0;
  const batch = () => ({ lines, data: problems.length > 0 ? { problems, options } : undefined });
  for await (const { number, text } of linesOf(file)) {
    try {
      problems.push(JSON.parse(text));
      lines.push({ number });
    } catch (error) {
      lines.push({ number, error: `line is no JSON: ${error.message}` });
    }
    characters += text.length;
    if (lines.length < size && characters < MOST_CHARACTERS) continue;
    yield batch();
    [lines, problems, characters] = [[], [], 0];
  }
  if (lines.length > 0) yield batch();
}

/** Those that are not blank. */
async function* linesOf(file) {
  const source = file === "-" ? process.stdin : createReadStream(file);
  let rest = "";
  let number = 0;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const split = function* (text) {
    const pieces = (rest + text).split("\n");
    rest = pieces.pop();
    for (const piece of pieces) {
      number++;
      if (piece.trim() !== "") yield { number, text: piece };
    }
  };
  for await (const chunk of source) yield* split(decoder.decode(chunk, { stream: true }));
  yield* split(`${decoder.decode()}\n`);
}
