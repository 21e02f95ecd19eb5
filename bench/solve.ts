// Speed: the Wasm engine against the reference, and against sorting as many doubles, which no
// scheduler can avoid; against JSON.parse of the problem's text, which no service can; worst cases.
// Whole calls, in one process; every problem's schedule passes `certify` before it is timed.
//
//     npm run bench              all sizes: Markdown tables, and docs/time.svg
//     npm run bench -- --quick   up to n = 10,000, no plot

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { arch, cpus, platform } from "node:os";
import { Bench } from "tinybench";
import manifest from "../package.json" with { type: "json" };
import { randomFrom } from "../src/generate.js";
import {
  certify,
  createSolver,
  generate,
  type Method,
  type Problem,
  type Solver,
  solve,
  type TaskColumns,
} from "../src/index.js";
import { plot } from "./plot.js";
import { worstCases } from "./worst.js";

const quick = process.argv.includes("--quick");
const TASKS = [10, 50, 100, 1000, 10_000, 100_000, 1_000_000].filter((n) => !quick || n <= 10_000);
const MACHINES = [1, 10, 100];
const METHODS: Method[] = ["approx", "refit"];

type Rows = ReturnType<typeof generate>;

/** Different problems in turn, so that the branch predictor does not learn one by heart. */
const variety = (n: number) => Math.max(2, Math.min(64, Math.round(200_000 / n)));

/** The paper's random problems, rho 0.5, speeds uniform in [1, 4]. */
function problemsOf(n: number, m: number): Rows[] {
  return Array.from({ length: variety(n) }, (_, seed) =>
    generate({ tasks: n, machines: m, speeds: [1, 4], seed: seed + 1 }),
  );
}

function asColumns({ machines, tasks }: Rows): Problem {
  return {
    machines,
    tasks: {
      deadline: Float64Array.from(tasks, ({ deadline }) => deadline),
      theta: Float64Array.from(tasks, ({ theta }) => theta),
      maxWork: Float64Array.from(tasks, ({ maxWork }) => maxWork),
    },
  };
}

function mustBeRight(problem: Problem): void {
  for (const engine of ["wasm", "reference"] as const) {
    for (const method of METHODS) {
      const { valid, violations } = certify(problem, solve(problem, { method, engine }));
      if (!valid) throw new Error(`a schedule is wrong: ${violations[0]}`);
    }
  }
}

/**
 * Median time of one call in microseconds. Each function gets a growing count, to take its inputs
 * in turn.
 */
async function medians(
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

const times = (ratio: number) => `${ratio.toFixed(2)}x`;

function time(microseconds: number): string {
  const [value, unit] = microseconds < 1000 ? [microseconds, "us"] : [microseconds / 1000, "ms"];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

function print(...rows: (string | number)[][]): void {
  for (const cells of rows) console.log(`| ${cells.join(" | ")} |`);
}

/** Time per task of "refit", columns in; the sort beside it. For the plot. */
const perTask: { n: number; m: number | "sort"; nanoseconds: number }[] = [];

async function sizes(): Promise<void> {
  print(
    ["n", "m", "approx", "ref / approx", "approx / sort", "refit", "ref / refit", "refit / sort"],
    ["--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:"],
  );
  for (const n of TASKS) {
    for (const m of MACHINES) {
      const problems = problemsOf(n, m).map(asColumns);
      problems.forEach(mustBeRight);
      const pick = (k: number) => problems[k % problems.length];
      const random = randomFrom(n);
      const doubles = problems.map(() => Float64Array.from({ length: n }, random));
      const copies = doubles.map((column) => column.slice());
      const t = await medians(
        {
          approx: (k) => solve(pick(k), { method: "approx" }),
          approxReference: (k) => solve(pick(k), { method: "approx", engine: "reference" }),
          refit: (k) => solve(pick(k), { method: "refit" }),
          refitReference: (k) => solve(pick(k), { method: "refit", engine: "reference" }),
          copy: (k) => copies[k % copies.length].set(doubles[k % doubles.length]),
          sort: (k) => {
            copies[k % copies.length].set(doubles[k % doubles.length]);
            copies[k % copies.length].sort();
          },
        },
        n,
      );
      const sort = t.sort - t.copy;
      perTask.push({ n, m, nanoseconds: (1000 * t.refit) / n });
      if (m === 1) perTask.push({ n, m: "sort", nanoseconds: (1000 * sort) / n });
      print([
        n.toLocaleString("en"),
        m,
        time(t.approx),
        times(t.approxReference / t.approx),
        times(t.approx / sort),
        time(t.refit),
        times(t.refitReference / t.refit),
        times(t.refit / sort),
      ]);
    }
  }
}

/** Writes a problem into a solver's columns, as a dispatcher that keeps columns would have it. */
function write({ input }: Solver, { machines, tasks }: Problem): void {
  (machines as { speed: number }[]).forEach(({ speed }, r) => {
    input.speed[r] = speed;
  });
  const { deadline, theta, maxWork } = tasks as TaskColumns;
  input.deadline.set(deadline);
  input.theta.set(theta);
  input.maxWork.set(maxWork);
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
          solver: (k) => {
            write(solver, columns[k % columns.length]);
            solver.run(n, m, { method });
          },
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
    const { refit } = await medians({ refit: () => solve(problem) }, n);
    random ||= refit;
    const { visits } = solve(problem).stats;
    print([name, time(refit), times(refit / random), (visits / n).toFixed(1)]);
  }
}

/** Where it runs and what: the commit where there is one. */
function heading(): string {
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

console.log(`${heading()}\n`);
await sizes();
console.log("");
await againstParsing();
console.log("");
await worst();
if (!quick) writeFileSync("docs/time.svg", plot(perTask));
