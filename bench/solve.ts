// Speed: the Wasm engine against the reference, and against sorting as many doubles, which no scheduler can avoid.
// Whole calls of `solve`, columns in, in one process; every problem's schedule passes `certify` before it is timed.
//
//     npm run bench            all sizes; prints a Markdown table
//     npm run bench -- --quick up to n = 10,000

import { execFileSync } from "node:child_process";
import { arch, cpus, platform } from "node:os";
import { Bench } from "tinybench";
import manifest from "../package.json" with { type: "json" };
import { randomFrom } from "../src/generate.js";
import { certify, generate, type Method, type Problem, solve } from "../src/index.js";

const quick = process.argv.includes("--quick");
const TASKS = [10, 50, 100, 1000, 10_000, 100_000, 1_000_000].filter((n) => !quick || n <= 10_000);
const MACHINES = [1, 10, 100];
const METHODS: Method[] = ["approx", "refit"];

/** Different problems in turn, so that the branch predictor does not learn one by heart. */
const variety = (n: number) => Math.max(2, Math.min(64, Math.round(200_000 / n)));

/** The paper's random problems, rho 0.5, speeds uniform in [1, 4], as columns. */
function problemsOf(n: number, m: number): Problem[] {
  return Array.from({ length: variety(n) }, (_, seed) => {
    const { machines, tasks } = generate({ tasks: n, machines: m, speeds: [1, 4], seed: seed + 1 });
    return {
      machines,
      tasks: {
        deadline: Float64Array.from(tasks, ({ deadline }) => deadline),
        theta: Float64Array.from(tasks, ({ theta }) => theta),
        maxWork: Float64Array.from(tasks, ({ maxWork }) => maxWork),
      },
    };
  });
}

/** Median time of one call, in microseconds. Each function gets a growing count, to take its inputs in turn. */
async function medians(
  functions: Record<string, (k: number) => unknown>,
  n: number,
): Promise<number[]> {
  const bench = new Bench({
    time: n >= 100_000 ? 1500 : 400,
    iterations: 10,
    warmupTime: 200,
    warmupIterations: 3,
  });
  for (const [name, run] of Object.entries(functions)) {
    let k = 0;
    bench.add(name, () => void run(k++));
  }
  await bench.run();
  return bench.tasks.map(({ result }) => {
    if (result.state !== "completed") throw new Error(`a bench ended as ${result.state}`);
    return 1000 * result.latency.p50;
  });
}

function mustBeRight(problem: Problem, method: Method): void {
  for (const engine of ["wasm", "reference"] as const) {
    const { valid, violations } = certify(problem, solve(problem, { method, engine }));
    if (!valid) throw new Error(`a schedule is wrong: ${violations[0]}`);
  }
}

/** A line of the table. */
async function row(n: number, m: number): Promise<string> {
  const problems = problemsOf(n, m);
  for (const problem of problems) {
    for (const method of METHODS) mustBeRight(problem, method);
  }
  const pick = (k: number) => problems[k % problems.length];
  const random = randomFrom(n);
  const doubles = problems.map(() => Float64Array.from({ length: n }, random));
  const [approx, approxReference, refit, refitReference, sort] = await medians(
    {
      approx: (k) => solve(pick(k), { method: "approx" }),
      "approx, reference": (k) => solve(pick(k), { method: "approx", engine: "reference" }),
      refit: (k) => solve(pick(k), { method: "refit" }),
      "refit, reference": (k) => solve(pick(k), { method: "refit", engine: "reference" }),
      sort: (k) => doubles[k % doubles.length].slice().sort(),
    },
    n,
  );
  const cells = [
    n.toLocaleString("en"),
    m,
    time(approx),
    times(approxReference / approx),
    times(approx / sort),
    time(refit),
    times(refitReference / refit),
    times(refit / sort),
    `${Math.round((1000 * refit) / n)} ns`,
  ];
  return `| ${cells.join(" | ")} |`;
}

function time(microseconds: number): string {
  const [value, unit] = microseconds < 1000 ? [microseconds, "us"] : [microseconds / 1000, "ms"];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

const times = (ratio: number) => `${ratio.toFixed(2)}x`;

const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
console.log(
  `dsct ${manifest.version} (${commit}), Node ${process.versions.node}, V8 ${process.versions.v8}, ${platform()} ${arch()}, ${cpus().length} x ${cpus()[0].model}\n`,
);
console.log("| n | m | approx | reference | sort | refit | reference | sort | refit per task |");
console.log("|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
for (const n of TASKS) {
  for (const m of MACHINES) console.log(await row(n, m));
}
