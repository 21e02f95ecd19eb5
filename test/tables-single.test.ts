// One machine of tables: its linear programme by greed against prices and flows of the definition,
// its states against trying all options of all pairs.

import { describe, expect, it } from "vitest";
import { relaxSingle } from "../assembly/tables/linear.ts?js";
import { fillLayers, solveSingle } from "../assembly/tables/states.ts?js";
import { mulberry, type Table } from "./helpers/table-instances.js";
import { linearBound } from "./helpers/table-programmes.js";
import {
  drawn,
  earningsOf,
  gathered,
  type Measured,
  type PlainPair,
  pairsOn,
} from "./helpers/table-steps.js";

const RUNS = Math.ceil((Number(process.env.DSCT_RUNS ?? 1000) * 80) / 1000);

const KINDS = [
  ["plain", {}],
  ["with times of 0", { zeros: 4 }],
  ["with two deadlines", { kinds: 2 }],
  ["with one deadline", { kinds: 1 }],
  ["with long tables", { points: 9 }],
  ["with weights far apart", { weights: [1e-6, 1, 1e6] }],
] as const;

/** All pairs of machine 0; charged: by task, at random, some more than anything is worth. */
function opened(t: Measured, charges?: number[]): PlainPair[] {
  const { single } = t;
  const pairs = pairsOn(t, 0);
  single.isFine = false;
  single.charged = charges !== undefined;
  for (const [j, charge] of (charges ?? []).entries()) single.multiplier[j] = charge;
  single.length = pairs.length;
  for (const [i, { pair }] of pairs.entries()) single.pair[i] = pair;
  return pairs;
}

const chargesOf = (t: Measured, seed: number): number[] => {
  const random = mulberry(seed);
  return Array.from({ length: t.tasks }, () => {
    return random() < 0.3 ? 0 : random() * 0.7;
  });
};

/** What the schedule that is chosen is worth; NaN where it does not fit. */
function worthOfChosen({ single, options: o }: Measured, charge: (task: number) => number) {
  let [time, worth] = [0, 0];
  for (let i = 0; i < single.length; i++) {
    const k = single.chosen[i];
    if (k < 0) continue;
    const pair = single.pair[i];
    if (k < o.first[pair] || k >= o.end[pair]) return Number.NaN;
    time += o.time[k];
    worth += o.value[k] - charge(o.task[pair]);
    if (time > o.reach[pair]) return Number.NaN;
  }
  return worth;
}

describe("the linear programme of one machine", () => {
  it.each(KINDS)("has the value of HiGHS, and prices that prove it: %s", (_, kind) => {
    for (let seed = 1; seed <= RUNS / 2; seed++) {
      const problem = drawn({ n: 1 + (seed % 14), m: 1, longest: 3, seed, ...kind });
      const t = gathered(problem);
      const { single, options: o } = t;
      const pairs = opened(t);
      single.value0 = 0;
      relaxSingle(single, o);
      const least = linearBound(problem);
      const bound = single.bound * o.valueUnit;
      const near = 1e-9 * Math.max(1, Math.abs(least));
      expect(Math.abs(bound - least), `seed ${seed}: ${bound}, ${least}`).toBeLessThan(near);
      // the prices do not rise, are 0 where there is room, and prove the bound
      let proven = 0;
      for (const [i, { ways, reach }] of pairs.entries()) {
        const [price, next] = [single.price[i], single.price[i + 1]];
        expect(price).toBeGreaterThanOrEqual(next);
        proven += Math.max(0, ...ways.map(({ time, value }) => value - price * time));
        proven += (price - next) * reach;
      }
      expect(single.price[pairs.length]).toBe(0);
      expect(proven).toBeCloseTo(single.bound, 11);
      // its schedule, rounded down, is one
      const worth = worthOfChosen(t, () => 0);
      if (single.value0 > 0) expect(worth).toBeCloseTo(single.value0, 11);
    }
  });

  it("takes charges off, and leaves out who does not pay", () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const t = gathered(drawn({ n: 6, m: 1, longest: 2, seed }));
      const { single, options } = t;
      const charges = chargesOf(t, seed);
      const pairs = opened(t, charges);
      single.value0 = 0;
      relaxSingle(single, options);
      const sets = earningsOf(pairs, ({ task }) => charges[task]);
      const best = Math.max(...sets.map(({ earned }) => earned));
      expect(single.bound, `seed ${seed}`).toBeGreaterThanOrEqual(best - 1e-12);
      for (const [i, { ways }] of pairs.entries()) {
        expect(single.rest[i]).toBeGreaterThanOrEqual(single.rest[i + 1] - 1e-12);
        if (single.value0 > 0 && single.chosen[i] >= 0) {
          const way = ways.find(({ option }) => option === single.chosen[i]);
          expect(way?.value).toBeGreaterThan(charges[pairs[i].task]);
        }
      }
    }
  });
});

