// Small random problems with tables that have everything at once: unsorted tables, equal and zero
// times, dominated points, decimal times whose sums are not exact. For fast-check.

import fc from "fast-check";
import type { Table, TableRows, TableTask } from "./table-instances.js";

/** Tenths as people write them: 0.1 + 0.2 is not 0.3. */
const tenths = (least: number, most: number) =>
  fc.integer({ min: 10 * least, max: 10 * most }).map((k) => k / 10);

const accuracy = fc.integer({ min: 0, max: 20 }).map((k) => k / 20);

/** A time: mostly short, sometimes none at all. */
const time = fc.oneof(
  { weight: 8, arbitrary: tenths(0.1, 1.2) },
  { weight: 1, arbitrary: fc.constant(0) },
);

function table(modes: readonly NonNullable<Table["mode"]>[]): fc.Arbitrary<Table> {
  const points = fc.array(fc.tuple(time, accuracy), { minLength: 1, maxLength: 5 });
  return fc.tuple(points, fc.constantFrom(...modes)).map(([drawn, mode]) => ({
    time: drawn.map(([seconds]) => seconds),
    accuracy: drawn.map(([, value]) => value),
    ...(mode === "continuous" && { mode }),
  }));
}

/** Often left out. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

/** A number, or one a machine, some without. */
const latency = (m: number) =>
  fc.oneof(
    tenths(0, 0.4),
    fc.array(fc.option(tenths(0, 0.4), { freq: 3 }), { minLength: m, maxLength: m }),
  );

function task(m: number): fc.Arbitrary<TableTask> {
  const drawn = fc.record({
    model: fc.constantFrom("a", "b", "c"),
    deadline: fc.oneof(
      { weight: 12, arbitrary: tenths(0, 2.5) },
      { weight: 1, arbitrary: fc.constantFrom(-0.1, Number.POSITIVE_INFINITY) },
    ),
    weight: seldom(fc.constantFrom(0.1, 2, 5)),
    base: seldom(fc.constantFrom(-0.5, 0.2, 0.5)),
    minAccuracy: seldom(accuracy),
    latency: seldom(latency(m)),
  });
  return drawn.map((fields) => {
    const there = Object.entries(fields).filter(([, value]) => value !== undefined);
    return Object.fromEntries(there) as unknown as TableTask;
  });
}

/** A problem of up to so many tasks on up to 3 machines, at least one of them of a known type. */
export function smallProblem(
  most: number,
  modes: readonly NonNullable<Table["mode"]>[],
): fc.Arbitrary<TableRows> {
  const tables = () => fc.dictionary(fc.constantFrom("x", "y"), table(modes), { maxKeys: 2 });
  const models = fc.record({ a: tables(), b: tables(), c: tables() });
  const machine = fc.record({ type: fc.constantFrom("x", "y"), readyAt: seldom(tenths(0, 0.8)) });
  const machines = fc.array(machine, { minLength: 1, maxLength: 3 });
  return fc
    .tuple(models, machines)
    .filter(([known, list]) =>
      list.some(({ type }) => Object.values(known).some((types) => type in types)),
    )
    .chain(([known, list]) => {
      const tasks = fc.array(task(list.length), { maxLength: most });
      return tasks.map((drawn) => ({
        models: known as TableRows["models"],
        machines: list.map(({ type, readyAt }) => ({
          type,
          ...(readyAt !== undefined && { readyAt }),
        })),
        tasks: drawn,
      }));
    });
}
