// What the benches against linear solvers share: programmes, tangents in place of accuracy curves,
// HiGHS (in WebAssembly), and the schedule that an answer means.

import highsLoader from "highs";
import type { Schedule, Task } from "../src/index.js";

/** A linear programme: minimise cost x subject to rows, 0 <= x <= most. */
export interface LinearProgramme {
  cost: Map<string, number>;
  /** sum of coefficient * variable against a constant */
  rows: { terms: [string, number][]; relation: "=" | ">=" | "<="; constant: number }[];
  most: Map<string, number>;
  /** variables that are 0 or 1; none by default */
  binary?: string[];
}

// its types are those of the CommonJS build, where the loader is a property
export const highs = await (highsLoader as unknown as typeof highsLoader.default)();

/** Rows that keep what is lost of accuracy j, `l`, above the tangents of exp(-theta f) at points. */
export function tangents(j: number, theta: number, points: number[]): LinearProgramme["rows"] {
  return points.map((f) => {
    const left = Math.exp(-theta * f);
    const terms: [string, number][] = [
      [`l${j}`, 1],
      [`f${j}`, theta * left],
    ];
    return { terms, relation: ">=", constant: left * (1 + theta * f) };
  });
}

/** The programme in the LP format. */
export function textOf({ cost, rows, most, binary = [] }: LinearProgramme): string {
  const sum = (terms: Iterable<[string, number]>) =>
    [...terms].map(([name, factor]) => `${factor < 0 ? "-" : "+"} ${Math.abs(factor)} ${name}`);
  return [
    `Minimize\n obj: ${sum(cost).join("\n ")}`,
    `Subject To\n${rows.map(({ terms, relation, constant }) => ` ${sum(terms).join(" ")} ${relation} ${constant}`).join("\n")}`,
    `Bounds\n${[...most].map(([name, value]) => ` 0 <= ${name} <= ${value}`).join("\n")}`,
    ...(binary.length > 0 ? [`Binary\n ${binary.join("\n ")}`] : []),
    "End",
  ].join("\n");
}

/** Fills in what follows from the machines, times and accuracies of equal weights. */
export function complete(schedule: Schedule, tasks: readonly Task[]): Schedule {
  const { machine, start, work, accuracy, order } = schedule;
  for (const [j, { theta }] of tasks.entries()) accuracy[j] = -Math.expm1(-theta * work[j]);
  order.set(
    Array.from(tasks.keys()).sort(
      (a, b) => machine[a] - machine[b] || start[a] - start[b] || a - b,
    ),
  );
  schedule.value = accuracy.reduce((sum, one) => sum + one, 0);
  schedule.meanAccuracy = schedule.value / tasks.length;
  schedule.bound = Math.max(schedule.bound, schedule.value); // where equal, rounding may say less
  schedule.gap = schedule.bound - schedule.value;
  return schedule;
}
