// Loss over time, a panel a cell.

import type { Series } from "../draw/labels.js";
import { GREY, VERMILLION } from "../draw/palette.js";
import { linePlot, type Sample } from "../draw/plot.js";
import { medianLoss, type Result } from "./page.js";

const COLUMNS = 3;
/** Milliseconds: where the plot begins and ends, and its steps a decade. */
const FROM = 0.1;
const DECADES = 3;
const STEPS = 16;
/** Losses beyond these stand at the edge. */
const LEAST_LOSS = 1e-5;
const GREATEST_LOSS = 1e-2;
const STYLES: Record<string, Omit<Series, "name">> = {
  before: { colour: GREY, dash: "5 4" },
  now: { colour: VERMILLION },
};

export function lossPlot(results: readonly Result[]): string {
  const names = [...new Set(results.map(({ cell }) => cell.name))];
  const place = (name: string) => {
    const k = names.indexOf(name);
    return { fx: `${k % COLUMNS}`, fy: `${Math.floor(k / COLUMNS)}`, panel: name };
  };
  const series = new Map(
    [...new Set(results.map(({ version }) => version))].map((name) => {
      return [name, { name, ...STYLES[name] }] as const;
    }),
  );
  const samples = results.flatMap((result) => {
    const at = { series: series.get(result.version) as Series, ...place(result.cell.name) };
    return curve(result).map(({ x, y }): Sample => ({ x, y, ...at }));
  });
  return linePlot(samples, {
    about: "Loss of search over the time of a call",
    description: `The share of the best known value that search loses by then, medians over seeds, both axes logarithmic; a panel per size: ${names.join(", ")}.`,
    height: 460,
    x: {
      type: "log",
      domain: [FROM, FROM * 10 ** DECADES],
      label: "time of a call (ms)",
      ticks: [0.1, 1, 10, 100],
      tickFormat: "~r",
    },
    y: {
      type: "log",
      domain: [LEAST_LOSS, GREATEST_LOSS],
      label: "loss (share of the best known)",
      grid: true,
      ticks: 3,
      tickFormat: "~e",
    },
  });
}

/** From where half of the seeds have an answer. */
function curve(result: Result): { x: number; y: number }[] {
  return Array.from({ length: DECADES * STEPS + 1 }, (_, k) => {
    const x = FROM * 10 ** (k / STEPS);
    const loss = medianLoss(result, x);
    const y = Math.min(GREATEST_LOSS, Math.max(LEAST_LOSS, loss));
    return { x, y: loss < Infinity ? y : Number.NaN };
  });
}
