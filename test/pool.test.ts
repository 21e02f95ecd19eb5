// A short chain by pooling, judged by the conditions of its optimum: prices do not rise along the
// deadlines and drop only where one is tight, works are those of the prices, and fit.

import { expect, it } from "vitest";
import { Elements } from "../assembly/chain/elements.ts?js";
import { POOL_LIMIT, pool, poolWorth } from "../assembly/chain/pool.ts?js";
import { randomFrom } from "../src/problem/generate.js";

interface Row {
  logSlope: number;
  invTheta: number;
  cap: number;
  room: number;
}

/** The prices and works of a chain, what it is worth, and the elements seen; -1: not by pooling. */
function pooled(rows: Row[]) {
  const n = rows.length;
  const e = new Elements(n + 1); // one more, which does not count
  const blockEnd = new Int32Array(n + 1);
  for (const [i, row] of [...rows, { logSlope: 9, invTheta: 9, cap: 9, room: 9 }].entries()) {
    for (const [name, value] of Object.entries(row)) e[name as keyof Row][i] = value;
    e.task[i] = n - i; // values are by position, which a chain has some of
  }
  const visits: number = pool(e, blockEnd, n);
  const most = rows.map(({ logSlope, invTheta }) => Math.exp(logSlope) * invTheta);
  const worthOf = (i: number, work: number) => -most[i] * Math.expm1(-work / rows[i].invTheta);
  const [value, peak] = [new Float64Array(n + 1), new Float64Array(n + 1)];
  for (const [i, { cap }] of rows.entries()) {
    value[n - i] = most[i];
    peak[n - i] = worthOf(i, cap);
  }
  const worth: number = visits < 0 ? Number.NaN : poolWorth(e, blockEnd, value, peak, n);
  const price = Array.from<number>(e.logPrice.subarray(0, n));
  const work = rows.map(({ logSlope, invTheta, cap }, i) => {
    return Math.min(Math.max((logSlope - price[i]) * invTheta, 0), cap);
  });
  const expected = work.reduce((sum, f, i) => sum + worthOf(i, f), 0);
  return { visits, worth, expected, price, work, rest: Array.from<number>(e.logPrice).slice(n) };
}

it("pool: prices, works and worth fit one another and the rooms", () => {
  const random = randomFrom(3);
  const pick = (values: number[]) => values[Math.floor(values.length * random())];
  let [drops, free, joined, out] = [0, 0, 0, 0];
  for (let round = 0; round < 600; round++) {
    const rows = Array.from({ length: 1 + (round % POOL_LIMIT) }, () => ({
      logSlope: 4 * random() - 2,
      invTheta: pick([1, 0.5 + random(), 10 * random() + 0.01]),
      cap: pick([0, 0.3, random(), 5 * random(), 40]),
      room: pick([0.5, 1, random(), 3 * random(), 0.01]),
    }));
    const { visits, worth, expected, price, work, rest } = pooled(rows);
    expect(visits).toBeGreaterThanOrEqual(rows.length);
    expect(visits).toBeLessThan(20 * rows.length ** 2);
    expect(rest).toEqual([0]);
    expect(Math.abs(worth - expected)).toBeLessThanOrEqual(1e-12 * expected);
    let left = 0;
    for (const [i, { room, cap }] of rows.entries()) {
      left += room - work[i];
      expect(left).toBeGreaterThan(-1e-11);
      const next = price[i + 1] ?? Number.NEGATIVE_INFINITY;
      expect(next).toBeLessThanOrEqual(price[i]);
      if (next < price[i]) {
        expect(left).toBeLessThan(1e-11); // tight
        left = 0;
        drops++;
      } else joined++;
      if (price[i] === Number.NEGATIVE_INFINITY) free++;
      if (work[i] === 0 && cap > 0) out++;
    }
  }
  for (const count of [drops, free, joined, out]) expect(count).toBeGreaterThan(300);
});

it("pool: what has room for all costs nothing, and what has to share costs the same", () => {
  const row = { logSlope: 0, invTheta: 1, cap: 2, room: 2 };
  expect(pooled([row, row])).toMatchObject({ price: [-Infinity, -Infinity], visits: 2 });
  const { price, work, visits } = pooled([
    { ...row, room: 1.5 },
    { ...row, room: 0.5 },
  ]);
  expect([price, work]).toEqual([
    [-1, -1],
    [1, 1],
  ]);
  expect(visits).toBe(4); // two, and both again to join them
});

it("pool: so little room that a log-price has no digits for it is for others", () => {
  const row = { logSlope: 0, invTheta: 1, cap: 2, room: 1 };
  expect(pooled([row, { ...row, room: 2e-7 }]).visits).toBe(2 + 2);
  expect(pooled([{ ...row, room: 1.1e-7 }]).visits).toBe(1);
  expect(pooled([{ ...row, room: 0.9e-7 }]).visits).toBe(-1);
  const flat = { ...row, invTheta: 4 };
  expect(pooled([{ ...flat, room: 4.1e-7 }]).visits).toBe(1);
  expect(pooled([{ ...flat, room: 3.9e-7 }]).visits).toBe(-1);
  expect(pooled([{ ...row, cap: 0, room: 0 }]).visits).toBe(1); // nothing is wanted
});
