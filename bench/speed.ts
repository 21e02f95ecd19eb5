// Speed: the Wasm engine against the reference, and against sorting as many doubles, which no
// scheduler can avoid, and the paper in obvious code (test/helpers/textbook.ts); against JSON.parse
// of the problem's text, which no service can avoid; worst cases.
// Whole calls, in one process; every problem's schedule passes `certify` before it is timed.
//
//     npm run bench              all sizes: Markdown tables, and docs/time.svg
//     npm run bench -- --quick   up to n = 10,000, no plot

import { writeFileSync } from "node:fs";
import { solve as solveReference } from "../src/entry/reference.js";
import {
  type CurvesProblem,
  createSolver,
  generate,
  type Method,
  type Solver,
  solve,
  type TaskColumns,
} from "../src/index.js";
import { randomFrom } from "../src/problem/generate.js";
import { textbookApprox } from "../test/helpers/textbook.js";
import type { Series } from "./draw/labels.js";
import { BLUE, GREEN, GREY, VERMILLION } from "./draw/palette.js";
import { linePlot, type Sample } from "./draw/plot.js";
import { asColumns, heading, medians, mustSolve, print, type Rows, time, times } from "./report.js";
import { worstCases } from "./worst.js";

const quick = process.argv.includes("--quick");
const TASKS = [10, 50, 100, 1000, 10_000, 100_000, 1_000_000].filter((n) => !quick || n <= 10_000);
const MACHINES = [1, 10, 100];
const METHODS: Method[] = ["approx", "refit"];
/** Beyond this the textbook takes seconds a call: 3 to 5 for n = 100,000. */
const TEXTBOOK_TASKS = 10_000;

/** Different problems in turn, so that the branch predictor does not learn one by heart. */
const variety = (n: number) => Math.max(2, Math.min(64, Math.round(200_000 / n)));

/** The paper's random problems, rho 0.5, speeds uniform in [1, 4]. */
function problemsOf(n: number, m: number): Rows[] {
  return Array.from({ length: variety(n) }, (_, seed) =>
    generate({ tasks: n, machines: m, speeds: [1, 4], seed: seed + 1 }),
  );
}

const textbook = ({ machines, tasks }: Rows) => textbookApprox(machines, tasks);

/** The textbook's answers are worth what ours are. */
function mustAgree(rows: Rows[]): void {
  for (const [k, problem] of rows.entries()) {
    const { value } = solve(problem, { method: "approx" });
    const expected = textbook(problem).value;
    if (Math.abs(value - expected) > 1e-9 * expected)
      throw new Error(`problem ${k}: "approx" is worth ${value}, the textbook's ${expected}`);
  }
}

const mustBeRight = (problem: CurvesProblem) => mustSolve(problem, METHODS);

const COLOURS: Record<number, string> = { 1: BLUE, 10: GREEN, 100: VERMILLION };
const REFIT = new Map(
  MACHINES.map((m) => [m, { name: `refit, m = ${m}`, colour: COLOURS[m] }] as const),
);
const SORT: Series = { name: "Float64Array sort", colour: GREY, dash: "5 4" };
/** Nanoseconds a task of "refit", columns in; the sort beside it. For the plot. */
const perTask: Sample[] = [];

