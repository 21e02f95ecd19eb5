// The chosen request: its table or curve with the chosen point, what time is worth, and why it is
// served as it is.

import { useMemo } from "preact/hooks";
import { explain, priceOf } from "../model/explain.js";
import type { RowProblem } from "../model/problem.js";
import { type AnySchedule, isServed } from "../model/schedule.js";
import { fixed } from "../model/units.js";
import { Chart } from "../parts/chart.js";
import { SIZES_HEIGHT, sizesPlot } from "./sizes-plot.js";

interface TaskProps {
  problem: RowProblem;
  schedule: AnySchedule;
  task: number | undefined;
  onChoose: (task: number) => void;
}

export function Task({ problem, schedule, task, onChoose }: TaskProps) {
  const count = problem.tasks.length;
  const known = task !== undefined && task < count ? task : undefined;
  const next = (step: number) => onChoose(known === undefined ? 0 : (known + step + count) % count);
  return (
    <section class="card task" aria-label="Chosen request">
      <div class="row">
        <h2>{known === undefined ? "No request chosen" : titleOf(problem, known)}</h2>
        <button type="button" disabled={count === 0} onClick={() => next(-1)}>
          Previous
        </button>
        <button type="button" disabled={count === 0} onClick={() => next(1)}>
          Next
        </button>
      </div>
      {known === undefined ? (
        <p class="dim">
          Click a bar or a deadline in the chart, or a number in the table. Drag a deadline and see
          what happens.
        </p>
      ) : (
        <Details {...{ problem, schedule }} task={known} />
      )}
    </section>
  );
}

/** Its number, and its own name where it has one. */
function titleOf({ tasks }: RowProblem, task: number): string {
  const { id } = tasks[task];
  return id === undefined ? `Request ${task}` : `Request ${task}: ${id}`;
}

function Details({
  problem,
  schedule,
  task,
}: {
  problem: RowProblem;
  schedule: AnySchedule;
  task: number;
}) {
  const { outcome, why } = useMemo(
    () => explain(problem, schedule, task),
    [problem, schedule, task],
  );
  const options = useMemo(() => sizesPlot(problem, schedule, task), [problem, schedule, task]);
  const price = priceOf(problem, schedule, task);
  return (
    <>
      <p>
        <strong>{outcome}</strong>
      </p>
      <Chart
        label={`Accuracy of request ${task} by run time, with the chosen size`}
        height={SIZES_HEIGHT}
        options={options}
      />
      {isServed(schedule, task) && (
        <p>
          One more millisecond there would be worth <strong>{fixed(price, 5)}</strong> (price, in
          units of weighted accuracy).
        </p>
      )}
      <ul>
        {why.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}
