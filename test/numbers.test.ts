// Numbers that break solvers: residues of rounding, steep tasks beside flat ones, times and works of
// many decades, pools of hundreds of machines. Judged by plain sums (helpers/checker.ts), by the
// certificate's own prices, by brute force.

import { describe, expect, it } from "vitest";
import { randomFrom } from "../src/problem/generate.js";
import { certify } from "../src/schedule/certify.js";
import type { Method, Options } from "../src/types/index.js";
import { faults } from "./helpers/checker.js";
import { debug, reference, release, solveOn } from "./helpers/engines.js";
import type { Rows } from "./helpers/instances.js";
import { optimum } from "./helpers/oracle.js";

/** Random problems of a family. */
const RUNS = Math.ceil(Number(process.env.DSCT_RUNS ?? 1000) / 25);

/** What works that are hardly numbers may be worth. */
const NOTHING = 1e-290;

type Draw = ReturnType<typeof drawFrom>;

/** Random numbers as the families below want them. */
function drawFrom(seed: number) {
  const random = randomFrom(seed);
  return {
    random,
    pick: <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)],
    power: (low: number, high: number) => 10 ** (low + (high - low) * random()),
    list: <T>(most: number, make: (j: number) => T): T[] =>
      Array.from({ length: 1 + Math.floor(random() * most) }, (_, j) => make(j)),
  };
}

/** Tasks by family, the number of them up to `most`. */
const FAMILIES: Record<string, (draw: Draw, most: number) => Rows["tasks"]> = {
  "a deadline that is a residue": ({ random, pick, power, list }, most) =>
    list(most, (j) => ({
      deadline: j === 0 ? pick([0, 0.1 + 0.2 - 0.3, 1e-300, power(-20, -6)]) : 2 * random(),
      theta: 1 + 9 * random(),
      maxWork: random(),
    })),
  "many residues": ({ random, power, list }, most) =>
    list(most, (j) => ({
      deadline: j % 3 ? random() : power(-18, -3),
      theta: 1 + 9 * random(),
      maxWork: random(),
    })),
  "thetas over 12 decades": ({ random, power, list }, most) =>
    list(most, () => ({ deadline: 2 * random(), theta: power(0, 12), maxWork: power(-3, 1) })),
  "steep beside flat, caps that fill the room": ({ random, pick, power, list }, most) =>
    list(most, () => ({
      deadline: pick([1, 0.5, 1, random()]),
      theta: pick([1, 1 + random(), 1e12, power(0, 12)]),
      maxWork: pick([1, 2, 0.5, random(), power(-13, 0)]),
      weight: pick([1, 1, 2, power(-3, 3)]),
    })),
  "far deadlines and works": ({ random, pick, power, list }, most) =>
    list(most, () => ({
      deadline: pick([0, 3e27, power(15, 300), Infinity, random(), 10 * random()]),
      theta: pick([1, 1 + 4 * random(), power(-3, 3)]),
      maxWork: pick([random(), 1, 5, power(-3, 40)]),
    })),
  "everything over decades": ({ power, list }, most) =>
    list(most, () => ({ deadline: power(-9, 9), theta: power(-9, 6), maxWork: power(-9, 9) })),
  "works that are subnormal": ({ random, pick, power, list }, most) =>
    list(most, () => ({
      deadline: random(),
      theta: pick([1, 2, 1e3]),
      maxWork: pick([5e-324, 1e-310, 2.3e-308, 0, random(), power(-320, -300)]),
    })),
  "thetas near nothing": ({ power, list }, most) =>
    list(most, () => ({ deadline: power(-3, 3), theta: power(-18, -9), maxWork: power(0, 6) })),
};

function machinesOf({ random, pick }: Draw, m: number): Rows["machines"] {
  const equal = random() < 0.3;
  return Array.from({ length: m }, () => ({ speed: equal ? 1 : pick([1, 2, 0.1, 1 + random()]) }));
}

