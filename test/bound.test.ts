import { describe, expect, it } from "vitest";
import { generate, randomFrom } from "../src/problem/generate.js";
import { certify } from "../src/schedule/certify.js";
import type { CurvesProblem, Options } from "../src/types/index.js";
import optima from "./fixtures/optima.json" with { type: "json" };
import { engines, release, solveOn } from "./helpers/engines.js";
import { FAMILIES, instance, instances, inUnit, type Rows } from "./helpers/instances.js";
import { optimum } from "./helpers/oracle.js";
import { polytopeMaximum } from "./helpers/polytope.js";

const PREEMPTIVE: Options = { method: "refit", boundMethod: "preemptive" };
const RELAXED: Options = { method: "refit", boundMethod: "relax" };
const SIZES: [number, number][] = [
  [1, 2],
  [2, 7],
  [5, 3],
  [40, 2],
  [60, 8],
  [300, 20],
];

const boundOf = (problem: CurvesProblem) => solveOn(release, problem, PREEMPTIVE).bound;
/** Sum of weight * (|base| + gain), what tolerances are relative to. */
const sizeOf = ({ tasks }: Rows) =>
  tasks.reduce(
    (sum, { weight = 1, base = 0, gain = 1 }) => sum + weight * (Math.abs(base) + gain),
    0,
  );

describe.each(engines)("the preemptive bound: %s", (_, engine) => {
  it("is never above that of the relaxation, nor below the value; certify derives it from the prices", () => {
    let tighter = 0;
    for (const [label, problem] of instances(SIZES, 2)) {
      const relaxed = solveOn(engine, problem, RELAXED);
      const schedule = solveOn(engine, problem, PREEMPTIVE);
      const { violations, bound } = certify(problem, schedule);
      expect(violations, label).toEqual([]);
      expect(Math.abs(bound - schedule.bound), label).toBeLessThanOrEqual(1e-12 * sizeOf(problem));
      expect(schedule.bound, label).toBeLessThanOrEqual(relaxed.bound);
      expect(schedule.gap, label).toBeGreaterThanOrEqual(0);
      expect({ ...schedule, bound: 0, gap: 0, status: "", price: [] }, label).toEqual({
        ...relaxed,
        bound: 0,
        gap: 0,
        status: "",
        price: [],
      });
      if (schedule.bound < relaxed.bound * (1 - 1e-9)) tighter++;
    }
    expect(tighter).toBeGreaterThan(60);
  });

  it("is the relaxation's on one machine, and under the method relax", () => {
    for (const [label, problem] of instances([[30, 1]], 2)) {
      expect(solveOn(engine, problem, PREEMPTIVE), label).toEqual(
        solveOn(engine, problem, RELAXED),
      );
    }
    for (const [label, problem] of instances([[30, 4]], 2)) {
      const method = "relax";
      expect(solveOn(engine, problem, { method, boundMethod: "preemptive" }), label).toEqual(
        solveOn(engine, problem, { method }),
      );
    }
  });
});

