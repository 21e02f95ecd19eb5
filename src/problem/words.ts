// The words that options may be.

import type { BoundMethod, Method, Reading, Reason } from "../types/index.js";

/** The methods in the order of their codes in assembly/codes.ts. */
export const METHODS: readonly Method[] = [
  "relax",
  "approx",
  "refit",
  "search",
  "exact",
  "edf",
  "levels",
];
/** The bounds, likewise. */
export const BOUND_METHODS: readonly BoundMethod[] = ["relax", "preemptive"];
/** The readings of "levels", likewise. */
export const READINGS: readonly Reading[] = ["highest-fit", "upgrade"];
/**
 * What became of a request: `reason` of a schedule with tables is an index here.
 *
 * @example
 * import { REASONS, solve } from "dsct";
 *
 * const schedule = solve({
 *   models: { net: { gpu: { time: [0.01], accuracy: [0.7] } } },
 *   machines: [{ type: "gpu" }],
 *   tasks: [{ model: "net", deadline: 0.005 }],
 * });
 *
 * REASONS[schedule.reason[0]]; // "too-late"
 */
export const REASONS: readonly Reason[] = [
  "served",
  "expired",
  "ineligible",
  "too-late",
  "outbid",
  "undecided",
];
