// A schedule as CSV: a row per task, in the order of the problem, numbers with all their digits.

import type { Problem } from "../../index.js";
import { type AnySchedule, type Cell, columnsOf, rowOf } from "./rows.js";

/** show: for a terminal, which must not obey a name; a file has it as it is. */
export function csv(
  problem: Problem,
  schedule: AnySchedule,
  show = (text: string) => text,
): string {
  // the task first: it is what a row is about
  const columns = [...new Set(["task", "id", ...columnsOf(schedule)])];
  const rowOfTask = rowOf(problem, schedule);
  const lines = Array.from(schedule.machine, (_, j) => {
    const row = rowOfTask(j);
    return columns.map((column) => textOf(row[column], show)).join();
  });
  return `${[columns.join(), ...lines].join("\n")}\n`;
}

/** No machine, no time and no deadline are empty. */
function textOf(cell: Cell, show: (text: string) => string): string {
  if (cell === null || cell === Infinity) return "";
  return cellOf(show(`${cell}`));
}

/** A text as a cell, in quotation marks where it needs them. */
export function cellOf(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
