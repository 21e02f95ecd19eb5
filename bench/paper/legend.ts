// Names and colours, the same in every figure.

import type { Series } from "../draw/labels.js";
import { BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, VERMILLION } from "../draw/palette.js";
import type { Deadlines, MethodName } from "./settings.js";

export const METHOD_SERIES: Record<MethodName, Series> = {
  relax: { name: "relax (DSCT-UB)", colour: BLACK, dash: "5 4" },
  search: { name: "search", colour: VERMILLION },
  refit: { name: "refit", colour: BLUE },
  approx: { name: "approx (DSCT-Approx)", colour: GREEN },
  upgrade: { name: "levels, upgrade", colour: ORANGE },
  "highest-fit": { name: "levels, highest-fit", colour: ORANGE, dash: "6 3" },
  edf: { name: "edf (NoCompression)", colour: PURPLE },
};
/** Where what is drawn is a difference to the preemptive bound, which is below it. */
export const RELAX_ABOVE: Series = { ...METHOD_SERIES.relax, name: "relax, above the bound" };
export const BOUND: Series = { name: "preemptive bound", colour: BLACK };
export const EXACT: Series = { name: "exact", colour: SKY };
export const HIGHS: Series = { name: "MILP in HiGHS", colour: GREY };

export const deadlinesLabel = (deadlines: string) =>
  `deadlines ${deadlines === "common" ? deadlines : `${deadlines} d_max`}`;
export const speedsLabel = (speeds: string) => `speeds ${speeds}`;

const PANELS: readonly Deadlines[] = ["common", "0.75 to 1", "0 to 1"];
/** Last the panel in which lines end apart: their names are beside it. */
export const byDeadlines = (a: { deadlines: Deadlines }, b: { deadlines: Deadlines }) =>
  PANELS.indexOf(a.deadlines) - PANELS.indexOf(b.deadlines);
