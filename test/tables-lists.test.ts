// The search of tables step by step: lists of states against trying everything, what a change is
// worth, and that what is not made leaves everything as it was.

import { describe, expect, it } from "vitest";
import { EXACT, SEARCH } from "../assembly/codes.js";
import { formChains, isInTime, totalValue } from "../assembly/tables/chains.ts?js";
import { improvePrices } from "../assembly/tables/prices.ts?js";
import { findChange, makeChange, weighNextRow } from "../assembly/tables/search/exchange.ts?js";
import { improve, startImprove } from "../assembly/tables/search/improve.ts?js";
import {
  clearList,
  extendList,
  greatestValue,
  joinLists,
  joinWith,
} from "../assembly/tables/search/lists.ts?js";
import { polishChain, settle } from "../assembly/tables/search/polish.ts?js";
import { keepBest, restoreBest } from "../assembly/tables/search/standing.ts?js";
import {
  before,
  behind,
  chooseOptions,
  rebuild,
  startWeights,
  worthWith,
  worthWithout,
} from "../assembly/tables/search/weigh.ts?js";
import { mulberry } from "./helpers/table-instances.js";
import { tableOptimum } from "./helpers/table-oracle.js";
import { drawn, gathered, type Measured, type PlainPair, pairsOn } from "./helpers/table-steps.js";

const RUNS = Math.ceil((Number(process.env.DSCT_RUNS ?? 1000) * 60) / 1000);
const KINDS = [
  ["plain", {}],
  ["with times of 0", { zeros: 4 }],
  ["with one deadline", { kinds: 1 }],
  ["with two deadlines", { kinds: 2 }],
] as const;

interface State {
  time: number;
  value: number;
}

/** All that these pairs, each or not, come to; what no other beats, by time. */
function statesOf(pairs: PlainPair[]): State[] {
  let states = [{ time: 0, value: 0 }];
  for (const { reach, ways } of pairs) {
    const more = states.flatMap(({ time, value }) =>
      ways.map((way) => ({ time: time + way.time, value: value + way.value })),
    );
    states = undominated([...states, ...more.filter(({ time }) => time <= reach)]);
  }
  return states;
}

function undominated(states: State[]): State[] {
  let best = Number.NEGATIVE_INFINITY;
  return [...states]
    .sort((a, b) => a.time - b.time || b.value - a.value)
    .filter(({ value }) => {
      const isBetter = value > best;
      best = Math.max(best, value);
      return isBetter;
    });
}

/** The most of any choice of options of these pairs, each or not. */
const mostOf = (pairs: PlainPair[]) => Math.max(...statesOf(pairs).map(({ value }) => value));

function listAt({ weights }: Measured, at: number): State[] {
  const { count, time, value } = weights.lists;
  return Array.from({ length: count[at] }, (_, k) => {
    return { time: time[32 * at + k], value: value[32 * at + k] };
  });
}

/** A random schedule of first options, made feasible by leaving out. */
function started(t: Measured, seed: number, share = 0.7): void {
  const { options: o, chains: c } = t;
  const random = mulberry(seed);
  for (let j = 0; j < t.tasks; j++) c.pair[j] = c.option[j] = -1;
  for (let j = 0; j < t.tasks; j++) {
    const count = o.taskStart[j + 1] - o.taskStart[j];
    if (count === 0 || random() > share) continue;
    const p = o.pairOf[o.taskStart[j] + Math.floor(count * random())];
    c.pair[j] = p;
    c.option[j] = o.first[p];
    formChains(c, o, t.tasks, t.machines);
    if (!isInTime(c, o, o.machine[p])) c.pair[j] = -1;
  }
  formChains(c, o, t.tasks, t.machines);
}

/** The pairs of the chain of r, with what is known of each. */
function chainOf(t: Measured, r: number): PlainPair[] {
  const all = pairsOn(t, r);
  return all.filter(({ pair, task }) => t.chains.pair[task] === pair);
}

/** Everything that chains and their lists are. */
function snapshot(t: Measured) {
  const { chains: c, weights: w } = t;
  const members = c.start[t.machines];
  const lists = Array.from({ length: t.tasks + t.machines }, (_, j) => j).flatMap((j) => {
    const isChain = j >= t.tasks;
    if (!isChain && c.pair[j] < 0) return [];
    return [listAt(t, before(j)), listAt(t, behind(w, j))];
  });
  return {
    pair: Array.from(c.pair.subarray(0, t.tasks)),
    option: Array.from(c.option.subarray(0, t.tasks)).map((k, j) => (c.pair[j] < 0 ? 0 : k)),
    start: Array.from(c.start.subarray(0, t.machines + 1)),
    member: Array.from(c.member.subarray(0, members)),
    worth: Array.from(w.worth.subarray(0, t.machines)),
    lists,
  };
}

