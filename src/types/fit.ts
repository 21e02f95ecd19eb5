// What `fitCurve` takes and finds.

import type { Column } from "./problem.js";

/** A measured point of a network that runs in several sizes. */
export interface MeasuredPoint {
  /** Of one run, or its work; a finite number >= 0. */
  time: number;
  /** Finite; 0.75 is 75 %. */
  accuracy: number;
}

/** Measured points as columns, both of the same length. */
export interface MeasuredColumns {
  /** See {@link MeasuredPoint.time}. */
  time: Column;
  /** See {@link MeasuredPoint.accuracy}. */
  accuracy: Column;
}

/**
 * The curve base + gain (1 - exp(-theta time)) nearest to measured points: a {@link Task} takes
 * `base`, `gain` and `theta` as they are. It says something from the shortest to the longest of the
 * measured times alone. A network that runs for no time at all has not the accuracy `base`.
 */
export interface FittedCurve {
  /** Where the curve would begin, at time 0; >= 0 unless a measured accuracy is negative. */
  base: number;
  /** > 0 */
  gain: number;
  /** > 0; 1 / unit of the times */
  theta: number;
  /**
   * Root of the mean squared difference between the curve and the points, in accuracy points: 100
   * times the accuracies' own unit, so 1 where 0.74 was measured and the curve says 0.75.
   */
  error: number;
  /** The greatest difference, in accuracy points. */
  maxError: number;
}
