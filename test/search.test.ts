import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Engine } from "../src/engine/engine.js";
import { createSolver } from "../src/index.js";
import { generate } from "../src/problem/generate.js";
import { certify } from "../src/schedule/certify.js";
import type { CurvesProblem, Progress } from "../src/types/index.js";
import {
  engines,
  figuresOf,
  reference,
  release,
  runOn,
  slicesOf,
  solveOn,
} from "./helpers/engines.js";
import { instance, instances } from "./helpers/instances.js";
import { optimum } from "./helpers/oracle.js";
import { sampled } from "./helpers/plans.js";

const fixtures = new URL("fixtures/optima.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(fixtures, "utf8")) as {
  cases: { name: string; problem: CurvesProblem; optimum: number }[];
};
const SIZES: [number, number][] = [
  [12, 3],
  [40, 4],
  [120, 7],
];
const hard = generate({ tasks: 50, machines: 5, speeds: [1, 4], seed: 3 });

describe.each(engines)("search on %s", (_, engine) => {
  it("is valid and never worse than refit nor approx, often better", () => {
    let better = 0;
    let compared = 0;
    for (const { label, rows: problem } of sampled(SIZES, 3)) {
      const approx = solveOn(engine, problem, { method: "approx" });
      const refit = solveOn(engine, problem, { method: "refit" });
      const options = { method: "search", limits: { steps: 30_000 } } as const;
      const search = solveOn(engine, problem, options);
      expect(certify(problem, search).violations, label).toEqual([]);
      expect(search.value, label).toBeGreaterThanOrEqual(refit.value);
      expect(search.value, label).toBeGreaterThanOrEqual(
        approx.value - 1e-13 * Math.abs(approx.value),
      );
      if (search.value > refit.value * (1 + 1e-6)) better++;
      compared++;
    }
    expect(compared).toBe(144);
    expect(better).toBeGreaterThan(60);
  });

  it("does what there is to do where there are few tasks or none has time, or all are alike", () => {
    const { machines } = instance("uniform", 10, 5, 1);
    const limits = { steps: 5000 };
    const task = { deadline: 0.1, theta: 2, maxWork: 1 };
    for (const tasks of [
      [task],
      [task, { ...task, deadline: 0.05 }],
      Array.from({ length: 30 }, () => task),
      Array.from({ length: 30 }, () => ({ ...task, deadline: 0 })),
      Array.from({ length: 30 }, () => ({ ...task, maxWork: 0 })),
      Array.from({ length: 30 }, () => ({ ...task, deadline: Number.POSITIVE_INFINITY })),
      Array.from({ length: 30 }, (_, j) => ({ ...task, deadline: j < 15 ? 0 : Infinity })),
    ]) {
      const problem = { machines, tasks };
      const { value } = solveOn(engine, problem, { gapTolerance: 0, limits });
      const refit = solveOn(engine, problem, { method: "refit" }).value;
      expect(certify(problem, solveOn(engine, problem, { limits })).violations).toEqual([]);
      expect(value).toBeGreaterThanOrEqual(refit);
    }
  });

  it("searches where chains are too long to be tried, and keeps to its limit", () => {
    const problem = instance("uniform", 9000, 2, 1);
    const options = { gapTolerance: 0, limits: { steps: 300_000 } };
    const { value, stats } = solveOn(engine, problem, options);
    expect(stats.steps).toBeGreaterThanOrEqual(300_000);
    expect(stats.steps).toBeLessThan(1_000_000); // a step solves two chains
    const refit = solveOn(engine, problem, { method: "refit" }).value;
    expect(value).toBeGreaterThanOrEqual(refit);
  });

  it("searches on more machines than a window has", () => {
    const problem = instance("uniform", 300, 90, 1);
    const limits = { steps: 2e6 };
    const before = solveOn(engine, problem, { method: "refit" }).value;
    const { value, stats } = solveOn(engine, problem, { gapTolerance: 0, limits });
    expect(stats.applied).toBeGreaterThan(5);
    expect(value).toBeGreaterThan(before * 1.0001);
  });

  it("reaches known optima", () => {
    for (const { name, problem, optimum: best } of cases) {
      const { value, bound } = solveOn(engine, problem);
      expect(value, name).toBeGreaterThanOrEqual(best * (1 - 1e-6));
      expect(value, name).toBeLessThanOrEqual(best * (1 + 1e-6));
      expect(bound, name).toBeGreaterThanOrEqual(best * (1 - 1e-9));
    }
    expect(cases.length).toBeGreaterThan(20);
  });

  it("does the same steps to the bit however it is sliced, and keeps to its limit", () => {
    for (const steps of [0, 1, 1000, 54_321, 200_000]) {
      const whole = bits(engine, steps, 1e9);
      expect(whole.effort).toBeGreaterThanOrEqual(steps);
      expect(whole.effort).toBeLessThan(steps + 2000); // the trials of one step
      for (const slice of [1, 777, 50_000]) {
        expect(bits(engine, steps, slice)).toEqual(whole);
      }
    }
  });
});

/** What a search of so many steps in slices of so much comes to. */
function bits(engine: Engine, limit: number, slice: number) {
  const control = { gapTolerance: 0, steps: limit, next: slicesOf(slice) };
  const { machine, start, work } = runOn(engine, hard, "search", "relax", control);
  const n = hard.tasks.length;
  return {
    machine: machine.slice(0, n),
    start: start.slice(0, n),
    work: work.slice(0, n),
    ...figuresOf(engine),
  };
}

