// Bound A: prices against the linear programme of HiGHS, and the certificate against whoever
// computes it from the definitions.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { APPROX, EXACT, RELAX } from "../assembly/codes.js";
import { certifyPrices } from "../assembly/tables/certificate.ts?js";
import { improvePrices, startPrices } from "../assembly/tables/prices.ts?js";
import { certify, solve } from "../src/index.js";
import { priceBound, priceFaults, type TablePrices } from "./helpers/table-checker.js";
import { smallProblem } from "./helpers/table-fuzz.js";
import { mulberry, type TableRows, tableInstance } from "./helpers/table-instances.js";
import { linearBound } from "./helpers/table-programmes.js";
import { drawn, gathered, type Measured } from "./helpers/table-steps.js";

const RUNS = Math.ceil((Number(process.env.DSCT_RUNS ?? 1000) * 60) / 1000);
/** Of the linear programme's bound: what the prices may be above it. */
const CLOSE = 2e-4;

function improved(problem: TableRows): Measured {
  const t = gathered(problem, EXACT);
  while (!improvePrices(t.options, t.prices, t.tasks, t.machines));
  return t;
}

/** The bound that prices of pairs prove, from the options alone. */
function boundOf({ options: o, tasks }: Measured, price: ArrayLike<number>): number {
  const won = new Float64Array(tasks);
  let paid = 0;
  for (let r = 0; r < o.machines; r++) {
    let before = 0;
    for (let p = o.pairStart[r]; p < o.pairStart[r + 1]; p++) {
      if (price[p] > 0) paid += price[p] * (o.due[p] - before);
      before = o.due[p];
      for (let k = o.first[p]; k < o.end[p]; k++) {
        const left = o.value[k] - price[p] * o.time[k];
        won[o.task[p]] = Math.max(won[o.task[p]], left);
      }
    }
  }
  return won.reduce((sum, one) => sum + one, paid);
}

/** Not rising along the due times of a machine, and none where there is no end of time. */
function expectPrices({ options: o }: Measured, price: ArrayLike<number>): void {
  for (let r = 0; r < o.machines; r++) {
    for (let p = o.pairStart[r]; p < o.pairStart[r + 1]; p++) {
      expect(price[p]).toBeGreaterThanOrEqual(0);
      if (o.due[p] === Number.POSITIVE_INFINITY) expect(price[p]).toBe(0);
      if (p > o.pairStart[r] && !(price[p] <= price[p - 1]))
        expect.fail(`price ${price[p]} after ${price[p - 1]} on ${r}`);
    }
  }
}

const pricesOf = ({ answer }: Measured, m: number): TablePrices => {
  const count = answer.priceStart[m];
  return {
    start: Array.from(answer.priceStart.subarray(0, m + 1)),
    until: Array.from(answer.priceUntil.subarray(0, count)),
    price: Array.from(answer.price.subarray(0, count)),
  };
};

/** Writes the steps and returns the bound that they prove, in units of the caller. */
function certified(t: Measured): number {
  const { input, options, prices, certificate, answer } = t;
  return certifyPrices(input, options, prices, certificate, answer, t.tasks, t.machines);
}

