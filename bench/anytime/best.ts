// The best values known, by cell and seed, and the long runs that raise them.

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Method } from "../../src/index.js";
import { type Columns, certifiedValue } from "../report.js";
import type { Cell } from "./cells.js";
import { processorMs, type Version } from "./ladder.js";

const FILE = "bench/anytime/best.json";
const ABOUT = "Best known values by cell and seed, which the command raises and never lowers.";
/** Relative: a value that is better by less may be the same schedule, rounded otherwise. */
const ROUNDING = 1e-12;
/** Of the time of a problem; the rest is for "exact", which as a rule finds less. */
const SEARCH_SHARE = 0.75;
/** Searches from the machines in another order, which makes them take other ways; 8 find less. */
const ORDERS = 3;

type Values = Record<string, Record<string, number>>;

const read = (): Values => JSON.parse(readFileSync(FILE, "utf8")).values;

export class BestKnown {
  private readonly values = read();

  get(cell: Cell, seed: number): number {
    return this.values[cell.name]?.[seed] ?? 0;
  }

  /** Whether the value is better than the one known. */
  raise(cell: Cell, seed: number, value: number): boolean {
    if (value <= this.get(cell, seed) * (1 + ROUNDING)) return false;
    this.values[cell.name] = { ...this.values[cell.name], [seed]: value };
    return true;
  }

  /** Raises the values in the file, in one step for who reads it. command: what found them. */
  write(command: string): void {
    const values = read();
    for (const [name, bySeed] of Object.entries(this.values)) {
      values[name] ??= {};
      for (const [seed, value] of Object.entries(bySeed)) {
        values[name][seed] = Math.max(value, values[name][seed] ?? 0);
      }
    }
    writeFileSync(`${FILE}.new`, `${JSON.stringify({ about: ABOUT, command, values }, null, 2)}\n`);
    renameSync(`${FILE}.new`, FILE);
  }
}

/** The best value that a version finds in so many seconds of the processor. */
export function longRun(problem: Columns, { solve }: Version, seconds: number): number {
  const valueIn = (share: number, method: Method, turned: Columns) => {
    const end = processorMs() + 1000 * seconds * share;
    const onProgress = () => processorMs() < end;
    const options = { method, gapTolerance: 0, limits: { steps: Infinity }, onProgress };
    return certifiedValue(turned, solve(turned, options));
  };
  const found = Array.from({ length: ORDERS }, (_, k) => {
    return valueIn(SEARCH_SHARE / ORDERS, "search", turn(problem, k / ORDERS));
  });
  return Math.max(...found, valueIn(1 - SEARCH_SHARE, "exact", problem));
}

/** The same problem, with a share of its machines behind the others. */
function turn({ machines, tasks }: Columns, share: number): Columns {
  const first = Math.round(share * machines.length);
  return { machines: [...machines.slice(first), ...machines.slice(0, first)], tasks };
}
