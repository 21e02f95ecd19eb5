import { describe, expect, it } from "vitest";
import { randomFrom } from "../src/problem/generate.js";
import { certify } from "../src/schedule/certify.js";
import type { Task } from "../src/types/index.js";
import single from "./fixtures/single.json" with { type: "json" };
import { engines, release, runOn, solveOn } from "./helpers/engines.js";
import { FAMILIES, instance, instances } from "./helpers/instances.js";
import { machineOptimum } from "./helpers/oracle.js";

const n5 = Object.keys(FAMILIES).flatMap((family) =>
  Array.from({ length: 12 }, (_, seed) => instance(family, 5, 1, seed)),
);

describe.each(engines)("nested (one machine) on %s", (_, engine) => {
  it.each(single.cases.map((entry) => [entry.name, entry] as const))(
    "%s: the known optimum to 1e-9",
    (_, { problem, optimum }) => {
      const schedule = solveOn(engine, problem);
      expect(certify(problem, schedule).violations).toEqual([]);
      expect(Math.abs(schedule.value - optimum)).toBeLessThanOrEqual(1e-9 * Math.abs(optimum));
      expect(schedule.status).toBe("optimal");
    },
  );

  it("agrees with brute force on tiny problems", () => {
    for (const { machines, tasks } of n5) {
      const schedule = solveOn(engine, { machines, tasks });
      const optimum = machineOptimum(machines[0].speed, sortedByDeadline(tasks));
      expect(Math.abs(schedule.value - optimum)).toBeLessThanOrEqual(1e-11 * Math.abs(optimum));
    }
  });

  it("its duality gap is at most 1e-11 relative, for every family", () => {
    const sizes: [number, number][] = [
      [1, 1],
      [2, 1],
      [7, 1],
      [60, 1],
      [700, 1],
      [300, 5],
    ];
    for (const [label, problem] of instances(sizes, 3)) {
      const schedule = solveOn(engine, problem, { method: "relax" });
      const { violations, bound, value } = certify(problem, schedule);
      expect(violations, label).toEqual([]);
      expect(bound - value, label).toBeLessThanOrEqual(1e-11 * Math.abs(value));
      expect(schedule.gap, label).toBeLessThanOrEqual(1e-11 * Math.abs(value));
    }
  });

  it("holds where sums tie to an ulp: round numbers, caps that fill their room", () => {
    for (const family of ["round numbers", "cap fills room"]) {
      for (let seed = 0; seed < 400; seed++) {
        const problem = instance(family, 1 + (seed % 40), 1 + (seed % 3), seed);
        const schedule = solveOn(engine, problem, { method: "relax" });
        const { violations, bound, value } = certify(problem, schedule);
        expect(violations, `${family}, seed ${seed}`).toEqual([]);
        expect(bound - value, `${family}, seed ${seed}`).toBeLessThanOrEqual(1e-11 * value);
      }
    }
  });

  it("holds for a problem whose rounding once broke a bound", () => {
    const rows = [
      [0.7, 5, 1.3, 0.1],
      [1, 2, 2.3, 1],
      [1.6, 5, 0.7, 1],
      [2, 3, 2.1, 0.1],
      [2.2, 3, 0.6, 5],
    ];
    const tasks = rows.map(([deadline, theta, maxWork, weight]) => ({
      deadline,
      theta,
      maxWork,
      weight,
    }));
    const schedule = solveOn(engine, { machines: [{ speed: 1 }], tasks });
    expect(schedule.value).toBeCloseTo(machineOptimum(1, tasks), 12);
    expect(certify({ machines: [{ speed: 1 }], tasks }, schedule).violations).toEqual([]);
  });

  it("sums of a million equal or nearly equal terms leave no gap", () => {
    const n = process.env.DSCT_MUTATED ? 10_000 : 1_000_000; // many mutants get here
    const column = (value: (i: number) => number) =>
      Float64Array.from({ length: n }, (_, i) => value(i));
    const deadlines = [
      column(() => 1),
      column((i) => 1 - 2 ** ((-20 * i) / n)),
      column((i) => 1e-12 * ((i * 31337) % n)),
    ];
    for (const deadline of deadlines) {
      const tasks = { deadline, theta: column(() => 1), maxWork: column(() => 1) };
      const schedule = solveOn(engine, { machines: [{ speed: 1 }], tasks }, { method: "relax" });
      expect(schedule.gap).toBeLessThanOrEqual(1e-11 * schedule.value);
      const whole = n * -Math.expm1(-1 / n);
      if (deadline[0] === 1) expect(Math.abs(schedule.value - whole)).toBeLessThan(1e-11 * whole);
    }
  });

  it("its prices do not increase along the deadlines, and drop only where a deadline is tight", () => {
    let drops = 0;
    for (const [label, problem] of instances([[200, 1]], 3)) {
      const buffers = runOn(engine, problem, "refit");
      let free = 0;
      for (let i = 0; i + 1 < 200; i++) {
        free += buffers.edfRoom[i] - buffers.edfWork[i];
        expect(buffers.edfLogPrice[i + 1], label).toBeLessThanOrEqual(buffers.edfLogPrice[i]);
        if (!(buffers.edfLogPrice[i + 1] < buffers.edfLogPrice[i] - 1e-9)) continue;
        const capacity = buffers.edfRoom.subarray(0, i + 1).reduce((sum, room) => sum + room, 0);
        expect(Math.abs(free), label).toBeLessThanOrEqual(1e-12 * capacity);
        drops++;
      }
    }
    expect(drops).toBeGreaterThan(100);
  });
});

