import { describe, expect, it } from "vitest";
import { kick, takeLists } from "../assembly/search/kick.ts?js";
import { conclude, search } from "../assembly/search/search.ts?js";
import * as ws from "../assembly/workspace.ts?js";
import { checkChains, planned, sampled } from "./helpers/plans.js";

const DEALT = 10;

/** One kick of the plan: its kind, and the positions that changed their machine. */
function kicked(n: number, m: number) {
  const { plan } = ws;
  plan.step++;
  const before = plan.machine.slice(0, n);
  const isDealt: boolean = kick(plan, n, m);
  const changed = [...before.keys()].filter((i) => plan.machine[i] !== before[i]);
  return { before, changed, isDealt };
}

const countsOf = (machines: ArrayLike<number>, m: number) => {
  const counts = new Array<number>(m).fill(0);
  for (const r of Array.from(machines)) counts[r]++;
  return counts;
};

describe("kicks", () => {
  it("leave chains that are solved, and say what is new and where", () => {
    const kinds = { dealt: 0, near: 0, far: 0 };
    for (const { label, rows } of sampled([
      [2, 2],
      [9, 3],
      [40, 4],
    ])) {
      const { scale, slack } = planned(rows);
      const [n, m] = [rows.tasks.length, rows.machines.length];
      const { plan } = ws;
      plan.step = 10;
      for (let k = 0; k < 20; k++) {
        const { before, changed, isDealt } = kicked(n, m);
        let worth = 0;
        for (let r = 0; r < m; r++) worth += plan.worth[r];
        expect(Math.abs(worth - checkChains(n, m)) * scale, label).toBeLessThanOrEqual(slack);
        for (const i of changed) {
          expect([plan.stamp[before[i]], plan.stamp[plan.machine[i]]]).toEqual([
            plan.step,
            plan.step,
          ]);
          expect(i).toBeGreaterThanOrEqual(plan.low);
          expect(i).toBeLessThanOrEqual(plan.high);
        }
        if (changed.length > 0) expect([plan.changed, plan.row]).toEqual([plan.step, -1]);
        if (isDealt) {
          kinds.dealt++;
          expect(countsOf(plan.machine.subarray(0, n), m)).toEqual(countsOf(before, m));
          const [first = plan.end, last = first] = [changed[0], changed[changed.length - 1]];
          expect(last - first).toBeLessThan(DEALT);
          expect(plan.position).toBeLessThanOrEqual(n);
          expect(plan.position).toBeGreaterThanOrEqual(Math.min(last + 1, n));
          expect(plan.end).toBeGreaterThanOrEqual(0);
          expect(plan.end).toBeLessThanOrEqual(first);
        } else if (changed.length <= 2) kinds.near++;
        else kinds.far++;
      }
    }
    expect(kinds.dealt).toBeGreaterThan(100);
    expect(kinds.near).toBeGreaterThan(1000);
    expect(kinds.far).toBeGreaterThan(30);
  });

  it("are concluded anywhere in between, and what chains are worth stays true", () => {
    let concluded = 0;
    for (const { label, rows, pick } of sampled([[30, 5]], 6)) {
      const { scale, slack } = planned(rows);
      const [n, m] = [rows.tasks.length, rows.machines.length];
      const { plan } = ws;
      // the first descent, so that all is kicks from here on
      search(plan, plan.effort + 100_000, Number.POSITIVE_INFINITY);
      for (let k = 0; k < 100; k++) {
        search(plan, plan.effort + pick(4000), Number.POSITIVE_INFINITY);
        const isOver = pick(2) === 0;
        if (isOver) conclude(plan);
        const anew = checkChains(n, m);
        let worth = 0;
        for (let r = 0; r < m; r++) worth += plan.worth[r];
        expect(Math.abs(worth - anew) * scale, label).toBeLessThanOrEqual(slack);
        if (!isOver) continue;
        expect(Math.abs(plan.found - anew) * scale, label).toBeLessThanOrEqual(slack);
        concluded++;
      }
    }
    expect(concluded).toBeGreaterThan(1000);
  });

  it("deal out every order", () => {
    const [{ rows }] = sampled([[9, 3]]);
    planned(rows);
    const [n, m] = [9, 3];
    const { plan } = ws;
    const orders = new Set<string>();
    for (let k = 0; k < 4000; k++) {
      for (let i = 0; i < n; i++) plan.machine[i] = i % m;
      takeLists(plan);
      if (kicked(n, m).isDealt) orders.add(plan.machine.slice(0, n).join(""));
    }
    // 1,680 there are, of which some 330 draws find 300
    expect(orders.size).toBeGreaterThan(200);
  });
});
