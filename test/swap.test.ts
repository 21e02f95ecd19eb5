import { describe, expect, it } from "vitest";
import { screen } from "../assembly/search/loss.ts?js";
import * as swap from "../assembly/search/swap.ts?js";
import * as ws from "../assembly/workspace.ts?js";
import { chainOf, chainValue, planned, sampled } from "./helpers/plans.js";

/** Two chains that are solved by brute force have so many tasks at most. */
const MOST_FORCED = 9;

describe("swap", () => {
  it("its gain is that of the two machines solved anew, and so is what it leaves", () => {
    let compared = 0;
    let pays = 0;
    for (const { label, rows, pick } of sampled()) {
      const { tasks, scale, slack } = planned(rows);
      const { machine, worth } = ws.plan;
      const i = pick(tasks.length);
      const k = pick(tasks.length);
      const [r, q] = [machine[i], machine[k]];
      if (r === q) continue;
      const gain = swap.swapGain(ws.plan, i, k, Number.NEGATIVE_INFINITY) * scale;
      if (chainOf(r).length + chainOf(q).length > MOST_FORCED) continue;
      const before = chainValue(rows, tasks, r) + chainValue(rows, tasks, q);
      const applied = swap.swapApply(ws.plan, i, k) * scale;
      expect([machine[i], machine[k]]).toEqual([q, r]);
      expect([chainOf(q).includes(i), chainOf(r).includes(k)]).toEqual([true, true]);
      const after = chainValue(rows, tasks, r) + chainValue(rows, tasks, q);
      expect(Math.abs(gain - (after - before)), label).toBeLessThanOrEqual(slack);
      expect(Math.abs(applied - (after - before)), label).toBeLessThanOrEqual(slack);
      expect(Math.abs((worth[r] + worth[q]) * scale - after), label).toBeLessThanOrEqual(slack);
      compared++;
      if (gain > slack) pays++;
    }
    expect(compared).toBeGreaterThan(100);
    expect(pays).toBeGreaterThan(10);
  });

  it("and back restores every number of the plan", () => {
    for (const { label, rows, pick } of sampled()) {
      const { tasks } = planned(rows);
      const { plan } = ws;
      const [i, k] = [pick(tasks.length), pick(tasks.length)];
      if (plan.machine[i] === plan.machine[k]) continue;
      const columns = ["member", "machine", "chainStart", "logPrice", "worth", "lead"] as const;
      const before = columns.map((name) => plan[name].slice());
      const gain = swap.swapApply(plan, i, k);
      expect(swap.swapApply(plan, i, k) + gain, label).toBe(0);
      expect(columns.map((name) => plan[name].slice())).toEqual(before);
    }
  });

  it("a gain that cannot pass the least is 0 after half the work", () => {
    let spared = 0;
    for (const { rows, pick } of sampled()) {
      const { tasks } = planned(rows);
      const { plan } = ws;
      const i = pick(tasks.length);
      const k = pick(tasks.length);
      const [r, q] = [plan.machine[i], plan.machine[k]];
      if (r === q) continue;
      plan.low = 0;
      plan.high = tasks.length;
      screen(plan, r, q);
      const exact = swap.swapGain(plan, i, k, Number.NEGATIVE_INFINITY);
      const gain = swap.swapGain(plan, i, k, 0);
      if (exact > 1e-9) expect(gain).toBe(exact);
      if (gain === 0 && exact !== 0) spared++;
    }
    expect(spared).toBeGreaterThan(30);
  });
});
