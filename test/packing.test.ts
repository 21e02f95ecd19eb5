import { describe, expect, it } from "vitest";
import { cover, startCover } from "../assembly/packing/cover.ts?js";
import { pack, startPacking } from "../assembly/packing/packing.ts?js";
import { Sets as Core } from "../assembly/packing/sets.ts?js";
import { randomFrom } from "../src/problem/generate.js";

const ROUNDING = 1e-12;

/** What is used of the buffers. */
interface Sets {
  items: number;
  classes: number;
  words: number;
  columns: number;
  effort: number;
  nodes: number;
  rest: number;
  leastLoss: number;
  isOverfull: boolean;
  list: Int32Array;
  kind: Int32Array;
  bits: Int32Array;
  count: Int32Array;
  choice: Int32Array;
  pairTwo: Int32Array;
  loss: Float64Array;
  over: Float64Array;
  spare: Float64Array;
  idle: Float64Array;
  earned: Float64Array;
  multiplier: Float64Array;
}

interface Draw {
  items: number;
  /** Machines by class. */
  count: number[];
  columns: number;
  /** What leaving an item out loses at most, where a column loses at most 1. */
  most: number;
}

/** Random sets, with random losses: as far from being linked with tasks as can be. */
function drawn({ items, count, columns, most }: Draw, seed: number): Sets {
  const random = randomFrom(seed);
  const multiplier = Float64Array.from({ length: items }, () => most * random());
  const earned = Float64Array.from(count, () => 2 * random());
  const machines = count.reduce((sum, k) => sum + k, 0);
  const s = new Core(items, machines, multiplier, earned, Int32Array.from(count)) as Sets;
  Object.assign(s, { items, classes: count.length, words: (items + 31) >> 5, columns });
  for (let k = 0; k < columns; k++) {
    s.kind[k] = Math.floor(random() * count.length);
    s.loss[k] = random();
    const sure = Math.floor(items * random());
    for (let i = 0; i < items; i++) {
      if (i === sure || random() < 2 / items) s.bits[k * s.words + (i >> 5)] |= 1 << (i & 31);
    }
  }
  return s;
}

/** The least loss by trying all sets of items on all machines in turn. */
function leastLoss(s: Sets): number {
  let best = new Float64Array(2 ** s.items).fill(Number.POSITIVE_INFINITY);
  best[0] = 0;
  for (let c = 0; c < s.classes; c++) {
    for (let machine = 0; machine < s.count[c]; machine++) {
      const next = best.map((lost) => lost + s.earned[c]);
      for (let k = 0; k < s.columns; k++) {
        if (s.kind[k] !== c) continue;
        for (let used = 0; used < best.length; used++) {
          if ((used & s.bits[k]) !== 0) continue;
          const all = used | s.bits[k];
          next[all] = Math.min(next[all], best[used] + s.loss[k]);
        }
      }
      best = next;
    }
  }
  let least = Number.POSITIVE_INFINITY;
  for (const [used, lost] of best.entries()) {
    let total = lost;
    for (let i = 0; i < s.items; i++) if (!((used >>> i) & 1)) total += s.multiplier[i];
    least = Math.min(least, total);
  }
  return least;
}

/** What the choice that is kept loses, added up anew; NaN where two columns share an item. */
function lossOfChoice(s: Sets): number {
  const left = Array.from(s.count);
  const open = new Set(Array.from({ length: s.items }, (_, i) => i));
  let lost = 0;
  for (const column of s.choice) {
    if (column < 0) break;
    lost += s.loss[column];
    left[s.kind[column]]--;
    for (let i = 0; i < s.items; i++) {
      const isIn = (s.bits[column * s.words + (i >> 5)] >>> (i & 31)) & 1;
      if (isIn && !open.delete(i)) return Number.NaN;
    }
  }
  if (left.some((count) => count < 0)) return Number.NaN;
  for (const i of open) lost += s.multiplier[i];
  return left.reduce((sum, count, c) => sum + count * s.earned[c], lost);
}

function packed(s: Sets, budget: number, slice = Number.POSITIVE_INFINITY): number {
  s.nodes = 0;
  s.effort = 0;
  s.pairTwo[0] = 0;
  startPacking(s, budget, ROUNDING);
  for (let limit = slice; !pack(s, limit); limit += slice);
  expect(s.isOverfull).toBe(false);
  return s.leastLoss;
}

/** The least loss by the cover alone. */
function covered(s: Sets, budget: number): number {
  s.over.set(s.loss);
  s.spare.set(s.multiplier);
  s.idle.set(s.earned);
  s.list.set(Int32Array.from({ length: s.columns }, (_, k) => k));
  s.rest = budget;
  startCover(s, 0, s.columns);
  expect(cover(s, Number.POSITIVE_INFINITY)).toBe(true);
  return s.rest;
}

const DRAWS: Draw[] = [
  { items: 10, count: [1, 1, 1], columns: 40, most: 0.5 },
  { items: 10, count: [1, 2], columns: 400, most: 1 },
  { items: 12, count: [1, 1, 1, 1], columns: 1500, most: 0.3 },
  { items: 12, count: [5], columns: 600, most: 2 },
];

describe("packing", () => {
  it("finds the choice of columns with the least loss, as trying all of them does", () => {
    let [improved, hopeless] = [0, 0];
    for (const draw of DRAWS) {
      for (let seed = 0; seed < 25; seed++) {
        const s = drawn(draw, seed);
        const least = leastLoss(s);
        for (const budget of [2 * least, 1.02 * least, 0.98 * least]) {
          expect(packed(s, budget), `${seed}`).toBeCloseTo(Math.min(least, budget), 9);
          if (budget < least) hopeless++;
          else {
            expect(lossOfChoice(s), `${seed}`).toBeCloseTo(least, 9);
            improved++;
          }
        }
      }
    }
    expect([improved, hopeless]).toEqual([200, 100]);
  });

  it("decides pairs where there are too many columns to try", () => {
    for (let seed = 0; seed < 3; seed++) {
      const s = drawn({ items: 30, count: [1, 1, 1, 1, 1], columns: 500, most: 0.5 }, seed);
      const least = packed(s, 100);
      expect(s.pairTwo[0]).toBeGreaterThan(0);
      expect(lossOfChoice(s)).toBeCloseTo(least, 9);
      expect(covered(s, 1.001 * least)).toBeCloseTo(least, 9);
      // with less to lose nothing is found, and that is what proves it
      expect(packed(s, least * (1 - 1e-6))).toBe(least * (1 - 1e-6));
    }
  });

  it("does the same however it is sliced", () => {
    const s = drawn({ items: 30, count: [1, 1, 1, 1, 1], columns: 500, most: 0.5 }, 1);
    const whole = [packed(s, 100), s.nodes, s.effort];
    for (const slice of [1, 1000, 1e5])
      expect([packed(s, 100, slice), s.nodes, s.effort]).toEqual(whole);
  });

  it("says so where the list has no room", () => {
    const s = drawn({ items: 40, count: [1, 1, 1, 2, 2], columns: 3000, most: 0.3 }, 0);
    s.list = s.list.slice(0, 3100);
    startPacking(s, 100, ROUNDING);
    expect(pack(s, Number.POSITIVE_INFINITY)).toBe(true);
    expect(s.isOverfull).toBe(true);
  });
});
