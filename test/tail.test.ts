import { describe, expect, it } from "vitest";
import { closeTails, haveTails, openTails, tryTail } from "../assembly/search/tail.ts?js";
import * as ws from "../assembly/workspace.ts?js";
import { checkDeals, checkUndone } from "./helpers/deals.js";
import { instance, type Rows } from "./helpers/instances.js";
import { chainOf, planned, sampled, worthOf } from "./helpers/plans.js";

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

const TAILS = { open: opened, close: (p: number): boolean => closeTails(ws.plan, p) };

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
    const samples = [...alike(), ...alike([[40, 4]], 4)];
    const { dealt, kept } = checkDeals(samples, TAILS, true);
    expect(dealt).toBeGreaterThan(50);
    expect(kept).toBeGreaterThan(1000);
  });

  it("go back where they gain less than was promised, to the bit", () => {
    const undone = checkUndone(alike(), TAILS);
    expect(undone).toBeGreaterThan(200);
  });
});
