// How large a problem with tables is, and whether that fits. Counts are doubles: they may be far
// beyond what 32 bits hold before they are refused.

import { errorOf } from "../problem/errors.js";

/** The sizes of a problem with tables. */
export interface TablesSizes {
  /** Tasks. */
  n: number;
  /** Machines. */
  m: number;
  /** Types that its machines have. */
  types: number;
  /** Names in `models`. */
  models: number;
  /** Tables of those models for those types. */
  tables: number;
  /** Points of those tables. */
  points: number;
  /** Pairs of a task and a machine for which there is a table. */
  pairs: number;
  /** What all pairs may be offered, at most: see `optionsOf`. */
  options: number;
  /** The same of the pairs of one machine, the one with most. */
  steps: number;
  /** Latencies: one a task, or m a task where one has a list. */
  latencies: number;
}

/** What can be held. */
export interface TablesLimits {
  /** How many options beside these other sizes; negative: not even these. */
  mostOptions(sizes: TablesSizes): number;
  /** Why no more, as the end of a message. */
  limit: string;
}

const NOTHING: TablesSizes = {
  n: 0,
  m: 0,
  types: 0,
  models: 0,
  tables: 0,
  points: 0,
  pairs: 0,
  options: 0,
  steps: 0,
  latencies: 0,
};

/**
 * Options on a line from one point to the next, at most: the point, and the ends of what it is cut
 * into, 2 parts for the search and 8 for the polish.
 */
const OPTIONS_OF_PIECE = 14;

/** Options that a table of so many points offers a request, at most. */
export function optionsOf(points: number, isContinuous: boolean): number {
  return isContinuous ? OPTIONS_OF_PIECE * points : points;
}

/** A few more are counted than there are, as by an index past the end. */
const MOST_COUNTED = 2 ** 31 - 4;

/** Where nothing but positions of 32 bits is in the way. */
export const COUNTABLE: TablesLimits = {
  mostOptions({ n, m, types, models, points, pairs, latencies }) {
    const most = Math.max(n, m, types * models, points, pairs, latencies);
    return most <= MOST_COUNTED ? MOST_COUNTED : -1;
  },
  limit: "which is what positions of 32 bits can count",
};

/** What is too large: its path, "" for the problem as a whole, and what it has. */
export type Given = readonly [path: string, has: string];

/** The beginning of a message. */
export function textOf([path, has]: Given): string {
  return `${path || "the problem"} ${has}`;
}

/** Throws a RangeError that says so where nothing beside so much would fit. */
export function checkFits(
  sizes: Partial<TablesSizes>,
  { mostOptions, limit }: TablesLimits,
  given: () => Given,
): void {
  if (mostOptions({ ...NOTHING, ...sizes }) >= 0) return;
  tooLarge(given(), `fewer, ${limit}`);
}

function tooLarge(given: Given, expected: string): never {
  throw errorOf("TOO_LARGE", given[0], `${textOf(given)}; expected ${expected}`);
}

/** Throws a RangeError where the problem as a whole does not fit. path: "", or where it is. */
export function checkOptions(sizes: TablesSizes, limits: TablesLimits, path: string): void {
  const { pairs, options } = sizes;
  checkFits({ ...sizes, options: 0 }, limits, () => {
    return [path, `has ${pairs} pairs of a task and a machine that has a table for it`];
  });
  const most = limits.mostOptions(sizes);
  if (options <= most) return;
  const has = `has ${options} options, a task on a machine at a point of its table`;
  tooLarge([path, has], `at most ${most}, ${limits.limit}`);
}