/** What tasks are worth if each had a machine of this speed for itself. */
const together = (tasks: Rows["tasks"], speed: number) =>
  tasks.reduce((sum, { deadline, theta, maxWork, weight = 1 }) => {
    return sum - weight * Math.expm1(-theta * Math.min(maxWork, speed * deadline));
  }, 0);
const worthAlone = (tasks: Rows["tasks"], speed: number) =>
  Math.max(...tasks.map((task) => together([task], speed)));
const fastest = ({ machines }: Rows) => Math.max(...machines.map(({ speed }) => speed));
const text = (problem: Rows) => JSON.stringify(problem);

describe.each([
  ["JavaScript", reference],
  ["Wasm", release],
])("numbers on %s", (_, engine) => {
  describe.each(Object.entries(FAMILIES))("%s", (_, family) => {
    it("one machine: a schedule, its bound within 1e-11, worth as much as any task alone", () => {
      for (let seed = 1; seed <= 4 * RUNS; seed++) {
        const draw = drawFrom(seed);
        const problem = { tasks: family(draw, 20), machines: machinesOf(draw, 1) };
        const answer = solveOn(engine, problem, { method: "refit" });
        expect(faults(problem, answer), text(problem)).toEqual([]);
        const { bound, violations } = certify(problem, answer);
        expect(violations, text(problem)).toEqual([]);
        const above = Math.max(answer.bound, bound) - answer.value;
        expect(above, text(problem)).toBeLessThanOrEqual(1e-11 * answer.value + NOTHING);
        const alone = worthAlone(problem.tasks, problem.machines[0].speed) * (1 - 1e-11);
        expect(answer.value, text(problem)).toBeGreaterThanOrEqual(alone - NOTHING);
      }
    });

    it("several machines: better methods are better, and no bound is looser than its prices", () => {
      for (let seed = 1; seed <= RUNS; seed++) {
        const draw = drawFrom(seed);
        const problem = { tasks: family(draw, 12), machines: machinesOf(draw, 2 + (seed % 4)) };
        const values = ladder(problem).map(([method, options]) => {
          const answer = solveOn(engine, problem, { method, ...options });
          const what = `${method}, ${text(problem)}`;
          expect(faults(problem, answer), what).toEqual([]);
          const { bound, violations } = certify(problem, answer);
          expect(violations, what).toEqual([]);
          if (method === "search" || method === "exact" || options.boundMethod) {
            expect(answer.bound, what).toBeLessThanOrEqual(bound * (1 + 1e-12));
            const most = together(problem.tasks, fastest(problem));
            expect(answer.bound, what).toBeLessThanOrEqual(most * (1 + 1e-12));
          }
          return answer.value;
        });
        const [approx, refit, search] = values;
        expect(refit, text(problem)).toBeGreaterThanOrEqual(approx * (1 - 1e-12));
        expect(search, text(problem)).toBeGreaterThanOrEqual(refit * (1 - 1e-12));
      }
    });

    it("few tasks: neither value nor bound is on the wrong side of brute force", () => {
      for (let seed = 1; seed <= RUNS / 4; seed++) {
        const draw = drawFrom(seed);
        const problem = { tasks: family(draw, 4), machines: machinesOf(draw, 2) };
        const best = optimum(problem.machines, problem.tasks);
        for (const [method, options] of ladder(problem)) {
          const { value, bound } = solveOn(engine, problem, { method, ...options });
          const most = best * (1 + 1e-9) + NOTHING;
          expect(value, `${method}, ${text(problem)}`).toBeLessThanOrEqual(most);
          expect(bound, `${method}, ${text(problem)}`).toBeGreaterThanOrEqual(best * (1 - 1e-9));
        }
      }
    });
  });

  it("a deadline of 0.1 + 0.2 - 0.3 leaves the bound as it is", () => {
    const task = { deadline: 1, theta: 1, maxWork: 1 };
    for (const deadline of [0, 0.1 + 0.2 - 0.3, 1e-14, 1e-15, 1e-300]) {
      const tasks = [{ ...task, deadline }, task];
      const { value, gap } = solveOn(engine, { machines: [{ speed: 1 }], tasks });
      expect(value).toBeCloseTo(1 - Math.exp(-1), 12);
      expect(gap).toBeLessThanOrEqual(1e-13);
    }
  });

  it("a task of theta 1e15 beside one that fills the machine: both are served", () => {
    const flat = { deadline: 1, theta: 1, maxWork: 2 };
    for (const theta of [1e9, 1e12, 1e15, 1e18]) {
      const tasks = [flat, { deadline: 1, theta, maxWork: 1 }];
      const { value, bound } = solveOn(engine, { machines: [{ speed: 2 }], tasks });
      expect(value).toBeCloseTo(2 - Math.exp(-2), 7);
      expect(bound - value).toBeLessThanOrEqual(1e-11);
    }
  });

  it("a short deadline beside one of 11 days: the bound is that of its prices", () => {
    const problem = {
      machines: [{ speed: 2 }, { speed: 1.3 }],
      tasks: [
        { deadline: 1e6, theta: 1e-9, maxWork: 4e9 },
        { deadline: 2e-9, theta: 1, maxWork: 1 },
      ],
    };
    for (const options of [{}, { method: "refit", boundMethod: "preemptive" }] as Options[]) {
      const answer = solveOn(engine, problem, options);
      expect(answer.bound).toBeLessThanOrEqual(0.0019990013); // 1 - exp(-2e-3) and 4e-9
      expect(certify(problem, answer).violations).toEqual([]);
    }
  });

  it("hundreds of machines sum to what the certificate says", () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const { random, list, pick } = drawFrom(seed);
      const m = pick([20, 100, 300, 1000]);
      const speed = pick([0.1, 1 / 3, random()]);
      const problem = {
        machines: Array.from({ length: m }, () => ({ speed: speed * pick([1, 1, 1 + random()]) })),
        tasks: list(8, () => ({ deadline: random(), theta: 1 / m, maxWork: 2 * m * random() })),
      };
      for (const method of ["relax", "approx", "refit", "edf", "levels"] as Method[]) {
        const answer = solveOn(engine, problem, { method });
        expect(certify(problem, answer).violations, `${method}, ${m} x ${speed}`).toEqual([]);
      }
    }
  });

  it("100 machines of 0.1 do 10 together, and no more", () => {
    const machines = Array.from({ length: 100 }, () => ({ speed: 0.1 }));
    const problem = { machines, tasks: [{ deadline: 1, theta: 1, maxWork: 20 }] };
    const answer = solveOn(engine, problem, { method: "relax" });
    expect(answer.work[0]).toBe(10);
    expect(certify(problem, answer).violations).toEqual([]);
  });
});

/** Methods, each at least as good as the one before, then others. */
const ladder = ({ tasks }: Rows): [Method, Options][] => [
  ["approx", {}],
  ["refit", {}],
  ["search", { limits: { steps: 20_000 } }],
  ["refit", { boundMethod: "preemptive" }],
  ["edf", {}],
  ...(tasks.length <= 4 ? ([["exact", { limits: { steps: 3e5 } }]] as [Method, Options][]) : []),
];

it("with checks on, WebAssembly solves all of them, too", () => {
  for (const family of Object.values(FAMILIES)) {
    for (let seed = 1; seed <= RUNS / 4; seed++) {
      const draw = drawFrom(seed);
      const problem = { tasks: family(draw, 20), machines: machinesOf(draw, 1 + (seed % 4)) };
      const options: Options = { limits: { steps: 5000 } };
      const expected = { ...solveOn(reference, problem, options), engine: "wasm" };
      expect(solveOn(debug, problem, options), text(problem)).toEqual(expected);
    }
  }
});
