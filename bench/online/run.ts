// The dispatcher against simple rules, on arrivals of many kinds: accuracy, who is served, times of
// a decision. Prints the tables and writes them with the plots into docs/online.md.
//
//     npm run bench:online              seeds 101 to 108, on which nothing was chosen: 30 minutes
//     npm run bench:online -- --quick   two of them, fewer cells, no page
//     npm run bench:online -- --draw    only the plots, of what was measured last

import { readFileSync, writeFileSync } from "node:fs";
import { heading } from "../report.js";
import { type Cell, measure, type Plan, type PolicyName } from "./cells.js";
import { type DecisionTimes, decisionTimes } from "./decisions.js";
import { type Measured, plots, tables, writePage } from "./page.js";
import { CURVES, type Networks, type Setting, VARIANTS } from "./workload.js";

const quick = process.argv.includes("--quick");
const SEEDS = quick ? [101, 102] : [101, 102, 103, 104, 105, 106, 107, 108];
const COUNT = quick ? 2000 : 4000;
const ARRIVALS = quick
  ? (["poisson", "code"] as const)
  : (["poisson", "bursty", "code", "conv"] as const);
const LOADS = quick ? [2] : [0.7, 1.5, 2, 3];
/** Variants shrink further. */
const VARIANT_LOADS = quick ? [3] : [0.7, 1.5, 2, 3, 5];
const OTHERS: PolicyName[] = [
  "EDF, full",
  "EDF, equal share",
  "as Jellyfish",
  "snapshot, all free",
  "snapshot",
];
const OTHER_SEEDS = quick ? 1 : 2;
/** With tables a snapshot at every decision takes long: at the load of the table of policies. */
const SNAPSHOTS = ["snapshot, all free", "snapshot"];
const COMPARED_LOAD = 2;
const JITTER = 0.05;
/** What was measured last. */
const OUT = "bench/online/out.json";
const QUEUES = [
  { waiting: 100, m: 8 },
  { waiting: 1000, m: 100 },
];

type Where = Omit<Setting, "seed" | "count">;

const usual = { m: 8, speeds: "equal" } as const;

function run(setting: Where, change: Partial<Plan> = {}): Cell {
  const plan = { setting, seeds: SEEDS, count: COUNT, jitter: 0, others: OTHERS };
  const cell = measure({ ...plan, otherSeeds: OTHER_SEEDS, ...change });
  const { networks, arrivals, load, m } = setting;
  console.error(`${networks}, ${arrivals}, load ${load}, m ${m}: ${cell.gains.map(digits)}`);
  return cell;
}

const digits = (value: number) => value.toFixed(2);

function grid(networks: readonly Networks[], loads: readonly number[]): Cell[] {
  return networks.flatMap((name) =>
    ARRIVALS.flatMap((arrivals) =>
      loads.map((load) => {
        const isQuick = load === COMPARED_LOAD || (CURVES as readonly Networks[]).includes(name);
        const others = OTHERS.filter((one) => isQuick || !SNAPSHOTS.includes(one));
        return run({ networks: name, arrivals, load, ...usual }, { others });
      }),
    ),
  );
}

/** Other numbers of machines, speeds and arrivals: ours and the yardstick alone. */
function elsewhere(): Cell[] {
  const alone = { others: [], otherSeeds: 0, seeds: SEEDS.slice(0, 4) };
  const places: Partial<Where>[] = [
    { m: 4 },
    { m: 32 },
    { m: 100 },
    { speeds: "mixed" },
    { arrivals: "gamma" },
    { arrivals: "diurnal" },
  ];
  return places.flatMap((place) =>
    (["paper", "ofa", "timm variants"] as const).map((networks) => {
      const setting = { networks, arrivals: "poisson", load: 2, ...usual, ...place } as Where;
      // as long as with 8 machines
      const count = Math.max(COUNT, (COUNT * setting.m) / 8);
      return run(setting, { ...alone, count });
    }),
  );
}

function underJitter(): Cell[] {
  const alone = { others: [], otherSeeds: 0, jitter: JITTER };
  return (["paper", "ofa", "ofa variants", "timm variants"] as const).flatMap((networks) =>
    (["poisson", "code"] as const).map((arrivals) =>
      run({ networks, arrivals, load: 2, ...usual }, alone),
    ),
  );
}

function decisions(): Measured["decisions"] {
  return (["paper", "ofa", "ofa variants", "timm variants"] as const).flatMap((networks) =>
    QUEUES.map(({ waiting, m }) => {
      const times: DecisionTimes = decisionTimes(networks, waiting, m);
      return { networks, waiting, m, ...times };
    }),
  );
}

function measureAll(): Measured {
  return {
    decisions: decisions(),
    curves: grid(quick ? ["paper", "ofa"] : CURVES, LOADS),
    variants: grid(quick ? ["timm variants"] : VARIANTS, VARIANT_LOADS),
    elsewhere: quick ? [] : elsewhere(),
    jitter: underJitter(),
  };
}

function draw(measured: Measured): void {
  for (const [name, svg] of Object.entries(plots(measured))) {
    writeFileSync(`docs/online/${name}.svg`, svg);
  }
}

function main(): void {
  const measured = measureAll();
  const text = `${heading()}\n\n${tables(measured)}`;
  console.log(text);
  if (quick) return;
  writeFileSync(OUT, JSON.stringify(measured));
  draw(measured);
  writePage(text);
}

if (process.argv.includes("--draw")) draw(JSON.parse(readFileSync(OUT, "utf8")));
else main();
