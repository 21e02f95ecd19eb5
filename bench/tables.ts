// Problems with measured tables: accuracy, value and time of every method, what its bound leaves
// open, and the same problems as linear and as integer programmes in HiGHS (in WebAssembly). Every
// schedule passes `certify` first; what HiGHS says is its claim. Where the bound of one is below
// the value of the other, it says so and fails.
//
//     npm run bench:tables              5 seeds a row, 2 for n = 1,000, HiGHS up to a minute
//     npm run bench:tables -- --quick   2 seeds a row, up to n = 90, HiGHS up to 2 s

import { Worker } from "node:worker_threads";
import { certify, type Method, type Options, type Problem, solve } from "../src/index.js";
import { type Data, type TableRows, tableInstance } from "../test/helpers/table-instances.js";
import { linearBound } from "../test/helpers/table-programmes.js";
import { heading, print, time } from "./report.js";

interface Size {
  n: number;
  m: number;
  /** For "exact" and integer programmes. */
  isSmall: boolean;
}

const quick = process.argv.includes("--quick");
const SEEDS = quick ? 2 : 5;
/** Of n = 1,000, whose linear programmes take HiGHS long. */
const MANY_SEEDS = 2;
const SIZES: Size[] = [
  { n: 12, m: 3, isSmall: true },
  { n: 30, m: 3, isSmall: true },
  { n: 90, m: 10, isSmall: false },
  { n: 200, m: 20, isSmall: false },
  { n: 1000, m: 20, isSmall: false },
];
const RHOS = [0.2, 0.5, 1];
const METHODS: Method[] = ["edf", "approx", "refit", "search"];
const SEARCH = METHODS.indexOf("search");
/** Relative to the value: what counts as a proof. */
const PROVEN_GAP = 1e-4;
const EXACT_MS = quick ? 300 : 5000;
/** `--seconds S`: as long as HiGHS may take for a programme. */
const given = process.argv.indexOf("--seconds");
const HIGHS_SECONDS = given > 0 ? Number(process.argv[given + 1]) : quick ? 2 : 60;
/** HiGHS looks at the clock now and then; so much later it is ended. */
const GRACE_SECONDS = quick ? 1 : 10;
/** Relative: HiGHS keeps rows to 1e-6. */
const HIGHS_ERROR = 1e-6;

interface Outcome {
  /** Sum of weight * accuracy. */
  value: number;
  accuracy: number;
  bound: number;
  milliseconds: number;
}

interface Claim {
  value: number;
  bound: number;
  milliseconds: number;
}

/** The seeds of a row. */
interface Row {
  label: (string | number)[];
  /** In the order of METHODS. */
  columns: Outcome[][];
  /** Empty where the problems are not small. */
  exact: Outcome[];
  linear: Claim[];
  integer: Claim[];
}

function measure(rows: TableRows, method: Method, options: Options = {}): Outcome {
  const problem = rows as unknown as Problem;
  const begin = performance.now();
  const schedule = solve(problem, { ...options, method });
  const milliseconds = performance.now() - begin;
  const { valid, violations } = certify(problem, schedule);
  if (!valid) throw new Error(`a schedule of ${method} is wrong: ${violations[0]}`);
  const { value, meanAccuracy: accuracy, bound } = schedule;
  return { value, accuracy, bound, milliseconds };
}

function linearClaim(problem: TableRows): Claim {
  const begin = performance.now();
  const bound = linearBound(problem, HIGHS_SECONDS);
  return { value: Number.NaN, bound, milliseconds: performance.now() - begin };
}

/** What HiGHS says of the integer programme, in a thread of its own: it can overstay any limit. */
function integerClaim(problem: TableRows): Promise<Claim> {
  const workerData = { problem, seconds: HIGHS_SECONDS, gap: PROVEN_GAP };
  const worker = new Worker(new URL("./programme-thread.mjs", import.meta.url), { workerData });
  return new Promise((resolve) => {
    const end = (claim: Claim) => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(claim);
    };
    const none = { value: Number.NaN, bound: Number.NaN, milliseconds: Number.NaN };
    const timer = setTimeout(end, 1000 * (HIGHS_SECONDS + GRACE_SECONDS), none);
    worker.on("message", end);
    worker.on("error", ({ message }) => {
      console.error(`HiGHS fails: ${message}`);
      end(none);
    });
  });
}

