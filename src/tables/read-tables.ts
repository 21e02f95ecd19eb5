// Reads a caller's problem with tables into flat columns: every name, length and number once, and
// what is checked is the copy. Every message names the path, the value and what was expected.

import { errorOf } from "../problem/errors.js";
import { isObject, isWithin } from "../problem/kinds.js";
import { wrong, wrongCount, wrongName, wrongSum, wrongType } from "../problem/messages.js";
import type { TablesProblem } from "../types/index.js";
import { Latencies } from "./latencies.js";
import { listNames, type ModelTables, readModels } from "./read-models.js";
import { type FieldKind, openSource, type Reader, readSource, type Source } from "./rows.js";
import { checkFits, checkOptions, optionsOf, type TablesLimits, type TablesSizes } from "./size.js";

/** The columns of a problem with tables, which the buffers of the same names take. */
export interface TablesColumns {
  /** [m] */
  readyAt: Float64Array;
  /** [m] Index of the type. */
  machineType: Int32Array;
  /** [n] Index of the model. */
  taskModel: Int32Array;
  /** [n] */
  deadline: Float64Array;
  weight: Float64Array;
  base: Float64Array;
  /** [n] -Infinity: none. */
  minAccuracy: Float64Array;
  /** [n * perTask] Infinity: not available. */
  latency: Float64Array;
  /** [models * types] Table of model k on type t at k * types + t; -1: none. */
  tableOf: Int32Array;
  /** [tables + 1] */
  tableStart: Int32Array;
  /** [tables] 0: discrete, 1: continuous. */
  tableMode: Int32Array;
  /** [points] In the caller's order. */
  pointTime: Float64Array;
  pointAccuracy: Float64Array;
}

/** A problem with tables that has been read. */
export interface TablesInput extends TablesColumns {
  sizes: TablesSizes;
  /** Latencies a task: 1, or one for each machine. */
  perTask: number;
  modelNames: readonly string[];
  typeNames: readonly string[];
}

const MACHINES: readonly FieldKind[] = [
  { name: "type", column: "texts" },
  { name: "readyAt", column: "numbers", isOptional: true },
];
const TASKS: readonly FieldKind[] = [
  { name: "model", column: "texts" },
  { name: "deadline", column: "numbers" },
  { name: "weight", column: "numbers", isOptional: true },
  { name: "base", column: "numbers", isOptional: true },
  { name: "minAccuracy", column: "numbers", isOptional: true },
  { name: "latency", column: "latencies", isOptional: true },
];
const MOST = Number.MAX_VALUE;

/** What a problem with tables has and one with curves has not; undefined: it has none. */
export function modelsOf(problem: unknown): unknown {
  return isObject(problem) ? problem.models : undefined;
}

/**
 * Reads all of it. Throws a TypeError or RangeError for the first mistake found, and a RangeError
 * for what does not fit, before that is allocated or gone through.
 *
 * @param models what `modelsOf` returned
 * @param limits how much can be held
 * @param path where the problem is, if not by itself
 */
export function readTables(
  problem: TablesProblem,
  models: unknown,
  limits: TablesLimits,
  path = "",
): TablesInput {
  const within = path && `${path}.`;
  const machines = openSource(problem.machines, `${within}machines`, MACHINES, ["speed"]);
  const tasks = openSource(problem.tasks, `${within}tasks`, TASKS, ["theta", "maxWork", "gain"]);
  const [m, n] = [machines.length, tasks.length];
  if (m === 0) wrongCount("EMPTY", machines.path, m, "at least 1");
  checkFits({ m }, limits, () => [machines.path, `has ${m} entries`]);
  checkFits({ n, m, latencies: n }, limits, () => [tasks.path, `has ${n} entries`]);

  const { types, machineType, readyAt } = readMachines(machines);
  const tables = readModels(models, types, limits, within);
  const { latencies, ...columns } = readTasks(tasks, tables, m, limits, within);
  if (n > 0) checkTabled(types, tables, machines.path);
  const sizes = {
    ...{ n, m, types: types.size, models: tables.names.size },
    ...{ tables: tables.mode.length, points: tables.time.length },
    ...countOptions(machineType, columns.taskModel, types.size, tables),
    latencies: latencies.values.length,
  };
  checkOptions(sizes, limits, path);
  checkValues(columns, tables, within);
  return {
    sizes,
    perTask: latencies.perTask,
    modelNames: [...tables.names.keys()],
    typeNames: [...types.keys()],
    readyAt,
    machineType,
    ...columns,
    latency: latencies.values,
    tableOf: tables.tableOf,
    tableStart: Int32Array.from(tables.start),
    tableMode: Int32Array.from(tables.mode),
    pointTime: Float64Array.from(tables.time),
    pointAccuracy: Float64Array.from(tables.accuracy),
  };
}

