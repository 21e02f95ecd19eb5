import { describe, expect, it } from "vitest";
import { createSolver, solveMany } from "../src/index.js";
import { generate } from "../src/problem/generate.js";
import { READINGS } from "../src/problem/words.js";
import { certify } from "../src/schedule/certify.js";
import type { Options, Reading, Schedule, Task } from "../src/types/index.js";
import { plainHighestFit, plainUpgrade, workOfLevel } from "./helpers/baselines.js";
import { engines, release, solveOn } from "./helpers/engines.js";
import { FAMILIES, instance, instances, inUnit } from "./helpers/instances.js";

const LEVELS = [0.27, 0.55, 0.82];
const SIZES: [number, number][] = [
  [0, 1],
  [0, 3],
  [1, 1],
  [1, 4],
  [12, 1],
  [30, 4],
  [5, 9],
  [90, 3],
];
const ORACLE = { "highest-fit": plainHighestFit, upgrade: plainUpgrade };
const reads = (reading: Reading, more: Options = {}): Options => ({
  method: "levels",
  reading,
  ...more,
});
/** theta 1, so that work w has the accuracy 1 - exp(-w). */
const task = (deadline: number, more: Partial<Task> = {}): Task => ({
  deadline,
  theta: 1,
  maxWork: 100,
  ...more,
});
/** The accuracy of work w on such a task. */
const level = (work: number) => -Math.expm1(-work);
const plain = ({ machine, work, start, end }: Schedule) => ({
  machine: Array.from(machine),
  work: Array.from(work, (f) => Number(f.toPrecision(12))),
  start: Array.from(start, (f) => Number(f.toPrecision(12))),
  end: Array.from(end, (f) => Number(f.toPrecision(12))),
});
const isClose = (a: number, b: number) => Math.abs(a - b) <= 1e-12 * Math.max(a, b);

