// A schedule as a table.

import type { Problem, Schedule } from "../index.js";

/** A row a task, machine after machine; then what the schedule is worth. */
export function table(problem: Problem, schedule: Schedule): string {
  const { machine, start, end, work, accuracy, order } = schedule;
  const { tasks } = problem;
  // null, which JSON has for Infinity, is no deadline
  const deadline = (j: number) =>
    ("deadline" in tasks ? tasks.deadline[j] : tasks[j].deadline) ?? Infinity;
  const rows = Array.from(order, (j) => [
    machine[j] < 0 ? "-" : `${machine[j]}`,
    `${j}`,
    ...[start[j], end[j], deadline(j), work[j], accuracy[j]].map((value) =>
      Number(value.toPrecision(6)).toString(),
    ),
  ]);
  const lines = align([
    ["machine", "task", "start", "end", "deadline", "work", "accuracy"],
    ...rows,
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

/** Columns flush right. */
function align(rows: string[][]): string[] {
  const widths = rows[0].map((_, k) =>
    rows.reduce((most, row) => Math.max(most, row[k].length), 0),
  );
  return rows.map((row) => row.map((cell, k) => cell.padStart(widths[k])).join("  "));
}
