import { describe, expect, it } from "vitest";
import { randomFrom } from "../src/problem/generate.js";
import type { Machines } from "../src/schedule/capacity.js";
import { accuracyOf, preemptiveBound, relaxedBound, sum } from "../src/schedule/dual.js";
import type { Task } from "../src/types/index.js";

const DEFAULTS = { deadline: 1, theta: 1, maxWork: 1, weight: 1, base: 0, gain: 1 };
type Row = typeof DEFAULTS;

const BOUND_METHODS = [
  ["relaxed", relaxedBound, true],
  ["preemptive", preemptiveBound, false],
] as const;

/** The columns of some tasks. */
function columnsOf(tasks: readonly Partial<Task>[]) {
  const column = (name: keyof Row) =>
    Float64Array.from(tasks, (task) => task[name] ?? DEFAULTS[name]);
  const [deadline, theta, maxWork] = [column("deadline"), column("theta"), column("maxWork")];
  return {
    deadline,
    theta,
    maxWork,
    weight: column("weight"),
    base: column("base"),
    gain: column("gain"),
  };
}

/** Machines that are ready now. */
function machinesOf(speeds: number[]): Machines {
  return { speed: Float64Array.from(speeds), readyAt: new Float64Array(speeds.length) };
}

/** What is paid for the works alone: tasks that gain nothing win nothing. */
function paid(
  boundFrom: typeof relaxedBound,
  speeds: number[],
  deadlines: number[],
  prices: number[],
): number {
  const tasks = columnsOf(deadlines.map((deadline) => ({ deadline, gain: 0 })));
  return boundFrom(tasks, machinesOf(speeds), prices);
}

/** The most that a set of tasks can have: what is done between one deadline and the next. */
function roomOf(speeds: number[], deadlines: number[], relaxed: boolean): number {
  const fastest = [...speeds].sort((a, b) => b - a);
  const times = [...deadlines].sort((a, b) => a - b);
  return times.reduce((room, time, k) => {
    const open = relaxed ? fastest : fastest.slice(0, times.length - k);
    return room + (time - (times[k - 1] ?? 0)) * open.reduce((a, b) => a + b, 0);
  }, 0);
}

/** The dearest of all orders in which the tasks may take what they can have. */
function paidByBruteForce(
  speeds: number[],
  deadlines: number[],
  prices: number[],
  relaxed: boolean,
  taken: number[] = [],
): number {
  const room = roomOf(speeds, taken, relaxed);
  const first = [...deadlines.keys()].map((j) => {
    const others = deadlines.filter((_, i) => i !== j);
    const rest = prices.filter((_, i) => i !== j);
    const now = [...taken, deadlines[j]];
    const more = prices[j] * (roomOf(speeds, now, relaxed) - room);
    return more + paidByBruteForce(speeds, others, rest, relaxed, now);
  });
  return Math.max(...(first.length > 0 ? first : [0]));
}

