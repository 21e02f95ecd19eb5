// A chart of Observable Plot, as wide as its place and as high as it is told.

import * as Plot from "@observablehq/plot";
import { useEffect, useRef, useState } from "preact/hooks";

interface ChartProps {
  /** What it shows, for who does not see it. */
  label: string;
  /** Pixels; its place has them before it is drawn, so that nothing jumps. */
  height: number;
  /** Of Plot, but for the size. Make them with useMemo: a new object is drawn anew. */
  options: Plot.PlotOptions;
}

export function Chart({ label, height, options }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  useEffect(() => {
    if (width === 0) return;
    const chart = Plot.plot({ ...options, width, height, className: "plot", ariaLabel: label });
    // its rules are in plot.css: the policy of the page allows no style inside
    for (const style of chart.querySelectorAll("style")) style.remove();
    // one image with one name: its parts have none
    for (const part of chart.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
    chart.setAttribute("role", "img");
    place.current?.replaceChildren(chart);
  }, [width, height, options, label]);
  return <div class="chart" ref={place} style={{ height: `${height}px` }} />;
}

/** Pixels that an element is wide; 0 before that is known, and while it is hidden. */
export function useWidth(element: { current: Element | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