async function sizes(): Promise<void> {
  print(
    [
      "n",
      "m",
      ...METHODS.flatMap((name) => [name, `ref / ${name}`, `${name} / sort`, "kept / sort"]),
      "textbook / approx",
    ],
    new Array(11).fill("--:"),
  );
  for (const n of TASKS) {
    for (const m of MACHINES) {
      const problems = problemsOf(n, m).map(asColumns);
      problems.forEach(mustBeRight);
      const rows = n <= TEXTBOOK_TASKS ? problemsOf(n, m) : [];
      mustAgree(rows);
      const pick = (k: number) => problems[k % problems.length];
      const random = randomFrom(n);
      const doubles = problems.map(() => Float64Array.from({ length: n }, random));
      const copies = doubles.map((column) => column.slice());
      const solver = createSolver({ tasks: n, machines: m });
      const t = await medians(
        {
          ...Object.fromEntries(
            METHODS.flatMap((method) => [
              [method, (k) => solve(pick(k), { method })],
              [`${method} reference`, (k) => solveReference(pick(k), { method })],
              [`${method} kept`, (k) => runIn(solver, pick(k), n, m, method)],
            ]),
          ),
          copy: (k) => copies[k % copies.length].set(doubles[k % doubles.length]),
          sort: (k) => {
            copies[k % copies.length].set(doubles[k % doubles.length]);
            copies[k % copies.length].sort();
          },
          // last: what it leaves behind is collected in nobody's time
          ...(rows.length > 0 && { textbook: (k) => textbook(rows[k % rows.length]) }),
        },
        n,
      );
      const sort = t.sort - t.copy;
      perTask.push({ x: n, y: (1000 * t.refit) / n, series: REFIT.get(m) as Series });
      if (m === 1) perTask.push({ x: n, y: (1000 * sort) / n, series: SORT });
      print([
        n.toLocaleString("en"),
        m,
        ...METHODS.flatMap((method) => [
          time(t[method]),
          times(t[`${method} reference`] / t[method]),
          times(t[method] / sort),
          times(t[`${method} kept`] / sort),
        ]),
        rows.length > 0 ? times(t.textbook / t.approx, 0) : "-",
      ]);
    }
  }
}

/**
 * Solves in a workspace that is kept: writes the problem into its columns, as a dispatcher that
 * keeps columns would have it, and leaves the answer there.
 */
function runIn(solver: Solver, problem: CurvesProblem, n: number, m: number, method: Method): void {
  const { input } = solver;
  const { deadline, theta, maxWork } = problem.tasks as TaskColumns;
  (problem.machines as { speed: number }[]).forEach(({ speed }, r) => {
    input.speed[r] = speed;
  });
  input.deadline.set(deadline);
  input.theta.set(theta);
  input.maxWork.set(maxWork);
  solver.run(n, m, { method });
}

async function againstParsing(): Promise<void> {
  print(
    ["n", "m", "method", "JSON.parse", "rows in / parse", "createSolver / parse"],
    ["--:", "--:", "---", "--:", "--:", "--:"],
  );
  for (const [n, m] of [
    [50, 5],
    [1000, 10],
  ]) {
    const rows = problemsOf(n, m);
    rows.forEach(mustBeRight);
    const texts = rows.map((problem) => JSON.stringify(problem));
    const columns = rows.map(asColumns);
    const solver = createSolver({ tasks: n, machines: m });
    for (const method of METHODS) {
      const t = await medians(
        {
          parse: (k) => JSON.parse(texts[k % texts.length]),
          rows: (k) => solve(rows[k % rows.length], { method }),
          solver: (k) => runIn(solver, columns[k % columns.length], n, m, method),
        },
        n,
      );
      print([n, m, method, time(t.parse), times(t.rows / t.parse), times(t.solver / t.parse)]);
    }
  }
}

async function worst(): Promise<void> {
  const n = quick ? 10_000 : 100_000;
  print(
    [`n = ${n.toLocaleString("en")}`, "refit", "/ random", "visits a task"],
    ["---", "--:", "--:", "--:"],
  );
  let random = 0;
  for (const [name, tasks] of worstCases(n)) {
    const problem = { machines: [{ speed: 1 }], tasks };
    mustBeRight(problem);
    const { refit } = await medians({ refit: () => solve(problem, { method: "refit" }) }, n);
    random ||= refit;
    const { visits } = solve(problem, { method: "refit" }).stats;
    print([name, time(refit), times(refit / random), (visits / n).toFixed(1)]);
  }
}

function timePlot(): string {
  return linePlot(perTask, {
    about: "Time per task over the number of tasks",
    description:
      "Nanoseconds per task of one call, for several methods and numbers of machines, both axes logarithmic.",
    height: 340,
    x: { type: "log", label: "tasks", ticks: TASKS, tickFormat: "," },
    y: { type: "log", label: "time per task (ns)", grid: true, ticks: 4, tickFormat: "," },
  });
}

console.log(`${heading()}\n`);
await sizes();
console.log("");
await againstParsing();
console.log("");
await worst();
if (!quick) writeFileSync("docs/time.svg", timePlot());