describe.each(BOUND_METHODS)("what the prices pay, %s:", (name, boundFrom, relaxed) => {
  it("as in the dearest of all orders, to the bit in whole numbers", () => {
    const wrong: unknown[] = [];
    for (let seed = 0; seed < 600; seed++) {
      const random = randomFrom(seed);
      const some = (count: number, values: number[]) =>
        Array.from({ length: count }, () => values[Math.floor(values.length * random())]);
      const n = seed % 6;
      const speeds = some(1 + (seed % 5), [1, 2, 4, 7]);
      const deadlines = some(n, [0, 1, 2, 2, 5, 9]);
      const prices = some(n, [0, 1, 1, 3, 8]);
      const found = paid(boundFrom, speeds, deadlines, prices);
      const expected = paidByBruteForce(speeds, deadlines, prices, relaxed);
      if (found !== expected) wrong.push({ speeds, deadlines, prices, found, expected });
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    ["one task", [2, 4], [3], [5], 90, 60],
    ["one price", [2, 4], [3, 1], [5, 5], 90, 70],
    ["prices that fall along the deadlines", [4, 2], [1, 3], [5, 2], 54, 40],
    ["prices that rise along them", [4, 2], [1, 3], [2, 5], 90, 64],
    ["the same, the last deadline first", [4, 2], [3, 1], [5, 2], 90, 64],
    ["up and down again", [4, 2], [1, 2, 3], [1, 9, 4], 132, 104],
    ["a price of 0 before and after", [4, 2], [1, 2, 3], [0, 9, 0], 108, 72],
    ["one deadline", [4, 2], [3, 3, 3], [2, 1, 5], 90, 72],
    ["more tasks than machines, the latest last", [4, 2], [1, 2, 4], [7, 6, 5], 138, 114],
    ["more machines than tasks", [1, 4, 2], [1, 3], [1, 1], 21, 14],
    ["a deadline of 0", [4, 2], [0, 3], [9, 1], 18, 12],
    ["no task", [4, 2], [], [], 0, 0],
  ] as [string, number[], number[], number[], number, number][])(
    "%s, by hand",
    (_, speeds, deadlines, prices, together, apart) => {
      expect(paid(boundFrom, speeds, deadlines, prices)).toBe(
        name === "relaxed" ? together : apart,
      );
    },
  );

  it("of many tasks, price by price: what those can have that are as dear", () => {
    for (const [n, m] of [
      [40, 3],
      [100, 7],
      [100, 120],
    ]) {
      const random = randomFrom(n + m);
      const some = (count: number, most: number) =>
        Array.from({ length: count }, () => Math.floor(most * random()));
      const [speeds, deadlines, prices] = [some(m, 9), some(n, 300), some(n, 50)];
      const expected = Array.from({ length: 50 }, (_, price) => {
        const dear = deadlines.filter((_, j) => prices[j] > price);
        return roomOf(speeds, dear, relaxed);
      }).reduce((a, b) => a + b, 0);
      expect(paid(boundFrom, speeds, deadlines, prices)).toBe(expected);
    }
  });

  it("a deadline may come in at every place among the latest ones", () => {
    const speeds = [1, 16, 4, 2, 8];
    const before = [9, 7, 5, 3, 1];
    for (const deadline of [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]) {
      for (const count of [0, 1, 2, 3, 4, 5]) {
        const deadlines = [...before.slice(0, count), deadline];
        const prices = deadlines.map((_, j) => (j < count ? 2 : 1));
        const expected =
          2 * roomOf(speeds, before.slice(0, count), relaxed) +
          (roomOf(speeds, deadlines, relaxed) - roomOf(speeds, before.slice(0, count), relaxed));
        expect(paid(boundFrom, speeds, deadlines, prices), `${deadlines}`).toBe(expected);
      }
    }
  });

  it("a price without a deadline is infinite, however low; none is not", () => {
    expect(paid(boundFrom, [2], [Infinity], [5e-324])).toBe(Infinity);
    expect(paid(boundFrom, [2, 1], [1, Infinity, 1], [9, 1, 0])).toBe(Infinity);
    expect(paid(boundFrom, [2, 1], [Infinity, Infinity], [1, 1])).toBe(Infinity);
    expect(paid(boundFrom, [2], [Infinity], [0])).toBe(0);
    expect(paid(boundFrom, [2], [Infinity, 3, Infinity], [0, 5, 0])).toBe(30);
  });
});

describe.each(BOUND_METHODS)("what a task wins at its price, %s:", (_, boundFrom, relaxed) => {
  const speeds = machinesOf([2, 3]);
  const pace = relaxed ? 5 : 3;
  const task = { deadline: 2, theta: 0.5, maxWork: 4, weight: 3, base: -0.25, gain: 0.75 };
  const SLOPE = 3 * 0.75 * 0.5;
  const won = (price: number, change: object = {}) => {
    const { deadline, ...rest } = { ...task, ...change };
    const bound = boundFrom(columnsOf([{ deadline, ...rest }]), speeds, [price]);
    return price > 0 ? bound - price * pace * deadline : bound;
  };
  /** weight * accuracy - price * work */
  const at = (work: number, price: number) =>
    3 * (-0.25 + 0.75 * (1 - Math.exp(-0.5 * work))) - price * work;

  it("all that it can do, where work has no price: maxWork, or what there is time for", () => {
    expect(won(0)).toBeCloseTo(at(4, 0), 13);
    expect(won(0, { maxWork: 0 })).toBe(-0.75);
    expect(won(0, { maxWork: 100 })).toBeCloseTo(at(2 * pace, 0), 13);
    expect(won(0, { maxWork: 100, deadline: 0.125 })).toBeCloseTo(at(pace / 8, 0), 13);
    expect(won(0, { deadline: 0 })).toBe(-0.75);
    expect(won(0, { deadline: Infinity })).toBeCloseTo(at(4, 0), 13);
  });

  it("as much as pays for itself", () => {
    for (const share of [0.999, 0.9, 0.5, 0.2]) {
      const price = share * SLOPE;
      expect(won(price)).toBeCloseTo(at(-2 * Math.log(share), price), 13);
    }
  });

  it("no more than maxWork, nor than there is time for, where more would pay", () => {
    const price = 0.01 * SLOPE; // pays up to a work of 9.2
    expect(won(price)).toBeCloseTo(at(4, price), 13);
    expect(won(price, { maxWork: 50, deadline: 1 })).toBeCloseTo(at(pace, price), 13);
    expect(won(price, { maxWork: 50, deadline: 5 })).toBeCloseTo(
      at(-2 * Math.log(0.01), price),
      12,
    );
  });

  it("its base alone, where no work pays", () => {
    for (const price of [SLOPE, 2, 64]) expect(won(price)).toBe(-0.75);
  });

  it("a slope too small for a number is one of 0", () => {
    const flat = { weight: 1e-200, gain: 1e-200, base: 0 };
    expect(won(0, flat)).toBe(0);
    expect(won(1, flat)).toBe(0);
  });

  it("never less than at some work, and no more than at the best of many", () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = randomFrom(seed);
      const row = { ...task, maxWork: 12 * random(), weight: 0.1 + 3 * random() };
      const price = random() ** 2 * 2;
      const most = Math.min(row.maxWork, pace * row.deadline);
      const values = Array.from({ length: 4001 }, (_, k) => {
        const work = (most * k) / 4000;
        return row.weight * (-0.25 + 0.75 * (1 - Math.exp(-0.5 * work))) - price * work;
      });
      const bound = won(price, row);
      expect(bound).toBeGreaterThanOrEqual(Math.max(...values) - 1e-12);
      expect(bound).toBeLessThanOrEqual(Math.max(...values) + 1e-5);
    }
  });

  it("each task at its own price", () => {
    const tasks = columnsOf([task, { ...task, weight: 1 }, { ...task, maxWork: 0.5 }]);
    const prices = [0, 4, 1e-3];
    // the second wins its base, the third all of its little work
    const works = at(4, 0) - 0.25 + at(0.5, 1e-3);
    const pays = paid(boundFrom, [2, 3], [2, 2, 2], prices);
    expect(boundFrom(tasks, speeds, prices)).toBeCloseTo(works + pays, 12);
  });

  it("values that cancel are summed as if exactly", () => {
    const bases = [1e16, 1, -1e16].map((base) => ({ base, deadline: 0 }));
    expect(boundFrom(columnsOf(bases), speeds, [0, 0, 0])).toBe(1);
  });
});

