// Named families of problems, each from a seed; the same on every machine.

import { randomFrom } from "../../src/problem/generate.js";
import type { CurvesProblem, Machine, Task } from "../../src/types/index.js";

export interface Rows {
  machines: Machine[];
  tasks: Task[];
}

interface Shape {
  theta: (u: number) => number;
  /** maxWork * theta */
  reach: (u: number) => number;
  /** as a share of the time in which all machines do all the work */
  deadline: (u: number) => number;
  weight?: (u: number) => number;
  base?: (u: number) => number;
  gain?: (u: number) => number;
  /** Deadlines and works are multiples of this, speeds whole: sums that tie to an ulp. */
  grid?: number;
}

const FULL = 1.7147984280919266; // -ln(0.18): accuracy 0.82
const uniform = (u: number) => u;
const power = (low: number, high: number) => (u: number) => 10 ** (low + (high - low) * u);

export const FAMILIES: Record<string, Shape> = {
  uniform: { theta: (u) => 1 + 9 * u, reach: () => FULL, deadline: uniform },
  "identical tasks": { theta: () => 2, reach: () => FULL, deadline: () => 0.4 },
  "tied deadlines": {
    theta: (u) => 1 + 9 * u,
    reach: () => FULL,
    deadline: (u) => Math.ceil(u * 4) / 5,
  },
  "common deadline": { theta: (u) => 1 + 19 * u, reach: () => FULL, deadline: () => 0.5 },
  overloaded: { theta: (u) => 1 + 4 * u, reach: () => FULL, deadline: (u) => 1e-3 * u },
  starved: { theta: power(0, 4), reach: () => FULL, deadline: (u) => 1e-9 * u },
  loose: { theta: (u) => 1 + 9 * u, reach: () => FULL, deadline: (u) => 20 + u },
  "deep saturation": { theta: (u) => 1 + u, reach: () => 60, deadline: (u) => 1.3 * u },
  "theta spread 1e8": { theta: power(0, 8), reach: () => FULL, deadline: uniform },
  "geometric deadlines": { theta: (u) => 1 + u, reach: () => 3, deadline: power(-9, 0) },
  "zero and no deadlines": {
    theta: (u) => 1 + u,
    reach: () => FULL,
    deadline: (u) => (u < 0.2 ? 0 : u > 0.8 ? Number.POSITIVE_INFINITY : u),
  },
  "some zero maxWork": {
    theta: (u) => 1 + 9 * u,
    reach: (u) => (u < 0.3 ? 0 : 3 * u),
    deadline: uniform,
  },
  "round numbers": {
    theta: (u) => 1 + Math.floor(5 * u),
    reach: (u) => Math.ceil(30 * u) / 10,
    deadline: (u) => u,
    weight: (u) => [0.1, 1, 2, 5][Math.floor(4 * u)],
    grid: 0.1,
  },
  "cap fills room": {
    theta: () => 2,
    reach: (u) => (u < 0.5 ? 0.2 : 0.4),
    deadline: (u) => 1.3 * u,
    grid: 0.1,
  },
  "weights 1e-6 to 1e6": {
    theta: (u) => 1 + 9 * u,
    reach: () => FULL,
    deadline: (u) => 0.5 * u,
    weight: power(-6, 6),
  },
  "bases and gains": {
    theta: (u) => 1 + 9 * u,
    reach: (u) => 1 + 3 * u,
    deadline: (u) => 0.7 * u,
    base: (u) => 0.3 * u - 0.1,
    gain: (u) => 0.1 + 0.9 * u,
  },
};

/** A problem of a family: n tasks on m machines, speeds uniform in [1, 4] where they differ. */
export function instance(family: string, n: number, m: number, seed: number): Rows {
  const shape = FAMILIES[family];
  const random = randomFrom(seed * 7919 + n * 31 + m);
  const identical = random() < 0.3;
  const machines = Array.from({ length: m }, () => ({ speed: identical ? 1 : 1 + 3 * random() }));
  const tasks = Array.from({ length: n }, () => {
    const theta = shape.theta(random());
    const task: Task = { deadline: random(), theta, maxWork: shape.reach(random()) / theta };
    if (shape.weight) task.weight = shape.weight(random());
    if (shape.base) task.base = shape.base(random());
    if (shape.gain) task.gain = shape.gain(random());
    return task;
  });
  const speed = machines.reduce((sum, machine) => sum + machine.speed, 0);
  const horizon = tasks.reduce((sum, task) => sum + task.maxWork, 0) / speed;
  for (const task of tasks) task.deadline = shape.deadline(task.deadline) * horizon;
  if (shape.grid) snap({ machines, tasks }, shape.grid);
  return { machines, tasks };
}

function snap({ machines, tasks }: Rows, grid: number): void {
  for (const machine of machines) machine.speed = Math.round(machine.speed);
  for (const task of tasks) {
    task.deadline = grid * Math.round(task.deadline / grid);
    task.maxWork = grid * Math.round(task.maxWork / grid);
  }
}

/** Every family at several sizes: [label, problem]. */
export function instances(sizes: [number, number][], seeds: number): [string, Rows][] {
  return Object.keys(FAMILIES).flatMap((family) =>
    sizes.flatMap(([n, m]) =>
      Array.from({ length: seeds }, (_, seed): [string, Rows] => [
        `${family}, n ${n}, m ${m}, seed ${seed}`,
        instance(family, n, m, seed),
      ]),
    ),
  );
}

/**
 * The same problem with machines that are busy at first, some until one moment, some not, some
 * until after all deadlines, and with tasks of which some are past.
 */
export function delayed({ machines, tasks }: Rows, seed: number): Rows {
  const random = randomFrom(seed * 101 + 7 * machines.length + tasks.length);
  const last = Math.max(0, ...tasks.map(({ deadline }) => deadline).filter(Number.isFinite));
  const shared = last * random();
  const readyAt = [() => 0, () => shared, () => last * random(), () => 2 * last + 1];
  const pick = (u: number) => readyAt[u < 0.25 ? 0 : u < 0.45 ? 1 : u < 0.92 ? 2 : 3]();
  return {
    machines: machines.map(({ speed }) => ({ speed, readyAt: pick(random()) })),
    tasks: tasks.map((task) =>
      random() < 0.15 ? { ...task, deadline: random() < 0.2 ? -Infinity : -random() } : task,
    ),
  };
}

/** The same problem in another unit of time and work: seconds and works times `factor`. */
export function inUnit({ machines, tasks }: Rows, factor: number): Rows {
  return {
    machines: machines.map(({ speed, readyAt }) =>
      readyAt === undefined ? { speed } : { speed, readyAt: readyAt * factor },
    ),
    tasks: tasks.map((task) => ({
      ...task,
      deadline: task.deadline * factor,
      theta: task.theta / factor,
      maxWork: task.maxWork * factor,
    })),
  };
}

/** The same problem as columns. */
export function asColumns({ machines, tasks }: Rows): CurvesProblem {
  const column = (name: keyof Task, missing: number) =>
    Float64Array.from(tasks, (task) => task[name] ?? missing);
  return {
    machines: {
      speed: Float64Array.from(machines, ({ speed }) => speed),
      readyAt: Float64Array.from(machines, ({ readyAt = 0 }) => readyAt),
    },
    tasks: {
      deadline: column("deadline", Number.NaN),
      theta: column("theta", Number.NaN),
      maxWork: column("maxWork", Number.NaN),
      weight: column("weight", 1),
      base: column("base", 0),
      gain: column("gain", 1),
    },
  };
}
