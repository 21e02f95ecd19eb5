// One machine solved, judged by the conditions of its optimum: prices do not rise along the
// deadlines and drop only where one is tight, works are those of the prices, and fit.

import { describe, expect, it } from "vitest";
import { Elements } from "../assembly/chain/elements.ts?js";
import { middle, NEWTON_SHARE, nested } from "../assembly/chain/nested.ts?js";
import { Scratch } from "../assembly/chain/scratch.ts?js";
import { randomFrom } from "../src/problem/generate.js";

interface Row {
  logSlope: number;
  invTheta: number;
  cap: number;
  room: number;
}

/** Solves the elements between two that do not count; how many were seen an element. */
function solved(rows: Row[], { guess = Number.NEGATIVE_INFINITY, isUneven = false } = {}) {
  const n = rows.length;
  const e = new Elements(n + 2);
  const around: Row = { logSlope: 9, invTheta: 9, cap: 9, room: 0 };
  for (const [i, row] of [around, ...rows, around].entries()) {
    for (const [name, value] of Object.entries(row)) e[name as keyof Row][i] = value;
  }
  e.work.fill(7);
  e.logPrice.fill(7);
  const scratch = new Scratch(n + 2);
  scratch.isUneven = isUneven;
  const visits: number = nested(e, scratch, 1, n + 1, guess);
  expect(scratch.segments.top).toBe(0);
  const [work, price] = [e.work, e.logPrice].map((column) => Array.from<number>(column));
  for (const column of [work, price]) expect([column[0], column[n + 1]]).toEqual([7, 7]);
  return { work: work.slice(1, -1), price: price.slice(1, -1), passes: visits / n };
}

/** Fails unless this is the optimum; returns how often the price drops. */
function check(rows: Row[], { work, price }: { work: number[]; price: number[] }, label: string) {
  const most = rows.reduce((sum, { cap }, i) => sum + Math.max(work[i], Math.min(cap, 1)), 0);
  const close = 1e-9 * most;
  const wrong: string[] = [];
  let left = 0;
  let drops = 0;
  for (const [i, { logSlope, invTheta, cap, room }] of rows.entries()) {
    const wanted = Math.min(Math.max((logSlope - price[i]) * invTheta, 0), cap);
    if (!(Math.abs(work[i] - wanted) <= close))
      wrong.push(`work ${i} is ${work[i]}, not ${wanted}`);
    if (!(work[i] >= 0 && work[i] <= cap)) wrong.push(`work ${i} is ${work[i]}, cap ${cap}`);
    left += room - work[i];
    if (!(left >= -close)) wrong.push(`works up to ${i} are ${-left} too much`);
    const next = price[i + 1] ?? Number.NEGATIVE_INFINITY;
    if (!(next <= price[i])) wrong.push(`price ${i} is ${price[i]}, the next ${next}`);
    if (next === price[i]) continue;
    if (!(left <= close)) wrong.push(`price ${i} drops where ${left} is left`);
    drops++;
  }
  expect(wrong, label).toEqual([]);
  return drops;
}

const KINDS: [string, (random: () => number, i: number) => Row][] = [
  [
    "any tasks",
    (random) => ({
      logSlope: 6 * random() - 3,
      invTheta: 0.2 + 2 * random(),
      cap: [0, 0.4, 3 * random(), 20][Math.floor(4 * random())],
      room: [0, 0.2, random(), 3 * random()][Math.floor(4 * random())],
    }),
  ],
  ["equal tasks", (_, i) => ({ logSlope: 0, invTheta: 1, cap: 1, room: i % 5 ? 0 : 2 })],
  [
    "rooms that shrink: many tight deadlines",
    (random, i) => ({ logSlope: random(), invTheta: 1, cap: 9, room: 2 / (i + 1) }),
  ],
  [
    "slopes over 40 units of the logarithm",
    (random) => ({
      logSlope: -40 * random(),
      invTheta: 10 ** (2 * random()),
      cap: 50,
      room: 4 * random(),
    }),
  ],
  ["no room", (random) => ({ logSlope: random(), invTheta: 1, cap: 1, room: 0 })],
  ["room for all", (random) => ({ logSlope: random(), invTheta: 1, cap: 1, room: 1 + random() })],
];