describe("nested takes few passes", () => {
  /** Tasks of one theta, whose rooms make every prefix tight. */
  const tight = (n: number, room: (j: number) => number): Task[] => {
    let deadline = 0;
    return Array.from({ length: n }, (_, j) => {
      deadline += room(j);
      return { deadline, theta: 1, maxWork: 40 };
    });
  };
  const random = randomFrom(3);
  const n = 20_000;
  const CASES: [string, Task[]][] = [
    ["n tight deadlines", tight(n, (j) => (j + 1) / n)],
    ["n tight deadlines, geometric", tight(n, (j) => 2 ** ((30 * j) / n - 28))],
    ["n/2 tight deadlines", tight(n, (j) => (j % 2 ? 0 : (j + 1) / n))],
    [
      "theta and room over 4 decades",
      tight(n, () => 10 ** (-4 * random())).map((task) => ({
        ...task,
        theta: 10 ** (4 * random()),
      })),
    ],
    ["concave", tight(n, (j) => 1 / Math.sqrt(j + 1))],
    ["random walk", tight(n, () => -Math.log(1 - random()))],
  ];

  it.each(CASES)("%s: a task takes part in at most 40", (_, tasks) => {
    const problem = { machines: [{ speed: 1 }], tasks };
    const schedule = solveOn(release, problem);
    expect(certify(problem, schedule).violations).toEqual([]);
    expect(schedule.stats.visits / n).toBeLessThan(40);
    expect(schedule.stats.visits / n).toBeGreaterThanOrEqual(1);
  });

  it("on random problems some five, on none of the families more than 60", () => {
    const random = instance("uniform", n, 1, 1);
    expect(solveOn(release, random).stats.visits / n).toBeLessThan(8);
    for (const [label, problem] of instances(
      [
        [500, 1],
        [2000, 1],
      ],
      3,
    )) {
      const { visits } = solveOn(release, problem, { method: "relax" }).stats;
      expect(visits / problem.tasks.length, label).toBeLessThan(60);
    }
  });
});

function sortedByDeadline(tasks: readonly Task[]): Task[] {
  return [...tasks].sort((a, b) => a.deadline - b.deadline);
}
