import { describe, expect, it } from "vitest";
import * as move from "../assembly/search/move.ts?js";
import * as ws from "../assembly/workspace.ts?js";
import { chainOf, chainValue, planned, sampled } from "./helpers/plans.js";

/** Two chains that are solved by brute force have so many tasks at most. */
const MOST_FORCED = 9;

describe("move", () => {
  it("its gain is that of the two machines solved anew, and so is what it leaves", () => {
    let compared = 0;
    let pays = 0;
    for (const { label, rows, pick } of sampled()) {
      const { tasks, scale, slack } = planned(rows);
      const m = rows.machines.length;
      const i = pick(tasks.length);
      const r = ws.plan.machine[i];
      const q = (r + 1 + pick(m - 1)) % m;
      const gain = move.moveGain(ws.plan, i, q, Number.NEGATIVE_INFINITY) * scale;
      if (chainOf(r).length + chainOf(q).length > MOST_FORCED) continue;
      const before = chainValue(rows, tasks, r) + chainValue(rows, tasks, q);
      const applied = move.moveApply(ws.plan, i, q) * scale;
      expect(ws.plan.machine[i]).toBe(q);
      expect(chainOf(q)).toEqual(chainOf(q).sort((a, b) => a - b));
      expect([chainOf(q).includes(i), chainOf(r).includes(i)]).toEqual([true, false]);
      const after = chainValue(rows, tasks, r) + chainValue(rows, tasks, q);
      expect(Math.abs(gain - (after - before)), label).toBeLessThanOrEqual(slack);
      expect(Math.abs(applied - (after - before)), label).toBeLessThanOrEqual(slack);
      const worth = (ws.plan.worth[r] + ws.plan.worth[q]) * scale;
      expect(Math.abs(worth - after), label).toBeLessThanOrEqual(slack);
      compared++;
      if (gain > slack) pays++;
    }
    expect(compared).toBeGreaterThan(300);
    expect(pays).toBeGreaterThan(20);
  });

  it("and back restores every number of the plan", () => {
    for (const { label, rows, pick } of sampled()) {
      const { tasks } = planned(rows);
      const { plan } = ws;
      const i = pick(tasks.length);
      const r = plan.machine[i];
      const q = (r + 1) % rows.machines.length;
      const columns = ["member", "machine", "chainStart", "logPrice", "worth", "lead"] as const;
      const before = columns.map((name) => plan[name].slice());
      const gain = move.moveApply(plan, i, q);
      expect(move.moveApply(plan, i, r) + gain, label).toBe(0);
      expect(columns.map((name) => plan[name].slice())).toEqual(before);
    }
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
