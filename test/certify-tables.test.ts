// The checker of schedules with tables: what holds passes, every forgery is caught in its words, and
// what prices prove is never below the optimum.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { randomFrom } from "../src/problem/generate.js";
import { REASONS } from "../src/problem/words.js";
import { certify } from "../src/schedule/certify.js";
import type { TablesScheduleJson } from "../src/types/index.js";
import { type Assignment, bruteForce, layOut, pointAt, type TableRows } from "./helpers/tables.js";

interface Case {
  name: string;
  problem: TableRows;
  optimum: number;
  priceBound: number;
  witness: { machine: number[]; time: number[] };
}

const fixture = readFileSync(new URL("fixtures/tables.json", import.meta.url), "utf8");
const { cases } = JSON.parse(fixture) as { cases: Case[] };

const TABLE = { time: [2, 1, 4], accuracy: [0.6, 0.5, 0.9] };
const PROBLEM: TableRows = {
  models: {
    a: { x: TABLE, y: { ...TABLE, mode: "continuous" } },
    b: { x: TABLE },
  },
  machines: [{ type: "x" }, { type: "y", readyAt: 1 }, { type: "idle" }],
  tasks: [
    { model: "a", deadline: 4, weight: 2 },
    { model: "a", deadline: 6, base: 0.1, latency: [0, 1, null] },
    { model: "b", deadline: 1.5 },
    { model: "a", deadline: -1, base: 0.2 },
    { model: "b", deadline: null, minAccuracy: 0.95 },
    { model: "a", deadline: 0.5 },
    { model: "a", deadline: 3, minAccuracy: 0.55 },
    { model: "b", deadline: 9 },
  ],
};
/** On machine 0 task 2, then 0, then 7, each at a point; on machine 1 task 1, between two. */
const RUNS: Assignment = [
  { machine: 0, time: 2 },
  { machine: 1, time: 3 },
  { machine: 0, time: 1 },
  undefined,
  undefined,
  undefined,
  undefined,
  { machine: 0, time: 4 },
];
/** Of machine 0 until 3 s and until 9 s, of machine 1 until 5 s. */
const PRICES = { start: [0, 2, 3, 3], until: [3, 9, 5], price: [0.2, 0.1, 0.25] };

const edit = (change: Partial<Record<keyof TablesScheduleJson, unknown>>) =>
  ({ ...layOut(PROBLEM, RUNS), ...change }) as TablesScheduleJson;
const put = <Entry>(list: readonly Entry[], at: number, entry: Entry) =>
  list.map((other, j) => (j === at ? entry : other));