describe.each(engines.flatMap(([name, engine]) => READINGS.map((r) => [r, name, engine] as const)))(
  "levels, %s, on %s",
  (reading, _, engine) => {
    it.each([
      ["the default ones", undefined],
      ["one", [0.5]],
      ["below and above every curve", [-1, 0, 0.1, 0.4, 0.6, 0.95, 2, 3]],
      ["sixteen", Array.from({ length: 16 }, (_, k) => (k + 1) / 17)],
    ])("is what plain sums give, every work a level's, certified: %s", (_, levels) => {
      let [running, idle, compared] = [0, 0, 0];
      const seen = new Set<number>();
      for (const [label, problem] of instances(SIZES, levels || process.env.DSCT_MUTATED ? 1 : 3)) {
        const { machines, tasks } = problem;
        const schedule = solveOn(engine, problem, reads(reading, { levels }));
        expect(certify(problem, schedule).violations, label).toEqual([]);
        expect(schedule.worstCaseGap).toBeNull();
        const given = levels ?? LEVELS;
        for (const [j, one] of tasks.entries()) {
          expect(schedule.end[j] <= one.deadline, label).toBe(true);
          if (schedule.work[j] === 0) {
            idle++;
            continue;
          }
          const k = given.findIndex((one) => isClose(workOfLevel(tasks[j], one), schedule.work[j]));
          expect(k, label).toBeGreaterThanOrEqual(0);
          seen.add(k);
          running++;
        }
        // where deadlines and sums tie by construction, machines of one finish do too
        if (label.startsWith("round") || label.startsWith("cap")) continue;
        const expected = ORACLE[reading](machines, tasks, given);
        expect(Array.from(schedule.machine), label).toEqual(expected.machine);
        const far = expected.work.filter((f, j) => !isClose(f, schedule.work[j]));
        expect(far, label).toEqual([]);
        compared += tasks.length;
      }
      expect(Math.min(running, idle, compared)).toBeGreaterThan(400);
      expect(seen.size).toBeGreaterThanOrEqual(levels?.length === 1 ? 1 : 3);
    });

    it("levels beyond maxWork are maxWork to the bit, levels below the base cost nothing", () => {
      const machines = [{ speed: 1 }];
      const tasks = [task(9, { maxWork: 0.7 }), task(9, { base: 0.3, gain: 0.2 })];
      const all = solveOn(engine, { machines, tasks }, reads(reading, { levels: [0.2, 0.9] }));
      expect(Array.from(all.work)).toEqual([0.7, 0]); // 100 of the second would end late
      const low = reads(reading, { levels: [0.2, 0.4] });
      const { work, machine, accuracy } = solveOn(engine, { machines, tasks }, low);
      expect(work[1]).toBeCloseTo(Math.LN2, 14);
      expect(accuracy[1]).toBeCloseTo(0.4, 14);
      expect(machine[1]).toBe(0);
      const none = solveOn(engine, { machines, tasks }, reads(reading, { levels: [-5, 0] }));
      expect(Array.from(none.machine)).toEqual([-1, -1]);
    });

    it("no deadline, no time, no work", () => {
      const machines = [{ speed: 1 }];
      const tasks = [task(0), task(Infinity), task(1, { maxWork: 0 }), task(Infinity)];
      const { work, machine } = solveOn(engine, { machines, tasks }, reads(reading));
      expect(Array.from(machine)).toEqual([-1, 0, -1, 0]);
      expect(work[1]).toBeCloseTo(-Math.log(0.18), 14);
      expect(work[3]).toBe(work[1]);
      const long = [task(Infinity, { maxWork: 1e308, theta: 1e-308 }), task(Infinity)];
      const slow = { machines: [{ speed: 1e-9 }], tasks: long };
      expect(solveOn(engine, slow, reads(reading)).work[0]).toBe(0);
    });

    it("works that fill a deadline but for rounding are in time", () => {
      // 0.1 + 0.2 > 0.3 as doubles; many of them, so that no sum hits it by chance
      const machines = [{ speed: 1 }];
      const tasks = [task(0.3, { maxWork: 0.1 }), task(0.3, { maxWork: 0.2 })];
      const { work } = solveOn(engine, { machines, tasks }, reads(reading, { levels: [0.01, 2] }));
      expect(Array.from(work)).toEqual([0.1, 0.2]);
      const many = Array.from({ length: 500 }, (_, k) => task((k + 1) / 10, { maxWork: 0.1 }));
      const filled = solveOn(
        engine,
        { machines, tasks: many },
        reads(reading, { levels: [0.01, 2] }),
      );
      expect(filled.work.every((work) => work === 0.1)).toBe(true);
    });

    it("weights count in the value alone", () => {
      let changed = 0;
      for (const family of Object.keys(FAMILIES)) {
        const { machines, tasks } = instance(family, 40, 3, 4);
        const other = tasks.map((one, j) => ({ ...one, weight: 1 + j }));
        const before = solveOn(engine, { machines, tasks }, reads(reading));
        const after = solveOn(engine, { machines, tasks: other }, reads(reading));
        expect(plain(after), family).toEqual(plain(before));
        if (after.value !== before.value) changed++;
      }
      expect(changed).toBeGreaterThan(10);
    });

    it("both bounds hold, and the preemptive one is no worse", () => {
      let tighter = 0;
      for (const [label, problem] of instances([[20, 4]], 2)) {
        const loose = solveOn(engine, problem, reads(reading));
        const tight = solveOn(engine, problem, reads(reading, { boundMethod: "preemptive" }));
        expect(plain(tight)).toEqual(plain(loose));
        expect(tight.bound, label).toBeLessThanOrEqual(loose.bound);
        if (tight.bound < loose.bound) tighter++;
      }
      expect(tighter).toBeGreaterThan(10);
    });

    it("tasks and units in another order or size change what they may", () => {
      let [alike, applied, permuted] = [0, 0, 0];
      for (const [label, problem] of instances([[40, 3]], 3)) {
        const { machines, tasks } = problem;
        const before = solveOn(engine, problem, reads(reading));
        const { accuracy } = solveOn(engine, inUnit(problem, 2 ** -30), reads(reading));
        expect(accuracy, label).toEqual(before.accuracy);
        for (const factor of [1e9, 1e-9]) {
          const scaled = solveOn(engine, inUnit(problem, factor), reads(reading));
          applied++;
          if (scaled.accuracy.every((a, j) => Math.abs(a - before.accuracy[j]) < 1e-12)) alike++;
        }
        if (new Set(tasks.map(({ deadline }) => deadline)).size < tasks.length) continue;
        const reversed = solveOn(engine, { machines, tasks: [...tasks].reverse() }, reads(reading));
        expect(Array.from(reversed.work).reverse(), label).toEqual(Array.from(before.work));
        expect(Array.from(reversed.machine).reverse(), label).toEqual(Array.from(before.machine));
        permuted++;
      }
      // rounding of the units may tip a tie, in the families that are made of ties
      expect(alike).toBeGreaterThan(0.9 * applied);
      expect(permuted).toBeGreaterThan(15);
    });
  },
);

