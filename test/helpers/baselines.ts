// The paper's baselines as a reader of the paper would write them: plain sums, the platform's log,
// every deadline looked at again after every step. Slow, and none of it the solver's.

import type { Machine, Task } from "../../src/types/index.js";

export interface Plain {
  /** [n] of every task; -1: it does not run */
  machine: number[];
  work: number[];
}

/** What sums in another order may pass a deadline by, relative to it. */
const ROUNDING = 1e-13;

const byDeadline = (tasks: readonly Task[]) =>
  tasks.map((_, j) => j).sort((i, j) => tasks[i].deadline - tasks[j].deadline || i - j);

/** The work of a level. */
export function workOfLevel({ theta, maxWork, base = 0, gain = 1 }: Task, level: number): number {
  if (level <= base) return 0;
  if (level >= base + gain) return maxWork;
  return Math.min(Math.log(gain / (gain - (level - base))) / theta, maxWork);
}

/** Tasks by deadline, each at the first of its works that some machine finishes in time. */
function firstThatFits(
  machines: readonly Machine[],
  tasks: readonly Task[],
  worksOf: (task: Task) => number[],
): Plain {
  const fastest = machines
    .map((_, r) => r)
    .sort((a, b) => machines[b].speed - machines[a].speed || a - b);
  const free = machines.map(() => 0);
  const plain: Plain = { machine: tasks.map(() => -1), work: tasks.map(() => 0) };
  for (const j of byDeadline(tasks)) {
    for (const work of worksOf(tasks[j])) {
      const ends = fastest.map((r) => free[r] + work / machines[r].speed);
      const end = Math.min(...ends);
      if (end > tasks[j].deadline * (1 + ROUNDING)) continue;
      const r = fastest[ends.indexOf(end)];
      free[r] = end;
      plain.machine[j] = r;
      plain.work[j] = work;
      break;
    }
  }
  return plain;
}

/** A task without work has no machine. */
function withoutIdle({ machine, work }: Plain): Plain {
  return { work, machine: machine.map((r, j) => (work[j] > 0 ? r : -1)) };
}

/** EDF-NoCompression. */
export function plainEdf(machines: readonly Machine[], tasks: readonly Task[]): Plain {
  return withoutIdle(firstThatFits(machines, tasks, ({ maxWork }) => [maxWork]));
}

/** EDF-3CompressionLevels, read as "highest-fit". */
export function plainHighestFit(
  machines: readonly Machine[],
  tasks: readonly Task[],
  levels: readonly number[],
): Plain {
  const falling = [...levels].reverse();
  const worksOf = (task: Task) => falling.map((level) => workOfLevel(task, level));
  return withoutIdle(firstThatFits(machines, tasks, worksOf));
}

/** EDF-3CompressionLevels, read as "upgrade". */
export function plainUpgrade(
  machines: readonly Machine[],
  tasks: readonly Task[],
  levels: readonly number[],
): Plain {
  const plain = firstThatFits(machines, tasks, (task) => [workOfLevel(task, levels[0])]);
  const { machine, work } = plain;
  const order = byDeadline(tasks);
  const holds = (r: number) => {
    let free = 0;
    return order.every((j) => {
      if (machine[j] !== r || work[j] === 0) return true;
      free += work[j] / machines[r].speed;
      return free <= tasks[j].deadline * (1 + ROUNDING);
    });
  };
  const next = (j: number) =>
    levels.map((level) => workOfLevel(tasks[j], level)).find((f) => f > work[j]);
  const steepness = (j: number, f: number) => {
    const { theta, gain = 1 } = tasks[j];
    return (gain * (Math.expm1(-theta * work[j]) - Math.expm1(-theta * f))) / (f - work[j]);
  };
  const open = new Set(order.filter((j) => machine[j] >= 0));
  while (open.size > 0) {
    let best = -1;
    let greatest = -1;
    for (const j of open) {
      const f = next(j);
      if (f === undefined) open.delete(j);
      else if (steepness(j, f) > greatest) {
        best = j;
        greatest = steepness(j, f);
      }
    }
    if (best < 0) break;
    const before = work[best];
    work[best] = next(best) as number;
    if (holds(machine[best])) continue;
    work[best] = before;
    open.delete(best);
  }
  return withoutIdle(plain);
}
