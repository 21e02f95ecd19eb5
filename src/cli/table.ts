// A schedule as a table.

import type { Problem, Schedule } from "../index.js";

/**
 * A row a task, machine after machine, and before them the time for which a machine is busy; then
 * what the schedule is worth.
 */
export function table(problem: Problem, schedule: Schedule): string {
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
  const { status, method, engine, value, meanAccuracy, bound, gap, guarantee } = schedule;
  const proof = guarantee === null ? "" : `, guarantee of Theorem 1: ${guarantee.toPrecision(6)}`;
  return [
    ...lines,
    "",
    `${status} (${method}, ${engine}): mean accuracy ${meanAccuracy.toFixed(6)}`,
    `value ${value.toPrecision(10)}, at most ${gap.toPrecision(4)} below the optimum (bound ${bound.toPrecision(10)}${proof})`,
    "",
  ].join("\n");
}

/** When each machine is ready; of none where the problem does not say. */
function readyTimes({ machines }: Problem): number[] {
  if ("speed" in machines) return Array.from(machines.readyAt ?? []);
  return machines.map(({ readyAt = 0 }) => readyAt);
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
