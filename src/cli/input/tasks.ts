// Tasks as CSV, one per row: a header names their fields, in any order.

import { show } from "../../problem/messages.js";
import { UsageError } from "../terminal/usage.js";
import { type Row, readRows, type TextFile } from "./records.js";

const TEXTS = ["id", "model"];
const NUMBERS = [
  "deadline",
  "weight",
  "base",
  "minAccuracy",
  "latency",
  "theta",
  "maxWork",
  "gain",
];
const KNOWN = [...TEXTS, ...NUMBERS];
const COLUMNS = { required: ["deadline"], optional: [...TEXTS, ...NUMBERS.slice(1)] };

/** The tasks of a file, and where each of them is. */
export interface TaskRows {
  tasks: Record<string, unknown>[];
  where: string[];
}

export function readTasks(file: TextFile): TaskRows {
  const rows = readRows(file, COLUMNS);
  return { tasks: rows.map(taskOf), where: rows.map(({ where }) => where) };
}

/**
 * An empty cell is a field that is left out; an empty deadline is none. Columns that are no fields
 * are the user's own affair, unless `solve` finds them too near to one, in whatever they hold.
 */
function taskOf({ text, where }: Row): Record<string, unknown> {
  const task: [string, unknown][] = [["deadline", null]];
  for (const [column, cell] of text) {
    if (cell === "" && KNOWN.includes(column)) continue;
    task.push([column, NUMBERS.includes(column) ? numberOf(cell, `${where}: ${column}`) : cell]);
  }
  return Object.fromEntries(task);
}

function numberOf(text: string, path: string): number {
  const value = Number(text);
  if (Number.isNaN(value)) throw new UsageError(`${path} is ${show(text)}; expected a number`);
  return value;
}
