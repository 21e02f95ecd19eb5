// A schedule as a Gantt chart: a row a machine, a bar a task, the shade its accuracy, a tick its
// deadline. A string, so that it works in every runtime.

import { modelsOf } from "../tables/read-tables.js";
import type {
  CurvesProblem,
  Problem,
  ScheduleLike,
  TablesProblem,
  TablesScheduleLike,
} from "../types/index.js";
import type { Machines } from "./capacity.js";
import { readProblem, readSchedule } from "./read.js";
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
import { drawTables } from "./svg-tables.js";

/**
 * Draws a schedule as a Gantt chart: a row per machine, a bar per request, the shade its accuracy.
 *
 * Bars carry the number of the request where it fits, and its figures as a tooltip; those without
 * work are counted in the title, their deadlines are ticks on the time axis. A grey bar is the time
 * until a machine is ready. With tables rows are named by the type of the machine, bars carry the
 * variant, too, and shades are those of a scale from 0 to 1. **Cost.** O(n + m).
 *
 * @example
 * import { solve, svg } from "dsct";
 *
 * const problem = { machines: [{ speed: 1 }], tasks: [{ deadline: 0.1, theta: 4, maxWork: 1 }] };
 * const picture = svg(problem, solve(problem));
 *
 * picture.slice(0, 4); // "<svg"
 *
 * @param problem the problem that was solved, rows or columns, of either kind
 * @param schedule what `solve` returned, or the same from JSON; under "relax" there is one row, of
 *   the total speed
 * @returns an SVG document
 * @throws TypeError or RangeError where the problem is none, as `solve` does, and where the arrays
 *   of the schedule are not as long as there are tasks:
 *   `RangeError: schedule.end.length is 1; expected 3, the number of tasks`.
 */
export function svg(problem: Problem, schedule: ScheduleLike | TablesScheduleLike): string {
  const models = modelsOf(problem);
  return models === undefined
    ? drawCurves(problem as CurvesProblem, schedule as ScheduleLike)
    : drawTables(problem as TablesProblem, models, schedule as TablesScheduleLike);
}

function drawCurves(problem: CurvesProblem, schedule: ScheduleLike): string {
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
  const x = scaleTo(horizon);
  const y = (row: number) => TOP + row * ROW;
  const height = y(rows) + BOTTOM;
  const [least, greatest] = range(schedule.accuracy);

  const parts = [
    ...frame(height),
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

function title(schedule: ScheduleLike, n: number): string {
  let idle = 0;
  for (let j = 0; j < n; j++) if (!(schedule.work[j] > 0)) idle++;
  const without = idle > 0 ? `, ${idle} without work` : "";
  const figure = `mean accuracy ${figures(schedule.meanAccuracy)}, value ${figures(schedule.value)}, at most ${figures(schedule.gap)} below the optimum`;
  return heading(`${escapeText(schedule.method)}: ${n} tasks${without}`, figure);
}

/** Where the time axis ends: the last deadline, or the last end where no deadline is finite. */
function lastSecond(schedule: ScheduleLike, deadlines: Float64Array): number {
  let last = 0;
  for (let j = 0; j < deadlines.length; j++) {
    last = Math.max(last, schedule.end[j], deadlines[j] < Infinity ? deadlines[j] : 0);
  }
  return last > 0 ? last : 1;
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
