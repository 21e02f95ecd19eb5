import { describe, expect, it } from "vitest";
import { Blocks, mend, pushAbove, pushBelow, solvePart } from "../assembly/search/blocks.ts?js";
import * as ws from "../assembly/workspace.ts?js";
import { randomFrom } from "../src/problem/generate.js";
import { chainOf, planned, sampled } from "./helpers/plans.js";

describe("the blocks of a chain that is solved", () => {
  it("follow one another, their prices fall, and what they are worth adds up", () => {
    let blocks = 0;
    let joint = 0;
    let scarce = 0;
    const problems = [...sampled(), ...sampled([[60, 2]], 2)];
    for (const { label, rows } of problems) {
      const { scale, slack } = planned(rows);
      const { plan, edf } = ws;
      for (let r = 0; r < rows.machines.length; r++) {
        const chain = chainOf(r);
        let sum = 0;
        let price = Number.POSITIVE_INFINITY;
        let last = 0;
        for (let k = 0; k < chain.length; ) {
          const head = chain[k];
          const members = chain.slice(k, k + plan.length[head]);
          let [room, demand, slope, earned] = [0, 0, 0, 0];
          for (const [at, i] of members.entries()) {
            expect([plan.lead[i], plan.head[i], plan.logPrice[i]], label).toEqual([
              at,
              head,
              plan.logPrice[head],
            ]);
            const due = Math.max(edf.deadline[i] - plan.readyAt[r], 0);
            if (due > last) room += plan.rate[r] * (due - last);
            last = due;
            const reach = (edf.logSlope[i] - plan.logPrice[i]) * edf.invTheta[i];
            const work = Math.min(Math.max(reach, 0), edf.cap[i]);
            expect(plan.here[i], label).toBe(work);
            demand += work;
            if (reach > 0 && reach < edf.cap[i]) slope += edf.invTheta[i];
            const value = -plan.value[i] * Math.expm1(-work / edf.invTheta[i]);
            expect(
              Math.abs(plan.earned[i] - (value - plan.cost[head] * work)) * scale,
              label,
            ).toBeLessThanOrEqual(slack);
            earned += plan.earned[i];
          }
          expect(plan.logPrice[head], label).toBeLessThan(price);
          price = plan.logPrice[head];
          expect(plan.cost[head], label).toBeCloseTo(Math.exp(price), 12);
          expect(plan.slope[head], label).toBeCloseTo(slope, 12);
          if (price > Number.NEGATIVE_INFINITY) {
            expect(Math.abs(plan.room[head] - room), label).toBeLessThanOrEqual(1e-12 * room);
            const paid = plan.cost[head] * room;
            expect(Math.abs(plan.dual[head] - earned - paid) * scale, label).toBeLessThanOrEqual(
              slack,
            );
            expect(Math.abs(plan.cost[head] * (demand - room)) * scale, label).toBeLessThanOrEqual(
              slack,
            );
            scarce++;
          }
          sum += plan.dual[head];
          blocks++;
          if (members.length > 1) joint++;
          k += members.length;
        }
        expect(Math.abs(sum - plan.worth[r]) * scale, label).toBeLessThanOrEqual(slack);
      }
    }
    expect(blocks).toBeGreaterThan(1500);
    expect(joint).toBeGreaterThan(300);
    expect(scarce).toBeGreaterThan(1000);
  });
});

