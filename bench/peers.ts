// The one-machine problem, and with it the relaxation, against general solvers: HiGHS (in
// WebAssembly) and YALPS, which know linear programmes only. An accuracy curve is its tangents;
// tangents are added where the answer touches none until the answer is within 1e-6 of its own
// bound. What they answer is laid out as a schedule and passes `certify`, like ours.
//
//     npm run bench:peers              up to n = 1,000
//     npm run bench:peers -- --quick   up to n = 30

import { equalTo, greaterEq, lessEq, solve as solveYalps } from "yalps";
import {
  type CurvesProblem,
  generate,
  type Method,
  type Schedule,
  solve,
  type Task,
} from "../src/index.js";
import { complete, highs, type LinearProgramme, tangents, textOf } from "./linear.js";
import { certifiedValue, heading, print, time, times } from "./report.js";

const quick = process.argv.includes("--quick");
const TASKS = [10, 30, 100, 300, 1000].filter((n) => !quick || n <= 30);
/** Milliseconds after which a peer gets no further round. */
const PATIENCE = quick ? 2_000 : 20_000;
/** Relative to the value: where rounds of tangents end. */
const PRECISION = 1e-6;
/** So many suit both peers best, of 6, 20 and 60. */
const FIRST_TANGENTS = 20;
/** Runs of a peer, the fastest of which counts; one where it takes longer than a second. */
const RUNS = 5;

type LinearSolver = (programme: LinearProgramme) => (variable: string) => number;

interface Answer {
  milliseconds: number;
  rounds: number;
  works: Float64Array;
}

/**
 * What is lost of each accuracy, as a variable `l` above tangents of exp(-theta f); the work until
 * each deadline, as a variable `c`, so that the rows stay short.
 */
function programmeOf(tasks: readonly Task[], speed: number, points: number[][]): LinearProgramme {
  const cost = new Map<string, number>();
  const most = new Map<string, number>();
  const rows: LinearProgramme["rows"] = [];
  for (const [j, { deadline, theta, maxWork }] of tasks.entries()) {
    cost.set(`l${j}`, 1);
    most.set(`f${j}`, maxWork);
    most.set(`c${j}`, speed * deadline);
    const before: [string, number][] = j > 0 ? [[`c${j - 1}`, -1]] : [];
    rows.push({ terms: [[`c${j}`, 1], [`f${j}`, -1], ...before], relation: "=", constant: 0 });
    rows.push(...tangents(j, theta, points[j]));
  }
  return { cost, rows, most };
}

const withHighs: LinearSolver = (programme) => {
  const { Status, Columns } = highs.solve(textOf(programme));
  if (Status !== "Optimal") throw new Error(`HiGHS ends as ${Status}`);
  return (variable) => (Columns[variable] as { Primal: number }).Primal;
};

const YALPS_RELATION = { "=": equalTo, ">=": greaterEq, "<=": lessEq };

const withYalps: LinearSolver = ({ cost, rows, most }) => {
  const variables = new Map<string, [string, number][]>();
  const entries = (name: string) => {
    if (!variables.has(name)) variables.set(name, []);
    return variables.get(name) as [string, number][];
  };
  for (const [name, factor] of cost) entries(name).push(["cost", factor]);
  const constraints = new Map<string, { min?: number; max?: number; equal?: number }>();
  for (const [k, { terms, relation, constant }] of rows.entries()) {
    constraints.set(`r${k}`, YALPS_RELATION[relation](constant));
    for (const [name, factor] of terms) entries(name).push([`r${k}`, factor]);
  }
  for (const [name, value] of most) {
    constraints.set(`most ${name}`, lessEq(value));
    entries(name).push([`most ${name}`, 1]);
  }
  const options = { maxPivots: 1e6, timeout: PATIENCE };
  const { status, variables: values } = solveYalps(
    { direction: "minimize", objective: "cost", constraints, variables },
    options,
  );
  if (status !== "optimal") throw new Error(`YALPS ends as ${status}`);
  const found = new Map(values);
  return (variable) => found.get(variable) ?? 0;
};

