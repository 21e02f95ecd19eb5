// Schedules of problems with tables laid out by hand, and their optima by brute force, from the
// definitions; shares no code with the solver, nor with what checks it.

import type {
  Reason,
  Table,
  TablesProblem,
  TablesScheduleJson,
  TableTask,
  TypedMachine,
} from "../../src/types/index.js";

/** A problem as rows. */
export interface TableRows extends TablesProblem {
  machines: readonly TypedMachine[];
  tasks: readonly TableTask[];
}

/** What request j does: the machine it runs on and for how long; undefined: it is not served. */
export type Assignment = ({ machine: number; time: number } | undefined)[];

const tableOf = ({ models, machines, tasks }: TableRows, j: number, r: number) =>
  models[tasks[j].model][machines[r].type] as Table | undefined;

/** When request j must have ended on machine r; NaN: it cannot run there. */
export function latestOf(problem: TableRows, j: number, r: number): number {
  const { deadline, latency = 0 } = problem.tasks[j];
  const way = typeof latency === "number" ? latency : latency[r];
  if (way === null || !tableOf(problem, j, r)) return Number.NaN;
  return (deadline ?? Infinity) - way;
}

/** The point of a table at or below a time, and the accuracy there; -1: none. */
export function pointAt(table: Table, time: number): { variant: number; accuracy: number } {
  const times = Array.from(table.time);
  const order = times.map((_, i) => i).sort((i, k) => times[i] - times[k]);
  const below = order.filter((i) => times[i] <= time * (1 + 1e-9));
  const variant = below.at(-1) ?? -1;
  if (variant < 0) return { variant, accuracy: -Infinity };
  const next = order[below.length];
  const own = table.accuracy[variant];
  if (table.mode !== "continuous" || next === undefined) return { variant, accuracy: own };
  const share = Math.max(0, time - times[variant]) / (times[next] - times[variant]);
  return { variant, accuracy: own + share * (table.accuracy[next] - own) };
}

/** Why a request that is not served may not be. */
function reasonOf(problem: TableRows, j: number): Reason {
  const { deadline, base = 0, minAccuracy = -Infinity } = problem.tasks[j];
  if ((deadline ?? Infinity) < 0) return "expired";
  let reason: Reason = "ineligible";
  for (const [r, { readyAt = 0 }] of problem.machines.entries()) {
    const latest = latestOf(problem, j, r);
    if (Number.isNaN(latest)) continue;
    const table = tableOf(problem, j, r) as Table;
    const isEnough = (accuracy: number) => accuracy >= minAccuracy && accuracy > base;
    if (!Array.from(table.accuracy).some(isEnough)) continue;
    if (reason === "ineligible") reason = "too-late";
    const points = Array.from(table.time, (time, i) => ({ time, accuracy: table.accuracy[i] }));
    if (table.mode === "continuous") {
      const cut = latest - readyAt;
      points.push({ time: cut, accuracy: pointAt(table, cut).accuracy });
    }
    if (points.some((p) => readyAt + p.time <= latest && isEnough(p.accuracy))) reason = "outbid";
  }
  return reason;
}

/** A schedule: on every machine in order of due time, one run after another, without prices. */
export function layOut(problem: TableRows, assignment: Assignment): TablesScheduleJson {
  const { machines, tasks } = problem;
  const n = tasks.length;
  const base = tasks.map((task) => task.base ?? 0);
  const weight = tasks.map((task) => task.weight ?? 1);
  const none = { machine: -1, variant: -1, start: 0, end: 0 };
  const runs = tasks.map((_, j) => ({ ...none, accuracy: base[j], reason: reasonOf(problem, j) }));
  for (const [r, { readyAt = 0 }] of machines.entries()) {
    const own = assignment.flatMap((run, j) => (run?.machine === r ? [{ j, ...run }] : []));
    own.sort((a, b) => latestOf(problem, a.j, r) - latestOf(problem, b.j, r));
    let now = readyAt;
    for (const { j, time } of own) {
      const latest = latestOf(problem, j, r);
      const over = now + time - latest; // by rounding
      const end = over > 0 && over < 1e-9 ? latest : now + time;
      const table = tableOf(problem, j, r) as Table;
      const point = pointAt(table, table.mode === "continuous" ? end - now : time);
      runs[j] = { ...point, machine: r, start: now, end, reason: "served" };
      now = end;
    }
  }
  const order = tasks.map((_, j) => j);
  order.sort((i, j) => runs[i].machine - runs[j].machine || runs[i].start - runs[j].start);
  const accuracies = runs.map(({ accuracy }) => accuracy);
  const value = accuracies.reduce((sum, accuracy, j) => sum + weight[j] * accuracy, 0);
  const mean = n > 0 ? accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / n : 0;
  return {
    status: "feasible",
    method: "search",
    engine: "reference",
    machine: runs.map((run) => run.machine),
    variant: runs.map((run) => run.variant),
    start: runs.map((run) => run.start),
    end: runs.map((run) => run.end),
    accuracy: accuracies,
    reason: runs.map((run) => run.reason),
    value,
    meanAccuracy: mean,
    bound: 1e6,
    gap: 1e6 - value,
    provenBy: "prices",
    worstCaseGap: null,
    prices: { start: new Array(machines.length + 1).fill(0), until: [], price: [] },
    order,
    stats: { visits: 0, steps: 0, tried: 0, applied: 0, nodes: 0 },
  };
}

/**
 * The best value of all schedules at points of the tables, and of `parts` in between where they are
 * continuous: the optimum, or a little less.
 */
export function bruteForce(problem: TableRows, parts = 4): number {
  const { machines, tasks } = problem;
  const runs = tasks.map((task, j) => {
    const own: { machine: number; time: number; value: number }[] = [];
    for (const r of machines.keys()) {
      if (Number.isNaN(latestOf(problem, j, r))) continue;
      const table = tableOf(problem, j, r) as Table;
      for (const time of timesOf(table, parts)) {
        const { accuracy } = pointAt(table, time);
        const gain = accuracy - (task.base ?? 0);
        if (accuracy < (task.minAccuracy ?? -Infinity) || gain <= 0) continue;
        own.push({ machine: r, time, value: (task.weight ?? 1) * gain });
      }
    }
    return own;
  });
  const chosen: Assignment = [];
  const best = (j: number, value: number): number => {
    if (!isFeasible(problem, chosen)) return -Infinity;
    if (j === tasks.length) return value;
    const base = (tasks[j].weight ?? 1) * (tasks[j].base ?? 0);
    chosen[j] = undefined;
    let most = best(j + 1, value + base);
    for (const run of runs[j]) {
      chosen[j] = run;
      most = Math.max(most, best(j + 1, value + base + run.value));
    }
    chosen[j] = undefined;
    return most;
  };
  return best(0, 0);
}

function timesOf({ time, mode }: Table, parts: number): number[] {
  const times = Array.from(time).sort((a, b) => a - b);
  if (mode !== "continuous") return times;
  return times.flatMap((t, k) => {
    const next = times[k + 1] ?? t;
    return Array.from({ length: next > t ? parts : 1 }, (_, c) => t + ((next - t) * c) / parts);
  });
}

function isFeasible(problem: TableRows, assignment: Assignment): boolean {
  return problem.machines.every(({ readyAt = 0 }, r) => {
    const own = assignment.flatMap((run, j) =>
      run?.machine === r ? [{ time: run.time, latest: latestOf(problem, j, r) }] : [],
    );
    own.sort((a, b) => a.latest - b.latest);
    let now = readyAt;
    return own.every(({ time, latest }) => {
      now += time;
      return now <= latest;
    });
  });
}
