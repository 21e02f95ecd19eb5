// A problem and a schedule as `certify` reads them: columns of numbers without gaps, whatever form
// they come in.

import type { Column, Problem, ScheduleLike } from "../types/index.js";
import type { Tasks } from "./dual.js";

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

export function readTasks(source: Problem["tasks"]): Tasks {
  const n = lengthOf(source, "deadline");
  return {
    deadline: readColumn(source, "deadline", n, Number.NaN),
    theta: readColumn(source, "theta", n, Number.NaN),
    maxWork: readColumn(source, "maxWork", n, Number.NaN),
    weight: readColumn(source, "weight", n, 1),
    base: readColumn(source, "base", n, 0),
    gain: readColumn(source, "gain", n, 1),
  };
}

export function readSpeeds(source: Problem["machines"]): Float64Array {
  return readColumn(source, "speed", lengthOf(source, "speed"), Number.NaN);
}

function lengthOf(source: object, name: string): number {
  return Array.isArray(source) ? source.length : (source as Record<string, Column>)[name].length;
}

function readColumn(source: object, name: string, length: number, missing: number): Float64Array {
  const column = Array.isArray(source)
    ? undefined
    : (source as Record<string, Column | undefined>)[name];
  const at = (j: number) => (Array.isArray(source) ? source[j][name] : column?.[j]) ?? missing;
  return Float64Array.from({ length }, (_, j) => at(j));
}
