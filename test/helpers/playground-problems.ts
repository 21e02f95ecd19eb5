// Problems for the playground to read and write.

import fc from "fast-check";
import { expect } from "vitest";
import type { RowProblem } from "../../playground/model/problem.js";
import type { Problem } from "../../src/types/index.js";

export const TABLES = {
  models: { net: { cpu: { time: [0.01, 0.02], accuracy: [0.7, 0.8] } } },
  machines: [{ type: "cpu" }],
  tasks: [{ model: "net", deadline: 1 }],
} satisfies Problem;
export const CURVES = {
  machines: [{ speed: 2 }],
  tasks: [{ deadline: 1, theta: 3, maxWork: 0.5 }],
} satisfies Problem;

/** What is thrown; fails where nothing is. */
export function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    return (error as Error).message;
  }
  throw new Error("nothing was thrown");
}

const some = (least: number, most: number) => fc.double({ min: least, max: most, noNaN: true });
const positive = fc.oneof(fc.constant(5e-324), some(1e-3, 1e3));
const natural = fc.oneof(fc.constantFrom(0, -0, 5e-324), some(0, 1e3));
const due = fc.oneof(fc.constantFrom(0, -0, 5e-324, -1), some(-1e3, 1e3));
const base = fc.oneof(fc.constantFrom(0, -0, -5e-324), some(-10, 10));
const NAMES = ["a", "__proto__", "constructor", "toString", 'a, "b"\n', " c ", "\ud800", "é\u202e"];
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const rows = <T>(row: fc.Arbitrary<T>, least = 0) =>
  fc.array(row, { minLength: least, maxLength: 6 });
export const cleaned = <T>(value: T): T => {
  const entries = Object.entries(value as object).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries) as T;
};

/** Valid problems with curves, but for what is beyond doubles in sum. */
const curves = fc.record({
  machines: rows(fc.record({ speed: some(1e-3, 1e3), readyAt: maybe(natural) }).map(cleaned), 1),
  tasks: rows(
    fc
      .record({
        id: maybe(fc.string({ minLength: 1 })),
        deadline: fc.oneof(fc.constant(Infinity), due),
        theta: some(1e-3, 1e3),
        maxWork: natural,
        weight: maybe(some(1e-3, 1e3)),
        base: maybe(base),
        gain: maybe(some(1e-3, 1e3)),
      })
      .map(cleaned),
  ),
});

/** Valid problems with tables; latencies: what a task may have. */
const tablesWith = (names: readonly string[], isList: boolean) =>
  fc
    .tuple(
      fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }),
      fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 4 }),
    )
    .chain(([models, types, m]) => {
      const numbers = (value: fc.Arbitrary<number>) => fc.tuple(value, value);
      const table = fc
        .record({
          time: numbers(natural),
          accuracy: numbers(base),
          mode: maybe(fc.constantFrom("discrete", "continuous")),
          names: maybe(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names))),
        })
        .map(cleaned);
      const list = fc.array(fc.option(natural), { minLength: m, maxLength: m });
      const tablesOf = fc
        .tuple(...types.map(() => table))
        .map((all) => Object.fromEntries(types.map((type, t) => [type, all[t]])));
      return fc.record({
        models: fc
          .tuple(...models.map(() => tablesOf))
          .map((all) => Object.fromEntries(models.map((model, k) => [model, all[k]]))),
        machines: fc.array(
          fc.record({ type: fc.constantFrom(...types), readyAt: maybe(natural) }).map(cleaned),
          { minLength: m, maxLength: m },
        ),
        tasks: rows(
          fc
            .record({
              id: maybe(fc.constantFrom("x", ...names)),
              model: fc.constantFrom(...models),
              deadline: fc.option(due),
              weight: maybe(positive),
              base: maybe(base),
              minAccuracy: maybe(base),
              latency: maybe(isList ? fc.oneof(natural, list) : natural),
            })
            .map(cleaned),
        ),
      });
    });
const tables = tablesWith(NAMES, true);
export const problems = fc.oneof(curves, tables) as fc.Arbitrary<RowProblem>;
/** Without halves of characters, which files in UTF-8 cannot hold, and without lists. */
export const inCells = fc.oneof(
  curves,
  tablesWith(
    NAMES.filter((name) => name !== "\ud800"),
    false,
  ),
) as fc.Arbitrary<RowProblem>;

/** Equal to the bit, and in the order of names. */
export function expectSame(one: RowProblem, other: RowProblem): void {
  expect(one).toEqual(other);
  expect(Object.keys(one.models ?? {})).toEqual(Object.keys(other.models ?? {}));
}
