// Reads a caller's problem into columns: every length and number once, and what is checked is the
// copy, so that getters, proxies and other threads change nothing in between. Every message names
// the path, the value and what was expected.

import type { CurvesProblem, InputColumns } from "../types/index.js";
import { errorOf } from "./errors.js";
import {
  copyColumn,
  countOf,
  deadlineOf,
  FIELDS,
  type Field,
  MACHINE_FIELDS,
  type Size,
  TASK_FIELDS,
} from "./fields.js";
import { isColumn, isObject, isWithin } from "./kinds.js";
import { mixed, wrong, wrongCount, wrongSlope, wrongSum, wrongType } from "./messages.js";
import { checkSpelling } from "./near-miss.js";

/** How many tasks an engine can hold beside m machines (negative: not even these), and why. */
export interface Limits {
  mostTasks(m: number): number;
  limit: string;
}

/** A problem whose lengths are known and whose numbers are still to be copied. */
export interface OpenProblem extends Size {
  machines: Source;
  tasks: Source;
  /** Where the problem is: "", or a path with a dot at its end. */
  within: string;
}

/** Rows, or a column for each field that is there. */
interface Source {
  length: number;
  path: string;
  rows?: readonly unknown[];
  columns: (ArrayLike<unknown> | undefined)[];
}

/** Fields that only tasks of a problem with tables have. */
const TASKS_OF_TABLES = ["model", "minAccuracy", "latency"];
const MACHINE_NAMES = new Set<string>(MACHINE_FIELDS.map(({ name }) => name));
const TASK_NAMES = new Set<string>(TASK_FIELDS.map(({ name }) => name));

/**
 * Reads the lengths. Throws a TypeError (wrong type) or RangeError (wrong length) for the first
 * mistake found. limits: how much the engine can hold. path: where the problem is, if not by
 * itself.
 */
export function openProblem(problem: CurvesProblem, limits: Limits, path = ""): OpenProblem {
  if (!isObject(problem)) {
    wrongType(path || "problem", problem, "an object with machines and tasks");
  }
  const within = path ? `${path}.` : "";
  const machines = openSource(problem.machines, `${within}machines`, MACHINE_FIELDS, ["type"]);
  const tasks = openSource(problem.tasks, `${within}tasks`, TASK_FIELDS, TASKS_OF_TABLES);
  const open = { n: tasks.length, m: machines.length, machines, tasks, within };
  checkSize(open, limits, within);
  return open;
}

/**
 * Copies the numbers into columns that have room for them. Throws a TypeError (no number) or
 * RangeError (out of range) for the first mistake found.
 */
export function copyProblem(
  { n, m, machines, tasks, within }: OpenProblem,
  to: InputColumns,
): void {
  const { rows } = machines;
  if (rows) copyMachines(rows, to, machines);
  else copyColumns(machines, to, MACHINE_FIELDS);
  const isPlain = tasks.rows
    ? copyTasks(tasks.rows, to, tasks)
    : copyColumns(tasks, to, TASK_FIELDS);
  checkSpeeds(to.speed, m, within);
  if (!isPlain) checkValues(to, n, within);
}

/** A problem copied into columns of its own. */
export function copyOf(problem: CurvesProblem, limits: Limits): InputColumns {
  const open = openProblem(problem, limits);
  const columns = FIELDS.map((field) => [field.name, new Float64Array(countOf(field, open))]);
  const copy = Object.fromEntries(columns) as InputColumns;
  copyProblem(open, copy);
  return copy;
}

/**
 * Throws a RangeError where no machine is there, or where the engine cannot hold so many tasks and
 * machines.
 */
export function checkSize({ n, m }: Size, { mostTasks, limit }: Limits, within = ""): void {
  if (m === 0) wrongCount("EMPTY", `${within}machines`, m, "at least 1");
  const most = mostTasks(m);
  if (n <= most) return;
  if (most < 0) wrongCount("TOO_LARGE", `${within}machines`, m, `fewer, ${limit}`);
  wrongCount("TOO_LARGE", `${within}tasks`, n, `at most ${most}, ${limit}`);
}

/** How many problems there are; throws a TypeError unless they are an array. */
export function checkList(problems: unknown): number {
  if (!Array.isArray(problems)) wrongType("problems", problems, "an array of problems");
  return lengthOf(problems, "problems");
}

/** The number of rows, or the columns and their common length. */
function openSource(
  source: unknown,
  path: string,
  fields: readonly Field[],
  foreign: readonly string[],
): Source {
  if (Array.isArray(source)) {
    return { length: lengthOf(source, path), path, rows: source, columns: [] };
  }
  if (!isObject(source) || ArrayBuffer.isView(source)) {
    wrongType(path, source, `an array of ${path.split(".").at(-1)} or an object of columns`);
  }
  for (const name of foreign) mixed(`${path}.${name}`, source[name], "without models");
  checkSpelling(source, path, fields === MACHINE_FIELDS ? MACHINE_NAMES : TASK_NAMES);
  let common = -1;
  const columns: Source["columns"] = [];
  for (const { name, standard } of fields) {
    const column = source[name] as ArrayLike<unknown> | undefined;
    columns.push(column);
    if (column === undefined && standard !== undefined) continue;
    if (!isColumn(column)) wrongType(`${path}.${name}`, column, "an array of numbers");
    const length = lengthOf(column, `${path}.${name}`);
    if (common < 0) common = length;
    if (length === common) continue;
    const expected = `${common}, as in ${path}.${fields[0].name}`;
    wrongCount("LENGTH_MISMATCH", `${path}.${name}`, length, expected);
  }
  return { length: common, path, columns };
}

