// The paper's figures, and what it lacks in the same pictures: one SVG a figure.

import * as Plot from "@observablehq/plot";
import type { End, Series } from "../draw/labels.js";
import { BLACK, BLUE, GREEN, GREY, VERMILLION } from "../draw/palette.js";
import { drawPlot, facets, frame, linePlot, type Sample, titles } from "../draw/plot.js";
import type { Curve } from "./curves.js";
import { figure1 } from "./figure-curves.js";
import { advantageFigure, discreteFigure, fairnessFigure, timeFigure } from "./figures-beyond.js";
import { type Axis, FIGURE_3 } from "./jobs.js";
import {
  BOUND,
  byDeadlines,
  deadlinesLabel,
  EXACT,
  HIGHS,
  METHOD_SERIES,
  RELAX_ABOVE,
  speedsLabel,
} from "./legend.js";
import type { ToleranceRow } from "./measure.js";
import type { Tables } from "./results.js";
import type { MethodName, Speeds } from "./settings.js";
import { greatest, proofSummaries } from "./summary.js";

/** File name -> SVG. */
export function figuresOf(tables: Tables, curves: readonly Curve[]): Record<string, string> {
  return {
    "fig1.svg": figure1(curves),
    "fig2.svg": figure2(tables),
    "fig3a.svg": figure3(tables, "n"),
    "fig3b.svg": figure3(tables, "m"),
    "fig4.svg": figure4(tables),
    "fig4-loss.svg": lossFigure(tables, "equal"),
    "fig4-speeds.svg": lossFigure(tables, "1 to 4"),
    "fig4-advantage.svg": advantageFigure(tables),
    "fairness.svg": fairnessFigure(tables),
    "discrete.svg": discreteFigure(tables),
    "time.svg": timeFigure(tables),
  };
}

const GUARANTEE: Series = { name: "guarantee G", colour: BLACK };
const GAP: Series = { name: "approx, median gap", colour: GREEN };
const REFIT_GAP: Series = { name: "refit, mean gap", colour: BLUE };
const SEARCH_GAP: Series = { name: "search, mean gap", colour: VERMILLION };
/** Smaller gaps stand at the edge: less than a thousandth of what one task is worth. */
const LEAST_GAP = 1e-4;

function figure2({ guarantee }: Tables): string {
  const [n, m] = [greatest(guarantee, "n"), greatest(guarantee, "m")];
  const seen = (gap: number) => Math.max(LEAST_GAP, gap);
  const rows = guarantee
    .filter((row) => row.n === n && row.m === m && row.rho === 0.5)
    .sort(byDeadlines)
    .map((row) => ({
      ...{ mu: row.mu, fx: deadlinesLabel(row.deadlines), fy: speedsLabel(row.speeds) },
      ...{ g5: seen(row.guaranteeP5), g50: row.guaranteeP50, g95: row.guaranteeP95 },
      ...{ p5: seen(row.gapP5), p25: seen(row.gapP25), p50: seen(row.gapP50) },
      ...{ p75: seen(row.gapP75), p95: seen(row.gapP95) },
      ...{ refit: seen(row.refitGap), search: seen(row.searchGap) },
    }));
  const at = { x: "mu", fx: "fx", fy: "fy" };
  const line = (series: Series, y: string) =>
    Plot.line(rows, { ...at, y, stroke: series.colour, strokeWidth: 2 });
  const ends = rows
    .filter(({ mu, fx }) => mu === greatest(rows, "mu") && fx === rows[rows.length - 1].fx)
    .flatMap(({ mu, fx, fy, g50, p50, refit, search }): End[] => {
      const place = { x: mu, fx, fy };
      return [
        { ...place, y: g50, series: GUARANTEE },
        { ...place, y: p50, series: GAP },
        { ...place, y: refit, series: REFIT_GAP },
        { ...place, y: search, series: SEARCH_GAP },
      ];
    });
  return drawPlot(
    {
      about: "Fig. 2: the gap against the guarantee",
      description: `The guarantee G of Theorem 1 and the gaps that approx, refit and search prove, over the task heterogeneity mu, on a logarithmic axis; ${n} tasks on ${m} machines, rho = 0.5. Of approx: median, half and nine tenths of all problems.`,
      ...facets(rows),
      height: 480,
      x: { label: "mu, heterogeneity of the tasks" },
      y: { type: "log", label: "gap (sum of accuracies)", grid: true, ticks: 4, tickFormat: "~g" },
      marks: [
        frame(),
        Plot.areaY(rows, { ...at, y1: "g5", y2: "g95", fill: GREY, fillOpacity: 0.3 }),
        line(GUARANTEE, "g50"),
        Plot.ruleX(rows, { ...at, y1: "p5", y2: "p95", stroke: GREEN }),
        Plot.ruleX(rows, { ...at, y1: "p25", y2: "p75", stroke: GREEN, strokeWidth: 5 }),
        line(GAP, "p50"),
        line(REFIT_GAP, "refit"),
        line(SEARCH_GAP, "search"),
        ...titles(rows),
      ],
    },
    ends,
  );
}

