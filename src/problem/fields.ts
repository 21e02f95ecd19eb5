// The fields of machines and tasks: the range of each, and its default.

import type { InputColumns } from "../types/index.js";
import { isWithin } from "./kinds.js";
import { wrong } from "./messages.js";

/** Allowed range of a field. `least` and `most` belong to it; Number.MIN_VALUE stands for "> 0". */
export interface Field {
  name: keyof InputColumns;
  /** What it is where it is left out; undefined: it must be there. */
  standard: number | undefined;
  least: number;
  most: number;
  expected: string;
}

/** Number of tasks and of machines. */
export interface Size {
  n: number;
  m: number;
}

/** All in one shape, which code that reads them finds faster. */
const field = (name: keyof InputColumns, range: Omit<Field, "name" | "standard">): Field => {
  return { name, standard: DEFAULTS[name], ...range };
};
const DEFAULTS: { [Name in keyof InputColumns]?: number } = {
  readyAt: 0,
  weight: 1,
  base: 0,
  gain: 1,
};
const FINITE = { least: -Number.MAX_VALUE, most: Number.MAX_VALUE, expected: "finite number" };
const POSITIVE = { ...FINITE, least: Number.MIN_VALUE, expected: "number > 0" };
const ANY = { least: -Infinity, most: Infinity, expected: "number" };
const NATURAL = { ...FINITE, least: 0, expected: "number >= 0" };

export const MACHINE_FIELDS: readonly Field[] = [
  field("speed", POSITIVE),
  field("readyAt", NATURAL),
];

export const TASK_FIELDS: readonly Field[] = [
  field("deadline", ANY),
  field("theta", POSITIVE),
  field("maxWork", NATURAL),
  field("weight", POSITIVE),
  field("base", FINITE),
  field("gain", POSITIVE),
];

/** All of them. */
export const FIELDS: readonly Field[] = [...MACHINE_FIELDS, ...TASK_FIELDS];

/** A deadline as it may be written: JSON has no Infinity and makes null of it. */
export function deadlineOf(value: unknown): unknown {
  return value === null ? Infinity : value;
}

/** How many numbers the column of a field has for n tasks and m machines. */
export function countOf({ name }: Field, { n, m }: Size): number {
  return name === "speed" || name === "readyAt" ? m : n;
}

/** Throws for a value out of its range among the first `length` of a column. */
export function checkColumn(
  column: Float64Array,
  path: string,
  { least, most, expected }: Field,
  length: number,
): void {
  const j = firstOutside(column, least, most, length);
  if (j < length) wrong(`${path}[${j}]`, column[j], expected);
}

/**
 * Copies the first `length` entries of a column and checks what was copied. Throws for one that is
 * no number, or out of its range.
 */
export function copyColumn(
  column: ArrayLike<unknown>,
  to: Float64Array,
  path: string,
  { name, least, most, expected }: Field,
  length: number,
): void {
  let j = 0;
  // a proxy of a Float64Array is an instance of it, but no view
  if (length > FEW && column instanceof Float64Array && ArrayBuffer.isView(column)) {
    to.fill(Number.NaN, 0, length); // what stays so is not there: an array may shrink, or lie
    to.set(column.subarray(0, length));
    j = firstOutside(to, least, most, length);
  }
  for (; j < length; j++) {
    const value = name === "deadline" ? deadlineOf(column[j]) : column[j];
    if (!isWithin(value, least, most)) wrong(`${path}[${j}]`, value, expected);
    to[j] = value;
  }
}

/** Up to here a loop is faster than copying at once (measured). */
const FEW = 64;

/** By itself, for one type of column: 1 ns a number (measured). */
function firstOutside(column: Float64Array, least: number, most: number, length: number): number {
  for (let j = 0; j < length; j++) {
    const value = column[j];
    if (!(value >= least && value <= most)) return j;
  }
  return length;
}