/** Rounds of tangents until the answer is as good as its bound, or patience ends. */
function solveByTangents(solver: LinearSolver, tasks: readonly Task[], speed: number): Answer {
  const begin = performance.now();
  const points = tasks.map(({ maxWork }) =>
    Array.from({ length: FIRST_TANGENTS }, (_, k) => (maxWork * k) / (FIRST_TANGENTS - 1)),
  );
  for (let rounds = 1; ; rounds++) {
    const answer = solver(programmeOf(tasks, speed, points));
    const works = Float64Array.from(tasks, (_, j) => answer(`f${j}`));
    const milliseconds = performance.now() - begin;
    let missing = 0;
    let value = 0;
    for (const [j, { theta }] of tasks.entries()) {
      const left = Math.exp(-theta * works[j]);
      const error = left - answer(`l${j}`);
      value += 1 - left;
      missing += error;
      if (error > (PRECISION * value) / tasks.length / 4) points[j].push(works[j]);
    }
    if (missing <= PRECISION * value) return { milliseconds, rounds, works };
    if (milliseconds > PATIENCE) throw new Error("patience ends");
  }
}

/** The fastest of some runs, so that the peers are warm, as we are. */
function fastest(solver: LinearSolver, tasks: readonly Task[], speed: number): Answer {
  let best = solveByTangents(solver, tasks, speed);
  for (let run = 1; run < RUNS && best.milliseconds < 1000; run++) {
    const answer = solveByTangents(solver, tasks, speed);
    if (answer.milliseconds < best.milliseconds) best = answer;
  }
  return best;
}

/** The schedule of these works, as far as they fit; the prices that prove its bound are ours. */
function layOut(
  tasks: readonly Task[],
  speed: number,
  works: Float64Array,
  ours: Schedule,
): Schedule {
  const schedule = structuredClone(ours);
  let free = 0;
  for (const [j, { deadline, maxWork }] of tasks.entries()) {
    const end = Math.min(free + Math.min(Math.max(works[j], 0), maxWork) / speed, deadline);
    const runs = end > free;
    schedule.machine[j] = runs ? 0 : -1;
    schedule.start[j] = runs ? free : 0;
    schedule.end[j] = runs ? end : 0;
    schedule.work[j] = runs ? Math.min((end - free) * speed, maxWork) : 0;
    if (runs) free = end;
  }
  return complete(schedule, tasks);
}

/** Median of repeated calls, in milliseconds. */
function ourTime(problem: CurvesProblem, method: Method): number {
  const samples = Array.from({ length: 1000 }, () => {
    const begin = performance.now();
    solve(problem, { method });
    return performance.now() - begin;
  });
  return samples.slice(500).sort((a, b) => a - b)[250];
}

/** A line a solver: the one-machine problem, or the relaxation of several as one of their speed. */
function lines(n: number, m: number): (string | number)[][] {
  const { machines, tasks } = generate({ tasks: n, machines: m, speeds: [1, 4], seed: n });
  const speed = machines.reduce((sum, machine) => sum + machine.speed, 0);
  tasks.sort((a, b) => a.deadline - b.deadline);
  const together = { machines: [{ speed }], tasks };
  const ours = solve(together, { method: "refit" });
  const milliseconds = ourTime({ machines, tasks }, m === 1 ? "refit" : "relax");
  const label = [n, m === 1 ? "one machine" : `relaxation, ${m} machines`];
  const line = (name: string, answer: Omit<Answer, "works">, schedule: Schedule) => [
    ...label,
    name,
    time(1000 * answer.milliseconds),
    times(answer.milliseconds / milliseconds, 0),
    answer.rounds,
    certifiedValue(together, schedule).toFixed(9),
    (ours.bound - schedule.value).toExponential(0),
  ];
  const peers = Object.entries({ HiGHS: withHighs, YALPS: withYalps }).map(([name, solver]) => {
    try {
      const answer = fastest(solver, tasks, speed);
      return line(name, answer, layOut(tasks, speed, answer.works, ours));
    } catch (error) {
      return [...label, name, (error as Error).message, "", "", "", ""];
    }
  });
  return [line("dsct", { milliseconds, rounds: 1 }, ours), ...peers];
}

console.log(`${heading()}\n`);
print(
  ["n", "problem", "solver", "time", "/ dsct", "rounds", "value", "bound - value"],
  ["--:", "---", "---", "--:", "--:", "--:", "--:", "--:"],
);
for (const n of TASKS) {
  for (const m of [1, 10]) print(...lines(n, m));
}
