// The parts of the dispatcher, each against a simple form of itself.

import { describe, expect, it } from "vitest";
import { Machines } from "../src/online/held/machines.js";
import { type Due, DueQueue } from "../src/online/held/queue.js";
import { Margin } from "../src/online/learned/margin.js";
import { ReleasePrices } from "../src/online/learned/release.js";
import { readSettings } from "../src/online/settings.js";
import { Ladders } from "../src/online/sizes/ladders.js";
import { randomFrom } from "../src/problem/generate.js";

describe("the queue", () => {
  type Item = Due<string>;
  const before = (a: Item, b: Item) => a.due - b.due || a.order - b.order;

  it("is in order, whatever comes and goes, and keeps columns in step", () => {
    const random = randomFrom(1);
    const queue = new DueQueue<Item, string>(2, 700);
    const all: Item[] = [];
    for (let order = 0; order < 6000; order++) {
      const isAdded = all.length < 10 || random() < (order < 4000 ? 0.75 : 0.2);
      if (isAdded) {
        const due = Math.floor(200 * random()); // many are due together
        const item = { due, order, numbers: [order, -due], shared: `${order % 3}` };
        queue.add(item);
        all.push(item);
      } else {
        const [item] = all.splice(Math.floor(random() * all.length), 1);
        queue.remove(item);
      }
      if (order % 97 > 0) continue;
      const sorted = [...all].sort(before).slice(0, 700);
      const { length, entries, shared, due, columns } = queue.head();
      expect(entries).toEqual(sorted);
      expect(queue.first).toBe(sorted[0]);
      expect(length).toBe(sorted.length);
      expect(shared).toEqual(sorted.map((item) => item.shared));
      expect([...due.subarray(0, length)]).toEqual(sorted.map((item) => item.due));
      for (const k of [0, 1]) {
        expect([...columns[k].subarray(0, length)]).toEqual(
          sorted.map(({ numbers }) => numbers[k]),
        );
      }
    }
    expect(all.length).toBeGreaterThan(700);
  });

  it("is empty when all have left", () => {
    const queue = new DueQueue<Item, string>(0, 10);
    const items = Array.from({ length: 2000 }, (_, order) => {
      return { due: 0, order, numbers: [], shared: "" };
    });
    for (const item of items) queue.add(item);
    for (const item of items) queue.remove(item);
    expect([queue.first, queue.head().length]).toEqual([undefined, 0]);
  });
});

describe("capacity", () => {
  it("is the sum over the machines, also when they change", () => {
    const random = randomFrom(2);
    const machines = new Machines();
    for (let id = 0; id < 20; id++) machines.add(id, 0.5 + random(), -1, 10 * random());
    for (let round = 0; round < 200; round++) {
      const list = [...machines.byId.values()];
      list[Math.floor(random() * list.length)].readyAt = 10 * random();
      if (round % 20 === 0) machines.remove(list[0]);
      if (round % 25 === 0) machines.add(100 + round, random(), -1, 10 * random());
      const now = 5 * random();
      const capacity = machines.capacity(now);
      for (let seconds = 0; seconds < 12; seconds += random()) {
        const sum = [...machines.byId.values()].reduce((total, { speed, readyAt }) => {
          return total + speed * Math.max(0, now + seconds - Math.max(now, readyAt));
        }, 0);
        expect(capacity.until(seconds)).toBeCloseTo(sum, 10);
      }
    }
  });

  it("of no machine is none, also without an end", () => {
    expect(new Machines().capacity(0).until(Number.POSITIVE_INFINITY)).toBe(0);
  });
});

