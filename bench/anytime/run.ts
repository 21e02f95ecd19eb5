// How good "search" is after how long: the share of the best known value that it loses, medians
// over seeds. Whole calls, columns in, in one process; every schedule passes `certify`.
//
//     npm run bench:anytime              10 seeds a cell, some five minutes
//     npm run bench:anytime -- --quick   2 seeds a cell, up to 20 ms
//
//     --against ../dsct-before/dist/index.js   another build beside it, its calls in turn with ours
//     --only "50 x"                            the cells whose names hold that
//     --write                                  writes docs/anytime.svg and the tables of docs/quality.md
//     --best --seconds 30                      instead: raises the best values known (best.json)

import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { solve } from "../../src/index.js";
import { heading } from "../report.js";
import { BestKnown, longRun } from "./best.js";
import { CELLS, type Cell } from "./cells.js";
import { runsOf, type Version } from "./ladder.js";
import { lossHead, lossRow, methodHead, methodRow, type Result } from "./page.js";
import { lossPlot } from "./plot.js";

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    against: { type: "string" },
    only: { type: "string", default: "" },
    write: { type: "boolean", default: false },
    best: { type: "boolean", default: false },
    seconds: { type: "string", default: "30" },
  },
});
const SEEDS = Array.from({ length: options.quick ? 2 : 10 }, (_, k) => k + 1);
const PATIENCE = options.quick ? { longest: 20, rung: 20 } : { longest: 150, rung: 60 };
/** The first calls of a process are slow. */
const WARM_MS = 100;
const PAGE = "docs/quality.md";
const PICTURE = "docs/anytime.svg";

const cells = CELLS.filter(({ name }) => name.includes(options.only));
const best = new BestKnown();

/** The other build first, where there is one. */
async function versionsOf(): Promise<Version[]> {
  const now = { name: "now", solve };
  if (options.against === undefined) return [now];
  const other = await import(pathToFileURL(resolve(options.against)).href);
  return [{ name: "before", solve: other.solve }, now];
}

/** Complains where a value is better than the best known, which it is from then on. */
function note(cell: Cell, seed: number, value: number): void {
  const known = best.get(cell, seed);
  if (!best.raise(cell, seed, value)) return;
  console.error(`${cell.name} seed ${seed}: ${value} is better than the best known, ${known}`);
}

/** A result a version. */
function resultsOf(cell: Cell, versions: readonly Version[]): Result[] {
  const problems = SEEDS.map((seed) => cell.problem(seed));
  for (const { solve } of versions) {
    solve(problems[0], { limits: { timeMs: WARM_MS, steps: Infinity } });
  }
  const runs = problems.map((problem, k) => {
    const all = runsOf(problem, versions, PATIENCE);
    for (const { rungs, standard } of all) {
      note(cell, SEEDS[k], Math.max(standard.value, ...rungs.map(({ value }) => value)));
    }
    return all;
  });
  const values = SEEDS.map((seed) => best.get(cell, seed));
  return versions.map(({ name }, k) => {
    return { cell, version: name, runs: runs.map((all) => all[k]), best: values };
  });
}

async function tables(): Promise<void> {
  const versions = await versionsOf();
  const lines: string[] = [];
  const show = (...more: string[]) => {
    for (const line of more) console.log(line);
    lines.push(...more);
  };
  show(heading(), "", ...lossHead(PATIENCE.longest));
  const results = cells.flatMap((cell) => {
    const own = resultsOf(cell, versions);
    show(...own.map((result) => lossRow(result, PATIENCE.longest)));
    return own;
  });
  show("", ...methodHead(), ...results.map(methodRow));
  if (options.write) write(lines, results);
}

function write(lines: readonly string[], results: readonly Result[]): void {
  const page = readFileSync(PAGE, "utf8");
  const table = /(<!-- anytime -->\n)[\s\S]*?(<!-- end of anytime -->)/;
  writeFileSync(
    PAGE,
    page.replace(table, (_, begin, end) => `${begin}${lines.join("\n")}\n${end}`),
  );
  writeFileSync(PICTURE, lossPlot(results.filter(({ cell }) => cell.drawn)));
}

/** Written after every problem: who interrupts it loses one. */
async function raiseBest(): Promise<void> {
  const versions = await versionsOf();
  const command = `npm run bench:anytime -- --best --seconds ${options.seconds}`;
  for (const cell of cells) {
    for (const seed of SEEDS) {
      const problem = cell.problem(seed);
      for (const version of versions) {
        note(cell, seed, longRun(problem, version, Number(options.seconds)));
      }
      best.write(command);
    }
  }
}

if (options.write && (options.quick || options.only)) {
  throw new RangeError("--write shows all cells and seeds; leave out --quick and --only");
}
await (options.best ? raiseBest() : tables());