describe("a schedule laid out by hand", () => {
  const schedule = layOut(PROBLEM, RUNS);

  it("is valid, its value and what its prices prove as computed by hand", () => {
    expect(schedule.start).toEqual([1, 1, 0, 0, 0, 0, 0, 3]);
    expect(schedule.end).toEqual([3, 4, 1, 0, 0, 0, 0, 7]);
    expect(schedule.variant).toEqual([0, 0, 1, -1, -1, -1, -1, 2]);
    const words = ["served", "served", "served", "expired", "ineligible", "too-late", "outbid"];
    expect(schedule.reason).toEqual([...words, "served"]);
    // 2 0.6 + (0.6 + 0.3 / 2) + 0.5 + 0.2 + 0.9
    const value = 1.2 + 0.75 + 0.5 + 0.2 + 0.9;
    expect(schedule.value).toBeCloseTo(value, 12);
    const first = certify(PROBLEM, schedule);
    expect(first.violations).toEqual([]);
    // without prices: 0.1 + 0.2 of bases; 0: 4 on x; 1: 4 on x, less its base; 2: 1; 6: 2; 7: 4
    const free = 0.3 + 1.8 + 0.8 + 0.5 + 0.6 + 0.9;
    expect(first.bound).toBeCloseTo(free, 12);
    const priced = certify(PROBLEM, { ...schedule, prices: PRICES });
    expect(priced.violations).toEqual([]);
    // 0, until 4: x 1.8 - 0.4, y (3 s left) 1.5 - 0.75; 1, until 6 or 5: x 0.8 - 0.4, y 0.8 - 1 at
    // 4 s, 0.4 - 0.25 at 1 s; 2, until 1.5: 0.5 - 0.2; 6, until 3: x 0.6 - 0.4, y 0.6 - 0.5 at 2 s,
    // 0.55 - 0.375 at 1.5 s; 7, until 9: 0.9 - 0.4; 3 0.2 + 6 0.1 + 4 0.25 for the time
    const bound = 0.3 + 1.4 + 0.4 + 0.3 + 0.2 + 0.5 + 0.6 + 0.6 + 1;
    expect(priced.bound).toBeCloseTo(bound, 12);
    expect(priced.value).toBeCloseTo(value, 12);
    expect(priced.supported).toBe(true);
  });

  it("is valid in every form in which it may come back", () => {
    const codes = schedule.reason.map((word) => REASONS.indexOf(word));
    const asTyped = {
      ...schedule,
      machine: Int32Array.from(schedule.machine),
      start: Float64Array.from(schedule.start),
      reason: Uint8Array.from(codes),
      prices: { start: Int32Array.from([0, 0, 0, 0]), until: new Float64Array(0), price: [] },
    };
    for (const form of [schedule, asTyped, { ...schedule, reason: codes }]) {
      expect(certify(PROBLEM, form).violations).toEqual([]);
      expect(certify(PROBLEM, JSON.parse(JSON.stringify(form))).violations).toEqual([]);
    }
    expect(certify(JSON.parse(JSON.stringify(PROBLEM)), schedule).valid).toBe(true);
    const columns = {
      models: PROBLEM.models,
      machines: { type: PROBLEM.machines.map(({ type }) => type), readyAt: [0, 1, 0] },
      tasks: {
        model: PROBLEM.tasks.map(({ model }) => model),
        deadline: PROBLEM.tasks.map(({ deadline }) => deadline),
        weight: PROBLEM.tasks.map(({ weight = 1 }) => weight),
        base: PROBLEM.tasks.map(({ base = 0 }) => base),
        minAccuracy: PROBLEM.tasks.map(({ minAccuracy = -1e9 }) => minAccuracy),
        latency: PROBLEM.tasks.map(({ latency = 0 }) => latency),
      },
    };
    expect(certify(columns, schedule).violations).toEqual([]);
  });
});

const { machine, variant, start, end, accuracy, reason, order, value } = layOut(PROBLEM, RUNS);

