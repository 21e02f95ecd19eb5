// The proof of tables: sets of tasks against trying all of them, and what is put together of them.

import { describe, expect, it } from "vitest";
import { EXACT } from "../assembly/codes.js";
import { findColumns, startColumns } from "../assembly/tables/exact/columns.ts?js";
import {
  earnNext,
  endRound,
  startMultipliers,
  startRound,
} from "../assembly/tables/exact/multipliers.ts?js";
import { prove, startProof } from "../assembly/tables/exact/prove.ts?js";
import { improvePrices } from "../assembly/tables/prices.ts?js";
import { tableOptimum } from "./helpers/table-oracle.js";
import {
  drawn,
  earnedByAll,
  earningsOf,
  gathered,
  type Measured,
  pairsOn,
} from "./helpers/table-steps.js";

const RUNS = Math.ceil((Number(process.env.DSCT_RUNS ?? 1000) * 60) / 1000);

/** Multipliers after so many rounds, what machines earn at them; found: what Polyak aims at. */
function ascended(t: Measured, rounds: number, found: number) {
  const { options, prices, single, prove } = t;
  while (!improvePrices(options, prices, t.tasks, t.machines));
  const x = prove.multipliers;
  startMultipliers(options, prices.best, x, prices.bound, t.tasks);
  for (let k = 0; k < rounds; k++) {
    while (!earnNext(options, single, x));
    if (!endRound(x, found, 0, t.tasks)) break;
  }
  startRound(x, t.tasks);
  while (!earnNext(options, single, x));
  return x;
}

/** Every set of machine r that is found within the budget. */
function columnsOf(t: Measured, r: number, budget: number): { set: string; loss: number }[] {
  const { options, single, prove } = t;
  const { multipliers, columns, sets } = prove;
  sets.items = t.tasks;
  sets.words = (t.tasks + 31) >> 5;
  sets.columns = 0;
  sets.isOverfull = false;
  multipliers.machine = r;
  expect(startColumns(columns, options, single, multipliers, budget, r)).toBe(true);
  expect(findColumns(columns, options, single, multipliers, sets, Infinity)).toBe(true);
  expect(sets.isOverfull).toBe(false);
  return Array.from({ length: sets.columns }, (_, k) => {
    const tasks = Array.from({ length: t.tasks }, (_, j) => j).filter(
      (j) => (sets.bits[k * sets.words + (j >> 5)] >>> (j & 31)) & 1,
    );
    return { set: `${tasks}`, loss: sets.loss[k] };
  });
}

const KINDS = [
  ["plain", {}],
  ["with times of 0", { zeros: 3 }],
  ["with two deadlines", { kinds: 2 }],
  ["with weights far apart", { weights: [0.01, 1, 8] }],
] as const;

describe("columns of tables", () => {
  it.each(KINDS)("are all sets whose loss is within the budget, and no others: %s", (_, kind) => {
    let [kept, left, dear] = [0, 0, 0];
    for (let seed = 1; seed <= RUNS; seed++) {
      const problem = drawn({ n: 7, m: 2, longest: 2, seed, ...kind });
      const t = gathered(problem, EXACT);
      const x = ascended(t, seed % 7, 0.9 * t.prices.bound);
      for (let r = 0; r < 2; r++) {
        const pairs = pairsOn(t, r);
        const charge = ({ task }: { task: number }) => x.now[task];
        const sets = earningsOf(pairs, charge);
        const most = Math.max(...sets.map(({ earned }) => earned));
        expect(x.earned[r], `seed ${seed}`).toBeCloseTo(most, 12);
        const budget = (0.05 + 0.1 * (seed % 5)) * most;
        const found = new Map(columnsOf(t, r, budget).map(({ set, loss }) => [set, loss]));
        for (const { set, earned } of sets) {
          const loss = most - earned;
          if (set.length === 0 || Math.abs(loss - budget) < 1e-9) continue;
          const tasks = set.map((i) => pairs[i].task).sort((a, b) => a - b);
          const label = `seed ${seed}, machine ${r}, tasks ${tasks}, loss ${loss} of ${budget}`;
          if (loss < budget) expect(found.get(`${tasks}`), label).toBeCloseTo(loss, 11);
          else expect(found.has(`${tasks}`), label).toBe(false);
          if (loss > budget) left++;
          else kept++;
          const isDear = set.some((i) => {
            return Math.max(...pairs[i].ways.map(({ value }) => value)) <= charge(pairs[i]);
          });
          if (isDear && loss < budget) dear++;
        }
      }
    }
    expect(kept).toBeGreaterThan(3 * RUNS);
    expect(left).toBeGreaterThan(3 * RUNS);
    expect(dear).toBeGreaterThan(RUNS / 20); // tasks that cost more than they bring here
  });
});

