import { describe, expect, it } from "vitest";
import { certify } from "../src/schedule/certify.js";
import type { Options, Schedule, Task } from "../src/types/index.js";
import { plainEdf } from "./helpers/baselines.js";
import { engines, release, solveOn } from "./helpers/engines.js";
import { FAMILIES, instance, instances, inUnit } from "./helpers/instances.js";

const options: Options = { method: "edf" };
const SIZES: [number, number][] = [
  [0, 1],
  [0, 3],
  [1, 1],
  [1, 4],
  [12, 1],
  [30, 4],
  [5, 9],
  [300, 7],
];
const task = (deadline: number, maxWork: number, more: Partial<Task> = {}): Task => ({
  deadline,
  maxWork,
  theta: 2,
  ...more,
});
const plain = ({ machine, work, start, end }: Schedule) => ({
  machine: Array.from(machine),
  work: Array.from(work),
  start: Array.from(start),
  end: Array.from(end),
});

describe.each(engines)("edf on %s", (_, engine) => {
  it("is what plain sums give, every work all or nothing, certified", () => {
    let [full, none, late] = [0, 0, 0];
    for (const [label, problem] of instances(SIZES, 3)) {
      const { machines, tasks } = problem;
      const schedule = solveOn(engine, problem, options);
      expect(certify(problem, schedule).violations, label).toEqual([]);
      expect(schedule.worstCaseGap).toBeNull();
      for (const [j, { maxWork, deadline }] of tasks.entries()) {
        expect([0, maxWork], label).toContain(schedule.work[j]);
        expect(schedule.end[j] <= deadline, label).toBe(true);
        if (schedule.work[j] > 0) full++;
        else if (maxWork > 0) none++;
        if (schedule.end[j] === deadline && deadline > 0) late++;
      }
      // where deadlines and sums tie by construction, machines of one finish do too
      if (label.startsWith("round") || label.startsWith("cap")) continue;
      const expected = plainEdf(machines, tasks);
      expect(Array.from(schedule.work), label).toEqual(expected.work);
      expect(Array.from(schedule.machine), label).toEqual(expected.machine);
    }
    expect(full).toBeGreaterThan(3000);
    expect(none).toBeGreaterThan(3000);
    expect(late).toBeGreaterThan(30);
  });

  it("tasks by deadline, each where it finishes first, in full or not at all", () => {
    const machines = [{ speed: 1 }, { speed: 2 }];
    const tasks = [task(3, 4), task(1, 2), task(1, 1), task(2, 2), task(2.5, 9)];
    const schedule = solveOn(engine, { machines, tasks }, options);
    // 1 on the fast one until 1, 2 on the slow one until 1, 3 on the fast one until 2, not on the
    // slow one until 3; 4 fits nowhere and takes no time; 0 would end at 4 on either
    expect(plain(schedule)).toEqual({
      machine: [-1, 1, 0, 1, -1],
      work: [0, 2, 1, 2, 0],
      start: [0, 0, 0, 1, 0],
      end: [0, 1, 1, 2, 0],
    });
    expect(Array.from(schedule.order)).toEqual([4, 0, 2, 1, 3]);
  });

  it("equal finishes: the faster machine, then the first; equal deadlines: the first task", () => {
    const tie = { machines: [{ speed: 1 }, { speed: 3 }, { speed: 1 }], tasks: [] as Task[] };
    tie.tasks = [task(9, 3), task(9, 3), task(9, 3), task(9, 3)];
    expect(Array.from(solveOn(engine, tie, options).machine)).toEqual([1, 1, 1, 0]);
    tie.tasks.push(task(9, 12)); // ends at 7 on the fast one
    expect(solveOn(engine, tie, options).machine[4]).toBe(1);
    const same = { machines: [{ speed: 1 }, { speed: 1 }], tasks: [task(1, 1), task(1, 1)] };
    same.tasks.push(task(1, 1));
    expect(Array.from(solveOn(engine, same, options).machine)).toEqual([0, 1, -1]);
  });

  it("works that fill a deadline but for rounding are in time", () => {
    // 0.1 + 0.2 > 0.3 as doubles
    const tasks = [task(0.3, 0.1), task(0.3, 0.2)];
    const { work, end } = solveOn(engine, { machines: [{ speed: 1 }], tasks }, options);
    expect([Array.from(work), Array.from(end)]).toEqual([
      [0.1, 0.2],
      [0.1, 0.3],
    ]);
    const many = Array.from({ length: 1000 }, (_, k) => task((k + 1) / 10, 0.1));
    const filled = { machines: [{ speed: 1 }], tasks: many };
    expect(solveOn(engine, filled, options).work.every((work) => work === 0.1)).toBe(true);
    // what a task hides of its time is not forgotten: 0.3 of 0.29999999 is no rounding
    const over = { machines: [{ speed: 1 }], tasks: [task(0.3 * (1 - 1e-14), 0.3)] };
    expect(solveOn(engine, over, options).work[0]).toBe(0);
  });

  it("what rounding hides of a time is a debt of the next task", () => {
    const machines = [{ speed: 1 }];
    const works = (tasks: Task[]) => solveOn(engine, { machines, tasks }, options).work;
    // added plainly 0.1 * 10,000 is 1000.00000000016
    const many = works(Array.from({ length: 10_000 }, () => task(1000, 0.1)));
    expect(many.filter((work) => work === 0.1).length).toBe(10_000);
    // each of these is an ulp late; the second of them two
    const ulp = 2 ** -42;
    const late = [1, 2, 3].map((k) => task(1024 + k * (1 - ulp), 1));
    expect(Array.from(works([task(1024, 1024), ...late]))).toEqual([1024, 1, 0, 1]);
    // an end that rounds to its deadline owes nothing
    const even = [task(2, 1 + ulp / 2), task(1024, 1023), task(1025 - ulp, 1)];
    expect(Array.from(works(even))).toEqual([1 + ulp / 2, 1023, 1]);
  });

  it("no deadline, no time, no work", () => {
    const machines = [{ speed: 1 }];
    const tasks = [task(0, 1), task(Infinity, 1), task(0, 0), task(Infinity, 5)];
    const schedule = solveOn(engine, { machines, tasks }, options);
    expect(plain(schedule)).toEqual({
      machine: [-1, 0, -1, 0],
      work: [0, 1, 0, 5],
      start: [0, 0, 0, 1],
      end: [0, 1, 0, 6],
    });
    // an end that is no number is no end
    const long = { machines: [{ speed: 1e-10 }], tasks: [task(Infinity, 1e300)] };
    expect(solveOn(engine, long, options).work[0]).toBe(0);
  });

  it("one machine: not the optimum of the relaxation", () => {
    const problem = { machines: [{ speed: 1 }], tasks: [task(1, 0.9), task(1, 0.9)] };
    expect(Array.from(solveOn(engine, problem, options).work)).toEqual([0.9, 0]);
    expect(solveOn(engine, problem).work[1]).toBeCloseTo(0.5, 12);
  });

  it("weights, gains and bases count in the value alone", () => {
    let changed = 0;
    for (const family of Object.keys(FAMILIES)) {
      const { machines, tasks } = instance(family, 40, 3, 4);
      const other = tasks.map((one, j) => ({ ...one, weight: 1 + j, base: 0.1, gain: 0.5 }));
      const before = solveOn(engine, { machines, tasks }, options);
      const after = solveOn(engine, { machines, tasks: other }, options);
      expect(plain(after), family).toEqual(plain(before));
      if (after.value !== before.value) changed++;
    }
    expect(changed).toBeGreaterThan(10);
  });

  it("both bounds hold, and the preemptive one is no worse", () => {
    let tighter = 0;
    for (const [label, problem] of instances([[20, 4]], 2)) {
      const loose = solveOn(engine, problem, options);
      const tight = solveOn(engine, problem, { ...options, boundMethod: "preemptive" });
      expect(plain(tight)).toEqual(plain(loose));
      expect(loose.bound, label).toBe(
        Math.max(loose.value, solveOn(engine, problem, { method: "approx" }).bound),
      );
      expect(tight.bound, label).toBeLessThanOrEqual(loose.bound);
      if (tight.bound < loose.bound) tighter++;
    }
    expect(tighter).toBeGreaterThan(10);
  });
});