describe("one machine, exactly", () => {
  it.each(KINDS)("is the best of all sets and options, charged or not: %s", (_, kind) => {
    let rounded = 0;
    for (let seed = 1; seed <= RUNS; seed++) {
      const n = 1 + (seed % 6);
      const t = gathered(drawn({ n, m: 1, longest: 2, seed, ...kind }));
      const charges = seed % 2 > 0 ? chargesOf(t, seed) : undefined;
      const charge = (task: number) => charges?.[task] ?? 0;
      const pairs = opened(t, charges);
      const sets = earningsOf(pairs, ({ task }) => charge(task));
      const best = Math.max(...sets.map(({ earned }) => earned));
      const found = solveSingle(t.single, t.options, 0);
      expect(t.single.isExact).toBe(true);
      expect(found, `seed ${seed}`).toBeCloseTo(best, 12);
      if (found === 0) continue;
      expect(worthOfChosen(t, charge), `seed ${seed}`).toBeCloseTo(best, 12);
      if (t.single.bound > best + 1e-9) rounded++;
      // what is known is returned as it is unless there is more
      expect(solveSingle(t.single, t.options, 2 * best)).toBe(2 * best);
      expect(solveSingle(t.single, t.options, 0.9 * best)).toBeCloseTo(best, 12);
    }
    expect(rounded).toBeGreaterThan(RUNS / 20);
  });

  it("stays feasible, and says so, where there are more states than room", () => {
    let thinned = 0;
    for (let seed = 1; seed <= RUNS; seed++) {
      const problem = drawn({ n: 6, m: 1, longest: 2, seed, points: 9 });
      const t = gathered(problem);
      const pairs = opened(t);
      const best = Math.max(...earningsOf(pairs).map(({ earned }) => earned));
      t.single.mostStates = 16;
      const found = solveSingle(t.single, t.options, 0);
      if (found > 0) expect(worthOfChosen(t, () => 0)).toBeCloseTo(found, 12);
      expect(found).toBeLessThanOrEqual(best + 1e-12);
      if (t.single.isExact) expect(found).toBeCloseTo(best, 12);
      else thinned++;
      t.single.mostStates = 262144;
    }
    expect(thinned).toBeGreaterThan(RUNS / 20);
  });

  it("is the linear programme, rounded down, where there is no room for two states a task", () => {
    const t = gathered(drawn({ n: 6, m: 1, longest: 2, seed: 7, points: 9 }));
    const pairs = opened(t);
    const most = t.single.time;
    t.single.time = new Float64Array(2 * pairs.length);
    const found = solveSingle(t.single, t.options, 0);
    t.single.time = most;
    expect(t.single.isExact).toBe(false);
    expect(worthOfChosen(t, () => 0)).toBeCloseTo(found, 12);
    expect(solveSingle(t.single, t.options, 0)).toBeGreaterThan(found);
  });

  it("nobody, or nobody who pays, earns nothing", () => {
    const t = gathered(drawn({ n: 4, m: 1, longest: 2, seed: 1 }));
    opened(t, [9, 9, 9, 9]);
    expect(solveSingle(t.single, t.options, 0)).toBe(0);
    t.single.length = 0;
    expect(solveSingle(t.single, t.options, 0)).toBe(0);
    expect(t.single.bound).toBe(0);
  });

  it.each(KINDS)("layers hold every set that earns at least so much: %s", (_, kind) => {
    let compared = 0;
    for (let seed = 1; seed <= RUNS; seed++) {
      const t = gathered(drawn({ n: 6, m: 1, longest: 2, seed, ...kind }));
      const charges = chargesOf(t, seed);
      const pairs = opened(t, charges);
      const sets = earningsOf(pairs, ({ task }) => charges[task]);
      const best = Math.max(...sets.map(({ earned }) => earned));
      if (!(best > 0)) continue;
      const least = best * [-0.5, 0.5, 0.9, 1][seed % 4];
      expect(fillLayers(t.single, t.options, least)).toBe(true);
      for (let i = 0; i <= pairs.length; i++) compared += checkLayer(t, pairs, i, charges, least);
    }
    expect(compared).toBeGreaterThan(10 * RUNS);
  });
});