/** [what is forged, the first violation] */
const FORGERIES: [string, TablesScheduleJson, string][] = [
  [
    "an unknown machine",
    edit({ machine: put(machine, 0, 3) }),
    "machine[0] is 3; expected an integer from -1 to 2",
  ],
  [
    "half a machine",
    edit({ machine: put(machine, 0, 0.5) }),
    "machine[0] is 0.5; expected an integer from -1 to 2",
  ],
  [
    "a machine without a table",
    edit({ machine: put(machine, 2, 1) }),
    "machine[2] is 1; expected a machine that can run request 2",
  ],
  [
    "a machine that is not available",
    edit({ machine: put(machine, 1, 2) }),
    "machine[1] is 2; expected a machine that can run request 1",
  ],
  [
    "a start before now",
    edit({ start: put(start, 2, -1), end: put(end, 2, 0) }),
    "start[2] is -1; expected a number >= readyAt, 0",
  ],
  [
    "a start before the machine is ready",
    edit({ start: put(start, 1, 0.5), end: put(end, 1, 3.5) }),
    "start[1] is 0.5; expected a number >= readyAt, 1",
  ],
  [
    "an end past the deadline",
    edit({ start: put(start, 7, 5.1), end: put(end, 7, 9.1) }),
    "end[7] is 9.1; expected a number <= deadline - latency, 9",
  ],
  [
    "an end past the latency",
    edit({ start: put(start, 1, 2.5), end: put(end, 1, 5.5) }),
    "end[1] is 5.5; expected a number <= deadline - latency, 5",
  ],
  [
    "a start that is none",
    edit({ start: put<unknown>(start, 1, "1") }),
    "start[1] is NaN; expected a number >= readyAt, 1",
  ],
  [
    "two at once",
    edit({ start: put(start, 0, 0.5), end: put(end, 0, 2.5) }),
    "start[0] is 0.5; expected a number >= end[2], 1, on the same machine",
  ],
  [
    "a run that is too short",
    edit({ end: put(end, 7, 6.999999) }),
    "end[7] - start[7] is 3.999999; expected 4, as in its table",
  ],
  [
    "a run that is too long",
    edit({ end: put(end, 7, 7.5) }),
    "end[7] - start[7] is 4.5; expected 4, as in its table",
  ],
  [
    "a stretch beyond its piece",
    edit({ variant: put(variant, 1, 1) }),
    "end[1] - start[1] is 3; expected from 1 to 2, as in its table",
  ],
  [
    "a better variant",
    edit({ variant: put(variant, 0, 2) }),
    "end[0] - start[0] is 2; expected 4, as in its table",
  ],
  [
    "no variant",
    edit({ variant: put(variant, 0, -1) }),
    "variant[0] is -1; expected the index of a point of its table",
  ],
  [
    "a variant past the table",
    edit({ variant: put(variant, 1, 3) }),
    "variant[1] is 3; expected the index of a point of its table",
  ],
  [
    "a better accuracy",
    edit({ accuracy: put(accuracy, 0, 0.61) }),
    "accuracy[0] is 0.61; expected 0.6, that of its run",
  ],
  [
    "a little better one",
    edit({ accuracy: put(accuracy, 0, 0.6000000000000001) }),
    "accuracy[0] is 0.6000000000000001; expected 0.6, that of its run",
  ],
  [
    "a better one on a line",
    edit({ accuracy: put(accuracy, 1, 0.7500001) }),
    "accuracy[1] is 0.7500001; expected 0.75, that of its run",
  ],
  [
    "an accuracy of nothing",
    edit({ accuracy: put(accuracy, 3, 0.5) }),
    "accuracy[3] is 0.5; expected the base 0.2",
  ],
  [
    "a variant of nothing",
    edit({ variant: put(variant, 3, 0) }),
    "variant[3] is 0; expected -1, as of its machine",
  ],
  [
    "a start of nothing",
    edit({ start: put(start, 4, 1) }),
    "start[4] is 1; expected 0 for a request that is not served",
  ],
  [
    "an end of nothing",
    edit({ end: put(end, 4, 1) }),
    "end[4] is 1; expected 0 for a request that is not served",
  ],
  [
    "not served, with a machine",
    edit({ reason: put(reason, 0, "outbid") }),
    'reason[0] is "outbid"; expected "served", as it has a machine',
  ],
  [
    "served, without one",
    edit({ reason: put(reason, 6, "served") }),
    'reason[6] is "served"; expected "outbid"',
  ],
  [
    "expired too early",
    edit({ reason: put(reason, 6, "expired") }),
    'reason[6] is "expired"; expected "outbid"',
  ],
  [
    "not expired",
    edit({ reason: put(reason, 3, "outbid") }),
    'reason[3] is "outbid"; expected "expired"',
  ],
  [
    "not ineligible",
    edit({ reason: put(reason, 4, "too-late") }),
    'reason[4] is "too-late"; expected "ineligible"',
  ],
  [
    "ineligible",
    edit({ reason: put(reason, 5, "ineligible") }),
    'reason[5] is "ineligible"; expected "too-late"',
  ],
  [
    "not too late",
    edit({ reason: put(reason, 5, "outbid") }),
    'reason[5] is "outbid"; expected "too-late"',
  ],
  [
    "undecided",
    edit({ reason: put(reason, 6, "undecided") }),
    'reason[6] is "undecided"; expected "outbid"',
  ],
  [
    "no reason",
    edit({ reason: put<unknown>(reason, 6, "because") }),
    'reason[6] is NaN; expected "outbid"',
  ],
  [
    "an unknown code",
    edit({ reason: put<unknown>(reason, 6, 6) }),
    'reason[6] is 6; expected "outbid"',
  ],
  [
    "a task twice in the order",
    edit({ order: put(order, 1, order[0]) }),
    `order[1] is ${order[0]}; expected each of 0 to 7 once`,
  ],
  [
    "another order",
    edit({ order: [...order].reverse() }),
    `order[1] is 7; expected a task on a later machine, or later, than 1`,
  ],
  [
    "a greater value",
    edit({ value: value + 1e-9, gap: 1e6 - value }),
    `value is ${value + 1e-9}; expected 3.55`,
  ],
  ["a greater mean", edit({ meanAccuracy: 0.9 }), "meanAccuracy is 0.9; expected 0.36875"],
  ["a gap below zero", edit({ gap: -1 }), "gap is -1; expected 999996.45, bound - value, and >= 0"],
  [
    "too small a bound",
    edit({ bound: 4, gap: 4 - value }),
    "bound is 4; expected a number >= 4.9, which is what the prices prove",
  ],
  [
    "relax that serves",
    edit({ method: "relax" }),
    "machine[0] is 0; expected an integer from -1 to -1",
  ],
  [
    "no prices",
    edit({ prices: undefined }),
    "prices is undefined; expected an object with start, until and price",
  ],
  [
    "prices of fewer machines",
    edit({ prices: { ...PRICES, start: [0, 3] } }),
    "prices.start.length is 2; expected 4, one more than machines",
  ],
  [
    "prices that begin late",
    edit({ prices: { ...PRICES, start: [1, 2, 3, 3] } }),
    "prices.start[0] is 1; expected an integer from 0 to 0",
  ],
  [
    "prices that go back",
    edit({ prices: { ...PRICES, start: [0, 2, 1, 3] } }),
    "prices.start[2] is 1; expected an integer from 2 to 10",
  ],
  [
    "fewer prices than they say",
    edit({ prices: { ...PRICES, price: [1] } }),
    "prices.price.length is 1; expected 3, the last of prices.start",
  ],
  [
    "fewer times than they say",
    edit({ prices: { ...PRICES, until: [1] } }),
    "prices.until.length is 1; expected 3, the last of prices.start",
  ],
  [
    "a price that rises",
    edit({ prices: { ...PRICES, price: [0.1, 0.2, 0.25] } }),
    "prices.price[1] is 0.2; expected a number > 0 and < 0.1",
  ],
  [
    "a price that stays",
    edit({ prices: { ...PRICES, price: [0.1, 0.1, 0.25] } }),
    "prices.price[1] is 0.1; expected a number > 0 and < 0.1",
  ],
  [
    "a price of nothing",
    edit({ prices: { ...PRICES, price: [0.2, 0, 0.25] } }),
    "prices.price[1] is 0; expected a number > 0 and < 0.2",
  ],
  [
    "a price without end",
    edit({ prices: { ...PRICES, price: [Infinity, 0.1, 0.25] } }),
    "prices.price[0] is Infinity; expected a number > 0 and < Infinity",
  ],
  [
    "prices until before it is ready",
    edit({ prices: { ...PRICES, until: [3, 9, 1] } }),
    "prices.until[2] is 1; expected a finite number > 1",
  ],
  [
    "times that stay",
    edit({ prices: { ...PRICES, until: [3, 3, 5] } }),
    "prices.until[1] is 3; expected a finite number > 3",
  ],
  [
    "times without end",
    edit({ prices: { ...PRICES, until: [3, Infinity, 5] } }),
    "prices.until[1] is Infinity; expected a finite number > 3",
  ],
  [
    "a column that is too short",
    edit({ variant: [] }),
    "variant.length is 0; expected 8, the number of tasks",
  ],
  [
    "a column that is none",
    edit({ reason: "served" }),
    'reason is "served"; expected an array of 8 numbers',
  ],
];

