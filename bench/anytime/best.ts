// The best values known, by cell and seed, and the long runs that raise them.

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { type Columns, certifiedValue } from "../report.js";
import type { Cell } from "./cells.js";
import type { Version } from "./ladder.js";

const FILE = "bench/anytime/best.json";
const ABOUT = "Best known values by cell and seed, which the command raises and never lowers.";
/** Relative: a value that is better by less may be the same schedule, rounded otherwise. */
const ROUNDING = 1e-12;
/** Of the time of a problem; the rest is for "exact". */
const SEARCH_SHARE = 0.6;
/** Searches from the machines in another order, which makes them take other ways. */
const ORDERS = 4;

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

/** The best value that a version finds in so many seconds. */
export function longRun(problem: Columns, { solve }: Version, seconds: number): number {
  const searchMs = (1000 * seconds * SEARCH_SHARE) / ORDERS;
  const exactMs = 1000 * seconds * (1 - SEARCH_SHARE);
  const limits = (timeMs: number) => ({ tolerance: 0, limits: { timeMs, work: Infinity } });
  const found = Array.from({ length: ORDERS }, (_, k) => {
    const turned = turn(problem, k / ORDERS);
    return certifiedValue(turned, solve(turned, { method: "search", ...limits(searchMs) }));
  });
  const proof = solve(problem, { method: "exact", ...limits(exactMs) });
  return Math.max(...found, certifiedValue(problem, proof));
}

/** The same problem, with a share of its machines behind the others. */
function turn({ machines, tasks }: Columns, share: number): Columns {
  const first = Math.round(share * machines.length);
  return { machines: [...machines.slice(first), ...machines.slice(0, first)], tasks };
}
