// A schedule as `certify` reads it: columns of numbers without gaps, whatever form they come in.

import type { Column, ScheduleLike } from "../types/index.js";

/** The arrays of a schedule. */
export const COLUMNS = ["machine", "start", "end", "work", "accuracy", "price", "order"] as const;
const FIGURES = ["value", "meanAccuracy", "bound", "gap"] as const;

/**
 * Arrays may be plain ones, or what JSON.stringify makes of typed arrays; what is no number becomes
 * NaN.
 */
export function readSchedule(source: ScheduleLike): ScheduleLike {
  const entries = (source ?? {}) as unknown as Record<string, unknown>;
  const columns = COLUMNS.map((name) => {
    const column = entries[name];
    if (typeof column !== "object" || column === null) return [name, new Float64Array(0)];
    const values: unknown[] =
      "length" in column ? Array.from(column as Column) : Object.values(column);
    return [name, Float64Array.from(values, numberOrNaN)];
  });
  const figures = FIGURES.map((name) => [name, numberOrNaN(entries[name])]);
  const { method, provenBy } = entries as Pick<ScheduleLike, "method" | "provenBy">;
  return { method, provenBy, ...Object.fromEntries([...columns, ...figures]) };
}

function numberOrNaN(value: unknown): number {
  return typeof value === "number" ? value : Number.NaN;
}