describe("nested, by the conditions of the optimum:", () => {
  it.each(KINDS)("%s", (kind, draw) => {
    const random = randomFrom(21);
    let drops = 0;
    for (let round = 0; round < 60; round++) {
      const n = 1 + [round % 7, round % 30, 2 * round][round % 3];
      const rows = Array.from({ length: n }, (_, i) => draw(random, i));
      for (const isUneven of [false, true]) {
        const label = `${kind}, round ${round}, uneven ${isUneven}`;
        const answer = solved(rows, { isUneven });
        drops += check(rows, answer, label);
        expect(answer.passes, label).toBeLessThan(NEWTON_SHARE);
      }
    }
    expect(drops).toBeGreaterThan(kind === "room for all" ? -1 : 50);
  });

  it.each(KINDS)("%s, with a guess", (kind, draw) => {
    const random = randomFrom(22);
    for (let round = 0; round < 20; round++) {
      const rows = Array.from({ length: 2 + 2 * round }, (_, i) => draw(random, i));
      const { price } = solved(rows);
      const middleOne = price[Math.floor(price.length / 2)];
      for (const guess of [-50, -1, 0.5, 50, price[0], middleOne]) {
        check(rows, solved(rows, { guess }), `${kind}, round ${round}, guess ${guess}`);
      }
    }
  });

  it("what has room for all is seen once, at a price of nothing", () => {
    const row = { logSlope: 0, invTheta: 1, cap: 1, room: 1.5 };
    const { work, price, passes } = solved([row, row, row]);
    expect([work, price]).toEqual([
      [1, 1, 1],
      [-Infinity, -Infinity, -Infinity],
    ]);
    expect(passes).toBe(1);
  });

  it("a guess that is the answer costs two passes", () => {
    const random = randomFrom(23);
    const rows = Array.from({ length: 50 }, () => {
      return { logSlope: random(), invTheta: 1, cap: 9, room: 0 };
    });
    rows[0].room = 100; // one price for all
    const cold = solved(rows);
    const warm = solved(rows, { guess: cold.price[0] });
    expect(cold.price).toEqual(cold.price.map(() => cold.price[0]));
    expect(warm.passes).toBe(2);
    expect(cold.passes).toBeGreaterThanOrEqual(2);
  });
});

it.each([
  [-100, 5, -10],
  [-100, -0.5, -10],
  [-0.25, 0, -0.0625],
  [-0.75, 0, -0.375],
  [-4, -0.25, -1],
  [-9, -2, -5.5],
  [-8, 2, -3],
  [1, 3, 2],
  [-4, -0.5, -2.25],
])("middle: of %d and %d it is %d", (lo, hi, expected) => {
  expect(middle(lo, hi)).toBe(expected);
});

it.each([
  ["any tasks", 0],
  ["slopes over 40 units of the logarithm", 3],
])("%s in long chains take few passes, and fewer with a guess", (_, kind) => {
  const random = randomFrom(24);
  const passes = { cold: 0, near: 0 };
  for (let round = 0; round < 20; round++) {
    const rows = Array.from({ length: 300 }, (_, i) => KINDS[kind][1](random, i));
    const cold = solved(rows);
    const prices = cold.price.filter((price) => price > Number.NEGATIVE_INFINITY);
    const near = prices[Math.floor(prices.length / 2)] + 0.1;
    passes.cold += cold.passes / 20;
    passes.near += solved(rows, { guess: near }).passes / 20;
  }
  expect(passes.cold).toBeLessThan(7.3); // 7.2 and 6.4
  expect(passes.near).toBeLessThan(5.3); // 5.1 and 5.2
});
