// A plot as the text of an SVG file: an image with a title and a description, light or dark.

import { createHash } from "node:crypto";
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { type End, escapeText, labelsOf, roomFor, type Series } from "./labels.js";
import { FRAME, ground, STYLE } from "./palette.js";

/** What is drawn, and what is said of it to who does not see it. */
export interface Figure extends Plot.PlotOptions {
  about: string;
  description: string;
}

const WIDTH = 960;
const LEFT = 72;
/** Above a panel: its name. */
const TITLE = 22;
/** Between panels, as shares of one. */
const ABOVE = 0.2;
const BESIDE = 0.12;

/** ends: where lines end, which have their names there. */
export function drawPlot({ about, description, ...options }: Figure, ends: readonly End[]): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const plot = Plot.plot({
    className: "dsct-plot",
    width: WIDTH,
    marginTop: TITLE + 8,
    marginBottom: 44,
    marginLeft: LEFT,
    marginRight: Math.max(24, roomFor(ends)),
    style: { fontFamily: "system-ui, sans-serif", fontSize: "12px", background: "none" },
    ...options,
    x: axisOf(options.x, 40),
    y: axisOf(options.y, LEFT - 8),
    document,
  });
  const height = Number(plot.getAttribute("height"));
  plot.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  plot.setAttribute("role", "img");
  const names = `dsct-${createHash("sha256")
    .update(about + description)
    .digest("hex")
    .slice(0, 8)}`;
  plot.setAttribute("aria-labelledby", `${names}-title ${names}-desc`);
  const head = [
    `<title id="${names}-title">${escapeText(about)}</title>`,
    `<desc id="${names}-desc">${escapeText(description)}</desc>`,
    STYLE,
    ground(WIDTH, height),
  ];
  const text = plot.outerHTML.replace(/^<svg[^>]*>/, (tag) => tag + head.join(""));
  return `${text.replace(/<\/svg>\s*$/, `${labelsOf(plot, ends)}</svg>`)}\n`;
}

/** Titles in the middle of axes; those that are logarithmic say so. */
function axisOf(axis: Plot.ScaleOptions = {}, labelOffset: number): Plot.ScaleOptions {
  const label = axis.type === "log" ? `${axis.label}, log scale` : (axis.label ?? null);
  return { labelAnchor: "center", labelArrow: "none", labelOffset, ...axis, label };
}

/** Which panel: its column and row, and its name, if those are none. */
interface Panel {
  fx?: string;
  fy?: string;
  panel?: string;
}

export interface Sample extends Panel {
  x: number;
  y: number;
  series: Series;
}

/** A line a series, for every pair of facets; names beside the last panel of every row. */
export function linePlot(samples: readonly Sample[], options: Figure): string {
  const isLog = options.y?.type === "log";
  const drawn = samples.filter(({ y }) => Number.isFinite(y) && (!isLog || y > 0));
  const series = [...new Set(drawn.map((sample) => sample.series))];
  const lines = series.map((one) =>
    Plot.line(
      drawn.filter((sample) => sample.series === one),
      { x: "x", y: "y", ...channels(samples), stroke: one.colour, strokeWidth: 2, ...dash(one) },
    ),
  );
  const marks = [frame(), ...lines, ...titles(samples), ...(options.marks ?? [])];
  const ends = series.length > 1 ? endsOf(drawn) : [];
  return drawPlot({ ...facets(samples), ...options, marks }, ends);
}

/** The last sample of every series in the last panel of every row. */
function endsOf(samples: readonly Sample[]): Sample[] {
  const last = samples.map(({ fx }) => fx).at(-1);
  const ends = new Map<string, Sample>();
  for (const sample of samples) {
    if (sample.fx !== last) continue;
    const key = `${sample.fy} ${sample.series.name}`;
    if (sample.x >= (ends.get(key)?.x ?? -Infinity)) ends.set(key, sample);
  }
  return [...ends.values()];
}

/** Panels in the order of the data, with room above each for its name. */
export function facets(data: readonly Panel[]): Plot.PlotOptions {
  const axis = (values: (string | undefined)[], gap: number): Plot.ScaleOptions => {
    const domain = [...new Set(values)];
    const paddingInner = domain.length > 1 ? gap : 0;
    return values[0] === undefined ? {} : { axis: null, domain, paddingInner, paddingOuter: 0 };
  };
  return {
    fx: axis(
      data.map(({ fx }) => fx),
      BESIDE,
    ),
    fy: axis(
      data.map(({ fy }) => fy),
      ABOVE,
    ),
  };
}

/** The name of each panel above it, or what is different from panel to panel. */
export function titles(data: readonly Panel[]): Plot.Markish[] {
  const panels = new Map(data.map((one) => [`${one.fx} ${one.fy}`, one]));
  const named = [...panels.values()].map(({ fx, fy, panel }) => {
    return { fx, fy, name: panel ?? [fy, fx].filter((part) => part !== undefined).join(", ") };
  });
  const at = { frameAnchor: "top-left", lineAnchor: "bottom", dy: -5, fontSize: 11 } as const;
  return [Plot.text(named, { text: "name", ...channels(data), ...at })];
}

export const frame = () => Plot.frame({ stroke: FRAME });
export const dash = ({ dash }: Series) => (dash ? { strokeDasharray: dash } : {});

function channels(data: readonly Panel[]): { fx?: string; fy?: string } {
  const [{ fx, fy } = { fx: undefined, fy: undefined }] = data;
  return { ...(fx === undefined ? {} : { fx: "fx" }), ...(fy === undefined ? {} : { fy: "fy" }) };
}
