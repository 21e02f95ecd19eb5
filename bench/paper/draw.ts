// A plot as the text of an SVG file, with its legend in it.

import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

export interface Series {
  name: string;
  colour: string;
  /** Of the line: "4 3"; solid by default. */
  dash?: string;
}

const WIDTH = 860;
const LEGEND_HEIGHT = 30;
/** Room that a letter takes, and a swatch with the space around it. */
const LETTER = 6.4;
const SWATCH = 46;

/** legend: above the plot, in this order. */
export function drawPlot(options: Plot.PlotOptions, legend: readonly Series[]): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const plot = Plot.plot({
    width: WIDTH,
    marginTop: 30 + LEGEND_HEIGHT,
    marginLeft: 55,
    style: { background: "white", fontFamily: "system-ui, sans-serif", fontSize: "12px" },
    ...options,
    document,
  });
  const text = plot.outerHTML.replace(
    /<svg(?![^>]*xmlns=)/,
    '<svg xmlns="http://www.w3.org/2000/svg"',
  );
  return `${text.replace(/<\/svg>\s*$/, `${legendOf(legend)}</svg>`)}\n`;
}

function legendOf(series: readonly Series[]): string {
  let x = 55;
  const items = series.map(({ name, colour, dash }) => {
    const line = `<line x1="${x}" x2="${x + 22}" y1="14" y2="14" stroke="${colour}" stroke-width="2.5"${dash ? ` stroke-dasharray="${dash}"` : ""}/>`;
    const label = `<text x="${x + 28}" y="18" fill="#111827">${name}</text>`;
    x += SWATCH + LETTER * name.length;
    return line + label;
  });
  return `<g font-family="system-ui, sans-serif" font-size="12">${items.join("")}</g>`;
}

export interface Sample {
  x: number;
  y: number;
  series: Series;
  fx?: string;
  fy?: string;
}

/** A line a series, for every pair of facets. */
export function linePlot(samples: readonly Sample[], options: Plot.PlotOptions): string {
  const series = [...new Set(samples.map((sample) => sample.series))];
  const lines = series.map((one) =>
    Plot.line(
      samples.filter((sample) => sample.series === one && Number.isFinite(sample.y)),
      { x: "x", y: "y", ...facetsOf(samples), stroke: one.colour, strokeWidth: 1.8, ...dash(one) },
    ),
  );
  return drawPlot({ ...options, marks: [frame(), ...lines, ...(options.marks ?? [])] }, series);
}

export const frame = () => Plot.frame({ stroke: "#d1d5db" });
export const dash = ({ dash }: Series) => (dash ? { strokeDasharray: dash } : {});

function facetsOf(samples: readonly Sample[]): { fx?: string; fy?: string } {
  const [{ fx, fy } = { fx: undefined, fy: undefined }] = samples;
  return { ...(fx === undefined ? {} : { fx: "fx" }), ...(fy === undefined ? {} : { fy: "fy" }) };
}
