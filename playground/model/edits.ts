// Changes of a problem: each returns a new one, and shares with the old one what it leaves.

import { isTables, type RowProblem } from "./problem.js";

/** What a cell can hold: text is what no number could be made of, for the validator to refuse. */
export type Cell = number | string | null | undefined;

type List = "machines" | "tasks";

/** The rows of a list, whatever their kind. */
export function rowsOf(problem: RowProblem, list: List): readonly Record<string, unknown>[] {
  return problem[list] as unknown as readonly Record<string, unknown>[];
}

function withRows(problem: RowProblem, list: List, rows: readonly object[]): RowProblem {
  return { ...problem, [list]: rows } as unknown as RowProblem;
}

/** undefined: the field is left out. */
export function setField(
  problem: RowProblem,
  list: List,
  index: number,
  field: string,
  value: Cell,
): RowProblem {
  const rows = rowsOf(problem, list).map((row, k) => {
    if (k !== index) return row;
    const { [field]: _, ...others } = row;
    return value === undefined ? others : { ...row, [field]: value };
  });
  return withRows(problem, list, rows);
}

/** A copy of a row behind it. */
export function duplicateRow(problem: RowProblem, list: List, index: number): RowProblem {
  const rows = rowsOf(problem, list);
  return withMachineLists(
    problem,
    list,
    (lists) => [...lists.slice(0, index + 1), ...lists.slice(index)],
    [...rows.slice(0, index + 1), { ...rows[index] }, ...rows.slice(index + 1)],
  );
}

export function removeRow(problem: RowProblem, list: List, index: number): RowProblem {
  const rows = rowsOf(problem, list).filter((_, k) => k !== index);
  return withMachineLists(problem, list, (lists) => lists.filter((_, k) => k !== index), rows);
}

/** Latencies by machine follow the list of machines. */
function withMachineLists(
  problem: RowProblem,
  list: List,
  change: (latencies: (number | null)[]) => (number | null)[],
  rows: readonly object[],
): RowProblem {
  const changed = withRows(problem, list, rows);
  if (list === "tasks") return changed;
  const tasks = rowsOf(problem, "tasks").map((task) => {
    const { latency } = task;
    return Array.isArray(latency) ? { ...task, latency: change(latency) } : task;
  });
  return withRows(changed, "tasks", tasks);
}

/** A request like the last one, or an ordinary one where there is none. */
export function addTask(problem: RowProblem): RowProblem {
  const { length } = problem.tasks;
  if (length > 0) return duplicateRow(problem, "tasks", length - 1);
  const first = isTables(problem)
    ? { model: Object.keys(problem.models)[0], deadline: 0.1 }
    : { deadline: 0.1, theta: 4, maxWork: 1 };
  return withRows(problem, "tasks", [first]);
}
