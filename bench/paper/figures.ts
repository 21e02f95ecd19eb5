// The paper's figures, and what it lacks in the same pictures: one SVG a figure.

import * as Plot from "@observablehq/plot";
import { drawPlot, facets, frame, linePlot, type Sample, type Series } from "../draw.js";
import type { Curve } from "./curves.js";
import { figure1 } from "./figure-curves.js";
import { advantageFigure, discreteFigure, fairnessFigure, timeFigure } from "./figures-beyond.js";
import { type Axis, FIGURE_3 } from "./jobs.js";
import { BOUND, deadlinesLabel, EXACT, HIGHS, METHOD_SERIES, speedsLabel } from "./legend.js";
import type { Tables } from "./results.js";
import type { Speeds } from "./settings.js";
import { greatest, proofSummaries } from "./summary.js";

/** File name -> SVG. */
export function figuresOf(tables: Tables, curves: readonly Curve[]): Record<string, string> {
  return {
    "fig1.svg": figure1(curves),
    "fig2.svg": figure2(tables),
    "fig3a.svg": figure3(tables, "n"),
    "fig3b.svg": figure3(tables, "m"),
    "fig4.svg": figure4(tables, "equal"),
    "fig4-speeds.svg": figure4(tables, "1 to 4"),
    "fig4-advantage.svg": advantageFigure(tables),
    "fairness.svg": fairnessFigure(tables),
    "discrete.svg": discreteFigure(tables),
    "time.svg": timeFigure(tables),
  };
}

const GUARANTEE: Series = { name: "worstCaseGap G", colour: "#94a3b8" };
const GAP: Series = { name: "gap of approx: median, half and nine tenths", colour: "#059669" };
const REFIT_GAP: Series = { name: "gap of refit, preemptive bound", colour: "#2563eb" };
const SEARCH_GAP: Series = { name: "gap of search", colour: "#7c3aed" };

function figure2({ worstCaseGap }: Tables): string {
  const [n, m] = [greatest(worstCaseGap, "n"), greatest(worstCaseGap, "m")];
  const rows = worstCaseGap
    .filter((row) => row.n === n && row.m === m && row.rho === 0.5)
    .map((row) => ({ ...row, fx: deadlinesLabel(row.deadlines), fy: speedsLabel(row.speeds) }));
  const at = { x: "mu", fx: "fx", fy: "fy" };
  return drawPlot(
    {
      ...facets(rows),
      height: 460,
      x: { label: "mu" },
      y: { label: `sum of accuracies, n = ${n}, m = ${m}, rho = 0.5`, zero: true, grid: true },
      marks: [
        frame(),
        Plot.areaY(rows, {
          ...at,
          y1: "guaranteeP5",
          y2: "guaranteeP95",
          fill: GUARANTEE.colour,
          fillOpacity: 0.4,
        }),
        Plot.line(rows, { ...at, y: "guaranteeP50", stroke: GUARANTEE.colour }),
        Plot.ruleX(rows, { ...at, y1: "gapP5", y2: "gapP95", stroke: GAP.colour }),
        Plot.ruleX(rows, { ...at, y1: "gapP25", y2: "gapP75", stroke: GAP.colour, strokeWidth: 5 }),
        Plot.dot(rows, { ...at, y: "gapP50", r: 2.5, fill: "white", stroke: GAP.colour }),
        Plot.line(rows, { ...at, y: "refitGap", stroke: REFIT_GAP.colour }),
        Plot.line(rows, { ...at, y: "searchGap", stroke: SEARCH_GAP.colour }),
      ],
    },
    [GUARANTEE, GAP, REFIT_GAP, SEARCH_GAP],
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
  return linePlot(samples, {
    height: 380,
    x: {
      type: "log",
      label: axis === "n" ? `n (m = ${FIGURE_3.m})` : `m (n = ${FIGURE_3.n})`,
      ticks: [...new Set(samples.map(({ x }) => x))],
      tickFormat: "d",
    },
    y: { type: "log", label: "ms", grid: true, ticks: 4, tickFormat: "~g" },
    marks: [
      Plot.ruleY([limit], { stroke: "#9ca3af", strokeDasharray: "2 3" }),
      Plot.dot(proofs, {
        x: "x",
        y: "y",
        r: 4,
        stroke: (d) => d.series.colour,
        fill: (d) => (d.proven ? d.series.colour : "white"),
      }),
    ],
  });
}

function figure4({ tolerance }: Tables, speeds: Speeds): string {
  const n = greatest(tolerance, "n");
  const samples = tolerance
    .filter((row) => row.n === n && row.speeds === speeds)
    .flatMap((row): Sample[] => {
      const at = { x: row.rho, fx: deadlinesLabel(row.deadlines), fy: `mu = ${row.mu}` };
      const line = { ...at, y: row.accuracy, series: METHOD_SERIES[row.method] };
      return row.method === "search"
        ? [{ ...at, y: row.preemptiveBound, series: BOUND }, line]
        : [line];
    });
  return linePlot(samples, {
    height: 100 + 220 * new Set(samples.map(({ fy }) => fy)).size,
    x: { label: "rho", ticks: [0, 0.5, 1, 1.5] },
    y: { label: `mean accuracy, n = ${n}, m = 10, speeds ${speeds}`, grid: true },
  });
}
