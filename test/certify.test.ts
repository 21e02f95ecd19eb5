import { describe, expect, it } from "vitest";
import { generate } from "../src/problem/generate.js";
import { certify } from "../src/schedule/certify.js";
import type { Problem, Schedule } from "../src/types/index.js";
import optima from "./fixtures/optima.json" with { type: "json" };
import { release, solveOn } from "./helpers/engines.js";
import { instances } from "./helpers/instances.js";
import { optimum } from "./helpers/oracle.js";

const problem = generate({ tasks: 12, machines: 3, speeds: [1, 4], seed: 4 });
const schedule = solveOn(release, problem, { method: "approx" });
const busy = schedule.order.filter((j) => schedule.machine[j] >= 0).at(-1) as number;

/** A copy of the schedule with a change. */
function broken(change: (copy: Schedule) => void): Schedule {
  const copy = structuredClone(schedule);
  change(copy);
  return copy;
}

const BREAKS: [string, (copy: Schedule) => void, RegExp][] = [
  [
    "an end after the deadline",
    (s) => (s.end[busy] = 1e9),
    /^end\[\d+\] is 1000000000; expected a number <= the deadline/,
  ],
  [
    "an end one ulp after the deadline",
    (s) => (s.end[late()] *= 1 + 2 ** -52),
    /^end\[\d+\] is .*; expected a number <= the deadline/,
  ],
  [
    "a start before now",
    (s) => (s.start[busy] = -1),
    /^start\[\d+\] is -1; expected a number >= 0/,
  ],
  [
    "an end before its start",
    (s) => (s.end[busy] = s.start[busy] / 2),
    /^end\[\d+\] is .*; expected a finite number >= start/,
  ],
  ["a start that is NaN", (s) => (s.start[busy] = Number.NaN), /^start\[\d+\] is NaN/],
  [
    "two tasks at once",
    (s) => (s.start[busy] *= 0.99),
    /^start\[\d+\] is .*; expected a number >= end\[\d+\]/,
  ],
  [
    "another machine",
    (s) => (s.machine[busy] = (s.machine[busy] + 1) % 3),
    /^work\[\d+\] is .*; expected .*speed \* \(end - start\)/,
  ],
  [
    "a machine that is not there",
    (s) => (s.machine[busy] = 3),
    /^machine\[\d+\] is 3; expected an integer from -1 to 2/,
  ],
  [
    "work without a machine",
    (s) => (s.machine[busy] = -1),
    /^work\[\d+\] is .*; expected 0, speed \* \(end - start\)/,
  ],
  [
    "more work than maxWork",
    (s) => (s.work[busy] = 99),
    /^work\[\d+\] is 99; expected a number from 0 to/,
  ],
  [
    "work that the time does not give",
    (s) => (s.work[busy] *= 1 + 1e-9),
    /^work\[\d+\] is .*; expected .*speed \* \(end - start\)/,
  ],
  [
    "a better accuracy",
    (s) => (s.accuracy[busy] += 1e-9),
    /^accuracy\[\d+\] is .*; expected .*, that of work/,
  ],
  ["a better value", (s) => (s.value *= 1 + 1e-9), /^value is /],
  ["a better mean accuracy", (s) => (s.meanAccuracy *= 1 + 1e-9), /^meanAccuracy is /],
  [
    "a tighter bound",
    (s) => (s.bound = s.value),
    /^bound is .*; expected a number >= .*, which is what the prices prove/,
  ],
  ["a smaller gap", (s) => (s.gap /= 2), /^gap is /],
  ["an infinite value", (s) => (s.value = Infinity), /^value is Infinity/],
  ["an infinite bound", (s) => (s.bound = -Infinity), /^bound is -Infinity/],
  [
    "a mean accuracy that is infinite",
    (s) => (s.meanAccuracy = Infinity),
    /^meanAccuracy is Infinity/,
  ],
  [
    "a string for a number",
    (s) => ((s as unknown as Record<string, unknown>).start = Array.from(s.start, String)),
    /^start\[0\] is NaN/,
  ],
  [
    "a bigint for a number",
    (s) => ((s as unknown as Record<string, unknown>).value = 1n),
    /^value is NaN/,
  ],
  ["a bound that is NaN", (s) => (s.bound = Number.NaN), /^bound is NaN/],
  [
    "a negative price",
    (s) => (s.price[busy] = -1),
    /^price\[\d+\] is -1; expected a finite number >= 0/,
  ],
  ["prices of nothing", (s) => s.price.fill(0), /^bound is /],
  [
    "an order that repeats",
    (s) => (s.order[1] = s.order[0]),
    /^order\[1\] is \d+; expected each of 0 to 11 once/,
  ],
  [
    "an order that is not sorted",
    (s) => s.order.reverse(),
    /^order\[\d+\] is \d+; expected a task on a later machine/,
  ],
  [
    "a missing array",
    (s) => delete (s as Partial<Schedule>).work,
    /^work.length is 0; expected 12, the number of tasks/,
  ],
  ["a short array", (s) => (s.start = s.start.slice(1)), /^start.length is 11; expected 12/],
];

/** A task that ends exactly at its deadline. */
function late(): number {
  const { tasks } = problem;
  return tasks.findIndex(
    ({ deadline }, j) => schedule.machine[j] >= 0 && schedule.end[j] === deadline,
  );
}

