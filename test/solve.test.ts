import { describe, expect, it } from "vitest";
import { generate } from "../src/problem/generate.js";
import { certify } from "../src/schedule/certify.js";
import { svg } from "../src/schedule/svg.js";
import { withJson } from "../src/schedule/to-json.js";
import type { CurvesProblem, Task } from "../src/types/index.js";
import optima from "./fixtures/optima.json" with { type: "json" };
import { engines, METHODS, release, solveOn } from "./helpers/engines.js";
import { asColumns, FAMILIES, instance, instances } from "./helpers/instances.js";
import { optimum } from "./helpers/oracle.js";

const ARRAYS = ["machine", "start", "end", "work", "accuracy", "price", "order"] as const;
const task: Task = { deadline: 1, theta: 2, maxWork: 3 };

describe.each(engines)("solve on %s", (_, engine) => {
  it.each(optima.cases.map((entry) => [entry.name, entry] as const))(
    "%s: between optimum - G and optimum, every bound above it",
    (_, { problem, optimum: best }) => {
      for (const method of METHODS) {
        const schedule = solveOn(engine, problem, { method });
        expect(certify(problem, schedule).violations).toEqual([]);
        expect(schedule.bound).toBeGreaterThanOrEqual(best - 1e-9);
        if (method === "relax") {
          expect(schedule.value).toBeGreaterThanOrEqual(best - 1e-9);
          continue;
        }
        expect(schedule.value).toBeLessThanOrEqual(best + 1e-6);
        if (schedule.worstCaseGap !== null) {
          expect(schedule.value).toBeGreaterThanOrEqual(best - schedule.worstCaseGap);
        }
      }
    },
  );

  it("Theorem 1 and the bound hold on every family, against brute force", () => {
    let guaranteed = 0;
    for (const family of Object.keys(FAMILIES)) {
      for (const [n, m] of [
        [5, 2],
        [4, 3],
        [2, 3],
      ]) {
        const { machines, tasks } = instance(family, n, m, 1);
        const best = optimum(machines, tasks);
        for (const method of METHODS) {
          const { value, bound, worstCaseGap } = solveOn(engine, { machines, tasks }, { method });
          expect(bound, family).toBeGreaterThanOrEqual(best - 1e-11 * Math.abs(best));
          if (method === "relax") continue;
          expect(value, family).toBeLessThanOrEqual(best + 1e-11 * Math.abs(best));
          if (worstCaseGap === null) continue;
          expect(value, family).toBeGreaterThanOrEqual(best - worstCaseGap);
          guaranteed++;
        }
      }
    }
    expect(guaranteed).toBeGreaterThan(50);
  });

  it("every schedule of every family passes certify, with end <= deadline as doubles", () => {
    for (const [label, problem] of instances(
      [
        [1, 1],
        [1, 4],
        [30, 4],
        [3, 40],
        [500, 6],
      ],
      2,
    )) {
      for (const method of METHODS) {
        const schedule = solveOn(engine, problem, { method, limits: { steps: 1e6 } });
        expect(certify(problem, schedule).violations, `${label}, ${method}`).toEqual([]);
        const late = problem.tasks.filter(({ deadline }, j) => !(schedule.end[j] <= deadline));
        expect(late, label).toEqual([]);
        expect(schedule.gap, label).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it("is plain arrays in JSON, which certify and svg take back", () => {
    const problem = instance("uniform", 12, 3, 1);
    for (const method of METHODS) {
      const schedule = solveOn(engine, problem, { method });
      const copy = JSON.parse(JSON.stringify(schedule));
      expect(copy).toEqual({
        ...schedule,
        ...Object.fromEntries(
          ARRAYS.map((name) => [name, Array.from(schedule[name] as ArrayLike<number>)]),
        ),
      });
      expect(Object.keys(copy)).toEqual(Object.keys(schedule));
      expect(certify(problem, copy)).toEqual(certify(problem, schedule));
      expect(svg(problem, copy)).toBe(svg(problem, schedule));
      expect(JSON.stringify(withJson(structuredClone(schedule)))).toBe(JSON.stringify(schedule));
    }
  });

  it("n = 0", () => {
    for (const method of METHODS) {
      const schedule = solveOn(
        engine,
        { machines: [{ speed: 1 }, { speed: 2 }], tasks: [] },
        { method },
      );
      expect(schedule).toMatchObject({
        status: method === "relax" ? "bound" : "optimal",
        value: 0,
        meanAccuracy: 0,
        bound: 0,
        gap: 0,
      });
      expect(schedule.work).toEqual(new Float64Array(0));
      expect(schedule.worstCaseGap).toBe(["relax", "edf", "levels"].includes(method) ? null : 0);
    }
  });

  it("one task runs on the fastest machine, as long as its deadline lets it", () => {
    const problem = { machines: [{ speed: 1 }, { speed: 2 }, { speed: 1.5 }], tasks: [task] };
    const schedule = solveOn(engine, problem);
    expect(Array.from(schedule.machine)).toEqual([1]);
    expect(Array.from(schedule.work)).toEqual([2]);
    expect(schedule.value).toBeCloseTo(1 - Math.exp(-4), 15);
    expect(Array.from(schedule.end)).toEqual([1]);
  });

  it("zero deadlines and zero maxWork get no work, no machine, no time", () => {
    const tasks = [{ ...task, deadline: 0 }, task, { ...task, maxWork: 0 }];
    const schedule = solveOn(engine, { machines: [{ speed: 1 }], tasks });
    expect(Array.from(schedule.machine)).toEqual([-1, 0, -1]);
    expect(Array.from(schedule.work)).toEqual([0, 1, 0]);
    expect(Array.from(schedule.start)).toEqual([0, 0, 0]);
    expect(Array.from(schedule.order)).toEqual([0, 2, 1]);
  });

  it("without deadlines every task is complete and nothing has a price", () => {
    const tasks = Array.from({ length: 9 }, () => ({
      ...task,
      deadline: Number.POSITIVE_INFINITY,
    }));
    const schedule = solveOn(engine, { machines: [{ speed: 1 }, { speed: 3 }], tasks });
    expect(Array.from(schedule.work)).toEqual(new Array(9).fill(3));
    expect(Array.from(schedule.price)).toEqual(new Array(9).fill(0));
    expect(schedule.status).toBe("optimal");
  });

  it("equal tasks with one deadline share it equally", () => {
    const schedule = solveOn(engine, { machines: [{ speed: 1 }], tasks: new Array(8).fill(task) });
    for (const work of schedule.work) expect(work).toBeCloseTo(1 / 8, 15);
  });

  it("m > n and m = 1,000", () => {
    for (const [n, m] of [
      [3, 10],
      [50, 1000],
      [2000, 1000],
    ]) {
      const problem = generate({ tasks: n, machines: m, speeds: [1, 4], seed: n });
      for (const method of METHODS) {
        const schedule = solveOn(engine, problem, { method, limits: { steps: 1e6 } });
        expect(certify(problem, schedule).violations).toEqual([]);
      }
    }
  });

  it("m > n: an idle machine takes nothing from the answer", () => {
    const problem = { machines: [{ speed: 1 }, { speed: 1 }, { speed: 1 }], tasks: [task, task] };
    expect(new Set(solveOn(engine, problem).machine)).toEqual(new Set([0, 1]));
  });

  it("status follows the gapTolerance", () => {
    const problem = generate({ tasks: 20, machines: 3 });
    const { gap } = solveOn(engine, problem);
    expect(gap).toBeGreaterThan(0);
    expect(solveOn(engine, problem, { gapTolerance: gap }).status).toBe("optimal");
    expect(solveOn(engine, problem, { gapTolerance: gap * (1 - 1e-9) }).status).toBe("feasible");
  });

  it("the worstCaseGap is null where weights or gains differ, and G otherwise", () => {
    const machines = [{ speed: 1 }, { speed: 2 }];
    const G = 2 * 3 * 0.5 * -Math.expm1(-8) * (1 + Math.log(4) / Math.E);
    const half = { weight: 3, gain: 0.5 };
    const two = [
      { ...task, ...half },
      { ...task, ...half, theta: 8, maxWork: 1 },
    ];
    expect(solveOn(engine, { machines, tasks: two }).worstCaseGap).toBeCloseTo(G, 12);
    expect(solveOn(engine, { machines, tasks: two }, { method: "relax" }).worstCaseGap).toBeNull();
    expect(
      solveOn(engine, { machines, tasks: [task, { ...task, weight: 2 }] }).worstCaseGap,
    ).toBeNull();
    expect(
      solveOn(engine, { machines, tasks: [task, { ...task, gain: 2 }] }).worstCaseGap,
    ).toBeNull();
  });

  it("an answer is a copy: the next solve leaves it as it was", () => {
    const first = solveOn(engine, generate({ tasks: 30, machines: 2, seed: 1 }));
    const before = structuredClone(first);
    solveOn(engine, generate({ tasks: 40, machines: 3, seed: 2 }));
    expect(first).toEqual(before);
  });

  it("rows and columns give the same answer, and neither is changed", () => {
    for (const [label, problem] of instances([[37, 3]], 1)) {
      const columns = asColumns(problem);
      const before = structuredClone([problem, columns]);
      expect(solveOn(engine, columns), label).toEqual(solveOn(engine, problem));
      expect([problem, columns]).toEqual(before);
    }
    const plain: CurvesProblem = {
      machines: { speed: [1, 2] },
      tasks: { deadline: [1, 2], theta: new Float32Array([1, 2]), maxWork: [1, 1] },
    };
    const rows = {
      machines: [{ speed: 1 }, { speed: 2 }],
      tasks: [
        { deadline: 1, theta: 1, maxWork: 1 },
        { deadline: 2, theta: 2, maxWork: 1 },
      ],
    };
    expect(solveOn(engine, plain)).toEqual(solveOn(engine, rows));
    expect(() =>
      solveOn(
        engine,
        Object.freeze({
          machines: Object.freeze([Object.freeze({ speed: 1 })]),
          tasks: Object.freeze([Object.freeze(task)]),
        }) as CurvesProblem,
      ),
    ).not.toThrow();
  });
});

// the release engine, in which there are no mutants
describe.skipIf(process.env.DSCT_MUTATED)("solve at size", () => {
  it("a million tasks", () => {
    const { tasks } = asColumns(instance("uniform", 1_000_000, 1, 1));
    for (const machines of [
      [{ speed: 1 }],
      Array.from({ length: 100 }, (_, r) => ({ speed: 1 + (r % 7) })),
    ]) {
      const problem = { machines, tasks };
      const schedule = solveOn(release, problem, { limits: { steps: 1e7 } });
      const { violations, gap, value } = certify(problem, schedule);
      expect(violations).toEqual([]);
      expect(gap / value).toBeLessThan(machines.length === 1 ? 1e-11 : 0.01);
    }
  });
});
