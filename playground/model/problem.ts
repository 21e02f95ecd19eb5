// A problem as the page keeps it: plain rows of plain objects, with the fields that dsct knows.

import { isRows } from "../../src/problem/kinds.js";
import type {
  Column,
  CurvesProblem,
  Machine,
  Models,
  Problem,
  Table,
  TablesProblem,
  TableTask,
  Task,
  TypedMachine,
} from "../../src/types/index.js";

/** The user's own name of a task. */
interface Named {
  id?: string;
}

/** A problem with curves; `deadline` is Infinity where there is none. */
export interface RowCurves extends CurvesProblem {
  machines: Machine[];
  tasks: (Task & Named)[];
}

/**
 * A problem with tables; `deadline` is null where there is none. `models` and what is in it have no
 * prototype: a look-up by whatever name finds a table, or nothing.
 */
export interface RowTables extends TablesProblem {
  machines: TypedMachine[];
  tasks: (TableTask & Named)[];
}

/** One with tables has `models`. */
export type RowProblem = RowCurves | RowTables;

export function isTables(problem: RowProblem): problem is RowTables {
  return problem.models !== undefined;
}

/** What becomes of the value of a field; undefined: the row goes without it. */
type Fields = Record<string, (value: unknown) => unknown>;

const same = (value: unknown) => value;
const deadline = (value: unknown) => Math.max(Number(value ?? Infinity), -Number.MAX_VALUE);
const isText = (value: unknown) => typeof value === "string" || typeof value === "number";

/** As on the command line: a number is a name, too. */
const OWN: Fields = { id: (value) => (isText(value) && value !== "" ? `${value}` : undefined) };
const SHARED: Fields = { weight: same, base: same };
const MACHINE: Fields = { speed: same, readyAt: same };
const TASK: Fields = { ...OWN, deadline, theta: same, maxWork: same, ...SHARED, gain: same };
const TYPED_MACHINE: Fields = { type: same, readyAt: same };
const TABLE_TASK: Fields = {
  ...OWN,
  model: same,
  deadline: (value) => (deadline(value) === Infinity ? null : deadline(value)),
  ...SHARED,
  minAccuracy: same,
  latency: (value) => (typeof value === "number" ? value : listOf(value as Column)),
};

/** Copies a valid problem. A deadline of -Infinity, which JSON cannot say, becomes a finite one. */
export function toRows(problem: Problem): RowProblem {
  const { machines, tasks, models } = problem;
  if (models === undefined)
    return { machines: rowsOf(machines, MACHINE), tasks: rowsOf(tasks, TASK) } as RowCurves;
  return {
    models: toModels(models),
    machines: rowsOf(machines, TYPED_MACHINE),
    tasks: rowsOf(tasks, TABLE_TASK),
  } as RowTables;
}

function rowsOf(source: readonly object[] | object, fields: Fields): object[] {
  if (isRows(source)) return source.map((row) => rowOf(fields, (name) => Object(row)[name]));
  const columns = new Map<string, ArrayLike<unknown>>(Object.entries(source));
  const [first] = Object.keys(fields).flatMap((name) => (name === "id" ? [] : [name]));
  return Array.from({ length: columns.get(first)?.length ?? 0 }, (_, j) =>
    rowOf(fields, (name) => columns.get(name)?.[j]),
  );
}

function rowOf(fields: Fields, fieldOf: (name: string) => unknown): object {
  const entries = Object.entries(fields).flatMap(([name, read]) => {
    const given = fieldOf(name);
    const value = given === undefined ? undefined : read(given);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

function toModels(models: Models): Models {
  return byName(models, (tables) => byName(tables, toTable));
}

function byName<From, To>(source: Readonly<Record<string, From>>, read: (value: From) => To) {
  const entries = Object.keys(source).map((name) => [name, read(source[name])] as const);
  return Object.setPrototypeOf(Object.fromEntries(entries), null) as Record<string, To>;
}

/** `solve` does not look at names: what is no text is none. */
function toTable({ time, accuracy, mode, names }: Table): Table {
  const nameOf = (name: unknown) => (typeof name === "string" ? name : "");
  return {
    time: listOf(time),
    accuracy: listOf(accuracy),
    ...(mode !== undefined && { mode }),
    ...(Array.isArray(names) && { names: Array.from(time, (_, i) => nameOf(names[i])) }),
  };
}

function listOf(column: Column): number[] {
  return Array.from(column);
}
