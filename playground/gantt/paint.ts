// Paints a Gantt chart on a canvas: one path for ten requests and for ten thousand.

import { ms } from "../model/units.js";
import { type Bar, type Layout, placeOf, TOP, ticksOf } from "./layout.js";

export interface Marked {
  /** The request that was chosen, and the one under the pointer. */
  chosen?: number | undefined;
  hovered?: number | undefined;
  /** Seconds: from the end of the bar of the chosen one to this its line goes. */
  due?: number | undefined;
}

/** As the charts of the package: the least accurate bar is still seen. */
const FAINT = 0.18;
/** From this shade on labels are of the colour of the ground. */
const STRONG = 0.56;
/** Up to so many requests a line leads from every bar to its deadline. */
const TIED = 100;
const FONT = "12px system-ui, sans-serif";

/** The colours of the page, by the names of styles/base.css. */
type Colours = (name: string) => string;

export function paint(canvas: HTMLCanvasElement, layout: Layout, marked: Marked): void {
  const { width, height } = layout;
  const ratio = globalThis.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  if (!context) return;
  const style = getComputedStyle(canvas);
  const colours = (name: string) => style.getPropertyValue(`--${name}`).trim();
  context.scale(ratio, ratio);
  context.font = FONT;
  context.textBaseline = "middle";
  paintAxis(context, layout, colours);
  paintRows(context, layout, colours);
  paintBars(context, layout, colours);
  paintDues(context, layout, colours);
  paintMarked(context, layout, marked, colours);
}

function paintAxis(context: CanvasRenderingContext2D, layout: Layout, colours: Colours): void {
  context.fillStyle = colours("dim");
  context.strokeStyle = colours("line");
  context.lineWidth = 1;
  for (const seconds of ticksOf(layout)) {
    const x = Math.round(placeOf(layout, seconds)) + 0.5;
    context.textAlign = seconds === 0 ? "left" : "center";
    context.fillText(seconds === 0 ? "now" : ms(seconds), x, TOP / 2);
    line(context, x, TOP, x, layout.height);
  }
}

function paintRows(context: CanvasRenderingContext2D, layout: Layout, colours: Colours): void {
  const { rows, rowHeight, left, width, height } = layout;
  context.textAlign = "left";
  const stripes = stripesOf(context, colours);
  for (const { name, top, busy } of rows) {
    if (busy > left) {
      context.fillStyle = stripes;
      context.fillRect(left, top + 1, busy - left, rowHeight - 2);
      context.fillStyle = colours("edge");
      context.fillRect(busy - 1, top + 1, 2, rowHeight - 2);
    }
    context.strokeStyle = colours("line");
    line(context, 0, top + rowHeight + 0.5, width, top + rowHeight + 0.5);
    context.fillStyle = colours("ink");
    if (rowHeight >= 12)
      context.fillText(shortened(context, name, left - 10), 2, top + rowHeight / 2);
  }
  context.fillStyle = colours("dim");
  const bottom = TOP + rows.length * rowHeight;
  context.fillText(shortened(context, "not served", left - 10), 2, (bottom + height) / 2);
}

function paintBars(context: CanvasRenderingContext2D, layout: Layout, colours: Colours): void {
  const { bars, rowHeight } = layout;
  const gap = rowHeight >= 12 ? 3 : 0;
  const [fill, ground, ink] = [colours("bar"), colours("ground"), colours("ink")];
  context.textAlign = "center";
  for (const bar of bars) {
    const { task, left, right, shade } = bar;
    const { top, height } = boxOf(layout, bar, gap);
    const wide = Math.max(0.75, right - left - (right - left > 3 ? 1 : 0));
    context.globalAlpha = FAINT + shade * (1 - FAINT);
    context.fillStyle = fill;
    context.fillRect(left, top, wide, height);
    context.globalAlpha = 1;
    const label = String(task);
    if (height < 14 || wide < 8 * label.length + 4) continue;
    context.fillStyle = shade > STRONG ? ground : ink;
    context.fillText(label, left + wide / 2, top + height / 2 + 0.5);
  }
}

function boxOf({ rows, rowHeight }: Layout, { machine }: Bar, gap: number) {
  return { top: rows[machine].top + gap, height: Math.max(1, rowHeight - 2 * gap) };
}

function paintDues(context: CanvasRenderingContext2D, layout: Layout, colours: Colours): void {
  const { dues, bars, rows, rowHeight, height } = layout;
  context.strokeStyle = colours("vermillion");
  context.lineWidth = 1.5;
  const ends = new Map(bars.map(({ task, right }) => [task, right]));
  const isTied = dues.length <= TIED;
  for (const { task, row, x } of dues) {
    const end = ends.get(task);
    if (row === rows.length) {
      line(context, x, TOP + row * rowHeight + 6, x, height - 6);
      continue;
    }
    const bottom = rows[row].top + rowHeight - 1.5;
    if (!isTied || rowHeight < 12) {
      context.globalAlpha = 0.5;
      line(context, x, bottom - Math.min(6, rowHeight / 2), x, bottom);
      context.globalAlpha = 1;
      continue;
    }
    if (end !== undefined && x > end) line(context, end, bottom, x, bottom);
    line(context, x, bottom - 9, x, bottom);
  }
}

/** The chosen bar with its latest end, and what the pointer is on. */
function paintMarked(
  context: CanvasRenderingContext2D,
  layout: Layout,
  { chosen, hovered, due }: Marked,
  colours: Colours,
): void {
  for (const bar of layout.bars) {
    if (bar.task !== chosen && bar.task !== hovered) continue;
    const { top, height } = boxOf(layout, bar, 1);
    context.lineWidth = bar.task === chosen ? 3 : 1.5;
    context.strokeStyle = colours(bar.task === chosen ? "vermillion" : "ink");
    const wide = Math.max(3, bar.right - bar.left);
    context.strokeRect(bar.left, top, wide, height);
    if (bar.task !== chosen || due === undefined || !Number.isFinite(due)) continue;
    const x = placeOf(layout, due);
    line(context, bar.right, top + height / 2, x, top + height / 2);
    line(context, x, top, x, top + height);
  }
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number) {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

/** A text that is too wide ends in an ellipsis. */
function shortened(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let length = text.length - 1;
  while (length > 0 && context.measureText(`${text.slice(0, length)}…`).width > width) length--;
  return length > 0 ? `${text.slice(0, length)}…` : "";
}

function stripesOf(context: CanvasRenderingContext2D, colours: Colours): CanvasPattern | string {
  const tile = document.createElement("canvas");
  [tile.width, tile.height] = [8, 8];
  const own = tile.getContext("2d");
  if (!own) return colours("idle");
  own.fillStyle = colours("idle");
  own.fillRect(0, 0, 8, 8);
  own.strokeStyle = colours("stripe");
  own.lineWidth = 1.5;
  for (const x of [-8, 0, 8]) line(own, x, 8, x + 8, 0);
  return context.createPattern(tile, "repeat") ?? colours("idle");
}
