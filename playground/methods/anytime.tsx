// The anytime curve: the best value and the bound over time, live while a search runs.

import * as Plot from "@observablehq/plot";
import { useMemo } from "preact/hooks";
import { Chart } from "../parts/chart.js";
import { endLabels } from "../parts/end-labels.js";
import type { Run } from "../solving/runs.js";

interface Point {
  milliseconds: number;
  worth: number;
  series: string;
}

/** Pixels of the chart. */
const ANYTIME_HEIGHT = 220;
/** Milliseconds where the axis of a logarithm begins at the earliest. */
const LEAST = 1;
/** Lines that are told apart without colour, too: bounds are dashed. */
const COLOURS: Record<string, string> = { search: "var(--blue)", exact: "var(--vermillion)" };

export function Anytime({ runs, edf }: { runs: readonly Run[]; edf: number | undefined }) {
  const long = runs.filter(({ method, samples }) => method in COLOURS && samples.length > 0);
  const key = long.map(({ samples }) => samples.length).join();
  const state = long.map((run) => run.state).join();
  // samples grow in place: their number tells
  const options = useMemo(() => plotOf(long, edf), [key, state, edf]);
  return (
    <>
      <h3>Best value and bound over time</h3>
      <Chart
        label="Best value and bound of search and exact by milliseconds"
        height={ANYTIME_HEIGHT}
        options={options}
      />
    </>
  );
}

function plotOf(runs: readonly Run[], edf: number | undefined): Plot.PlotOptions {
  const linesOf = (run: Run, field: "value" | "bound"): Point[] =>
    run.samples.map((sample) => ({
      milliseconds: Math.max(LEAST, sample.milliseconds),
      worth: sample[field],
      series: `${run.method}, ${field}`,
    }));
  const lines = runs.flatMap((run) =>
    (["value", "bound"] as const).map((field) => ({ run, field, points: linesOf(run, field) })),
  );
  const all = lines.flatMap(({ points }) => points);
  const times = all.map(({ milliseconds }) => milliseconds);
  const worths = [...all.map(({ worth }) => worth), ...(edf === undefined ? [] : [edf])];
  const [first, last] = [Math.max(LEAST, Math.min(...times) / 2), Math.max(LEAST, ...times)];
  const [low, high] = worths.length > 0 ? [Math.min(...worths), Math.max(...worths)] : [0, 1];
  const room = 0.05 * (high - low || 1);
  const axis = { low: low - room, high: high + room, top: 18, bottom: ANYTIME_HEIGHT - 34 };
  const ends = lines.map(({ points }) => {
    const { series, milliseconds, worth } = points.at(-1) as Point;
    return { name: series, x: milliseconds, y: worth };
  });
  return {
    ...{ marginLeft: 56, marginRight: 100, marginTop: axis.top, marginBottom: 34 },
    x: {
      ...{ label: "ms (log scale)", type: "log", grid: true, ticks: 5, tickFormat: "~s" },
      domain: Number.isFinite(first) ? [first, Math.max(10 * first, last)] : [1, 1000],
    },
    y: { label: "value", grid: true, domain: [axis.low, axis.high] },
    marks: [
      ...(edf === undefined ? [] : edfMarks(edf)),
      ...lines.map(({ run, field, points }) =>
        Plot.line(points, {
          ...{ x: "milliseconds", y: "worth", curve: "step-after", strokeWidth: 2 },
          stroke: COLOURS[run.method],
          ...(field === "bound" ? { strokeDasharray: "5 3" } : {}),
        }),
      ),
      ...lines.map(({ run, points }) =>
        Plot.dot(points.slice(-1), {
          ...{ x: "milliseconds", y: "worth", fill: COLOURS[run.method], r: 3 },
        }),
      ),
      ...endLabels(ends, axis, true),
    ],
  };
}

function edfMarks(edf: number): Plot.Markish[] {
  return [
    Plot.ruleY([edf], { stroke: "var(--green)", strokeDasharray: "1 3", strokeWidth: 2 }),
    Plot.text([{ edf }], {
      ...{ y: "edf", frameAnchor: "left", dx: 4, dy: -8, text: () => "edf" },
      ...{ fill: "currentColor", textAnchor: "start" },
    }),
  ];
}
