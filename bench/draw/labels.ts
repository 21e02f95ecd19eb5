// Names at the ends of lines, each with a line to its end, so far apart that they can be read.

import type * as Plot from "@observablehq/plot";

export interface Series {
  name: string;
  colour: string;
  /** Of the line: "4 3"; solid by default. */
  dash?: string;
}

/** Where a series ends, in data. */
export interface End {
  series: Series;
  x: number;
  y: number;
  fx?: string | number;
  fy?: string | number;
}

/** Pixels that a letter takes at most, between two names, of the line to a name and beside it. */
const LETTER = 7;
const APART = 14;
const LEADER = 18;
const BESIDE = 12;

/** Pixels that names need beside the last panel. */
export function roomFor(ends: readonly End[]): number {
  const longest = Math.max(0, ...ends.map(({ series }) => series.name.length));
  return LEADER + BESIDE + LETTER * longest;
}

/** Beside the right edge of their panels. */
export function labelsOf(plot: ReturnType<typeof Plot.plot>, ends: readonly End[]): string {
  const placed = ends.map((end) => ({ ...end, ...placeOf(plot, end) }));
  const tops = [...new Set(placed.map(({ top }) => top))];
  const items = tops.flatMap((edge) => {
    const panel = placed.filter(({ top }) => top === edge).sort((a, b) => a.py - b.py);
    const ys = spread(
      panel.map(({ py }) => py),
      panel[0].top,
      panel[0].bottom,
    );
    return panel.map(({ series, px, py, right }, k) => {
      const dash = series.dash ? ` stroke-dasharray="${series.dash}"` : "";
      const x = right + LEADER;
      const leader = `<path d="M${digits(px)} ${digits(py)}H${digits(right)}L${digits(x)} ${digits(ys[k])}h8" fill="none" stroke="${series.colour}" stroke-width="1"${dash}/>`;
      return `${leader}<text x="${digits(x + BESIDE)}" y="${digits(ys[k])}" dy="0.32em" fill="currentColor">${escapeText(series.name)}</text>`;
    });
  });
  return `<g font-size="12" text-anchor="start">${items.join("")}</g>`;
}

/** Pixels of a point, and its panel. Scales of a plot with panels count from the panel's margins. */
function placeOf(plot: ReturnType<typeof Plot.plot>, { x, y, fx, fy }: End) {
  const [sx, sy] = [plot.scale("x"), plot.scale("y")] as {
    apply(value: number): number;
    range: number[];
  }[];
  const from = (name: "fx" | "fy", value: string | number | undefined, least: number) => {
    return value === undefined ? 0 : (plot.scale(name)?.apply(value) as number) - least;
  };
  const [left, right] = sx.range;
  const [bottom, top] = sy.range;
  const [dx, dy] = [from("fx", fx, left), from("fy", fy, top)];
  return {
    ...{ px: sx.apply(x) + dx, py: sy.apply(y) + dy },
    ...{ right: right + dx, top: top + dy, bottom: bottom + dy },
  };
}

/** Sorted heights, moved as little as one pass down and one up take, that none is on another. */
export function spread(heights: readonly number[], top: number, bottom: number): number[] {
  const places = [...heights];
  for (let k = 0; k < places.length; k++) {
    places[k] = Math.max(places[k], k > 0 ? places[k - 1] + APART : top);
  }
  for (let k = places.length - 1; k >= 0; k--) {
    places[k] = Math.min(places[k], k < places.length - 1 ? places[k + 1] - APART : bottom);
  }
  return places;
}

const digits = (pixels: number) => pixels.toFixed(1);

export const escapeText = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
