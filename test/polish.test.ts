import { describe, expect, it } from "vitest";
import { polishOn, startPolish } from "../assembly/exact/polish.ts?js";
import * as ws from "../assembly/workspace.ts?js";
import { earnings, proving, small } from "./helpers/proofs.js";

describe("polish", () => {
  it("ends at sets that no task joins or leaves with a gain, and none for one near", () => {
    let compared = 0;
    let best = 0;
    for (const [label, rows] of small()) {
      const start = proving(rows);
      const { plan, proof } = ws;
      const n = plan.tasks;
      for (let c = 0; c < proof.classes; c++) {
        const sets = earnings(rows, start, c);
        const earnedBy = new Map(sets.map(({ set, earned }) => [`${set}`, earned]));
        const most = Math.max(...sets.map(({ earned }) => earned));
        for (const from of [[], [0], Array.from({ length: n }, (_, i) => i)]) {
          proof.kindNow = c;
          proof.column.set(from);
          proof.length = from.length;
          startPolish(plan, proof);
          while (!polishOn(plan, proof));
          const set = Array.from<number>(proof.column.subarray(0, proof.length));
          const earned = earnedBy.get(`${set}`) ?? Number.NaN;
          expect(earned, label).toBeGreaterThanOrEqual(
            (earnedBy.get(`${from}`) ?? 0) - start.slack,
          );
          for (let i = 0; i < n; i++) {
            for (let k = i; k < n; k++) {
              const other = changed(set, i, k);
              if (i !== k && other.length !== set.length) continue;
              const gain = (earnedBy.get(`${other}`) ?? Number.NaN) - earned;
              expect(gain, `${label}: ${set} to ${other}`).toBeLessThanOrEqual(start.slack);
            }
          }
          compared++;
          if (earned >= most - start.slack) best++;
        }
      }
    }
    expect(compared).toBeGreaterThan(200);
    expect(best).toBeGreaterThan(0.7 * compared);
  });
});

/** The set when the tasks i and k do the opposite. */
function changed(set: number[], i: number, k: number): number[] {
  const toggled = new Set(set);
  for (const one of new Set([i, k])) if (!toggled.delete(one)) toggled.add(one);
  return [...toggled].sort((a, b) => a - b);
}
