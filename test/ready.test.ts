// Machines that are busy at first, and tasks whose deadline is past, in every method and bound.

import { describe, expect, it } from "vitest";
import { certify } from "../src/schedule/certify.js";
import type { Method, Schedule } from "../src/types/index.js";
import { faults } from "./helpers/checker.js";
import { BOUNDS, engines, METHODS, release, solveOn } from "./helpers/engines.js";
import { delayed, FAMILIES, instance, inUnit, type Rows } from "./helpers/instances.js";
import { optimum } from "./helpers/oracle.js";
import { polytopeMaximum } from "./helpers/polytope.js";

const SEEDS = process.env.MODE === "fast" ? 1 : 3;
const LIMITS = { work: 20_000 };

/** Delayed problems of every family: [label, problem]. */
function problems(sizes: [number, number][], seeds = SEEDS): [string, Rows][] {
  return Object.keys(FAMILIES).flatMap((family) =>
    sizes.flatMap(([n, m]) =>
      Array.from({ length: seeds }, (_, seed): [string, Rows] => [
        `${family}, n ${n}, m ${m}, seed ${seed}`,
        delayed(instance(family, n, m, seed), seed),
      ]),
    ),
  );
}

/** What values are measured by: the sum of weight * (|base| + gain). */
const sizeOf = ({ tasks }: Rows) =>
  tasks.reduce(
    (sum, { weight = 1, base = 0, gain = 1 }) => sum + weight * (Math.abs(base) + gain),
    0,
  );

describe.each(engines)("%s", (_, engine) => {
  it.each(METHODS.flatMap((method) => BOUNDS.map((bound) => [method, bound] as const)))(
    "every schedule is certified: %s, bound %s",
    (method, bound) => {
      let busy = 0;
      let past = 0;
      const sizes: [number, number][] = [
        [1, 1],
        [4, 2],
        [3, 7],
        [30, 1],
        [50, 5],
        [120, 9],
      ];
      for (const [label, rows] of problems(sizes, 1)) {
        const schedule = solveOn(engine, rows, { method, bound, limits: LIMITS });
        expect(certify(rows, schedule).violations, label).toEqual([]);
        if (method !== "relax") expect(faults(rows, schedule), label).toEqual([]);
        for (const [j, { deadline }] of rows.tasks.entries()) {
          if (deadline >= 0) continue;
          past++;
          const { machine, start, end, work } = schedule;
          expect([machine[j], start[j], end[j], work[j]], label).toEqual([-1, 0, 0, 0]);
        }
        busy += rows.machines.filter(({ readyAt = 0 }) => readyAt > 0).length;
      }
      expect(busy).toBeGreaterThan(100);
      expect(past).toBeGreaterThan(200);
    },
  );
});

describe("against brute force", () => {
  const small = problems([
    [5, 2],
    [4, 3],
    [6, 1],
  ]);

  it("no schedule is better than the optimum, no bound lower, and exact ends with it", () => {
    let proven = 0;
    for (const [label, rows] of small) {
      const best = optimum(rows.machines, rows.tasks);
      const slack = 1e-9 * sizeOf(rows);
      for (const method of [...METHODS, "exact"] as Method[]) {
        for (const bound of BOUNDS) {
          const schedule = solveOn(release, rows, { method, bound, limits: { work: 1e6 } });
          const { value } = schedule;
          expect(schedule.bound, `${label}: ${method}, ${bound}`).toBeGreaterThan(best - slack);
          if (method === "relax") expect(value, label).toBeGreaterThan(best - slack);
          else expect(value, `${label}: ${method}`).toBeLessThan(best + slack);
          if (method === "exact") {
            expect(value, `${label}: exact`).toBeGreaterThan(
              best - slack - 1e-6 * rows.tasks.length,
            );
            if (schedule.status === "optimal") proven++;
          }
        }
      }
    }
    expect(proven).toBeGreaterThan(1.8 * small.length);
  });

  it("the preemptive bound is the maximum over the polytope of all sets", () => {
    let compared = 0;
    for (const [label, rows] of problems(
      [
        [4, 2],
        [5, 3],
        [6, 4],
      ],
      2,
    )) {
      if (/spread|starved|geometric|1e-6|overloaded/.test(label)) continue; // HiGHS has 1e-7 only
      const { bound } = solveOn(release, rows, { method: "approx", bound: "preemptive" });
      const past = rows.tasks.map((task) => ({ ...task, deadline: Math.max(task.deadline, 0) }));
      const { low, high } = polytopeMaximum(rows.machines, past, 1e-7);
      const slack = 1e-6 * sizeOf(rows);
      expect(bound, label).toBeLessThan(high + slack);
      expect(bound, label).toBeGreaterThan(low - slack);
      compared++;
    }
    expect(compared).toBeGreaterThan(50);
  });
});