describe("forgeries", () => {
  it.each(FORGERIES)("%s", (_, schedule, violation) => {
    const { valid, violations } = certify(PROBLEM, schedule);
    expect(violations[0]).toBe(violation);
    expect(valid).toBe(false);
  });

  it("something else altogether", () => {
    for (const schedule of [undefined, null, 5, "all", [], {}]) {
      const { valid, value, supported } = certify(PROBLEM, schedule as never);
      expect([valid, value, supported]).toEqual([false, Number.NaN, false]);
    }
  });

  it("accuracies that are not enough, or no more than the base", () => {
    const problem: TableRows = {
      models: PROBLEM.models,
      machines: [{ type: "x" }],
      tasks: [{ model: "a", deadline: 9, minAccuracy: 0.6 }],
    };
    const served = (change: object, time = 1) => {
      const tasks = [{ ...problem.tasks[0], ...change }];
      return certify({ ...problem, tasks }, layOut({ ...problem, tasks }, [{ machine: 0, time }]));
    };
    const [few] = served({}).violations;
    expect(few).toBe("accuracy[0] is 0.5; expected a number >= minAccuracy, 0.6");
    expect(served({}, 2).valid).toBe(true);
    const [none] = served({ minAccuracy: 0, base: 0.5 }).violations;
    expect(none).toBe("accuracy[0] is 0.5; expected a number > base, 0.5");
  });
});