function expectChains(t: Measured): void {
  const { chains: c, options: o } = t;
  for (let r = 0; r < t.machines; r++) {
    for (let k = c.start[r]; k < c.start[r + 1]; k++) {
      const p = c.member[k];
      expect(o.machine[p]).toBe(r);
      expect(c.pair[o.task[p]]).toBe(p);
      if (k > c.start[r]) expect(c.member[k - 1]).toBeLessThan(p);
    }
    expect(isInTime(c, o, r)).toBe(true);
  }
  const served = Array.from<number>(c.pair.subarray(0, t.tasks)).filter((p) => p >= 0);
  expect(c.start[t.machines]).toBe(served.length);
}

describe("lists", () => {
  it.each(KINDS)("of few states are all that none beats: %s", (_, kind) => {
    let compared = 0;
    for (let seed = 1; seed <= RUNS; seed++) {
      const t = gathered(drawn({ n: 4, m: 1, longest: 2, seed, points: 2, ...kind }));
      const l = t.weights.lists;
      const pairs = pairsOn(t, 0);
      clearList(l, 0);
      for (const [i, { pair, reach }] of pairs.entries()) {
        extendList(l, t.options, i, i + 1, pair, 0, reach, 0, 0);
        const expected = statesOf(pairs.slice(0, i + 1));
        if (expected.length > 32) break;
        expect(listAt(t, i + 1), `seed ${seed}`).toEqual(expected);
        expect(greatestValue(l, i + 1)).toBe(expected[expected.length - 1].value);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(RUNS);
  });

  it("of many states keep the one asked for, some of all times, and nothing that is not there", () => {
    let thinned = 0;
    for (let seed = 1; seed <= RUNS; seed++) {
      const t = gathered(drawn({ n: 9, m: 1, longest: 5, seed, points: 9 }));
      const l = t.weights.lists;
      const pairs = pairsOn(t, 0);
      const random = mulberry(seed);
      const price = random();
      clearList(l, 0);
      let used = 0;
      let worth = 0;
      for (const [i, { pair, reach, ways }] of pairs.entries()) {
        const way = ways[Math.floor(ways.length * random())];
        const takes = used + way.time <= reach && random() < 0.8;
        used += takes ? way.time : 0;
        worth += takes ? way.value : 0;
        extendList(l, t.options, i, i + 1, pair, 0, reach, price, used);
        const all = statesOf(pairs.slice(0, i + 1));
        const list = listAt(t, i + 1);
        expect(list.length).toBeLessThanOrEqual(32);
        const isThere = list.some(({ time, value }) => time <= used && value >= worth - 1e-12);
        expect(isThere, `seed ${seed}, ${i}`).toBe(true);
        for (const [k, { time, value }] of list.entries()) {
          // somebody comes to as much as early: no promise that cannot be kept
          expect(all.some((one) => one.time <= time && one.value >= value)).toBe(true);
          if (k > 0) expect(time).toBeGreaterThan(list[k - 1].time);
          if (k > 0) expect(value).toBeGreaterThan(list[k - 1].value);
        }
        if (all.length <= 32) continue;
        thinned++;
        const bestOf = (states: State[]) => {
          return Math.max(...states.map(({ time, value }) => value - price * time));
        };
        expect(bestOf(list)).toBeGreaterThan(bestOf(all) - 0.3);
      }
    }
    expect(thinned).toBeGreaterThan(RUNS);
  });

  it.each(KINDS)("before and behind a place join to what is best: %s", (_, kind) => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const t = gathered(drawn({ n: 5, m: 1, longest: 2, seed, points: 2, ...kind }));
      const { options: o, weights: w } = t;
      const pairs = pairsOn(t, 0);
      if (pairs.length < 3) continue;
      // all but one in a chain, which joins it
      const extra = pairs[seed % pairs.length];
      for (let j = 0; j < t.tasks; j++) t.chains.pair[j] = t.chains.option[j] = -1;
      const others = pairs.filter(({ pair }) => pair !== extra.pair);
      for (const { pair, task } of others) t.chains.pair[task] = pair;
      formChains(t.chains, o, t.tasks, 1);
      startWeights(w, t.tasks, 1);
      if (statesOf(pairs).length > 32) continue;
      expect(w.worth[0]).toBeCloseTo(mostOf(others), 12);
      // with it, whether it must run or is worth leaving out
      const withIt = worthWith(w, extra.pair);
      const forced = forcedOf(pairs, extra.pair);
      if (forced === -Infinity) expect(withIt).toBe(-Infinity);
      else expect(withIt, `seed ${seed}`).toBeCloseTo(forced, 11);
      for (const one of others) {
        const rest = others.filter(({ pair }) => pair !== one.pair);
        expect(worthWithout(w, one.task), `seed ${seed}`).toBeCloseTo(mostOf(rest), 11);
        const list = before(one.task);
        expect(joinLists(w.lists, list, behind(w, one.task), w.horizon[0])).toBeCloseTo(
          mostOf(rest),
          11,
        );
        const again = joinWith(w.lists, o, list, behind(w, one.task), one.pair, w.horizon[0]);
        expect(again).toBeCloseTo(forcedOf(others, one.pair), 11);
      }
    }
  });
});

