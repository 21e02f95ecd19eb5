// "exact" against the same problems as mixed-integer linear programmes in HiGHS (in WebAssembly):
// who proves the optimum up to a relative gap of 1e-4, and how fast. Then "exact" alone, over more
// seeds. Every schedule passes `certify` first, that of HiGHS after every machine it chose is
// solved exactly; and where the bound of one is below the value of the other, it says so and fails.
//
//     npm run bench:exact              up to n = 50, up to a minute a problem
//     npm run bench:exact -- --quick   n = 6 and 8, a few seconds in all

import { generate, solve } from "../src/index.js";
import { duration, type HighsLimits, type Outcome, proofByExact, proofByHighs } from "./proofs.js";
import { heading, print } from "./report.js";

interface Family {
  m: number;
  speeds: [number, number];
}

const quick = process.argv.includes("--quick");
const EQUAL: [number, number] = [1, 1];
const SPREAD: [number, number] = [1, 4];
/** Its sizes in growing order: HiGHS gets none beyond the first at which it fails. */
const FAMILIES: (Family & { sizes: number[] })[] = quick
  ? [
      { m: 2, speeds: EQUAL, sizes: [8] },
      { m: 2, speeds: SPREAD, sizes: [6] },
    ]
  : [EQUAL, SPREAD].flatMap((speeds) => [
      { m: 3, speeds, sizes: [12, 15, 20, 30] },
      { m: 5, speeds, sizes: [15, 20, 30, 50] },
    ]);
/** "exact" alone. */
const CELLS: (Family & { n: number; gap: number; seconds: number; seeds: number })[] = quick
  ? []
  : [
      { n: 30, m: 3, speeds: EQUAL, gap: 1e-4, seconds: 10, seeds: 30 },
      { n: 30, m: 3, speeds: SPREAD, gap: 1e-4, seconds: 10, seeds: 30 },
      { n: 20, m: 5, speeds: SPREAD, gap: 1e-6, seconds: 20, seeds: 10 },
      { n: 30, m: 3, speeds: SPREAD, gap: 1e-6, seconds: 20, seeds: 10 },
      { n: 40, m: 3, speeds: SPREAD, gap: 1e-6, seconds: 20, seeds: 10 },
      { n: 50, m: 2, speeds: SPREAD, gap: 1e-6, seconds: 20, seeds: 10 },
      { n: 50, m: 5, speeds: EQUAL, gap: 1e-4, seconds: 60, seeds: 10 },
      { n: 50, m: 5, speeds: SPREAD, gap: 1e-4, seconds: 60, seeds: 10 },
    ];
/** Relative to the value: what counts as a proof. */
const GAP = 1e-4;
const SECONDS = quick ? 5 : 60;
const HIGHS_LIMITS: HighsLimits = {
  thread: new URL("./milp-thread.mjs", import.meta.url),
  gap: GAP,
  seconds: SECONDS,
  graceSeconds: quick ? 1 : 15,
};
const SEEDS = quick ? 2 : 10;
const HIGHS_SEEDS = quick ? 1 : 2;
/** Relative to the bound: what rounding, and what rows that hold up to 1e-6, may be wrong by. */
const OUR_ERROR = 1e-12;
const HIGHS_ERROR = 1e-6;

const label = (n: number, { m, speeds }: Family) => [
  n,
  m,
  speeds === EQUAL ? "equal" : speeds.join(" to "),
];

const problemOf = (n: number, { m, speeds }: Family, seed: number) =>
  generate({ tasks: n, machines: m, speeds, rho: 0.5, mu: 10, seed });

const kept = new Map<string, Outcome[]>();

/** "exact" on the first so many seeds; rows that ask for the same share the answers. */
function seedsOf(n: number, family: Family, gap: number, seconds: number, seeds: number) {
  const key = [...label(n, family), gap, seconds, seeds].join(" ");
  const outcomes =
    kept.get(key) ??
    Array.from({ length: seeds }, (_, k) => {
      const one = proofByExact(problemOf(n, family, k + 1), gap, seconds);
      progress(n, family, k + 1, "exact", one);
      return one;
    });
  kept.set(key, outcomes);
  return outcomes;
}

