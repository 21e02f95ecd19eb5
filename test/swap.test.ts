import { describe, expect, it } from "vitest";
import { moveBound } from "../assembly/search/move.ts?js";
import * as swap from "../assembly/search/swap.ts?js";
import * as ws from "../assembly/workspace.ts?js";
import { chainValue, planned, sampled } from "./helpers/plans.js";

describe("swap", () => {
  it("its bound is one, its gain is that of the two machines solved anew, and so is what it leaves", () => {
    let compared = 0;
    let screened = 0;
    let pays = 0;
    for (const { label, rows, pick } of sampled()) {
      const { tasks, scale, slack } = planned(rows);
      const { machine, worth } = ws.plan;
      const i = pick(tasks.length);
      const k = pick(tasks.length);
      const [r, q] = [machine[i], machine[k]];
      if (r === q) continue;
      // as `search` screens: a swap is two moves at once
      const bound = (moveBound(ws.plan, i, q) + moveBound(ws.plan, k, r)) * scale;
      const gain = swap.swapGain(ws.plan, i, k, Number.NEGATIVE_INFINITY) * scale;
      const before = chainValue(rows, tasks, r) + chainValue(rows, tasks, q);
      swap.swapApply(ws.plan, i, k);
      expect([machine[i], machine[k]]).toEqual([q, r]);
      const after = chainValue(rows, tasks, r) + chainValue(rows, tasks, q);
      expect(Math.abs(gain - (after - before)), label).toBeLessThanOrEqual(slack);
      expect(Math.abs((worth[r] + worth[q]) * scale - after), label).toBeLessThanOrEqual(slack);
      expect(gain, label).toBeLessThanOrEqual(bound + slack);
      compared++;
      if (bound <= slack) screened++;
      if (gain > slack) pays++;
    }
    expect(compared).toBeGreaterThan(200);
    expect(screened).toBeGreaterThan(30);
    expect(pays).toBeGreaterThan(20);
  });

  it("a gain that cannot pass the least is 0 after half the work", () => {
    let spared = 0;
    for (const { rows, pick } of sampled()) {
      const { tasks } = planned(rows);
      const i = pick(tasks.length);
      const k = pick(tasks.length);
      if (ws.plan.machine[i] === ws.plan.machine[k]) continue;
      const exact = swap.swapGain(ws.plan, i, k, Number.NEGATIVE_INFINITY);
      const gain = swap.swapGain(ws.plan, i, k, 0);
      if (exact > 1e-9) expect(gain).toBe(exact);
      if (gain === 0 && exact !== 0) spared++;
    }
    expect(spared).toBeGreaterThan(30);
  });
});
