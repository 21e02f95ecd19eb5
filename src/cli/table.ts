// A schedule as a table.

import {
  type CurvesProblem,
  type Problem,
  REASONS,
  type Schedule,
  type Table,
  type TablesProblem,
  type TablesSchedule,
} from "../index.js";
import { showText } from "../problem/messages.js";

/** Characters of a name that a table shows. */
const MOST_OF_NAME = 32;

/**
 * A row a task, machine after machine, and before them the time for which a machine is busy; then
 * what the schedule is worth.
 */
export function table(problem: Problem, schedule: Schedule | TablesSchedule): string {
  return "variant" in schedule
    ? tablesTable(problem as TablesProblem, schedule)
    : curvesTable(problem as CurvesProblem, schedule);
}

/** A row a method: what its schedule is worth, and how many tasks run. */
export function comparison(schedules: readonly (Schedule | TablesSchedule)[]): string {
  const rows = schedules.map(({ method, value, meanAccuracy, machine }) => {
    const served = machine.reduce((count, r) => (r >= 0 ? count + 1 : count), 0);
    return [method, figures(value), meanAccuracy.toFixed(4), `${served} of ${machine.length}`];
  });
  return `${align([["method", "value", "mean accuracy", "served"], ...rows]).join("\n")}\n`;
}

function curvesTable(problem: CurvesProblem, schedule: Schedule): string {
  const { machine, start, end, work, accuracy, order } = schedule;
  const { tasks } = problem;
  // null, which JSON has for Infinity, is no deadline
  const deadline = (j: number) =>
    ("deadline" in tasks ? tasks.deadline[j] : tasks[j].deadline) ?? Infinity;
  const rowOf = (j: number) => [
    machine[j] < 0 ? "-" : `${machine[j]}`,
    `${j}`,
    ...[start[j], end[j], deadline(j), work[j], accuracy[j]].map(figures),
  ];
  const busyRow = (r: number, until: number) => [`${r}`, "busy", "0", figures(until), "", "", ""];
  const rows = [
    ...readyTimes(problem).flatMap((at, r) => (at > 0 ? [{ r, cells: busyRow(r, at) }] : [])),
    ...Array.from(order, (j) => ({ r: machine[j], cells: rowOf(j) })),
  ];
  rows.sort((a, b) => a.r - b.r);
  const lines = align([
    ["machine", "task", "start", "end", "deadline", "work", "accuracy"],
    ...rows.map(({ cells }) => cells),
  ]);
  const { worstCaseGap } = schedule;
  const proof =
    worstCaseGap === null ? "" : `, worstCaseGap of Theorem 1: ${worstCaseGap.toPrecision(6)}`;
  return [...lines, "", ...worth(schedule, proof), ""].join("\n");
}

/**
 * Names of points and, in words, why a request is not served: columns that are there only where
 * there are any.
 */
function tablesTable(problem: TablesProblem, schedule: TablesSchedule): string {
  const { machine, variant, start, end, accuracy, reason, order } = schedule;
  const machines = problem.machines;
  const tasks = problem.tasks;
  const typeOf = (r: number) => ("type" in machines ? machines.type[r] : machines[r].type);
  const modelOf = (j: number) => ("model" in tasks ? tasks.model[j] : tasks[j].model);
  const dueOf = (j: number) => ("model" in tasks ? tasks.deadline[j] : tasks[j].deadline);
  const rowOf = (j: number) => {
    const r = machine[j];
    const own = [`${j}`, showText(modelOf(j), MOST_OF_NAME)];
    const due = figures(dueOf(j) ?? Infinity);
    if (r < 0)
      return ["-", "", ...own, "-", "", "-", "-", due, figures(accuracy[j]), REASONS[reason[j]]];
    const times = [figures(start[j]), figures(end[j]), due];
    const type = showText(typeOf(r), MOST_OF_NAME);
    const name = nameOf(problem.models[modelOf(j)]?.[typeOf(r)], variant[j]);
    return [`${r}`, type, ...own, `${variant[j]}`, name, ...times, figures(accuracy[j]), ""];
  };
  const busyRow = (r: number, until: number) => {
    const type = showText(typeOf(r), MOST_OF_NAME);
    return [`${r}`, type, "busy", "", "", "", "0", figures(until), "", "", ""];
  };
  const rows = [
    ...readyTimes(problem).flatMap((at, r) => (at > 0 ? [{ r, cells: busyRow(r, at) }] : [])),
    ...Array.from(order, (j) => ({ r: machine[j], cells: rowOf(j) })),
  ];
  rows.sort((a, b) => a.r - b.r);
  const columns = ["machine", "type", "task", "model", "variant", "name", "start", "end"];
  const head = [...columns, "deadline", "accuracy", "not served"];
  const shown = head.map((title, k) => {
    return !["name", "not served"].includes(title) || rows.some(({ cells }) => cells[k] !== "");
  });
  const all = [head, ...rows.map(({ cells }) => cells)];
  const lines = align(all.map((row) => row.filter((_, k) => shown[k])));
  const proof = `, proven by ${schedule.provenBy}`;
  return [...lines, "", ...worth(schedule, proof), ""].join("\n");
}

/** What a point is called in its table; nothing where it has no name. */
function nameOf(table: Table | undefined, variant: number): string {
  const name: unknown = Array.isArray(table?.names) ? table.names[variant] : undefined;
  return typeof name === "string" ? showText(name, MOST_OF_NAME) : "";
}

/** The last lines; proof: what is said behind the bound. */
function worth(schedule: Schedule | TablesSchedule, proof: string): string[] {
  const { status, method, engine, value, meanAccuracy, bound, gap } = schedule;
  const most = bound.toPrecision(10);
  if (status === "bound") {
    return [`bound (${method}, ${engine}): no schedule has a value above ${most}`];
  }
  return [
    `${status} (${method}, ${engine}): mean accuracy ${meanAccuracy.toFixed(6)}`,
    `value ${value.toPrecision(10)}, at most ${gap.toPrecision(4)} below the optimum (bound ${most}${proof})`,
  ];
}

/** When each machine is ready; of none where the problem does not say. */
function readyTimes({ machines }: Problem): number[] {
  if (Array.isArray(machines)) return machines.map(({ readyAt = 0 }) => readyAt);
  return Array.from((machines as { readyAt?: ArrayLike<number> }).readyAt ?? []);
}

/** Six significant digits, without trailing zeros. */
function figures(value: number): string {
  return Number(value.toPrecision(6)).toString();
}

/** Columns flush right. */
function align(rows: string[][]): string[] {
  const widths = rows[0].map((_, k) =>
    rows.reduce((most, row) => Math.max(most, row[k].length), 0),
  );
  return rows.map((row) => row.map((cell, k) => cell.padStart(widths[k])).join("  "));
}
