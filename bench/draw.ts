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
const LEFT = 55;
/** Height of a row of the legend. */
const ROW = 20;
/** Room that a letter takes at most, and a swatch with the space around it. */
const LETTER = 6.3;
const SWATCH = 48;

/** legend: above the plot, in this order. */
export function drawPlot(options: Plot.PlotOptions, legend: readonly Series[]): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const plot = Plot.plot({
    width: WIDTH,
    marginTop: 50,
    marginBottom: 42,
    marginLeft: LEFT,
    style: { background: "white", fontFamily: "system-ui, sans-serif", fontSize: "12px" },
    ...options,
    document,
  });
  const { rows, items } = legendOf(legend);
  const top = rows * ROW;
  const height = Number(plot.getAttribute("height")) + top;
  plot.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  plot.setAttribute("height", `${height}`);
  plot.setAttribute("viewBox", `0 ${-top} ${WIDTH} ${height}`);
  return `${plot.outerHTML.replace(/<\/svg>\s*$/, `${items}</svg>`)}\n`;
}

/** In rows that end above y = 0. */
function legendOf(series: readonly Series[]): { rows: number; items: string } {
  let [x, row] = [LEFT, 0];
  const places = series.map(({ name }) => {
    const width = SWATCH + LETTER * name.length;
    if (x + width > WIDTH) [x, row] = [LEFT, row + 1];
    x += width;
    return { x: x - width, row };
  });
  const items = series.map(({ name, colour, dash }, k) => {
    const y = ROW * (places[k].row - row) - 6;
    const { x } = places[k];
    const dashes = dash ? ` stroke-dasharray="${dash}"` : "";
    const line = `<line x1="${x}" x2="${x + 22}" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="2.5"${dashes}/>`;
    return `${line}<text x="${x + 28}" y="${y + 4}" fill="#111827">${name}</text>`;
  });
  const style = 'font-family="system-ui, sans-serif" font-size="12" text-anchor="start"';
  return { rows: row + 1, items: `<g ${style}>${items.join("")}</g>` };
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
      { x: "x", y: "y", ...channels(samples), stroke: one.colour, strokeWidth: 1.8, ...dash(one) },
    ),
  );
  const marks = [frame(), ...lines, ...(options.marks ?? [])];
  return drawPlot({ ...facets(samples), ...options, marks }, series);
}

/** Facets in the order of the data; they say what they are, without a further label. */
export function facets(data: readonly { fx?: string; fy?: string }[]): Plot.PlotOptions {
  const axis = (values: (string | undefined)[]) =>
    values[0] === undefined ? {} : { label: null, domain: [...new Set(values)] };
  return {
    fx: axis(data.map(({ fx }) => fx)),
    fy: axis(data.map(({ fy }) => fy)),
    marginRight: data[0]?.fy === undefined ? 20 : 95,
  };
}

export const frame = () => Plot.frame({ stroke: "#d1d5db" });
export const dash = ({ dash }: Series) => (dash ? { strokeDasharray: dash } : {});

function channels(samples: readonly Sample[]): { fx?: string; fy?: string } {
  const [{ fx, fy } = { fx: undefined, fy: undefined }] = samples;
  return { ...(fx === undefined ? {} : { fx: "fx" }), ...(fy === undefined ? {} : { fy: "fy" }) };
}
