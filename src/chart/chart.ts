// A schedule as a Gantt chart: a row a machine, striped while it is not ready, a bar a task, the
// shade its accuracy, a line from its end to its deadline. Its size is bounded: see MOST_TASKS.

import { axis, LEFT, RIGHT, SPAN, scaleTo } from "./axis.js";
import { BAR, bar, bins, runs, type View } from "./bars.js";
import { type Content, lastSecond, type Shades, shadesOf } from "./content.js";
import { counted, escapeText, figures, round } from "./text.js";
import { documentOf, opacity, WIDTH } from "./theme.js";

/** With more tasks short ones share a bar, and deadlines of those with a bar are not drawn. */
const MOST_TASKS = 100;
/** With more machines those without tasks are left out; of more with tasks several share a row. */
const MOST_ROWS = 100;
/** Of runs and bins in the whole chart, some 170 bytes each. */
const MOST_BARS = 6000;
/** Pixels of the narrowest run. */
const NARROWEST_RUN = 2;
const TOP = 56;
/** Below: the axis, and notes where there are any. */
const BOTTOM = 44;
const NOTES = 20;
/** Pixels of a row: with room for deadlines above its bars, and without. */
const HIGH = { row: 36, bar: 14 };
const LOW = { row: 24, bar: 3 };
/** Pixels of the bins of deadlines below the axis. */
const TICK_BIN = 2;
/** Letters of a machine's name that fit beside its row. */
const MOST_OF_NAME = 16;

/** Machines that share a row, and their tasks by start. */
interface Group {
  machines: number[];
  tasks: number[];
}

export function drawChart(content: Content): string {
  const n = content.due.length;
  const isDense = n > MOST_TASKS;
  const size = isDense ? LOW : HIGH;
  const { groups, rest } = groupsOf(content);
  const horizon = lastSecond(content);
  const view: View = { content, shades: shadesOf(content), x: scaleTo(horizon) };
  const least = Math.max(NARROWEST_RUN, (SPAN * groups.length) / MOST_BARS);
  const bottom = TOP + groups.length * size.row;
  const rows = groups.flatMap((group, k) => {
    const top = TOP + k * size.row;
    return [rowOf(view, group, top, size), ...barsOf(view, group, top + size.bar, least, isDense)];
  });
  const ticks = ticksBelow(view, rest, bottom, isDense);
  const parts = [
    `<text class="dsct-ink" x="12" y="22" font-size="14" font-weight="600">${escapeText(content.heading)}</text>`,
    `<text class="dsct-dim" x="12" y="42">${escapeText(content.figure)}</text>`,
    legend(view.shades, isDense ? "" : content.dueName),
    axis(horizon, view.x, TOP, bottom),
    ...rows,
    ...ticks,
  ];
  const words = notes(content, groups, ticks.length > 0, isDense);
  if (words) parts.push(`<text class="dsct-dim" x="12" y="${bottom + 54}">${words}</text>`);
  const title = `Gantt chart, ${content.heading}`;
  const height = bottom + BOTTOM + (words ? NOTES : 0);
  return documentOf(height, title, description(content, rest.length, horizon), parts);
}

function description({ machines, due, figure }: Content, idle: number, horizon: number): string {
  const [n, m] = [due.length, machines.length];
  return `A row per machine, a bar per task, over ${figures(horizon)} seconds from now; the stronger a bar's colour, the more accurate. ${n - idle} of ${counted(n, "task")} have a bar, on ${counted(m, "machine")}; ${figure}.`;
}

/** What stands in each row, and the tasks in none. */
function groupsOf({ machines, machine, start, due }: Content): { groups: Group[]; rest: number[] } {
  const tasks = machines.map((): number[] => []);
  const rest: number[] = [];
  for (let j = 0; j < due.length; j++) (tasks[machine[j]] ?? rest).push(j);
  for (const own of tasks) own.sort((i, j) => start[i] - start[j]);
  let shown = [...machines.keys()];
  if (shown.length > MOST_ROWS) shown = shown.filter((r) => tasks[r].length > 0);
  const perRow = Math.ceil(shown.length / MOST_ROWS);
  const groups: Group[] = [];
  for (let k = 0; k < shown.length; k += perRow) {
    const together = shown.slice(k, k + perRow);
    groups.push({ machines: together, tasks: together.flatMap((r) => tasks[r]) });
  }
  return { groups, rest };
}

function barsOf(
  view: View,
  { machines, tasks }: Group,
  top: number,
  least: number,
  isDense: boolean,
): string[] {
  if (machines.length > 1) return bins(view, tasks, top, least, machines.length);
  if (isDense) return runs(view, tasks, top, least);
  return tasks.map((j) => bar(view, j, top, true));
}

