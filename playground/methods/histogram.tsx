// How many requests get which accuracy, under the shown method and under "edf".

import * as Plot from "@observablehq/plot";
import { useMemo } from "preact/hooks";
import type { Method } from "../../src/types/index.js";
import { Chart } from "../parts/chart.js";
import type { Solved } from "../solving/runs.js";

/** Of the axis of accuracy. */
const BINS = 20;

export function Histogram({ solved, chosen }: { solved: Solved; chosen: Method }) {
  const own = solved.runs.get(chosen)?.schedule ?? solved.quick?.schedule;
  const edf = solved.runs.get("edf")?.schedule;
  const options = useMemo(() => plotOf(own?.accuracy, edf?.accuracy, chosen), [own, edf, chosen]);
  return (
    <>
      <h3>Accuracies: {chosen} as bars, edf as a line</h3>
      <Chart
        label={`Requests by accuracy under ${chosen} and under edf`}
        height={180}
        options={options}
      />
    </>
  );
}

interface Bin {
  from: number;
  to: number;
  count: number;
}

function plotOf(
  own: Float64Array | undefined,
  edf: Float64Array | undefined,
  name: string,
): Plot.PlotOptions {
  const all = [...(own ?? []), ...(edf ?? [])];
  const [low, high] = [Math.min(0, ...all), Math.max(1, ...all)];
  const bins = (values: Float64Array | undefined) =>
    binsOf(values ?? new Float64Array(), low, high);
  return {
    marginLeft: 40,
    marginTop: 18,
    x: { label: "accuracy", domain: [low, high] },
    y: { label: `requests (${name})`, grid: true, tickFormat: "d" },
    marks: [
      Plot.rectY(bins(own), { x1: "from", x2: "to", y: "count", fill: "var(--sky)", inset: 0.5 }),
      Plot.line(stepsOf(bins(edf)), {
        x: "x",
        y: "y",
        stroke: "var(--vermillion)",
        strokeWidth: 2,
      }),
      Plot.ruleY([0]),
    ],
  };
}

export function binsOf(values: Float64Array, low: number, high: number): Bin[] {
  const width = (high - low) / BINS;
  const bins = Array.from({ length: BINS }, (_, k) => {
    return { from: low + k * width, to: low + (k + 1) * width, count: 0 };
  });
  for (const value of values) bins[Math.min(BINS - 1, Math.floor((value - low) / width))].count++;
  return bins;
}

/** The outline of bins. */
function stepsOf(bins: readonly Bin[]) {
  return bins.flatMap(({ from, to, count }) => [
    { x: from, y: count },
    { x: to, y: count },
  ]);
}
