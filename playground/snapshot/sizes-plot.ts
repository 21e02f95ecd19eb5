// A plot of the sizes of a request: the points of its tables, or its curve, and where it runs.

import * as Plot from "@observablehq/plot";
import { tableOf } from "../model/explain.js";
import { isTables, type RowCurves, type RowProblem, type RowTables } from "../model/problem.js";
import { type AnySchedule, isServed } from "../model/schedule.js";
import { endLabels } from "../parts/end-labels.js";

interface Point {
  milliseconds: number;
  accuracy: number;
  type: string;
}

/** Pixels of the plot. */
export const SIZES_HEIGHT = 220;
/** Of a curve. */
const SAMPLES = 60;

export function sizesPlot(
  problem: RowProblem,
  schedule: AnySchedule,
  task: number,
): Plot.PlotOptions {
  const points = isTables(problem)
    ? tablePoints(problem, task)
    : curvePoints(problem, schedule, task);
  const chosen = isServed(schedule, task) ? [chosenPoint(schedule, task)] : [];
  const { base = 0, minAccuracy } = problem.tasks[task];
  const ends = [...new Map(points.map((point) => [point.type, point])).values()];
  const accuracies = [...points, ...chosen].map(({ accuracy }) => accuracy);
  const low = isTables(problem) ? Math.min(...accuracies) : Math.min(0, base);
  const high = Math.max(low + 1e-6, ...accuracies);
  const axis = { low, high, top: 18, bottom: SIZES_HEIGHT - 30 };
  const names = ends.map(({ type, milliseconds, accuracy }) => {
    return { name: type, x: milliseconds, y: accuracy };
  });
  return {
    marginLeft: 46,
    marginRight: isTables(problem) ? 96 : 20,
    marginTop: 18,
    marginBottom: 30,
    x: { label: "run time, ms", grid: true },
    y: { label: "accuracy", grid: true, domain: [low, high] },
    marks: [
      ...(minAccuracy === undefined
        ? []
        : [Plot.ruleY([minAccuracy], { stroke: "var(--vermillion)", strokeDasharray: "4 3" })]),
      ...(isTables(problem) ? [] : [Plot.ruleY([base], { stroke: "var(--line)" })]),
      Plot.line(points, {
        x: "milliseconds",
        y: "accuracy",
        z: "type",
        stroke: "var(--blue)",
        strokeOpacity: 0.6,
      }),
      ...(isTables(problem)
        ? [
            Plot.dot(points, {
              x: "milliseconds",
              y: "accuracy",
              symbol: "type",
              stroke: "var(--blue)",
              r: 3,
            }),
            ...endLabels(names, axis, false),
          ]
        : []),
      Plot.dot(chosen, {
        x: "milliseconds",
        y: "accuracy",
        r: 7,
        stroke: "var(--vermillion)",
        strokeWidth: 3,
      }),
    ],
  };
}

/** The points of every type of machine, in order of their times. */
function tablePoints(problem: RowTables, task: number): Point[] {
  const types = new Map(problem.machines.map(({ type }, machine) => [type, machine]));
  return [...types].flatMap(([type, machine]) => {
    const table = tableOf(problem, task, machine);
    if (!table) return [];
    return Array.from(table.time, (time, k) => {
      return { milliseconds: 1000 * time, accuracy: table.accuracy[k], type };
    }).sort((a, b) => a.milliseconds - b.milliseconds);
  });
}

/** On the machine where it runs, or on the fastest. */
function curvePoints({ machines, tasks }: RowCurves, schedule: AnySchedule, task: number): Point[] {
  const { theta, maxWork, base = 0, gain = 1 } = tasks[task];
  const fastest = Math.max(...machines.map(({ speed }) => speed));
  const speed = machines[schedule.machine[task]]?.speed ?? fastest;
  return Array.from({ length: SAMPLES + 1 }, (_, k) => {
    const work = (maxWork * k) / SAMPLES;
    return {
      milliseconds: (1000 * work) / speed,
      accuracy: base - gain * Math.expm1(-theta * work),
      type: "",
    };
  });
}

function chosenPoint(schedule: AnySchedule, task: number): Omit<Point, "type"> {
  const accuracy = schedule.accuracy[task];
  return { milliseconds: 1000 * (schedule.end[task] - schedule.start[task]), accuracy };
}
