// What is pasted or dropped: a problem as JSON, or CSV of measurements or of tasks.

import { parseJson } from "../../src/cli/input/json.js";
import { merged, readLogs } from "../../src/cli/input/measurements.js";
import { columnsOf, type TextFile } from "../../src/cli/input/records.js";
import { readTasks } from "../../src/cli/input/tasks.js";
import { showText } from "../../src/problem/messages.js";
import type { Models, Problem } from "../../src/types/index.js";
import { type RowProblem, toRows } from "../model/problem.js";
import { checkCount, checkProblem, checkText } from "./check.js";

/** Cells of a CSV, before it is parsed: a million take some seconds (measured). */
const MOST_CELLS = 500_000;
/** Characters that end a cell. */
const [COMMA, LF, CR] = [44, 10, 13];

const MEASURED = ["model", "type", "time", "accuracy"];

/**
 * Decides by its content what a text is:
 *
 * - JSON: a problem. Fields that dsct does not know, such as `about`, are dropped.
 * - CSV with the columns model, type, time and accuracy: measured tables. They replace those of the
 *   current problem if they have all models of its tasks and all types of its machines. Otherwise
 *   they begin a new problem, with a machine of each type and no tasks.
 * - CSV with a column deadline: tasks, in place of those of the current problem.
 *
 * Throws an Error of one line: the message of `solve` where a problem is not valid.
 *
 * @param name what a message calls the text, such as a file's name
 * @param current the problem that the page shows
 */
export function readText(text: string, name: string, current: Problem): RowProblem {
  const file = { name: showText(name), text: text.replace(/^\ufeff/, "") };
  checkText(text, file.name);
  if (file.text.trim() === "") throw new Error(`${file.name} is empty; expected JSON or CSV`);
  if (/^\s*[{[]/.test(file.text)) return readProblem(file.text, file.name);
  checkCount(file.name, cellsOf(file.text), MOST_CELLS, "cells", "read");
  const columns = columnsOf(file);
  if (MEASURED.every((column) => columns.includes(column))) return withTables(file, current);
  if (columns.includes("deadline")) return checked({ ...current, tasks: readTasks(file).tasks });
  const expected = `${MEASURED.join(", ")} for tables, deadline for tasks, or a problem as JSON`;
  throw new Error(`${file.name} has the columns ${showText(columns.join())}; expected ${expected}`);
}

/** How many there are, at most: commas and line ends in quotation marks count, too. */
function cellsOf(text: string): number {
  let count = 1;
  for (let k = 0; k < text.length; k++) {
    const code = text.charCodeAt(k);
    if (code === COMMA || code === LF || (code === CR && text.charCodeAt(k + 1) !== LF)) count++;
  }
  return count;
}

/** A problem as JSON, of a text that is not too long; name: what a message calls it. */
export function readProblem(text: string, name: string): RowProblem {
  return checked(parseJson(text, name));
}

function checked(problem: unknown): RowProblem {
  checkProblem(problem);
  return toRows(problem);
}

function withTables(file: TextFile, current: Problem): RowProblem {
  const models = merged({}, readLogs([file]), file.name) as Models;
  const types = new Set(Object.values(models).flatMap((tables) => Object.keys(tables)));
  const rows = toRows(current);
  if (rows.models && hasAll(rows, models, types)) return checked({ ...rows, models });
  return checked({ models, machines: Array.from(types, (type) => ({ type })), tasks: [] });
}

/** Whether tables have the models of all tasks and the types of all machines. */
function hasAll({ machines, tasks }: RowProblem, models: Models, types: Set<string>): boolean {
  return (
    tasks.every(({ model }) => Object.hasOwn(models, model as string)) &&
    machines.every(({ type }) => types.has(type as string))
  );
}
