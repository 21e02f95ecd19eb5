// A schedule as a Gantt chart: a row a machine, a bar a task, the shade its accuracy, a tick its
// deadline. A string, so that it works in every runtime.

import { show, showText } from "../problem/messages.js";
import type { Problem, ScheduleLike } from "../types/index.js";
import type { Machines } from "./capacity.js";
import { readProblem, readSchedule } from "./read.js";

const WIDTH = 960;
const ROW = 30;
const BAR = 20;
const LEFT = 146;
const RIGHT = 24;
const TOP = 52;
const BOTTOM = 44;
/** Pixels a task number needs inside its bar. */
const LABEL = 18;
/** Shades of the least and the greatest accuracy: light and dark blue. */
const LIGHT = [219, 231, 245] as const;
const DARK = [13, 59, 122] as const;

/**
 * Draws a schedule. Bars carry the task's number where it fits and its figures as a tooltip; tasks
 * without work are counted in the title, their deadlines are ticks on the time axis. A grey bar is
 * the time until a machine is ready.
 *
 * @param problem the problem that was solved, rows or columns
 * @param schedule what `solve` returned, or the same from JSON; under "relax" there is one row, of the total speed
 * @returns an SVG document
 * @throws TypeError or RangeError where the problem is none, as `solve` does, and where the arrays
 *   of the schedule are not as long as there are tasks
 */
export function svg(problem: Problem, schedule: ScheduleLike): string {
  const { speed, readyAt, deadline } = readProblem(problem);
  const n = deadline.length;
  const numbers = readSchedule(schedule, n, (path, shown, expected) => {
    throw new RangeError(`schedule.${path} is ${shown}; expected ${expected}`);
  });
  return draw({ speed, readyAt }, deadline, numbers as ScheduleLike);
}

function draw(
  { speed: speeds, readyAt }: Machines,
  deadlines: Float64Array,
  schedule: ScheduleLike,
): string {
  const relaxed = schedule.method === "relax";
  const rows = relaxed ? 1 : speeds.length;
  const n = deadlines.length;
  const horizon = lastSecond(schedule, deadlines);
  const x = (seconds: number) =>
    LEFT + (Math.min(seconds, horizon) / horizon) * (WIDTH - LEFT - RIGHT);
  const y = (row: number) => TOP + row * ROW;
  const height = y(rows) + BOTTOM;
  const [least, greatest] = range(schedule.accuracy);

  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    title(schedule, n),
    legend(least, greatest),
    axis(horizon, x, y(0), y(rows)),
  ];
  const total = speeds.reduce((sum, speed) => sum + speed, 0);
  if (relaxed) parts.push(rowLabel("all machines", total, y(0)));
  else speeds.forEach((speed, r) => void parts.push(rowLabel(`machine ${r}`, speed, y(r))));
  const busy = relaxed ? readyAt.subarray(0, 0) : readyAt;
  busy.forEach((at, r) => void (at > 0 && parts.push(busyBar(r, at, x, y(r)))));
  for (let j = 0; j < n; j++) {
    if (!(schedule.work[j] > 0)) {
      if (deadlines[j] >= 0 && deadlines[j] < Infinity)
        parts.push(deadlineTick(x(deadlines[j]), y(rows), y(rows) + 5));
      continue;
    }
    const row = relaxed ? 0 : schedule.machine[j];
    parts.push(
      bar(
        j,
        schedule,
        deadlines[j],
        (schedule.accuracy[j] - least) / (greatest - least || 1),
        x,
        y(row),
      ),
    );
  }
  return `${parts.join("\n")}\n</svg>\n`;
}

/** The name of a row and its speed, and the line below it. */
function rowLabel(name: string, speed: number, top: number): string {
  const [middle, bottom] = [top + ROW / 2 + 4, top + ROW];
  return [
    `<text x="${LEFT - 10}" y="${middle}" text-anchor="end" fill="#1f2937">${name} <tspan fill="#6b7280">× ${figures(speed)}</tspan></text>`,
    `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${bottom}" y2="${bottom}" stroke="#e5e7eb"/>`,
  ].join("\n");
}

/** The time until a machine is ready. */
function busyBar(r: number, readyAt: number, x: (seconds: number) => number, top: number): string {
  const [left, middle] = [x(0), top + ROW / 2];
  const text = `machine ${r} is busy until ${figures(readyAt)} s`;
  return `<g><title>${text}</title><rect x="${left}" y="${middle - BAR / 2}" width="${round(x(readyAt) - left)}" height="${BAR}" fill="#d1d5db"/></g>`;
}

