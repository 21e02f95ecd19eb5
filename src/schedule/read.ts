// A problem and a schedule as `certify` reads them: columns of numbers without gaps, whatever form
// they come in.

import { isObject } from "../problem/kinds.js";
import { show } from "../problem/messages.js";
import { copyOf } from "../problem/read-problem.js";
import type { CurvesProblem, InputColumns, ScheduleLike } from "../types/index.js";

/** The arrays of a schedule. */
export const COLUMNS = ["machine", "start", "end", "work", "accuracy", "price", "order"] as const;
/** Length of a column that has more entries than there are tasks. */
const MANY = Symbol("more");
/** More than any engine holds: what says that it has more, a proxy, has not. */
const MOST_ENTRIES = 2 ** 31;
const LIMITS = {
  mostTasks: (m: number) => (m <= MOST_ENTRIES ? MOST_ENTRIES : -1),
  limit: "which is what positions of 32 bits can count",
};
const FIGURES = ["value", "meanAccuracy", "bound", "gap"] as const;

/** Hears what cannot be a column: its path, what is there, and what was expected. */
export type OnMisfit = (path: string, shown: string, expected: string) => void;

/**
 * The schedule of n tasks, or undefined after telling `onMisfit` which columns have not n entries:
 * no entry is read before all have. Columns may be plain arrays, or what JSON.stringify makes of
 * typed arrays; what is no number becomes NaN.
 */
export function readSchedule(
  source: ScheduleLike,
  n: number,
  onMisfit: OnMisfit,
): ScheduleLike | undefined {
  const entries = (source ?? {}) as unknown as Record<string, unknown>;
  const columns = COLUMNS.map((name) => [name, entries[name]] as const);
  if (columns.filter(([name, column]) => !fits(column, name, n, onMisfit)).length > 0) return;
  const numbers = columns.map(([name, column]) => [name, numbersOf(column, n)]);
  const figures = FIGURES.map((name) => [name, numberOrNaN(entries[name])]);
  const { method, provenBy } = entries as Pick<ScheduleLike, "method" | "provenBy">;
  return { method, provenBy, ...Object.fromEntries([...numbers, ...figures]) };
}

/** Whether a column says that it has n entries; what is left out has none. */
function fits(column: unknown, name: string, n: number, onMisfit: OnMisfit): boolean {
  if (!isObject(column ?? {})) {
    onMisfit(name, show(column), `an array of ${n} numbers`);
    return false;
  }
  const length = lengthOf(column ?? [], n);
  if (length === n) return true;
  const shown = length === MANY ? `more than ${n}` : show(length);
  onMisfit(`${name}.length`, shown, `${n}, the number of tasks`);
  return false;
}

/**
 * The length that an array or the like has, whatever that is. Of what JSON.stringify makes of a
 * typed array as many keys are looked up as it takes, for to list all may take seconds.
 */
function lengthOf(column: object, n: number): unknown {
  if ("length" in column) return column.length;
  let length = 0;
  while (length <= n && Object.hasOwn(column, length)) length++;
  return length <= n ? length : MANY;
}

function numbersOf(column: unknown, n: number): Float64Array {
  const numbers = new Float64Array(n);
  if (isObject(column)) for (let j = 0; j < n; j++) numbers[j] = numberOrNaN(column[j]);
  return numbers;
}

function numberOrNaN(value: unknown): number {
  return typeof value === "number" ? value : Number.NaN;
}

/** Throws as `solve` does where it is none, before anything is computed. */
export function readProblem(problem: CurvesProblem): InputColumns {
  return copyOf(problem, LIMITS);
}
