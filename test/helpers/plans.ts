// The plan of the JavaScript engine as `search` finds it at its start, and what its chains are worth by
// brute force.

import { solve } from "../../assembly/solve.ts?js";
import * as ws from "../../assembly/workspace.ts?js";
import { randomFrom } from "../../src/problem/generate.js";
import { copyProblem, openProblem } from "../../src/problem/read-problem.js";
import { BOUNDS, METHODS } from "../../src/problem/words.js";
import { instances, type Rows } from "./instances.js";
import { machineOptimum } from "./oracle.js";
import { steps } from "./steps.js";

/** Small problems of every family, each with random numbers: pick(k) is an integer below k. */
export function sampled(): { label: string; rows: Rows; pick: (k: number) => number }[] {
  const sizes: [number, number][] = [
    [7, 2],
    [9, 3],
    [12, 5],
  ];
  return instances(sizes, 8).map(([label, rows], k) => {
    const random = randomFrom(k);
    for (let skip = 0; skip < 5; skip++) random();
    return { label, rows, pick: (count) => Math.floor(random() * count) };
  });
}

/**
 * Starts a search: the task at every position, the value that counts as 1, and how far two sums of
 * what the chains are worth may differ.
 */
export function planned(rows: Rows): { tasks: number[]; scale: number; slack: number } {
  const n = rows.tasks.length;
  const m = rows.machines.length;
  copyProblem(openProblem(rows, steps), steps.reserve(n, m));
  solve(n, m, METHODS.indexOf("search"), BOUNDS.indexOf("relax"));
  const scale = ws.plan.scale;
  const sum = rows.tasks.reduce((total, { weight = 1, gain = 1 }) => total + weight * gain, 0);
  return { tasks: Array.from<number>(ws.edf.task.subarray(0, n)), scale, slack: 1e-11 * sum };
}

/** The best value of machine r with the tasks the plan gives it, without their bases. */
export function chainValue({ machines, tasks }: Rows, order: number[], r: number): number {
  const chain = order.filter((_, i) => ws.plan.machine[i] === r);
  const rows = chain.map((j) => ({ ...tasks[j], base: 0 }));
  return machineOptimum(machines[r].speed, rows);
}
