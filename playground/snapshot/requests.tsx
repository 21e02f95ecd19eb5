// The table of requests: what is asked for can be edited, what came of it stands beside it.

import { useEffect, useState } from "preact/hooks";
import { REASONS } from "../../src/problem/words.js";
import { addTask, rowsOf } from "../model/edits.js";
import { isTables, type RowProblem } from "../model/problem.js";
import { type AnySchedule, isOfTables, isServed } from "../model/schedule.js";
import { fixed, ms } from "../model/units.js";
import { type Column, CURVE_TASK_COLUMNS, TABLE_TASK_COLUMNS } from "./columns.js";
import { ChangeCell, Header, NameCell, NumberCells, type Place } from "./row.js";

interface RequestsProps {
  problem: RowProblem;
  /** Undefined: of another problem, in which there may be other requests. */
  schedule: AnySchedule | undefined;
  chosen: number | undefined;
  /** The path of what is wrong, as `tasks[3].weight`. */
  wrong: string | undefined;
  onChoose: (task: number) => void;
  onChange: (problem: RowProblem) => void;
}

const PAGE = 20;

export function Requests({ problem, schedule, chosen, wrong, onChoose, onChange }: RequestsProps) {
  const [page, setPage] = useState(0);
  const count = problem.tasks.length;
  const pages = Math.max(1, Math.ceil(count / PAGE));
  const shown = Math.min(page, pages - 1);
  useEffect(() => {
    if (chosen !== undefined && chosen < count) setPage(Math.floor(chosen / PAGE));
  }, [chosen, count]);
  const columns = isTables(problem) ? TABLE_TASK_COLUMNS : CURVE_TASK_COLUMNS;
  const first = shown * PAGE;
  const rows = rowsOf(problem, "tasks").slice(first, first + PAGE);
  return (
    <section class="card wide" aria-label="Requests">
      <h2>Requests</h2>
      <div class="row">
        <button type="button" disabled={shown === 0} onClick={() => setPage(shown - 1)}>
          Previous {PAGE}
        </button>
        <span class="figures">
          {count === 0 ? "none" : `${first} to ${Math.min(count, first + PAGE) - 1} of ${count}`}
        </span>
        <button type="button" disabled={shown >= pages - 1} onClick={() => setPage(shown + 1)}>
          Next {PAGE}
        </button>
        <button type="button" onClick={() => onChange(addTask(problem))}>
          Add a request
        </button>
      </div>
      <div class="scroll requests">
        <table>
          <Header
            name={isTables(problem) ? "model" : undefined}
            columns={columns}
            shown={["machine", isTables(problem) ? "size" : "work", "runs", "accuracy"]}
          />
          <tbody>
            {rows.map((_, k) => (
              <Request
                key={first + k}
                {...{ problem, columns, schedule, wrong, onChoose, onChange }}
                task={first + k}
                isChosen={chosen === first + k}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface RequestProps extends Omit<RequestsProps, "chosen"> {
  columns: readonly Column[];
  task: number;
  isChosen: boolean;
}

function Request({ columns, schedule, task, isChosen, wrong, onChoose, ...props }: RequestProps) {
  const { problem, onChange } = props;
  const choose = () => onChoose(task);
  const place: Place = { problem, list: "tasks", index: task, onChange };
  return (
    <tr class={isChosen ? "chosen" : undefined}>
      <th scope="row">
        <button
          type="button"
          aria-pressed={isChosen}
          aria-label={`Choose request ${task}`}
          onClick={choose}
        >
          {task}
        </button>
      </th>
      {isTables(problem) && (
        <NameCell {...place} field="model" names={Object.keys(problem.models)} onFocus={choose} />
      )}
      <NumberCells {...{ ...place, columns, wrong }} onFocus={choose} />
      <Outcome {...{ problem, schedule, task }} />
      <ChangeCell {...place} />
    </tr>
  );
}

/** Four cells. */
function Outcome({
  problem,
  schedule,
  task,
}: {
  problem: RowProblem;
  schedule: AnySchedule | undefined;
  task: number;
}) {
  if (!schedule) return <td colSpan={4}>…</td>;
  if (!isServed(schedule, task)) {
    const word = isOfTables(schedule) ? REASONS[schedule.reason[task]] : "no work";
    return (
      <td colSpan={4} class="unserved">
        {word}
      </td>
    );
  }
  const machine = schedule.machine[task];
  return (
    <>
      <td>{machine < 0 ? "all" : machine}</td>
      <td>{sizeOf(problem, schedule, task)}</td>
      <td>
        {ms(schedule.start[task])} – {ms(schedule.end[task])}
      </td>
      <td>{fixed(schedule.accuracy[task], 3)}</td>
    </>
  );
}

function sizeOf(problem: RowProblem, schedule: AnySchedule, task: number): string {
  if (!isOfTables(schedule)) return fixed(schedule.work[task], 3);
  const variant = schedule.variant[task];
  if (!isTables(problem)) return String(variant);
  const table =
    problem.models[problem.tasks[task].model]?.[problem.machines[schedule.machine[task]]?.type];
  return table?.names?.[variant] ?? String(variant);
}
