// Checks what a caller does with a solver of `createSolver`.

import type { InputColumns } from "../types/index.js";
import { checkColumn, MACHINE_FIELDS, TASK_FIELDS } from "./fields.js";
import { show } from "./messages.js";

/** Throws a RangeError unless value is an integer from least to most. */
export function validateCount(path: string, value: unknown, least: number, most: number): void {
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return;
  throw new RangeError(`${path} is ${show(value)}; expected an integer from ${least} to ${most}`);
}

/**
 * Throws a RangeError for a value out of its range among the first n tasks and m machines of a
 * solver's columns.
 */
export function validateColumns(input: InputColumns, n: number, m: number): void {
  checkColumn(input.speed, "speed", MACHINE_FIELDS[0], m);
  for (const field of TASK_FIELDS) checkColumn(input[field.name], field.name, field, n);
}