describe("the margin", () => {
  it("is 1.1 until 32 runs are over, then the quantile of the last 256, at least 1", () => {
    const margin = new Margin(0.99);
    const factors: number[] = [];
    for (let k = 1; k <= 600; k++) {
      margin.learn(1 + (k % 100) / 1000, 1, 0);
      factors.push(margin.factor);
    }
    expect(factors.slice(0, 31)).toEqual(new Array(31).fill(1.1));
    expect(factors[31]).toBe(1.032);
    // of 256 ratios in turn the 254th: two or three are of the greatest
    expect(factors[599]).toBeCloseTo(1.098, 12);
    expect(margin.mean).toBeCloseTo(1.05, 2);
  });

  it("is not below 1, and learns nothing from runs that a clock cannot show", () => {
    const margin = new Margin(0.5);
    for (let k = 0; k < 64; k++) margin.learn(0.5, 1, 1.7e9);
    expect([margin.factor, margin.mean]).toEqual([1, 0.5]);
    for (let k = 0; k < 64; k++) margin.learn(1e-7, 1e-9, 1.7e9);
    expect([margin.factor, margin.mean]).toEqual([1, 0.5]);
  });
});

describe("release prices", () => {
  it("have a key for every number of idle machines, and buckets of those that wait", () => {
    const prices = new ReleasePrices(false);
    expect([prices.keyOf(0, 3), prices.keyOf(0, 0)]).toEqual([3, 0]);
    const buckets = (counts: number[]) => counts.map((count) => -1 - prices.keyOf(count, 0));
    expect(buckets([1, 7, 8, 11, 12, 15, 16, 22, 23])).toEqual([1, 7, 8, 8, 9, 9, 10, 10, 11]);
    expect(buckets([127, 128, 1e6])).toEqual([15, 16, 16]);
    expect(prices.keyOf(5, 9)).toBe(-1);
  });

  it("begin as means, and then forget slowly", () => {
    const prices = new ReleasePrices(false);
    let expected = 0;
    for (let k = 0; k < 300; k++) {
      prices.learn(-4, k % 7);
      expected += Math.max(0.01, 1 / (k + 4)) * ((k % 7) - expected);
      expect(prices.priceOf(-4)).toBe(expected);
    }
    expect([prices.priceOf(3), prices.priceOf(-5)]).toEqual([0, 0]);
  });

  it("are one number for variants", () => {
    const prices = new ReleasePrices(true);
    expect(prices.keyOf(9, 0)).toBe(prices.keyOf(0, 5));
  });
});

describe("ladders", () => {
  const laddersOf = (models: object) => {
    const settings = readSettings({ machines: [], models: models as never });
    const { read, types } = settings.tables as NonNullable<typeof settings.tables>;
    return new Ladders(read, types.size);
  };
  const table = { time: [3, 1, 2, 4, 2.5], accuracy: [0.8, 0.4, 0.5, 0.75, 0.5] };

  it("have Pareto points and pieces of falling slope", () => {
    const [ladder] = laddersOf({ a: { x: table } }).of(0, 0.1, Number.NEGATIVE_INFINITY);
    expect(ladder).toMatchObject({
      ...{ time: [1, 2, 3], accuracy: [0.4, 0.5, 0.8], variant: [1, 2, 0] },
      pieceWork: [1, 2],
    });
    expect(ladder?.pieceGain.map((gain) => gain.toFixed(9))).toEqual([
      "0.300000000",
      "0.400000000",
    ]);
  });

  it("begin at the least accuracy, between two points where the table is continuous", () => {
    const models = { a: { x: table, y: { ...table, mode: "continuous" } } };
    const [discrete, continuous] = laddersOf(models).of(0, 0, 0.65);
    expect(discrete).toMatchObject({ time: [3], variant: [0] });
    expect(continuous).toMatchObject({ time: [2.5, 3], variant: [2, 0] });
    expect(continuous?.accuracy).toEqual([0.65, 0.8]);
  });

  it("compare types by the time to an accuracy that all reach", () => {
    const slow = { time: [2, 6, 12], accuracy: [0.4, 0.8, 0.9] };
    const { paces } = laddersOf({ a: { x: table, y: slow }, b: { y: slow } });
    // 0.8 takes x 3 s and y 6 s; b runs on y alone
    expect(paces[0]).toBeCloseTo(1 / (3 / 4.5), 12);
    expect(paces[1]).toBeCloseTo(2 / (6 / 4.5 + 1), 12);
  });
});
