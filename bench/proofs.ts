// What "exact" and HiGHS prove of a problem, until a gap or for a time. Every schedule passes
// `certify` first, that of HiGHS after every machine it chose is solved exactly.

import { type Schedule, solve } from "../src/index.js";
import { complete } from "./linear.js";
import { prove } from "./milp.js";
import { certifiedValue, type Rows } from "./report.js";

export interface Outcome {
  value: number;
  bound: number;
  milliseconds: number;
  /** (bound - value) / value */
  gap: number;
  proven: boolean;
}

export interface HighsLimits {
  /** The built file `milp-thread`. */
  thread: URL;
  /** Relative to the value: what counts as a proof. */
  gap: number;
  seconds: number;
  /** HiGHS looks at the clock now and then; so much later it is ended. */
  graceSeconds: number;
}

function outcome(value: number, bound: number, gap: number, milliseconds: number): Outcome {
  const relative = (bound - value) / value;
  return { value, bound, gap: relative, milliseconds, proven: relative <= gap };
}

/** The gapTolerance is that part of a value known not to be above the optimum. */
export function proofByExact(problem: Rows, gap: number, seconds: number): Outcome {
  const gapTolerance = gap * solve(problem).value;
  const begin = performance.now();
  const schedule = solve(problem, {
    method: "exact",
    gapTolerance,
    limits: { timeMs: 1000 * seconds },
  });
  const milliseconds = performance.now() - begin;
  return outcome(certifiedValue(problem, schedule), schedule.bound, gap, milliseconds);
}

export async function proofByHighs(problem: Rows, limits: HighsLimits): Promise<Outcome> {
  const { thread, gap, seconds, graceSeconds } = limits;
  const ours = solve(problem);
  const { bound, machine, milliseconds } = await prove(thread, {
    problem,
    gap,
    value: ours.value,
    limitMs: 1000 * seconds,
    killMs: 1000 * (seconds + graceSeconds),
  });
  const schedule = layOut(problem, machine ?? problem.tasks.map(() => -1), ours);
  return outcome(certifiedValue(problem, schedule), bound, gap, milliseconds);
}

/** The best schedule with these machines; the prices that prove its bound are ours. */
function layOut({ machines, tasks }: Rows, machine: number[], ours: Schedule): Schedule {
  const schedule = structuredClone(ours);
  schedule.machine.fill(-1);
  for (const column of [schedule.start, schedule.end, schedule.work]) column.fill(0);
  for (const r of machines.keys()) {
    const chosen = [...tasks.keys()].filter((j) => machine[j] === r);
    const one = solve(
      { machines: [machines[r]], tasks: chosen.map((j) => tasks[j]) },
      { method: "refit" },
    );
    for (const [k, j] of chosen.entries()) {
      schedule.machine[j] = one.machine[k] < 0 ? -1 : r;
      schedule.start[j] = one.start[k];
      schedule.end[j] = one.end[k];
      schedule.work[j] = one.work[k];
    }
  }
  return complete(schedule, tasks);
}

export const duration = (ms: number) =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
