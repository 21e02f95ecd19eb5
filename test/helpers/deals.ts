// What windows and tails have in common: they deal out in the best of all ways, or change nothing.

import { expect } from "vitest";
import * as ws from "../../assembly/workspace.ts?js";
import { bestOfAll, checkChains, planned, type Sample, stateOf } from "./plans.js";

/** How they are opened at a position, tried, and closed: whether something was dealt out. */
interface Deal {
  open: (p: number) => void;
  close: (p: number) => boolean;
}

/**
 * At every position of every plan what is dealt out gains what was promised, and else the plan
 * stays to the bit. isWhole: gains are what chains are worth, not what they win.
 */
export function checkDeals(samples: Sample[], { open, close }: Deal, isWhole: boolean) {
  const counts = { dealt: 0, kept: 0 };
  const { plan } = ws;
  for (const { label, rows } of samples) {
    const { scale, slack } = planned(rows);
    const [n, m] = [rows.tasks.length, rows.machines.length];
    for (let p = n - 1; p >= 0; p--) {
      open(p);
      const before = checkChains(n, m);
      const promised = bestOfAll(plan.matching.gain, m) - (isWhole ? before : 0);
      const state = stateOf();
      if (close(p)) {
        const gained = checkChains(n, m) - before;
        expect(Math.abs(gained - promised) * scale, label).toBeLessThanOrEqual(slack);
        expect(gained).toBeGreaterThan(plan.threshold - slack / scale);
        let worth = 0;
        for (let r = 0; r < m; r++) worth += plan.worth[r];
        expect(Math.abs(worth - before - gained) * scale).toBeLessThanOrEqual(slack);
        counts.dealt++;
      } else {
        expect(promised, label).toBeLessThanOrEqual(plan.threshold + slack / scale);
        expect(stateOf(), label).toEqual(state);
        counts.kept++;
      }
    }
  }
  return counts;
}

/** What is promised falsely goes back where it gains too little, to the bit; how often it did. */
export function checkUndone(samples: Sample[], { open, close }: Deal): number {
  let undone = 0;
  const { plan } = ws;
  for (const { label, rows, pick } of samples) {
    planned(rows);
    const m = rows.machines.length;
    const p = pick(rows.tasks.length);
    open(p);
    for (let i = 0; i < m; i++) plan.matching.gain[i * m + ((i + 1) % m)] = 1000;
    const state = stateOf();
    const { tried, applied } = plan;
    if (close(p)) continue; // it gains all the same
    expect(stateOf(), label).toEqual(state);
    expect([plan.tried, plan.applied]).toEqual([tried + 1, applied]);
    undone++;
  }
  return undone;
}
