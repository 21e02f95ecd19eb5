// A schedule as CSV: a row per task, in the order of the problem, numbers with all their digits.

import type { Problem } from "../../index.js";
import { printable } from "../../problem/messages.js";
import { type AnySchedule, type Cell, columnsOf, rowOf } from "./rows.js";

export function csv(problem: Problem, schedule: AnySchedule): string {
  // the task first: it is what a row is about
  const columns = [...new Set(["task", "id", ...columnsOf(schedule)])];
  const rowOfTask = rowOf(problem, schedule);
  const lines = Array.from(schedule.machine, (_, j) => {
    const row = rowOfTask(j);
    return columns.map((column) => textOf(row[column])).join();
  });
  return `${[columns.join(), ...lines].join("\n")}\n`;
}

/** No machine, no time and no deadline are empty. */
function textOf(cell: Cell): string {
  if (cell === null || cell === Infinity) return "";
  const text = `${cell}`;
  // a file is to have a name as it is, which a terminal must not obey
  const shown = process.stdout.isTTY ? printable(text) : text;
  return /[",\r\n]|^\s|\s$/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