describe("the preemptive bound", () => {
  it("is the maximum over the polytope, by linear programmes with tangents", {
    timeout: 120_000,
  }, () => {
    const families = Object.keys(FAMILIES).filter(
      (family) => !["theta spread 1e8", "geometric deadlines", "starved"].includes(family),
    );
    let compared = 0;
    for (const family of families) {
      for (const [n, m] of [
        [2, 2],
        [4, 2],
        [5, 3],
        [6, 4],
        [6, 2],
      ]) {
        const problem = instance(family, n, m, 5);
        const { low, high } = polytopeMaximum(problem.machines, problem.tasks, 1e-7);
        const { bound } = solveOn(release, problem, PREEMPTIVE);
        const label = `${family}, n ${n}, m ${m}: ${low} to ${high}`;
        const tolerance = 1e-6 * sizeOf(problem);
        expect(bound, label).toBeGreaterThanOrEqual(low - tolerance);
        expect(bound, label).toBeLessThanOrEqual(high + tolerance);
        expect(high - low, label).toBeLessThan(tolerance);
        compared++;
      }
    }
    expect(compared).toBe(65);
  });

  it("is above every known optimum, and closes most of the relaxation's gap to it", () => {
    let [relaxed, preemptive] = [0, 0];
    for (const { name, problem, optimum: best } of optima.cases) {
      const bound = boundOf(problem);
      expect(bound, name).toBeGreaterThanOrEqual(best - 1e-9);
      relaxed += solveOn(release, problem, RELAXED).bound - best;
      preemptive += bound - best;
    }
    expect(preemptive).toBeLessThan(0.35 * relaxed);
  });

  it("is above the optimum by brute force", { timeout: 60_000 }, () => {
    for (const [label, problem] of instances(
      [
        [3, 2],
        [4, 3],
      ],
      4,
    )) {
      const best = optimum(problem.machines, problem.tasks);
      expect(boundOf(problem), label).toBeGreaterThanOrEqual(best - 1e-9 * sizeOf(problem));
    }
  });

  it("is the optimum where every task has a machine as fast as any to itself", () => {
    for (const [label, { tasks }] of instances([[6, 1]], 3)) {
      const machines = Array.from({ length: 6 }, () => ({ speed: 1.5 }));
      const alone = tasks.map((task) =>
        solveOn(release, { machines: [{ speed: 1.5 }], tasks: [task] }),
      );
      const best = alone.reduce((sum, { value }) => sum + value, 0);
      const problem = { machines, tasks };
      expect(Math.abs(boundOf(problem) - best), label).toBeLessThanOrEqual(1e-12 * sizeOf(problem));
    }
  });

  it("does not depend on units", () => {
    for (const [label, problem] of instances(
      [
        [12, 3],
        [50, 5],
      ],
      2,
    )) {
      const bound = boundOf(problem);
      for (const factor of [1e9, 1e-9]) {
        const other = boundOf(inUnit(problem, factor));
        expect(Math.abs(other - bound), label).toBeLessThanOrEqual(1e-11 * sizeOf(problem));
      }
      const power = inUnit(problem, 2 ** -40);
      expect(boundOf(power), label).toBe(bound);
    }
  });

  it("does not depend on the order of tasks and machines", () => {
    for (const [label, problem] of instances([[20, 4]], 3)) {
      const turned = {
        machines: [...problem.machines].reverse(),
        tasks: [...problem.tasks].reverse(),
      };
      const difference = Math.abs(boundOf(turned) - boundOf(problem));
      expect(difference, label).toBeLessThanOrEqual(1e-12 * sizeOf(problem));
    }
  });

  it("leaves no duality gap: the works that want its prices fit the machines", () => {
    let tight = 0;
    for (const [label, problem] of instances(SIZES, 2)) {
      const relaxed = solveOn(release, problem, RELAXED);
      const { price, bound } = solveOn(release, problem, PREEMPTIVE);
      if (!(bound < relaxed.bound - 1e-12 * sizeOf(problem))) continue; // the relaxation's prices
      if (price.every((lambda) => lambda === 0)) continue; // each task's own time is all that is scarce
      const works = worksAt(problem, price);
      expect(Math.abs(worthOf(problem, works) - bound), label).toBeLessThan(
        1e-12 * sizeOf(problem),
      );
      const { excess, capacity } = mostExcess(problem, works);
      expect(excess, label).toBeLessThanOrEqual(1e-6 * capacity); // prices of tiny works are coarse
      tight++;
    }
    expect(tight).toBeGreaterThan(60);
  });

  it("takes few passes even where one task after another splits off", () => {
    const n = 100_000; // if each took a pass over the rest, 5e9 steps of 3
    const machines = [{ speed: 1 }, { speed: 1.3 }, { speed: 1.6 }];
    const tasks = Array.from({ length: n }, (_, j) => {
      const share = j / n;
      return {
        deadline: 2 ** (900 * share),
        theta: 1,
        maxWork: 1e300,
        weight: Math.exp(-600 * share),
      };
    });
    const problem = { machines, tasks };
    const schedule = solveOn(release, problem, PREEMPTIVE);
    expect(certify(problem, schedule).violations).toEqual([]);
    expect(schedule.bound).toBeLessThan(solveOn(release, problem, RELAXED).bound * (1 - 1e-6));
  });

  it("stands deadlines, works and weights over many decades", () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = randomFrom(seed);
      const power = (low: number, high: number) => 10 ** (low + (high - low) * random());
      const spread = [1, 3, 10, 100][seed % 4];
      const problem = {
        machines: Array.from({ length: 1 + Math.floor(5 * random()) }, () => ({
          speed: power(-spread / 2, spread / 2),
        })),
        tasks: Array.from({ length: Math.floor(30 * random()) }, () => ({
          deadline: random() < 0.1 ? Infinity : random() < 0.1 ? 0 : power(-spread, spread),
          theta: power(-spread / 2, spread / 2),
          maxWork: random() < 0.1 ? 0 : power(-spread, spread),
          weight: power(-6, 6),
        })),
      };
      const schedule = solveOn(release, problem, PREEMPTIVE);
      expect(certify(problem, schedule).violations, `seed ${seed}`).toEqual([]);
    }
  });
});

