// Names and colours, the same in every figure.

import type { Series } from "../draw.js";
import type { MethodName } from "./settings.js";

export const METHOD_SERIES: Record<MethodName, Series> = {
  relax: { name: "relax (DSCT-UB)", colour: "#111827", dash: "5 4" },
  search: { name: "search", colour: "#7c3aed" },
  refit: { name: "refit", colour: "#2563eb" },
  approx: { name: "approx (DSCT-Approx)", colour: "#059669" },
  upgrade: { name: "levels, upgrade", colour: "#d97706" },
  "highest-fit": { name: "levels, highest-fit", colour: "#f59e0b", dash: "6 3" },
  edf: { name: "edf (NoCompression)", colour: "#dc2626" },
};
export const BOUND: Series = { name: "preemptive bound", colour: "#9ca3af" };
export const EXACT: Series = { name: "exact", colour: "#be185d" };
export const HIGHS: Series = { name: "MILP in HiGHS", colour: "#6b7280" };

export const deadlinesLabel = (deadlines: string) =>
  `deadlines ${deadlines === "common" ? deadlines : `${deadlines} d_max`}`;
export const speedsLabel = (speeds: string) => `speeds ${speeds}`;