describe("prices of tables", () => {
  const cases = (["ofa", "timm"] as const).flatMap((data) =>
    [3, 5, 8, 20].flatMap((m) =>
      (["plain", "full"] as const).map((kind, k) => [data, m, kind, 1 + m + k] as const),
    ),
  );
  it.each(cases)("come close to HiGHS: %s, %i machines, %s", (data, m, kind, seed) => {
    const mode = seed % 3 === 0 ? "continuous" : "discrete";
    const problem = tableInstance({ data, m, n: 8 * m, rho: 0.4, kind, mode, seed });
    const t = improved(problem);
    expectPrices(t, t.prices.best);
    expect(boundOf(t, t.prices.best)).toBeCloseTo(t.prices.bound, 9);
    const bound = t.offset + t.prices.bound * t.options.valueUnit;
    const least = linearBound(problem);
    expect(bound).toBeGreaterThanOrEqual(least * (1 - 1e-12));
    expect(bound).toBeLessThanOrEqual(least * (1 + CLOSE));
  });

  it("prove a bound and do not rise after every sweep, of which the least is kept", () => {
    let lowered = 0;
    for (let seed = 1; seed <= RUNS; seed++) {
      const mode = seed % 2 > 0 ? "continuous" : "discrete";
      const problem = drawn({ n: 9, m: 1 + (seed % 3), longest: 1, seed, mode, zeros: seed % 3 });
      const t = gathered(problem, EXACT);
      let [bound, sweeps] = [t.prices.bound, 0];
      expect(boundOf(t, t.prices.now)).toBeCloseTo(bound, 12);
      while (!improvePrices(t.options, t.prices, t.tasks, t.machines)) {
        if (sweeps++ % 5 > 0) continue;
        expectPrices(t, t.prices.now);
        expectPrices(t, t.prices.best);
        expect(t.prices.bound).toBeLessThanOrEqual(bound);
        expect(boundOf(t, t.prices.best)).toBeCloseTo(t.prices.bound, 11);
        if (t.prices.bound < bound) lowered++;
        bound = t.prices.bound;
      }
    }
    expect(lowered).toBeGreaterThan(RUNS);
  });

  it.each([
    ["plain", {}],
    ["with times of 0", { zeros: 4 }],
    ["with one deadline", { kinds: 1 }],
    ["with two deadlines", { kinds: 2 }],
    ["with weights far apart", { weights: [1e-6, 1, 1e6] }],
  ])("are close to HiGHS on small problems, too, and mostly very close: %s", (_, kind) => {
    const above: number[] = [];
    for (let seed = 1; seed <= RUNS; seed++) {
      const problem = drawn({ n: 9, m: 1 + (seed % 3), longest: 2, seed, ...kind });
      const t = improved(problem);
      if (t.options.pairs === 0) continue; // nothing that HiGHS would solve
      const least = linearBound(problem);
      const bound = t.offset + t.prices.bound * t.options.valueUnit;
      expect(bound, `seed ${seed}`).toBeGreaterThanOrEqual(least * (1 - 1e-12));
      above.push(bound / least - 1);
    }
    above.sort((a, b) => a - b);
    // the worst of 60 problems a kind is 0.02, of 120 0.024
    expect(above[above.length - 1]).toBeLessThan(0.03);
    expect(above[above.length >> 1]).toBeLessThan(2e-5);
  });

  it("are 0 where there is time without end, and where nobody can be served", () => {
    const problem = drawn({ n: 6, m: 2, longest: 2, seed: 3 });
    for (const task of problem.tasks) task.deadline = Number.POSITIVE_INFINITY;
    const t = improved(problem);
    expect(Array.from<number>(t.prices.best.subarray(0, t.options.pairs))).toEqual(
      new Array(t.options.pairs).fill(0),
    );
    expect(t.offset + t.prices.bound * t.options.valueUnit).toBeCloseTo(linearBound(problem), 12);
    const none = drawn({ n: 6, m: 2, longest: 2, seed: 3 });
    for (const task of none.tasks) task.deadline = -1;
    expect(improved(none).prices.bound).toBe(0);
  });

  it("a quick search for prices takes few sweeps, and stays above HiGHS", () => {
    for (let seed = 1; seed <= 8; seed++) {
      const wish = { data: "ofa", m: 4, n: 40, rho: 0.4, kind: "full", seed } as const;
      const problem = tableInstance(wish);
      const t = gathered(problem, APPROX);
      let sweeps = 0;
      while (!improvePrices(t.options, t.prices, t.tasks, t.machines)) sweeps++;
      expect(sweeps).toBeLessThan(20);
      const least = linearBound(problem);
      const bound = t.offset + t.prices.bound * t.options.valueUnit;
      expect(bound).toBeGreaterThanOrEqual(least * (1 - 1e-12));
      expect(bound).toBeLessThan(1.3 * least);
      startPrices(t.options, t.prices, t.tasks, t.machines, false);
      expect(t.prices.bound * t.options.valueUnit).toBeGreaterThanOrEqual(bound - t.offset);
    }
  });
});

describe("the certificate of tables", () => {
  it("is the bound that the checker and certify compute from its steps, whatever the prices", () => {
    let stepped = 0;
    const property = fc.property(
      smallProblem(7, ["discrete", "continuous"]),
      fc.integer(),
      (problem, seed) => {
        const t = improved(problem);
        const { options: o, prices } = t;
        const m = problem.machines.length;
        const random = mulberry(seed);
        for (let round = 0; round < 3; round++) {
          const bound = certified(t);
          const steps = pricesOf(t, m);
          expect(priceFaults(problem, steps)).toEqual([]);
          const size = problem.tasks.reduce(
            (sum, { weight = 1, base = 0 }) => sum + weight * (1 + Math.abs(base)),
            1,
          );
          expect(Math.abs(priceBound(problem, steps) - bound)).toBeLessThan(1e-12 * size);
          const own = t.offset + boundOf(t, prices.best) * o.valueUnit;
          if (round === 0) expect(Math.abs(own - bound)).toBeLessThan(1e-12 * size);
          const schedule = JSON.parse(JSON.stringify(solve(problem as never, { method: "edf" })));
          const most = Math.max(bound, schedule.value); // as the solver, where both are one
          const claim = {
            ...{ ...schedule, status: "feasible", prices: steps },
            ...{ bound: most, gap: most - schedule.value },
          };
          const { violations, bound: again } = certify(problem as never, claim);
          expect(violations).toEqual([]);
          expect(Math.abs(again - most)).toBeLessThan(1e-12 * size);
          stepped += steps.price.length;
          // any others that do not rise
          for (let r = 0; r < m; r++) {
            let price = 3 * random();
            for (let p = o.pairStart[r]; p < o.pairStart[r + 1]; p++) {
              if (random() < 0.5) price *= random();
              prices.best[p] = o.due[p] < Infinity ? price : 0;
            }
          }
        }
      },
    );
    fc.assert(property, { seed: 2, numRuns: RUNS });
    expect(stepped).toBeGreaterThan(RUNS);
  });

  it("has one price for latest ends that are equal, and none at price 0", () => {
    const problem = drawn({ n: 6, m: 1, longest: 2, seed: 5, kinds: 1 });
    problem.tasks[0].deadline = Number.POSITIVE_INFINITY;
    const t = gathered(problem, RELAX);
    const pairs = t.options.pairs;
    expect(pairs).toBeGreaterThan(2);
    for (let p = 0; p < pairs; p++) t.prices.best[p] = 2 - p / pairs;
    const bound = certified(t);
    const steps = pricesOf(t, 1);
    expect(steps.price.length).toBe(1);
    expect(priceBound(problem, steps)).toBeCloseTo(bound, 12);
    t.prices.best.fill(0);
    expect(certified(t)).toBeCloseTo(priceBound(problem, pricesOf(t, 1)), 12);
    expect(pricesOf(t, 1)).toEqual({ start: [0, 0], until: [], price: [] });
  });
});
