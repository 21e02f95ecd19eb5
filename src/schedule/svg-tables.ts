// A schedule with tables as a Gantt chart: a row a machine, grey while it is not ready, a bar a
// request, the shade its accuracy, a tick when it must have ended.

import { REASONS } from "../problem/words.js";
import { readTables, type TablesInput } from "../tables/read-tables.js";
import { COUNTABLE } from "../tables/size.js";
import type { TablesProblem, TablesScheduleLike } from "../types/index.js";
import { readTablesSchedule, type TablesNumbers } from "./read.js";
import {
  axis,
  BAR,
  BOTTOM,
  colour,
  deadlineTick,
  escapeText,
  figures,
  frame,
  heading,
  LABEL,
  LEFT,
  legend,
  RIGHT,
  ROW,
  round,
  scaleTo,
  TOP,
  WIDTH,
} from "./svg-parts.js";

/** Pixels that a label with the variant needs, and each of its characters. */
const WIDE_LABEL = 10;
const CHARACTER = 6;
/** Characters of a type that fit beside its row. */
const MOST_OF_TYPE = 16;
/** Stripes of the time for which a machine is busy. */
const STRIPES =
  '<defs><pattern id="dsct-busy" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#eceff3"/><rect width="2" height="6" fill="#c3cad4"/></pattern></defs>';

/** The scale of shades, and where seconds are. */
interface Scale {
  least: number;
  greatest: number;
  x(seconds: number): number;
}

/** See `svg`; models: what the problem has there. */
export function drawTables(
  problem: TablesProblem,
  models: unknown,
  schedule: TablesScheduleLike,
): string {
  const input = readTables(problem, models, COUNTABLE);
  const { n, m } = input.sizes;
  const numbers = readTablesSchedule(schedule, n, m, (path, shown, expected) => {
    throw new RangeError(`schedule.${path} is ${shown}; expected ${expected}`);
  });
  return draw(input, numbers as TablesNumbers);
}

function draw(input: TablesInput, schedule: TablesNumbers): string {
  const { n, m } = input.sizes;
  const y = (row: number) => TOP + row * ROW;
  const height = y(m) + BOTTOM;
  const horizon = lastSecond(input, schedule);
  const scale = { ...rangeOf(schedule.accuracy), x: scaleTo(horizon) };
  const parts = [
    ...frame(height),
    STRIPES,
    title(schedule, n),
    legend(scale.least, scale.greatest, "latest end"),
    axis(horizon, scale.x, y(0), y(m)),
    notes(input, schedule, y(m) + 36),
  ];
  for (let r = 0; r < m; r++) parts.push(row(input, r, scale, y(r)));
  for (let j = 0; j < n; j++) {
    const r = schedule.machine[j];
    if (r >= 0 && r < m) parts.push(bar(input, schedule, j, scale, y(r)));
    else if (input.deadline[j] >= 0 && input.deadline[j] < Infinity) {
      const at = deadlineTick(scale.x(input.deadline[j]), y(m), y(m) + 5);
      const why = REASONS[schedule.reason[j]] ?? "not served";
      parts.push(`<g><title>task ${j}: ${why}</title>${at}</g>`);
    }
  }
  return `${parts.join("\n")}\n</svg>\n`;
}

/** What stripes and ticks below the axis are, where there are any. */
function notes({ readyAt, deadline }: TablesInput, { machine }: TablesNumbers, y: number): string {
  const words: string[] = [];
  if (readyAt.some((seconds) => seconds > 0)) words.push("striped: still busy");
  const hasTick = (r: number, j: number) => r < 0 && deadline[j] >= 0 && deadline[j] < Infinity;
  if (machine.some(hasTick)) words.push("ticks below the axis: deadlines of tasks not served");
  return `<text x="${LEFT}" y="${y}" fill="#4b5563">${words.join("; ")}</text>`;
}