describe("by what must not matter", () => {
  const some = problems([
    [6, 1],
    [12, 3],
    [40, 5],
  ]);
  const values = (rows: Rows, method: Method): Schedule =>
    solveOn(release, rows, { method, bound: "preemptive", limits: LIMITS });

  it("search is no worse than refit, nor that than approx", () => {
    for (const [label, rows] of some) {
      const slack = 1e-11 * sizeOf(rows);
      const [approx, refit, search] = (["approx", "refit", "search"] as const).map(
        (method) => values(rows, method).value,
      );
      expect(refit, label).toBeGreaterThanOrEqual(approx - slack);
      expect(search, label).toBeGreaterThanOrEqual(refit - slack);
    }
  });

  it("one machine: the gap is rounding", () => {
    for (const [label, rows] of problems([
      [1, 1],
      [12, 1],
      [300, 1],
    ])) {
      for (const method of ["approx", "refit"] as const) {
        const { value, gap } = values(rows, method);
        expect(gap, `${label}: ${method}`).toBeLessThanOrEqual(
          1e-11 * Math.max(Math.abs(value), 1e-300),
        );
      }
    }
  });

  it("a machine that is ready after all deadlines", () => {
    let compared = 0;
    for (const [label, { machines, tasks }] of some) {
      const due = tasks.filter(({ deadline }) => deadline < Infinity);
      const last = Math.max(0, ...due.map(({ deadline }) => deadline));
      const late = { machines: [...machines, { speed: 9, readyAt: 2 * last + 1 }], tasks: due };
      for (const method of ["relax", "approx", "refit", "edf", "levels"] as const) {
        const expected = values({ machines, tasks: due }, method);
        const { value, bound } = values(late, method);
        const slack = 1e-11 * sizeOf({ machines, tasks });
        expect(Math.abs(value - expected.value), `${label}: ${method}`).toBeLessThanOrEqual(slack);
        expect(Math.abs(bound - expected.bound), `${label}: ${method}`).toBeLessThanOrEqual(slack);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(200);
  });

  it("all machines ready at one moment, and all deadlines later by as much", () => {
    for (const family of Object.keys(FAMILIES)) {
      for (const [n, m] of [
        [7, 1],
        [20, 3],
        [40, 5],
      ]) {
        const { machines, tasks } = instance(family, n, m, 1);
        const readyAt =
          2 **
          Math.ceil(
            Math.log2(Math.max(1e-9, ...tasks.map((t) => t.deadline).filter(Number.isFinite))),
          );
        // to what is left of them when the moment has been added and taken off
        const due = tasks.map((task) => ({ ...task, deadline: task.deadline + readyAt - readyAt }));
        const later = {
          machines: machines.map(({ speed }) => ({ speed, readyAt })),
          tasks: due.map((task) => ({ ...task, deadline: task.deadline + readyAt })),
        };
        for (const method of METHODS) {
          const now = values({ machines, tasks: due }, method);
          const then = values(later, method);
          const label = `${family}, ${n} x ${m}: ${method}`;
          const slack = 1e-9 * sizeOf(later);
          expect(Math.abs(then.value - now.value), label).toBeLessThanOrEqual(slack);
          expect(Math.abs(then.bound - now.bound), label).toBeLessThanOrEqual(slack);
        }
      }
    }
  });

  it.each([1e9, 1e-9])("the unit of time: %d", (factor) => {
    for (const [label, rows] of some) {
      for (const method of METHODS) {
        const now = values(rows, method);
        const then = values(inUnit(rows, factor), method);
        const slack = 1e-9 * sizeOf(rows);
        expect(Math.abs(then.value - now.value), `${label}: ${method}`).toBeLessThanOrEqual(slack);
        expect(Math.abs(then.bound - now.bound), `${label}: ${method}`).toBeLessThanOrEqual(slack);
      }
    }
  });
});
