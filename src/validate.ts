// Checks a caller's problem and options. The only place that throws for input, and it does so
// before anything is computed. Every message names the path, the value and what was expected.

import type { InputColumns, Options, Problem } from "./types.js";

/** Allowed range of a field. `least` and `most` belong to it; Number.MIN_VALUE stands for "> 0". */
interface Field {
  name: string;
  required: boolean;
  least: number;
  most: number;
  expected: string;
}

const POSITIVE = { least: Number.MIN_VALUE, most: Number.MAX_VALUE, expected: "number > 0" };

const MACHINE_FIELDS: readonly Field[] = [{ name: "speed", required: true, ...POSITIVE }];

const TASK_FIELDS: readonly Field[] = [
  {
    name: "deadline",
    required: true,
    least: 0,
    most: Infinity,
    expected: "number >= 0",
  },
  { name: "theta", required: true, ...POSITIVE },
  { name: "maxWork", required: true, least: 0, most: Number.MAX_VALUE, expected: "number >= 0" },
  { name: "weight", required: false, ...POSITIVE },
  {
    name: "base",
    required: false,
    least: -Number.MAX_VALUE,
    most: Number.MAX_VALUE,
    expected: "finite number",
  },
  { name: "gain", required: false, ...POSITIVE },
];

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

const OPTIONS = "method engine tolerance bound limits onProgress levels reading".split(" ");
const LIMITS = ["work", "timeMs"];
const MOST_LEVELS = 16; // the core has room for so many

type Choices = Record<string, readonly string[]>;
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
  checkValues(problem.machines, `${within}machines`, MACHINE_FIELDS);
  checkValues(problem.tasks, `${within}tasks`, TASK_FIELDS);
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

/** Throws a RangeError unless value is an integer from least to most. */
export function validateCount(path: string, value: unknown, least: number, most: number): void {
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return;
  throw new RangeError(`${path} is ${show(value)}; expected an integer from ${least} to ${most}`);
}

/**
 * Throws for an unknown option or a value out of its range. choices: the words that options of one
 * word may be.
 */
export function validateOptions(options: Options, choices: Choices): void {
  if (!isObject(options) || Array.isArray(options))
    wrongType("options", options, `an object with ${list(OPTIONS)}`);
  for (const name in options) {
    if (OPTIONS.includes(name)) continue;
    const value = show(options[name as keyof Options]);
    throw new RangeError(`options.${name} is ${value}; expected no option but ${list(OPTIONS)}`);
  }
  for (const name in choices) {
    const word = options[name as keyof Options];
    if (word !== undefined) checkChoice(`options.${name}`, word, choices[name]);
  }
  const { tolerance, levels } = options;
  if (tolerance !== undefined && !(typeof tolerance === "number" && tolerance >= 0)) {
    wrong("options.tolerance", tolerance, "number >= 0");
  }
  if (levels !== undefined) checkLevels(levels);
  checkLimits(options);
}

function checkLevels(levels: unknown): void {
  const path = "options.levels";
  if (!isColumn(levels)) wrongType(path, levels, `an array of 1 to ${MOST_LEVELS} numbers`);
  const { length } = levels;
  if (length < 1 || length > MOST_LEVELS) {
    throw new RangeError(`${path} has ${length} entries; expected 1 to ${MOST_LEVELS}`);
  }
  for (let k = 0; k < length; k++) {
    const level = levels[k];
    if (!isWithin(level, -Number.MAX_VALUE, Number.MAX_VALUE)) {
      wrong(`${path}[${k}]`, level, "finite number");
    }
    if (k > 0 && level <= levels[k - 1]) {
      wrong(`${path}[${k}]`, level, `number > ${path}[${k - 1}], ${levels[k - 1]}`);
    }
  }
}

function checkLimits({ limits, onProgress }: Options): void {
  if (onProgress !== undefined && typeof onProgress !== "function") {
    wrongType("options.onProgress", onProgress, "a function");
  }
  if (limits === undefined) return;
  if (!isObject(limits) || Array.isArray(limits)) {
    wrongType("options.limits", limits, `an object with ${list(LIMITS)}`);
  }
  for (const [name, value] of Object.entries(limits)) {
    const path = `options.limits.${name}`;
    if (!LIMITS.includes(name)) {
      throw new RangeError(`${path} is ${show(value)}; expected no limit but ${list(LIMITS)}`);
    }
    if (value === undefined || (typeof value === "number" && value >= 0)) continue;
    wrong(path, value, "number >= 0");
  }
}

