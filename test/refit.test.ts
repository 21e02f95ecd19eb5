import { describe, expect, it } from "vitest";
import { certify } from "../src/schedule/certify.js";
import type { Task } from "../src/types/index.js";
import { chainsOf, engines, runOn, solveOn } from "./helpers/engines.js";
import { instances } from "./helpers/instances.js";
import { machineOptimum } from "./helpers/oracle.js";

describe.each(engines)("refit on %s", (_, engine) => {
  it("is never worse than approx, often better, and keeps its assignment", () => {
    let better = 0;
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
      for (const [j, r] of approx.machine.entries()) {
        if (r >= 0 && refit.machine[j] >= 0) expect(refit.machine[j], label).toBe(r);
      }
      if (refit.value > approx.value * (1 + 1e-6)) better++;
    }
    expect(better).toBeGreaterThan(30);
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
