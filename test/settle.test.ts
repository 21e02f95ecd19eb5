// The last step of one machine, element by element: works where one price is the answer, and where
// demands are linear around a price. Judged by the definition: what sums say, and nothing else.

import { describe, expect, it } from "vitest";
import { Elements } from "../assembly/chain/elements.ts?js";
import { Scratch } from "../assembly/chain/scratch.ts?js";
import { fill, fillOne, settle, trim } from "../assembly/chain/settle.ts?js";
import { randomFrom } from "../src/problem/generate.js";

/** An element: it wants slope * (top - price), between 0 and its cap, and has room of its own. */
interface Row {
  top: number;
  slope: number;
  cap: number;
  room: number;
}

function elementsOf(rows: Row[]) {
  const e = new Elements(rows.length);
  for (const [i, { top, slope, cap, room }] of rows.entries()) {
    e.logSlope[i] = top;
    e.invTheta[i] = slope;
    e.cap[i] = cap;
    e.room[i] = room;
  }
  return e;
}

interface At {
  nu: number;
  origin?: number;
  lo?: number;
  hi?: number;
  rounding?: number;
}

/** What `settle` writes, and the mismatch that it returns. */
function settled(rows: Row[], { nu, origin = 0, lo = -1e9, hi = 1e9, rounding = 0 }: At) {
  const e = elementsOf(rows);
  const scratch = new Scratch(rows.length);
  scratch.tally.rounding = rounding;
  const mismatch: number = settle(e, scratch, 0, rows.length, origin, lo, hi, nu);
  return { work: Array.from<number>(e.work), price: Array.from<number>(e.logPrice), mismatch };
}

const wide = (top: number, room: number, slope = 1): Row => ({ top, slope, cap: 1e3, room });

describe("settle", () => {
  it("is the answer wherever all demands are linear: rooms, prices and works fit one another", () => {
    const random = randomFrom(11);
    let drops = 0;
    for (let round = 0; round < 300; round++) {
      const rows = Array.from({ length: 1 + (round % 9) }, () => {
        return wide(20 + random(), 10 + 5 * random(), 0.5 + random());
      });
      const origin = round % 2 ? 3 : 0;
      const { work, price, mismatch } = settled(rows, { nu: 5 - origin, origin });
      expect(mismatch).toBeLessThanOrEqual(1e-12 * rows.length);
      let free = 0;
      for (const [i, { top, slope, room }] of rows.entries()) {
        expect(work[i]).toBeCloseTo(slope * (top - price[i]), 10);
        free += room - work[i];
        expect(free).toBeGreaterThanOrEqual(-1e-10);
        const next = price[i + 1] ?? Number.NEGATIVE_INFINITY;
        expect(next).toBeLessThanOrEqual(price[i]);
        if (next === price[i]) continue;
        expect(free).toBeCloseTo(0, 10);
        drops++;
      }
    }
    expect(drops).toBeGreaterThan(500);
  });

  it("pools what would rise along the deadlines, and that alone", () => {
    expect(settled([wide(10, 1), wide(10, 5)], { nu: 5 })).toEqual({
      work: [1, 5],
      price: [9, 5],
      mismatch: 0,
    });
    expect(settled([wide(10, 5), wide(10, 1)], { nu: 5 })).toEqual({
      work: [3, 3],
      price: [7, 7],
      mismatch: 0,
    });
  });

  it("counts the work by which demands are not linear", () => {
    // at the price 5 they want 1 and 5, at 7 as if linear -1 and 3, which is the room of both
    expect(settled([wide(6, 0), wide(10, 2)], { nu: 5 })).toEqual({
      work: [0, 3],
      price: [7, 7],
      mismatch: 1,
    });
  });

  it("counts what no price can mend: at the cap, without demand, beyond the bracket", () => {
    const one = (row: Row, at: At) => {
      const { work, price, mismatch } = settled([row], at);
      return [work[0], price[0], mismatch];
    };
    expect(one({ top: 10, slope: 1, cap: 2, room: 3 }, { nu: 5 })).toEqual([2, 5, 1]);
    expect(one({ top: 10, slope: 1, cap: 5, room: 3 }, { nu: 5 })).toEqual([5, 5, 2]);
    expect(one(wide(3, 1), { nu: 5 })).toEqual([0, 5, 1]);
    expect(one(wide(5, 1), { nu: 5 })).toEqual([0, 5, 1]);
    expect(one(wide(10, 1), { nu: 5, hi: 8 })).toEqual([2, 8, 1]);
    expect(one(wide(10, 8), { nu: 5, lo: 4 })).toEqual([6, 4, 2]);
  });

  it("of two at their caps the second takes what the first leaves, not the other way round", () => {
    const few = { top: 10, slope: 1, cap: 1, room: 4 };
    const many = { top: 10, slope: 1, cap: 4, room: 1 };
    const price = [5, 5];
    expect(settled([few, many], { nu: 5 })).toEqual({ work: [1, 4], price, mismatch: 0 });
    expect(settled([many, few], { nu: 5 })).toEqual({ work: [4, 1], price, mismatch: 6 });
  });

  it("an excess up to the rounding is none where nothing has a slope", () => {
    const over = { top: 10, slope: 1, cap: 2, room: 1.75 };
    const under = { top: 10, slope: 1, cap: 2, room: 2.25 };
    const [rounding, less] = [0.25, 0.2];
    const price = [5, 5];
    const second = [wide(10, 4.75), under];
    expect(settled(second, { nu: 5, rounding })).toEqual({ work: [5, 2], price, mismatch: 0 });
    expect(settled(second, { nu: 5, rounding: less })).toEqual({
      work: [4.75, 2],
      price: [5.25, 5],
      mismatch: 0.25,
    });
    const first = [over, wide(10, 5.25)];
    expect(settled(first, { nu: 5, rounding })).toEqual({ work: [2, 5], price, mismatch: 0 });
    expect(settled(first, { nu: 5, rounding: less })).toEqual({
      work: [2, 5.25],
      price: [5, 4.75],
      mismatch: 0.25,
    });
  });

  it("an element without slope joins the one before it, or stays behind it, by its excess alone", () => {
    const capped = (cap: number, room: number): Row => ({ top: 10, slope: 1, cap, room });
    for (const [rows, work, price] of [
      [
        [wide(10, 4), capped(2, 1)],
        [3, 2],
        [7, 7],
      ],
      [
        [capped(2, 3), wide(10, 6)],
        [2, 7],
        [3, 3],
      ],
      [
        [wide(5, 0), wide(10, 2)],
        [0, 2],
        [8, 8],
      ],
      [
        [wide(10, 8), capped(5, 5)],
        [8, 5],
        [2, 2],
      ],
      [
        [wide(10, 5), wide(10, 6)],
        [5, 6],
        [5, 4],
      ],
    ] as [Row[], number[], number[]][]) {
      expect(settled(rows, { nu: 5 })).toEqual({ work, price, mismatch: 0 });
    }
  });

  it("a demand at its cap is linear too, below it only by its slope and from its origin", () => {
    const steep = { top: 10, slope: 2, cap: 4, room: 4 };
    expect(settled([steep], { nu: 5 })).toEqual({ work: [4], price: [5], mismatch: 0 });
    const below = { top: 10, slope: 1, cap: 6, room: 5 };
    const at = { nu: 4, origin: 1 };
    expect(settled([below], at)).toEqual({ work: [5], price: [5], mismatch: 0 });
  });

  it("is no answer where the prices would rise", () => {
    const full = { top: 13, slope: 1, cap: 6, room: 2 };
    expect(settled([full, wide(10, 3)], { nu: 5 })).toEqual({
      work: [6, 3],
      price: [7, 7],
      mismatch: Number.POSITIVE_INFINITY,
    });
  });

  it("leaves the elements around its segment as they are", () => {
    const e = elementsOf([wide(10, 1), wide(10, 5), wide(10, 1), wide(10, 1)]);
    expect(settle(e, new Scratch(4), 1, 3, 0, -1e9, 1e9, 5)).toBe(0);
    expect([Array.from(e.work), Array.from(e.logPrice)]).toEqual([
      [0, 3, 3, 0],
      [0, 7, 7, 0],
    ]);
  });
});

