// Reads a caller's tables: every name, length and number once. All are checked; those for types
// that no machine has are not kept.

import { isColumn, isObject } from "../problem/kinds.js";
import { list, show, wrong, wrongCount, wrongName, wrongType } from "../problem/messages.js";
import { lengthOf } from "../problem/read-problem.js";
import type { TableMode } from "../types/index.js";
import { checkFits, type TablesLimits } from "./size.js";

/** The modes in the order of their codes. */
export const MODES: readonly TableMode[] = ["discrete", "continuous"];
/** Names that a message lists. */
const MOST_LISTED = 8;

/** The tables of all models for the types that machines have, one after another. */
export interface ModelTables {
  /** The index of each model. */
  names: ReadonlyMap<string, number>;
  /** All types that have a table, those of no machine included. */
  tabled: ReadonlySet<string>;
  /** [models * types] The table of a model on a type; -1: none. */
  tableOf: Int32Array;
  /** [tables + 1] Where the points of each table begin. */
  start: number[];
  /** [tables] Its mode, a code. */
  mode: number[];
  /** [points] */
  time: number[];
  accuracy: number[];
  /** [models] The greatest |accuracy| of its tables. */
  greatest: number[];
}

/** types: the index of each type that machines have. within: where the problem is, with a dot. */
export function readModels(
  models: unknown,
  types: ReadonlyMap<string, number>,
  limits: TablesLimits,
  within: string,
): ModelTables {
  const path = `${within}models`;
  const names = new Map<string, number>();
  const entries = entriesOf(models, path, "an object of models by name");
  checkFits({ models: entries.length, types: types.size }, limits, () => {
    return [path, `has ${entries.length} entries beside ${types.size} types of machines`];
  });
  const tables: ModelTables = {
    names,
    tabled: new Set(),
    tableOf: new Int32Array(entries.length * types.size).fill(-1),
    start: [0],
    mode: [],
    time: [],
    accuracy: [],
    greatest: [],
  };
  for (const [k, [name, model]] of entries.entries()) {
    names.set(name, k);
    tables.greatest.push(0);
    readModel(model, `${path}${step(name)}`, k, types, limits, tables);
  }
  return tables;
}

function readModel(
  model: unknown,
  path: string,
  k: number,
  types: ReadonlyMap<string, number>,
  limits: TablesLimits,
  to: ModelTables,
): void {
  for (const [type, table] of entriesOf(model, path, "an object of tables by machine type")) {
    (to.tabled as Set<string>).add(type);
    const points = to.time.length;
    const mode = readTable(table, `${path}${step(type)}`, limits, to);
    for (let i = points; i < to.accuracy.length; i++) {
      to.greatest[k] = Math.max(to.greatest[k], Math.abs(to.accuracy[i]));
    }
    const t = types.get(type);
    if (t === undefined) {
      to.time.length = to.accuracy.length = points;
      continue;
    }
    to.tableOf[k * types.size + t] = to.mode.length;
    to.mode.push(mode);
    to.start.push(to.time.length);
  }
}

/** Adds its points; returns its mode. */
function readTable(table: unknown, path: string, limits: TablesLimits, to: ModelTables): number {
  if (!isObject(table) || Array.isArray(table) || ArrayBuffer.isView(table)) {
    wrongType(path, table, "an object with time and accuracy");
  }
  const { time, accuracy, mode = "discrete" } = table;
  const count = countOf(time, `${path}.time`);
  const accuracies = countOf(accuracy, `${path}.accuracy`);
  if (count === 0) wrongCount("EMPTY", `${path}.time`, count, "at least 1");
  if (accuracies !== count) {
    const expected = `${count}, as in ${path}.time`;
    wrongCount("LENGTH_MISMATCH", `${path}.accuracy`, accuracies, expected);
  }
  checkFits({ points: to.time.length + count }, limits, () => {
    return [`${path}.time`, `has ${count} entries`];
  });
  copyPoints(time as ArrayLike<unknown>, to.time, `${path}.time`, count, 0, "number >= 0");
  const least = -Number.MAX_VALUE;
  const finite = "finite number";
  copyPoints(accuracy as ArrayLike<unknown>, to.accuracy, `${path}.accuracy`, count, least, finite);
  return codeOf(mode, `${path}.mode`);
}

function countOf(column: unknown, path: string): number {
  if (!isColumn(column)) wrongType(path, column, "an array of numbers");
  return lengthOf(column, path);
}

function copyPoints(
  column: ArrayLike<unknown>,
  to: number[],
  path: string,
  count: number,
  least: number,
  expected: string,
): void {
  for (let i = 0; i < count; i++) {
    const value = column[i];
    if (!(typeof value === "number" && value >= least && value <= Number.MAX_VALUE)) {
      wrong(`${path}[${i}]`, value, expected);
    }
    to.push(value);
  }
}

function codeOf(mode: unknown, path: string): number {
  const code = MODES.indexOf(mode as TableMode);
  if (code >= 0) return code;
  const expected = list(MODES.map((word) => JSON.stringify(word)));
  wrongName(path, mode, expected);
}

/** Its own enumerable names, `__proto__` like any other, and what they hold. */
function entriesOf(source: unknown, path: string, expected: string): [string, unknown][] {
  if (!isObject(source) || Array.isArray(source) || ArrayBuffer.isView(source)) {
    wrongType(path, source, expected);
  }
  return Object.keys(source).map((name) => [name, source[name]]);
}

/** A name as a step of a path. */
function step(name: string): string {
  return /^[A-Za-z_$][\w$]{0,99}$/.test(name) ? `.${name}` : `[${show(name)}]`;
}

/** The first of some names, in quotation marks. */
export function listNames(names: Iterable<string>): string {
  const shown: string[] = [];
  let count = 0;
  for (const name of names) if (++count <= MOST_LISTED) shown.push(show(name));
  return `${shown.join(", ")}${count > MOST_LISTED ? ` and ${count - MOST_LISTED} more` : ""}`;
}
