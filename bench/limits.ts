// How well `limits.timeMs` is kept: by how much calls of `solve` take longer than they were given,
// as a median, as the 95th percentile and at most. Times are of whole calls, rows in. Calls during
// which the system gave the processor to others are made again, and count where nearly all are so.
//
//     npm run bench:limits             200 calls a cell
//     npm run bench:limits -- --quick  40 calls a cell

import { certify, generate, type Method, type Problem, solve } from "../src/index.js";
import { tableInstance } from "../test/helpers/table-instances.js";
import { heading, print } from "./report.js";

const SIZES = [
  [30, 3],
  [100, 5],
  [300, 10],
  [1000, 20],
  [100_000, 20],
] as const;
/** Tables are solved up to so many tasks. */
const MOST_TABLED = 1000;
const TIMES = [1, 2, 5];
const METHODS: Method[] = ["search", "exact"];
/** Problems that are solved in turn. */
const SEEDS = 5;
const CALLS = process.argv.includes("--quick") ? 40 : 200;
/** Of large problems, which take long. */
const FEW_CALLS = CALLS / 10;
const WARM_UP = 20;
/** A call is made again until it is left alone, for so many milliseconds. */
const PATIENCE = 500;
/** Milliseconds above the limit that 95 of 100 calls up to 1,000 tasks may take. */
const ALLOWED = 0.5;

const KINDS: Record<string, (n: number, m: number, seed: number) => Problem> = {
  curves: (n, m, seed) => generate({ tasks: n, machines: m, speeds: [1, 4], seed }),
  tables: (n, m, seed) => {
    return tableInstance({ data: "ofa", kind: "full", n, m, rho: 0.5, seed }) as unknown as Problem;
  },
};

let calls = 0;
let disturbed = 0;

const switches = () => process.resourceUsage().involuntaryContextSwitches;

/** Of fewer calls that were left alone nothing is said: then all count. */
const LEAST_ALONE = 0.25;

/** Milliseconds above the limit, call by call, from the least on. */
function overshoots(problems: Problem[], method: Method, timeMs: number, count: number): number[] {
  const options = { method, gapTolerance: 0, limits: { timeMs } };
  const measure = (k: number) => {
    const first = performance.now();
    for (;;) {
      const before = switches();
      const begin = performance.now();
      solve(problems[k % problems.length], options);
      const end = performance.now();
      calls++;
      const isAlone = switches() === before;
      if (!isAlone) disturbed++;
      if (isAlone || end - first > PATIENCE) return { late: end - begin - timeMs, isAlone };
    }
  };
  for (const problem of problems) {
    const { valid, violations } = certify(problem, solve(problem, options));
    if (!valid) throw new Error(`a schedule is wrong: ${violations[0]}`);
  }
  for (let k = 0; k < Math.min(WARM_UP, count); k++) measure(k);
  const all = Array.from({ length: count }, (_, k) => measure(k));
  const alone = all.filter(({ isAlone }) => isAlone);
  const counting = alone.length >= LEAST_ALONE * count ? alone : all;
  return counting.map(({ late }) => late).sort((a, b) => a - b);
}

const at = (sorted: number[], share: number) =>
  sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)];

/** The same without any search: what a limit of 0 takes. */
function least(problems: Problem[], method: Method, count: number): string {
  return at(overshoots(problems, method, 0, count), 0.5).toFixed(2);
}

console.log(`${heading()}\n`);
print(
  [
    ...["problem", "n", "m", "method", "limit 0: ms"],
    ...TIMES.map((timeMs) => `limit ${timeMs}: above, p50, p95, most`),
    "kept",
  ],
  ["---", "--:", "--:", "---", ...new Array(TIMES.length + 1).fill("--:"), "---"],
);
// the first calls of a process are compiled on the way
for (const draw of Object.values(KINDS)) {
  for (const method of METHODS) overshoots([draw(30, 3, 1)], method, 2, CALLS);
}
for (const [kind, draw] of Object.entries(KINDS)) {
  for (const [n, m] of SIZES) {
    if (kind === "tables" && n > MOST_TABLED) continue;
    const problems = Array.from({ length: SEEDS }, (_, seed) => draw(n, m, seed + 1));
    const count = n > MOST_TABLED ? FEW_CALLS : CALLS;
    for (const method of METHODS) {
      const cells = TIMES.map((timeMs) => {
        const sorted = overshoots(problems, method, timeMs, count);
        return [at(sorted, 0.5), at(sorted, 0.95), at(sorted, 1)];
      });
      print([
        ...[kind, n, m, method, least(problems, method, count)],
        ...cells.map((cell) => cell.map((ms) => ms.toFixed(2)).join(", ")),
        cells.every(([, late]) => late <= ALLOWED) ? "yes" : "no",
      ]);
    }
  }
}
console.log(`\n${disturbed} of ${calls} calls were disturbed and made again.`);
