// Colours of a chart by class, for a light page and a dark one, and its outermost element. Classes
// and not variables: what draws SVG without a browser knows them, and then shows the light ones.

import { escapeText, hash } from "./text.js";

export const WIDTH = 960;

/**
 * Selector behind the prefix -> property, light, dark. Bars are of one colour, the opacity of which
 * is the accuracy.
 */
const CLASSES: Record<string, [property: string, light: string, dark: string]> = {
  ground: ["fill", "#ffffff", "#0d1117"],
  ink: ["fill", "#111827", "#e6edf3"],
  dim: ["fill", "#4b5563", "#9da7b3"],
  grid: ["stroke", "#e5e7eb", "#2a313c"],
  axis: ["stroke", "#6b7280", "#7d8590"],
  bar: ["fill", "#0d3b7a", "#7cb7ff"],
  "task rect": ["stroke", "#ffffff", "#0d1117"], // between bars
  on: ["fill", "#ffffff", "#0d1117"],
  off: ["fill", "#111827", "#f0f6fc"],
  due: ["stroke", "#d55e00", "#e8772e"],
  idle: ["fill", "#eef1f5", "#1a202a"],
  stripe: ["fill", "#aab3c0", "#566070"],
};

const rules = (place: 1 | 2) =>
  Object.entries(CLASSES)
    .map(([name, colours]) => `.dsct-${name}{${colours[0]}:${colours[place]}}`)
    .join("");

const STYLE = `<style>${rules(1)}.dsct-task rect{stroke-width:.6}.dsct-due{fill:none;stroke-width:1.2}.dsct-task:hover .dsct-due{stroke-width:3}@media (prefers-color-scheme:dark){${rules(2)}}</style>`;

/** Stripes of the time for which a machine is busy; the same in every chart, as is its name. */
const STRIPES =
  '<defs><pattern id="dsct-busy" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="dsct-idle" width="6" height="6"/><rect class="dsct-stripe" width="2" height="6"/></pattern></defs>';

/** Opacity of a bar of the least accuracy, that it can be seen. */
const FAINT = 0.18;
/** Shade from which on a label is of the colour of the ground: as readable there as the other. */
const STRONG = 0.56;

/** shade: 0 to 1. */
export function opacity(shade: number): number {
  return Math.round(1000 * (FAINT + shade * (1 - FAINT))) / 1000;
}

export function labelClass(shade: number): string {
  return shade > STRONG ? "dsct-on" : "dsct-off";
}

/**
 * The whole document. Several charts may stand in one page, so the names of title and description
 * are made of what they say.
 */
export function documentOf(
  height: number,
  title: string,
  description: string,
  parts: readonly string[],
): string {
  const id = `dsct-${hash(`${title}\n${description}`)}`;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-labelledby="${id}-title ${id}-desc">`,
    `<title id="${id}-title">${escapeText(title)}</title>`,
    `<desc id="${id}-desc">${escapeText(description)}</desc>`,
    STYLE,
    STRIPES,
    `<rect class="dsct-ground" width="${WIDTH}" height="${height}"/>`,
    ...parts,
    "</svg>",
  ].join("\n")}\n`;
}
