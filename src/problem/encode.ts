// Problem -> columns. Rows and columns end up the same.

import type { InputColumns, Problem } from "../types/index.js";
import { isRows } from "./kinds.js";

/** Value of an optional field that is left out. */
const DEFAULTS = { weight: 1, base: 0, gain: 1 };

/** Copies the problem into the columns; nothing of the caller's is changed or kept. */
export function encode(problem: Problem, to: InputColumns, n: number, m: number): void {
  const { machines, tasks } = problem;
  if (isRows(machines)) {
    for (let r = 0; r < m; r++) to.speed[r] = (machines[r] as { speed: number }).speed;
  } else {
    to.speed.set(machines.speed);
  }
  if (isRows(tasks)) {
    encodeRows(tasks, to, n);
    return;
  }
  to.deadline.set(tasks.deadline);
  to.theta.set(tasks.theta);
  to.maxWork.set(tasks.maxWork);
  for (const name of ["weight", "base", "gain"] as const) {
    const column = tasks[name];
    if (column) to[name].set(column);
    else to[name].fill(DEFAULTS[name], 0, n);
  }
}

function encodeRows(
  tasks: Extract<Problem["tasks"], readonly unknown[]>,
  to: InputColumns,
  n: number,
): void {
  const { deadline, theta, maxWork, weight, base, gain } = to;
  for (let j = 0; j < n; j++) {
    const task = tasks[j] as (typeof tasks)[number];
    deadline[j] = task.deadline;
    theta[j] = task.theta;
    maxWork[j] = task.maxWork;
    weight[j] = task.weight ?? DEFAULTS.weight;
    base[j] = task.base ?? DEFAULTS.base;
    gain[j] = task.gain ?? DEFAULTS.gain;
  }
}