/** One task: its bar, its number where it fits, its deadline as a tick above the row's bars. */
function bar(
  j: number,
  schedule: ScheduleLike,
  deadline: number,
  shade: number,
  x: (seconds: number) => number,
  top: number,
): string {
  const left = x(schedule.start[j]);
  const width = Math.max(x(schedule.end[j]) - left, 0.5);
  const middle = top + ROW / 2;
  const times = `${figures(schedule.start[j])} to ${figures(schedule.end[j])} s`;
  const due = deadline < Infinity ? `deadline ${figures(deadline)} s` : "no deadline";
  const text = `task ${j}: ${times}, ${due}, accuracy ${figures(schedule.accuracy[j])}`;
  const label =
    width >= LABEL
      ? `<text x="${round(left + width / 2)}" y="${middle + 4}" text-anchor="middle" font-size="10" fill="${shade > 0.45 ? "#ffffff" : "#111827"}">${j}</text>`
      : "";
  const tick = deadline < Infinity ? deadlineTick(x(deadline), top + 1, middle - BAR / 2) : "";
  return `<g><title>${text}</title><rect x="${round(left)}" y="${middle - BAR / 2}" width="${round(width)}" height="${BAR}" fill="${colour(shade)}" stroke="#ffffff" stroke-width="0.6"/>${label}${tick}</g>`;
}

function deadlineTick(x: number, top: number, bottom: number): string {
  return `<line x1="${round(x)}" x2="${round(x)}" y1="${top}" y2="${bottom}" stroke="#c2410c" stroke-width="1.2"/>`;
}

function title(schedule: ScheduleLike, n: number): string {
  let idle = 0;
  for (let j = 0; j < n; j++) if (!(schedule.work[j] > 0)) idle++;
  const without = idle > 0 ? `, ${idle} without work` : "";
  const figure = `mean accuracy ${figures(schedule.meanAccuracy)}, value ${figures(schedule.value)}, at most ${figures(schedule.gap)} below the optimum`;
  return `<text x="12" y="22" font-size="14" font-weight="600" fill="#111827">${escapeText(schedule.method)}: ${n} tasks${without}</text><text x="12" y="40" fill="#4b5563">${figure}</text>`;
}

/** A scale of shades with its ends, and what a tick means. */
function legend(least: number, greatest: number): string {
  const left = WIDTH - RIGHT - 120;
  const stops = `<stop offset="0" stop-color="${colour(0)}"/><stop offset="1" stop-color="${colour(1)}"/>`;
  return [
    `<defs><linearGradient id="dsct-shade">${stops}</linearGradient></defs>`,
    `<text x="${left - 8}" y="20" text-anchor="end" fill="#4b5563">accuracy ${figures(least)}</text>`,
    `<rect x="${left}" y="11" width="72" height="11" fill="url(#dsct-shade)"/>`,
    `<text x="${left + 80}" y="20" fill="#4b5563">${figures(greatest)}</text>`,
    `<line x1="${left}" x2="${left}" y1="30" y2="40" stroke="#c2410c" stroke-width="1.2"/>`,
    `<text x="${left + 8}" y="40" fill="#4b5563">deadline</text>`,
  ].join("");
}

function axis(
  horizon: number,
  x: (seconds: number) => number,
  top: number,
  bottom: number,
): string {
  const parts = [
    `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${bottom}" y2="${bottom}" stroke="#6b7280"/>`,
  ];
  const step = niceStep(horizon / 8);
  const last = Math.min(horizon * (1 + 1e-9), Number.MAX_VALUE);
  for (let k = 0; k * step <= last; k++) {
    const at = round(x(k * step));
    parts.push(
      `<line x1="${at}" x2="${at}" y1="${top}" y2="${bottom + 5}" stroke="#e5e7eb"/>`,
      `<text x="${at}" y="${bottom + 19}" text-anchor="middle" fill="#4b5563">${figures(k * step)}</text>`,
    );
  }
  parts.push(
    `<text x="${WIDTH - RIGHT}" y="${bottom + 36}" text-anchor="end" fill="#4b5563">seconds from now</text>`,
  );
  return parts.join("");
}

/** Where the time axis ends: the last deadline, or the last end where no deadline is finite. */
function lastSecond(schedule: ScheduleLike, deadlines: Float64Array): number {
  let last = 0;
  for (let j = 0; j < deadlines.length; j++) {
    last = Math.max(last, schedule.end[j], deadlines[j] < Infinity ? deadlines[j] : 0);
  }
  return last > 0 ? last : 1;
}

/** 1, 2 or 5 times a power of ten, at least `least`. */
function niceStep(least: number): number {
  if (!(least > 1e-300)) return 1; // the axis of a horizon that is next to nothing has one tick
  const power = 10 ** Math.floor(Math.log10(least));
  for (const factor of [1, 2, 5]) {
    if (factor * power >= least * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

function range(values: ArrayLike<number>): [number, number] {
  let least = Infinity;
  let greatest = -Infinity;
  for (let j = 0; j < values.length; j++) {
    least = Math.min(least, values[j]);
    greatest = Math.max(greatest, values[j]);
  }
  return values.length > 0 ? [least, greatest] : [0, 1];
}

function colour(shade: number): string {
  return `rgb(${LIGHT.map((light, k) => Math.round(light + shade * (DARK[k] - light))).join(",")})`;
}

function escapeText(text: unknown): string {
  return (typeof text === "string" ? showText(text) : show(text))
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;");
}

function round(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}

/** Three significant digits, without trailing zeros. */
function figures(value: number): string {
  return String(Number(value.toPrecision(3)));
}