function readMachines(source: Source) {
  const types = new Map<string, number>();
  const machineType = new Int32Array(source.length);
  const readyAt = new Float64Array(source.length);
  readSource(source, [
    (value, r, path) => {
      if (typeof value !== "string") wrongType(path(r), value, "the name of a machine type");
      const known = types.get(value);
      machineType[r] = known ?? types.size;
      if (known === undefined) types.set(value, types.size);
    },
    numbers(readyAt, 0, MOST, "number >= 0"),
  ]);
  return { types, machineType, readyAt };
}

function readTasks(
  source: Source,
  { names }: ModelTables,
  m: number,
  limits: TablesLimits,
  within: string,
) {
  const n = source.length;
  const taskModel = new Int32Array(n);
  const deadline = new Float64Array(n);
  const weight = new Float64Array(n).fill(1);
  const base = new Float64Array(n);
  const minAccuracy = new Float64Array(n).fill(-Infinity);
  const latencies = new Latencies(n, m, limits);
  const inTime = numbers(deadline, -Infinity, Infinity, "number, or null for none");
  readSource(source, [
    (value, j, path) => {
      const index = names.get(value as string);
      if (index === undefined) wrongModel(path(j), value, names, within);
      taskModel[j] = index;
    },
    // Infinity becomes null in JSON
    (value, j, path) => inTime(value === null ? Infinity : value, j, path),
    numbers(weight, Number.MIN_VALUE, MOST, "number > 0"),
    numbers(base, -MOST, MOST, "finite number"),
    numbers(minAccuracy, -MOST, MOST, "finite number"),
    (value, j, path) => latencies.read(value, j, path),
  ]);
  return { taskModel, deadline, weight, base, minAccuracy, latencies };
}

function numbers(to: Float64Array, least: number, most: number, expected: string): Reader {
  return (value, j, path) => {
    if (!isWithin(value, least, most)) wrong(path(j), value, expected);
    to[j] = value;
  };
}

function wrongModel(
  path: string,
  value: unknown,
  names: ReadonlyMap<string, number>,
  within: string,
): never {
  const known = names.size > 0 ? `: ${listNames(names.keys())}` : ", which has none";
  wrongName(path, value, `a name in ${within}models${known}`);
}

/** Some machine must be of some use; one that is not may idle. */
function checkTabled(
  types: ReadonlyMap<string, number>,
  { tabled }: ModelTables,
  path: string,
): void {
  for (const type of types.keys()) if (tabled.has(type)) return;
  const known = tabled.size > 0 ? `: ${listNames(tabled)}` : ", of which models have none";
  const given = `${path} have the types ${listNames(types.keys())}`;
  throw errorOf("UNKNOWN_NAME", path, `${given}; expected one that has a table${known}`);
}

/** As many as the tasks of every model times the machines of every type have. */
function countOptions(
  machineType: Int32Array,
  taskModel: Int32Array,
  types: number,
  { names, tableOf, start, mode }: ModelTables,
) {
  const machines = new Float64Array(types);
  for (const t of machineType) machines[t]++;
  const tasks = new Float64Array(names.size);
  for (const k of taskModel) tasks[k]++;
  const steps = new Float64Array(types); // of a machine of each type
  let pairs = 0;
  for (const [at, table] of tableOf.entries()) {
    if (table < 0) continue;
    const count = tasks[Math.floor(at / types)];
    pairs += count * machines[at % types];
    steps[at % types] += count * optionsOf(start[table + 1] - start[table], mode[table] === 1);
  }
  const options = steps.reduce((sum, count, t) => sum + count * machines[t], 0);
  return { pairs, options, steps: steps.reduce((most, count) => Math.max(most, count), 0) };
}

/** What all tasks can be worth must be a number. */
function checkValues(
  { taskModel, weight, base }: Pick<TablesColumns, "taskModel" | "weight" | "base">,
  { greatest }: ModelTables,
  within: string,
): void {
  let sum = 0;
  for (let j = 0; j < weight.length; j++) {
    sum += weight[j] * (Math.abs(base[j]) + greatest[taskModel[j]]);
    if (sum < Infinity) continue;
    wrongSum("|accuracy|", `${within}tasks[${j}]`, sum);
  }
}
