import { describe, expect, it } from "vitest";
import { generate, randomFrom } from "../src/problem/generate.js";
import { certify } from "../src/schedule/certify.js";
import type { CurvesProblem, Schedule, ScheduleLike } from "../src/types/index.js";
import optima from "./fixtures/optima.json" with { type: "json" };
import { release, solveOn } from "./helpers/engines.js";
import { instances, type Rows } from "./helpers/instances.js";
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
    const exact = solveOn(release, problem, { method: "exact", gapTolerance: 1e-6 });
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
    for (const options of [{ boundMethod: "preemptive" }, { method: "relax" }] as const) {
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
    const slow: CurvesProblem = { ...problem, machines: [{ speed: 1 }] };
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

/** Speed of the machine that a task of a plan has: under "relax" that of all. */
function paceOf({ machines }: Rows, r: number, method: string): number {
  if (method === "relax") return machines.reduce((sum, { speed }) => sum + speed, 0);
  return r < 0 ? 0 : machines[r].speed;
}

/**
 * What a schedule must be where the tasks have these [machine, start, end] and prices, from the
 * definitions; `bound` is that of the prices, by brute force.
 */
function forge(
  rows: Rows,
  plan: [number, number, number][],
  price: number[],
  change: Partial<Record<keyof Schedule, unknown>> = {},
): ScheduleLike {
  const method = (change.method ?? "refit") as Schedule["method"];
  const [machine, start, end] = [0, 1, 2].map((k) => plan.map((entry) => entry[k]));
  const work = plan.map(([r, from, to]) => paceOf(rows, r, method) * (to - from));
  const accuracy =
    (change.accuracy as number[]) ?? accuraciesOf(rows, (change.work as number[]) ?? work);
  const value = accuracy.reduce((sum, a, j) => sum + (rows.tasks[j].weight ?? 1) * a, 0);
  const meanAccuracy = accuracy.reduce((sum, a) => sum + a, 0) / Math.max(plan.length, 1);
  const bound = Math.max(value, boundByBruteForce(rows, price, method === "relax"));
  const gap = bound - value;
  const order = [...plan.keys()].sort((i, j) => machine[i] - machine[j] || start[i] - start[j]);
  const figures = { method, value, meanAccuracy, bound, gap };
  return {
    machine,
    start,
    end,
    work,
    accuracy,
    price,
    order,
    ...figures,
    ...change,
  } as ScheduleLike;
}

function accuraciesOf({ tasks }: Rows, work: number[]): number[] {
  return tasks.map(
    ({ theta, base = 0, gain = 1 }, j) => base - gain * Math.expm1(-theta * work[j]),
  );
}

/**
 * What prices prove: the most each task can win, found by halving, and the dearest corner of what
 * the machines can do, found by filling it in every order of the tasks.
 */
function boundByBruteForce({ machines, tasks }: Rows, price: number[], relaxed: boolean): number {
  const won = tasks.reduce((sum, task, j) => sum + mostWonByHalving(task, price[j]), 0);
  const speeds = machines.map(({ speed }) => speed).sort((a, b) => b - a);
  const room = (set: number[]) => {
    const due = set.map((j) => tasks[j].deadline).sort((a, b) => b - a);
    const total = speeds.reduce((sum, speed) => sum + speed, 0);
    if (relaxed) return due.length > 0 ? total * due[0] : 0;
    return speeds.reduce((sum, speed, c) => sum + speed * (due[c] ?? 0), 0);
  };
  const fill = (set: number[], paid: number): number =>
    tasks.reduce(
      (best, _, j) => {
        if (set.includes(j)) return best;
        const more = price[j] > 0 ? price[j] * (room([...set, j]) - room(set)) : 0;
        return Math.max(best, fill([...set, j], paid + more));
      },
      set.length === tasks.length ? paid : Number.NEGATIVE_INFINITY,
    );
  const priced = tasks.some((task, j) => price[j] > 0 && task.deadline === Infinity);
  return priced ? Infinity : won + fill([], 0);
}

/** The most that weight * accuracy - price * work can be: its slope falls, so its zero is halved. */
function mostWonByHalving(task: Rows["tasks"][number], price: number): number {
  const { theta, maxWork, weight = 1, base = 0, gain = 1 } = task;
  let [low, high] = [0, maxWork];
  for (let k = 0; k < 200; k++) {
    const f = (low + high) / 2;
    if (weight * gain * theta * Math.exp(-theta * f) > price) low = f;
    else high = f;
  }
  const at = (f: number) => weight * (base + gain * (1 - Math.exp(-theta * f))) - price * f;
  return Math.max(at(0), at(low), at(maxWork));
}

/** One task that fills the machine; at this price its bound is its value. */
const ALONE: Rows = {
  machines: [{ speed: 4 }],
  tasks: [{ deadline: 1, theta: 1, maxWork: 5, weight: 3, base: -5, gain: 2 }],
};
const FULL = [[0, 0, 1]] as [number, number, number][];
const SLOPE = 6 * Math.exp(-4);
/** What `value`, `bound` and `gap` may be off there, and its mean accuracy. */
const SIZE = 3 * (5 + 2 * (1 - Math.exp(-4)));

const violations = (rows: Rows, claim: ScheduleLike) => certify(rows, claim).violations;

describe("certify, forged schedules just inside and just outside of each tolerance:", () => {
  const honest = forge(ALONE, FULL, [SLOPE]);
  const { value, bound, meanAccuracy } = honest;
  const off = (name: string) => [expect.stringMatching(new RegExp(`^${name} is .*; expected `))];

  it("the honest one is valid, its numbers are those of the certificate", () => {
    expect(Math.abs(bound - value)).toBeLessThan(1e-13);
    const certificate = certify(ALONE, honest);
    expect(certificate).toEqual({
      valid: true,
      violations: [],
      value: expect.closeTo(value, 12),
      meanAccuracy: expect.closeTo(value / 3, 12),
      bound: expect.closeTo(value, 12),
      supported: true,
      gap: expect.closeTo(0, 12),
    });
    expect(certificate.gap).toBe(certificate.bound - certificate.value);
  });

  it.each([1, -1])("value, 1e-11 of its summands on side %i", (sign) => {
    const claim = (tolerances: number) => {
      const claimed = value + sign * tolerances * 1e-11 * SIZE;
      const above = Math.max(claimed, bound);
      return { ...honest, value: claimed, bound: above, gap: above - claimed };
    };
    expect(violations(ALONE, claim(0.95))).toEqual([]);
    const { value: wrong } = claim(1.05);
    const right = certify(ALONE, honest).value;
    expect(violations(ALONE, claim(1.05))).toEqual([`value is ${wrong}; expected ${right}`]);
  });

  it.each([1, -1])("meanAccuracy, 1e-11 of itself, or of 1, on side %i", (sign) => {
    const claim = (change: number) => ({ ...honest, meanAccuracy: meanAccuracy + sign * change });
    const size = 1e-11 * Math.abs(meanAccuracy);
    expect(violations(ALONE, claim(0.95 * size))).toEqual([]);
    const { meanAccuracy: wrong } = claim(1.05 * size);
    const right = certify(ALONE, honest).meanAccuracy;
    expect(violations(ALONE, claim(1.05 * size))).toEqual([
      `meanAccuracy is ${wrong}; expected ${right}`,
    ]);
    const low: Rows = { ...ALONE, tasks: [{ deadline: 1, theta: 0.01, maxWork: 5 }] };
    const small = forge(low, FULL, [0]);
    const near = (change: number) => ({
      ...small,
      meanAccuracy: small.meanAccuracy + sign * change,
    });
    expect(violations(low, near(0.95e-11))).toEqual([]);
    expect(violations(low, near(1.05e-11))).toEqual(off("meanAccuracy"));
  });

  it("bound, 1e-11 of the summands of the value below, anything above", () => {
    const claim = (claimed: number) => ({
      ...honest,
      bound: claimed,
      gap: Math.max(0, claimed - value),
    });
    expect(violations(ALONE, claim(bound + 1e6))).toEqual([]);
    expect(violations(ALONE, claim(bound - 0.95e-11 * SIZE))).toEqual([]);
    const lower = claim(bound - 1.05e-11 * SIZE);
    const found = violations(ALONE, lower);
    expect(found[0]).toMatch(
      /^bound is .*; expected a number >= .*, which is what the prices prove$/,
    );
    expect(certify(ALONE, lower).supported).toBe(false);
  });

  it("bound, where it is far above the value: 2^-48 of itself below", () => {
    const far = forge(ALONE, FULL, [1e9]);
    const claim = (tolerances: number) => {
      const claimed = far.bound * (1 - tolerances * 2 ** -48);
      return { ...far, bound: claimed, gap: claimed - far.value };
    };
    expect(far.bound).toBeCloseTo(4e9 - 15, 6);
    expect(violations(ALONE, claim(0.9))).toEqual([]);
    expect(violations(ALONE, claim(1.1))).toEqual(off("bound"));
    const least = certify(ALONE, far).bound;
    const lowest = least - 2 ** -48 * least;
    expect(violations(ALONE, { ...far, bound: lowest, gap: lowest - far.value })).toEqual([]);
  });

  it("a bound proven by branching: 1e-11 of the summands below the value", () => {
    const rest = { method: "exact", provenBy: "branch" };
    const far = forge(ALONE, FULL, [1], rest);
    const claim = (tolerances: number) => ({
      ...far,
      bound: value - tolerances * 1e-11 * SIZE,
      gap: 0,
    });
    expect(certify(ALONE, claim(0.95))).toMatchObject({ violations: [], supported: false });
    const { bound: claimed } = claim(1.05);
    const found = violations(ALONE, claim(1.05));
    expect(found[0]).toMatch(
      new RegExp(`^bound is ${claimed}; expected a number >= -?[\\d.]+, the value$`),
    );
    expect(violations(ALONE, { ...claim(1.05), provenBy: "prices" })[0]).toMatch(/prices prove$/);
  });

  it.each([1, -1])("gap, 1e-11 of the summands on side %i, and never below 0", (sign) => {
    const above = { ...honest, bound: bound + 1, gap: bound + 1 - value };
    const claim = (tolerances: number) => ({
      ...above,
      gap: above.gap + sign * tolerances * 1e-11 * SIZE,
    });
    expect(violations(ALONE, claim(0.95))).toEqual([]);
    const { gap } = claim(1.05);
    expect(violations(ALONE, claim(1.05))).toEqual([
      `gap is ${gap}; expected ${bound + 1 - value}, bound - value, and >= 0`,
    ]);
    expect(violations(ALONE, { ...honest, bound: value, gap: 0 })).toEqual([]);
    expect(violations(ALONE, { ...honest, bound: value, gap: -1e-300 })).toEqual(off("gap"));
    expect(violations(ALONE, { ...honest, gap: Number.NaN })).toEqual(off("gap"));
  });

  it("values of no work: 1e-24 of weight * gain, what an ulp of a price is worth", () => {
    const tasks = [{ deadline: 0, theta: 1, maxWork: 0, weight: 3, gain: 5 }];
    const idle: Rows = { machines: [{ speed: 1 }], tasks };
    const claim = (claimed: number) =>
      forge(idle, [[-1, 0, 0]], [0], { value: claimed, bound: Math.abs(claimed), gap: 0 });
    for (const sign of [1, -1]) {
      expect(violations(idle, { ...claim(sign * 14e-24), bound: sign * 14e-24 })).toEqual([]);
      expect(violations(idle, { ...claim(sign * 16e-24), bound: sign * 16e-24 })[0]).toMatch(
        /^value/,
      );
    }
  });

  it.each([1, -1])("accuracy, 1e-14 of |base| + gain on side %i", (sign) => {
    const claim = (tolerances: number) => {
      const accuracy = accuraciesOf(ALONE, [4]).map((a) => a + sign * tolerances * 7e-14);
      return { ...honest, accuracy };
    };
    expect(violations(ALONE, claim(0.95))).toEqual([]);
    const [wrong] = claim(1.05).accuracy;
    expect(violations(ALONE, claim(1.05))).toEqual([
      `accuracy[0] is ${wrong}; expected ${accuraciesOf(ALONE, [4])[0]}, that of work 4`,
    ]);
  });

  it("what is off by a whole tolerance holds", () => {
    const idle = { deadline: 0, theta: 1, maxWork: 0 };
    const one: Rows = { machines: [{ speed: 1 }], tasks: [idle] };
    const accuracy = forge(one, [[-1, 0, 0]], [0], { accuracy: [1e-14] });
    expect(violations(one, { ...accuracy, value: 0, bound: 0, meanAccuracy: 0 })).toEqual([]);
    const mean = forge(one, [[-1, 0, 0]], [0], { meanAccuracy: 1e-11 });
    expect(violations(one, mean)).toEqual([]);
    // bases that cancel, so that a bound far below the least is next to it as tolerances go
    const tasks = [1, -1, -1e-300].map((base) => ({ ...idle, base }));
    const three: Rows = { machines: [{ speed: 1 }], tasks };
    const plan = tasks.map(() => [-1, 0, 0] as [number, number, number]);
    const lowest = -(1e-11 * (1 + 1 + 1e-300) + 1e-24 * 3);
    expect(certify(three, forge(three, plan, [0, 0, 0])).bound).toBe(-1e-300);
    const bound = forge(three, plan, [0, 0, 0], { bound: lowest, gap: 0 });
    expect(violations(three, bound)).toEqual([]);
  });

  it("work, 4 ulps of the end times the speed", () => {
    const claim = (work: number) => forge(ALONE, FULL, [SLOPE], { work: [work] });
    // 16 * 2^-52: ulps are 2^-50 above 4 and half of it below
    expect(violations(ALONE, claim(4 + 4 * 2 ** -50))).toEqual([]);
    expect(violations(ALONE, claim(4 - 8 * 2 ** -51))).toEqual([]);
    for (const work of [4 + 5 * 2 ** -50, 4 - 9 * 2 ** -51]) {
      expect(violations(ALONE, claim(work))).toEqual([
        `work[0] is ${work}; expected 4, speed * (end - start)`,
      ]);
    }
  });

  it("work of a short run that ends late: the ulps of the end, not of the run", () => {
    const late: Rows = {
      machines: [{ speed: 0.5 }],
      tasks: [{ deadline: 8, theta: 1, maxWork: 5 }],
    };
    const claim = (work: number) => forge(late, [[0, 7, 8]], [0], { work: [work] });
    // 0.5 * 8 * 4 * 2^-52 = 2^-48
    expect(violations(late, claim(0.5 + 2 ** -48))).toEqual([]);
    expect(violations(late, claim(0.5 - 2 ** -48))).toEqual([]);
    expect(violations(late, claim(0.5 + 1.05 * 2 ** -48))).toEqual(off("work\\[0\\]"));
    expect(violations(late, claim(0.5 - 1.05 * 2 ** -48))).toEqual(off("work\\[0\\]"));
  });

  it("work of a run of subnormal length: 2 least numbers, and 2 more times the speed", () => {
    const least = Number.MIN_VALUE;
    const short: Rows = {
      machines: [{ speed: 3 }],
      tasks: [{ deadline: 1, theta: 1, maxWork: 5 }],
    };
    const claim = (ulps: number) =>
      violations(short, forge(short, [[0, 0, 10 * least]], [0], { work: [ulps * least] }));
    for (const ulps of [22, 38]) expect(claim(ulps)).toEqual([]);
    for (const ulps of [21, 39]) expect(claim(ulps)).toEqual(off("work\\[0\\]"));
  });
});

/** Two machines, tasks without deadlines that matter. */
const PAIR: Rows = {
  machines: [{ speed: 2 }, { speed: 1 }],
  tasks: Array.from({ length: 3 }, () => ({ deadline: 4, theta: 1, maxWork: 8 })),
};
const pair = (plan: [number, number, number][], change: object = {}) =>
  violations(PAIR, forge(PAIR, plan, [0, 0, 0], change));

describe("certify, who runs when:", () => {
  const ulp = 2 ** -52;

  it.each([
    [
      "one after the other",
      [
        [0, 0, 1],
        [0, 1, 2],
        [0, 2, 4],
      ],
      undefined,
    ],
    [
      "the same on another machine",
      [
        [0, 0, 1],
        [1, 0, 1],
        [0, 1, 2],
      ],
      undefined,
    ],
    [
      "an ulp too early",
      [
        [0, 0, 1 + ulp],
        [0, 1, 2],
        [1, 0, 4],
      ],
      "start[1] is 1; expected a number >= end[0], 1.0000000000000002, on the same machine",
    ],
    [
      "two that start together",
      [
        [1, 1, 2],
        [1, 1, 3],
        [0, 0, 4],
      ],
      "start[1] is 1; expected a number >= end[0], 2, on the same machine",
    ],
    [
      "the later one first in the list",
      [
        [1, 1, 3],
        [0, 0, 4],
        [1, 0, 2],
      ],
      "start[0] is 1; expected a number >= end[2], 2, on the same machine",
    ],
    [
      "a machine's tasks apart in the list",
      [
        [1, 0, 2],
        [0, 0, 2],
        [1, 1, 3],
      ],
      "start[2] is 1; expected a number >= end[0], 2, on the same machine",
    ],
    [
      "no work in the middle of a run",
      [
        [0, 0, 2],
        [0, 1, 1],
        [1, 0, 1],
      ],
      "start[1] is 1; expected a number >= end[0], 2, on the same machine",
    ],
    [
      "the same, on no machine",
      [
        [0, 0, 2],
        [-1, 1, 1],
        [1, 0, 1],
      ],
      undefined,
    ],
    [
      "no work at the start of a run",
      [
        [0, 1, 2],
        [0, 1, 1],
        [1, 0, 1],
      ],
      undefined,
    ],
    [
      "no work at the end of a run",
      [
        [0, 1, 2],
        [0, 2, 2],
        [0, 0, 1],
      ],
      undefined,
    ],
    [
      "time on no machine",
      [
        [-1, 0, 3],
        [-1, 1, 2],
        [0, 0, 1],
      ],
      undefined,
    ],
  ] as [string, [number, number, number][], string | undefined][])("%s", (_, plan, expected) => {
    expect(pair(plan)).toEqual(expected ? [expected] : []);
  });

  it('under "relax" who does work, on one machine of the total speed', () => {
    const relaxed = (plan: [number, number, number][], change: object = {}) =>
      pair(plan, { method: "relax", ...change });
    expect(
      relaxed([
        [-1, 0, 1],
        [-1, 1, 2],
        [-1, 0.5, 0.5],
      ]),
    ).toEqual([]);
    expect(
      relaxed([
        [-1, 0, 2],
        [-1, 1, 2],
        [-1, 0, 0],
      ]),
    ).toEqual(["start[1] is 1; expected a number >= end[0], 2, on the same machine"]);
    expect(
      relaxed([
        [0, 0, 1],
        [-1, 1, 2],
        [-2, 0, 0],
      ]),
    ).toEqual([
      "machine[0] is 0; expected an integer from -1 to -1",
      "machine[2] is -2; expected an integer from -1 to -1",
    ]);
    // 3 * 1 * 4 ulps
    const claim = (work: number) =>
      relaxed(
        [
          [-1, 0, 1],
          [-1, 1, 1],
          [-1, 1, 1],
        ],
        { work: [work, 0, 0] },
      );
    expect(claim(3 + 12 * ulp)).toEqual([]);
    expect(claim(3 + 14 * ulp)).toEqual([
      `work[0] is ${3 + 14 * ulp}; expected 3, speed * (end - start)`,
    ]);
  });

  it.each([2, 0.5, -2, Number.NaN, Infinity])("machine %d is none", (r) => {
    const plan = [
      [0, 0, 1],
      [1, 0, 0],
      [-1, 0, 0],
    ] as [number, number, number][];
    expect(pair(plan, { machine: [0, r, -1], order: [2, 0, 1] })[0]).toBe(
      `machine[1] is ${r}; expected an integer from -1 to 1`,
    );
  });

  it("of a task whose machine is none, no more than that is said", () => {
    const plan = [
      [0, 0, 1],
      [1, 0, 0],
      [-1, 0, 0],
    ] as [number, number, number][];
    expect(pair(plan, { machine: [0, 2, -1], order: [2, 0, 1] })).toEqual([
      "machine[1] is 2; expected an integer from -1 to 1",
    ]);
  });

  it.each([
    [{ start: [-Number.MIN_VALUE, 0, 0] }, "start[0] is -5e-324; expected a number >= 0"],
    [{ start: [Number.NaN, 0, 0] }, "start[0] is NaN; expected a number >= 0"],
    [{ end: [-1, 0, 0] }, "end[0] is -1; expected a finite number >= start[0], 0"],
    [
      { end: [4 + 4 * ulp, 0, 0], work: [8, 0, 0] },
      `end[0] is ${4 + 4 * ulp}; expected a number <= the deadline 4`,
    ],
    [
      { work: [-1e-320, 0, 0], end: [0, 0, 0] },
      "work[0] is -1e-320; expected a number from 0 to 8",
    ],
    [{ work: [8 + 8 * ulp, 0, 0] }, `work[0] is ${8 + 8 * ulp}; expected a number from 0 to 8`],
    [{ price: [-5e-324, 0, 0] }, "price[0] is -5e-324; expected a finite number >= 0"],
    [{ price: [Infinity, 0, 0] }, "price[0] is Infinity; expected a finite number >= 0"],
    [{ price: [Number.NaN, 0, 0] }, "price[0] is NaN; expected a finite number >= 0"],
  ])("%j", (change, expected) => {
    const plan = [
      [0, 0, 4],
      [-1, 0, 0],
      [-1, 0, 0],
    ] as [number, number, number][];
    expect(pair(plan)).toEqual([]);
    expect(pair(plan, { order: [1, 2, 0] })).toEqual([]); // all work of task 0, up to its deadline
    expect(pair(plan, change)).toContain(expected);
  });

  it("an end that is infinite, without a deadline", () => {
    const free: Rows = {
      machines: [{ speed: 1 }],
      tasks: [{ deadline: Infinity, theta: 1, maxWork: 1 }],
    };
    const claim = forge(free, [[0, 0, 1]], [0], { end: [Infinity] });
    expect(violations(free, claim)).toContain(
      "end[0] is Infinity; expected a finite number >= start[0], 0",
    );
    expect(violations(free, forge(free, [[0, 0, 1]], [0]))).toEqual([]);
  });

  it("order: by machine, then by start, ties either way", () => {
    const plan = [
      [0, 0, 1],
      [1, 0, 1],
      [0, 1, 2],
    ] as [number, number, number][];
    const order = (...tasks: unknown[]) => pair(plan, { order: tasks });
    expect(order(0, 2, 1)).toEqual([]);
    expect(order(2, 0, 1)).toEqual([
      "order[1] is 0; expected a task on a later machine, or later, than 2",
    ]);
    expect(order(1, 0, 2)).toEqual([
      "order[1] is 0; expected a task on a later machine, or later, than 1",
    ]);
    expect(order(0, 1, 2)).toEqual([
      "order[2] is 2; expected a task on a later machine, or later, than 1",
    ]);
    for (const wrong of [3, -1, 0.5, 0, Number.NaN]) {
      expect(order(0, wrong, 1)).toEqual([`order[1] is ${wrong}; expected each of 0 to 2 once`]);
    }
    for (const tie of [
      [0, 1, 2],
      [0, 2, 1],
      [2, 1, 0],
    ]) {
      expect(
        pair(
          [
            [-1, 0, 0],
            [-1, 0, 0],
            [-1, 0, 0],
          ],
          { order: tie },
        ),
      ).toEqual([]);
    }
  });

  it("100 violations are listed, of 101 the last is counted", () => {
    for (const [n, last] of [
      [100, "accuracy[99] is -1; "],
      [101, "and 1 more"],
    ] as const) {
      const tasks = Array.from({ length: n }, () => ({ deadline: 0, theta: 1, maxWork: 0 }));
      const many: Rows = { machines: [{ speed: 1 }], tasks };
      const zero = new Float64Array(n);
      const order = zero.map((_, j) => j);
      const figures = { method: "refit", value: 0, meanAccuracy: 0, bound: 0, gap: 0 } as const;
      const columns = {
        machine: zero.map(() => -1),
        start: zero,
        end: zero,
        work: zero,
        price: zero,
      };
      const claim = { ...figures, ...columns, order, accuracy: zero.map(() => -1) };
      const found = violations(many, claim);
      expect(found).toHaveLength(n);
      expect(found.at(-1)?.slice(0, last.length)).toBe(last);
    }
  });

  it("no tasks", () => {
    const none: Rows = { machines: [{ speed: 1 }], tasks: [] };
    const empty = forge(none, [], []);
    const zero = { value: 0, meanAccuracy: 0, bound: 0, gap: 0 };
    expect(certify(none, empty)).toEqual({ valid: true, violations: [], supported: true, ...zero });
    expect(violations(none, JSON.parse(JSON.stringify(empty)))).toEqual([]);
  });
});

/** A problem on which prices are weighed: no task could do more than its maxWork until its deadline. */
function priced(n: number, m: number, seed: number): { rows: Rows; price: number[] } {
  const random = randomFrom(seed);
  const pick = (values: number[]) => values[Math.floor(values.length * random())];
  const machines = Array.from({ length: m }, () => ({ speed: pick([1, 2, 1 + 3 * random()]) }));
  const fastest = Math.max(...machines.map(({ speed }) => speed));
  const tasks = Array.from({ length: n }, () => {
    const deadline = pick([0, 1, 1, 3 * random(), 2]);
    return {
      deadline,
      theta: 0.5 + 2 * random(),
      maxWork: pick([1, random()]) * fastest * deadline,
      weight: 0.5 + random(),
      base: random() - 0.5,
      gain: 0.5 + random(),
    };
  });
  const price = tasks.map(() => pick([0, 0.3, 0.3, random(), 1e-9, 9]));
  return { rows: { machines, tasks }, price };
}

describe("certify, what prices prove:", () => {
  const idle = (n: number) =>
    Array.from({ length: n }, () => [-1, 0, 0] as [number, number, number]);

  it.each(["refit", "relax"])("as brute force, under %s", (method) => {
    let more = 0;
    for (let seed = 0; seed < 120; seed++) {
      const [n, m] = [1 + (seed % 5), 1 + (seed % 4)]; // more machines than tasks among them
      const { rows, price } = priced(n, m, seed);
      const claim = forge(rows, idle(n), price, { method });
      const certificate = certify(rows, claim);
      expect(certificate.bound).toBeCloseTo(claim.bound, 10);
      expect(certificate.violations).toEqual([]);
      if (claim.bound > claim.value + 1e-3) more++;
    }
    expect(more).toBeGreaterThan(90);
  });

  it.each(["refit", "relax"])(
    "no deadline: nothing at a price, the task's most at none, under %s",
    (method) => {
      const tasks = [
        { deadline: Infinity, theta: 1, maxWork: 2 },
        { deadline: 1, theta: 1, maxWork: 1 },
      ];
      const rows: Rows = { machines: [{ speed: 1 }, { speed: 1 }], tasks };
      const boundOf = (price: number[]) =>
        certify(rows, forge(rows, idle(2), price, { method })).bound;
      expect(boundOf([1e-300, 0])).toBe(Infinity);
      expect(boundOf([0, 0])).toBeCloseTo(2 - Math.exp(-2) - Math.exp(-1), 12);
      // alone on a machine, or with all of them: room 1 or 2
      expect(boundOf([0, 1])).toBeCloseTo(1 - Math.exp(-2) + (method === "relax" ? 2 : 1), 12);
      // two tasks at no price do not make it dear
      const free = { ...rows, tasks: [tasks[0], tasks[0]] };
      expect(certify(free, forge(free, idle(2), [0, 0], { method })).bound).toBeCloseTo(
        2 - 2 * Math.exp(-2),
        12,
      );
    },
  );

  it("values that cancel are summed as if exactly", () => {
    for (const bases of [
      [1e16, 1, -1e16],
      [1, 1e16, -1e16],
      [-1e16, 1, 1e16],
      [1, -1e16, 1e16],
      [1e16, -1, -1e16],
    ]) {
      const tasks = bases.map((base) => ({ deadline: 0, theta: 1, maxWork: 0, base, weight: 0.5 }));
      const rows: Rows = { machines: [{ speed: 1 }], tasks };
      const { value, meanAccuracy } = certify(rows, forge(rows, idle(3), [0, 0, 0]));
      const sum = bases.find((base) => Math.abs(base) === 1) as number;
      expect([value, meanAccuracy]).toEqual([sum / 2, sum / 3]);
    }
  });
});

describe("certify, columns of the wrong length:", () => {
  const three: Rows = { machines: [{ speed: 1 }], tasks: PAIR.tasks };
  const fine = forge(
    three,
    [
      [0, 0, 1],
      [0, 1, 2],
      [0, 2, 3],
    ],
    [0, 0, 0],
  );
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, j) => [j, 0]));
  const untouchable = (length: unknown) =>
    new Proxy(
      {},
      {
        has: (_, name) => name === "length",
        get(_, name) {
          if (name === "length") return length;
          throw new Error(`read ${String(name)}`);
        },
      },
    );

  it.each([
    [4294967295, "machine.length is 4294967295; expected 3, the number of tasks"],
    [2 ** 53, "machine.length is 9007199254740992; expected 3, the number of tasks"],
    [1e300, "machine.length is 1e+300; expected 3, the number of tasks"],
    [4, "machine.length is 4; expected 3, the number of tasks"],
    [2, "machine.length is 2; expected 3, the number of tasks"],
    [-1, "machine.length is -1; expected 3, the number of tasks"],
    [2.5, "machine.length is 2.5; expected 3, the number of tasks"],
    [Number.NaN, "machine.length is NaN; expected 3, the number of tasks"],
    [Infinity, "machine.length is Infinity; expected 3, the number of tasks"],
    ["3", 'machine.length is "3"; expected 3, the number of tasks'],
    [3n, "machine.length is 3n; expected 3, the number of tasks"],
    [null, "machine.length is null; expected 3, the number of tasks"],
    [Symbol("3"), "machine.length is Symbol(3); expected 3, the number of tasks"],
    [{ three: 3 }, "machine.length is an object; expected 3, the number of tasks"],
  ])("length %s: said at once, and no entry is read", (length, expected) => {
    const { valid, violations, supported, ...figures } = certify(three, {
      ...fine,
      machine: untouchable(length) as unknown as number[],
      start: [0, 0],
    });
    expect([valid, supported]).toEqual([false, false]);
    expect(violations).toEqual([expected, "start.length is 2; expected 3, the number of tasks"]);
    const nothing = Number.NaN;
    expect(figures).toEqual({
      value: nothing,
      meanAccuracy: nothing,
      bound: nothing,
      gap: nothing,
    });
  });

  it.each([
    ["a typed array", new Float64Array(1e6), "machine.length is 1000000"],
    ["an array with holes", new Array(2 ** 32 - 1), "machine.length is 4294967295"],
    ["JSON of a typed array with an entry more", many(4), "machine.length is more than 3"],
    ["JSON of one with many entries", many(1e5), "machine.length is more than 3"],
    ["JSON of one with an entry less", many(2), "machine.length is 2"],
    ["keys that are none", { a: 1, b: 2, c: 3 }, "machine.length is 0"],
    ["null", null, "machine.length is 0"],
    ["nothing", undefined, "machine.length is 0"],
    ["a DataView", new DataView(new ArrayBuffer(24)), "machine.length is 0"],
  ])("%s", (_, machine, begin) => {
    expect(certify(three, { ...fine, machine } as ScheduleLike).violations).toEqual([
      `${begin}; expected 3, the number of tasks`,
    ]);
  });

  it.each([
    ["a string", "000", '"000"'],
    ["an escape sequence", "\u001b[31m", '"\\u001b[31m"'],
    ["a long string", "x".repeat(1e6), `"${"x".repeat(100)}"... (1000000 characters)`],
    ["a number", 3, "3"],
    ["a boolean", true, "true"],
    ["a function", () => 3, "a function"],
  ])("%s is no column", (_, machine, shown) => {
    expect(certify(three, { ...fine, machine } as unknown as ScheduleLike)).toMatchObject({
      violations: [`machine is ${shown}; expected an array of 3 numbers`],
      value: Number.NaN,
    });
  });

  it("each column is looked up once, and what it throws comes out", () => {
    const read: string[] = [];
    const once = new Proxy(fine, {
      get(target, name) {
        read.push(String(name));
        return Reflect.get(target, name);
      },
    });
    expect(certify(three, once).violations).toEqual([]);
    expect(read.sort()).toEqual(
      "accuracy bound end gap machine meanAccuracy method order price provenBy start value work".split(
        " ",
      ),
    );
    const throws = (change: object) => () => certify(three, { ...fine, ...change });
    expect(throws({ machine: untouchable(3) })).toThrow("read 0");
    const failing = Object.defineProperty({ ...fine }, "work", {
      get() {
        throw new Error("not today");
      },
    });
    expect(() => certify(three, failing)).toThrow("not today");
  });

  it("array-likes and JSON of the right length are columns, what is no number is none", () => {
    const like = { length: 3, 0: 0, 1: 0, 2: 0 } as unknown as number[];
    expect(certify(three, { ...fine, machine: like }).violations).toEqual([]);
    expect(certify(three, { ...fine, machine: many(3) as unknown as number[] }).violations).toEqual(
      [],
    );
    for (const none of [null, "0", 0n, undefined, [0]]) {
      const start = [none, 1, 2] as unknown as number[];
      expect(certify(three, { ...fine, start }).violations[0]).toBe(
        "start[0] is NaN; expected a number >= 0",
      );
    }
    for (const name of ["value", "meanAccuracy", "bound", "gap"]) {
      expect(certify(three, { ...fine, [name]: "0" }).violations[0]).toMatch(
        new RegExp(`^${name} is NaN; expected`),
      );
    }
  });
});
