import { describe, expect, it } from "vitest";
import { generate } from "../src/problem/generate.js";
import { certify } from "../src/schedule/certify.js";
import type { Task } from "../src/types/index.js";
import { chainsOf, engines, runOn, solveOn } from "./helpers/engines.js";
import { instances } from "./helpers/instances.js";
import { machineOptimum } from "./helpers/oracle.js";

describe.each(engines)("refit on %s", (_, engine) => {
  it("is never worse than approx, often better, and keeps its assignment or has a better one", () => {
    let better = 0;
    let kept = 0;
    for (const [label, problem] of instances(
      [
        [12, 3],
        [80, 4],
        [400, 7],
      ],
      3,
    )) {
      const approx = solveOn(engine, problem, { method: "approx" });
      const refit = solveOn(engine, problem, { method: "refit" });
      expect(certify(problem, refit).violations, label).toEqual([]);
      expect(refit.value, label).toBeGreaterThanOrEqual(
        approx.value - 1e-13 * Math.abs(approx.value),
      );
      expect(Math.abs(refit.bound - approx.bound), label).toBeLessThanOrEqual(1e-14 * approx.bound);
      const differs = approx.machine.some((r, j) => {
        return r >= 0 && refit.machine[j] >= 0 && refit.machine[j] !== r;
      });
      if (!differs) kept++;
      else {
        const speeds = problem.machines.map(({ speed }) => speed);
        expect(Math.max(...speeds), label).toBeGreaterThan(Math.min(...speeds));
        const chains = chainsOf(runOn(engine, problem, "approx"), speeds.length);
        const least = chains.map((chain, r) => {
          const tasks = chain.map((j) => problem.tasks[j]);
          return solveOn(engine, { machines: [problem.machines[r]], tasks }).value;
        });
        const sum = least.reduce((total, value) => total + value, 0);
        expect(refit.value, label).toBeGreaterThan(sum - 1e-12 * Math.abs(sum));
      }
      if (refit.value > approx.value * (1 + 1e-6)) better++;
    }
    expect(better).toBeGreaterThan(30);
    expect(kept).toBeGreaterThan(50);
    expect(kept).toBeLessThan(130);
  });

  it("gives a machine that is far faster than the others what it can do in time", () => {
    const machines = [19.5, ...Array<number>(20).fill(0.0061)].map((speed) => ({ speed }));
    for (const n of [20, 50, 100, 200]) {
      const { tasks } = generate({ tasks: n, machines: machines.length, seed: n });
      const [approx, edf, refit] = (["approx", "edf", "refit"] as const).map((method) => {
        return solveOn(engine, { machines, tasks }, { method });
      });
      expect(refit.value).toBeGreaterThan(1.1 * edf.value);
      expect(refit.value).toBeGreaterThan(1.05 * approx.value);
      expect(refit.value).toBeGreaterThan(0.97 * refit.bound);
    }
  });

  it("makes every machine optimal for the tasks it was given", () => {
    for (const [label, { machines, tasks }] of instances(
      [
        [10, 2],
        [9, 3],
      ],
      2,
    )) {
      const buffers = runOn(engine, { machines, tasks }, "refit");
      const { work } = buffers;
      for (const [r, chain] of chainsOf(buffers, machines.length).entries()) {
        if (chain.length > 9) continue;
        const value = chain.reduce((sum, j) => sum + worthOf(tasks[j], work[j]), 0);
        const optimum = machineOptimum(
          machines[r].speed,
          chain.map((j) => tasks[j]),
        );
        expect(Math.abs(value - optimum), label).toBeLessThanOrEqual(1e-10 * Math.abs(optimum));
      }
    }
  });
});

function worthOf({ weight = 1, base = 0, gain = 1, theta }: Task, work: number): number {
  return weight * (base - gain * Math.expm1(-theta * work));
}
