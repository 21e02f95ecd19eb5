// One pass over a segment against the sums of its definition. All numbers are multiples of 1/8, so
// that sums are exact in any order, and prefixes tie.

import { expect, it } from "vitest";
import { Elements } from "../assembly/chain/elements.ts?js";
import { greatestPrice, leastPrice, measure, Tally } from "../assembly/chain/measure.ts?js";
import { randomFrom } from "../src/problem/generate.js";

type Column = "logSlope" | "invTheta" | "cap" | "room";

/** Elements around [from, to) as well, which do not count. */
function random(n: number, seed: number) {
  const next = randomFrom(seed);
  const e = new Elements(n);
  for (let i = 0; i < n; i++) {
    e.logSlope[i] = Math.floor(40 * next()) / 8;
    e.invTheta[i] = [0.5, 1, 2][Math.floor(3 * next())];
    e.cap[i] = Math.floor(4 * next());
    e.room[i] = Math.floor(3 * next());
  }
  return e;
}

/** What `measure` is to find. */
function expected(e: Record<Column, Float64Array>, from: number, to: number, price: number) {
  const sums = { excess: 0, demand: 0, slope: 0, peak: 0, peakSlope: 0, peakEnd: from };
  for (let i = from; i < to; i++) {
    const reach = (e.logSlope[i] - price) * e.invTheta[i];
    const wanted = Math.min(Math.max(reach, 0), e.cap[i]);
    sums.demand += wanted;
    sums.excess += wanted - e.room[i];
    if (reach > 0 && reach < e.cap[i]) sums.slope += e.invTheta[i];
    if (sums.excess < sums.peak) continue;
    sums.peak = sums.excess; // of equal ones the longest prefix
    sums.peakSlope = sums.slope;
    sums.peakEnd = i + 1;
  }
  return sums;
}

const SEGMENTS = Array.from({ length: 300 }, (_, seed) => {
  const length = seed % 101;
  const from = seed % 3;
  return { e: random(from + length + 2, seed), from, to: from + length, seed };
});

it("measure: excess, demand and slope, and the prefix with the greatest excess", () => {
  let inside = 0;
  for (const { e, from, to, seed } of SEGMENTS) {
    const tally = new Tally();
    measure(e, tally, from, to, 0, 99); // what an earlier pass left does not count
    const [origin, nu] = [(seed % 4) / 2, (seed % 7) / 4];
    measure(e, tally, from, to, origin, nu);
    const sums = expected(e, from, to, origin + nu);
    expect(tally, `seed ${seed}`).toMatchObject(sums);
    if (sums.peakEnd > from && sums.peakEnd < to) inside++;
  }
  expect(inside).toBeGreaterThan(50);
});

it("leastPrice: all are at their caps; greatestPrice: none wants anything", () => {
  for (const { e, from, to, seed } of SEGMENTS) {
    const least: number = leastPrice(e, from, to);
    const greatest: number = greatestPrice(e, from, to);
    const range = Array.from({ length: to - from }, (_, k) => from + k);
    const floors = range.map((i) => e.logSlope[i] - e.cap[i] / e.invTheta[i]);
    expect(least, `seed ${seed}`).toBe(Math.min(...floors));
    expect(greatest, `seed ${seed}`).toBe(Math.max(...range.map((i) => e.logSlope[i])));
  }
});
