// A schedule as a Gantt chart. A string, so that it works in every runtime.

import { drawChart } from "../chart/chart.js";
import type { Content } from "../chart/content.js";
import { counted, figures, textOf } from "../chart/text.js";
import { modelsOf } from "../tables/read-tables.js";
import type {
  CurvesProblem,
  InputColumns,
  Problem,
  ScheduleLike,
  TablesProblem,
  TablesScheduleLike,
} from "../types/index.js";
import { readProblem, readSchedule, refuseSchedule } from "./read.js";
import { contentOfTables } from "./svg-tables.js";

/**
 * Draws a schedule as a Gantt chart: a row per machine, striped until it is ready, and a bar per
 * task, stronger in colour the more accurate it is, on a scale from 0 to 1 (further where an
 * accuracy is beyond). A line leads from the end of a bar to its deadline, less the latency with
 * tables; deadlines of tasks without a bar are ticks below the axis. Bars carry the number of the
 * task and, with tables, the name or number of its variant, where that fits; everything else is in
 * tooltips. Rows have the type of the machine as a name with tables, its speed with curves.
 *
 * With more than 100 tasks those that are too short to be seen share a bar, of their mean accuracy,
 * and deadlines of bars are not drawn. With more than 100 machines those without tasks are left
 * out, and of more than 100 with tasks several share a row. So no chart has more than 2 MB, unless
 * names are long.
 *
 * It is an image with a title and a description, for who does not see it, and follows the light or
 * dark mode of who looks at it. No script, and nothing from elsewhere. **Cost.** O(n + m).
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
  return drawChart(
    models === undefined
      ? contentOfCurves(problem as CurvesProblem, schedule as ScheduleLike)
      : contentOfTables(problem as TablesProblem, models, schedule as TablesScheduleLike),
  );
}

function contentOfCurves(problem: CurvesProblem, schedule: ScheduleLike): Content {
  const input = readProblem(problem);
  const { deadline } = input;
  const numbers = readSchedule(schedule, deadline.length, refuseSchedule) as ScheduleLike;
  const { method, meanAccuracy, value, gap, start, end, accuracy, work } = numbers;
  const hasWork = (j: number) => work[j] > 0;
  const rowOf = (j: number) => (method === "relax" ? 0 : numbers.machine[j]);
  const machine = Array.from(deadline, (_, j) => (hasWork(j) ? rowOf(j) : -1));
  const idle = machine.filter((r) => r < 0).length;
  const without = idle > 0 ? `, ${idle} without work` : "";
  return {
    heading: `${textOf(method)}: ${counted(deadline.length, "task")}${without}`,
    figure: `mean accuracy ${figures(meanAccuracy)}, value ${figures(value)}, at most ${figures(gap)} below the optimum`,
    ...{ machine, start, end, accuracy, due: deadline },
    dueName: "deadline",
    without: "without work",
    machines: machinesOf(input, method === "relax"),
    describe: (j) => {
      if (!hasWork(j)) return `task ${j}: no work`;
      const due = deadline[j] < Infinity ? `deadline ${figures(deadline[j])} s` : "no deadline";
      const times = `${figures(start[j])} to ${figures(end[j])} s`;
      return `task ${j}: ${times}, ${due}, accuracy ${figures(accuracy[j])}`;
    },
    labels: (j) => [`${j}`],
  };
}

/** Of a relaxation the one that all are together. */
function machinesOf({ speed, readyAt }: InputColumns, isRelaxed: boolean): Content["machines"] {
  const rowOf = (name: string, total: number, at: number) => {
    const figure = figures(total);
    return { name, detail: `× ${figure}`, about: `${name}: speed ${figure}`, readyAt: at };
  };
  if (isRelaxed) {
    const total = speed.reduce((sum, one) => sum + one, 0);
    return [rowOf("all machines", total, 0)];
  }
  return Array.from(speed, (one, r) => rowOf(`machine ${r}`, one, readyAt[r]));
}
