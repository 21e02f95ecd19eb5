// Machines that are busy at first, and tasks whose deadline is past, in every method and bound.

import { describe, expect, it } from "vitest";
import { createSolver, solve, solveMany } from "../src/entry/dsct.js";
import { solveAsync } from "../src/entry/worker-node.js";
import { randomFrom } from "../src/problem/generate.js";
import { copyOf } from "../src/problem/read-problem.js";
import { certify } from "../src/schedule/certify.js";
import type { Method, Schedule } from "../src/types/index.js";
import { faults } from "./helpers/checker.js";
import { BOUND_METHODS, engines, METHODS, release, solveOn } from "./helpers/engines.js";
import { asColumns, delayed, FAMILIES, instance, inUnit, type Rows } from "./helpers/instances.js";
import { optimum } from "./helpers/oracle.js";
import { polytopeMaximum } from "./helpers/polytope.js";

const SEEDS = process.env.MODE === "fast" ? 1 : 3;
const LIMITS = { steps: 20_000 };

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
  it.each(METHODS.flatMap((method) => BOUND_METHODS.map((bound) => [method, bound] as const)))(
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
        const schedule = solveOn(engine, rows, { method, boundMethod: bound, limits: LIMITS });
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
        const limits = method === "exact" ? { steps: 2e7 } : LIMITS;
        for (const bound of BOUND_METHODS) {
          const schedule = solveOn(release, rows, { method, boundMethod: bound, limits });
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
    expect(proven).toBe(2 * small.length);
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
      const { bound } = solveOn(release, rows, { method: "approx", boundMethod: "preemptive" });
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
    solveOn(release, rows, { method, boundMethod: "preemptive", limits: LIMITS });

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

  /**
   * Whether two answers are worth the same where they use the machines alike: rounding may tip a
   * tie of loads, and with it a machine.
   */
  const agree = (label: string, now: Schedule, then: Schedule, slack: number): boolean => {
    if (now.machine.some((r, j) => r !== then.machine[j])) return false;
    expect(Math.abs(then.value - now.value), label).toBeLessThanOrEqual(slack);
    expect(Math.abs(then.bound - now.bound), label).toBeLessThanOrEqual(slack);
    return true;
  };

  it("a machine that is ready after all deadlines", () => {
    let compared = 0;
    for (const [label, rows] of some) {
      const due = rows.tasks.filter(({ deadline }) => deadline < Infinity);
      const last = Math.max(0, ...due.map(({ deadline }) => deadline));
      const { machines } = rows;
      const late = [...machines, { speed: 9, readyAt: 2 * last + 1 }];
      for (const method of ["relax", "approx", "refit", "edf", "levels"] as const) {
        const now = values({ machines, tasks: due }, method);
        const then = values({ machines: late, tasks: due }, method);
        if (agree(`${label}: ${method}`, now, then, 1e-11 * sizeOf(rows))) compared++;
      }
    }
    expect(compared).toBeGreaterThan(4.5 * some.length);
  });

  it("the moment from which seconds count, if all machines are ready then", () => {
    let compared = 0;
    for (const [label, { machines, tasks }] of some) {
      if (/round numbers|cap fills room/.test(label)) continue; // sums that tie to an ulp
      const last = Math.max(...tasks.map(({ deadline }) => Math.min(deadline, 1e9)), 1e-9);
      const readyAt = 2 ** Math.ceil(Math.log2(last));
      // to what is left of it when the moment has been added and taken off
      const rounded = (deadline: number) => Math.max(deadline, 0) + readyAt - readyAt;
      const due = tasks.map((task) => ({ ...task, deadline: rounded(task.deadline) }));
      const before = { machines: machines.map(({ speed }) => ({ speed })), tasks: due };
      const after = {
        machines: machines.map(({ speed }) => ({ speed, readyAt })),
        tasks: due.map((task) => ({ ...task, deadline: task.deadline + readyAt })),
      };
      for (const method of METHODS) {
        const [now, then] = [values(before, method), values(after, method)];
        if (agree(`${label}: ${method}`, now, then, 1e-9 * sizeOf(after))) compared++;
      }
    }
    expect(compared).toBeGreaterThan(4.5 * some.length);
  });

  it.each([1e9, 1e-9])("the unit of time: %d", (factor) => {
    let compared = 0;
    for (const [label, rows] of some) {
      for (const method of METHODS) {
        const [now, then] = [values(rows, method), values(inUnit(rows, factor), method)];
        if (agree(`${label}: ${method}`, now, then, 1e-9 * sizeOf(rows))) compared++;
      }
    }
    expect(compared).toBeGreaterThan(5.5 * some.length);
  });

  it("the unit of time, to the bit, if a power of two", () => {
    for (const [label, rows] of some) {
      for (const method of METHODS) {
        const { accuracy } = values(inUnit(rows, 2 ** 40), method);
        expect(accuracy, `${label}: ${method}`).toEqual(values(rows, method).accuracy);
      }
    }
  });
});

