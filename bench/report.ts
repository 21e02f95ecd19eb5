// What the benches share: timing, tables, and the check that every schedule passes first.

import { execFileSync } from "node:child_process";
import { arch, cpus, platform } from "node:os";
import { Bench } from "tinybench";
import manifest from "../package.json" with { type: "json" };
import { solve as solveReference } from "../src/entry/reference.js";
import {
  type CurvesProblem,
  certify,
  type generate,
  type Machine,
  type Method,
  type Schedule,
  solve,
  type TaskColumns,
} from "../src/index.js";

/** Where it runs and what: the commit where there is one. */
export function heading(): string {
  let commit = "";
  try {
    commit = ` (${execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim()})`;
  } catch {
    // not a clone
  }
  const { node, v8 } = process.versions;
  const machine = `${platform()} ${arch()}, ${cpus().length} x ${cpus()[0].model}`;
  return `dsct ${manifest.version}${commit}, Node ${node}, V8 ${v8}, ${machine}`;
}

/** Throws unless `certify` accepts what both engines answer. */
export function mustSolve(problem: CurvesProblem, methods: readonly Method[]): void {
  for (const solveOn of [solve, solveReference]) {
    for (const method of methods) {
      const { valid, violations } = certify(problem, solveOn(problem, { method }));
      if (!valid) throw new Error(`a schedule is wrong: ${violations[0]}`);
    }
  }
}

/** The value that `certify` finds in a schedule; throws unless it is valid. */
export function certifiedValue(problem: CurvesProblem, schedule: Schedule): number {
  const { valid, violations, value } = certify(problem, schedule);
  if (!valid) throw new Error(`a schedule is wrong: ${violations[0]}`);
  return value;
}

/**
 * Median time of one call in microseconds. Each function gets a growing count, to take its inputs
 * in turn.
 */
export async function medians(
  functions: Record<string, (k: number) => unknown>,
  n: number,
): Promise<Record<string, number>> {
  const bench = new Bench({
    time: n >= 1_000_000 ? 4000 : n >= 100_000 ? 1500 : 400,
    iterations: 10,
    warmupTime: n >= 100_000 ? 2000 : 200, // what `certify` left behind is collected meanwhile
    warmupIterations: 3,
  });
  for (const [name, run] of Object.entries(functions)) {
    let k = 0;
    bench.add(name, () => void run(k++));
  }
  await bench.run();
  const entries = bench.tasks.map(({ name, result }) => {
    if (result.state !== "completed") throw new Error(`a bench ended as ${result.state}`);
    return [name, 1000 * result.latency.p50];
  });
  return Object.fromEntries(entries);
}

export const times = (ratio: number, digits = 2) => `${ratio.toFixed(digits)}x`;

export function time(microseconds: number): string {
  const [value, unit] = microseconds < 1000 ? [microseconds, "us"] : [microseconds / 1000, "ms"];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

export function print(...rows: (string | number)[][]): void {
  for (const cells of rows) console.log(`| ${cells.join(" | ")} |`);
}

/** What `generate` makes. */
export type Rows = ReturnType<typeof generate>;

/** A problem with rows of machines and columns of tasks. */
export interface Columns extends CurvesProblem {
  machines: Machine[];
  tasks: TaskColumns;
}

/** The same problem, its tasks as columns. */
export function asColumns({ machines, tasks }: Rows): Columns {
  return {
    machines,
    tasks: {
      deadline: Float64Array.from(tasks, ({ deadline }) => deadline),
      theta: Float64Array.from(tasks, ({ theta }) => theta),
      maxWork: Float64Array.from(tasks, ({ maxWork }) => maxWork),
    },
  };
}
