// What `fitCurve` takes and finds.

import type { Column } from "./problem.js";

/** A measured point of a network that runs in several sizes. */
export interface MeasuredPoint {
  /** Time of one run, or its work; a finite number >= 0. */
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
 * `base`, `gain` and `theta` as they are. It is valid only between the shortest and the longest
 * measured time. `base` is not the accuracy of a network that does not run at all.
 */
export interface FittedCurve {
  /** Where the curve would begin, at time 0; >= 0 unless a measured accuracy is negative. */
  base: number;
  /** > 0 */
  gain: number;
  /** > 0; 1 / unit of the times */
  theta: number;
  /**
   * Root of the mean squared difference between the curve and the points, in accuracy points. A
   * point is 0.01 of the unit of the accuracies: the difference is 1 if 0.74 was measured and the
   * curve has 0.75.
   */
  error: number;
  /** The greatest difference, in accuracy points. */
  maxError: number;
}