/** Blocks that nobody else's memory is used for, of random tasks. */
function randomBlocks(seed: number): { b: InstanceType<typeof Blocks>; n: number } {
  const random = randomFrom(seed);
  const n = 1 + Math.floor(12 * random());
  const b = new Blocks();
  for (const name of ["task", "from"] as const) b[name] = new Int32Array(n);
  const columns = ["logSlope", "invTheta", "cap", "room", "value", "peak"] as const;
  for (const name of [...columns, "price", "slope", "worth"] as const)
    b[name] = new Float64Array(n);
  const spread = seed % 3 === 0 ? 6 : 0.5;
  for (let k = 0; k < n; k++) {
    const invTheta = 10 ** (spread * (random() - 0.5));
    const cap = random() < 0.1 ? 0 : 3 * random() * invTheta;
    const room = random() < 0.2 ? 0 : random();
    const logSlope = 2 * random() - Math.log(invTheta);
    const value = Math.exp(logSlope) * invTheta;
    b.logSlope[k] = logSlope;
    b.invTheta[k] = invTheta;
    b.cap[k] = cap;
    b.room[k] = room;
    b.value[k] = value;
    b.peak[k] = -value * Math.expm1(-cap / invTheta);
  }
  b.end = n;
  return { b, n };
}

/** [price, tasks, worth] of every block. */
const listed = (b: InstanceType<typeof Blocks>) =>
  Array.from({ length: b.top }, (_, t) => {
    const to = t + 1 < b.top ? b.from[t + 1] : b.end;
    return [b.price[t], to - b.from[t], b.worth[t]];
  });
const total = (b: InstanceType<typeof Blocks>) =>
  listed(b).reduce((sum, [, , worth]) => sum + worth, 0);

describe("solvePart and mend", () => {
  it("come to the same from any price to begin with, from wherever the part is cut", () => {
    let split = 0;
    for (let seed = 0; seed < 600; seed++) {
      const whole = randomBlocks(seed);
      solvePart(whole.b, 0, whole.n, -Infinity, Infinity, -Infinity);
      const prices = listed(whole.b).map(([price]) => price);
      for (let t = 1; t < prices.length; t++) expect(prices[t]).toBeLessThanOrEqual(prices[t - 1]);
      const worth = total(whole.b);
      for (const nu of [-700, -1, 0, 3, 5e8]) {
        const { b, n } = randomBlocks(seed);
        solvePart(b, 0, n, -Infinity, Infinity, nu);
        expect(Math.abs(total(b) - worth)).toBeLessThanOrEqual(1e-10 * Math.max(worth, 1));
      }
      for (let cut = 1; cut < whole.n; cut++) {
        const { b, n } = randomBlocks(seed);
        solvePart(b, 0, cut, -Infinity, Infinity, 0);
        const first = b.top;
        solvePart(b, cut, n, -Infinity, Infinity, 0);
        mend(b, first);
        expect(Math.abs(total(b) - worth)).toBeLessThanOrEqual(1e-10 * Math.max(worth, 1));
        if (b.top > 1) split++;
      }
    }
    expect(split).toBeGreaterThan(1000);
  });

  it("a precision spares passes, and never promises less than is there", () => {
    let spared = 0;
    for (let seed = 0; seed < 300; seed++) {
      const { b, n } = randomBlocks(seed);
      solvePart(b, 0, n, -Infinity, Infinity, 0);
      const exact = total(b);
      const rough = randomBlocks(seed).b;
      rough.precision = 1e-3;
      solvePart(rough, 0, n, -Infinity, Infinity, 0);
      expect(total(rough)).toBeGreaterThanOrEqual(exact - 1e-12 * Math.max(exact, 1));
      if (rough.visits < b.visits) spared++;
    }
    expect(spared).toBeGreaterThan(100);
  });
});

describe("pushBelow and pushAbove", () => {
  it("put a block before and after all others", () => {
    const { b } = randomBlocks(4);
    b.top = 0;
    pushAbove(b, 3, 0, 1, 10);
    pushAbove(b, 4, -1, 2, 20);
    pushBelow(b, 1, 2, 3, 30);
    expect(Array.from(b.from.subarray(0, 3))).toEqual([1, 3, 4]);
    expect(Array.from(b.price.subarray(0, 3))).toEqual([2, 0, -1]);
    expect(Array.from(b.slope.subarray(0, 3))).toEqual([3, 1, 2]);
    expect(Array.from(b.worth.subarray(0, 3))).toEqual([30, 10, 20]);
  });
});
