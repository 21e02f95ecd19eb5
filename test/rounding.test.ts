// What the sums of a pass say of a price, and what of them is rounding.

import { describe, expect, it } from "vitest";
import { Elements } from "../assembly/chain/elements.ts?js";
import { measure, Tally } from "../assembly/chain/measure.ts?js";
import * as rounding from "../assembly/chain/rounding.ts?js";
import { Scratch } from "../assembly/chain/scratch.ts?js";
import { randomFrom } from "../src/problem/generate.js";

const tallyOf = (sums: Record<string, number>) => Object.assign(new Tally(), sums);

describe("a price", () => {
  it("is that of all where neither too much nor too little is wanted, or by no more than rounding", () => {
    const isFlat = (sums: object): boolean =>
      rounding.isFlat(tallyOf({ peakRounding: 2, rounding: 3, slope: 1e9, ...sums }));
    expect(isFlat({ peak: 2, excess: 2 })).toBe(true);
    expect(isFlat({ peak: 2, excess: -3 })).toBe(true);
    expect(isFlat({ peak: 2.1, excess: 2 })).toBe(false);
    expect(isFlat({ peak: 2, excess: -3.1 })).toBe(false);
  });

  it("is not, where another one differs by 1e-7 in its logarithm, unless nothing has a slope", () => {
    const isFlat = (excess: number, slope: number): boolean =>
      rounding.isFlat(tallyOf({ peak: 0, peakRounding: 9, rounding: 9, excess, slope }));
    for (const sign of [1, -1]) {
      expect(isFlat(sign * 0.9, 1e7)).toBe(true);
      expect(isFlat(sign * 1.1, 1e7)).toBe(false);
      expect(isFlat(sign * 1.1, 0)).toBe(true);
      expect(isFlat(sign * 1e-7, 1)).toBe(true);
    }
  });

  it("splits a segment whose greatest prefix is neither none nor all of it, but for rounding", () => {
    const sums = { peak: 5, peakRounding: 4.9, excess: 3, restRounding: 1.9 };
    const asked = (change: object): boolean[] => {
      const tally = tallyOf({ ...sums, ...change });
      return [rounding.isSplit(tally), rounding.isWhole(tally)];
    };
    expect(asked({})).toEqual([true, false]);
    expect(asked({ peakRounding: 5 })).toEqual([false, false]);
    expect(asked({ restRounding: 2 })).toEqual([false, true]);
    expect(asked({ excess: 3.1 })).toEqual([false, true]);
  });

  it("is near where all that is wanted, over 8 and the elements, is more than what is off", () => {
    const isNear = (peak: number, excess: number): boolean =>
      rounding.isNear(tallyOf({ demand: 160, peak, excess }), 10);
    expect(isNear(2, -2)).toBe(true);
    expect(isNear(2.1, 2.1)).toBe(false);
    expect(isNear(0, -2.1)).toBe(false);
  });
});

describe("weigh", () => {
  /** Tasks of very different size: [work wanted, room], [...]. Nobody is between 0 and the cap. */
  function weighed(rows: [number, number][], isUneven: boolean) {
    const n = rows.length;
    const e = new Elements(n + 2); // those around do not count
    for (const [i, [wanted, room]] of [[5, 0], ...rows, [5, 0]].entries()) {
      e.logSlope[i] = 3; // 1 above the price, at 2 + 0 from its origin
      e.invTheta[i] = 2 * wanted;
      e.cap[i] = wanted;
      e.room[i] = room;
    }
    const scratch = new Scratch(n + 2);
    scratch.isUneven = isUneven;
    measure(e, scratch.tally, 1, n + 1, 2, 0);
    rounding.weigh(e, scratch, 1, n + 1, 2, 0);
    return scratch.tally;
  }
  const LEAST = 2 ** -44;

  it("where tasks are alike, a share of all that is wanted may be rounding", () => {
    const { peak, peakEnd, excess, ...sums } = weighed(
      [
        [2, 1],
        [4, 6],
      ],
      false,
    );
    expect([peak, peakEnd, excess]).toEqual([1, 2, -1]);
    const share = 6 * LEAST;
    expect(sums).toMatchObject({ rounding: share, peakRounding: share, restRounding: share });
  });

  it("where they differ, a share of what is wanted up to the peak", () => {
    const tally = weighed(
      [
        [2, 1],
        [1024, 2048],
      ],
      true,
    );
    expect(tally).toMatchObject({ peak: 1, peakEnd: 2, excess: -1023, restRounding: 0 });
    expect(tally).toMatchObject({ rounding: 1026 * LEAST, peakRounding: 2 * LEAST });
  });

  it("where they differ, a prefix has to add more than the rounding of what it adds", () => {
    const big = 2 ** 20;
    const least = LEAST * (2 * big); // of what it wants and its room, each 2^20
    const endAfter = (more: number) =>
      weighed(
        [
          [1, 0],
          [big + more, big],
        ],
        true,
      ).peakEnd;
    expect(endAfter(2 * least)).toBe(3);
    expect(endAfter(0.5 * least)).toBe(2);
    // what did not count adds up with what follows
    const third = (more: number) =>
      weighed(
        [
          [1, 0],
          [big, big],
          [big + more, big],
        ],
        true,
      ).peakEnd;
    expect(third(4 * least)).toBe(4);
    expect(third(1.5 * least)).toBe(2);
  });

  it("where they differ, the sums are those of plain ones", () => {
    const random = randomFrom(8);
    const eighths = (most: number) => Math.floor(8 * most * random()) / 8;
    for (let round = 0; round < 100; round++) {
      const n = 1 + (round % 9);
      const e = new Elements(n);
      for (let i = 0; i < n; i++) {
        e.logSlope[i] = eighths(5);
        e.invTheta[i] = [0.5, 1, 2][i % 3];
        e.cap[i] = eighths(4);
        e.room[i] = eighths(3);
      }
      const plain = new Scratch(n);
      const uneven = new Scratch(n);
      uneven.isUneven = true;
      for (const scratch of [plain, uneven]) {
        measure(e, scratch.tally, 0, n, 1, 0.5);
        if (scratch.isUneven) rounding.weigh(e, scratch, 0, n, 1, 0.5);
      }
      for (const name of ["peak", "peakSlope", "excess", "slope"] as const) {
        expect(uneven.tally[name]).toBe(plain.tally[name]);
      }
    }
  });
});
