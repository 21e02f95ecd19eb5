// A problem and a schedule as `certify` reads them: columns of numbers without gaps, whatever form
// they come in.

import { errorOf } from "../problem/errors.js";
import { isObject } from "../problem/kinds.js";
import { show } from "../problem/messages.js";
import { copyOf } from "../problem/read-problem.js";
import { REASONS } from "../problem/words.js";
import type {
  CurvesProblem,
  InputColumns,
  MachinePrices,
  Reason,
  ScheduleLike,
  TablesScheduleLike,
} from "../types/index.js";
import type { Claims } from "./checks.js";

/** The arrays of a schedule. */
export const COLUMNS = ["machine", "start", "end", "work", "accuracy", "price", "order"] as const;
const TABLES_COLUMNS = ["machine", "variant", "start", "end", "accuracy", "order"] as const;
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

/** The one of who draws: throws. */
export function refuseSchedule(path: string, shown: string, expected: string): never {
  const place = `schedule.${path}`;
  throw errorOf("WRONG_SCHEDULE", place, `${place} is ${shown}; expected ${expected}`);
}

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

/** A schedule with tables whose arrays hold numbers, or NaN for what is none. */
export interface TablesNumbers extends Claims {
  method: unknown;
  provenBy: unknown;
  machine: Float64Array;
  variant: Float64Array;
  start: Float64Array;
  end: Float64Array;
  accuracy: Float64Array;
  order: Float64Array;
  /** Codes; NaN for a word that is none. */
  reason: Float64Array;
  prices: MachinePrices<Float64Array>;
}

/** The same of a schedule with tables of n requests on m machines, reasons as words or codes. */
export function readTablesSchedule(
  source: TablesScheduleLike,
  n: number,
  m: number,
  onMisfit: OnMisfit,
): TablesNumbers | undefined {
  const entries = (source ?? {}) as unknown as Record<string, unknown>;
  const columns = TABLES_COLUMNS.map((name) => [name, entries[name]] as const);
  const reason = entries.reason;
  let fit = true;
  for (const [name, column] of [...columns, ["reason", reason] as const]) {
    fit = fits(column, name, n, onMisfit) && fit;
  }
  const prices = readPrices(entries.prices, n, m, onMisfit);
  if (!fit || !prices) return undefined;
  const numbers = columns.map(([name, column]) => [name, numbersOf(column, n)]);
  const figures = FIGURES.map((name) => [name, numberOrNaN(entries[name])]);
  const { method, provenBy } = entries;
  return {
    ...{ method, provenBy, prices, reason: codesOf(reason, n) },
    ...Object.fromEntries([...numbers, ...figures]),
  };
}

/** Where those of each machine begin is checked here, for it says how many there are. */
function readPrices(
  source: unknown,
  n: number,
  m: number,
  onMisfit: OnMisfit,
): MachinePrices<Float64Array> | undefined {
  if (!isObject(source)) {
    onMisfit("prices", show(source), "an object with start, until and price");
    return undefined;
  }
  const { start: starts, until, price } = source;
  if (!fits(starts, "prices.start", m + 1, onMisfit, "one more than machines")) return undefined;
  const start = numbersOf(starts, m + 1);
  for (let r = 0; r <= m; r++) {
    const least = r > 0 ? start[r - 1] : 0;
    const most = r > 0 ? least + n : 0;
    if (Number.isInteger(start[r]) && start[r] >= least && start[r] <= most) continue;
    onMisfit(`prices.start[${r}]`, `${start[r]}`, `an integer from ${least} to ${most}`);
    return undefined;
  }
  const count = start[m];
  const what = "the last of prices.start";
  const fit = fits(until, "prices.until", count, onMisfit, what);
  if (!fits(price, "prices.price", count, onMisfit, what) || !fit) return undefined;
  return { start, until: numbersOf(until, count), price: numbersOf(price, count) };
}

function codesOf(column: unknown, n: number): Float64Array {
  const codes = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    const entry = (column as Record<number, unknown>)[j];
    const code = REASONS.indexOf(entry as Reason);
    codes[j] = code >= 0 ? code : numberOrNaN(entry);
  }
  return codes;
}

/** Whether a column says that it has n entries; what is left out has none. */
function fits(
  column: unknown,
  name: string,
  n: number,
  onMisfit: OnMisfit,
  what = "the number of tasks",
): boolean {
  if (!isObject(column ?? {})) {
    onMisfit(name, show(column), `an array of ${n} numbers`);
    return false;
  }
  const length = lengthOf(column ?? [], n);
  if (length === n) return true;
  const shown = length === MANY ? `more than ${n}` : show(length);
  onMisfit(`${name}.length`, shown, `${n}, ${what}`);
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
