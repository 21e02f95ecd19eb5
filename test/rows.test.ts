import { describe, expect, it } from "vitest";
import { narrowOn, refine, startNarrowing } from "../assembly/exact/focus.ts?js";
import { layCurve } from "../assembly/exact/lattice.ts?js";
import { mostOfRows, nextRow, readColumn, startColumn } from "../assembly/exact/rows.ts?js";
import * as ws from "../assembly/workspace.ts?js";
import { earnings, fillRows, proving, small } from "./helpers/proofs.js";

describe("lattice", () => {
  it("curves are concave and nowhere below the truth, whatever the cell and the price", () => {
    let compared = 0;
    let lifted = 0;
    for (const [label, rows] of small()) {
      const { tasks } = proving(rows);
      const { plan, proof } = ws;
      for (const [i] of tasks.entries()) {
        const time = Math.max(plan.edf.deadline[i] - proof.ready[0], 0);
        const most = Math.min(plan.edf.cap[i], proof.rate[0] * time);
        const inverse = plan.edf.invTheta[i];
        const value = plan.value[i];
        for (const cell of [3 * most, most / 2.5, most / 17, inverse, inverse / 40, 1e-14 * most]) {
          if (!(cell > 0) || cell === Number.POSITIVE_INFINITY) continue;
          proof.cell[0] = cell;
          for (const share of [0, 0.3, 1, 5]) {
            proof.price[i] = (share * value) / inverse;
            for (const from of [0, 7]) {
              layCurve(plan, proof, i, 0, from, 60, 100);
              const last = proof.last[i];
              const first = Math.min(from, last - 1);
              const at = (k: number): number => proof.curve[proof.curveAt[i] + k];
              for (let k = first + 1; k < last; k++) {
                const bend = at(k + 1) - 2 * at(k) + at(k - 1);
                if (!(bend <= 1e-12 * at(k + 1))) expect.fail(`${label}: bend ${bend} at ${k}`);
              }
              for (let x = first; x <= last; x += 0.05) {
                const k = Math.min(Math.floor(x), last - 1);
                const lies = at(k) + (at(k + 1) - at(k)) * (x - k);
                const truth = value * -Math.expm1(-Math.min(x * cell, most) / inverse);
                // relative to itself, however little it is
                if (!(lies >= truth * (1 - 1e-11))) {
                  expect.fail(`${label} at ${x}: ${lies}; expected at least ${truth}`);
                }
                compared++;
                if (lies > truth + 1e-3 * value) lifted++;
              }
            }
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(100_000);
    expect(lifted).toBeLessThan(compared / 2); // a bound, but no idle one
  });
});

describe("rows", () => {
  it("what a machine earns at most is never below the best set, and close on a fine lattice", () => {
    let compared = 0;
    let close = 0;
    for (const [label, rows] of small()) {
      const start = proving(rows);
      const { plan, proof } = ws;
      const { scale, slack } = start;
      const sum = plan.peak.subarray(0, start.tasks.length).reduce((a: number, b: number) => a + b);
      for (let c = 0; c < proof.classes; c++) {
        const sets = earnings(rows, start, c);
        const best = Math.max(...sets.map(({ earned }) => earned));
        fillRows(c, -Infinity);
        let fits = true;
        for (let level = 0; fits && level < 3; level++) {
          const bound = mostOfRows(plan, proof) * scale;
          expect(bound, label).toBeGreaterThanOrEqual(best - slack);
          startColumn(plan, proof);
          while (!readColumn(plan, proof));
          const column = Array.from<number>(proof.column.subarray(0, proof.length));
          const one = sets.find(({ set }) => `${set}` === `${column}`);
          expect(one, label).toBeDefined();
          compared++;
          // of each size: what the lattice adds is a small share of the sum of all values
          if (bound - best <= 1e-3 * sum * scale) close++;
          startNarrowing(plan, proof);
          while (!narrowOn(plan, proof));
          expect(proof.isEmpty, label).toBe(false);
          fits = refine(plan, proof);
          if (fits) while (!nextRow(plan, proof));
        }
      }
    }
    expect(compared).toBeGreaterThan(200);
    expect(close).toBeGreaterThan(0.8 * compared);
  });
});

describe("focus", () => {
  it("leaves out no set that earns enough, and soon all where none does", () => {
    let compared = 0;
    let empty = 0;
    let narrowed = 0;
    for (const [label, rows] of small()) {
      const start = proving(rows);
      const { plan, proof } = ws;
      const { scale, slack } = start;
      const n = plan.tasks;
      const sum = plan.peak.subarray(0, n).reduce((a: number, b: number) => a + b);
      for (let c = 0; c < proof.classes; c++) {
        const best = Math.max(...earnings(rows, start, c).map(({ earned }) => earned)) / scale;
        for (const share of [-1e-2, -1e-4, -1e-7, 1e-3]) {
          fillRows(c, best + share * sum);
          for (let fits = true; fits; ) {
            startNarrowing(plan, proof);
            while (!narrowOn(plan, proof));
            if (proof.isEmpty) {
              expect(share, label).toBeGreaterThan(0);
              empty++;
              break;
            }
            fits = refine(plan, proof);
            if (!fits) break;
            while (!nextRow(plan, proof));
            compared++;
            if (share > 0) continue;
            expect(mostOfRows(plan, proof), label).toBeGreaterThanOrEqual(best - slack / scale);
            if (proof.nodes < (n * proof.cells) / 2) narrowed++;
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(500);
    expect(narrowed).toBeGreaterThan(0.5 * compared);
    expect(empty).toBeGreaterThan(50);
  });
});
