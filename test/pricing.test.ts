import { describe, expect, it } from "vitest";
import { priceOn, startPricing } from "../assembly/exact/pricing.ts?js";
import * as ws from "../assembly/workspace.ts?js";
import { earnings, proving, small } from "./helpers/proofs.js";

describe("pricing", () => {
  it("finds what a machine earns at most, up to what it may leave", () => {
    let exact = 0;
    let classes = 0;
    for (const [label, rows] of small()) {
      const start = proving(rows);
      const { plan, proof } = ws;
      const { scale, slack } = start;
      const sum = Array.from<number>(proof.most.subarray(0, plan.tasks)).reduce((a, b) => a + b);
      const spare = 1e-6 * sum;
      startPricing(plan, proof, spare);
      const before = proof.proven;
      while (!priceOn(plan, proof, Number.POSITIVE_INFINITY));
      let total = 0;
      for (let i = 0; i < plan.tasks; i++) total += proof.multiplier[i] * scale;
      for (let c = 0; c < proof.classes; c++) {
        const best = Math.max(...earnings(rows, start, c).map(({ earned }) => earned));
        const earned = proof.earned[c] * scale;
        expect(earned, label).toBeGreaterThanOrEqual(best - slack);
        if (earned <= best + spare * scale + slack) exact++;
        classes++;
        total += proof.count[c] * earned;
      }
      expect(proof.exactSum * scale, label).toBeCloseTo(total, 9);
      expect(proof.proven, label).toBeLessThanOrEqual(before);
    }
    expect(classes).toBeGreaterThan(60);
    expect(exact).toBeGreaterThan(0.95 * classes);
  });
});
