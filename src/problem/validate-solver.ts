// Checks what a caller does with a solver of `createSolver`.

import type { InputColumns } from "../types/index.js";
import { checkColumn, countOf, FIELDS, type Size } from "./fields.js";
import { refuse } from "./messages.js";

/** Throws a RangeError unless value is an integer from least to most. */
export function validateCount(path: string, value: unknown, least: number, most: number): void {
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return;
  refuse("OUT_OF_RANGE", path, value, `an integer from ${least} to ${most}`);
}

/**
 * Throws a RangeError for a value out of its range among the first n tasks and m machines of a
 * solver's columns.
 */
export function validateColumns(input: InputColumns, size: Size): void {
  for (const field of FIELDS) {
    checkColumn(input[field.name], field.name, field, countOf(field, size));
  }
}
