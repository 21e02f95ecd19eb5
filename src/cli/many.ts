// dsct solve --ndjson: a problem per line in, its schedule per line out, one of them in memory.

import { once } from "node:events";
import type { Options } from "../index.js";
import { decode, nameOf, readTexts } from "./input/files.js";
import { parseJson } from "./input/json.js";
import { type Line, linesOf } from "./input/lines.js";
import { readLogs } from "./input/measurements.js";
import { checkStdin, filesOf, inFile, withLogs } from "./input/problem.js";
import { asUsers, BAD_INPUT, complain, DONE } from "./terminal/errors.js";
import { endProgress, showProgress } from "./terminal/progress.js";
import { UsageError } from "./terminal/usage.js";

/** tables: measured ones, of each problem. */
export async function solveLines(
  path: string,
  tables: string[] | undefined,
  options: Options,
): Promise<number> {
  checkStdin(filesOf(path, { csv: tables }));
  const logs = tables && readLogs(readTexts(tables));
  const { solve } = await import("../index.js");
  const answer = ({ bytes }: Line, name: string) => {
    const problem = withLogs(parseJson(decode(bytes, name), name), logs, name);
    try {
      return solve(problem, options);
    } catch (error) {
      throw asUsers(error, (message) => inFile(message, name));
    }
  };
  let code = DONE;
  for await (const line of linesOf(path)) {
    const name = `${nameOf(path)}, line ${line.number}`;
    if (!process.stdout.isTTY) showProgress(name);
    try {
      await write(answer(line, name));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      complain(error.message);
      // a line for a line: what reads them may count
      await write({ line: line.number, error: error.message });
      code = BAD_INPUT;
    }
  }
  endProgress();
  return code;
}

async function write(value: unknown): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(value)}\n`)) await once(process.stdout, "drain");
}
