// What the bench shows: two tables.

import { median } from "../paper/statistics.js";
import { time } from "../report.js";
import type { Cell } from "./cells.js";
import { BASELINES, lossAt, type Run } from "./ladder.js";

/** A version's runs of a cell, and the best values known, by seed. */
export interface Result {
  cell: Cell;
  version: string;
  runs: Run[];
  best: number[];
}

/** Milliseconds. */
const TIMES = [0.2, 0.5, 1, 2, 5, 10, 20, 100];

const rowOf = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

/** The head of a table, the first two columns of which are words. */
const headOf = (names: string[]): string[] => [
  rowOf(names),
  rowOf(names.map((_, k) => (k < 2 ? "---" : "--:"))),
];

const timesUpTo = (longest: number) => TIMES.filter((milliseconds) => milliseconds <= longest);

export const lossHead = (longest: number): string[] =>
  headOf(["n x m", "version", ...timesUpTo(longest).map((milliseconds) => `${milliseconds} ms`)]);

/** Median loss after every time; -: none yet. */
export function lossRow(result: Result, longest: number): string {
  const { cell, version } = result;
  const losses = timesUpTo(longest).map((milliseconds) => medianLoss(result, milliseconds));
  return rowOf([cell.name, version, ...losses.map(share)]);
}

/** Infinity or NaN: not every other seed has an answer yet. */
export function medianLoss({ runs, best }: Result, milliseconds: number): number {
  return median(runs.map(({ rungs }, k) => lossAt(rungs, milliseconds, best[k])));
}

function share(loss: number): string {
  if (loss === 0) return "0";
  return loss < Infinity ? loss.toExponential(1) : "-";
}

export const methodHead = (): string[] =>
  headOf([
    ...["n x m", "version", ...BASELINES, "search", "best known"],
    ...["time of search", "its loss", "its gap"],
  ]);

/** Median accuracies; time, loss and certified gap of "search" as it is by default. */
export function methodRow({ cell, version, runs, best }: Result): string {
  const over = (figure: (run: Run, k: number) => number) => median(runs.map(figure));
  const accuracies = [
    ...BASELINES.map((_, place) => over(({ baselines }) => baselines[place])),
    over(({ standard }) => standard.value),
    median(best),
  ];
  return rowOf([
    cell.name,
    version,
    ...accuracies.map((value) => (value / cell.n).toFixed(4)),
    time(1000 * over(({ standard }) => standard.milliseconds)),
    share(over(({ standard }, k) => Math.max(0, 1 - standard.value / best[k]))),
    share(over(({ standard: { bound, value } }) => bound / value - 1)),
  ]);
}
