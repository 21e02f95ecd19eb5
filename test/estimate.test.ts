import { describe, expect, it } from "vitest";
import { POOL_LIMIT } from "../assembly/chain/pool.ts?js";
import { estimate, promises } from "../assembly/search/estimate.ts?js";
import { trial } from "../assembly/search/trial.ts?js";
import * as ws from "../assembly/workspace.ts?js";
import { randomFrom } from "../src/problem/generate.js";
import { instances, type Rows } from "./helpers/instances.js";
import { planned } from "./helpers/plans.js";

const SIZES: [number, number][] = [
  [60, 2],
  [120, 3],
];

/** Random pairs of positions on different machines of problems with long chains. */
function swaps(visit: (i: number, k: number, r: number, q: number, rows: Rows) => void): void {
  for (const [seed, [, rows]] of instances(SIZES, 4).entries()) {
    planned(rows);
    const random = randomFrom(seed);
    const pick = () => Math.floor(random() * rows.tasks.length);
    for (let round = 0; round < 60; round++) {
      const [i, k] = [pick(), pick()];
      const { machine } = ws.plan;
      if (machine[i] !== machine[k]) visit(i, k, machine[i], machine[k], rows);
    }
  }
}

const length = (r: number) => ws.plan.chainStart[r + 1] - ws.plan.chainStart[r];

describe("estimate", () => {
  it("is nothing for a chain that stays as it is", () => {
    let compared = 0;
    for (const [label, rows] of instances(SIZES, 4)) {
      const { scale, slack } = planned(rows);
      for (let r = 0; r < rows.machines.length; r++) {
        const gain = estimate(ws.plan, r, -1, -1) * scale;
        expect(Math.abs(gain), label).toBeLessThanOrEqual(slack);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(250);
  });

  it("finds most swaps that pay, and few that do not", () => {
    const count = { pays: 0, found: 0, vain: 0, spared: 0 };
    swaps((i, k, r, q, rows) => {
      const { plan } = ws;
      const guess = estimate(plan, r, i, k) + estimate(plan, q, k, i);
      const worth = plan.worth[r] + plan.worth[q];
      const exact = trial(plan, r, i, k) + trial(plan, q, k, i) - worth;
      const least = (1e-4 * worth) / rows.tasks.length;
      if (exact > least) {
        count.pays++;
        if (guess > least) count.found++;
      } else {
        count.vain++;
        if (guess <= least) count.spared++;
      }
    });
    expect(count.pays).toBeGreaterThan(400);
    expect(count.found).toBeGreaterThan(0.9 * count.pays);
    expect(count.vain).toBeGreaterThan(3000);
    expect(count.spared).toBeGreaterThan(0.9 * count.vain);
  });

  it("promises what is above the least by estimate and by the bound of the other machine", () => {
    let broken = 0;
    let kept = 0;
    swaps((i, k, r, q) => {
      if (length(r) + length(q) <= 2 * POOL_LIMIT) return;
      const { plan } = ws;
      const first = estimate(plan, r, i, k);
      const both = first + estimate(plan, q, k, i);
      const least = 1e-9;
      expect(promises(plan, r, q, i, k, Infinity, least)).toBe(both > least);
      expect(promises(plan, r, q, i, k, least - first - 1, least)).toBe(false);
      if (both > least) kept++;
      else broken++;
    });
    expect(broken).toBeGreaterThan(1000);
    expect(kept).toBeGreaterThan(100);
  });

  it("promises everything of short chains, for no work", () => {
    planned(instances([[12, 3]], 1)[0][1]);
    const before = ws.plan.effort;
    expect(promises(ws.plan, 0, 1, -1, 0, Number.NEGATIVE_INFINITY, 1)).toBe(true);
    expect(ws.plan.effort).toBe(before);
  });
});
