import { describe, expect, it } from "vitest";
import { closeTails, haveTails, openTails, tryTail } from "../assembly/search/tail.ts?js";
import * as ws from "../assembly/workspace.ts?js";
import { instance, type Rows } from "./helpers/instances.js";
import {
  bestOfAll,
  chainOf,
  checkChains,
  planned,
  sampled,
  stateOf,
  worthOf,
} from "./helpers/plans.js";

/** Machines that are alike. */
function alike(sizes?: [number, number][], seeds?: number) {
  return sampled(sizes, seeds).map((sample, k) => {
    const readyAt = k % 3 === 0 ? 0.05 : 0;
    const machines = sample.rows.machines.map(() => ({ speed: 1.5, readyAt }));
    return { ...sample, rows: { ...sample.rows, machines } as Rows };
  });
}

/** Cuts all chains there, and tries all tails. */
function opened(p: number): void {
  openTails(ws.plan, p);
  while (!tryTail(ws.plan));
}

describe("tails", () => {
  it("are there where machines are alike, not too many, and chains not too long", () => {
    const tailsOf = (rows: Rows) => {
      planned(rows);
      return haveTails(ws.plan);
    };
    const { tasks } = instance("uniform", 80, 2, 1);
    const machines = (count: number) => Array.from({ length: count }, () => ({ speed: 2 }));
    expect(tailsOf({ machines: machines(2), tasks })).toBe(true);
    expect(tailsOf({ machines: machines(64), tasks })).toBe(true);
    expect(tailsOf({ machines: machines(65), tasks })).toBe(false);
    expect(tailsOf({ machines: [{ speed: 2 }, { speed: 2.5 }], tasks })).toBe(false);
    expect(tailsOf({ machines: [{ speed: 2 }, { speed: 2, readyAt: 0.01 }], tasks })).toBe(false);
    const long = instance("uniform", 9000, 2, 1).tasks;
    expect(tailsOf({ machines: machines(2), tasks: long })).toBe(false);
  });

  it("each chain is worth with each tail what it is worth solved anew", () => {
    let compared = 0;
    for (const { label, rows, pick } of alike()) {
      const { scale, slack } = planned(rows);
      const m = rows.machines.length;
      const p = pick(rows.tasks.length + 1);
      opened(p);
      for (let r = 0; r < m; r++) {
        for (let q = 0; q < m; q++) {
          const [head, tail] = [chainOf(q).filter((i) => i < p), chainOf(r).filter((i) => i >= p)];
          const gain = ws.plan.matching.gain[r * m + q];
          const anew = worthOf(q, [...head, ...tail]);
          expect(Math.abs(gain - anew) * scale, label).toBeLessThanOrEqual(slack);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(4000);
  });

  it("are joined in the best of all ways where that gains anything, or stay to the bit", () => {
    let dealt = 0;
    let kept = 0;
    for (const { label, rows } of [...alike(), ...alike([[40, 4]], 4)]) {
      const { scale, slack } = planned(rows);
      const [n, m] = [rows.tasks.length, rows.machines.length];
      for (let p = n - 1; p >= 0; p--) {
        const { plan } = ws;
        opened(p);
        const before = checkChains(n, m);
        const promised = bestOfAll(plan.matching.gain, m) - before;
        const state = stateOf();
        if (closeTails(plan, p)) {
          const gained = checkChains(n, m) - before;
          expect(Math.abs(gained - promised) * scale, label).toBeLessThanOrEqual(slack);
          expect(gained).toBeGreaterThan(plan.threshold - slack / scale);
          dealt++;
        } else {
          expect(promised, label).toBeLessThanOrEqual(plan.threshold + slack / scale);
          expect(stateOf(), label).toEqual(state);
          kept++;
        }
      }
    }
    expect(dealt).toBeGreaterThan(50);
    expect(kept).toBeGreaterThan(1000);
  });

  it("go back where they gain less than was promised, to the bit", () => {
    let undone = 0;
    for (const { label, rows, pick } of alike()) {
      planned(rows);
      const m = rows.machines.length;
      const { plan } = ws;
      const p = pick(rows.tasks.length);
      opened(p);
      for (let i = 0; i < m; i++) plan.matching.gain[i * m + ((i + 1) % m)] = 1000;
      const state = stateOf();
      const { tried, applied } = plan;
      if (closeTails(plan, p)) continue; // it gains all the same
      expect(stateOf(), label).toEqual(state);
      expect([plan.tried, plan.applied]).toEqual([tried + 1, applied]);
      undone++;
    }
    expect(undone).toBeGreaterThan(200);
  });
});