/** Whoever can still come to `least` has a state after i pairs that is no later and no worse. */
function checkLayer(t: Measured, pairs: PlainPair[], i: number, charges: number[], least: number) {
  const { single: s } = t;
  const from = s.layer[i];
  const states = Array.from({ length: s.layer[i + 1] - from }, (_, k) => {
    return { time: s.time[from + k], value: s.value[from + k] };
  });
  let compared = 0;
  for (const [k, state] of states.entries()) {
    if (k === 0) continue;
    expect(state.time).toBeGreaterThan(states[k - 1].time);
    expect(state.value).toBeGreaterThan(states[k - 1].value);
  }
  const visit = (at: number, time: number, value: number): void => {
    if (at < i) {
      visit(at + 1, time, value);
      for (const way of pairs[at].ways) {
        const ends = time + way.time;
        if (ends > pairs[at].reach) break;
        visit(at + 1, ends, value + way.value - charges[pairs[at].task]);
      }
      return;
    }
    if (value + mostBehind(pairs, i, time, charges) < least) return;
    compared++;
    const isCovered = states.some((one) => one.time <= time && one.value >= value - 1e-12);
    if (!isCovered) expect.fail(`after ${i}: no state for ${value} at ${time}`);
  };
  visit(0, 0, 0);
  return compared;
}

function mostBehind(pairs: PlainPair[], i: number, time: number, charges: number[]): number {
  if (i === pairs.length) return 0;
  let most = mostBehind(pairs, i + 1, time, charges);
  for (const way of pairs[i].ways) {
    const ends = time + way.time;
    if (ends > pairs[i].reach) break;
    const gained = way.value - charges[pairs[i].task];
    most = Math.max(most, gained + mostBehind(pairs, i + 1, ends, charges));
  }
  return most;
}

it("hundreds of tasks on one machine: within the linear programme's bound, and exact", () => {
  const net: Table = { time: [0.1, 0.2, 0.4, 0.7], accuracy: [0.5, 0.6, 0.7, 0.75] };
  const random = mulberry(5);
  const tasks = Array.from({ length: 400 }, () => {
    return { model: "a", deadline: Math.round(600 * random()) / 10, weight: 1 + random() };
  });
  const t = gathered({ models: { a: { x: net } }, machines: [{ type: "x" }], tasks });
  opened(t);
  const found = solveSingle(t.single, t.options, 0);
  expect(t.single.isExact).toBe(true);
  expect(worthOfChosen(t, () => 0)).toBeCloseTo(found, 9);
  expect(t.single.bound).toBeGreaterThanOrEqual(found);
  expect(t.single.bound).toBeLessThan(found + 0.5);
});
