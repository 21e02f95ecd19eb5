import { describe, expect, it } from "vitest";
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
  it("each task goes to the machine with the least load, the faster one where loads are equal", () => {
    for (const [label, { machines, tasks }] of CASES) {
      const buffers = runOn(engine, { machines, tasks }, "approx");
      const { edfTask, edfWork } = buffers;
      const chains = chainsOf(buffers, machines.length);
      const machineOf = new Map(chains.flatMap((chain, r) => chain.map((j) => [j, r])));
      const load = machines.map(() => 0);
      for (let i = 0; i < tasks.length; i++) {
        const r = machineOf.get(edfTask[i]) as number;
        const better = machines.findIndex(({ speed }, q) => {
          return load[q] < load[r] || (load[q] === load[r] && speed > machines[r].speed);
        });
        expect(better, `${label}, task ${edfTask[i]}`).toBe(-1);
        load[r] += edfWork[i] * (1 / machines[r].speed);
      }
    }
  });

  it("at most one task a machine is cut at each deadline, and works only shrink", () => {
    let cuts = 0;
    for (const [label, problem] of CASES) {
      const relaxed = solveOn(engine, problem, { method: "relax" });
      const schedule = solveOn(engine, problem, { method: "approx" });
      const seen = new Set<string>();
      for (const [j, work] of schedule.work.entries()) {
        expect(work, label).toBeLessThanOrEqual(relaxed.work[j] * (1 + 1e-12));
        if (work === 0 || work >= relaxed.work[j] * (1 - 1e-9)) continue;
        const { deadline } = problem.tasks[j];
        expect(schedule.end[j], label).toBe(deadline);
        expect(seen.has(`${schedule.machine[j]} ${deadline}`), label).toBe(false);
        seen.add(`${schedule.machine[j]} ${deadline}`);
        cuts++;
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
});
