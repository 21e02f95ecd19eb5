// Accuracy, queue and release price over simulated time.

import * as Plot from "@observablehq/plot";
import { useMemo } from "preact/hooks";
import { niceAbove } from "../model/units.js";
import { Chart } from "../parts/chart.js";
import { type Sample, type SideSample, SPANS } from "./history.js";
import { SIDES } from "./names.js";
import type { Race } from "./race.js";

export interface ChartsProps {
  race: Race;
  scale: number;
  /** Changes when it is to be drawn anew: the race moves without becoming another object. */
  drawn: number;
}

/** Pixels. */
const HEIGHT = 170;
const TALL = 280;
/** Accuracies in percent: the ends of the axis are multiples of this. */
const NICE_PERCENT = 5;

export function AccuracyChart({ race, scale, drawn }: ChartsProps) {
  const options = useMemo(() => {
    const read = ({ accuracySum, decided }: SideSample) => (100 * accuracySum) / decided;
    const samples = race.history.scales[scale].filter(({ ours, simple }) => {
      return ours.decided > 0 && simple.decided > 0;
    });
    const values = samples.flatMap(({ ours, simple }) => [read(ours), read(simple)]);
    const low = NICE_PERCENT * Math.floor(Math.min(95, ...values) / NICE_PERCENT);
    const high = NICE_PERCENT * Math.ceil(Math.max(low + 1, ...values) / NICE_PERCENT);
    const domain = [low, high];
    return lines(samples, scale, { label: "%", domain }, bothSides(samples, scale, read));
  }, [race, scale, drawn]);
  return <Chart label="Mean accuracy since the start" height={TALL} options={options} />;
}

export function QueueChart({ race, scale, drawn }: ChartsProps) {
  const options = useMemo(() => {
    const samples = race.history.scales[scale];
    const read = ({ queue }: SideSample) => queue;
    const most = Math.max(...samples.flatMap(({ ours, simple }) => [ours.queue, simple.queue]), 0);
    const y = { label: "requests", domain: [0, niceAbove(Math.max(most, 5))] };
    return lines(samples, scale, y, bothSides(samples, scale, read));
  }, [race, scale, drawn]);
  return <Chart label="Requests that wait" height={HEIGHT} options={options} />;
}

export function PriceChart({ race, scale, drawn }: ChartsProps) {
  const options = useMemo(() => {
    const samples = race.history.scales[scale];
    const most = Math.max(...samples.map(({ price }) => price), 0);
    const y = { label: "accuracy a second", domain: [0, niceAbove(Math.max(most, 1))] };
    const x = timeIn(scale);
    return lines(samples, scale, y, [
      Plot.lineY(samples, { x, y: "price", stroke: SIDES[0].colour, strokeWidth: 1.5 }),
    ]);
  }, [race, scale, drawn]);
  return <Chart label="Release price of the dispatcher" height={HEIGHT} options={options} />;
}

/** Seconds of the finest scale, else minutes. */
const timeIn = (scale: number) => (scale === 0 ? "time" : ({ time }: Sample) => time / 60);

function bothSides(
  samples: readonly Sample[],
  scale: number,
  read: (side: SideSample) => number,
): Plot.Markish[] {
  return [...SIDES].reverse().map(({ side, colour }) =>
    Plot.lineY(samples, {
      x: timeIn(scale),
      y: (sample: Sample) => read(sample[side]),
      stroke: colour,
      strokeWidth: 1.5,
      ...(side === "simple" && { strokeDasharray: "5 3" }),
    }),
  );
}

/** The time axis is as long as the scale, so that lines move and do not shrink. */
function lines(
  samples: readonly Sample[],
  scale: number,
  y: Plot.ScaleOptions,
  marks: Plot.Markish[],
): Plot.PlotOptions {
  const unit = scale === 0 ? 1 : 60;
  const end = Math.max(SPANS[scale], samples[samples.length - 1]?.time ?? 0);
  const domain = [(end - SPANS[scale]) / unit, end / unit];
  return {
    marginLeft: 44,
    marginRight: 12,
    marginBottom: 34,
    x: { label: scale === 0 ? "simulated seconds" : "simulated minutes", domain, ticks: 6 },
    y: { ...y, grid: true, ticks: 4, nice: false },
    marks,
  };
}