describe("bounds", () => {
  const schedule = layOut(PROBLEM, RUNS);

  it("beyond prices may be anything from the value on, and say so", () => {
    for (const provenBy of ["multipliers", "branch"] as const) {
      const claimed = { ...schedule, provenBy, bound: value, gap: 0 };
      expect(certify(PROBLEM, claimed)).toMatchObject({ valid: true, supported: false });
      const below = { ...claimed, bound: value - 1e-6, gap: 0 };
      expect(certify(PROBLEM, below).violations[0]).toContain(`expected a number >= 3.55`);
      expect(certify(PROBLEM, { ...schedule, provenBy }).supported).toBe(true);
    }
  });

  it("of a relaxation come without a schedule", () => {
    const none = layOut(PROBLEM, new Array(8).fill(undefined));
    const reasons = none.reason.map((word) => (word === "outbid" ? "undecided" : word));
    const bound = { ...none, method: "relax", status: "bound", reason: reasons } as const;
    expect(certify(PROBLEM, { ...bound, prices: PRICES }).violations).toEqual([]);
    const decided = certify(PROBLEM, { ...bound, reason: none.reason }).violations;
    expect(decided[0]).toBe('reason[0] is "outbid"; expected "undecided"');
  });

  it("are infinite nowhere: time without a price costs nothing, and no deadline is no harm", () => {
    const problem: TableRows = {
      models: PROBLEM.models,
      machines: [{ type: "y", readyAt: 3 }],
      tasks: [
        { model: "a", deadline: null },
        { model: "a", deadline: Infinity },
      ],
    };
    const laid = layOut(problem, [
      { machine: 0, time: 4 },
      { machine: 0, time: 4 },
    ]);
    const prices = { start: [0, 1], until: [5], price: [100] };
    const { valid, bound } = certify(problem, { ...laid, prices });
    expect(valid).toBe(true);
    expect(bound).toBeCloseTo(1.8 + 200, 9);
  });

  it("count what rounding lets in: 0.1 s + 0.2 s by 0.3 s", () => {
    const problem: TableRows = {
      models: { a: { x: { time: [0.2], accuracy: [1] } } },
      machines: [{ type: "x", readyAt: 0.1 }],
      tasks: [{ model: "a", deadline: 0.3 }],
    };
    const served = layOut(problem, [{ machine: 0, time: 0.2 }]);
    expect(served.end).toEqual([0.3]);
    expect(certify(problem, served)).toMatchObject({ valid: true, bound: 1, value: 1 });
    const none = layOut(problem, [undefined]);
    for (const word of ["too-late", "outbid"] as const) {
      expect(certify(problem, { ...none, reason: [word] })).toMatchObject({
        valid: true,
        bound: 1,
      });
    }
  });
});