describe("fill and fillOne", () => {
  const rows = [wide(10, 0), { top: 10, slope: 2, cap: 3, room: 0 }, wide(2, 0), wide(0, 0)];

  it("fill: demands at one price, moved by what is left over a slope", () => {
    for (const [excess, slope, work, price] of [
      [0.5, 1, [0, 3, 0, 0], 5.5],
      [0.5, 0, [0, 3, 0, 0], 5],
    ] as const) {
      const e = elementsOf(rows);
      fill(e, 1, 3, 1, 4, excess, slope);
      expect([Array.from(e.work), Array.from(e.logPrice)]).toEqual([work, [0, price, price, 0]]);
    }
    const e = elementsOf(rows);
    fill(e, 0, 1, 1, 4, 0.5, 2);
    expect([e.work[0], e.logPrice[0]]).toEqual([4.75, 5.25]);
  });

  it("fillOne: the room, at most the cap, at its price within the bracket", () => {
    const one = (room: number, least: number, greatest: number) => {
      const e = elementsOf([{ top: 10, slope: 2, cap: 3, room }]);
      fillOne(e, 0, least, greatest);
      return [e.work[0], e.logPrice[0]];
    };
    expect(one(2, -99, 99)).toEqual([2, 9]);
    expect(one(4, -99, 99)).toEqual([3, 8.5]);
    expect(one(2, 9.5, 99)).toEqual([2, 9.5]);
    expect(one(2, -99, 8)).toEqual([2, 8]);
  });
});

