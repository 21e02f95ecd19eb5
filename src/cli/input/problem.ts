// The problem of a JSON file and of the CSVs beside it; and which of them a complaint is about.

import type { Problem } from "../../index.js";
import { isObject } from "../../problem/kinds.js";
import { showProgress } from "../terminal/progress.js";
import { UsageError } from "../terminal/usage.js";
import { nameOf, readJson, readText, readTexts } from "./files.js";
import { type Logs, merged, readLogs } from "./measurements.js";
import { readTasks, type TaskRows } from "./tasks.js";

/** CSVs beside a problem. */
export interface Beside {
  /** Measured tables. */
  csv?: string[] | undefined;
  tasks?: string | undefined;
}

export interface Input {
  problem: Problem;
  /** A message of the library, with the file that it is about. */
  rename: (message: string) => string;
}

export function readInput(path: string, { csv = [], tasks }: Beside = {}): Input {
  const files = filesOf(path, { csv, tasks });
  checkStdin(files);
  showProgress(`reading ${files.map(nameOf).join(", ")}`);
  const name = nameOf(path);
  const problem = withLogs(
    readJson(path),
    csv.length > 0 ? readLogs(readTexts(csv)) : undefined,
    name,
  );
  if (tasks === undefined) return { problem, rename: (message) => inFile(message, name) };
  const rows = readTasks({ name: nameOf(tasks), text: readText(tasks) });
  return {
    problem: withTasks(problem, rows, nameOf(tasks), name),
    rename: (message) => inTasks(message, rows, nameOf(tasks)) ?? inFile(message, name),
  };
}

/** All that is read of a problem. */
export function filesOf(path: string, { csv = [], tasks }: Beside): string[] {
  return [path, ...csv, ...(tasks === undefined ? [] : [tasks])];
}

export function checkStdin(files: readonly string[]): void {
  if (files.filter((one) => one === "-").length > 1)
    throw new UsageError("- is there more than once; expected stdin to be one file");
}

/** What is no problem stays what it is: `solve` complains of it. */
export function withLogs(problem: unknown, logs: Logs | undefined, name: string): Problem {
  if (!logs || !isObject(problem)) return problem as Problem;
  return { ...problem, models: merged(problem.models, logs, name) } as unknown as Problem;
}

function withTasks(problem: Problem, { tasks }: TaskRows, file: string, name: string): Problem {
  if (!isObject(problem)) return problem;
  if ((problem as Partial<Problem>).tasks !== undefined)
    throw new UsageError(`${name} has tasks, as has ${file}; expected them in one file`);
  return { ...(problem as object), tasks } as unknown as Problem;
}

/** `tasks[3].weight` of a problem is `weight` of a row. */
function inTasks(message: string, { where }: TaskRows, file: string): string | undefined {
  const [, j, field] = /^tasks\[(\d+)\]\.(.*)$/s.exec(message) ?? [];
  if (j !== undefined) return `${where[Number(j)]}: ${field}`;
  return message.startsWith("tasks") ? `${file}: ${message}` : undefined;
}

export function inFile(message: string, name: string): string {
  return message.startsWith("options.") ? inOptions(message) : `${name}: ${message}`;
}

/** `options.limits.timeMs` is --time on the command line. */
export function inOptions(message: string): string {
  return message.replaceAll(/\boptions\.(?:limits\.)?(\w+)/g, (_, name: string) => {
    const words = name.replace(/Ms$/, "").replaceAll(/[A-Z]/g, (letter) => `-${letter}`);
    return `--${words.toLowerCase()}`;
  });
}