describe("edf", () => {
  it("is never better than search", () => {
    let worse = 0;
    for (const [label, problem] of instances(
      [
        [20, 3],
        [20, 1],
      ],
      2,
    )) {
      const { value, bound } = solveOn(release, problem, options);
      const search = solveOn(release, problem, { limits: { steps: 1e6 } });
      expect(value, label).toBeLessThanOrEqual(search.value + 1e-12 * Math.abs(search.value));
      expect(value, label).toBeLessThanOrEqual(bound);
      if (value < search.value * (1 - 1e-3)) worse++;
    }
    expect(worse).toBeGreaterThan(20);
  });

  it("the order of tasks and a power of two as unit change nothing, other units next to nothing", () => {
    let [alike, applied] = [0, 0];
    for (const [label, problem] of instances([[40, 3]], 4)) {
      const { machines, tasks } = problem;
      const before = solveOn(release, problem, options);
      const { accuracy } = solveOn(release, inUnit(problem, 2 ** -30), options);
      expect(accuracy, label).toEqual(before.accuracy);
      for (const factor of [1e9, 1e-9]) {
        const { work } = solveOn(release, inUnit(problem, factor), options);
        applied++;
        if (work.every((f, j) => f > 0 === before.work[j] > 0)) alike++;
      }
      if (new Set(tasks.map(({ deadline }) => deadline)).size < tasks.length) continue;
      const reversed = solveOn(release, { machines, tasks: [...tasks].reverse() }, options);
      expect(Array.from(reversed.work).reverse(), label).toEqual(Array.from(before.work));
      expect(Array.from(reversed.machine).reverse(), label).toEqual(Array.from(before.machine));
    }
    // rounding of the units may tip a tie, in the families that are made of ties
    expect(alike).toBeGreaterThan(0.95 * applied);
  });
});
