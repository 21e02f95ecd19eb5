// The steps of the solver of tables one by one, over the buffers of the JavaScript engine; and one
// machine of them as plain lists, for oracles that try everything.

import { EXACT } from "../../assembly/codes.js";
import * as core from "../../assembly/index.ts?js";
import * as ws from "../../assembly/workspace.ts?js";
import { modelsOf, readTables } from "../../src/tables/read-tables.js";
import { COUNTABLE } from "../../src/tables/size.js";
import type { TablesProblem } from "../../src/types/index.js";
import { steps } from "./steps.js";
import { mulberry, type Table, type TableRows, type TableTask } from "./table-instances.js";

/** The whole workspace; it has no types here. */
// biome-ignore lint/suspicious/noExplicitAny: what assembly/ is to this test
export type Measured = any;

/** Options gathered, prices at 0. */
export function gathered(problem: TableRows, method = EXACT): Measured {
  const input = readTables(
    problem as unknown as TablesProblem,
    modelsOf(problem as unknown as TablesProblem) as never,
    COUNTABLE,
  );
  const { n, m, types, tables } = input.sizes;
  steps.tables.load(input);
  core.setTables(types, tables, input.perTask);
  core.solveTables(n, m, method);
  return ws.measured;
}

/** The same, and as far as the method goes up to so much work. */
export function solved(problem: TableRows, method: number, work = Number.POSITIVE_INFINITY) {
  const t = gathered(problem, method);
  core.resumeTables(work, 0);
  return t;
}

/** One way to run a pair, or none. */
export interface Way {
  option: number;
  time: number;
  value: number;
}

export interface PlainPair {
  pair: number;
  task: number;
  reach: number;
  due: number;
  ways: Way[];
}

/** The pairs of machine r with their options, in the solver's units. */
export function pairsOn({ options: o }: Measured, r: number, isFine = false): PlainPair[] {
  const pairs: PlainPair[] = [];
  for (let p = o.pairStart[r]; p < o.pairStart[r + 1]; p++) {
    const ways: Way[] = [];
    const end = isFine ? o.fineEnd[p] : o.end[p];
    for (let k = isFine ? o.fineFirst[p] : o.first[p]; k < end; k++) {
      ways.push({ option: k, time: o.time[k], value: o.value[k] });
    }
    pairs.push({ pair: p, task: o.task[p], reach: o.reach[p], due: o.due[p], ways });
  }
  return pairs;
}

/** By pair of the solver: what one of its options is worth less its charge. */
type Charge = (pair: PlainPair) => number;

/** The most that these pairs earn, all of them, in order; -Infinity: they do not fit. */
export function earnedByAll(pairs: PlainPair[], charge: Charge = () => 0): number {
  const after = (i: number, time: number): number => {
    if (i === pairs.length) return 0;
    let best = Number.NEGATIVE_INFINITY;
    for (const way of pairs[i].ways) {
      const ends = time + way.time;
      if (ends > pairs[i].reach) break;
      best = Math.max(best, way.value - charge(pairs[i]) + after(i + 1, ends));
    }
    return best;
  };
  return after(0, 0);
}

/** Every set of these pairs that fits, as positions, and the most that it earns. */
export function earningsOf(pairs: PlainPair[], charge: Charge = () => 0) {
  const sets: { set: number[]; earned: number }[] = [];
  for (let bits = 0; bits < 1 << pairs.length; bits++) {
    const set = pairs.map((_, i) => i).filter((i) => (bits >>> i) & 1);
    const earned = earnedByAll(
      set.map((i) => pairs[i]),
      charge,
    );
    if (earned > Number.NEGATIVE_INFINITY) sets.push({ set, earned });
  }
  return sets;
}

interface Wish {
  n: number;
  m: number;
  /** Deadlines up to this; times are up to 1. */
  longest: number;
  seed: number;
  mode?: Table["mode"];
  /** Of 12 a time is none: so many. */
  zeros?: number;
  /** Deadlines of so many kinds; 0: all different. */
  kinds?: number;
  weights?: readonly number[];
  points?: number;
}

/** A problem whose numbers are multiples of 1/64, so that sums are exact; every machine a type. */
export function drawn({ n, m, longest, seed, ...wish }: Wish): TableRows {
  const { mode = "discrete", zeros = 0, kinds = 0, weights = [1, 1, 2], points = 4 } = wish;
  const random = mulberry(seed * 7919 + n * 31 + m);
  const below = (k: number) => Math.floor(k * random());
  const table = (): Table => {
    const count = 1 + below(points);
    const time = Array.from({ length: count }, () => (below(12) < zeros ? 0 : 1 + below(64)) / 64);
    return { mode, time, accuracy: time.map(() => (1 + below(64)) / 64) };
  };
  const types = Array.from({ length: m }, (_, r) => `t${r}`);
  const models = Object.fromEntries(
    ["a", "b", "c"].map((name) => [name, Object.fromEntries(types.map((type) => [type, table()]))]),
  );
  const machines = types.map((type) => ({ type, readyAt: below(3) / 8 }));
  const deadlines = Array.from({ length: kinds }, () => below(64 * longest) / 64);
  const tasks = Array.from({ length: n }, (): TableTask => {
    return {
      model: ["a", "b", "c"][below(3)],
      deadline: kinds > 0 ? deadlines[below(kinds)] : (8 + below(64 * longest)) / 64,
      weight: weights[below(weights.length)],
    };
  });
  return { models, machines, tasks };
}
