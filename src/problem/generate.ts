// The random problems of the paper (section 5), from a seed: the same on every platform.

import type { GeneratedProblem, GenerateOptions } from "../types/index.js";
import { errorOf } from "./errors.js";
import { isObject } from "./kinds.js";
import { show, wrongType } from "./messages.js";

/** maxWork is where the accuracy 1 - exp(-theta work) is 0.82: -ln(0.18) / theta. */
const WORK_TO_082 = 1.7147984280919266;
/**
 * This many rows of each still fit into the default memory of Node, and as JSON into one string.
 */
const MOST_ROWS = 4_000_000;

/**
 * Draws a random problem with curves from a seed, the same on every platform.
 *
 * theta is uniform in [1, mu], maxWork is the work at which the accuracy is 0.82, and deadlines are
 * uniform in (0, dMax]. dMax = rho * sum of maxWork / total speed. **Cost.** O(n + m). **Source.**
 * The problems of the paper (CCGRID 2024, section 5).
 *
 * @example
 * import { generate, solve } from "dsct";
 *
 * const problem = generate({ tasks: 20, machines: 3, rho: 0.3, seed: 7 });
 *
 * problem.tasks.length; // 20
 * problem.machines[0].speed; // 1
 * solve(problem).meanAccuracy; // 0.404
 *
 * @param options how many tasks and machines, how different and how urgent they are, and the seed
 * @returns rows that `solve` takes
 * @throws RangeError for a number out of its range, TypeError for options that are no object:
 *   `RangeError: options.machines is 0; expected an integer from 1 to 4000000`.
 */
export function generate(options: GenerateOptions): GeneratedProblem {
  const { tasks, machines, mu, rho, seed, low, high } = read(options);
  const random = randomFrom(seed);
  const uniform = (least: number, most: number) => least + (most - least) * random();
  const speed = Array.from({ length: machines }, () => uniform(low, high));
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

/** The options with their defaults, each read once and checked before anything is drawn. */
function read(options: GenerateOptions) {
  if (!isObject(options)) wrongType("options", options, "an object with tasks and machines");
  const { tasks, machines, mu = 10, rho = 0.5, seed = 1, speeds = [1, 1] } = options;
  check("tasks", tasks, isCount(tasks, 0), `an integer from 0 to ${MOST_ROWS}`);
  check("machines", machines, isCount(machines, 1), `an integer from 1 to ${MOST_ROWS}`);
  check("mu", mu, isReal(mu) && mu >= 1, "a finite number >= 1");
  check("rho", rho, isReal(rho) && rho >= 0, "a finite number >= 0");
  check("seed", seed, Number.isInteger(seed), "an integer");
  const isPair = Array.isArray(speeds) && speeds.length === 2;
  const [low, high] = isPair ? speeds : [0, 0];
  const ordered = isReal(low) && isReal(high) && low > 0 && low <= high;
  const shown = isPair ? `[${show(low)}, ${show(high)}]` : show(speeds);
  if (!ordered) wrong("speeds", shown, "[min, max] with 0 < min <= max, both finite");
  return { tasks, machines, mu, rho, seed, low, high };
}

const isCount = (value: number, least: number) =>
  Number.isInteger(value) && value >= least && value <= MOST_ROWS;
const isReal = (value: unknown): value is number => Number.isFinite(value);

function check(name: string, value: unknown, holds: boolean, expected: string): void {
  if (!holds) wrong(name, show(value), expected);
}

function wrong(name: string, shown: string, expected: string): never {
  const path = `options.${name}`;
  throw errorOf("OUT_OF_RANGE", path, `${path} is ${shown}; expected ${expected}`);
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
