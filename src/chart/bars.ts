// The bars of a row: one a task, tied to its deadline; or, where tasks are many, one a run of short
// ones, so that no row has more bars than it has pixels.

import { type Scale, SPAN } from "./axis.js";
import { type Content, type Shades, shadeOf } from "./content.js";
import { counted, escapeText, figures, round, widthOf } from "./text.js";
import { labelClass, opacity } from "./theme.js";

export const BAR = 18;
/** Pixels of the narrowest bar, of the narrowest that has a label, and beside a label. */
const NARROWEST = 0.5;
const LABELLED = 18;
const BESIDE = 8;
/** Above a bar: how long the tick of a deadline is, and how far above the bar it ends. */
const TICK = 5;
const LANE = 7;

export interface View {
  content: Content;
  shades: Shades;
  x: Scale;
}

/** A bar; inside: what else belongs to it, if it is of one task. */
function block(
  { left, width, top, height = BAR }: { left: number; width: number; top: number; height?: number },
  shade: number,
  tooltip: string,
  inside?: string,
): string {
  const place = `x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}"`;
  const kind = inside === undefined ? "" : ' class="dsct-task"';
  return `<g${kind}><title>${escapeText(tooltip)}</title><rect class="dsct-bar" ${place} fill-opacity="${opacity(shade)}"/>${inside ?? ""}</g>`;
}

/** One task: its bar, what fits of its label and, if `isTied`, its deadline. */
export function bar(view: View, j: number, top: number, isTied: boolean): string {
  const { content, shades, x } = view;
  const left = x(content.start[j]);
  const right = x(content.end[j]);
  const width = Math.max(right - left, NARROWEST);
  const shade = shadeOf(content.accuracy[j], shades);
  const label = content.labels(j).find((text) => {
    return width >= Math.max(LABELLED, widthOf(text) + BESIDE);
  });
  const words =
    label === undefined
      ? ""
      : `<text class="${labelClass(shade)}" x="${round(left + width / 2)}" y="${top + 13}" text-anchor="middle" font-size="10">${escapeText(label)}</text>`;
  const due = content.due[j];
  const tie = isTied && due < Infinity ? tieOf(right, x(due), top) : "";
  return block({ left, width, top }, shade, content.describe(j), `${words}${tie}`);
}

/**
 * From the end of a bar to the tick of its deadline. On a machine both grow from task to task where
 * they run by deadline: such lines do not cross.
 */
function tieOf(end: number, due: number, top: number): string {
  const at = round(due);
  return `<path class="dsct-due" d="M${round(end)} ${top}L${at} ${top - LANE}V${top - LANE - TICK}"/>`;
}

/**
 * Bars of the tasks of a machine, in the order of their starts: one a task that is at least `least`
 * pixels wide, one for all shorter ones that follow each other and start within so many pixels.
 */
export function runs(view: View, tasks: readonly number[], top: number, least: number): string[] {
  const { start, end } = view.content;
  const isShort = (j: number) => view.x(end[j]) - view.x(start[j]) < least;
  const drawn: string[] = [];
  for (let first = 0; first < tasks.length; ) {
    let next = first + 1;
    if (isShort(tasks[first])) {
      const limit = view.x(start[tasks[first]]) + least;
      while (next < tasks.length && view.x(start[tasks[next]]) < limit && isShort(tasks[next]))
        next++;
    }
    const isOne = next - first === 1;
    drawn.push(
      isOne ? bar(view, tasks[first], top, false) : runOf(view, tasks.slice(first, next), top),
    );
    first = next;
  }
  return drawn;
}

function runOf({ content, shades, x }: View, tasks: readonly number[], top: number): string {
  const { start, end, accuracy } = content;
  let [last, sum] = [0, 0];
  for (const j of tasks) {
    last = Math.max(last, end[j]);
    sum += accuracy[j];
  }
  const mean = sum / tasks.length;
  const left = x(start[tasks[0]]);
  const width = Math.max(x(last) - left, NARROWEST);
  const text = `${tasks.length} tasks, ${figures(start[tasks[0]])} to ${figures(last)} s, mean accuracy ${figures(mean)}`;
  return block({ left, width, top }, shadeOf(mean, shades), text);
}

/**
 * Bars of the tasks of several machines, one a bin of `least` pixels: as high as the share of the
 * machines' time in it that they are busy, of the shade of the mean accuracy over that time.
 */
export function bins(
  { content, shades, x }: View,
  tasks: readonly number[],
  top: number,
  least: number,
  machines: number,
): string[] {
  const count = Math.ceil(SPAN / least);
  const origin = x(0);
  const all = Array.from({ length: count }, () => ({ busy: 0, worth: 0, tasks: 0 }));
  for (const j of tasks) {
    const left = (x(content.start[j]) - origin) / least;
    const right = Math.max((x(content.end[j]) - origin) / least, left);
    for (let k = Math.floor(left); k < Math.min(Math.max(right, left + 1e-9), count); k++) {
      const share = Math.min(right, k + 1) - Math.max(left, k);
      all[k].busy += share;
      all[k].worth += share * content.accuracy[j];
      all[k].tasks++;
    }
  }
  return all.flatMap((bin, k) => {
    if (!(bin.busy > 0)) return [];
    const height = Math.max(1, BAR * Math.min(1, bin.busy / machines));
    const mean = bin.worth / bin.busy;
    const text = `${counted(bin.tasks, "task")}, mean accuracy ${figures(mean)}, busy ${figures(bin.busy)} of ${machines}`;
    const place = { left: origin + k * least, width: least, top: top + BAR - height, height };
    return [block(place, shadeOf(mean, shades), text)];
  });
}
