import { describe, expect, it } from "vitest";
import { MOST_MATCHED } from "../assembly/codes.js";
import { closeWindow, openWindow, tryOffer } from "../assembly/search/window.ts?js";
import * as ws from "../assembly/workspace.ts?js";
import { checkDeals, checkUndone } from "./helpers/deals.js";
import { instance } from "./helpers/instances.js";
import { chainOf, checkChains, planned, sampled, worthOf } from "./helpers/plans.js";

/** Opens a window, and tries all offers; returns how many machines it has. */
function opened(p: number): number {
  openWindow(ws.plan, p);
  while (!tryOffer(ws.plan));
  return ws.plan.width;
}

const WINDOW = { open: opened, close: (): boolean => closeWindow(ws.plan) };

describe("window", () => {
  it("each machine offers its first task from the position on, and gains what it gains solved anew", () => {
    let compared = 0;
    for (const { label, rows, pick } of sampled()) {
      const { scale, slack } = planned(rows);
      const m = rows.machines.length;
      const p = pick(rows.tasks.length);
      const { plan } = ws;
      expect(opened(p), label).toBe(m);
      const offers = Array.from(rows.machines, (_, r) => chainOf(r).find((i) => i >= p) ?? -1);
      expect(Array.from(plan.offer.subarray(0, m))).toEqual(offers);
      for (const [i, into] of offers.entries()) {
        for (const [q, own] of offers.entries()) {
          const rest = chainOf(q).filter((k) => k !== own);
          const anew = worthOf(q, into < 0 ? rest : [...rest, into]) - worthOf(q, chainOf(q));
          const gain = plan.matching.gain[i * m + q];
          expect(Math.abs(gain - anew) * scale, label).toBeLessThanOrEqual(slack);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(4000);
  });

  it("deals the offers out in the best of all ways, where that gains anything", () => {
    const { dealt, kept } = checkDeals(sampled(), WINDOW, false);
    expect(dealt).toBeGreaterThan(200);
    expect(kept).toBeGreaterThan(1000);
  });

  it("takes back what gains less than was promised, to the bit", () => {
    const undone = checkUndone(sampled(), WINDOW);
    expect(undone).toBeGreaterThan(200);
  });

  it("has of many machines those whose tasks come first", () => {
    const [n, m] = [220, 75];
    const rows = instance("uniform", n, m, 3);
    const { scale, slack } = planned(rows);
    const { plan } = ws;
    let dealt = 0;
    let full = 0;
    for (let p = n; p >= 0; p -= 5) {
      const width = opened(p);
      const firsts = rows.machines.map((_, r) => chainOf(r).find((i) => i >= p) ?? n);
      const sorted = firsts.filter((i) => i < n).sort((a, b) => a - b);
      expect(Array.from(plan.offer.subarray(0, width))).toEqual(sorted.slice(0, MOST_MATCHED));
      if (width === MOST_MATCHED) full++;
      const before = checkChains(n, m);
      if (!closeWindow(plan)) continue;
      dealt++;
      expect((checkChains(n, m) - before) * scale).toBeGreaterThan(-slack);
    }
    expect(dealt).toBeGreaterThan(3);
    expect(full).toBeGreaterThan(3);
  });

  it("of chains that are too long is none, and ends", () => {
    const rows = instance("uniform", 9000, 2, 1);
    planned(rows);
    const effort = ws.plan.effort;
    openWindow(ws.plan, 4000);
    expect(ws.plan.width).toBe(0);
    expect(tryOffer(ws.plan)).toBe(true);
    expect(closeWindow(ws.plan)).toBe(false);
    expect(ws.plan.effort).toBeGreaterThan(effort);
  });
});
