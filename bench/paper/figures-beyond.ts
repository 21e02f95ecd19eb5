// Figures that the paper lacks: its comparison over all settings, fairness, the best discrete
// schedules, and the time of every method up to a million tasks.

import * as Plot from "@observablehq/plot";
import type { End, Series } from "../draw/labels.js";
import { GREEN, PURPLE, VERMILLION } from "../draw/palette.js";
import { dash, drawPlot, facets, frame, linePlot, type Sample, titles } from "../draw/plot.js";
import { byDeadlines, deadlinesLabel, EXACT, METHOD_SERIES, speedsLabel } from "./legend.js";
import type { DiscreteRow } from "./measure.js";
import type { Tables } from "./results.js";
import { mean, median } from "./statistics.js";
import { BASELINES, comparisonsOf, greatest, groupBy, PAPER_MOST } from "./summary.js";

const GAIN: Series = { name: "median of the settings", colour: GREEN };
const LEAST: Series = { name: "least", colour: GREEN, dash: "1 3" };
const GREATEST: Series = { name: "greatest", colour: GREEN, dash: "1 3" };
const PAPER: Series = { name: "the paper's greatest", colour: VERMILLION, dash: "4 3" };

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
  const papers = BASELINES.map((baseline) => {
    return { fx: METHOD_SERIES[baseline].name, y: PAPER_MOST[baseline] };
  });
  const at = { x: "x", fx: "fx" };
  const edge = { ...at, stroke: GREEN, ...dash(LEAST) };
  const { fx, x, low, middle, high } = bands[bands.length - 1];
  const ends: End[] = [
    { series: GREATEST, fx, x, y: high },
    { series: GAIN, fx, x, y: middle },
    { series: LEAST, fx, x, y: low },
    { series: PAPER, fx, x, y: papers[papers.length - 1].y },
  ];
  return drawPlot(
    {
      about: "What approx gains on the baselines, over all settings",
      description:
        "A panel per baseline: mean accuracy of approx less that of the baseline over rho, the median, least and greatest of all settings, and the greatest that the paper names.",
      ...facets(bands),
      height: 320,
      x: { label: "rho, deadline tolerance", ticks: [0, 0.5, 1, 1.5], tickFormat: "~g" },
      y: { label: "approx less baseline, mean accuracy", grid: true },
      marks: [
        frame(),
        Plot.areaY(bands, { ...at, y1: "low", y2: "high", fill: GREEN, fillOpacity: 0.2 }),
        Plot.lineY(bands, { ...edge, y: "low" }),
        Plot.lineY(bands, { ...edge, y: "high" }),
        Plot.lineY(bands, { ...at, y: "middle", stroke: GREEN, strokeWidth: 2 }),
        Plot.ruleY([0]),
        Plot.ruleY(papers, { y: "y", fx: "fx", stroke: PAPER.colour, ...dash(PAPER) }),
        ...titles(bands),
      ],
    },
    ends,
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
    .sort(byDeadlines)
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
    about: "Fairness over the deadline tolerance",
    description: `Jain's index and the 5th percentile of the accuracies of ${n} tasks on 10 machines of equal speed, mu = ${mu}, over rho, for every method and three kinds of deadlines.`,
    height: 480,
    x: { label: "rho, deadline tolerance", ticks: [0, 0.5, 1, 1.5], tickFormat: "~g" },
    y: { label: "of the accuracies (0 to 1)", grid: true, domain: [0, 1] },
  });
}

const BEST_ONE: Series = { name: "best at 0 or 0.82", colour: PURPLE, dash: "4 3" };
const BEST_THREE: Series = { name: "best at three levels", colour: VERMILLION, dash: "4 3" };
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
  const cells = groupBy([...discrete].sort(byDeadlines), ({ deadlines, speeds, rho }) =>
    [deadlines, speeds, rho].join(),
  );
  const samples = [...cells.values()].flatMap((rows) =>
    DISCRETE.map(([column, series]): Sample => {
      const [{ rho, deadlines, speeds }] = rows;
      const y = mean(rows.map((row) => Number(row[column]) / n));
      return { x: rho, y, series, fx: deadlinesLabel(deadlines), fy: speedsLabel(speeds) };
    }),
  );
  return linePlot(samples, {
    about: "The baselines and the best schedules of their kind",
    description: `Mean accuracy of ${n} tasks on ${m} machines, mu = ${mu}, over rho: what rules reach, the best schedules at one and at three levels, approx and the optimum.`,
    height: 480,
    x: {
      label: "rho, deadline tolerance",
      ticks: [...new Set(samples.map(({ x }) => x))],
      tickFormat: "~g",
    },
    y: { label: "mean accuracy", grid: true },
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
    about: "Time of every method over the number of tasks",
    description:
      "Milliseconds of one call on 10 machines, from ten tasks to a million, both axes logarithmic.",
    height: 400,
    x: { type: "log", label: "tasks n, on 10 machines", ticks: POWERS, tickFormat: "," },
    y: { type: "log", label: "time of a call (ms)", grid: true, ticks: 4, tickFormat: "~g" },
  });
}
