import { describe, expect, it } from "vitest";
import { refine } from "../assembly/exact/bundle.ts?js";
import { curveOf, layCurve } from "../assembly/exact/lattice.ts?js";
import { mostOfRows, readColumn, startColumn } from "../assembly/exact/rows.ts?js";
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
            const last = layCurve(plan, proof, i, 0, 60);
            const from = curveOf(i, 60);
            const curve = Array.from<number>(proof.curve.subarray(from, from + last + 1));
            for (let k = 1; k < last; k++) {
              const bend = curve[k + 1] - 2 * curve[k] + curve[k - 1];
              if (!(bend <= 1e-12 * curve[k + 1])) expect.fail(`${label}: bend ${bend} at ${k}`);
            }
            for (let x = 0; x <= last; x += 0.05) {
              const k = Math.min(Math.floor(x), last - 1);
              const lies = curve[k] + (curve[k + 1] - curve[k]) * (x - k);
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
    expect(compared).toBeGreaterThan(100_000);
    expect(lifted).toBeLessThan(compared / 2); // a bound, but no idle one
  });
});

describe("rows", () => {
  it("what a machine earns at most is never below the best set, and close on a fine lattice", () => {
    let compared = 0;
    let found = 0;
    for (const [label, rows] of small()) {
      const start = proving(rows);
      const { plan, proof } = ws;
      const { scale, slack } = start;
      for (let level = 0; level < 3; level++) {
        for (let c = 0; c < proof.classes; c++) {
          const sets = earnings(rows, start, c);
          const best = Math.max(...sets.map(({ earned }) => earned));
          fillRows(c);
          const bound = mostOfRows(plan, proof) * scale;
          expect(bound, label).toBeGreaterThanOrEqual(best - slack);
          startColumn(plan, proof);
          while (!readColumn(plan, proof));
          const column = Array.from<number>(proof.column.subarray(0, proof.length));
          const one = sets.find(({ set }) => `${set}` === `${column}`);
          expect(one, label).toBeDefined();
          compared++;
          // of each size: what the lattice adds is a small share of the sum of all values
          const sum = plan.peak
            .subarray(0, start.tasks.length)
            .reduce((a: number, b: number) => a + b, 0);
          if (bound - best <= 1e-3 * sum * scale) found++;
        }
        refine(plan, proof, true);
      }
    }
    expect(compared).toBeGreaterThan(150);
    expect(found).toBeGreaterThan(0.8 * compared);
  });
});