describe("multipliers", () => {
  it.each(KINDS)("bound the optimum, no worse than prices, round by round: %s", (_, kind) => {
    let lower = 0;
    for (let seed = 1; seed <= RUNS; seed++) {
      const problem = drawn({ n: 7, m: 1 + (seed % 3), longest: 1, seed, points: 3, ...kind });
      const t = gathered(problem, EXACT);
      const { options, prices, single, prove } = t;
      const unit = options.valueUnit;
      const optimum = tableOptimum(problem) / unit;
      while (!improvePrices(options, prices, t.tasks, t.machines));
      const x = prove.multipliers;
      startMultipliers(options, prices.best, x, prices.bound, t.tasks);
      const near = 1e-11 * (1 + optimum);
      let bound = prices.bound;
      do {
        while (!earnNext(options, single, x));
        // whatever the multipliers, what tasks cost and machines earn is a bound
        expect(x.sum, `seed ${seed}`).toBeGreaterThanOrEqual(optimum - near);
        if (x.round === 0) expect(x.sum).toBeLessThanOrEqual(prices.bound + near);
        for (let j = 0; j < t.tasks; j++) expect(x.now[j]).toBeGreaterThanOrEqual(0);
        expect(x.bound).toBeLessThanOrEqual(bound);
        bound = x.bound;
      } while (endRound(x, optimum * 0.99, 0, t.tasks));
      expect(x.bound).toBeGreaterThanOrEqual(optimum - near);
      expect(x.bound).toBeLessThanOrEqual(prices.bound);
      if (x.bound < prices.bound - 1e-4) lower++;
      expect(Array.from(x.now.subarray(0, t.tasks))).toEqual(
        Array.from(x.best.subarray(0, t.tasks)),
      );
    }
    expect(lower).toBeGreaterThan(RUNS / 5);
  });
});

/** Proves from a value on that is lower than the optimum, as if the search had found no more. */
function provenFrom(t: Measured, found: number) {
  const { options, prices, single, chains, prove: v } = t;
  while (!improvePrices(options, prices, t.tasks, t.machines));
  startProof(v, options, prices, Infinity, t.tasks, t.machines);
  let best = found;
  let [branched, rounds] = [false, 0];
  while (rounds++ < 20) {
    v.sets.effort = 0;
    while (!prove(v, options, single, chains, best, 0, Number.POSITIVE_INFINITY, true));
    branched ||= v.hasBranched;
    const worth = v.isBetter ? worthOf(t) : best;
    if (worth <= best + 1e-10) break; // by no more than rounding
    best = worth;
    startProof(v, options, prices, Infinity, t.tasks, t.machines);
  }
  return { best, bound: v.bound, branched, isOverfull: v.sets.isOverfull };
}

/** The most that the pairs of the chains are worth. */
function worthOf(t: Measured): number {
  let worth = 0;
  for (let r = 0; r < t.machines; r++) {
    worth += earnedByAll(pairsOn(t, r).filter(({ pair, task }) => t.chains.pair[task] === pair));
  }
  return worth;
}

describe("the proof of tables", () => {
  it.each(KINDS)("finds the optimum on its own, and nothing above it: %s", (_, kind) => {
    let [branched, found] = [0, 0];
    for (let seed = 1; seed <= RUNS; seed++) {
      const problem = drawn({ n: 8, m: 2 + (seed % 2), longest: 1, seed, points: 3, ...kind });
      const optimum = tableOptimum(problem);
      const t = gathered(problem, EXACT);
      const unit = t.options.valueUnit;
      const start = ((0.9 + 0.03 * (seed % 4)) * optimum) / unit;
      const proof = provenFrom(t, start);
      const label = `seed ${seed}`;
      expect(proof.bound * unit, label).toBeGreaterThanOrEqual(optimum * (1 - 1e-12));
      expect(proof.isOverfull, label).toBe(false);
      expect(proof.best * unit, label).toBeCloseTo(optimum, 9);
      expect(proof.bound * unit, label).toBeCloseTo(optimum, 9);
      if (proof.branched) branched++;
      if (proof.best > start) found++;
    }
    expect(found).toBeGreaterThan(RUNS / 2);
    expect(branched).toBeGreaterThan(RUNS / 10);
  });
});