describe("settle where tasks differ much", () => {
  it("weighs what a block misses by its share of the demand", () => {
    const rows = [
      { top: 10, slope: 1, cap: 2, room: 3 },
      { top: 10, slope: 1, cap: 6, room: 6 },
    ];
    const scratch = new Scratch(2);
    const missed = (isUneven: boolean): number => {
      scratch.isUneven = isUneven;
      scratch.tally.demand = 8;
      return settle(elementsOf(rows), scratch, 0, 2, 0, 4, 6, 5);
    };
    expect(missed(false)).toBe(1); // the first has room for 1 more than its cap
    expect(missed(true)).toBe(8 / 8);
  });
});

describe("trim", () => {
  /** Works after it, of elements with a price each. */
  function trimmed(rows: (Row & { work: number; price: number })[]): number[] {
    const e = elementsOf(rows);
    for (const [i, { work, price }] of rows.entries()) {
      e.work[i] = work;
      e.logPrice[i] = price;
    }
    trim(e, 0, rows.length);
    return Array.from<number>(e.work);
  }
  const steep = { top: 30, slope: 1e-9, cap: 1, room: 0, work: 3e-8, price: 0 };
  const flat = { top: 2, slope: 1, cap: 4, room: 2, work: 2, price: 0 };

  it("takes an excess from the flattest, and a little more, whoever comes last", () => {
    const [less, kept] = trimmed([flat, steep]);
    expect(kept).toBe(steep.work);
    expect(less).toBeLessThan(flat.work - steep.work);
    expect(less).toBeGreaterThan(flat.work - steep.work - 1e-14);
    const [first, last] = trimmed([
      { ...steep, room: 2 },
      { ...flat, room: 0 },
    ]);
    expect([first, last]).toEqual([steep.work, less]);
  });

  it("leaves works that fit with room to spare", () => {
    const rows = [{ ...flat, room: 3 }, steep];
    expect(trimmed(rows)).toEqual([2, steep.work]);
  });

  it("takes nothing from who paid more before a tight deadline", () => {
    const dear = { ...flat, price: 1, work: 2 - 1e-9 };
    const cheap = { ...flat, slope: 0.5, room: 0.5, work: 0.5 + 1e-6 };
    const [first, second] = trimmed([dear, cheap]);
    expect(first).toBe(dear.work);
    expect(second).toBeLessThan(cheap.work);
  });

  it("of elements at their caps takes from the one that is worth least there", () => {
    const worthy = { ...flat, top: 9, cap: 1, work: 1, room: 1.5 };
    const idle = { ...flat, top: 1, cap: 1, work: 1, room: 0.5 - 1e-9 };
    const [first, second] = trimmed([worthy, idle]);
    expect(first).toBe(1);
    expect(second).toBeLessThan(1);
    expect(second).toBeGreaterThan(1 - 2e-9);
  });

  it("takes from who is worth least after it, at the cap or below", () => {
    const below = (top: number, slope: number, work: number) => {
      return { top, slope, cap: 9, room: work, work, price: 0 };
    };
    const full = (top: number, work: number) => {
      return { top, slope: 1, cap: work, room: work - 1e-9, work, price: 0 };
    };
    const giver = (rows: ReturnType<typeof full>[]) =>
      trimmed(rows).findIndex((work, i) => work < rows[i].work - 1e-10);
    expect(giver([below(3, 2, 2), full(2, 1)])).toBe(1); // 2 against 1
    expect(giver([below(3, 2, 4), full(2, 0.5)])).toBe(0); // 1 against 1.5
    const fits = (top: number) => ({ ...full(top, 1), room: 1 });
    expect(giver([fits(3), full(2, 1)])).toBe(1);
    expect(giver([fits(2), full(3, 1)])).toBe(0);
    // who has less than is to be taken gives nothing
    expect(giver([below(3, 2, 4), { ...full(-9, 5e-10), room: 0 }, full(9, 1)])).toBe(0);
  });
});

describe("settle where tasks differ much:", () => {
  /** What is missed where two segments' worth of demand is this and no price can mend anything. */
  function missed(rows: Row[], demand: number, isUneven = true): number {
    const e = elementsOf(rows);
    const scratch = new Scratch(rows.length);
    scratch.isUneven = isUneven;
    scratch.tally.demand = demand;
    return settle(e, scratch, 0, rows.length, 0, -1e9, 1e9, 0);
  }
  const full: Row = { top: 5, slope: 1, cap: 1, room: 3 }; // 2 less than its room
  const idle: Row = { top: -5, slope: 1, cap: 1, room: 2 };

  it("counts as often as the block's work goes into the demand", () => {
    expect(missed([full], 100)).toBe(200);
    expect(missed([full], 100, false)).toBe(2);
    expect(missed([{ ...full, cap: 4, room: 6 }], 100)).toBe(50);
    expect(missed([full, full], 100)).toBe(200 + 200);
    for (const demand of [1, 0.5]) expect(missed([full], demand)).toBe(2);
    expect(missed([idle], 100)).toBe(2);
  });

  it("pools what cannot be mended where too little stands before too much", () => {
    const over: Row = { ...full, cap: 5, room: 2 };
    expect(missed([full, over], 1)).toBe(1);
    expect(missed([over, full], 1)).toBe(5);
  });
});
