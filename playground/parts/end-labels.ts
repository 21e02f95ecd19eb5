// Names at the ends of lines, a line of text apart.

import * as Plot from "@observablehq/plot";
import { spread } from "../../bench/draw/labels.js";

interface End {
  name: string;
  x: number;
  y: number;
}

/** A linear axis of y: its values and, in pixels, where it begins and ends. */
interface Axis {
  low: number;
  high: number;
  top: number;
  bottom: number;
}

/** isAtEdge: beside the right edge, and not beside the point. */
export function endLabels(ends: readonly End[], axis: Axis, isAtEdge: boolean): Plot.Markish[] {
  const { low, high, top, bottom } = axis;
  const place = (y: number) => bottom - ((y - low) / (high - low || 1)) * (bottom - top);
  const sorted = [...ends].sort((a, b) => b.y - a.y);
  const places = spread(
    sorted.map(({ y }) => place(y)),
    top,
    bottom,
  );
  return sorted.map((end, k) =>
    Plot.text([end], {
      ...(isAtEdge ? { frameAnchor: "right" } : { x: "x" }),
      ...{ y: "y", text: "name", dx: 8, dy: places[k] - place(end.y), fill: "currentColor" },
      textAnchor: "start",
    }),
  );
}
