import { describe, expect, it } from "vitest";
import { MOST_MATCHED } from "../assembly/codes.js";
import { Matching, match } from "../assembly/numeric/matching.ts?js";
import { randomFrom } from "../src/problem/generate.js";

/** What a gain that is no finite number counts as: see numeric/matching. */
const NO_GAIN = -1e300;

/** Runs `match` on the gains of every row in every column: the sum, and the row of every column. */
function matched(gains: number[][]): { sum: number; rows: number[] } {
  const size = gains.length;
  const a = new Matching();
  for (const [i, row] of gains.entries()) a.gain.set(row, i * size);
  const sum = match(a, size);
  return { sum, rows: Array.from<number>(a.row.subarray(1, size + 1)).map((i) => i - 1) };
}

/** The greatest sum of any permutation. */
function most(gains: number[][], column = 0, taken = new Set<number>()): number {
  if (column === gains.length) return 0;
  let best = Number.NEGATIVE_INFINITY;
  for (const [i, row] of gains.entries()) {
    if (taken.has(i)) continue;
    const own = Number.isFinite(row[column]) ? row[column] : NO_GAIN;
    best = Math.max(best, own + most(gains, column + 1, new Set(taken).add(i)));
  }
  return best;
}

const square = (size: number, gain: (i: number, q: number) => number) =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, q) => gain(i, q)));
const ascending = (a: number, b: number) => a - b;

describe("match", () => {
  it("is as good as the best of all permutations, and one itself", () => {
    let differ = 0;
    for (let seed = 0; seed < 700; seed++) {
      const random = randomFrom(seed);
      const size = seed % 7;
      const draws = [
        () => random() - 0.5,
        () => Math.floor(3 * random()) - 1, // ties
        () => 10 ** (30 * random() - 20),
      ];
      const gains = square(size, draws[seed % 3]);
      const { sum, rows } = matched(gains);
      expect([...rows].sort(ascending)).toEqual(rows.map((_, q) => q));
      expect(sum).toBe(rows.reduce((total, i, q) => total + gains[i][q], 0));
      const largest = Math.max(0, ...gains.flat().map(Math.abs));
      expect(Math.abs(sum - most(gains))).toBeLessThanOrEqual(1e-15 * size * largest);
      if (rows.some((i, q) => i !== q)) differ++;
    }
    expect(differ).toBeGreaterThan(300);
  });

  it("takes no gain that is no finite number where it can do without", () => {
    let avoided = 0;
    for (let seed = 0; seed < 300; seed++) {
      const random = randomFrom(seed);
      const none = [Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
      const gains = square(2 + (seed % 5), () => {
        return random() < 0.3 ? none[Math.floor(3 * random())] : random();
      });
      const { sum, rows } = matched(gains);
      expect([...rows].sort(ascending)).toEqual(rows.map((_, q) => q));
      const best = most(gains);
      if (best > NO_GAIN / 2) {
        expect(Math.abs(sum - best)).toBeLessThan(1e-14);
        avoided++;
      } else expect(Number.isFinite(sum)).toBe(false);
    }
    expect(avoided).toBeGreaterThan(150);
  });

  it("gives every column its own row where all are equal", () => {
    for (const size of [1, 5, MOST_MATCHED]) {
      const { sum, rows } = matched(square(size, () => 1));
      expect(sum).toBe(size);
      expect(rows).toEqual(rows.map((_, q) => q));
    }
  });

  it("no pair of columns does better with their rows exchanged, of the largest size", () => {
    const random = randomFrom(3);
    const gains = square(MOST_MATCHED, () => random());
    const { rows } = matched(gains);
    for (const [q, i] of rows.entries()) {
      for (const [p, k] of rows.entries()) {
        expect(gains[i][q] + gains[k][p]).toBeGreaterThanOrEqual(gains[i][p] + gains[k][q] - 1e-14);
      }
    }
  });

  it("is the same after other gains", () => {
    const random = randomFrom(9);
    const a = new Matching();
    const gains = Array.from({ length: 36 }, () => Math.floor(4 * random()));
    a.gain.set(gains);
    match(a, 6);
    const before = Array.from(a.row.subarray(1, 7));
    a.gain.fill(7);
    match(a, MOST_MATCHED);
    a.gain.set(gains);
    match(a, 6);
    expect(Array.from(a.row.subarray(1, 7))).toEqual(before);
  });
});
