// Measurements as CSV: the tables of a problem's models. A header names the columns model, type,
// time and accuracy in any order; mode and variant may be there, too, others are passed over.

import { parse } from "csv-parse/sync";
import type { Problem } from "../index.js";
import { isObject } from "../problem/kinds.js";
import { list, show, showText } from "../problem/messages.js";
import { reason, UsageError } from "./arguments.js";
import { nameOf, readJson, readText } from "./json.js";

const REQUIRED = ["model", "type", "time", "accuracy"] as const;
const OPTIONAL = ["mode", "variant"] as const;
const MODES = ["discrete", "continuous"];

type Name = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

/** A row of a file, and where it is for messages. */
interface Row {
  where: string;
  /** "" where the column is not there. */
  text: Record<Name, string>;
}

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

/** The problem of a file, and of tables beside it. */
export function readProblem(path: string, tables: readonly string[] = []): Problem {
  if ([path, ...tables].filter((one) => one === "-").length > 1)
    throw new UsageError("- is there more than once; expected stdin to be one file");
  const problem = readJson(path);
  if (tables.length === 0 || !isObject(problem)) return problem as Problem;
  const logs: Groups<Log> = new Map();
  for (const file of tables) {
    for (const row of rowsOf(readText(file), nameOf(file))) add(logs, row);
  }
  return { ...problem, models: merged(problem.models, logs, nameOf(path)) } as unknown as Problem;
}

function rowsOf(text: string, name: string): Row[] {
  const [header, ...rest] = recordsOf(text, name);
  if (!header) throw new UsageError(`${name} is empty; expected a header ${REQUIRED.join()}`);
  const place = placesOf(header.record, name);
  return rest.map(({ record, info }) => {
    const where = `${name}, line ${info.lines}`;
    if (record.length !== header.record.length)
      throw new UsageError(
        `${where} has ${record.length} fields; expected ${header.record.length}, as in the header`,
      );
    const entries = [...REQUIRED, ...OPTIONAL].map((column) => {
      const at = place.get(column);
      return [column, at === undefined ? "" : record[at]];
    });
    return { where, text: Object.fromEntries(entries) };
  });
}

interface Parsed {
  record: string[];
  info: { lines: number };
}

function recordsOf(text: string, name: string): Parsed[] {
  const options = { info: true, skip_empty_lines: true, trim: true, relax_column_count: true };
  try {
    return parse(text, options) as unknown as Parsed[];
  } catch (error) {
    throw new UsageError(`${name} is no CSV: ${reason(error)}`);
  }
}

/** Where each column is. */
function placesOf(header: string[], name: string): Map<string, number> {
  const place = new Map<string, number>();
  for (const column of [...REQUIRED, ...OPTIONAL]) {
    const count = header.filter((title) => title === column).length;
    if (count > 1) throw new UsageError(`${name} has ${count} columns ${column}; expected one`);
    if (count === 1) place.set(column, header.indexOf(column));
  }
  const missing = REQUIRED.find((column) => !place.has(column));
  if (missing)
    throw new UsageError(
      `${name} has the columns ${showText(header.join())}; expected ${list(REQUIRED).replace(" or ", " and ")}`,
    );
  return place;
}

function add(logs: Groups<Log>, { where, text }: Row): void {
  for (const column of ["model", "type"] as const)
    if (text[column] === "") throw new UsageError(`${where}: ${column} is empty; expected a name`);
  const time = numberOf(text.time, `${where}: time`, "a number >= 0");
  if (time < 0) throw new UsageError(`${where}: time is ${time}; expected a number >= 0`);
  const accuracy = numberOf(text.accuracy, `${where}: accuracy`, "a finite number");
  const mode = modeOf(text.mode, where);
  const types = logs.get(text.model) ?? new Map<string, Log>();
  logs.set(text.model, types);
  const log = types.get(text.type) ?? { variants: new Map(), mode, where };
  types.set(text.type, log);
  if (log.mode !== mode)
    throw new UsageError(`${where}: mode is ${mode}; expected ${log.mode}, as in ${log.where}`);
  const key = text.variant === "" ? `accuracy ${accuracy}` : `variant ${text.variant}`;
  const variant = log.variants.get(key) ?? { name: text.variant, times: [], accuracy, where };
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

/** The models of a problem and those of logs; what are no models, `solve` complains of. */
function merged(models: unknown = {}, logs: Groups<Log>, name: string): unknown {
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
