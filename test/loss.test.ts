import { describe, expect, it } from "vitest";
import { screen } from "../assembly/search/loss.ts?js";
import { moveLoss } from "../assembly/search/move.ts?js";
import { swapLoss } from "../assembly/search/swap.ts?js";
import { trial } from "../assembly/search/trial.ts?js";
import * as ws from "../assembly/workspace.ts?js";
import type { Rows } from "./helpers/instances.js";
import { chainOf, planned, sampled } from "./helpers/plans.js";

interface Change {
  label: string;
  promised: number;
  loss: number;
  /** What it gains, exactly. */
  gain: number;
  /** So much may be rounding; all of them scaled. */
  slack: number;
  isLast: boolean;
}

/** Screens every pair of machines of a problem. */
function pairs(rows: Rows, visit: (r: number, q: number) => void): void {
  const { plan } = ws;
  for (let r = 0; r < rows.machines.length; r++) {
    for (let q = 0; q < rows.machines.length; q++) {
      if (r === q) continue;
      plan.low = 0;
      plan.high = rows.tasks.length;
      screen(plan, r, q);
      screen(plan, q, r);
      visit(r, q);
    }
  }
}

/** What is foretold of all moves, or of all swaps, before trials take over the memory of screens. */
function foretold(kind: "moves" | "swaps", sizes?: [number, number][], seeds?: number): Change[] {
  const changes: Change[] = [];
  for (const { label, rows } of sampled(sizes, seeds)) {
    const { scale, slack } = planned(rows);
    const { plan } = ws;
    pairs(rows, (r, q) => {
      const list: [i: number, k: number, promised: number, loss: number][] = [];
      for (const i of chainOf(r)) {
        if (kind === "moves") list.push([i, -1, plan.delta[i], moveLoss(plan, i)]);
        else {
          for (const k of chainOf(q)) {
            list.push([i, k, plan.delta[i] + plan.delta[k], swapLoss(plan, i, k)]);
          }
        }
      }
      const last = chainOf(q).at(-1) ?? -1;
      for (const [i, k, promised, loss] of list) {
        const gain = trial(plan, r, i, k) + trial(plan, q, k, i);
        changes.push({ label, promised, loss, gain, slack: slack / scale, isLast: i > last });
      }
    });
  }
  return changes;
}

/** The middle one of what is foretold, in shares of what `by` makes of a change. */
function median(changes: Change[], by: (change: Change) => number): number {
  return changes.map(by).sort((a, b) => a - b)[changes.length >> 1];
}

describe.each(["moves", "swaps"] as const)("what prices say of %s", (kind) => {
  it("no change gains more than is promised", () => {
    let gains = 0;
    let lasts = 0;
    for (const { label, promised, gain, slack, isLast } of foretold(kind)) {
      expect(gain, label).toBeLessThanOrEqual(promised + slack);
      if (gain > slack) gains++;
      if (isLast) lasts++;
    }
    expect(gains).toBeGreaterThan(300);
    expect(lasts).toBeGreaterThan(300);
  });

  it("where little changes, what is promised less the loss is nearly what is gained", () => {
    const sizes: [number, number][] = [[60, 2]];
    const small = foretold(kind, sizes, 1).filter(({ loss, promised, gain, slack }) => {
      return loss > 100 * slack && promised - gain > 100 * slack && loss < 2e-3;
    });
    expect(small.length).toBeGreaterThan(100);
    // what is promised too much is the loss and little else: prices move tasks to their ends, too
    const missed = median(small, ({ promised, loss, gain }) => {
      return Math.abs(promised - loss - gain) / (promised - gain);
    });
    expect(missed).toBeLessThan(0.3);
  });

  it("a loss is never negative", () => {
    for (const { label, loss } of foretold(kind)) expect(loss, label).toBeGreaterThanOrEqual(0);
  });
});

describe("screen", () => {
  it("looks at the positions it is told to, and counts them as work", () => {
    const { plan } = ws;
    const { rows } = sampled([[60, 2]], 1)[0];
    planned(rows);
    plan.delta.fill(Number.NaN);
    plan.low = 20;
    plan.high = 29;
    const effort = plan.effort;
    screen(plan, 0, 1);
    screen(plan, 1, 0);
    const seen = Array.from<number>(plan.delta).flatMap((delta, i) =>
      Number.isNaN(delta) ? [] : [i],
    );
    expect(seen).toEqual(Array.from({ length: 10 }, (_, k) => 20 + k));
    expect(plan.effort - effort).toBe(80);
  });
});
