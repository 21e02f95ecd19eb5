import { describe, expect, it } from "vitest";
import { refine, startAscent } from "../assembly/exact/ascent.ts?js";
import { layCurve } from "../assembly/exact/lattice.ts?js";
import { bestColumn, earn } from "../assembly/exact/pricing.ts?js";
import * as ws from "../assembly/workspace.ts?js";
import { earnings, proving, small } from "./helpers/proofs.js";

describe("lattice", () => {
  it("curves are concave and nowhere below the truth, whatever the cell and the price", () => {
    let compared = 0;
    let lifted = 0;
    for (const [label, rows] of small()) {
      const { tasks } = proving(rows);
      const { plan, proof } = ws;
      for (const [i] of tasks.entries()) {
        const most = Math.min(plan.edf.cap[i], proof.rate[0] * plan.edf.deadline[i]);
        const inverse = plan.edf.invTheta[i];
        const value = plan.value[i];
        for (const cell of [3 * most, most / 2.5, most / 17, inverse, inverse / 40, 1e-14 * most]) {
          if (!(cell > 0) || cell === Number.POSITIVE_INFINITY) continue;
          proof.cell[0] = cell;
          for (const share of [0, 0.3, 1, 5]) {
            proof.price[i] = (share * value) / inverse;
            const last = layCurve(plan, proof, i, 0, 60);
            const curve = Array.from<number>(proof.curve.subarray(0, last + 1));
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

describe("pricing", () => {
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
          const bound = earn(plan, proof, c) * scale;
          expect(bound, label).toBeGreaterThanOrEqual(best - slack);
          const column = Array.from<number>(
            plan.trial.task.subarray(0, bestColumn(plan, proof, c)),
          );
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

  it("starts from classes of equal speeds, the fastest first", () => {
    const tasks = [{ deadline: 1, theta: 1, maxWork: 2 }];
    const machines = [1, 3, 1, 2, 3, 1].map((speed) => ({ speed }));
    proving({ machines, tasks: [...tasks, ...tasks] });
    const { plan, proof } = ws;
    startAscent(plan, proof, 2, 6);
    expect(proof.classes).toBe(3);
    expect(Array.from<number>(proof.count.subarray(0, 3))).toEqual([2, 1, 3]);
    const speeds = [0, 1, 2].map((c) => machines[proof.rank[proof.first[c]]].speed);
    expect(speeds).toEqual([3, 2, 1]);
  });
});
