// The preemptive bound by another way: the polytope of 2^n - 1 sets, each limited by what the
// machines can do between consecutive deadlines, and the curves by their tangents, solved by HiGHS
// again and again with a tangent more at each task's work. For a handful of tasks.

import highsModule from "highs";
import type { Machine, Task } from "../../src/types/index.js";

// CommonJS whose export is the function itself; its types say it is the member `default`.
const highs = await (highsModule as unknown as typeof highsModule.default)();

/** Values between which the maximum lies. */
export interface Bracket {
  /** Of works that fit, up to the tolerance of the linear solver, 1e-7. */
  low: number;
  /** Of the last linear programme, which contains them all. */
  high: number;
}

/** Narrows the bracket until it is `closeness` of the sum of weight * gain. */
export function polytopeMaximum(
  machines: readonly Machine[],
  tasks: readonly Task[],
  closeness: number,
): Bracket {
  const sets = capacities(machines, tasks);
  const tangents = tasks.map(({ maxWork }) =>
    Array.from({ length: 9 }, (_, k) => (maxWork * k) / 8),
  );
  const scale = tasks.reduce((sum, { weight = 1, gain = 1 }) => sum + weight * gain, 0);
  for (let round = 0; ; round++) {
    const { value, works } = solveProgramme(tasks, sets, tangents);
    const low = tasks.reduce((sum, task, j) => sum + valueAt(task, works[j]), 0);
    if (value - low <= closeness * scale || round === 60) return { low, high: value };
    for (const [j, work] of works.entries()) tangents[j].push(work);
  }
}

/**
 * What each set of tasks, a bit a task, can have: in the time between two moments, at which tasks
 * are due or machines get ready, its tasks that are not over run on the fastest machines, one each.
 */
function capacities(machines: readonly Machine[], tasks: readonly Task[]): [number, number][] {
  const fastest = [...machines].sort((a, b) => b.speed - a.speed);
  const moments = [
    ...tasks.map(({ deadline }) => Math.max(deadline, 0)),
    ...machines.map(({ readyAt = 0 }) => readyAt),
  ];
  const times = [...new Set([0, ...moments])].sort((a, b) => a - b);
  return Array.from({ length: 2 ** tasks.length - 1 }, (_, index): [number, number] => {
    const set = index + 1;
    let capacity = 0;
    for (let l = 1; l < times.length; l++) {
      const open = tasks.filter(({ deadline }, j) => set & (1 << j) && deadline >= times[l]).length;
      const ready = fastest.filter(({ readyAt = 0 }) => readyAt < times[l]);
      const speed = ready.slice(0, open).reduce((sum, machine) => sum + machine.speed, 0);
      if (speed > 0) capacity += (times[l] - times[l - 1]) * speed;
    }
    return [set, capacity];
  });
}

function solveProgramme(
  tasks: readonly Task[],
  sets: [number, number][],
  tangents: number[][],
): { value: number; works: number[] } {
  const names = tasks.map((_, j) => j);
  const rows = sets
    .filter(([, capacity]) => capacity < Infinity)
    .map(([set, capacity]) => {
      const sum = names.filter((j) => set & (1 << j)).map((j) => `f${j}`);
      return `${sum.join(" + ")} <= ${capacity}`;
    });
  for (const [j, task] of tasks.entries()) {
    for (const work of tangents[j]) {
      const slope = slopeAt(task, work);
      rows.push(`v${j} - ${slope} f${j} <= ${valueAt(task, work) - slope * work}`);
    }
  }
  const bounds = tasks.flatMap(({ maxWork }, j) => [`0 <= f${j} <= ${maxWork}`, `v${j} free`]);
  const text = [
    "Maximize",
    `value: ${names.map((j) => `v${j}`).join(" + ")}`,
    "Subject To",
    ...rows,
    "Bounds",
    ...bounds,
    "End",
  ].join("\n");
  const { Status, ObjectiveValue, Columns } = highs.solve(text);
  if (Status !== "Optimal") throw new Error(`HiGHS says ${Status}; expected Optimal`);
  return { value: ObjectiveValue, works: names.map((j) => Columns[`f${j}`].Primal as number) };
}

function valueAt({ theta, weight = 1, base = 0, gain = 1 }: Task, work: number): number {
  return weight * (base - gain * Math.expm1(-theta * work));
}

function slopeAt({ theta, weight = 1, gain = 1 }: Task, work: number): number {
  return weight * gain * theta * Math.exp(-theta * work);
}