/** What each task wants at its price, of what it has time for. */
function worksAt({ machines, tasks }: Rows, price: Float64Array): number[] {
  const fastest = Math.max(...machines.map(({ speed }) => speed));
  return tasks.map(({ deadline, theta, maxWork, weight = 1, gain = 1 }, j) => {
    const most = Math.min(maxWork, fastest * deadline);
    if (price[j] === 0) return most;
    return Math.min(Math.max(Math.log((weight * gain * theta) / price[j]) / theta, 0), most);
  });
}

function worthOf({ tasks }: Rows, works: number[]): number {
  return tasks.reduce((sum, { theta, weight = 1, base = 0, gain = 1 }, j) => {
    return sum + weight * (base - gain * Math.expm1(-theta * works[j]));
  }, 0);
}

/**
 * By how much the works of any set of tasks pass what the machines can do for it, and what they can
 * do for all: the latest deadline on the fastest machine, the next one on the next, ...
 */
function mostExcess({ machines, tasks }: Rows, works: number[]) {
  const speeds = machines.map(({ speed }) => speed).sort((a, b) => b - a);
  const latest = works
    .map((work, j) => ({ work, deadline: tasks[j].deadline }))
    .filter(({ deadline }) => deadline < Infinity)
    .sort((a, b) => b.deadline - a.deadline);
  const excess = new Array<number>(speeds.length + 1).fill(-Infinity); // by the number of tasks
  excess[0] = 0;
  for (const { work, deadline } of latest) {
    excess[speeds.length] += work;
    for (let k = speeds.length - 1; k >= 0; k--) {
      excess[k + 1] = Math.max(excess[k + 1], excess[k] + work - speeds[k] * deadline);
    }
  }
  const capacity = latest.reduce((sum, { deadline }, k) => sum + (speeds[k] ?? 0) * deadline, 0);
  return { excess: Math.max(...excess), capacity };
}

/** A change that gives the machines more room. */
type Change = (problem: Rows, random: () => number) => Rows;
const EASIER: [string, Change][] = [
  [
    "another machine",
    ({ machines, tasks }, random) => ({
      machines: [...machines, { speed: 3 * random() + 0.1 }],
      tasks,
    }),
  ],
  [
    "a faster machine",
    ({ machines, tasks }, random) => ({
      machines: machines.map(({ speed }, r) => ({
        speed: r === 1 ? speed * (1 + random()) : speed,
      })),
      tasks,
    }),
  ],
  [
    "a later deadline",
    ({ machines, tasks }, random) => ({
      machines,
      tasks: tasks.map((task, j) =>
        j === 3 ? { ...task, deadline: task.deadline * (1 + random()) } : task,
      ),
    }),
  ],
  [
    "one deadline less",
    ({ machines, tasks }) => ({
      machines,
      tasks: tasks.map((task, j) => (j === 3 ? { ...task, deadline: Infinity } : task)),
    }),
  ],
  [
    "more work for one",
    ({ machines, tasks }, random) => ({
      machines,
      tasks: tasks.map((task, j) =>
        j === 3 ? { ...task, maxWork: task.maxWork * (1 + random()) } : task,
      ),
    }),
  ],
  [
    "speeds shifted to the fastest",
    ({ machines, tasks }) => ({ machines: shifted(machines), tasks }),
  ],
];

/** A tenth of the slowest machine's speed goes to the fastest: S_k grows for every k but m. */
function shifted(machines: Rows["machines"]): Rows["machines"] {
  const sorted = [...machines].sort((a, b) => b.speed - a.speed);
  const moved = sorted[sorted.length - 1].speed / 10;
  return sorted.map(({ speed }, r) => ({
    speed: speed + (r === 0 ? moved : r === sorted.length - 1 ? -moved : 0),
  }));
}

describe("the preemptive bound never falls with", () => {
  it.each(EASIER)("%s", (_, change) => {
    let risen = 0;
    for (const [seed, [label, problem]] of instances(
      [
        [8, 2],
        [40, 5],
      ],
      3,
    ).entries()) {
      const before = boundOf(problem);
      const after = boundOf(change(problem, randomFrom(seed)));
      expect(after, label).toBeGreaterThanOrEqual(before - 1e-12 * sizeOf(problem));
      if (after > before) risen++;
    }
    expect(risen).toBeGreaterThan(25);
  });

  it("and is that of the machines together where they are one and nothing else", () => {
    for (let seed = 0; seed < 20; seed++) {
      const { tasks } = generate({ tasks: 30, machines: 1, seed });
      const one = solveOn(release, { machines: [{ speed: 2 }], tasks });
      // a second machine so slow that it does nothing
      const two = { machines: [{ speed: 2 }, { speed: 1e-300 }], tasks };
      expect(Math.abs(boundOf(two) - one.bound)).toBeLessThanOrEqual(1e-12 * 30);
    }
  });
});
