// Fig. 1: measured points, concave hulls and fitted curves, a panel a curve.

import * as Plot from "@observablehq/plot";
import { dash, drawPlot, frame, type Series } from "../draw.js";
import type { Curve } from "./curves.js";

const FITS: Series[] = [
  { name: "1 - exp(-theta t)", colour: "#dc2626" },
  { name: "gain (1 - exp(-theta t))", colour: "#d97706" },
  { name: "base + gain (1 - exp(-theta t))", colour: "#059669" },
];
const HULL: Series = { name: "concave hull", colour: "#111827", dash: "2 2" };
/** Of the timm families the figure shows these devices; the table has all. */
const SHOWN = /Once-for-all|i7-12700H|RTX 3090/;
/** Panels in a row. */
const COLUMNS = 5;
/** Straight pieces of a fitted curve. */
const PIECES = 60;

/** A point of the plot: time over the slowest network's time, accuracy, panel. */
interface Mark {
  x: number;
  y: number;
  fx: number;
  fy: number;
}

export function figure1(curves: readonly Curve[]): string {
  const panels = curves
    .filter(({ name }) => SHOWN.test(name))
    .map((curve, k) => panelOf(curve, { fx: k % COLUMNS, fy: Math.floor(k / COLUMNS) }));
  const facet = { fx: "fx", fy: "fy" };
  const line = (series: Series, marks: Mark[]) => {
    const style = { stroke: series.colour, ...dash(series), z: null, clip: true };
    return Plot.line(marks, { x: "x", y: "y", ...facet, ...style });
  };
  const title = {
    text: "title",
    frameAnchor: "bottom-right",
    dx: -4,
    dy: -4,
    fontSize: 10,
  } as const;
  const options: Plot.PlotOptions = {
    height: 130 * Math.ceil(panels.length / COLUMNS) + 80,
    fx: { axis: null },
    fy: { axis: null },
    x: { label: "time / time of the slowest network", ticks: [0, 0.5, 1] },
    y: { label: "top-1 accuracy", domain: [0, 1], ticks: 3, grid: true },
    marks: [
      frame(),
      ...FITS.map((series, k) =>
        line(
          series,
          panels.flatMap(({ fits }) => fits[k]),
        ),
      ),
      line(
        HULL,
        panels.flatMap(({ hull }) => hull),
      ),
      Plot.dot(
        panels.flatMap(({ dots }) => dots),
        { x: "x", y: "y", ...facet, r: 2, fill: "#2563eb" },
      ),
      Plot.text(panels, { ...title, ...facet }),
    ],
  };
  return drawPlot(options, [...FITS, HULL]);
}

function panelOf({ name, points, hull, fits }: Curve, place: { fx: number; fy: number }) {
  const longest = Math.max(...points.map(({ time }) => time));
  const mark = (point: Curve["points"][number]): Mark => ({
    x: point.time / longest,
    y: point.accuracy,
    ...place,
  });
  return {
    title: shorten(name),
    ...place,
    dots: points.map(mark),
    hull: hull.map(mark),
    fits: fits.map(({ theta, base, gain }) =>
      Array.from({ length: PIECES + 1 }, (_, k) => {
        const time = (longest * k) / PIECES;
        return mark({ time, accuracy: base - gain * Math.expm1(-theta * time) });
      }),
    ),
  };
}

const shorten = (name: string) =>
  name.replace("Once-for-all", "OFA").replace(/ \(Batch Size \d+\)| with MKL-DNN|Core /g, "");
