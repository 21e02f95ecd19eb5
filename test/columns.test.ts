import { describe, expect, it } from "vitest";
import { takeChoice } from "../assembly/exact/branch.ts?js";
import { findColumns, startColumns } from "../assembly/exact/columns.ts?js";
import { mostOfRows } from "../assembly/exact/rows.ts?js";
import { pack, startPacking } from "../assembly/packing/packing.ts?js";
import * as ws from "../assembly/workspace.ts?js";
import type { Rows } from "./helpers/instances.js";
import { earnings, fillRows, proving, small } from "./helpers/proofs.js";

/** The columns of all classes within a share of what the machines earn, as text. */
function collect(rows: Rows, share: number) {
  const start = proving(rows);
  const { plan, proof } = ws;
  const classes = proof.classes;
  for (let c = 0; c < classes; c++) {
    fillRows(c, -Infinity);
    proof.level[c] = 1024;
    proof.earned[c] = mostOfRows(plan, proof);
  }
  const total = proof.earned.subarray(0, classes).reduce((a: number, b: number) => a + b, 0);
  proof.budget = share * total;
  proof.sets.words = 1;
  proof.sets.columns = 0;
  for (let c = 0; c < classes; c++) {
    proof.kindNow = c;
    startColumns(plan, proof);
    expect(findColumns(plan, proof, Number.POSITIVE_INFINITY)).toBe(true);
  }
  return { start, classes };
}

const setOf = (column: number) =>
  Array.from({ length: ws.plan.tasks }, (_, i) => i).filter(
    (i) => (ws.proof.sets.bits[column] >>> i) & 1,
  );

describe("columns", () => {
  it("are all sets of tasks whose loss is within the budget, and no others", () => {
    let kept = 0;
    let left = 0;
    for (const [label, rows] of small()) {
      const { start, classes } = collect(rows, 0.1);
      const { proof } = ws;
      for (let c = 0; c < classes; c++) {
        const found = new Set<string>();
        for (let k = 0; k < proof.sets.columns; k++) {
          if (proof.sets.kind[k] === c) found.add(`${setOf(k)}`);
        }
        const budget = proof.budget * start.scale;
        for (const { set, earned } of earnings(rows, start, c)) {
          const loss = proof.earned[c] * start.scale - earned;
          if (set.length === 0 || Math.abs(loss - budget) < 1e-9 + 10 * start.slack) continue;
          expect(found.has(`${set}`), `${label}: ${set}`).toBe(loss < budget);
          if (loss < budget) kept++;
          else left++;
        }
      }
    }
    expect(kept).toBeGreaterThan(500);
    expect(left).toBeGreaterThan(500);
  });
});

describe("packing", () => {
  it("finds the choice of columns with the least loss, as trying all of them does", () => {
    let compared = 0;
    let improved = 0;
    for (const [label, rows] of small()) {
      collect(rows, 0.15);
      const { plan, proof } = ws;
      if (proof.sets.columns > 300) continue;
      const budget = 3 * proof.budget;
      proof.sets.items = plan.tasks;
      proof.sets.classes = proof.classes;
      startPacking(proof.sets, budget, proof.roundingSum);
      expect(pack(proof.sets, Number.POSITIVE_INFINITY)).toBe(true);
      const least = Math.min(leastLoss(rows.machines.length), budget);
      expect(proof.sets.leastLoss, label).toBeCloseTo(least, 9);
      compared++;
      if (least === budget) continue;
      improved++;
      expect(lossOfChoice(), label).toBeCloseTo(least, 9);
      takeChoice(plan, proof);
      for (const column of choice()) {
        // together on one machine, and nobody but tasks left out joins them there
        const [first, ...others] = setOf(column).map((i) => plan.machine[i]);
        expect(
          others.every((r) => r === first),
          label,
        ).toBe(true);
        expect(proof.rank.indexOf(first), label).toBeGreaterThanOrEqual(
          proof.first[proof.sets.kind[column]],
        );
      }
      expect(new Set(choice().map((column) => plan.machine[setOf(column)[0]])).size).toBe(
        choice().length,
      );
    }
    expect(compared).toBeGreaterThan(20);
    expect(improved).toBeGreaterThan(10);
  });
});

function choice(): number[] {
  const columns = Array.from<number>(ws.proof.sets.choice);
  const end = columns.indexOf(-1);
  return end < 0 ? columns : columns.slice(0, end);
}

/** What the choice that is kept loses, added up anew; NaN where two columns share a task. */
function lossOfChoice(): number {
  const { plan, proof } = ws;
  const open = new Set(Array.from({ length: plan.tasks }, (_, i) => i));
  const left = Array.from<number>(proof.count.subarray(0, proof.classes));
  let lost = 0;
  for (const column of choice()) {
    lost += proof.sets.loss[column];
    left[proof.sets.kind[column]]--;
    for (const i of setOf(column)) if (!open.delete(i)) return Number.NaN;
  }
  if (left.some((count) => count < 0)) return Number.NaN;
  for (const i of open) lost += proof.multiplier[i];
  return left.reduce((sum, count, c) => sum + count * proof.earned[c], lost);
}

/** By trying every column, or none, on every machine in turn. */
function leastLoss(m: number): number {
  const { plan, proof } = ws;
  const n = plan.tasks;
  const kinds = Array.from({ length: m }, () => 0);
  for (let c = 0, r = 0; c < proof.classes; c++) {
    for (let k = 0; k < proof.count[c]; k++) kinds[r++] = c;
  }
  const tryAll = (r: number, used: number, lost: number): number => {
    if (r === m) {
      let total = lost;
      for (let i = 0; i < n; i++) if (!((used >>> i) & 1)) total += proof.multiplier[i];
      return total;
    }
    let best = tryAll(r + 1, used, lost + proof.earned[kinds[r]]);
    for (let k = 0; k < proof.sets.columns; k++) {
      if (proof.sets.kind[k] !== kinds[r] || (proof.sets.bits[k] & used) !== 0) continue;
      best = Math.min(best, tryAll(r + 1, used | proof.sets.bits[k], lost + proof.sets.loss[k]));
    }
    return best;
  };
  return tryAll(0, 0, 0);
}
