// Quality: mean accuracy and time of every method, the two bounds, and the gap that is left, over
// the paper's random problems. Every schedule passes `certify` first.
//
//     npm run bench:quality              30 seeds a row; n = 1,000: 4
//     npm run bench:quality -- --quick   3 seeds a row, no n = 1,000

import {
  type CurvesProblem,
  certify,
  generate,
  type Method,
  type Options,
  solve,
} from "../src/index.js";
import { heading, print, time } from "./report.js";

const quick = process.argv.includes("--quick");
const CELLS: { n: number; m: number; speeds: [number, number]; rhos: number[] }[] = [
  { n: 50, m: 5, speeds: [1, 1], rhos: [0.2, 0.5, 1] },
  { n: 50, m: 10, speeds: [1, 1], rhos: [0.2, 0.5, 1] },
  { n: 50, m: 5, speeds: [1, 4], rhos: [0.2, 0.5, 1] },
  { n: 50, m: 10, speeds: [1, 4], rhos: [0.2, 0.5, 1] },
  { n: 1000, m: 20, speeds: [1, 4], rhos: [0.2, 0.5, 1] },
];
/** "exact" stops after a second, or at a gap of 1e-4 of the value. */
const PROOF_MS = 1000;
const PROVEN_GAP = 1e-4;
/** The bound of the relaxation comes with "approx", the preemptive one with "search". */
const METHODS: Method[] = ["approx", "refit", "search"];

interface Outcome {
  accuracy: number;
  /** of the mean accuracy of equal weights and gains */
  bound: number;
  /** (bound - value) / value */
  gap: number;
  microseconds: number;
}

function measure(
  problem: CurvesProblem,
  n: number,
  method: Method,
  options: Options = {},
): Outcome {
  const begin = performance.now();
  const schedule = solve(problem, { ...options, method });
  const microseconds = 1000 * (performance.now() - begin);
  const { valid, violations } = certify(problem, schedule);
  if (!valid) throw new Error(`a schedule is wrong: ${violations[0]}`);
  const { meanAccuracy: accuracy, value, bound, gap } = schedule;
  return { accuracy, bound: bound / n, gap: gap / value, microseconds };
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1];
}

function row(n: number, m: number, speeds: [number, number], rho: number): (string | number)[] {
  const seeds = quick ? 3 : n > 100 ? 4 : 30;
  const problems = Array.from({ length: seeds }, (_, k) =>
    generate({ tasks: n, machines: m, speeds, rho, seed: k + 1 }),
  );
  const [approx, refit, search] = METHODS.map((method) =>
    problems.map((problem) => measure(problem, n, method)),
  );
  const exact = problems.map((problem, k) => {
    const gapTolerance = PROVEN_GAP * n * search[k].accuracy;
    return measure(problem, n, "exact", { gapTolerance, limits: { timeMs: PROOF_MS } });
  });
  const proven = exact.filter(({ gap }) => gap <= PROVEN_GAP).length;
  const of = (outcomes: Outcome[], key: keyof Outcome) => mean(outcomes.map((one) => one[key]));
  return [
    n,
    m,
    speeds[0] === speeds[1] ? "equal" : speeds.join(" to "),
    rho,
    ...[approx, refit, search, exact].map((outcomes) => of(outcomes, "accuracy").toFixed(4)),
    ...[exact, search, approx].map((outcomes) => of(outcomes, "bound").toFixed(4)),
    ...[approx, search, exact].map((outcomes) => of(outcomes, "gap").toExponential(1)),
    `${proven} of ${seeds}`,
    ...[approx, refit, search, exact].map((outcomes) =>
      time(median(outcomes.map(({ microseconds }) => microseconds))),
    ),
  ];
}

console.log(`${heading()}\n`);
print(
  [
    ...["n", "m", "speeds", "rho", ...METHODS, "exact", "bound of exact", "preemptive bound"],
    ...["relaxation", "gap of approx", "gap of search", "gap of exact", "proven to 1e-4"],
    ...[...METHODS, "exact"].map((name) => `time of ${name}`),
  ],
  new Array(20).fill("--:"),
);
// warm: the first calls of a process are slow
for (let seed = 1; seed <= 20; seed++) {
  const problem = generate({ tasks: 50, machines: 5, seed });
  for (const method of METHODS) measure(problem, 50, method);
}
for (const { n, m, speeds, rhos } of CELLS) {
  if (quick && n > 100) continue;
  for (const rho of rhos) print(row(n, m, speeds, rho));
}