function checkChoice(path: string, value: unknown, choices: readonly string[]): void {
  if (choices.includes(value as string)) return;
  const expected = list(choices.map((choice) => JSON.stringify(choice)));
  if (typeof value !== "string") wrongType(path, value, expected);
  throw new RangeError(`${path} is ${show(value)}; expected ${expected}`);
}

/** Number of rows, or the common length of the columns. */
function lengthOf(source: unknown, path: string, fields: readonly Field[]): number {
  if (Array.isArray(source)) return source.length;
  if (!isObject(source) || ArrayBuffer.isView(source)) {
    wrongType(path, source, `an array of ${path.split(".").at(-1)} or an object of columns`);
  }
  let length = -1;
  for (const { name, required } of fields) {
    const column = source[name];
    if (column === undefined && !required) continue;
    if (!isColumn(column)) wrongType(`${path}.${name}`, column, "an array of numbers");
    if (length < 0) length = column.length;
    if (column.length !== length) {
      throw new RangeError(
        `${path}.${name} has ${column.length} entries; expected ${length}, as in ${path}.${fields[0].name}`,
      );
    }
  }
  return length;
}

function checkValues(source: unknown, path: string, fields: readonly Field[]): void {
  if (Array.isArray(source)) {
    checkRows(source, path, fields);
    return;
  }
  for (const field of fields) {
    const column = (source as Columns)[field.name];
    if (column) checkColumn(column, `${path}.${field.name}`, field, column.length);
  }
}

function checkRows(rows: unknown[], path: string, fields: readonly Field[]): void {
  const isFine = fields === TASK_FIELDS ? isTask : isMachine;
  for (let j = 0; j < rows.length; j++) {
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

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === "number" && value >= least && value <= most;
}

/**
 * Throws a RangeError for a value out of its range among the first n tasks and m machines of a
 * solver's columns.
 */
export function validateColumns(input: InputColumns, n: number, m: number): void {
  checkColumn(input.speed, "speed", MACHINE_FIELDS[0], m);
  for (const field of TASK_FIELDS) {
    const name = field.name as keyof InputColumns;
    checkColumn(input[name], name, field, n);
  }
}

function checkColumn(
  column: ArrayLike<number>,
  path: string,
  { least, most, expected }: Field,
  length: number,
): void {
  if (column instanceof Float64Array && areWithin(column, least, most, length)) return;
  for (let j = 0; j < length; j++) {
    if (!isWithin(column[j], least, most)) wrong(`${path}[${j}]`, column[j], expected);
  }
}

/** By itself, for one type of column: 1.2 ns a number instead of 1.7 (measured). */
function areWithin(column: Float64Array, least: number, most: number, length: number): boolean {
  for (let j = 0; j < length; j++) {
    const value = column[j];
    if (!(value >= least && value <= most)) return false;
  }
  return true;
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

/** An array or typed array of numbers (BigInt arrays are none). */
function isColumn(value: unknown): value is ArrayLike<number> {
  if (Array.isArray(value) || value instanceof Float64Array) return true;
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return false;
  return !(value instanceof BigInt64Array || value instanceof BigUint64Array);
}

function isRows<Row>(source: readonly Row[] | object): source is readonly Row[] {
  return Array.isArray(source);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** A number out of range, or no number at all. */
function wrong(path: string, value: unknown, expected: string): never {
  if (typeof value !== "number") wrongType(path, value, `a ${expected}`);
  const infinite = Math.abs(value) === Infinity && !expected.startsWith("finite");
  throw new RangeError(`${path} is ${value}; expected a ${infinite ? "finite " : ""}${expected}`);
}

function wrongType(path: string, value: unknown, expected: string): never {
  throw new TypeError(`${path} is ${show(value)}; expected ${expected}`);
}

function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (Array.isArray(value)) return "an array";
  if (typeof value === "function") return "a function";
  if (isObject(value)) return "an object";
  return String(value);
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