/** The most of these pairs where this one must run. */
function forcedOf(pairs: PlainPair[], forced: number): number {
  let states = [{ time: 0, value: 0 }];
  for (const { pair, reach, ways } of pairs) {
    const more = states.flatMap(({ time, value }) =>
      ways.map((way) => ({ time: time + way.time, value: value + way.value })),
    );
    const fits = more.filter(({ time }) => time <= reach);
    states = pair === forced ? fits : [...states, ...fits];
  }
  return Math.max(Number.NEGATIVE_INFINITY, ...states.map(({ value }) => value));
}

describe("weights of chains", () => {
  it("are no less than the options taken, and no more than can be had", () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const t = gathered(drawn({ n: 14, m: 2, longest: 4, seed, points: 6 }));
      while (!improvePrices(t.options, t.prices, t.tasks, t.machines));
      started(t, seed);
      startWeights(t.weights, t.tasks, t.machines);
      for (let r = 0; r < 2; r++) {
        const taken = chainOf(t, r).reduce((sum, { task, ways }) => {
          return sum + (ways.find(({ option }) => option === t.chains.option[task])?.value ?? 0);
        }, 0);
        const worth = t.weights.worth[r];
        expect(worth).toBeGreaterThanOrEqual(taken - 1e-12);
        expect(worth).toBeLessThanOrEqual(mostOf(chainOf(t, r)) + 1e-12);
        const chosen = chooseOptions(t.weights, r);
        expect(chosen).toBeLessThanOrEqual(mostOf(chainOf(t, r)) + 1e-12);
        t.weights.machines = 2;
        settle(t.improve, r);
        expect(t.weights.worth[r]).toBeGreaterThanOrEqual(worth - 1e-9);
        expectChains(t);
      }
    }
  });

  it.each(KINDS)("exchanges gain what they promise, or leave all as it was: %s", (_, kind) => {
    let [made, undone] = [0, 0];
    for (let seed = 1; seed <= RUNS; seed++) {
      const t = gathered(drawn({ n: 10, m: 3, longest: 2, seed, points: 6, ...kind }));
      const { weights: w, improve: s, options: o } = t;
      while (!improvePrices(o, t.prices, t.tasks, t.machines));
      started(t, seed);
      startImprove(s, t.tasks, t.machines);
      for (let r = 0; r < t.machines; r++) settle(s, r);
      const x = s.exchange;
      for (let j = 0; j < t.tasks; j++) {
        x.loss[j] =
          t.chains.pair[j] >= 0 ? worthWithout(w, j) - w.worth[o.machine[t.chains.pair[j]]] : 0;
        x.first[j] = x.second[j] = -1;
      }
      for (let r = 0; r < t.machines; r++) while (!weighNextRow(w, x, r));
      const total = () =>
        w.worth.subarray(0, t.machines).reduce((a: number, b: number) => a + b, 0);
      const start = snapshot(t);
      const sum = total();
      const gain = findChange(w, x, 1e-10);
      // one that asks for more than there is
      if (x.count > 0) {
        expect(makeChange(w, x, 1e9)).toBe(false);
        expect(snapshot(t)).toEqual(start);
        undone++;
      }
      if (!(gain > 0)) continue;
      const promised = sum + gain;
      if (!makeChange(w, x, 1e-10)) continue;
      made++;
      expect(total()).toBeGreaterThan(sum);
      for (let r = 0; r < t.machines; r++) {
        settle(s, r);
        expect(w.worth[r]).toBeCloseTo(mostOf(chainOf(t, r)), 9); // short chains: nothing is thinned
      }
      expect(total(), `seed ${seed}`).toBeGreaterThanOrEqual(promised - 1e-9);
      expectChains(t);
    }
    expect(made).toBeGreaterThan(RUNS / 4);
    expect(undone).toBeGreaterThan(RUNS / 4);
  });

  it("a chain solved exactly is the best of its tasks and of those not served", () => {
    let better = 0;
    for (let seed = 1; seed <= RUNS; seed++) {
      const t = gathered(drawn({ n: 8, m: 2, longest: 2, seed, points: 3 }));
      started(t, seed, 0.8);
      startWeights(t.weights, t.tasks, t.machines);
      for (let r = 0; r < 2; r++) {
        const all = pairsOn(t, r);
        const open = all.filter(({ pair, task }) => {
          return t.chains.pair[task] === pair || t.chains.pair[task] < 0;
        });
        const was = totalValue(t.chains, t.options, t.tasks);
        const own = chainOf(t, r).reduce((sum, { task, ways }) => {
          return sum + (ways.find(({ option }) => option === t.chains.option[task])?.value ?? 0);
        }, 0);
        polishChain(t.improve, t.chains, t.options, r, 99);
        const { isBetter } = t.improve;
        const now = totalValue(t.chains, t.options, t.tasks);
        expect(now - was, `seed ${seed}`).toBeCloseTo(mostOf(open) - own, 11);
        expect(isBetter).toBe(now > was + 1e-10);
        if (isBetter) better++;
        expectChains(t);
        expect(polishChain(t.improve, t.chains, t.options, r, 99)).toBe(true);
        expect(t.improve.isBetter).toBe(false);
      }
    }
    expect(better).toBeGreaterThan(RUNS / 2);
  });
});

