// Machines or tasks of a problem with tables, as rows or as columns: every length and value is read
// once.

import { isColumn, isObject } from "../problem/kinds.js";
import { mixed, wrongCount, wrongType } from "../problem/messages.js";
import { checkSpelling } from "../problem/near-miss.js";
import { lengthOf, rowAt } from "../problem/read-problem.js";

/** What a column of a field must be, and whether it may be left out: its default is there then. */
export interface FieldKind {
  name: string;
  column: keyof typeof COLUMN_OF;
  isOptional?: boolean;
}

/** Checks and keeps the value of row j; path: where it is. */
export type Reader = (value: unknown, j: number, path: (j: number) => string) => void;

/** Rows, or a column for each field that is there. */
export interface Source {
  length: number;
  path: string;
  fields: readonly FieldKind[];
  /** Fields of curves. */
  foreign: readonly string[];
  rows?: readonly unknown[];
  columns: (ArrayLike<unknown> | undefined)[];
}

const COLUMN_OF = {
  texts: { expected: "an array of strings", isOne: (value: unknown) => Array.isArray(value) },
  numbers: { expected: "an array of numbers", isOne: isColumn },
  latencies: { expected: "an array of numbers or lists", isOne: isColumn },
};
/** The number of rows, or the columns and their common length. */
export function openSource(
  source: unknown,
  path: string,
  fields: readonly FieldKind[],
  foreign: readonly string[],
): Source {
  const what = { path, fields, foreign };
  if (Array.isArray(source)) {
    return { ...what, length: lengthOf(source, path), rows: source, columns: [] };
  }
  if (!isObject(source) || ArrayBuffer.isView(source)) {
    wrongType(path, source, `an array of ${path.split(".").at(-1)} or an object of columns`);
  }
  for (const name of foreign) mixed(`${path}.${name}`, source[name], "beside models");
  checkSpelling(source, path, namesOf(fields));
  let common = -1;
  const columns = fields.map(({ name, column: kind, isOptional }) => {
    const column = source[name];
    if (column === undefined && isOptional) return undefined;
    const { isOne, expected } = COLUMN_OF[kind];
    if (!isOne(column)) wrongType(`${path}.${name}`, column, expected);
    const length = lengthOf(column as ArrayLike<unknown>, `${path}.${name}`);
    if (common < 0) common = length;
    if (length !== common) {
      const asIn = `${common}, as in ${path}.${fields[0].name}`;
      wrongCount("LENGTH_MISMATCH", `${path}.${name}`, length, asIn);
    }
    return column as ArrayLike<unknown>;
  });
  return { ...what, length: common, columns };
}

function namesOf(fields: readonly FieldKind[]): ReadonlySet<string> {
  return new Set(fields.map(({ name }) => name));
}

/** Reads every field of every row, each by its reader. */
export function readSource(
  { length, path, fields, foreign, rows, columns }: Source,
  readers: Reader[],
) {
  for (const [k, { name }] of fields.entries()) {
    const column = columns[k];
    const place = (j: number) => `${path}.${name}[${j}]`;
    for (let j = 0; column && j < length; j++) readers[k](column[j], j, place);
  }
  if (!rows) return;
  const places = fields.map(
    ({ name }) =>
      (j: number) =>
        `${path}[${j}].${name}`,
  );
  for (let j = 0; j < length; j++) {
    const row = rowAt(rows, j, path);
    if (j === 0) checkSpelling(row, `${path}[0]`, namesOf(fields));
    for (const name of foreign) mixed(`${path}[${j}].${name}`, row[name], "beside models");
    for (const [k, { name, isOptional }] of fields.entries()) {
      const value = row[name];
      if (value !== undefined || !isOptional) readers[k](value, j, places[k]);
    }
  }
}