describe("sum", () => {
  it.each([
    [[], 0],
    [[3], 3],
    [[1, 2, 4], 7],
    [[1e16, 1, -1e16], 1],
    [[1, 1e16, -1e16], 1],
    [[-1e16, 1, 1e16], 1],
    [[1, -1e16, 1e16], 1],
    [[1e16, -1, -1e16], -1],
    [[-1, -1e16, 1e16], -1],
    [[1e16, 1e16, 3, -1e16, -1e16], 3],
    [[1, 2 ** -53, 2 ** -53], 1 + 2 ** -52],
    [[1, -(2 ** -54), -(2 ** -54)], 1 - 2 ** -53],
    [[Infinity, 1], Infinity],
    [[1, Infinity], Infinity],
    [[-Infinity, 1], -Infinity],
  ] as [number[], number][])("of %j is %d", (values, expected) => {
    expect(sum(Float64Array.from(values))).toBe(expected);
    const twice = Float64Array.from(values, (value) => value * 2);
    expect(sum(twice, new Float64Array(values.length).fill(0.5))).toBe(expected);
  });

  it("each value has its own factor", () => {
    expect(sum(Float64Array.of(2, 3, 5), Float64Array.of(7, 11, 0))).toBe(47);
  });
});

describe("accuracyOf", () => {
  it("is the base at no work, and all of the gain more after much of it", () => {
    const tasks = columnsOf([
      { base: 0.25, gain: 0.5, theta: 2 },
      { base: -1, gain: 3, theta: 0.5 },
    ]);
    expect([accuracyOf(tasks, 0, 0), accuracyOf(tasks, 1, 0)]).toEqual([0.25, -1]);
    expect([accuracyOf(tasks, 0, 1e3), accuracyOf(tasks, 1, 1e3)]).toEqual([0.75, 2]);
    expect(accuracyOf(tasks, 0, 0.75)).toBeCloseTo(0.25 + 0.5 * (1 - Math.exp(-1.5)), 15);
    expect(accuracyOf(tasks, 1, 0.75)).toBeCloseTo(-1 + 3 * (1 - Math.exp(-0.375)), 15);
  });

  it("keeps the digits of a little work", () => {
    const tasks = columnsOf([{ gain: 3, theta: 2 }]);
    expect(accuracyOf(tasks, 0, 1e-20)).toBeCloseTo(6e-20, 30);
  });
});
