import { describe, expect, it } from "vitest";
import * as move from "../assembly/search/move.ts?js";
import * as ws from "../assembly/workspace.ts?js";
import { chainValue, planned, sampled } from "./helpers/plans.js";

describe("move", () => {
  it("its bound is one, its gain is that of the two machines solved anew, and so is what it leaves", () => {
    let compared = 0;
    let screened = 0;
    let pays = 0;
    for (const { label, rows, pick } of sampled()) {
      const { tasks, scale, slack } = planned(rows);
      const m = rows.machines.length;
      const i = pick(tasks.length);
      const r = ws.plan.machine[i];
      const q = (r + 1 + pick(m - 1)) % m;
      const bound = move.moveBound(ws.plan, i, q) * scale;
      const gain = move.moveGain(ws.plan, i, q, Number.NEGATIVE_INFINITY) * scale;
      const before = chainValue(rows, tasks, r) + chainValue(rows, tasks, q);
      move.moveApply(ws.plan, i, q);
      expect(ws.plan.machine[i]).toBe(q);
      const after = chainValue(rows, tasks, r) + chainValue(rows, tasks, q);
      expect(Math.abs(gain - (after - before)), label).toBeLessThanOrEqual(slack);
      const worth = (ws.plan.worth[r] + ws.plan.worth[q]) * scale;
      expect(Math.abs(worth - after), label).toBeLessThanOrEqual(slack);
      expect(gain, label).toBeLessThanOrEqual(bound + slack);
      compared++;
      if (bound <= slack) screened++;
      if (gain > slack) pays++;
    }
    expect(compared).toBeGreaterThan(300);
    expect(screened).toBeGreaterThan(50);
    expect(pays).toBeGreaterThan(20);
  });

  it("a gain that cannot pass the least is 0 after half the work", () => {
    let spared = 0;
    for (const { rows, pick } of sampled()) {
      const { tasks } = planned(rows);
      const i = pick(tasks.length);
      const q = (ws.plan.machine[i] + 1) % rows.machines.length;
      const exact = move.moveGain(ws.plan, i, q, Number.NEGATIVE_INFINITY);
      const gain = move.moveGain(ws.plan, i, q, 0);
      if (exact > 1e-9) expect(gain).toBe(exact);
      if (gain === 0 && exact !== 0) spared++;
    }
    expect(spared).toBeGreaterThan(100);
  });
});