/** The name of a row, the time before its machines are ready, and the line below. */
function rowOf(
  { content, x }: View,
  { machines }: Group,
  top: number,
  size: { row: number; bar: number },
): string {
  const [first, last] = [machines[0], machines[machines.length - 1]];
  const { name, detail, about } =
    first === last
      ? content.machines[first]
      : { name: "machines", detail: `${first}–${last}`, about: `machines ${first} to ${last}` };
  const letters = [...name];
  const isLong = letters.length > MOST_OF_NAME;
  const short = isLong
    ? `${letters
        .slice(0, MOST_OF_NAME - 1)
        .join("")
        .trimEnd()}…`
    : name;
  const parts = [
    `<text class="dsct-ink" x="${LEFT - 10}" y="${top + size.bar + 13}" text-anchor="end"><title>${escapeText(about)}</title>${escapeText(short)} <tspan class="dsct-dim">${escapeText(detail)}</tspan></text>`,
    `<path class="dsct-grid" d="M${LEFT} ${top + size.row}H${WIDTH - RIGHT}"/>`,
  ];
  const readyAt = machines.reduce((s, r) => Math.min(s, content.machines[r].readyAt), Infinity);
  if (readyAt > 0) {
    const text = `${about}, busy until ${figures(readyAt)} s`;
    parts.push(
      `<g><title>${escapeText(text)}</title><rect fill="url(#dsct-busy)" x="${LEFT}" y="${top + size.bar}" width="${round(x(readyAt) - LEFT)}" height="${BAR}"/></g>`,
    );
  }
  return parts.join("\n");
}

/** Deadlines, not past, of tasks without a bar; where tasks are many, of all in some pixels. */
function ticksBelow(
  { content, x }: View,
  rest: readonly number[],
  bottom: number,
  isDense: boolean,
): string[] {
  const ticks = new Map<number, { at: number; tasks: number[] }>();
  for (const j of rest) {
    const due = content.due[j];
    if (!(due >= 0 && due < Infinity)) continue;
    const at = isDense ? TICK_BIN * Math.round(x(due) / TICK_BIN) : round(x(due));
    const tick = ticks.get(isDense ? at : j);
    if (tick) tick.tasks.push(j);
    else ticks.set(isDense ? at : j, { at, tasks: [j] });
  }
  return [...ticks.values()].map(({ at, tasks }) => {
    const isOne = tasks.length === 1;
    const text = isOne ? content.describe(tasks[0]) : `${tasks.length} tasks ${content.without}`;
    return `<g class="dsct-task"><title>${escapeText(text)}</title><path class="dsct-due" d="M${at} ${bottom}v6"/></g>`;
  });
}

/** The scale of shades, and what ties a bar to a tick. */
function legend({ least, greatest }: Shades, dueName: string): string {
  const [left, step] = [WIDTH - RIGHT - 112, 15];
  const swatches = [0, 0.25, 0.5, 0.75, 1].map((shade, k) => {
    return `<rect class="dsct-bar" x="${left + k * step}" y="11" width="${step}" height="12" fill-opacity="${opacity(shade)}"/>`;
  });
  const tie = `<path class="dsct-due" d="M${left} 45l20 -7v-5"/><text class="dsct-dim" x="${left + 28}" y="44">${dueName}</text>`;
  return [
    `<text class="dsct-dim" x="${left - 8}" y="21" text-anchor="end">accuracy ${figures(least)}</text>`,
    ...swatches,
    `<text class="dsct-dim" x="${left + 5 * step + 8}" y="21">${figures(greatest)}</text>`,
    dueName && tie,
  ].join("");
}

/** What stripes, ticks below the axis and shared bars are, where there are any. */
function notes(
  { machines, without }: Content,
  groups: readonly Group[],
  hasTicks: boolean,
  isDense: boolean,
): string {
  const shown = groups.reduce((sum, group) => sum + group.machines.length, 0);
  const isShared = groups.some((group) => group.machines.length > 1);
  const words = [
    machines.some(({ readyAt }) => readyAt > 0) && "striped: still busy",
    hasTicks && `ticks below: deadlines of tasks ${without}`,
    isShared && "height: share of the machines that are busy",
    isDense && !isShared && "short tasks share a bar, deadlines of bars left out",
    shown < machines.length &&
      `${counted(machines.length - shown, "machine")} without tasks left out`,
  ].filter((text) => text);
  return words.join("; ");
}
