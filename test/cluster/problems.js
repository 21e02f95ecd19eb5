// Random problems of both kinds, as lines of a file.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generate, solve } from "../../dist/index.js";
import { root } from "./setup.js";

const phones = JSON.parse(readFileSync(join(root, "examples/phones.json"), "utf8"));

/** Some of the requests on two of the phones, later by so little that no two problems are equal. */
function measured(seed) {
  const { models, machines, tasks } = phones;
  const part = tasks.filter((_, j) => (j + seed) % 8 === 0);
  const later = part.map((task) => ({ ...task, deadline: task.deadline + seed * 1e-6 }));
  return { models, machines: machines.slice(0, 2), tasks: later };
}

/** A tenth of them with tables. */
export function problemsOf(count, seed) {
  return Array.from({ length: count }, (_, k) =>
    k % 10 === 9 ? measured(seed + k) : generate({ tasks: 10, machines: 3, seed: seed + k }),
  );
}

export function writeLines(file, problems) {
  writeFileSync(file, problems.map((problem) => `${JSON.stringify(problem)}\n`).join(""));
}

/** The line that `solve` makes of a problem here. */
export const solved = (problem, options) => JSON.stringify(solve(problem, options));
