// Measurements as CSV: the tables of a problem's models. A header names the columns model, type,
// time and accuracy in any order; mode and variant may be there, too, others are passed over.

import { isObject } from "../../problem/kinds.js";
import { list, show, showText } from "../../problem/messages.js";
import { UsageError } from "../terminal/usage.js";
import { type Row, readRows, type TextFile } from "./records.js";

const COLUMNS = {
  required: ["model", "type", "time", "accuracy"],
  optional: ["mode", "variant"],
};
const MODES = ["discrete", "continuous"];

interface Table {
  time: number[];
  accuracy: number[];
  mode?: string;
  /** Where there is a column of variants. */
  names?: string[];
}

/** Model, then type of machine. */
type Groups<T> = Map<string, Map<string, T>>;

/** All that was measured of a variant. */
interface Variant {
  name: string;
  times: number[];
  accuracy: number;
  /** Of its first row. */
  where: string;
}

/** The measurements of a model on a type of machine. */
interface Log {
  /** By name; by accuracy where they have none. */
  variants: Map<string, Variant>;
  mode: string;
  where: string;
}

/** What was measured, of several files together. */
export type Logs = Groups<Log>;

export function readLogs(files: Iterable<TextFile>): Logs {
  const logs: Logs = new Map();
  for (const file of files) for (const row of readRows(file, COLUMNS)) add(logs, row);
  return logs;
}

function add(logs: Logs, { where, text: cells }: Row): void {
  const text = (column: string) => cells.get(column) ?? "";
  const [name, type] = [text("model"), text("type")];
  for (const column of ["model", "type"])
    if (text(column) === "") throw new UsageError(`${where}: ${column} is empty; expected a name`);
  const time = numberOf(text("time"), `${where}: time`, "a number >= 0");
  if (time < 0) throw new UsageError(`${where}: time is ${time}; expected a number >= 0`);
  const accuracy = numberOf(text("accuracy"), `${where}: accuracy`, "a finite number");
  const mode = modeOf(text("mode"), where);
  const types = logs.get(name) ?? new Map<string, Log>();
  logs.set(name, types);
  const log = types.get(type) ?? { variants: new Map(), mode, where };
  types.set(type, log);
  if (log.mode !== mode)
    throw new UsageError(`${where}: mode is ${mode}; expected ${log.mode}, as in ${log.where}`);
  const label = text("variant");
  const key = label === "" ? `accuracy ${accuracy}` : `variant ${label}`;
  const variant = log.variants.get(key) ?? { name: label, times: [], accuracy, where };
  log.variants.set(key, variant);
  if (variant.accuracy !== accuracy)
    throw new UsageError(
      `${where}: accuracy is ${accuracy}; expected ${variant.accuracy}, as in ${variant.where}`,
    );
  variant.times.push(time);
}

function numberOf(text: string, path: string, expected: string): number {
  const value = text === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value))
    throw new UsageError(`${path} is ${show(text)}; expected ${expected}`);
  return value;
}

function modeOf(text: string, where: string): string {
  if (text === "") return MODES[0];
  if (!MODES.includes(text))
    throw new UsageError(`${where}: mode is ${show(text)}; expected ${list(MODES)}`);
  return text;
}

/**
 * The models of a problem and those of logs; what are no models, `solve` complains of.
 *
 * @param name what a message calls the problem
 */
export function merged(models: unknown = {}, logs: Logs, name: string): unknown {
  if (!isObject(models)) return models;
  const all = new Map(Object.entries(models));
  for (const [model, types] of logs) {
    const own = all.get(model) ?? {};
    if (!isObject(own)) continue;
    const tables = new Map(Object.entries(own));
    for (const [type, log] of types) {
      if (tables.has(type))
        throw new UsageError(
          `${log.where}: ${showText(model)} on ${showText(type)} has a table in ${name}; expected one`,
        );
      tables.set(type, tableOf(log));
    }
    all.set(model, Object.fromEntries(tables));
  }
  return Object.fromEntries(all);
}

function tableOf({ variants, mode }: Log): Table {
  const all = [...variants.values()];
  const isNamed = all.some(({ name }) => name !== "");
  return {
    time: all.map(({ times }) => median(times)),
    accuracy: all.map(({ accuracy }) => accuracy),
    mode,
    ...(isNamed && { names: all.map(({ name }) => name) }),
  };
}

/** Of an even count the mean of the middle two. */
function median(times: number[]): number {
  const sorted = times.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
