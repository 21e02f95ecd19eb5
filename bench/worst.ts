// Inputs meant to be hard for the one-machine algorithm, beside the random one they are measured
// by.

import { randomFrom } from "../src/problem/generate.js";
import type { TaskColumns } from "../src/types/index.js";

const FULL = 1.7147984280919266; // maxWork * theta: accuracy 0.82

/** [name, tasks]; the first is the paper's random problem. */
export function worstCases(n: number): [string, TaskColumns][] {
  const random = randomFrom(n);
  const column = (value: (j: number) => number) =>
    Float64Array.from({ length: n }, (_, j) => value(j));
  const tasks = (theta: Float64Array, deadline: Float64Array, reach = FULL): TaskColumns => ({
    deadline,
    theta,
    maxWork: theta.map((value) => reach / value),
  });
  const ones = column(() => 1);
  const thetas = column(() => 1 + 9 * random());
  const horizon = thetas.reduce((sum, theta) => sum + (0.5 * FULL) / theta, 0);
  const deadlines = thetas.map(() => horizon * random());
  const sum = (steps: Float64Array) => {
    let total = 0;
    return steps.map((step) => {
      total += step;
      return total;
    });
  };
  const spread = column(() => 10 ** (8 * random()));
  const spreadHorizon = spread.reduce((total, theta) => total + (0.3 * FULL) / theta, 0);
  return [
    ["random", tasks(thetas, deadlines)],
    ["already sorted", tasks(thetas, deadlines.slice().sort())],
    ["reversed", tasks(thetas, deadlines.slice().sort().reverse())],
    ["n tight deadlines", tasks(ones, sum(column((j) => ((j + 1) * FULL) / (n + 2))))],
    ["n/2 splits", tasks(thetas, sum(column((j) => (j % 2 ? 0 : (0.6 * (j + 1)) / (n + 2)))))],
    ["rooms that grow 2^30-fold", tasks(ones, sum(column((j) => 2 ** ((30 * j) / n - 28))), 40)],
    [
      "equal prices",
      tasks(
        ones,
        column((j) => 0.5 * Math.sqrt((j + 1) * n)),
      ),
    ],
    [
      "theta spread 1e8",
      tasks(
        spread,
        spread.map(() => spreadHorizon * random()),
      ),
    ],
    [
      "deadlines over 10 decades",
      tasks(
        thetas,
        thetas.map(() => 0.2 * n * 10 ** (-10 * random())),
      ),
    ],
    [
      "ten deadlines",
      tasks(
        thetas,
        deadlines.map((d) => (Math.ceil((10 * d) / horizon) * horizon) / 10),
      ),
    ],
    [
      "starved",
      tasks(
        thetas,
        deadlines.map((d) => 1e-4 * d),
      ),
    ],
    [
      "half without deadline",
      tasks(
        thetas,
        deadlines.map((d) => (random() < 0.5 ? Infinity : d)),
      ),
    ],
  ];
}
