// The random problems of the paper (section 5), from a seed: the same on every platform.

import type { GenerateOptions, Machine, Task } from "../types/index.js";

/** maxWork is where the accuracy 1 - exp(-theta work) is 0.82: -ln(0.18) / theta. */
const WORK_TO_082 = 1.7147984280919266;

/** Draws a problem: theta uniform in [1, mu], deadlines uniform in (0, dMax]. @throws RangeError */
export function generate(options: GenerateOptions): { machines: Machine[]; tasks: Task[] } {
  const { tasks, machines, mu = 10, rho = 0.5, seed = 1, speeds = [1, 1] } = options;
  check("tasks", tasks, isCount(tasks, 0), "an integer >= 0");
  check("machines", machines, isCount(machines, 1), "an integer >= 1");
  check("mu", mu, isNumber(mu) && mu >= 1 && mu < Infinity, "a number >= 1");
  check("rho", rho, isNumber(rho) && rho >= 0 && rho < Infinity, "a number >= 0");
  check("seed", seed, Number.isInteger(seed), "an integer");
  const isRange = Array.isArray(speeds) && speeds.length === 2 && speeds.every(isNumber);
  const ordered = isRange && speeds[0] > 0 && speeds[0] <= speeds[1] && speeds[1] < Infinity;
  check("speeds", speeds, ordered, "[min, max] with 0 < min <= max");
  const random = randomFrom(seed);
  const uniform = (low: number, high: number) => low + (high - low) * random();
  const speed = Array.from({ length: machines }, () => uniform(speeds[0], speeds[1]));
  const theta = Array.from({ length: tasks }, () => uniform(1, mu));
  const maxWork = theta.map((value) => WORK_TO_082 / value);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const dMax = (rho * sum(maxWork)) / sum(speed);
  return {
    machines: speed.map((value) => ({ speed: value })),
    tasks: theta.map((value, j) => ({
      deadline: dMax * (1 - random()),
      theta: value,
      maxWork: maxWork[j],
    })),
  };
}

const isCount = (value: number, least: number) =>
  Number.isInteger(value) && value >= least && value < 2 ** 32;
const isNumber = (value: unknown) => typeof value === "number";

function check(name: string, value: unknown, holds: boolean, expected: string): void {
  if (!holds) throw new RangeError(`${name} is ${String(value)}; expected ${expected}`);
}

/**
 * Uniform doubles in [0, 1) with 32 random bits: sfc32 (Doty-Humphrey), its state filled from the
 * seed.
 */
export function randomFrom(seed: number): () => number {
  let a = 0;
  let b = seed | 0;
  let c = Math.floor(seed / 2 ** 32) | 0;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 15; i++) next(); // to mix the seed
  return next;
}