describe("certify", () => {
  it("accepts what solve returned, also from JSON", () => {
    expect(certify(problem, schedule)).toMatchObject({ valid: true, violations: [] });
    const text = JSON.stringify(schedule, (_, value) =>
      ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value,
    );
    expect(certify(problem, JSON.parse(text)).violations).toEqual([]);
    expect(certify(problem, JSON.parse(JSON.stringify(schedule))).violations).toEqual([]);
    const { value, bound, gap, meanAccuracy } = certify(problem, schedule);
    expect(value).toBeCloseTo(schedule.value, 12);
    expect(bound).toBeLessThan(schedule.bound); // the same prices prove more without self-parallelism
    expect(gap).toBeCloseTo(bound - value, 12);
    expect(meanAccuracy).toBeCloseTo(schedule.meanAccuracy, 12);
  });

  it('takes a bound from branching from the value on, from "exact" alone, and says so', () => {
    const exact = solveOn(release, problem, { method: "exact", tolerance: 1e-6 });
    const { bound: proven } = certify(problem, exact);
    const claim = (bound: number, rest: object) =>
      certify(problem, { ...exact, bound, gap: bound - exact.value, ...rest });
    const between = (exact.value + proven) / 2;
    expect(between).toBeGreaterThan(exact.value);
    expect(between).toBeLessThan(proven);
    expect(claim(between, { provenBy: "branch" })).toMatchObject({ valid: true, supported: false });
    expect(claim(proven, { provenBy: "branch" })).toMatchObject({ valid: true, supported: true });
    for (const rest of [{ provenBy: "prices" }, { provenBy: "branch", method: "search" }]) {
      expect(claim(between, rest).violations).toEqual([
        expect.stringMatching(
          /^bound is .*; expected a number >= .*, which is what the prices prove$/,
        ),
      ]);
    }
    const below = exact.value - 1e-3;
    expect(claim(below, { provenBy: "branch", gap: 0 }).violations.join()).toMatch(
      /bound is .*; expected a number >= .*, the value/,
    );
  });

  it("derives the preemptive bound from the prices, and the relaxation's under relax", () => {
    for (const options of [{ bound: "preemptive" }, { method: "relax" }] as const) {
      const claimed = solveOn(release, problem, options);
      const { violations, bound, gap } = certify(problem, claimed);
      expect(violations).toEqual([]);
      expect(bound).toBeCloseTo(claimed.bound, 12);
      expect(gap).toBeCloseTo(claimed.gap, 12);
      const tighter = { ...claimed, bound: claimed.bound - 1e-9, gap: claimed.gap - 1e-9 };
      expect(certify(problem, tighter).violations.join()).toMatch(
        /^bound is .*; expected a number >=/,
      );
    }
  });

  it.each(BREAKS)("finds %s", (_, change, expected) => {
    const { valid, violations } = certify(problem, broken(change));
    expect(valid).toBe(false);
    expect(violations.join("\n")).toMatch(new RegExp(expected.source, "m"));
  });

  it("finds a relaxation that does more than the machines can", () => {
    const relaxed = solveOn(release, problem, { method: "relax" });
    expect(certify(problem, relaxed).violations).toEqual([]);
    const slow: Problem = { ...problem, machines: [{ speed: 1 }] };
    expect(certify(slow, relaxed).violations.join("\n")).toMatch(
      /^work\[\d+\] is .*; expected .*, speed/m,
    );
    relaxed.machine[0] = 0;
    expect(certify(problem, relaxed).violations.join("\n")).toMatch(
      /^machine\[0\] is 0; expected an integer from -1 to -1$/m,
    );
  });

  it("any prices prove an upper bound, the solver's the best of them", () => {
    const { machines, tasks } = problem as {
      machines: { speed: number }[];
      tasks: { deadline: number; theta: number; maxWork: number }[];
    };
    const few = { machines, tasks: tasks.slice(0, 5) };
    const best = optimum(few.machines, few.tasks);
    const relaxed = solveOn(release, few, { method: "relax" });
    for (const factor of [0, 0.1, 0.5, 0.9, 0.999, 1, 1.001, 1.1, 2, 100]) {
      const prices = { ...relaxed, price: relaxed.price.map((price) => price * factor) };
      const { bound } = certify(few, prices);
      expect(bound).toBeGreaterThanOrEqual(best);
      expect(bound).toBeGreaterThanOrEqual(relaxed.bound - 1e-12);
    }
  });

  it("a bound far above the value may be rounded, and no more than that", () => {
    const claim = (share: number) =>
      broken((s) => {
        s.price.fill(1e12);
        s.bound = certify(problem, s).bound * share;
        s.gap = s.bound - s.value;
      });
    expect(certify(problem, claim(1 - 2 ** -52)).violations).toEqual([]);
    expect(certify(problem, claim(1 - 1e-13)).violations).toEqual([
      expect.stringMatching(/^bound is .* which is what the prices prove$/),
    ]);
  });

  it("its bound is above every known optimum", () => {
    for (const { problem: known, optimum: best } of optima.cases) {
      expect(certify(known, solveOn(release, known)).bound).toBeGreaterThanOrEqual(best - 1e-9);
    }
  });

  it("lists at most 100 violations and counts the rest", () => {
    const [[, many]] = instances([[500, 2]], 1);
    const wrong = solveOn(release, many);
    wrong.accuracy.fill(-1);
    const { violations } = certify(many, wrong);
    expect(violations).toHaveLength(101);
    expect(violations[100]).toBe("and 400 more");
  });

  it("changes nothing and calls null a schedule without arrays", () => {
    const before = structuredClone(schedule);
    certify(problem, schedule);
    expect(schedule).toEqual(before);
    expect(certify(problem, null as unknown as Schedule).violations[0]).toBe(
      "machine.length is 0; expected 12, the number of tasks",
    );
  });
});
