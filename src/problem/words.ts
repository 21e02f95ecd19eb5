// The words that options may be.

import type { Bound, Method, Reading } from "../types/index.js";

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
export const BOUNDS: readonly Bound[] = ["relax", "preemptive"];
/** The readings of "levels", likewise. */
export const READINGS: readonly Reading[] = ["highest-fit", "upgrade"];
