// Problem -> flat input buffers. Rows and columns end up the same.

import type { Buffers } from "./engine.js";
import type { Problem } from "./types.js";

/** Value of an optional field that is left out. */
const DEFAULTS = { weight: 1, base: 0, gain: 1 };

/** Copies the problem into the input buffers; nothing of the caller's is changed or kept. */
export function encode(problem: Problem, buffers: Buffers, n: number, m: number): void {
  const { machines, tasks } = problem;
  if (isRows(machines)) {
    for (let r = 0; r < m; r++) buffers.speed[r] = (machines[r] as { speed: number }).speed;
  } else {
    buffers.speed.set(machines.speed);
  }
  if (isRows(tasks)) {
    encodeRows(tasks, buffers, n);
    return;
  }
  buffers.deadline.set(tasks.deadline);
  buffers.theta.set(tasks.theta);
  buffers.maxWork.set(tasks.maxWork);
  for (const name of ["weight", "base", "gain"] as const) {
    const column = tasks[name];
    if (column) buffers[name].set(column);
    else buffers[name].fill(DEFAULTS[name], 0, n);
  }
}

function encodeRows(
  tasks: Extract<Problem["tasks"], readonly unknown[]>,
  buffers: Buffers,
  n: number,
): void {
  const { deadline, theta, maxWork, weight, base, gain } = buffers;
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

function isRows<Row>(source: readonly Row[] | object): source is readonly Row[] {
  return Array.isArray(source);
}
