import { describe, expect, it } from "vitest";
import { boundAt, bundle, startBundle } from "../assembly/exact/bundle.ts?js";
import { earnedBy, mostOf } from "../assembly/exact/cuts.ts?js";
import { priceOn, startPricing } from "../assembly/exact/pricing.ts?js";
import { improve, placeMultipliers } from "../assembly/exact/quadratic.ts?js";
import * as ws from "../assembly/workspace.ts?js";
import type { Rows } from "./helpers/instances.js";
import { earnings, proving, small } from "./helpers/proofs.js";

/** Runs until it has converged on its first lattice. */
function converge(rows: Rows) {
  const start = proving(rows);
  const { plan, proof } = ws;
  const sum = Array.from<number>(proof.most.subarray(0, plan.tasks)).reduce((a, b) => a + b);
  for (let unit = 0; !bundle(plan, proof, 1e-7 * sum); unit++) expect(unit).toBeLessThan(1e5);
  return { start, sum };
}

describe("bundle", () => {
  it("cuts are worth what the best schedule of their tasks is on a machine of the class", () => {
    let compared = 0;
    for (const [label, rows] of small()) {
      const { start } = converge(rows);
      const { proof } = ws;
      const s = proof.cuts;
      for (let c = 0; c < proof.classes; c++) {
        const sets = earnings(rows, start, c);
        for (let k = s.head[c]; k >= 0; k = s.next[k]) {
          const items = Array.from<number>(s.item.subarray(s.start[k], s.start[k + 1]));
          const one = sets.find(({ set }) => `${set}` === `${items}`);
          const earned = earnedBy(s, k, proof.multiplier) * start.scale;
          expect(Math.abs(earned - (one?.earned ?? Number.NaN)), label).toBeLessThan(start.slack);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(300);
  });

  it("the bound at the center is the least there is, up to what the lattice adds", () => {
    let close = 0;
    let compared = 0;
    for (const [label, rows] of small()) {
      const { start, sum } = converge(rows);
      const { plan, proof } = ws;
      startPricing(plan, proof, 0);
      while (!priceOn(plan, proof, Number.POSITIVE_INFINITY));
      // no multipliers do better than those of a slow subgradient method, by more than it misses
      const least = descend(rows, start);
      const bound = proof.exactSum * start.scale;
      expect(bound, label).toBeGreaterThanOrEqual(least - 0.05 * sum * start.scale);
      if (bound <= least + 2e-3 * sum * start.scale) close++;
      compared++;
    }
    expect(compared).toBeGreaterThan(40);
    expect(close).toBeGreaterThan(0.9 * compared);
  });

  it("the quadratic programme is solved: shares are weights, and only the best cuts have any", () => {
    let solved = 0;
    for (const [label, rows] of small()) {
      converge(rows);
      const { plan, proof } = ws;
      const s = proof.cuts;
      const n = plan.tasks;
      placeMultipliers(proof, s, n);
      let missed = Number.POSITIVE_INFINITY;
      const sum = Array.from<number>(proof.most.subarray(0, n)).reduce((a, b) => a + b, 0);
      for (let step = 0; step < 300 && missed > 1e-9 * sum; step++) {
        missed = improve(proof, s, proof.system, n);
      }
      if (missed <= 1e-9 * sum) solved++;
      for (let c = 0; c < proof.classes; c++) {
        let total = 0;
        const best = mostOf(s, c, proof.multiplier);
        for (let k = s.head[c]; k >= 0; k = s.next[k]) {
          expect(s.share[k], label).toBeGreaterThanOrEqual(0);
          total += s.share[k];
          if (missed > 1e-9 * sum) continue;
          const lost = s.share[k] * (best - earnedBy(s, k, proof.multiplier));
          expect(lost, label).toBeLessThanOrEqual(1e-7 * sum);
        }
        expect(total, label).toBeCloseTo(proof.count[c], 9);
      }
      if (missed > 1e-9 * sum) continue;
      const value = boundAt(plan, proof, proof.multiplier);
      expect(value, label).toBeLessThanOrEqual(s.centerValue + 1e-9 * sum);
    }
    expect(solved).toBeGreaterThan(40);
  });

  it("starts from classes of equal speeds, the fastest first", () => {
    const tasks = [{ deadline: 1, theta: 1, maxWork: 2 }];
    const machines = [1, 3, 1, 2, 3, 1].map((speed) => ({ speed }));
    proving({ machines, tasks: [...tasks, ...tasks] });
    const { plan, proof } = ws;
    startBundle(plan, proof, 2, 6);
    expect(proof.classes).toBe(3);
    expect(Array.from<number>(proof.count.subarray(0, 3))).toEqual([2, 1, 3]);
    const speeds = [0, 1, 2].map((c) => machines[proof.rank[proof.first[c]]].speed);
    expect(speeds).toEqual([3, 2, 1]);
  });
});

/** The least bound of a subgradient method over all sets of tasks, in the caller's units. */
function descend(rows: Rows, start: ReturnType<typeof proving>): number {
  const { plan, proof } = ws;
  const { scale } = start;
  const n = plan.tasks;
  const kept = Array.from<number>(proof.multiplier.subarray(0, n));
  proof.multiplier.fill(0, 0, n);
  const values = Array.from({ length: proof.classes }, (_, c) => earnings(rows, start, c));
  const u = kept.map((one) => one * scale);
  let least = Number.POSITIVE_INFINITY;
  const largest = Math.max(...Array.from<number>(proof.most.subarray(0, n))) * scale;
  for (let round = 0; round < 1500; round++) {
    let bound = u.reduce((a, b) => a + b, 0);
    const slack = u.map(() => 1);
    for (const [c, sets] of values.entries()) {
      let best = { set: [] as number[], earned: 0 };
      for (const { set, earned } of sets) {
        const left = set.reduce((sum, i) => sum - u[i], earned);
        if (left > best.earned) best = { set, earned: left };
      }
      bound += proof.count[c] * best.earned;
      for (const i of best.set) slack[i] -= proof.count[c];
    }
    least = Math.min(least, bound);
    const norm = slack.reduce((sum, one) => sum + one * one, 0);
    if (norm === 0) break;
    const step = (0.3 * largest) / (1 + round) / Math.sqrt(norm);
    for (let i = 0; i < n; i++) u[i] = Math.max(u[i] - step * slack[i], 0);
  }
  for (let i = 0; i < n; i++) proof.multiplier[i] = kept[i];
  return least;
}