/** Complains where a value is above a bound. */
function compare(whose: string, value: number, bound: number): void {
  if (!(value > bound + HIGHS_ERROR * Math.abs(bound))) return;
  console.error(`${whose}: a value of ${value} is above a bound of ${bound}`);
  process.exitCode = 1;
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const percent = (values: number[]) => (values.length > 0 ? (100 * mean(values)).toFixed(2) : "");
const relative = (values: number[]) => (values.length > 0 ? mean(values).toExponential(1) : "");

/** Median time; nothing where none was measured. */
function middle(milliseconds: number[]): string {
  const sorted = milliseconds.sort((a, b) => a - b);
  return sorted.length > 0 ? time(1000 * sorted[sorted.length >> 1]) : "";
}

async function run(data: Data, kind: "plain" | "full", size: Size, rho: number): Promise<Row> {
  const { n, m, isSmall } = size;
  const problems = Array.from({ length: n > 200 ? MANY_SEEDS : SEEDS }, (_, k) =>
    tableInstance({ data, kind, n, m, rho, seed: k + 1 }),
  );
  const columns = METHODS.map((method) => problems.map((problem) => measure(problem, method)));
  const row: Row = { label: [data, kind, n, m, rho], columns, exact: [], linear: [], integer: [] };
  for (const [k, problem] of problems.entries()) {
    const search = columns[SEARCH][k];
    row.linear.push(linearClaim(problem));
    compare("search", search.value, row.linear[k].bound);
    if (!isSmall) continue;
    const gapTolerance = PROVEN_GAP * search.value;
    const exact = measure(problem, "exact", { gapTolerance, limits: { timeMs: EXACT_MS } });
    const integer = await integerClaim(problem);
    compare("exact", exact.value, integer.bound);
    compare("HiGHS", integer.value, Math.min(exact.bound, search.bound));
    row.exact.push(exact);
    row.integer.push(integer);
  }
  return row;
}

const gaps = (outcomes: Claim[]) => outcomes.map(({ value, bound }) => (bound - value) / value);
const fromSearch = (row: Row, outcomes: { value: number }[]) =>
  outcomes.map(({ value }, k) => 1 - value / row.columns[SEARCH][k].value);

function printValues(row: Row): void {
  const { label, columns, exact, linear, integer } = row;
  const aboveLinear = linear.map(({ bound }, k) => columns[SEARCH][k].bound / bound - 1);
  print([
    ...label,
    ...[...columns, exact].map((outcomes) => percent(outcomes.map(({ accuracy }) => accuracy))),
    ...[...columns.slice(0, SEARCH), exact, integer].map((one) => percent(fromSearch(row, one))),
    ...[columns[SEARCH], exact, integer].map((outcomes) => relative(gaps(outcomes))),
    relative(aboveLinear),
  ]);
}

function printTimes({ label, columns, exact, linear, integer }: Row): void {
  const all: { milliseconds: number }[][] = [...columns, exact, linear, integer];
  print([...label, ...all.map((one) => middle(one.map(({ milliseconds }) => milliseconds)))]);
}

const LABEL = ["data", "kind", "n", "m", "rho"];

async function main(): Promise<void> {
  console.log(`${heading()}\n\nMean accuracy, value below that of search, and relative gaps:\n`);
  const names = [...METHODS, "exact"];
  print(
    [
      ...[...LABEL, ...names.map((name) => `${name}, %`)],
      ...["edf", "approx", "refit", "exact", "HiGHS"].map((name) => `${name} below, %`),
      ...["gap of search", "gap of exact", "gap of HiGHS", "bound of search above the LP"],
    ],
    ["---", "---", ...new Array(17).fill("--:")],
  );
  // warm: the first calls of a process are slow
  for (let seed = 1; seed <= 20; seed++) {
    const problem = tableInstance({ data: "ofa", kind: "full", n: 30, m: 3, rho: 0.5, seed });
    for (const method of METHODS) measure(problem, method);
    linearClaim(problem);
  }
  const rows: Row[] = [];
  for (const size of quick ? SIZES.filter(({ n }) => n === 30 || n === 90) : SIZES) {
    for (const data of ["ofa", "timm"] as const) {
      for (const kind of ["plain", "full"] as const) {
        for (const rho of quick ? [0.5] : RHOS) {
          const row = await run(data, kind, size, rho);
          printValues(row);
          rows.push(row);
        }
      }
    }
  }
  console.log("\nMedian times:\n");
  print(
    [...LABEL, ...names, "LP in HiGHS", "MILP in HiGHS"],
    ["---", "---", ...new Array(10).fill("--:")],
  );
  for (const row of rows) printTimes(row);
}

await main();
