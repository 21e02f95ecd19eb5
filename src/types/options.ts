// How to solve: every option with its meaning, unit, range and default.

import type { Column } from "./problem.js";

/**
 * - "relax": the paper's DSCT-UB, where a task may run on several machines at once. An upper bound,
 *   not a schedule: `machine` is -1, `start` and `end` are those on one machine of the total speed,
 *   see {@link Schedule.start}.
 * - "approx": DSCT-Approx as published: `relax`, tasks to the least loaded machine, cut at the
 *   deadlines.
 * - "refit": the same assignment, then the exact optimum of every machine. Never worse than
 *   "approx".
 * - "search": from there, or from tasks where they finish first, moves and swaps of tasks between
 *   machines, up to a limit of work. Never worse than "refit".
 * - "exact": from there, a proof: a bound that lets no task run on two machines, then every
 *   schedule that could close what is left of the gap. Ends with the optimum, or at a limit with
 *   the best schedule and what is proven. For up to 1,024 tasks and 262,144 tasks times machines;
 *   beyond that it is a longer "search".
 * - "edf": EDF-NoCompression, a baseline of the paper: tasks by deadline, each at its full
 *   `maxWork` on the machine where it finishes first, or, if that is after its deadline, not at
 *   all.
 * - "levels": EDF-3CompressionLevels, a baseline of the paper: the same where a task may run at one
 *   of the accuracies `levels`, as `reading` tells.
 *
 * Neither baseline looks at weights, which count in `value` alone.
 */
export type Method = "relax" | "approx" | "refit" | "search" | "exact" | "edf" | "levels";

/**
 * How "levels" chooses the level of a task. The paper names the strategy of Lee, Song 2021: first
 * keep the deadlines at low quality, then spend what is left on better ones.
 *
 * - "highest-fit": in one pass. Tasks by deadline, each at the highest level that still meets its
 *   deadline, on the machine where that level finishes first; no task thinks of those after it.
 * - "upgrade": in two passes. Tasks by deadline, each at the lowest level on the machine where that
 *   finishes first, or not at all if it cannot; then tasks rise by one level at a time as long as
 *   every deadline of their machine holds, the one that gains the most accuracy per work first,
 *   equal ones by deadline.
 */
export type Reading = "highest-fit" | "upgrade";

/**
 * How `bound` is proven.
 *
 * - "relax": by the relaxation, which comes for nothing. It lets one task run on all machines at
 *   once.
 * - "preemptive": a task may be interrupted and moved, but runs on one machine at a time. Never
 *   above "relax" and far tighter as a rule; O(n m) a level of prices. The same on one machine, and
 *   under the method "relax", whose value is above the preemptive bound.
 */
export type BoundMethod = "relax" | "preemptive";

/**
 * When "search" and "exact" stop, at the latest: they also do where the gap is within
 * `gapTolerance`. Each may be left out.
 */
export interface Limits {
  /**
   * Steps of the search: a number >= 0, Infinity allowed. As many steps give the same schedule on
   * every machine. With curves a step is a task seen while a change is tried, and 1e6 take some
   * 7 ms. Default: 10,000 per task, at least 3e5, at most 1e8; 1e10 for "exact". With `timeMs`
   * alone there is no limit of steps, but for clocks that stand still: 1e6 per millisecond.
   *
   * With tables a step is a partial schedule that is looked at. Default: 100,000 per task and 500
   * per pair of tasks, at least 4e6, at most 3e8; for "exact" 1e10, or ten times that of "search"
   * where a table is continuous. What "refit" does is done whatever the limit.
   */
  steps?: number | undefined;
  /**
   * Milliseconds that the call may take, from its beginning to its end; a number >= 0. The search
   * stops in time for the answer to be laid out. Up to 1,000 tasks, calls end within 0.5 ms of it,
   * unless the start alone takes longer: that is always there, and 0 asks for nothing else.
   * `solveMany` gives each problem as much, `solveAsync` counts in the worker. Infinity: none, and
   * no default limit of steps either. Default: none.
   */
  timeMs?: number | undefined;
}

/** Where "search" or "exact" stands. */
export interface Progress {
  /** The value of the best schedule so far. */
  value: number;
  /** An upper bound on the value of any schedule. */
  bound: number;
  /** Steps so far; see {@link Limits.steps}. */
  steps: number;
  /** Decisions of the proof of "exact" so far; 0 before it begins. */
  nodes: number;
}

/** Options of `solve`; each may be left out. */
export interface Options {
  /** Default "search". */
  method?: Method | undefined;
  /**
   * The gap, in units of value, up to which a schedule is called "optimal" and no better one is
   * searched; a number >= 0. Default 1e-6 n.
   */
  gapTolerance?: number | undefined;
  /** Default "preemptive" for "search" and "exact", else "relax". */
  boundMethod?: BoundMethod | undefined;
  /** When "search" and "exact" stop. */
  limits?: Limits | undefined;
  /**
   * Called whenever a search has done another 2^20 steps, some 5 ms, whatever `timeMs` is;
   * returning false stops it, and the best schedule so far is the answer. It must not call the
   * solver. What it takes is part of `timeMs`.
   */
  onProgress?: ((progress: Progress) => unknown) | undefined;
  /**
   * The accuracies at which a task may run under "levels": 1 to 16 finite numbers, strictly
   * increasing. On the curve of a task a level takes the work ln(gain / (gain - (level - base))) /
   * theta; at most `maxWork`, also where no work reaches it, and none where it is at most `base`.
   * Default [0.27, 0.55, 0.82], those of the paper.
   */
  levels?: Column | undefined;
  /**
   * How "levels" chooses among them. Default "highest-fit", the stronger baseline as a rule: a mean
   * accuracy of 0.589 against 0.576 over 9,000 problems of `generate` with 2 to 20 machines and rho
   * from 0.1 to 1.5. On one machine "upgrade" is stronger: 0.645 against 0.632.
   */
  reading?: Reading | undefined;
}
