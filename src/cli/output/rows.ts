// What a schedule says of each task, by column.

import type {
  CurvesProblem,
  Problem,
  Schedule,
  Table,
  TablesProblem,
  TablesSchedule,
} from "../../index.js";
import { REASONS } from "../../problem/words.js";

/** null: there is none, for the task does not run. Indices are text, which nothing rounds. */
export type Cell = number | string | null;
export type Row = Record<string, Cell>;
export type AnySchedule = Schedule | TablesSchedule;

const CURVES = ["machine", "task", "id", "start", "end", "deadline", "work", "accuracy"];
const TABLES = [
  ...["machine", "type", "task", "id", "model", "variant", "name"],
  ...["start", "end", "deadline", "accuracy", "reason"],
];

/** In the order in which they are shown. */
export function columnsOf(schedule: AnySchedule): string[] {
  return "variant" in schedule ? TABLES : CURVES;
}

/** A function of the index of a task. */
export function rowOf(problem: Problem, schedule: AnySchedule): (task: number) => Row {
  return "variant" in schedule
    ? rowOfTables(problem as TablesProblem, schedule)
    : rowOfCurves(problem as CurvesProblem, schedule);
}

/** One for each machine that is busy at first. */
export function busyRows({ machines }: Problem): { machine: number; row: Row }[] {
  return readyTimes(machines).flatMap((until, machine) => {
    if (until <= 0) return [];
    const type = typeOf(machines, machine);
    return [{ machine, row: { machine: `${machine}`, type, task: "busy", start: 0, end: until } }];
  });
}

function rowOfCurves({ tasks }: CurvesProblem, schedule: Schedule): (task: number) => Row {
  const { machine, start, end, work, accuracy } = schedule;
  const deadline = (j: number) => ("deadline" in tasks ? tasks.deadline[j] : tasks[j].deadline);
  return (j) => ({
    machine: machine[j] < 0 ? null : `${machine[j]}`,
    task: `${j}`,
    id: idOf(tasks, j),
    start: start[j],
    end: end[j],
    deadline: deadline(j) ?? Infinity,
    work: work[j],
    accuracy: accuracy[j],
  });
}

function rowOfTables(problem: TablesProblem, schedule: TablesSchedule): (task: number) => Row {
  const { machine, variant, start, end, accuracy, reason } = schedule;
  const { machines, tasks, models } = problem;
  const modelOf = (j: number) => ("model" in tasks ? tasks.model[j] : tasks[j].model);
  const dueOf = (j: number) => ("model" in tasks ? tasks.deadline[j] : tasks[j].deadline);
  return (j) => {
    const [r, model] = [machine[j], modelOf(j)];
    const isServed = r >= 0;
    const type = isServed ? typeOf(machines, r) : "";
    return {
      machine: isServed ? `${r}` : null,
      type,
      task: `${j}`,
      id: idOf(tasks, j),
      model,
      variant: isServed ? `${variant[j]}` : null,
      name: isServed ? nameOf(models[model]?.[type], variant[j]) : "",
      start: isServed ? start[j] : null,
      end: isServed ? end[j] : null,
      deadline: dueOf(j) ?? Infinity,
      accuracy: accuracy[j],
      reason: REASONS[reason[j]],
    };
  };
}

/** The user's own name of a task, in rows or in columns, which the solver passes over. */
function idOf(tasks: Problem["tasks"], j: number): string {
  const own = tasks as { id?: ArrayLike<unknown>; [task: number]: { id?: unknown } };
  const id = Array.isArray(tasks) ? own[j].id : own.id?.[j];
  return typeof id === "string" || typeof id === "number" ? `${id}` : "";
}

/** What a point is called in its table; nothing where it has no name. */
function nameOf(table: Table | undefined, variant: number): string {
  const name: unknown = Array.isArray(table?.names) ? table.names[variant] : undefined;
  return typeof name === "string" ? name : "";
}

/** The type of a machine; nothing where machines have a speed. */
function typeOf(machines: Problem["machines"], r: number): string {
  const own = machines as { type?: readonly string[]; [machine: number]: { type?: string } };
  return (Array.isArray(machines) ? own[r].type : own.type?.[r]) ?? "";
}

/** When each machine is ready; of none where the problem does not say. */
function readyTimes(machines: Problem["machines"]): number[] {
  if (Array.isArray(machines)) return machines.map(({ readyAt = 0 }) => readyAt);
  return Array.from((machines as { readyAt?: ArrayLike<number> }).readyAt ?? []);
}
