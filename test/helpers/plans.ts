// The plan of the JavaScript engine as `search` finds it at its start, and what its chains are worth by
// brute force, or solved anew.

import { chainWorth } from "../../assembly/search/worth.ts?js";
import { solve } from "../../assembly/solve.ts?js";
import * as ws from "../../assembly/workspace.ts?js";
import { randomFrom } from "../../src/problem/generate.js";
import { copyProblem, openProblem } from "../../src/problem/read-problem.js";
import { BOUND_METHODS, METHODS } from "../../src/problem/words.js";
import { delayed, instances, type Rows } from "./instances.js";
import { machineOptimum } from "./oracle.js";
import { steps } from "./steps.js";

export interface Sample {
  label: string;
  rows: Rows;
  /** A random integer below k. */
  pick: (k: number) => number;
}

/** Problems of every family at these sizes, as they are, busy at first, and of uneven speed. */
export function sampled(
  sizes: [number, number][] = [
    [7, 2],
    [9, 3],
    [12, 5],
  ],
  seeds = 8,
): Sample[] {
  return instances(sizes, seeds).map(([label, rows], k) => {
    const random = randomFrom(k);
    for (let skip = 0; skip < 5; skip++) random();
    const pick = (count: number) => Math.floor(random() * count);
    if (k % 4 === 1) return { label: `${label}, delayed`, rows: delayed(rows, k), pick };
    if (k % 4 !== 3) return { label, rows, pick };
    const machines = rows.machines.map(({ speed }, r) => ({ speed: speed * 30 ** -r }));
    return { label: `${label}, uneven`, rows: { ...rows, machines }, pick };
  });
}

/**
 * Starts a search: the task at every position, the value that counts as 1, and how far two sums of
 * what the chains are worth may differ. A trial is exact then, or has this precision.
 */
export function planned(
  rows: Rows,
  precision = 0,
): { tasks: number[]; scale: number; slack: number } {
  const n = rows.tasks.length;
  const m = rows.machines.length;
  copyProblem(openProblem(rows, steps), steps.reserve(n, m));
  solve(n, m, METHODS.indexOf("search"), BOUND_METHODS.indexOf("relax"));
  ws.plan.blocks.precision = precision;
  const scale = ws.plan.scale;
  const sum = rows.tasks.reduce((total, { weight = 1, gain = 1 }) => total + weight * gain, 0);
  return { tasks: Array.from<number>(ws.edf.task.subarray(0, n)), scale, slack: 1e-11 * sum };
}

/** The best value of machine r with the tasks the plan gives it, without their bases. */
export function chainValue({ machines, tasks }: Rows, order: number[], r: number): number {
  const chain = order.filter((_, i) => ws.plan.machine[i] === r);
  const rows = chain.map((j) => ({ ...tasks[j], base: 0 }));
  return machineOptimum(machines[r].speed, rows, machines[r].readyAt);
}

/** The positions of chain r. */
export function chainOf(r: number): number[] {
  const { member, chainStart } = ws.plan;
  return Array.from<number>(member.subarray(chainStart[r], chainStart[r + 1]));
}

/** The scaled value of machine r with these positions, solved anew. */
export function worthOf(r: number, positions: number[]): number {
  ws.plan.trial.task.set(positions.sort((a, b) => a - b));
  return chainWorth(ws.plan, r, positions.length);
}

/** What of the plan says which tasks are where, and what that is worth. */
const STATE = [
  ["member", "machine", "chainStart", "logPrice", "worth", "lead", "head"],
  ["length", "room", "slope", "dual", "cost", "here", "earned"],
] as const;

/** A copy of it. */
export function stateOf(): (Float64Array | Int32Array)[] {
  const n = ws.plan.tasks;
  return STATE.flat().map((name) => {
    // what is not the first of a block has no numbers of one
    const isOfBlock = ["length", "room", "slope", "dual", "cost"].includes(name);
    const column = ws.plan[name].slice(0, n);
    if (isOfBlock) for (let i = 0; i < n; i++) if (ws.plan.lead[i] > 0) column[i] = 0;
    return column;
  });
}

/** Every position is in the one chain that its machine says, in order. Returns their worth anew. */
export function checkChains(n: number, m: number): number {
  const { plan } = ws;
  let worth = 0;
  const seen: number[] = [];
  for (let r = 0; r < m; r++) {
    const chain = chainOf(r);
    for (const [k, i] of chain.entries()) {
      if (plan.machine[i] !== r || (k > 0 && chain[k - 1] >= i)) {
        throw new Error(`position ${i} is member ${k} of ${r}`);
      }
    }
    seen.push(...chain);
    worth += worthOf(r, chain);
  }
  if (new Set(seen).size !== n || seen.length !== n) throw new Error(`${seen.length} of ${n}`);
  return worth;
}

/** The greatest sum of gains, row i in column q: gain[i * size + q], of any permutation. */
export function bestOfAll(gain: ArrayLike<number>, size: number): number {
  const search = (q: number, free: number[]): number => {
    if (q === size) return 0;
    const rest = (i: number) => free.filter((k) => k !== i);
    return Math.max(...free.map((i) => gain[i * size + q] + search(q + 1, rest(i))));
  };
  return search(0, [...Array(size).keys()]);
}
