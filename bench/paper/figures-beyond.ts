// Figures that the paper lacks: its comparison over all settings, fairness, the best discrete
// schedules, and the time of every method up to a million tasks.

import * as Plot from "@observablehq/plot";
import { drawPlot, frame, linePlot, type Sample, type Series } from "../draw.js";
import { deadlinesLabel, EXACT, METHOD_SERIES, speedsLabel } from "./legend.js";
import type { DiscreteRow } from "./measure.js";
import type { Tables } from "./results.js";
import { mean, median } from "./statistics.js";
import { BASELINES, comparisonsOf, greatest, groupBy, PAPER_MOST } from "./summary.js";

const ADVANTAGE: Series = {
  name: "approx less baseline: median of the settings",
  colour: "#059669",
};
const RANGE: Series = { name: "least to greatest", colour: "#a7f3d0" };
const PAPER: Series = { name: "the paper's greatest", colour: "#dc2626", dash: "4 3" };

/** What "approx" gains on the baselines, in all settings. */
export function advantageFigure({ tolerance }: Tables): string {
  const gains = BASELINES.flatMap((baseline) =>
    comparisonsOf(tolerance).map((one) => ({
      fx: METHOD_SERIES[baseline].name,
      x: one.approx.rho,
      y: one.approx.accuracy - one[baseline].accuracy,
    })),
  );
  const bands = [...groupBy(gains, ({ fx, x }) => `${fx} ${x}`).values()].map((group) => {
    const ys = group.map(({ y }) => y);
    const [{ fx, x }] = group;
    return { fx, x, low: Math.min(...ys), middle: median(ys), high: Math.max(...ys) };
  });
  const marks = BASELINES.map((baseline) => ({
    fx: METHOD_SERIES[baseline].name,
    y: PAPER_MOST[baseline],
  }));
  return drawPlot(
    {
      height: 320,
      fx: { domain: BASELINES.map((baseline) => METHOD_SERIES[baseline].name), label: null },
      x: { label: "rho" },
      y: { label: "mean accuracy", grid: true },
      marks: [
        frame(),
        Plot.areaY(bands, { x: "x", y1: "low", y2: "high", fx: "fx", fill: RANGE.colour }),
        Plot.lineY(bands, { x: "x", y: "middle", fx: "fx", stroke: ADVANTAGE.colour }),
        Plot.ruleY([0]),
        Plot.ruleY(marks, { y: "y", fx: "fx", stroke: PAPER.colour, strokeDasharray: "4 3" }),
      ],
    },
    [ADVANTAGE, RANGE, PAPER],
  );
}

/** Of the largest n, identical machines and the middle mu. */
export function fairnessFigure({ tolerance }: Tables): string {
  const n = greatest(tolerance, "n");
  const mus = [...new Set(tolerance.map(({ mu }) => mu))];
  const mu = mus[mus.length >> 1];
  const samples = tolerance
    .filter((row) => row.n === n && row.mu === mu && row.speeds === "equal")
    .filter(({ method }) => method !== "relax") // no schedule
    .flatMap((row): Sample[] => {
      const at = {
        x: row.rho,
        series: METHOD_SERIES[row.method],
        fx: deadlinesLabel(row.deadlines),
      };
      return [
        { ...at, y: row.jain, fy: "Jain's index" },
        { ...at, y: row.p5, fy: "5th percentile" },
      ];
    });
  return linePlot(samples, {
    height: 460,
    fy: { domain: ["Jain's index", "5th percentile"], label: null },
    x: { label: "rho", ticks: [0, 0.5, 1, 1.5] },
    y: {
      label: `accuracies, n = ${n}, m = 10, mu = ${mu}, speeds equal`,
      grid: true,
      domain: [0, 1],
    },
  });
}

const BEST_ONE: Series = { name: "best at 0 or 0.82", colour: "#f87171", dash: "4 3" };
const BEST_THREE: Series = { name: "best at three levels", colour: "#92400e", dash: "4 3" };
const DISCRETE: [keyof DiscreteRow, Series][] = [
  ["edf", METHOD_SERIES.edf],
  ["bestOneLevel", BEST_ONE],
  ["highest-fit", METHOD_SERIES["highest-fit"]],
  ["upgrade", METHOD_SERIES.upgrade],
  ["bestThreeLevels", BEST_THREE],
  ["approx", METHOD_SERIES.approx],
  ["exact", EXACT],
];

/** Mean accuracies of small problems, for which the best discrete schedules can be found. */
export function discreteFigure({ discrete }: Tables): string {
  const [{ n, m, mu }] = discrete;
  const cells = groupBy(discrete, ({ deadlines, speeds, rho }) => [deadlines, speeds, rho].join());
  const samples = [...cells.values()].flatMap((rows) =>
    DISCRETE.map(([column, series]): Sample => {
      const [{ rho, deadlines, speeds }] = rows;
      const y = mean(rows.map((row) => Number(row[column]) / n));
      return { x: rho, y, series, fx: deadlinesLabel(deadlines), fy: speedsLabel(speeds) };
    }),
  );
  return linePlot(samples, {
    height: 460,
    x: { label: "rho" },
    y: { label: `mean accuracy, n = ${n}, m = ${m}, mu = ${mu}`, grid: true },
  });
}

/** Of a logarithmic axis of tasks. */
const POWERS = [10, 100, 1000, 10_000, 100_000, 1_000_000];

/** With ten machines. */
export function timeFigure({ time }: Tables): string {
  const samples = time
    .filter(({ m }) => m === 10)
    .map(
      (row): Sample => ({
        x: row.n,
        y: row.microseconds / 1000,
        series: METHOD_SERIES[row.method],
      }),
    );
  samples.sort((a, b) => a.x - b.x);
  return linePlot(samples, {
    height: 380,
    x: { type: "log", label: "n (m = 10)", ticks: POWERS, tickFormat: "," },
    marginRight: 40,
    y: { type: "log", label: "ms a call", grid: true, ticks: 4, tickFormat: "~g" },
  });
}