/** HiGHS on seeds from 1 on, as long as it proves them. */
async function highsOf(n: number, family: Family): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  while (outcomes.length < HIGHS_SEEDS && outcomes.every(({ proven }) => proven)) {
    const seed = outcomes.length + 1;
    const one = await proofByHighs(problemOf(n, family, seed), HIGHS_LIMITS);
    progress(n, family, seed, "HiGHS", one);
    outcomes.push(one);
  }
  return outcomes;
}

function progress(n: number, family: Family, seed: number, solver: string, one: Outcome): void {
  const { proven, milliseconds, gap, value, bound } = one;
  const state = `${proven ? "proven" : "not proven"} in ${duration(milliseconds)}, gap ${gap.toExponential(1)}`;
  console.error(
    `${label(n, family).join(" ")} seed ${seed}, ${solver}: ${state} (${value} to ${bound})`,
  );
}

/** Two proofs of one problem leave room for each other's schedules; complains unless they do. */
function compare(ours: Outcome, theirs: Outcome): void {
  const complain = (solver: string, bound: number, value: number) => {
    console.error(`${solver} is wrong: its bound is ${bound}; expected at least ${value}`);
    process.exitCode = 1;
  };
  if (theirs.value > ours.bound * (1 + OUR_ERROR)) complain("exact", ours.bound, theirs.value);
  if (ours.value > theirs.bound * (1 + HIGHS_ERROR)) complain("HiGHS", theirs.bound, ours.value);
}

/** Share proven, median time of all (of two the slower), and the greatest gap. */
function summary(outcomes: Outcome[], seconds: number): string[] {
  if (outcomes.length === 0) return ["not tried", "", ""];
  const proven = outcomes.filter((one) => one.proven).length;
  const times = outcomes
    .map((one) => (one.proven ? one.milliseconds : Infinity))
    .sort((a, b) => a - b);
  const median = times[times.length >> 1];
  const gap = Math.max(...outcomes.map((one) => one.gap));
  return [
    `${proven} of ${outcomes.length}`,
    median < Infinity ? duration(median) : `> ${seconds} s`,
    gap < Infinity ? gap.toExponential(1) : "none",
  ];
}

async function main(): Promise<void> {
  console.log(`${heading()}\n`);
  solve(problemOf(8, { m: 2, speeds: EQUAL }, 1), { method: "exact" }); // warm
  print(
    ["n", "m", "speeds", "HiGHS proves", "time", "gap", "exact proves", "time", "gap"],
    ["--:", "--:", "---", "--:", "--:", "--:", "--:", "--:", "--:"],
  );
  for (const family of FAMILIES) {
    let tried = true;
    for (const n of family.sizes) {
      const theirs: Outcome[] = tried ? await highsOf(n, family) : [];
      tried = theirs.length === HIGHS_SEEDS && theirs.every(({ proven }) => proven);
      const ours = seedsOf(n, family, GAP, SECONDS, SEEDS);
      for (const [k, one] of theirs.entries()) compare(ours[k], one);
      print([...label(n, family), ...summary(theirs, SECONDS), ...summary(ours, SECONDS)]);
    }
  }
  if (CELLS.length > 0) {
    console.log();
    print(
      ["n", "m", "speeds", "to a gap of", "within", "exact proves", "time", "gap"],
      ["--:", "--:", "---", "--:", "--:", "--:", "--:", "--:"],
    );
  }
  for (const { n, gap, seconds, seeds, ...family } of CELLS) {
    const outcomes = seedsOf(n, family, gap, seconds, seeds);
    print([
      ...label(n, family),
      gap.toExponential(0),
      `${seconds} s`,
      ...summary(outcomes, seconds),
    ]);
  }
}

await main();
