// A schedule as a table, and what it is worth.

import type { Problem } from "../../index.js";
import { list, showText } from "../../problem/messages.js";
import { paint, type Style, shorten, widthOf } from "../terminal/style.js";
import { type AnySchedule, busyRows, type Cell, columnsOf, type Row, rowOf } from "./rows.js";

/** Characters of a name that a table shows. */
const MOST_OF_NAME = 32;
/** Columns of names, which a narrow terminal cuts, but not to fewer characters than LEAST. */
const NAMES = ["type", "id", "model", "name"];
const LEAST = 10;
/** What a terminal that is narrower still has no room for, the first of them first. */
const SPARED = ["type", "model", "variant", "work", "deadline", "start"];
/** Columns that are there only where there is something in them. */
const SPARSE = ["id", "name", "reason"];
const TITLES: Record<string, string> = { reason: "not served" };
const GAP = "  ";

interface Column {
  name: string;
  title: string;
  width: number;
  /** To how many characters it can be cut. */
  least: number;
}

interface Line {
  cells: string[];
  style?: Style | undefined;
}

/**
 * A row per task, machine after machine, and before them the time for which a machine is busy; then
 * what the schedule is worth.
 */
export function table(problem: Problem, schedule: AnySchedule): string {
  const all = columnsOf(schedule);
  const rowOfTask = rowOf(problem, schedule);
  const rows = [
    ...busyRows(problem),
    ...Array.from(schedule.order, (j) => ({ machine: schedule.machine[j], row: rowOfTask(j) })),
  ];
  rows.sort((a, b) => a.machine - b.machine);
  const texts = rows.map(({ row }) => textsOf(row));
  const filled = all.filter((name) => !SPARSE.includes(name) || texts.some((row) => row[name]));
  const columns = filled.map((name) => columnOf(name, texts));
  const shown = withRoom(columns, widthOf(process.stdout));
  const lines = texts.map((row) => ({
    cells: shown.map(({ name }) => row[name] ?? ""),
    style: row.reason ? ("dim" as const) : undefined,
  }));
  const text = [...align(shown, lines), "", ...worth(schedule), ...spared(columns, shown), ""];
  return text.join("\n");
}

/** Its width is that of its longest cell. */
function columnOf(name: string, texts: Record<string, string>[]): Column {
  const title = TITLES[name] ?? name;
  const width = texts.reduce((most, row) => Math.max(most, row[name]?.length ?? 0), title.length);
  return { name, title, width, least: NAMES.includes(name) ? Math.min(width, LEAST) : width };
}

/** A row per method: what its schedule is worth, and how many tasks run. */
export function comparison(schedules: readonly AnySchedule[]): string {
  const texts = schedules.map(({ method, value, meanAccuracy, machine }) => {
    const count = machine.reduce((sum, r) => (r >= 0 ? sum + 1 : sum), 0);
    const served = `${count} of ${machine.length}`;
    return { method, value: figures(value), "mean accuracy": meanAccuracy.toFixed(4), served };
  });
  const columns = Object.keys(texts[0]).map((name) => columnOf(name, texts));
  const lines = texts.map((row) => ({ cells: Object.values(row) }));
  return `${align(columns, lines).join("\n")}\n`;
}

function textsOf(row: Row): Record<string, string> {
  const texts = Object.entries(row).map(([column, cell]) => [column, textOf(cell)]);
  return { ...Object.fromEntries(texts), ...(row.reason === "served" && { reason: "" }) };
}

function textOf(cell: Cell): string {
  if (cell === null) return "-";
  return typeof cell === "number" ? figures(cell) : showText(cell, MOST_OF_NAME);
}

/** The last lines. */
function worth(schedule: AnySchedule): string[] {
  const { status, method, engine, value, meanAccuracy, bound, gap } = schedule;
  const most = bound.toPrecision(10);
  if (status === "bound") {
    return [`bound (${method}, ${engine}): no schedule has a value above ${most}`];
  }
  const shown = paint(status, status === "optimal" ? "green" : "yellow", process.stdout);
  return [
    `${shown} (${method}, ${engine}): mean accuracy ${meanAccuracy.toFixed(6)}`,
    `value ${value.toPrecision(10)}, at most ${gap.toPrecision(4)} below the optimum (bound ${most}${proofOf(schedule)})`,
  ];
}

/** What is said behind the bound. */
function proofOf(schedule: AnySchedule): string {
  if ("variant" in schedule) return `, proven by ${schedule.provenBy}`;
  const { worstCaseGap } = schedule;
  return worstCaseGap === null ? "" : `, worstCaseGap of Theorem 1: ${worstCaseGap.toPrecision(6)}`;
}

/** Six significant digits, without trailing zeros. */
function figures(value: number): string {
  return Number(value.toPrecision(6)).toString();
}

/** Columns flush right; on a terminal no line is longer than it is wide. */
function align(columns: Column[], lines: Line[]): string[] {
  const width = widthOf(process.stdout);
  const widths = narrowed(columns, width);
  const head: Line = { cells: columns.map(({ title }) => title), style: "bold" };
  return [head, ...lines].map(({ cells, style }) => {
    const padded = cells.map((cell, k) => shorten(cell, widths[k]).padStart(widths[k]));
    const line = shorten(padded.join(GAP), width);
    return style ? paint(line, style, process.stdout) : line;
  });
}

/** Those for which there is room where names are cut. */
function withRoom(columns: Column[], width: number): Column[] {
  let shown = columns;
  for (const name of SPARED) {
    if (total(shown.map(({ least }) => least)) <= width) break;
    shown = shown.filter((column) => column.name !== name);
  }
  return shown;
}

/** The widest name gives way first. */
function narrowed(columns: Column[], width: number): number[] {
  const widths = columns.map((column) => column.width);
  for (let excess = total(widths) - width; excess > 0; excess--) {
    const names = widths.map((one, k) => (one > columns[k].least ? one : 0));
    const widest = Math.max(...names);
    if (widest === 0) break;
    widths[names.indexOf(widest)]--;
  }
  return widths;
}

function total(widths: number[]): number {
  return widths.reduce((sum, one) => sum + one, GAP.length * (widths.length - 1));
}

/** What to say of columns that are not shown. */
function spared(columns: Column[], shown: Column[]): string[] {
  const names = columns.filter((column) => !shown.includes(column)).map(({ title }) => title);
  if (names.length === 0) return [];
  const text = `no room for ${list(names).replace(" or ", " and ")}: --csv-out has all columns`;
  return [paint(text, "dim", process.stdout)];
}
