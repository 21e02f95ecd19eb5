// The whole problem as a mixed-integer linear programme for HiGHS: which machine runs a task is
// binary, accuracy curves are tangents. HiGHS runs in a thread of its own (`milp-thread`), for
// between two looks at the clock it can overstay any limit.

import { Worker } from "node:worker_threads";
import type { Machine, Task } from "../src/index.js";
import { highs, type LinearProgramme, tangents, textOf } from "./linear.js";
import type { Rows } from "./report.js";

/** What to prove and by when. */
export interface Request {
  problem: Rows;
  /** Relative gap that is a proof; it includes what the tangents are wrong by. */
  gap: number;
  /** Above which the optimum is known to be: what the tangents may be wrong by is a part of it. */
  value: number;
  /** After which HiGHS is told to end, and after which it is ended. */
  limitMs: number;
  killMs: number;
}

/** Where HiGHS stands; in the order of the problem's tasks. */
export interface Standing {
  /** Upper bound on the value of any schedule; Infinity before there is one. */
  bound: number;
  /** [n] The machine of each task, -1 for none; null before there is a schedule. */
  machine: number[] | null;
  milliseconds: number;
  ended: boolean;
}

/** The part of the gap that the tangents may use up. */
const SHARE_OF_TANGENTS = 0.2;

/** Asks HiGHS in a thread that runs the built file `milp-thread`. */
export function prove(thread: URL, request: Request): Promise<Standing> {
  const worker = new Worker(thread, { workerData: request });
  const begin = performance.now();
  let standing: Standing = { bound: Infinity, machine: null, milliseconds: 0, ended: false };
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      void worker.terminate();
      resolve({ ...standing, milliseconds: standing.milliseconds || performance.now() - begin });
    };
    const timer = setTimeout(end, request.killMs);
    worker.on("error", (error) => {
      console.error(`HiGHS fails: ${error.message}`); // what it told before counts
      end();
    });
    worker.on("message", (news: Partial<Standing>) => {
      standing = { ...standing, ...news };
      if (standing.ended) end();
    });
  });
}

/** Tells where HiGHS stands whenever that changes, and at its end, with the time it took. */
export function answer(request: Request, tell: (news: Partial<Standing>) => void): void {
  const begin = performance.now();
  const { machines, tasks } = request.problem;
  const error = (SHARE_OF_TANGENTS * request.gap * request.value) / tasks.length;
  const model = highs.createModel({
    format: "lp",
    data: textOf(programmeOf(machines, tasks, error)),
  });
  model.changeObjectiveOffset(-tasks.length); // what is lost, less all there is: gaps are of the value
  model.options.set({
    mip_rel_gap: (1 - SHARE_OF_TANGENTS) * request.gap,
    mip_abs_gap: 0,
    time_limit: request.limitMs / 1000,
    output_flag: false,
  });
  const columns = tasks.map((_, j) =>
    machines.map((_, r) => (runs(machines, tasks, j, r) ? model.getColByName(`x${j}_${r}`) : -1)),
  );
  const assignment = (solution: Float64Array) =>
    columns.map((row) => row.findIndex((column) => column >= 0 && solution[column] > 0.5));
  let bound = Infinity;
  const { mipImprovingSolution, mipInterrupt } = highs.constants.callbackType;
  model.run({
    [mipImprovingSolution]({ data }) {
      tell({ machine: assignment(data.mip_solution as Float64Array) });
    },
    [mipInterrupt]({ data }) {
      const found = -(data.mip_dual_bound ?? -Infinity);
      if (found < bound) tell({ bound: found });
      bound = Math.min(bound, found);
    },
  });
  const milliseconds = performance.now() - begin;
  bound = Math.min(bound, -Number(model.info.get("mip_dual_bound")));
  const { colValue } = model.getSolution();
  tell({ bound, machine: assignment(colValue as Float64Array), milliseconds, ended: true });
}

/** Identical machines by the first of their tasks, so that task j runs on one of the first j + 1. */
function runs(machines: readonly Machine[], tasks: readonly Task[], j: number, r: number): boolean {
  if (machines.some(({ speed }) => speed !== machines[0].speed)) return true;
  const earlier = tasks.filter(
    ({ deadline }, i) => deadline < tasks[j].deadline || (deadline === tasks[j].deadline && i < j),
  );
  return r <= earlier.length;
}

/**
 * `x` is 1 where a task runs, `f` with a machine its work there, without one in all, `l` what is
 * lost of its accuracy, at least and up to `error`. The work of all tasks until a deadline fits.
 */
function programmeOf(
  machines: readonly Machine[],
  tasks: readonly Task[],
  error: number,
): LinearProgramme {
  const cost = new Map<string, number>();
  const most = new Map<string, number>();
  const rows: LinearProgramme["rows"] = [];
  const binary: string[] = [];
  const before = machines.map((): [string, number][] => []);
  const byDeadline = [...tasks.keys()].sort((a, b) => tasks[a].deadline - tasks[b].deadline);
  for (const j of byDeadline) {
    const { deadline, theta, maxWork } = tasks[j];
    cost.set(`l${j}`, 1);
    most.set(`f${j}`, maxWork);
    rows.push(...tangents(j, theta, touching(theta, maxWork, error)));
    const usable = [...machines.keys()].filter((r) => runs(machines, tasks, j, r));
    const shares = usable.map((r): [string, number] => [`f${j}_${r}`, -1]);
    rows.push({ terms: [[`f${j}`, 1], ...shares], relation: "=", constant: 0 });
    const choices = usable.map((r): [string, number] => [`x${j}_${r}`, 1]);
    rows.push({ terms: choices, relation: "<=", constant: 1 });
    for (const r of usable) {
      const room = machines[r].speed * deadline;
      const terms: [string, number][] = [
        [`x${j}_${r}`, Math.min(maxWork, room)],
        [`f${j}_${r}`, -1],
      ];
      rows.push({ terms, relation: ">=", constant: 0 });
      before[r].push([`f${j}_${r}`, 1]);
      rows.push({ terms: [...before[r]], relation: "<=", constant: room });
      binary.push(`x${j}_${r}`);
    }
  }
  return { cost, rows, most, binary };
}

/**
 * The fewest points, ends included, at which tangents of exp(-theta f) lie below it by at most
 * `error`: between two that are h / theta apart, by some exp(-theta f) h^2 / 8.
 */
function touching(theta: number, maxWork: number, error: number): number[] {
  const total = 1 - Math.exp((-theta * maxWork) / 2);
  const count = Math.max(1, Math.ceil(total / Math.sqrt(2 * error)));
  return Array.from({ length: count + 1 }, (_, k) =>
    Math.min((-2 * Math.log(1 - (total * k) / count)) / theta, maxWork),
  );
}
