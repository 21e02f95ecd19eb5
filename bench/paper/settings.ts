// What the paper leaves open, swept: sizes, heterogeneity, deadlines, speeds; and the methods.

import { generate, type Machine, type Options } from "../../src/index.js";
import type { Rows } from "../report.js";

/** Deadlines are uniform in [low dMax, dMax]. */
export const DEADLINES = { "0 to 1": 0, "0.75 to 1": 0.75, common: 1 } as const;
export type Deadlines = keyof typeof DEADLINES;

export const SPEEDS = { equal: [1, 1], "1 to 4": [1, 4] } as const;
export type Speeds = keyof typeof SPEEDS;

/** A family of random problems. */
export interface Setting {
  /** Tasks. */
  n: number;
  /** Machines. */
  m: number;
  /** theta is uniform in [1, mu]. */
  mu: number;
  deadlines: Deadlines;
  speeds: Speeds;
  /** Deadline tolerance: total speed * dMax / sum of maxWork. */
  rho: number;
}

/** Every combination of what is listed. */
export function settingsOf(lists: { [key in keyof Setting]: readonly Setting[key][] }): Setting[] {
  return lists.n.flatMap((n) =>
    lists.m.flatMap((m) =>
      lists.mu.flatMap((mu) =>
        lists.deadlines.flatMap((deadlines) =>
          lists.speeds.flatMap((speeds) =>
            lists.rho.map((rho) => ({ n, m, mu, deadlines, speeds, rho })),
          ),
        ),
      ),
    ),
  );
}

/** The problem of a seed. maxWork is where the accuracy is 0.82, the paper's a_max. */
export function draw(setting: Setting, seed: number): Rows {
  const { n, m, mu, rho } = setting;
  const speeds = SPEEDS[setting.speeds];
  const { machines, tasks } = generate({ tasks: n, machines: m, mu, rho, seed, speeds });
  const low = DEADLINES[setting.deadlines];
  const dMax = (rho * sum(tasks.map(({ maxWork }) => maxWork))) / totalSpeed(machines);
  return {
    machines,
    tasks: tasks.map((task) => ({ ...task, deadline: low * dMax + (1 - low) * task.deadline })),
  };
}

const totalSpeed = (machines: readonly Machine[]) => sum(machines.map(({ speed }) => speed));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** The methods under the names that tables and figures give them, best first as a rule. */
export const METHODS = {
  relax: { method: "relax" },
  search: { method: "search" },
  refit: { method: "refit" },
  approx: { method: "approx" },
  upgrade: { method: "levels", reading: "upgrade" },
  "highest-fit": { method: "levels", reading: "highest-fit" },
  edf: { method: "edf" },
} as const satisfies Record<string, Options>;
export type MethodName = keyof typeof METHODS;
export const METHOD_NAMES = Object.keys(METHODS) as MethodName[];
