import { describe, expect, it } from "vitest";
import { certify } from "../src/schedule/certify.js";
import { chainsOf, engines, runOn, solveOn } from "./helpers/engines.js";
import { instances } from "./helpers/instances.js";

const CASES = instances(
  [
    [40, 3],
    [5, 9],
    [300, 17],
    [64, 1000],
  ],
  2,
);

describe.each(engines)("round and shift on %s", (_, engine) => {
  it("each task goes to the least loaded machine; of equal ones to the faster, then to the first", () => {
    for (const [label, { machines, tasks }] of CASES) {
      const buffers = runOn(engine, { machines, tasks }, "approx");
      const { edfTask, edfWork } = buffers;
      const chains = chainsOf(buffers, machines.length);
      const machineOf = new Map(chains.flatMap((chain, r) => chain.map((j) => [j, r])));
      const load = machines.map(() => 0);
      for (let i = 0; i < tasks.length; i++) {
        const r = machineOf.get(edfTask[i]) as number;
        const better = machines.findIndex(({ speed }, q) => {
          if (load[q] !== load[r]) return load[q] < load[r];
          return speed > machines[r].speed || (speed === machines[r].speed && q < r);
        });
        expect(better, `${label}, task ${edfTask[i]}`).toBe(-1);
        load[r] += edfWork[i] * (1 / machines[r].speed);
      }
    }
  });

  it("at most one task a machine is cut at each deadline, and works only shrink", () => {
    let cuts = 0;
    for (const [label, problem] of CASES) {
      const m = problem.machines.length;
      const relaxed = solveOn(engine, problem, { method: "relax" }).work;
      const buffers = runOn(engine, problem, "approx");
      const { work, end } = buffers;
      for (const chain of chainsOf(buffers, m)) {
        const cut = chain.filter((j) => work[j] < relaxed[j] * (1 - 1e-9));
        for (const j of chain) expect(work[j], label).toBeLessThanOrEqual(relaxed[j] * (1 + 1e-12));
        for (const j of cut) if (work[j] > 0) expect(end[j], label).toBe(problem.tasks[j].deadline);
        const deadlines = cut
          .map((j) => problem.tasks[j].deadline)
          .filter((deadline) => deadline > 0);
        if (new Set(problem.tasks.map(({ deadline }) => deadline)).size < problem.tasks.length)
          continue;
        expect(new Set(deadlines).size, label).toBe(deadlines.length);
        cuts += cut.length;
      }
    }
    expect(cuts).toBeGreaterThan(100);
  });

  it("a machine runs its tasks without a gap, in deadline order", () => {
    for (const [label, problem] of CASES) {
      const { machine, start, end, order } = solveOn(engine, problem, { method: "approx" });
      let last = -1;
      for (const j of order) {
        if (machine[j] < 0) continue;
        const follows = last >= 0 && machine[last] === machine[j];
        expect(start[j], label).toBe(follows ? end[last] : 0);
        if (follows) {
          expect(problem.tasks[j].deadline).toBeGreaterThanOrEqual(problem.tasks[last].deadline);
        }
        last = j;
      }
    }
  });

  it("knows the load of a machine so slow that seconds a work are no number", () => {
    const machines = [1, 2, 3].map((k) => ({ speed: k * Number.MIN_VALUE }));
    const tasks = [0, 1, 0, 2, 1].map((maxWork) => ({ deadline: 1, theta: 1, maxWork }));
    const { load } = runOn(engine, { machines, tasks }, "approx");
    expect(load.subarray(1, 4).some(Number.isNaN)).toBe(false);
    const schedule = solveOn(engine, { machines, tasks }, { method: "approx" });
    expect(certify({ machines, tasks }, schedule).violations).toEqual([]);
  });
});
