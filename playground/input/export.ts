// A problem as files that `dsct` and the page read back the same. For schedules there is `csv` of
// src/cli/output/csv.ts.

import { cellOf } from "../../src/cli/output/csv.js";
import { show } from "../../src/problem/messages.js";
import type { Problem } from "../../src/types/index.js";
import { toRows } from "../model/problem.js";
import { prettyJson } from "./json.js";

const CURVES = ["id", "deadline", "theta", "maxWork", "weight", "base", "gain"];
const TABLES = ["id", "model", "deadline", "weight", "base", "minAccuracy", "latency"];
/** Those that are there even where no task has them. */
const ALWAYS = ["model", "deadline", "theta", "maxWork"];

export function problemJson(problem: Problem): string {
  return `${prettyJson(toRows(problem))}\n`;
}

/** A row per task, without columns that are empty. Throws for what a cell cannot hold. */
export function tasksCsv(problem: Problem): string {
  const { models, tasks } = toRows(problem);
  const rows = tasks.map((task) => new Map<string, unknown>(Object.entries(task)));
  const columns = (models ? TABLES : CURVES).filter(
    (column) => ALWAYS.includes(column) || rows.some((row) => row.has(column)),
  );
  const lines = rows.map((row, j) =>
    columns.map((column) => textOf(row.get(column), `tasks[${j}].${column}`)).join(),
  );
  return `${[columns.join(), ...lines].join("\n")}\n`;
}

/** An empty cell is a field left out, or no deadline. */
function textOf(value: unknown, path: string): string {
  if (value === undefined || value === null || value === Infinity) return "";
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : `${value}`;
  // halves of characters are lost in UTF-8
  if (typeof value === "string" && /^\P{Cs}+$/u.test(value)) return cellOf(value);
  throw new Error(`${path} is ${show(value)}; expected a number or a text that CSV can hold`);
}