describe.each(engines)("the two readings on %s", (_, engine) => {
  it("highest-fit: a task takes what those after it would need", () => {
    const problem = { machines: [{ speed: 1 }], tasks: [task(2), task(2.5), task(2.5)] };
    const levels = [level(1), level(2)];
    const greedy = solveOn(engine, problem, reads("highest-fit", { levels }));
    expect(plain(greedy)).toEqual({
      machine: [0, -1, -1],
      work: [2, 0, 0],
      start: [0, 0, 0],
      end: [2, 0, 0],
    });
    const both = solveOn(engine, problem, reads("upgrade", { levels }));
    expect(plain(both)).toEqual({
      machine: [0, 0, -1],
      work: [1, 1, 0],
      start: [0, 1, 0],
      end: [1, 2, 0],
    });
  });

  it("upgrade: most accuracy per work first, one level at a time, and stays where it was placed", () => {
    const levels = [level(1), level(2)];
    // theta 2 reaches the levels in half the work: 0.5 and 1
    const tasks = [task(9), task(9, { theta: 2 }), task(9), task(9, { theta: 2 })];
    const answer = (deadline: number, speeds: number[]) => {
      const machines = speeds.map((speed) => ({ speed }));
      const due = tasks.map((one) => ({ ...one, deadline }));
      return plain(solveOn(engine, { machines, tasks: due }, reads("upgrade", { levels })));
    };
    expect(answer(3, [1]).work).toEqual([1, 0.5, 1, 0.5]);
    expect(answer(3.5, [1]).work).toEqual([1, 1, 1, 0.5]);
    expect(answer(4, [1]).work).toEqual([1, 1, 1, 1]);
    expect(answer(5, [1]).work).toEqual([2, 1, 1, 1]);
    expect(answer(5.999, [1]).work).toEqual([2, 1, 1, 1]);
    expect(answer(6, [1]).work).toEqual([2, 1, 2, 1]);
    // 1 | 0.5, 1 | 0.5 at the lowest level: the third after the second
    expect(answer(1.5, [1, 1])).toMatchObject({ machine: [0, 1, 1, 0], work: [1, 0.5, 1, 0.5] });
    expect(answer(2, [1, 1])).toMatchObject({ machine: [0, 1, 1, 0], work: [1, 1, 1, 1] });
  });

  it("upgrade: a deadline in between holds back those before it alone", () => {
    const levels = [level(1), level(2)];
    const tasks = [task(1), task(2.5), task(9), task(9)];
    const { work } = solveOn(
      engine,
      { machines: [{ speed: 1 }], tasks },
      reads("upgrade", { levels }),
    );
    expect(Array.from(work, Math.round)).toEqual([1, 1, 2, 2]);
  });

  it("upgrade: a task whose lowest level costs nothing waits where it would run", () => {
    const levels = [0.2, 0.2 + 0.8 * level(1)];
    const free = { base: 0.2, gain: 0.8 };
    const problem = {
      machines: [{ speed: 1 }, { speed: 1 }],
      tasks: [task(1), task(1, free), task(1, free)],
    };
    const { machine, work } = solveOn(engine, problem, reads("upgrade", { levels }));
    expect([Array.from(machine), Array.from(work, Math.round)]).toEqual([
      [0, 1, -1],
      [0, 1, 0],
    ]);
  });
});

describe("levels", () => {
  it("is never better than search, nor than its bound", () => {
    let worse = 0;
    for (const [label, problem] of instances(
      [
        [20, 3],
        [20, 1],
      ],
      1,
    )) {
      const search = solveOn(release, problem, { limits: { steps: 1e6 } });
      for (const reading of READINGS) {
        const { value, bound } = solveOn(release, problem, reads(reading));
        expect(value, label).toBeLessThanOrEqual(search.value + 1e-12 * Math.abs(search.value));
        expect(value, label).toBeLessThanOrEqual(bound);
        if (value < search.value * (1 - 1e-3)) worse++;
      }
    }
    expect(worse).toBeGreaterThan(30);
  });

  it("highest-fit, the default, is the stronger reading on several machines, upgrade on one", () => {
    const mean = (m: number, options: Options) => {
      let sum = 0;
      for (let seed = 1; seed <= 30; seed++) {
        const problem = generate({ tasks: 50, machines: m, rho: (seed % 15) / 10 + 0.1, seed });
        sum += solveOn(release, problem, { method: "levels", ...options }).meanAccuracy / 30;
      }
      return sum;
    };
    expect(mean(5, {})).toBe(mean(5, { reading: "highest-fit", levels: LEVELS }));
    expect(mean(5, {})).toBeGreaterThan(mean(5, { reading: "upgrade" }) + 0.005);
    expect(mean(1, {})).toBeLessThan(mean(1, { reading: "upgrade" }) - 0.005);
  });

  it("works that differ by 10 decades, and longer chains", () => {
    for (const reading of READINGS) {
      for (const [n, m] of [
        [3000, 1],
        [20_000, 10],
      ]) {
        for (const family of ["uniform", "geometric deadlines", "cap fills room"]) {
          const problem = instance(family, n, m, 1);
          const schedule = solveOn(release, problem, reads(reading));
          expect(certify(problem, schedule).violations, family).toEqual([]);
          const { work } = schedule;
          const own = problem.tasks.every((one, j) =>
            [0, ...LEVELS.map((level) => workOfLevel(one, level))].some((f) => isClose(f, work[j])),
          );
          expect(own, family).toBe(true);
        }
      }
    }
  });

  it("solveMany and createSolver take the options too", () => {
    const problem = generate({ tasks: 30, machines: 3 });
    const options = reads("upgrade", { levels: [0.3, 0.6] });
    const expected = solveOn(release, problem, options);
    expect(solveMany([problem, problem], options)).toEqual([expected, expected]);
    const solver = createSolver({ tasks: 30, machines: 3 });
    solver.input.deadline.set(problem.tasks.map(({ deadline }) => deadline));
    solver.input.theta.set(problem.tasks.map(({ theta }) => theta));
    solver.input.maxWork.set(problem.tasks.map(({ maxWork }) => maxWork));
    expect(solver.run(30, 3, options).value).toBe(expected.value);
    expect(solver.run(30, 3, { ...options, levels: new Float64Array([0.3]) }).value).toBeLessThan(
      expected.value,
    );
    expect(Array.from(solver.output.work)).not.toEqual(Array.from(expected.work));
  });
});