/** Prices that fall, drawn around what values and times are. */
function drawPrices(problem: TableRows, random: () => number) {
  const prices = { start: [0], until: [] as number[], price: [] as number[] };
  const last = Math.max(...problem.tasks.map(({ deadline }) => Math.min(deadline ?? 0, 1e9)), 1);
  for (const { readyAt = 0 } of problem.machines) {
    const count = Math.floor(Math.min(4, problem.tasks.length + 1) * random());
    let until = readyAt;
    let price = (3 * random()) / last;
    for (let k = 0; k < count; k++) {
      until += 0.01 + (last * random()) / 2;
      price *= 0.2 + 0.7 * random();
      prices.until.push(until);
      prices.price.push(price);
    }
    prices.start.push(prices.until.length);
  }
  return prices;
}

/** A tiny problem of tables with everything in it. */
function drawProblem(random: () => number): TableRows {
  const draw = (count: number) => Array.from({ length: count }, () => random());
  const pick = <Choice>(...choices: Choice[]) => choices[Math.floor(choices.length * random())];
  const table = () => {
    const count = pick(1, 2, 3);
    const mode = pick("discrete", "continuous") as "discrete";
    return { time: draw(count).map((t) => 0.1 + t), accuracy: draw(count), mode };
  };
  const m = pick(1, 2);
  return {
    models: { a: { x: table(), y: table() }, b: { x: table() } },
    machines: Array.from({ length: m }, (_, r) => ({
      type: r === 0 ? "x" : pick("x", "y"),
      readyAt: pick(0, random() / 2),
    })),
    tasks: Array.from({ length: pick(1, 2, 3) }, () => ({
      model: pick("a", "b"),
      deadline: pick(2 * random(), 2 * random(), null, -0.1),
      weight: pick(1, 0.5 + random()),
      base: pick(0, 0, 0.3, -0.5),
      ...pick({}, { minAccuracy: random() }),
      latency: pick<number | (number | null)[]>(
        0,
        0.2 * random(),
        Array.from({ length: m }, () => pick(null, 0, 0.3)),
      ),
    })),
  };
}

/** The time of a run without what the solver of the linear programme rounded. */
function exactly({ models, machines, tasks }: TableRows, j: number, r: number, time: number) {
  const table = models[tasks[j].model][machines[r].type];
  const point = Array.from(table.time).find((t) => Math.abs(t - time) < 1e-9);
  const { minAccuracy = -1 } = tasks[j];
  const shorter = time - 1e-9;
  return point ?? (pointAt(table, shorter).accuracy < minAccuracy ? time : shorter);
}

describe("what prices prove", () => {
  it("is never below the optimum", () => {
    const random = randomFrom(17);
    let tight = 0;
    for (let round = 0; round < 300; round++) {
      const problem = drawProblem(random);
      const optimum = bruteForce(problem);
      const none = layOut(problem, []);
      expect(certify(problem, none).violations, JSON.stringify(problem)).toEqual([]);
      for (let k = 0; k < 5; k++) {
        const prices = drawPrices(problem, random);
        const { violations, bound } = certify(problem, { ...none, prices });
        expect(violations).toEqual([]);
        expect(bound, JSON.stringify({ problem, prices })).toBeGreaterThanOrEqual(optimum - 1e-9);
        if (bound < optimum + 0.05) tight++;
      }
    }
    expect(tight).toBeGreaterThan(100);
  });

  it.each(cases.map((one) => [one.name, one] as const))("%s: its optimum", (_, one) => {
    const { problem, optimum, priceBound, witness } = one;
    const runs = witness.machine.map((r, j) =>
      r < 0 ? undefined : { machine: r, time: exactly(problem, j, r, witness.time[j]) },
    );
    const schedule = layOut(problem, runs);
    const { violations, value } = certify(problem, schedule);
    expect(violations).toEqual([]);
    expect(value).toBeCloseTo(optimum, 8);
    const random = randomFrom(problem.tasks.length);
    for (let k = 0; k < 20; k++) {
      const prices = drawPrices(problem, random);
      const { valid, bound } = certify(problem, { ...schedule, prices });
      expect(valid).toBe(true);
      expect(bound).toBeGreaterThanOrEqual(priceBound * (1 - 1e-9));
    }
  });
});
