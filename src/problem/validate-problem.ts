// Checks a caller's problem, before anything is computed. Every message names the path, the value
// and what was expected.

import type { Problem } from "../types/index.js";
import { checkColumn, type Field, MACHINE_FIELDS, POSITIVE, TASK_FIELDS } from "./fields.js";
import { isColumn, isObject, isRows, isWithin } from "./kinds.js";
import { show, wrong, wrongType } from "./messages.js";

/** How many tasks an engine can hold beside m machines (negative: not even these), and why. */
export interface Limits {
  mostTasks(m: number): number;
  limit: string;
}

/** Number of tasks and of machines. */
export interface Size {
  n: number;
  m: number;
}

type Columns = Record<string, ArrayLike<number> | undefined>;

/**
 * Throws a TypeError (wrong type) or RangeError (wrong number, length or name) for the first
 * mistake found. limits: how much the engine can hold. path: where the problem is, if not by
 * itself.
 */
export function validateProblem(problem: Problem, limits: Limits, path = ""): Size {
  if (!isObject(problem)) {
    wrongType(path || "problem", problem, "an object with machines and tasks");
  }
  const within = path ? `${path}.` : "";
  const m = lengthOf(problem.machines, `${within}machines`, MACHINE_FIELDS);
  const n = lengthOf(problem.tasks, `${within}tasks`, TASK_FIELDS);
  validateSize({ n, m }, limits, within);
  checkValues(problem.machines, `${within}machines`, MACHINE_FIELDS, m);
  checkValues(problem.tasks, `${within}tasks`, TASK_FIELDS, n);
  checkSums(problem, within, { n, m });
  return { n, m };
}

/**
 * Throws a RangeError where no machine is there, or where the engine cannot hold so many tasks and
 * machines.
 */
export function validateSize({ n, m }: Size, { mostTasks, limit }: Limits, within = ""): void {
  if (m === 0) throw new RangeError(`${within}machines has 0 entries; expected at least 1`);
  const most = mostTasks(m);
  if (n > most) {
    throw new RangeError(
      most >= 0
        ? `${within}tasks has ${n} entries; expected at most ${most}, ${limit}`
        : `${within}machines has ${m} entries; expected fewer, ${limit}`,
    );
  }
}

/** Throws a TypeError unless problems is an array. */
export function validateList(problems: unknown): void {
  if (!Array.isArray(problems)) wrongType("problems", problems, "an array of problems");
}

/** Number of rows, or the common length of the columns. */
function lengthOf(source: unknown, path: string, fields: readonly Field[]): number {
  if (Array.isArray(source)) return entriesOf(source, path);
  if (!isObject(source) || ArrayBuffer.isView(source)) {
    wrongType(path, source, `an array of ${path.split(".").at(-1)} or an object of columns`);
  }
  let length = -1;
  for (const { name, required } of fields) {
    const column = source[name];
    if (column === undefined && !required) continue;
    if (!isColumn(column)) wrongType(`${path}.${name}`, column, "an array of numbers");
    const entries = entriesOf(column, `${path}.${name}`);
    if (length < 0) length = entries;
    if (entries !== length) {
      throw new RangeError(
        `${path}.${name} has ${entries} entries; expected ${length}, as in ${path}.${fields[0].name}`,
      );
    }
  }
  return length;
}

/** Its length, which is a count unless a proxy or a subclass says otherwise. */
function entriesOf(column: ArrayLike<unknown>, path: string): number {
  const length: unknown = column.length;
  if (Number.isSafeInteger(length) && (length as number) >= 0) return length as number;
  throw new RangeError(`${path} has ${show(length)} entries; expected an integer >= 0`);
}

function checkValues(source: unknown, path: string, fields: readonly Field[], size: number): void {
  if (Array.isArray(source)) {
    checkRows(source, path, fields, size);
    return;
  }
  for (const field of fields) {
    const column = (source as Columns)[field.name];
    if (column) checkColumn(column, `${path}.${field.name}`, field, size);
  }
}

function checkRows(rows: unknown[], path: string, fields: readonly Field[], size: number): void {
  const isFine = fields === TASK_FIELDS ? isTask : isMachine;
  for (let j = 0; j < size; j++) {
    const row = rows[j];
    if (!isObject(row)) wrongType(`${path}[${j}]`, row, "an object");
    if (isFine(row)) continue;
    for (const { name, required, least, most, expected } of fields) {
      const value = row[name];
      if (value === undefined && !required) continue;
      if (!isWithin(value, least, most)) wrong(`${path}[${j}].${name}`, value, expected);
    }
  }
}

// A row is first checked by names written out, four times as fast as by names from the table
// (measured, n = 1,000).

function isMachine({ speed }: Record<string, unknown>): boolean {
  return isWithin(speed, POSITIVE.least, POSITIVE.most);
}

function isTask({
  deadline,
  theta,
  maxWork,
  weight,
  base,
  gain,
}: Record<string, unknown>): boolean {
  return (
    isWithin(deadline, 0, Infinity) &&
    isWithin(theta, POSITIVE.least, POSITIVE.most) &&
    isWithin(maxWork, 0, Number.MAX_VALUE) &&
    (weight === undefined || isWithin(weight, POSITIVE.least, POSITIVE.most)) &&
    (base === undefined || isWithin(base, -Number.MAX_VALUE, Number.MAX_VALUE)) &&
    (gain === undefined || isWithin(gain, POSITIVE.least, POSITIVE.most))
  );
}

/** What all tasks can be worth, and what all machines can do, must be numbers of their own. */
function checkSums({ machines, tasks }: Problem, within: string, { n, m }: Size): void {
  let speed = 0;
  for (let r = 0; r < m; r++) speed += isRows(machines) ? machines[r].speed : machines.speed[r];
  if (speed === Infinity) {
    throw new RangeError(
      `${within}machines have a total speed of ${speed}; expected a finite number`,
    );
  }
  const rows = isRows(tasks);
  if (!rows && !tasks.weight && !tasks.gain && !tasks.base) return;
  let sum = 0;
  for (let j = 0; j < n; j++) {
    const weight = (rows ? tasks[j].weight : tasks.weight?.[j]) ?? 1;
    const base = (rows ? tasks[j].base : tasks.base?.[j]) ?? 0;
    const gain = (rows ? tasks[j].gain : tasks.gain?.[j]) ?? 1;
    const slope = weight * gain * (rows ? tasks[j].theta : tasks.theta[j]);
    if (!(slope > 0 && slope < Infinity)) {
      throw new RangeError(
        `weight * gain * theta of ${within}tasks[${j}] is ${slope}; expected a finite number > 0`,
      );
    }
    sum += weight * (Math.abs(base) + gain);
    if (sum < Infinity) continue;
    throw new RangeError(
      `the sum of weight * (|base| + gain) up to ${within}tasks[${j}] is ${sum}; expected a finite number`,
    );
  }
}