describe("search", () => {
  it("finds the optimum of tiny problems of every family, or all but 1 %", () => {
    let hit = 0;
    let total = 0;
    for (const [label, { machines, tasks }] of instances(
      [
        [5, 2],
        [6, 3],
      ],
      3,
    )) {
      const best = optimum(machines, tasks);
      const options = { gapTolerance: 0, limits: { steps: 50_000 } };
      const { value } = solveOn(release, { machines, tasks }, options);
      expect(value, label).toBeGreaterThanOrEqual(best - 0.01 * Math.abs(best) - 1e-12);
      if (value >= best - 1e-6 * Math.abs(best)) hit++;
      total++;
    }
    expect(hit / total).toBeGreaterThan(0.95);
  });

  it("more steps is never worse", () => {
    let before = solveOn(release, hard, { method: "refit" }).value;
    const first = before;
    for (const steps of [0, 1e3, 1e4, 1e5, 1e6]) {
      const { value } = solveOn(release, hard, { limits: { steps } });
      expect(value).toBeGreaterThanOrEqual(before);
      before = value;
    }
    expect(before).toBeGreaterThan(first * 1.005);
  });

  it("the same twice, and the same after other problems", () => {
    const options = { limits: { steps: 1e5 } };
    const before = solveOn(release, hard, options);
    solveOn(release, instance("tied deadlines", 60, 4, 1), options);
    expect(solveOn(release, hard, options)).toEqual(before);
    expect({ ...solveOn(reference, hard, options), engine: "wasm" }).toEqual(before);
  });

  it("reports progress that only gets better, and stops where it returns false", () => {
    const seen: Progress[] = [];
    const limits = { steps: 5e6 };
    const whole = solveOn(release, hard, { limits, onProgress: (p) => seen.push(p) });
    expect(seen.length).toBe(4); // between five slices of 2^20
    for (const [k, { value, bound, steps }] of seen.entries()) {
      expect(value).toBeLessThanOrEqual(whole.value * (1 + 1e-13));
      expect(bound).toBe(whole.bound);
      if (k > 0) expect(value).toBeGreaterThanOrEqual(seen[k - 1].value);
      if (k > 0) expect(steps).toBeGreaterThan(seen[k - 1].steps);
    }
    let calls = 0;
    const stopped = solveOn(release, hard, { limits, onProgress: () => ++calls < 2 });
    expect(calls).toBe(2);
    expect(certify(hard, stopped).violations).toEqual([]);
    expect(stopped.stats.steps).toBe(seen[1].steps);
    expect(stopped.value).toBeGreaterThanOrEqual(seen[1].value * (1 - 1e-13));
  });

  it("stops by the clock", () => {
    const start = performance.now();
    const { stats } = solveOn(release, hard, { limits: { timeMs: 30 } });
    expect(performance.now() - start).toBeLessThan(1000);
    expect(stats.steps).toBeGreaterThan(0);
    expect(solveOn(release, hard, { limits: { timeMs: 0, steps: 1e9 } }).stats.steps).toBe(0);
  });

  it("stops where the gap is within the gapTolerance", () => {
    const loose = instance("loose", 40, 4, 1);
    expect(solveOn(release, loose).stats).toMatchObject({ steps: 0, tried: 0, applied: 0 });
    const { gap } = solveOn(release, hard, { limits: { steps: 1e5 } });
    const { stats, status } = solveOn(release, hard, {
      gapTolerance: gap * (1 + 1e-9),
      limits: { steps: 1e9 },
    });
    expect(stats.steps).toBeLessThanOrEqual(2e5);
    expect(status).toBe("optimal");
  });

  it("onProgress cannot call the solver that calls it, only another, and may throw", () => {
    const solver = createSolver({ tasks: 50, machines: 5 });
    const limits = { steps: 3e6 };
    const before = solveOn(release, hard, { limits });
    const inner = () => solveOn(release, hard);
    expect(() => solveOn(release, hard, { limits, onProgress: inner })).toThrow(
      "onProgress called the solver",
    );
    expect(solveOn(release, hard, { limits, onProgress: () => void solver.run(0, 1) })).toEqual(
      before,
    );
    const fails = () => {
      throw new RangeError("mine");
    };
    expect(() => solveOn(release, hard, { limits, onProgress: fails })).toThrow("mine");
    expect(solveOn(release, hard, { limits })).toEqual(before);
  });

  it("screens most candidates and counts what it tried", () => {
    runOn(release, hard, "search", "relax", { gapTolerance: 0, steps: 1e6 });
    expect(figuresOf(release).tried).toBeGreaterThan(1000);
    expect(solveOn(release, hard, { method: "refit" }).stats).toMatchObject({ steps: 0, tried: 0 });
  });

  it("of no tasks and on one machine there is nothing to search", () => {
    const { machines, tasks } = hard;
    expect(solveOn(release, { machines, tasks: [] }).value).toBe(0);
    const one = { machines: machines.slice(0, 1), tasks };
    const { value, stats } = solveOn(release, one);
    expect(value).toBe(solveOn(release, one, { method: "refit" }).value);
    expect(stats.steps).toBe(0);
  });
});
