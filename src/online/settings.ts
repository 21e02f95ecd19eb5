// Options of a dispatcher, each read once and checked, and the machines that it is given.

import { isObject, isWithin } from "../problem/kinds.js";
import { list, mixed, show, wrong, wrongName, wrongType } from "../problem/messages.js";
import { checkNames } from "../problem/read-options.js";
import { type ModelTables, readModels } from "../tables/read-models.js";
import { COUNTABLE } from "../tables/size.js";
import type { DispatchEvent, DispatcherOptions, Id, Models } from "../types/index.js";
import { readId } from "./held/entries.js";

/** The options with their defaults. */
export interface Settings {
  horizon: number;
  quantile: number;
  overhead: number;
  maxQueue: number;
  neverDrop: boolean;
  onEvent: ((event: DispatchEvent) => void) | undefined;
  /** Not read yet. */
  machines: readonly unknown[];
  tables: Tables | undefined;
}

export interface Tables {
  /** As the caller gave them, in plain arrays. */
  models: Models;
  read: ModelTables;
  /** The index of each type that has a table. */
  types: ReadonlyMap<string, number>;
}

/** A machine that has been read. */
export interface MachineInput {
  id: Id;
  speed: number;
  /** -1: it has a speed. */
  type: number;
}

const NAMES = "machines models horizon quantile overhead maxQueue neverDrop onEvent".split(" ");
const MOST = Number.MAX_VALUE;

export function readSettings(options: DispatcherOptions): Settings {
  checkNames("option", options, "options", NAMES);
  const { horizon = 0.85, quantile = 0.99, overhead = 0, maxQueue = Infinity } = options;
  const { neverDrop = false, onEvent, models, machines } = options;
  const check = (name: string, value: unknown, least: number, most: number, expected: string) => {
    if (!isWithin(value, least, most)) wrong(`options.${name}`, value, expected);
  };
  check("horizon", horizon, Number.MIN_VALUE, Infinity, "number > 0");
  check("quantile", quantile, Number.MIN_VALUE, 1, "number > 0 and <= 1");
  check("overhead", overhead, 0, MOST, "number >= 0");
  const isCount = Number.isSafeInteger(maxQueue) && maxQueue >= 0;
  if (!isCount && maxQueue !== Infinity) {
    wrong("options.maxQueue", maxQueue, "whole number >= 0, or Infinity");
  }
  if (typeof neverDrop !== "boolean") wrongType("options.neverDrop", neverDrop, "true or false");
  if (onEvent !== undefined && typeof onEvent !== "function") {
    wrongType("options.onEvent", onEvent, "a function");
  }
  if (!Array.isArray(machines)) wrongType("options.machines", machines, "an array of machines");
  const tables = models === undefined ? undefined : readTables(models);
  return { horizon, quantile, overhead, maxQueue, neverDrop, onEvent, machines, tables };
}

function readTables(models: Models): Tables {
  const types = new Map<string, number>();
  const rows = isObject(models) ? Object.values<unknown>(models) : [];
  for (const row of rows) {
    if (!isObject(row)) continue; // `readModels` says so
    for (const type of Object.keys(row)) if (!types.has(type)) types.set(type, types.size);
  }
  const read = readModels(models, types, COUNTABLE, "options.");
  return { models: plainModels(read, types), read, types };
}

function plainModels(read: ModelTables, types: ReadonlyMap<string, number>): Models {
  const { names, tableOf, start, mode, time, accuracy } = read;
  const models = [...names].map(([name, k]) => {
    const tables = [...types].flatMap(([type, t]) => {
      const i = tableOf[k * types.size + t];
      if (i < 0) return [];
      const [from, to] = [start[i], start[i + 1]];
      const table = { time: time.slice(from, to), accuracy: accuracy.slice(from, to) };
      return [[type, { ...table, mode: mode[i] === 1 ? "continuous" : "discrete" }]];
    });
    return [name, Object.fromEntries(tables)];
  });
  return Object.fromEntries(models);
}

/** path: where the machine is. paces: of each type. */
export function readMachine(
  machine: unknown,
  path: string,
  tables: Tables | undefined,
  paces: readonly number[],
): MachineInput {
  if (!isObject(machine)) wrongType(path, machine, "an object");
  const id = readId(machine.id, `${path}.id`);
  if (!tables) {
    mixed(`${path}.type`, machine.type, "without models");
    const { speed } = machine;
    if (!isWithin(speed, Number.MIN_VALUE, MOST)) wrong(`${path}.speed`, speed, "number > 0");
    return { id, speed, type: -1 };
  }
  mixed(`${path}.speed`, machine.speed, "beside models");
  const { type: name } = machine;
  if (typeof name !== "string") wrongType(`${path}.type`, name, "the name of a machine type");
  const type = tables.types.get(name);
  if (type === undefined) {
    const known = [...tables.types.keys()].map((one) => show(one));
    wrongName(`${path}.type`, name, `one that has a table: ${list(known)}`);
  }
  return { id, speed: paces[type], type };
}
