import { describe, expect, it } from "vitest";
import { MOST_TRIED } from "../assembly/search/blocks.ts?js";
import { isLong, trial, trialTail } from "../assembly/search/trial.ts?js";
import * as ws from "../assembly/workspace.ts?js";
import type { Rows } from "./helpers/instances.js";
import { chainOf, planned, sampled, worthOf } from "./helpers/plans.js";

const LONG: [number, number][] = [
  [60, 2],
  [90, 3],
];

/** Every change of one task for one at most, of every chain: the promised and the exact gain. */
function changes(rows: Rows, visit: (promised: number, exact: number) => void): void {
  for (let r = 0; r < rows.machines.length; r++) {
    const chain = chainOf(r);
    const others = rows.tasks.map((_, i) => i).filter((i) => !chain.includes(i));
    for (const out of [-1, ...chain]) {
      for (const into of [-1, ...others]) {
        const promised = trial(ws.plan, r, out, into);
        const positions = chain.filter((i) => i !== out);
        const changed = into < 0 ? positions : [...positions, into];
        visit(promised, worthOf(r, changed) - worthOf(r, chain));
      }
    }
  }
}

describe("trial", () => {
  it("gains what the chain solved anew gains, by any change of one task for one", () => {
    const count = { gains: 0, loses: 0, none: 0 };
    for (const { label, rows } of sampled()) {
      const { scale, slack } = planned(rows);
      changes(rows, (promised, exact) => {
        expect(Math.abs(promised - exact) * scale, label).toBeLessThanOrEqual(slack);
        count[exact > 1e-9 ? "gains" : exact < -1e-9 ? "loses" : "none"]++;
      });
    }
    expect(count.gains).toBeGreaterThan(5000);
    expect(count.loses).toBeGreaterThan(5000);
    expect(count.none).toBeGreaterThan(5000);
  });

  it("so do long chains", () => {
    let compared = 0;
    for (const { label, rows, pick } of sampled(LONG, 4)) {
      const { scale, slack } = planned(rows);
      for (let round = 0; round < 60; round++) {
        const r = pick(rows.machines.length);
        const chain = chainOf(r);
        const others = rows.tasks.map((_, i) => i).filter((i) => !chain.includes(i));
        const out = pick(4) > 0 && chain.length > 0 ? chain[pick(chain.length)] : -1;
        const into = pick(4) > 0 && others.length > 0 ? others[pick(others.length)] : -1;
        const promised = trial(ws.plan, r, out, into);
        const changed = chain.filter((i) => i !== out).concat(into < 0 ? [] : [into]);
        const exact = worthOf(r, changed) - worthOf(r, chain);
        expect(Math.abs(promised - exact) * scale, label).toBeLessThanOrEqual(slack);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(7000);
  });

  it("with a precision it promises no less, and hardly ever more than that for every task", () => {
    const precision = 1e-4;
    const count = { all: 0, more: 0, much: 0 };
    for (const { label, rows } of sampled()) {
      const { scale, slack } = planned(rows, precision);
      changes(rows, (promised, exact) => {
        const excess = promised - exact;
        expect(excess, label).toBeGreaterThanOrEqual(-slack / scale);
        // the precision is compared with what demands say that keep their slope
        expect(excess, label).toBeLessThanOrEqual(20 * rows.tasks.length * precision);
        count.all++;
        if (excess > slack / scale) count.more++;
        if (excess > rows.tasks.length * precision) count.much++;
      });
    }
    expect(count.more).toBeGreaterThan(1000);
    expect(count.much).toBeLessThan(count.all / 500);
  });

  it("counts the elements it sees as work, and leaves the plan as it was", () => {
    for (const { rows, pick } of sampled(LONG, 1)) {
      planned(rows);
      const { plan } = ws;
      const columns = ["member", "machine", "logPrice", "lead", "head", "length", "dual"] as const;
      const before = columns.map((name) => plan[name].slice());
      const worth = plan.worth.slice();
      const effort = plan.effort;
      trial(plan, pick(rows.machines.length), -1, pick(rows.tasks.length));
      expect(plan.effort).toBeGreaterThan(effort + 1);
      expect(columns.map((name) => plan[name].slice())).toEqual(before);
      expect(plan.worth.slice()).toEqual(worth);
    }
  });
});

describe("trialTail", () => {
  it("gives what the joint chain is worth above the blocks that stay as they are", () => {
    let compared = 0;
    let joined = 0;
    for (const { label, rows } of [...sampled(), ...sampled(LONG, 1)]) {
      const { scale, slack } = planned(rows);
      const { plan } = ws;
      const { chainStart, member } = plan;
      const n = rows.tasks.length;
      for (let q = 0; q < rows.machines.length; q++) {
        for (let r = 0; r < rows.machines.length; r++) {
          // as `search` has them: the chains of machines that are alike
          const { speed, readyAt } = rows.machines[r];
          if (q === r || speed !== rows.machines[q].speed || readyAt !== rows.machines[q].readyAt)
            continue;
          for (let p = 0; p <= n; p += 1 + Math.floor(n / 20)) {
            const head = chainOf(q).filter((i) => i < p);
            const tail = chainOf(r).filter((i) => i >= p);
            const end = chainStart[q] + head.length;
            const start = chainStart[r + 1] - tail.length;
            let stays = 0;
            for (let k = chainStart[q]; k < end; k += plan.length[member[k]]) {
              if (k + plan.length[member[k]] <= end) stays += plan.dual[member[k]];
            }
            for (let k = chainStart[r]; k < chainStart[r + 1]; k += plan.length[member[k]]) {
              if (k > start) stays += plan.dual[member[k]];
            }
            const joint = stays + trialTail(plan, q, end, r, start);
            const exact = worthOf(q, [...head, ...tail]);
            expect(Math.abs(joint - exact) * scale, label).toBeLessThanOrEqual(slack);
            compared++;
            if (head.length > 0 && tail.length > 0) joined++;
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(5000);
    expect(joined).toBeGreaterThan(2000);
  });
});

describe("isLong", () => {
  it("is so from the most that is tried on", () => {
    planned(sampled([[9, 2]], 1)[0].rows);
    const chainStart = Int32Array.of(0, MOST_TRIED - 1, 2 * MOST_TRIED - 1);
    const plan = { ...ws.plan, chainStart };
    expect([isLong(plan, 0), isLong(plan, 1)]).toEqual([false, true]);
  });
});