/** A count, unless a proxy or a subclass says otherwise. */
export function lengthOf(column: ArrayLike<unknown>, path: string): number {
  const length: unknown = column.length;
  if (Number.isSafeInteger(length) && (length as number) >= 0) return length as number;
  wrongCount("OUT_OF_RANGE", path, length, "an integer >= 0");
}

/** Returns whether no optional column is there. */
function copyColumns(
  { length, path, columns }: Source,
  to: InputColumns,
  fields: readonly Field[],
): boolean {
  let isPlain = true;
  for (let k = 0; k < fields.length; k++) {
    const { name, standard } = fields[k];
    const column = columns[k];
    if (column) copyColumn(column, to[name], `${path}.${name}`, fields[k], length);
    else to[name].fill(standard as number, 0, length);
    if (column && standard !== undefined) isPlain = false;
  }
  return isPlain;
}

// A row is read and checked by names written out, four times as fast as by names from the table
// (measured, n = 1,000).

function copyMachines(rows: readonly unknown[], to: InputColumns, { length, path }: Source): void {
  const [ofSpeed, ofReadyAt] = MACHINE_FIELDS;
  for (let r = 0; r < length; r++) {
    const row = rowAt(rows, r, path);
    if (r === 0) checkSpelling(row, `${path}[0]`, MACHINE_NAMES);
    const { speed, readyAt = 0, type } = row;
    if (type !== undefined) mixed(`${path}[${r}].type`, type, "without models");
    to.speed[r] = checked(speed, ofSpeed, path, r);
    to.readyAt[r] = checked(readyAt, ofReadyAt, path, r);
  }
}

function checked(value: unknown, { name, least, most, expected }: Field, path: string, r: number) {
  if (!isWithin(value, least, most)) wrong(`${path}[${r}].${name}`, value, expected);
  return value;
}

/** Returns whether all have the default weight, base and gain. */
function copyTasks(rows: readonly unknown[], to: InputColumns, { length, path }: Source): boolean {
  const most = Number.MAX_VALUE;
  let isPlain = true;
  for (let j = 0; j < length; j++) {
    const row = rowAt(rows, j, path);
    if (j === 0) checkSpelling(row, `${path}[0]`, TASK_NAMES);
    const { model, minAccuracy, latency } = row;
    if (model !== undefined || minAccuracy !== undefined || latency !== undefined) {
      for (const [k, value] of [model, minAccuracy, latency].entries()) {
        mixed(`${path}[${j}].${TASKS_OF_TABLES[k]}`, value, "without models");
      }
    }
    const { theta, maxWork, weight = 1, base = 0, gain = 1 } = row;
    const deadline = deadlineOf(row.deadline);
    if (
      !isWithin(deadline, -Infinity, Infinity) ||
      !isWithin(theta, Number.MIN_VALUE, most) ||
      !isWithin(maxWork, 0, most) ||
      !isWithin(weight, Number.MIN_VALUE, most) ||
      !isWithin(base, -most, most) ||
      !isWithin(gain, Number.MIN_VALUE, most)
    ) {
      const values = [deadline, theta, maxWork, weight, base, gain];
      for (const [k, { name, least, most, expected }] of TASK_FIELDS.entries()) {
        if (!isWithin(values[k], least, most)) wrong(`${path}[${j}].${name}`, values[k], expected);
      }
      continue; // never: one of them is wrong
    }
    to.deadline[j] = deadline;
    to.theta[j] = theta;
    to.maxWork[j] = maxWork;
    to.weight[j] = weight;
    to.base[j] = base;
    to.gain[j] = gain;
    isPlain &&= weight === 1 && base === 0 && gain === 1;
  }
  return isPlain;
}

export function rowAt(rows: readonly unknown[], k: number, path: string): Record<string, unknown> {
  const row = rows[k];
  if (!isObject(row)) wrongType(`${path}[${k}]`, row, "an object");
  return row;
}

/** What all machines can do must be a number of its own. */
function checkSpeeds(speed: Float64Array, m: number, within: string): void {
  let sum = 0;
  for (let r = 0; r < m; r++) sum += speed[r];
  if (sum < Infinity) return;
  const given = `${within}machines have a total speed of ${sum}`;
  throw errorOf("OVERFLOW", `${within}machines`, `${given}; expected a finite number`);
}

/** So must be what all tasks can be worth. */
function checkValues({ weight, base, gain, theta }: InputColumns, n: number, within: string): void {
  let sum = 0;
  for (let j = 0; j < n; j++) {
    const slope = weight[j] * gain[j] * theta[j];
    if (!(slope > 0 && slope < Infinity)) wrongSlope(`${within}tasks[${j}]`, slope);
    sum += weight[j] * (Math.abs(base[j]) + gain[j]);
    if (sum < Infinity) continue;
    wrongSum("gain", `${within}tasks[${j}]`, sum);
  }
}