/** Times over n or m; a proof that fails stands at the limit, hollow. */
function figure3({ time, proof }: Tables, axis: Axis): string {
  const timed = time.filter(({ n, m }) => (axis === "n" ? m === FIGURE_3.m : n === FIGURE_3.n));
  const largest = greatest(
    proof.filter((row) => row.axis === axis),
    axis,
  );
  const samples: Sample[] = timed
    .filter((row) => ["approx", "refit", "search"].includes(row.method) && row[axis] <= largest)
    .map((row) => ({
      x: row[axis],
      y: row.microseconds / 1000,
      series: METHOD_SERIES[row.method],
    }));
  const limit = 1000 * greatest(proof, "seconds");
  const proofs = proofSummaries(proof.filter((row) => row.axis === axis)).map((row) => ({
    x: row[axis],
    y: Math.min(row.milliseconds, limit),
    series: row.solver === "exact" ? EXACT : HIGHS,
    proven: row.milliseconds < limit,
  }));
  samples.push(...proofs);
  samples.sort((a, b) => a.x - b.x);
  const [grows, rest] =
    axis === "n" ? ["tasks n", `${FIGURE_3.m} machines`] : ["machines m", `${FIGURE_3.n} tasks`];
  return linePlot(samples, {
    about: `Fig. 3: time to the optimum over the number of ${axis === "n" ? "tasks" : "machines"}`,
    description: `Milliseconds that approx, refit and search take, and that exact and a mixed integer programme in HiGHS take to prove the optimum, with ${rest}, both axes logarithmic. Hollow: not proven within ${limit / 1000} s.`,
    height: 400,
    x: {
      type: "log",
      label: `${grows}, with ${rest}`,
      ticks: [...new Set(samples.map(({ x }) => x))],
      tickFormat: "d",
    },
    y: { type: "log", label: "time (ms)", grid: true, ticks: 4, tickFormat: "~g" },
    marks: [
      Plot.ruleY([limit], { stroke: GREY, strokeDasharray: "2 3" }),
      Plot.dot(proofs, {
        x: "x",
        y: "y",
        r: 4,
        strokeWidth: 2,
        stroke: (d) => d.series.colour,
        fill: (d) => (d.proven ? d.series.colour : "#FFFFFF"),
      }),
    ],
  });
}

/** Of the methods whose lines can be told apart; what the others lose is in the next figures. */
const FIGURE_4: readonly MethodName[] = ["approx", "upgrade", "highest-fit", "edf"];
/** Smaller differences stand at the edge. */
const LEAST_LOSS = 1e-6;

/** The rows of a figure over rho: the largest n, and speeds of one kind. */
function overRho({ tolerance }: Tables, speeds: Speeds) {
  const n = greatest(tolerance, "n");
  const rows = tolerance.filter((row) => row.n === n && row.speeds === speeds).sort(byDeadlines);
  const height = 70 + 220 * new Set(rows.map(({ mu }) => mu)).size;
  const x = { label: "rho, deadline tolerance", ticks: [0, 0.5, 1, 1.5], tickFormat: "~g" };
  return { n, rows, figure: { height, x } };
}

const placeOf = ({ rho, deadlines, mu }: ToleranceRow) => {
  return { x: rho, fx: deadlinesLabel(deadlines), fy: `mu = ${mu}` };
};

/** Mean accuracies, as in the paper. */
function figure4(tables: Tables): string {
  const { n, rows, figure } = overRho(tables, "equal");
  const samples = rows.flatMap((row): Sample[] => {
    const { method, accuracy, preemptiveBound } = row;
    if (method === "search") return [{ ...placeOf(row), y: preemptiveBound, series: BOUND }];
    if (!FIGURE_4.includes(method)) return [];
    return [{ ...placeOf(row), y: accuracy, series: METHOD_SERIES[method] }];
  });
  return linePlot(samples, {
    about: "Fig. 4: mean accuracy over the deadline tolerance, identical machines",
    description: `Mean accuracy of ${n} tasks on 10 machines of equal speed over rho: approx and the baselines beneath the preemptive bound, a panel for every mu and kind of deadlines.`,
    ...figure,
    y: { label: "mean accuracy", grid: true },
  });
}

/** What every method is below the preemptive bound, and the paper's bound above it. */
function lossFigure(tables: Tables, speeds: Speeds): string {
  const { n, rows, figure } = overRho(tables, speeds);
  const samples = rows.map((row): Sample => {
    const { method, accuracy, preemptiveBound } = row;
    const series = method === "relax" ? RELAX_ABOVE : METHOD_SERIES[method];
    const y = Math.max(LEAST_LOSS, Math.abs(preemptiveBound - accuracy));
    return { ...placeOf(row), y, series };
  });
  return linePlot(samples, {
    about: `Fig. 4, differences to the preemptive bound, speeds ${speeds}`,
    description: `Preemptive bound less mean accuracy of every method, ${n} tasks on 10 machines, speeds ${speeds}, over rho, on a logarithmic axis; of relax how far it is above that bound. Differences below ${LEAST_LOSS} stand at the edge.`,
    ...figure,
    y: {
      type: "log",
      label: "difference of mean accuracy",
      grid: true,
      ticks: 4,
      tickFormat: "~e",
    },
  });
}
