// Where everything of a Gantt chart is, in pixels: a row a machine, and one for who is not served.

import { latestEnd } from "../model/explain.js";
import { isTables, type RowProblem } from "../model/problem.js";
import { type AnySchedule, isServed } from "../model/schedule.js";
import { niceAbove } from "../model/units.js";

export interface Bar {
  task: number;
  machine: number;
  left: number;
  right: number;
  /** Seconds. */
  start: number;
  end: number;
  /** 0 to 1: how accurate, on the scale of the chart. */
  shade: number;
}

/** A deadline, in the row of its bar. */
export interface Due {
  task: number;
  row: number;
  x: number;
}

export interface Row {
  name: string;
  top: number;
  /** Pixels until which the machine is busy with something else. */
  busy: number;
}

/** Where seconds are, in pixels. */
interface Scale {
  left: number;
  width: number;
  /** Seconds at the right edge. */
  horizon: number;
}

export interface Layout extends Scale {
  height: number;
  rowHeight: number;
  rows: Row[];
  bars: Bar[];
  dues: Due[];
}

/** Pixels above the rows, for the axis, and right of the last moment. */
export const TOP = 22;
const RIGHT = 14;
/** Pixels of a row: as high as they may be, and as low, where there are many. */
const HIGH = 30;
const LOW = 3;
/** Pixels of all rows together, from which on they get lower. */
const MOST = 640;
/** Names are left of the rows, where there is room for them. */
const NAMES = 120;
const NARROW = 560;

export interface Picture {
  problem: RowProblem;
  schedule: AnySchedule;
}

/** horizon: seconds at the right edge; default as late as anything is. */
export function layoutOf({ problem, schedule }: Picture, width: number, horizon?: number): Layout {
  const rowHeight = rowHeightOf(problem);
  const left = width < NARROW ? 28 : NAMES;
  const end = horizon ?? latest({ problem, schedule });
  const x = (seconds: number) => placeOf({ left, width, horizon: end }, seconds);
  const rows = problem.machines.map(({ type, speed, readyAt }, r) => ({
    name: nameOf(r, type ?? `× ${Number((speed as number).toPrecision(3))}`, width),
    top: TOP + r * rowHeight,
    busy: x(typeof readyAt === "number" ? readyAt : 0),
  }));
  return {
    ...{ width, rowHeight, rows, left, horizon: end },
    height: heightOf(problem),
    bars: barsOf({ problem, schedule }, x),
    dues: duesOf({ problem, schedule }, x),
  };
}

function rowHeightOf({ machines }: RowProblem): number {
  return Math.max(LOW, Math.min(HIGH, Math.floor(MOST / (machines.length + 1))));
}

/** Pixels of the whole chart. */
export function heightOf(problem: RowProblem): number {
  return TOP + problem.machines.length * rowHeightOf(problem) + HIGH;
}

const nameOf = (machine: number, detail: string, width: number) =>
  width < NARROW ? String(machine) : `${machine} ${detail}`;

function barsOf({ problem, schedule }: Picture, x: (seconds: number) => number): Bar[] {
  const { machine, start, end, accuracy, method } = schedule;
  if (method === "relax") return [];
  const most = Math.max(1, ...accuracy);
  return problem.tasks.flatMap((_, task) =>
    isServed(schedule, task)
      ? {
          ...{ task, machine: machine[task], left: x(start[task]), right: x(end[task]) },
          ...{ start: start[task], end: end[task] },
          shade: Math.max(0, accuracy[task]) / most,
        }
      : [],
  );
}

function duesOf({ problem, schedule }: Picture, x: (seconds: number) => number): Due[] {
  const { machine } = schedule;
  return problem.tasks.flatMap(({ deadline }, task) => {
    if (deadline === null || !Number.isFinite(deadline) || deadline < 0) return [];
    const row =
      isServed(schedule, task) && machine[task] >= 0 ? machine[task] : problem.machines.length;
    return { task, row, x: x(deadline) };
  });
}

/** The last moment at which anything is, and a little more. */
function latest({ problem, schedule }: Picture): number {
  let last = 0;
  const see = (seconds: unknown) => {
    if (typeof seconds === "number" && Number.isFinite(seconds)) last = Math.max(last, seconds);
  };
  for (const { readyAt } of problem.machines) see(readyAt);
  for (const { deadline } of problem.tasks) see(deadline);
  for (const end of schedule.end) see(end);
  return last > 0 ? 1.04 * last : 1;
}

/** Seconds of a place, not before now. */
export function secondsAt({ left, width, horizon }: Scale, x: number): number {
  return Math.max(0, ((x - left) / (width - left - RIGHT)) * horizon);
}

/** Pixels of a moment. */
export function placeOf({ left, width, horizon }: Scale, seconds: number): number {
  return left + (Math.max(0, Math.min(seconds, horizon)) / horizon) * (width - left - RIGHT);
}

/** What a drag moves. */
export type Handle = { kind: "deadline"; task: number } | { kind: "busy"; machine: number };

/** Pixels from which a pointer takes hold of a line. */
const REACH = 6;

function rowAt({ rows, rowHeight }: Layout, y: number): number {
  return Math.max(0, Math.min(rows.length, Math.floor((y - TOP) / rowHeight)));
}

/** The line near a place: that of the chosen request before others, then the nearest. */
export function handleAt(
  layout: Layout,
  x: number,
  y: number,
  chosen?: number,
): Handle | undefined {
  const row = rowAt(layout, y);
  let [best, distance]: [Handle | undefined, number] = [undefined, REACH];
  const see = (handle: Handle, at: number, isPreferred: boolean) => {
    const away = isPreferred ? Math.abs(at - x) - REACH : Math.abs(at - x);
    if (away < distance && Math.abs(at - x) < REACH) [best, distance] = [handle, away];
  };
  for (const due of layout.dues)
    if (due.row === row) see({ kind: "deadline", task: due.task }, due.x, due.task === chosen);
  if (row < layout.rows.length && best === undefined)
    see({ kind: "busy", machine: row }, layout.rows[row].busy, false);
  return best;
}

/** The request whose bar is at a place. */
export function taskAt(layout: Layout, x: number, y: number): number | undefined {
  const row = rowAt(layout, y);
  const slack = layout.rowHeight >= HIGH ? 2 : 0; // bars of a pixel or two are hard to hit
  let [best, distance]: [number | undefined, number] = [undefined, Infinity];
  for (const { task, machine, left, right } of layout.bars) {
    if (machine !== row) continue;
    const away = x < left ? left - x : x > right ? x - right : 0;
    if (away <= slack && away < distance) [best, distance] = [task, away];
  }
  return best;
}

/** Seconds by which a request must end: where it runs with latency, otherwise its deadline. */
export function dueOf(problem: RowProblem, schedule: AnySchedule, task: number): number {
  const machine = schedule.machine[task];
  if (isTables(problem) && machine >= 0) return latestEnd(problem, task, machine);
  return problem.tasks[task].deadline ?? Infinity;
}

/** Moments for the axis, about one in every 90 pixels. */
export function ticksOf({ horizon, width, left }: Scale): number[] {
  const step = niceAbove(horizon / Math.max(2, (width - left) / 90));
  return Array.from({ length: Math.floor(horizon / step) + 1 }, (_, k) => k * step);
}