describe("the search", () => {
  it("never loses the best, keeps chains that fit, and ends at the optimum of small problems", () => {
    let best = 0;
    for (let seed = 1; seed <= RUNS; seed++) {
      const problem = drawn({ n: 8, m: 2, longest: 1, seed, points: 4 });
      const t = gathered(problem, SEARCH);
      const { improve: s, chains: c, options: o } = t;
      while (!improvePrices(o, t.prices, t.tasks, t.machines));
      started(t, seed);
      s.found = -1;
      startImprove(s, t.tasks, t.machines);
      expect(keepBest(s, c, o, t.tasks)).toBe(true);
      let found = s.found;
      for (let k = 0; k < 2000; k++) {
        improve(s);
        expect(s.found).toBeGreaterThanOrEqual(found);
        found = s.found;
        if (k % 50 === 0) expectChains(t);
        if (k % 50 === 0)
          for (let r = 0; r < 2; r++) {
            expect(t.weights.worth[r]).toBeLessThanOrEqual(mostOf(chainOf(t, r)) + 1e-9);
          }
      }
      restoreBest(s, t.tasks, t.machines);
      expect(totalValue(c, o, t.tasks)).toBeCloseTo(found, 12);
      expectChains(t);
      const optimum = tableOptimum(problem);
      expect(found * o.valueUnit).toBeLessThanOrEqual(optimum + 1e-9);
      if (found * o.valueUnit > optimum - 1e-9) best++;
    }
    expect(best).toBeGreaterThan(0.97 * RUNS);
  });

  it("takes the best back where what is there is worse, with the lists of its chains", () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const t = gathered(drawn({ n: 10, m: 3, longest: 2, seed }), EXACT);
      const { improve: s, chains: c, options: o } = t;
      started(t, seed);
      startImprove(s, t.tasks, t.machines);
      for (let r = 0; r < 3; r++) settle(s, r);
      s.found = -1;
      keepBest(s, c, o, t.tasks);
      const kept = snapshot(t);
      started(t, seed + 1000, 0.3);
      for (let r = 0; r < 3; r++) rebuild(t.weights, r);
      if (totalValue(c, o, t.tasks) > s.found) continue;
      restoreBest(s, t.tasks, t.machines);
      expect(snapshot(t)).toEqual(kept);
    }
  });
});