describe("certify", () => {
  const rows = {
    machines: [
      { speed: 1, readyAt: 0.5 },
      { speed: 2, readyAt: 0.25 },
    ],
    tasks: [
      { deadline: 1, theta: 2, maxWork: 3 },
      { deadline: 2, theta: 2, maxWork: 3 },
      { deadline: -1, theta: 2, maxWork: 3 },
    ],
  };

  it.each([...METHODS, "exact"] as Method[])(
    "rejects a start before a machine is ready: %s",
    (method) => {
      const schedule = solveOn(release, rows, { method });
      expect(certify(rows, schedule).violations).toEqual([]);
      for (const [j, work] of schedule.work.entries()) {
        if (work === 0) continue;
        const r = schedule.machine[j];
        const ready = r < 0 ? 0.25 : rows.machines[r].readyAt;
        if (schedule.start[j] !== ready) continue;
        const start = Float64Array.from(schedule.start);
        start[j] = ready / 2;
        const { violations } = certify(rows, { ...schedule, start });
        const machine = r < 0 ? "a machine" : "its machine";
        const expected = `expected a number >= ${ready}, when ${machine} is ready`;
        expect(violations).toContain(`start[${j}] is ${ready / 2}; ${expected}`);
        return;
      }
      expect.fail("no task starts when its machine is ready");
    },
  );

  it("rejects work for a task whose deadline is past", () => {
    const forged = solveOn(release, rows, { method: "refit" });
    const [first] = forged.order.subarray(1);
    for (const field of ["machine", "start", "end", "work", "accuracy"] as const) {
      forged[field][2] = forged[field][first];
    }
    const { violations } = certify(rows, forged);
    expect(violations).toContain(
      `end[2] is ${forged.end[2]}; expected a number <= the deadline -1`,
    );
  });

  it("rejects a bound below what its prices prove", () => {
    for (const [method, by] of [
      ["relax", "relax"],
      ["refit", "preemptive"],
    ] as const) {
      const schedule = solveOn(release, rows, { method, boundMethod: by });
      const bound = schedule.bound - 1e-9;
      const { valid } = certify(rows, { ...schedule, bound, gap: bound - schedule.value });
      expect(valid, method).toBe(false);
    }
  });
});

it("Theorem 1 does not speak where a machine is busy at first, but where a deadline is past", () => {
  const guaranteeOf = (readyAt: number, deadline: number) =>
    solveOn(release, {
      machines: [{ speed: 1, readyAt }, { speed: 2 }],
      tasks: [{ deadline, theta: 2, maxWork: 3 }],
    }).worstCaseGap;
  expect(guaranteeOf(0.1, 1)).toBe(null);
  expect(guaranteeOf(0, -1)).toBe(guaranteeOf(0, 0));
  expect(guaranteeOf(0, -1)).toBeGreaterThan(0);
});

it.each(engines)("%s: -0 is now, and a deadline of -0 is not past", (_, engine) => {
  const { machines, tasks } = instance("uniform", 20, 3, 2);
  const zero = [{ ...tasks[0], deadline: 0 }, ...tasks];
  const minus = [{ ...tasks[0], deadline: -0 }, ...tasks];
  for (const method of METHODS) {
    const expected = solveOn(engine, { machines, tasks: zero }, { method, limits: LIMITS });
    const now = machines.map(({ speed }) => ({ speed, readyAt: -0 }));
    expect(solveOn(engine, { machines: now, tasks: minus }, { method, limits: LIMITS })).toEqual(
      expected,
    );
  }
});

it("many machines that get ready one by one", () => {
  const { tasks } = instance("uniform", 120, 80, 1);
  const last = Math.max(...tasks.map(({ deadline }) => deadline));
  const machines = Array.from({ length: 80 }, (_, r) => ({
    speed: 1 + (r % 7),
    readyAt: (last * ((r * 37) % 80)) / 160,
  }));
  const rows = { machines, tasks };
  for (const method of METHODS) {
    const schedule = solveOn(release, rows, { method, boundMethod: "preemptive", limits: LIMITS });
    expect(certify(rows, schedule).violations, method).toEqual([]);
    if (method === "relax") continue;
    // the solver tells 32 moments apart, the certificate all
    const slack = schedule.bound - certify(rows, schedule).bound;
    expect(slack / schedule.bound, method).toBeGreaterThan(0);
    expect(slack / schedule.bound, method).toBeLessThan(2e-4);
  }
});

