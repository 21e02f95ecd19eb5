// What the page takes: what it can show, and what `solve` accepts.

import { WASM_LIMITS, WASM_TABLES_LIMITS } from "../../src/engine/wasm.js";
import { isObject } from "../../src/problem/kinds.js";
import { copyOf } from "../../src/problem/read-problem.js";
import { modelsOf, readTables } from "../../src/tables/read-tables.js";
import type { CurvesProblem, Problem, TablesProblem } from "../../src/types/index.js";

/** Characters of a text, before anything is made of it. */
export const MOST_TEXT = 16e6;

/** Entries of each part of a problem. */
const MOST: Record<string, number> = { tasks: 20_000, machines: 1_000, models: 1_000 };

/** name: what a message calls the text. */
export function checkText(text: string, name: string): void {
  checkCount(name, text.length, MOST_TEXT, "characters", "read");
}

/** Throws what `solve` throws for it, but first for what is too large for the page. */
export function checkProblem(problem: unknown): asserts problem is Problem {
  if (isObject(problem))
    for (const part of Object.keys(MOST)) checkEntries(part, lengthOf(problem[part]));
  const models = modelsOf(problem);
  if (models === undefined) copyOf(problem as CurvesProblem, WASM_LIMITS);
  else readTables(problem as TablesProblem, models, WASM_TABLES_LIMITS);
}

/** part: tasks, machines or models. */
export function checkEntries(part: string, count: number): void {
  checkCount(part, count, MOST[part], "entries", "show");
}

/** Throws if there are more than most. can: what the page can do with fewer. */
export function checkCount(
  path: string,
  count: number,
  most: number,
  unit: string,
  can: string,
): void {
  if (count <= most) return;
  throw new RangeError(
    `${path} has ${count} ${unit}; expected at most ${most}, which the page can ${can}`,
  );
}

/** Of rows, of the longest column, or of names. */
function lengthOf(part: unknown): number {
  if (Array.isArray(part)) return part.length;
  if (!isObject(part)) return 0;
  const all = Object.values(part);
  const columns = all.filter((column) => Array.isArray(column));
  return columns.reduce(
    (most, { length }) => Math.max(most, length),
    columns.length ? 0 : all.length,
  );
}
