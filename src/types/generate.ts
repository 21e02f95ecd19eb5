// What `generate` draws.

import type { Machine, Task } from "./problem.js";

/** What to draw. */
export interface GenerateOptions {
  /** Number of tasks; an integer from 0 to 4,000,000. */
  tasks: number;
  /** Number of machines; an integer from 1 to 4,000,000. */
  machines: number;
  /** Task heterogeneity: theta is uniform in [1, mu]; finite, >= 1. Default 10. */
  mu?: number | undefined;
  /**
   * Deadline tolerance, how much time there is: rho = S dMax / sum of maxWork, where S is the total
   * speed and dMax the latest possible deadline; finite, >= 0. Default 0.5.
   */
  rho?: number | undefined;
  /** Seed; an integer. Default 1. */
  seed?: number | undefined;
  /** Speeds are uniform in this range, finite and > 0. Default [1, 1]: identical machines. */
  speeds?: readonly [number, number] | undefined;
}

/** A problem of random tasks, as rows. */
export interface GeneratedProblem {
  /** With their speeds. */
  machines: Machine[];
  /** With their curves, in the order in which they were drawn. */
  tasks: Task[];
}