it("relax: the gap is rounding, and machines ready at one moment are one machine", () => {
  for (const [label, rows] of problems([
    [6, 1],
    [12, 3],
    [40, 5],
  ])) {
    const { value, gap } = solveOn(release, rows, { method: "relax" });
    expect(gap, label).toBeLessThanOrEqual(1e-11 * Math.max(Math.abs(value), 1e-300));
    const readyAt = rows.machines[0].readyAt ?? 0;
    const together = rows.machines.map(({ speed }) => ({ speed, readyAt }));
    const speed = together.reduce((sum, machine) => sum + machine.speed, 0);
    const one = { machines: [{ speed, readyAt }], tasks: rows.tasks };
    const relaxed = solveOn(release, { ...rows, machines: together }, { method: "relax" });
    const difference = Math.abs(relaxed.value - solveOn(release, one, { method: "relax" }).value);
    expect(difference, label).toBeLessThanOrEqual(1e-12 * sizeOf(rows));
  }
});

it("numbers over 2 to 20 decades, ready times that are deadlines: all certified", () => {
  const late: number[] = [];
  for (let seed = 0; seed < 300; seed++) {
    const random = randomFrom(seed + 1);
    const wild = () => 10 ** ([1, 4, 10][seed % 3] * (2 * random() - 1));
    const moments = [0, wild(), wild(), 0.1 + 0.2];
    const pick = () => moments[Math.floor(4 * random())];
    const machines = Array.from({ length: 1 + (seed % 5) }, () => ({
      speed: random() < 0.3 ? 1 : wild(),
      readyAt: pick() * (random() < 0.3 ? random() : 1),
    }));
    const deadlines = [() => -wild(), () => Infinity, pick, () => 0.3, () => moments[1] + wild()];
    const tasks = Array.from({ length: 1 + (seed % 11) }, () => ({
      deadline: deadlines[Math.floor(5 * random())](),
      theta: wild(),
      maxWork: wild(),
      weight: wild(),
    }));
    const rows = { machines, tasks };
    for (const method of METHODS) {
      for (const bound of BOUND_METHODS) {
        const schedule = solveOn(release, rows, {
          method,
          boundMethod: bound,
          limits: { steps: 5000 },
        });
        const label = `seed ${seed}: ${method}, ${bound}`;
        expect(certify(rows, schedule).violations, label).toEqual([]);
        if (method !== "relax") expect(faults(rows, schedule), label).toEqual([]);
        late.push(...schedule.start.filter((start) => start > 0));
      }
    }
  }
  expect(late.length).toBeGreaterThan(2000);
});

it("rows, columns, solveMany, a solver of one's own and a schedule from JSON agree", async () => {
  const all = problems(
    [
      [12, 3],
      [5, 2],
    ],
    1,
  ).map(([, rows]) => rows);
  const expected = all.map((rows) => solve(rows, { method: "refit" }));
  expect(solveMany(all, { method: "refit" })).toEqual(expected);
  expect(all.map((rows) => solve(asColumns(rows), { method: "refit" }))).toEqual(expected);
  expect(await solveAsync(all[0], { method: "refit" })).toEqual(expected[0]);
  const solver = createSolver({ tasks: 12, machines: 3 });
  expect(solver.input.readyAt).toEqual(new Float64Array(3));
  for (const [k, rows] of all.entries()) {
    const columns = copyOf(rows, { mostTasks: () => 100, limit: "" });
    for (const [name, column] of Object.entries(columns)) {
      solver.input[name as keyof typeof columns].set(column);
    }
    const { value } = solver.run(rows.tasks.length, rows.machines.length, { method: "refit" });
    expect(value).toBe(expected[k].value);
    const sent = JSON.parse(JSON.stringify(expected[k]));
    // JSON has no numbers for what is infinite: null is no deadline, and past is any time before now
    const due = rows.tasks.map((task) => ({ ...task, deadline: Math.max(task.deadline, -1) }));
    const problem = JSON.parse(JSON.stringify({ ...rows, tasks: due }));
    expect(certify(problem, sent).violations).toEqual([]);
  }
  solver.input.readyAt[0] = -1;
  expect(() => solver.run(5, 2)).toThrow("readyAt[0] is -1; expected a number >= 0");
});