/** The name of a machine, the time before it is ready, and the line below. */
function row(
  { machineType, typeNames, readyAt }: TablesInput,
  r: number,
  { x }: Scale,
  top: number,
): string {
  const [middle, bottom] = [top + ROW / 2 + 4, top + ROW];
  const type = typeNames[machineType[r]];
  const short = type.length > MOST_OF_TYPE ? `${type.slice(0, MOST_OF_TYPE - 1).trimEnd()}…` : type;
  const parts = [
    `<text x="${LEFT - 10}" y="${middle}" text-anchor="end" fill="#1f2937"><title>machine ${r}: ${escapeText(type)}</title>${r} <tspan fill="#6b7280">${escapeText(short)}</tspan></text>`,
    `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${bottom}" y2="${bottom}" stroke="#e5e7eb"/>`,
  ];
  if (readyAt[r] > 0) {
    const width = round(x(readyAt[r]) - LEFT);
    const text = `busy until ${figures(readyAt[r])} s`;
    parts.push(
      `<g><title>${text}</title><rect x="${LEFT}" y="${top + ROW / 2 - BAR / 2}" width="${width}" height="${BAR}" fill="url(#dsct-busy)"/></g>`,
    );
  }
  return parts.join("\n");
}

/** One request: its bar, its number and variant where they fit, and when it must have ended. */
function bar(
  input: TablesInput,
  { start, end, accuracy, variant, machine }: TablesNumbers,
  j: number,
  { least, greatest, x }: Scale,
  top: number,
): string {
  const left = x(start[j]);
  const width = Math.max(x(end[j]) - left, 0.5);
  const middle = top + ROW / 2;
  const shade = Math.min(Math.max((accuracy[j] - least) / (greatest - least), 0), 1);
  const { taskModel, modelNames, latency, perTask, deadline } = input;
  const latest = deadline[j] - latency[perTask > 1 ? j * perTask + machine[j] : j];
  const due = latest < Infinity ? `latest end ${figures(latest)} s` : "no deadline";
  const model = escapeText(modelNames[taskModel[j]]);
  const times = `${figures(start[j])} to ${figures(end[j])} s`;
  const text = `task ${j}: ${model}, variant ${variant[j]}, ${times}, ${due}, accuracy ${figures(accuracy[j])}`;
  const fill = `fill="${shade > 0.45 ? "#ffffff" : "#111827"}"`;
  const label = labelOf(j, variant[j], width);
  const words =
    label &&
    `<text x="${round(left + width / 2)}" y="${middle + 4}" text-anchor="middle" font-size="10" ${fill}>${label}</text>`;
  const tick = latest < Infinity ? deadlineTick(x(latest), top + 1, middle - BAR / 2) : "";
  return `<g><title>${text}</title><rect x="${round(left)}" y="${middle - BAR / 2}" width="${round(width)}" height="${BAR}" fill="${colour(shade)}" stroke="#ffffff" stroke-width="0.6"/>${words}${tick}</g>`;
}

/** Task and variant, the task alone, or nothing. */
function labelOf(j: number, variant: number, width: number): string {
  const both = `${j} · v${variant}`;
  if (width >= WIDE_LABEL + CHARACTER * both.length) return both;
  return width >= Math.max(LABEL, CHARACTER * `${j}`.length + 4) ? `${j}` : "";
}

function title(schedule: TablesNumbers, n: number): string {
  const { method, machine, meanAccuracy, value, gap, bound } = schedule;
  const idle = machine.filter((r) => !(r >= 0)).length;
  const without = idle > 0 ? `, ${idle} not served` : "";
  if (method === "relax") {
    return heading(
      `${escapeText(method)}: ${n} tasks, a bound and no schedule`,
      `no schedule has a value above ${figures(bound)}`,
    );
  }
  return heading(
    `${escapeText(method)}: ${n} tasks${without}`,
    `mean accuracy ${figures(meanAccuracy)}, value ${figures(value)}, at most ${figures(gap)} below the optimum`,
  );
}

/** Where the time axis ends: what is last of all ends, deadlines and ready times. */
function lastSecond({ readyAt, deadline }: TablesInput, { end }: TablesNumbers): number {
  let last = 0;
  for (const seconds of readyAt) last = Math.max(last, seconds);
  for (const seconds of end) last = Math.max(last, seconds);
  for (const seconds of deadline) if (seconds < Infinity) last = Math.max(last, seconds);
  return last > 0 && last < Infinity ? last : 1;
}

/** From 0 to 1, and further where an accuracy is beyond. */
function rangeOf(accuracy: Float64Array): { least: number; greatest: number } {
  let [least, greatest] = [0, 1];
  for (const reached of accuracy) {
    if (reached < least) least = reached;
    if (reached > greatest) greatest = reached;
  }
  return { least, greatest };
}
