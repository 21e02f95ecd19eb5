// The exact optimum of tiny problems by brute force: every assignment of tasks to machines, on
// every machine every set of tight deadlines, between two of them one price found by halving. Slow,
// obvious, and none of it the solver's.

import type { Machine, Task } from "../../src/types/index.js";

/** The greatest value of any schedule; for at most some 6 tasks on 3 machines. */
export function optimum(machines: readonly Machine[], tasks: readonly Task[]): number {
  const sorted = [...tasks].sort((a, b) => a.deadline - b.deadline);
  const assignment = new Array<number>(tasks.length).fill(0);
  let best = Number.NEGATIVE_INFINITY;
  do {
    let value = 0;
    for (const [r, { speed, readyAt }] of machines.entries()) {
      value += machineOptimum(
        speed,
        sorted.filter((_, j) => assignment[j] === r),
        readyAt,
      );
    }
    best = Math.max(best, value);
  } while (increment(assignment, machines.length));
  return best;
}

/** Counts in base m; false when it is back at zero. */
function increment(digits: number[], m: number): boolean {
  for (let j = 0; j < digits.length; j++) {
    digits[j] = (digits[j] + 1) % m;
    if (digits[j] !== 0) return true;
  }
  return false;
}

/**
 * One machine, tasks in deadline order, which count from when it is ready. Some set of tight
 * deadlines is that of the optimum; all are tried.
 */
export function machineOptimum(speed: number, dueTasks: readonly Task[], readyAt = 0): number {
  const tasks = dueTasks.map((task) => {
    return { ...task, deadline: Math.max(task.deadline - readyAt, 0) };
  });
  const n = tasks.length;
  if (n === 0) return 0;
  let best = Number.NEGATIVE_INFINITY;
  for (let tight = 0; tight < 1 << n; tight++) {
    const works: number[] = [];
    let from = 0;
    for (let j = 0; j < n; j++) {
      if (!(tight & (1 << j)) && j < n - 1) continue;
      const segment = tasks.slice(from, j + 1);
      const before = from > 0 ? tasks[from - 1].deadline : 0;
      const isTight = (tight & (1 << j)) !== 0;
      const capacity = isTight ? speed * (tasks[j].deadline - before) : Number.POSITIVE_INFINITY;
      works.push(...share(segment, capacity));
      from = j + 1;
    }
    if (fits(speed, tasks, works)) best = Math.max(best, value(tasks, works));
  }
  return best;
}

/**
 * Works of tasks that compete for a capacity alone: all at one price, the steepest task's first
 * slope * exp(-x).
 */
function share(tasks: readonly Task[], capacity: number): number[] {
  const slopes = tasks.map(({ weight = 1, gain = 1, theta }) => Math.log(weight * gain * theta));
  const steepest = Math.max(...slopes);
  const at = (x: number) =>
    tasks.map(({ theta, maxWork }, j) => {
      return Math.min(Math.max((x - (steepest - slopes[j])) / theta, 0), maxWork);
    });
  const total = (works: number[]) => works.reduce((sum, work) => sum + work, 0);
  const all = tasks.map(({ maxWork }) => maxWork);
  if (total(all) <= capacity) return all;
  let low = 0;
  let high = 1000;
  for (let k = 0; k < 200; k++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break; // no double lies between them
    if (total(at(middle)) > capacity) high = middle;
    else low = middle;
  }
  return at(low);
}

function fits(speed: number, tasks: readonly Task[], works: number[]): boolean {
  let sum = 0;
  return tasks.every(({ deadline }, j) => {
    sum += works[j];
    return sum <= speed * deadline * (1 + 1e-12) + 1e-300;
  });
}

function value(tasks: readonly Task[], works: number[]): number {
  return tasks.reduce((sum, { weight = 1, base = 0, gain = 1, theta }, j) => {
    return sum + weight * (base - gain * Math.expm1(-theta * works[j]));
  }, 0);
}
