// Fig. 1: measured points, concave hulls and fitted curves, a panel a curve.

import * as Plot from "@observablehq/plot";
import type { End, Series } from "../draw/labels.js";
import { BLACK, BLUE, GREY, ORANGE, VERMILLION } from "../draw/palette.js";
import { dash, drawPlot, type Figure, frame } from "../draw/plot.js";
import type { Curve } from "./curves.js";

const FITS: Series[] = [
  { name: "1 - exp(-theta t)", colour: VERMILLION },
  { name: "gain (1 - exp(-theta t))", colour: ORANGE },
  { name: "base + gain (1 - exp(-theta t))", colour: BLUE },
];
const HULL: Series = { name: "concave hull", colour: BLACK, dash: "2 2" };
/** Of the timm families the figure shows these devices; the table has all. */
const SHOWN = /Once-for-all|i7-12700H|RTX 3090/;
/** Panels in a row. */
const COLUMNS = 4;
/** Accuracy above and below what was measured. */
const MARGIN = 0.02;
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
  const above = { frameAnchor: "top-left", lineAnchor: "bottom", dy: -4, fontSize: 11 } as const;
  const accuracies = panels.flatMap(({ dots }) => dots.map(({ y }) => y));
  const domain = [Math.min(...accuracies) - MARGIN, Math.max(...accuracies) + MARGIN];
  const options: Figure = {
    about: "Fig. 1: accuracy over time, measured and fitted",
    description: `A panel per network family and device, ${panels.length} in all: measured networks as dots, the concave hull through the best of them, and fitted curves of one, two and three parameters.`,
    height: 165 * Math.ceil(panels.length / COLUMNS) + 60,
    fx: { axis: null, paddingInner: 0.12 },
    fy: { axis: null, paddingInner: 0.25, paddingOuter: 0 },
    x: {
      label: "time (share of the slowest network's)",
      ticks: [0, 0.5, 1],
      tickFormat: "~g",
      domain: [0, 1],
    },
    y: {
      label: "top-1 accuracy",
      domain,
      ticks: 4,
      grid: true,
    },
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
        { x: "x", y: "y", ...facet, r: 2.2, fill: GREY },
      ),
      Plot.text(panels, { text: "title", ...above, ...facet }),
    ],
  };
  const last = (marks: readonly Mark[]): Mark => marks[marks.length - 1];
  // names stand beside a panel that no fit leaves
  const isWhole = ({ fits }: (typeof panels)[number]) =>
    fits.every((marks) => last(marks).y <= domain[1]);
  const named = panels.find((panel) => panel.fx === COLUMNS - 1 && isWhole(panel)) ?? panels[0];
  const ends = [...named.fits, named.hull].map((marks, k): End => {
    return { series: [...FITS, HULL][k], ...last(marks) };
  });
  return drawPlot(options, ends);
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
