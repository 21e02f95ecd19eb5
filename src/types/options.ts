// How to solve: every option with its meaning, unit, range and default.

import type { Column } from "./problem.js";

/**
 * - "relax": the paper's DSCT-UB, where a task may run on several machines at once. An upper bound,
 *   not a schedule: `machine` is -1, `start` and `end` are those on one machine of the total speed,
 *   see {@link Schedule.start}.
 * - "approx": DSCT-Approx as published: `relax`, then each task goes to the least loaded machine,
 *   and is cut at its deadline.
 * - "refit": the same assignment, then the exact optimum of every machine. Never worse than
 *   "approx".
 * - "search": starts from that schedule, or from one with each task on the machine that finishes it
 *   first. Then it moves and swaps tasks between machines, up to the limit of steps. Never worse
 *   than "refit".
 * - "exact": a search, then a proof. The proof takes a bound that lets no task run on two machines,
 *   then tries every schedule that could close the remaining gap. It ends with the optimum, or at a
 *   limit with the best schedule and the bound proven so far. For up to 1,024 tasks and 262,144
 *   tasks times machines; beyond that it is a longer "search".
 * - "edf": EDF-NoCompression, a baseline of the paper: tasks in order of deadline, each at its full
 *   `maxWork` on the machine where it finishes first. If that is after its deadline, the task is
 *   not served.
 * - "levels": EDF-3CompressionLevels, a baseline of the paper: the same, but a task may run at one
 *   of the accuracies `levels`. `reading` says how the level is chosen.
 *
 * Neither baseline uses the weights; they count only in `value`.
 */
export type Method = "relax" | "approx" | "refit" | "search" | "exact" | "edf" | "levels";

/**
 * How "levels" chooses the level of a task. The paper names the strategy of Lee, Song 2021: first
 * keep the deadlines at low quality, then use the remaining time for higher quality.
 *
 * - "highest-fit": in one pass. Tasks in order of deadline, each at the highest level that still
 *   meets its deadline, on the machine where that level finishes first. Later tasks are not
 *   considered.
 * - "upgrade": in two passes. First, tasks in order of deadline, each at the lowest level on the
 *   machine where that finishes first, or not at all if it does not fit. Then tasks rise by one
 *   level at a time, as long as every deadline on their machine is met. The task that gains the
 *   most accuracy per work comes first, equal ones by deadline.
 */
export type Reading = "highest-fit" | "upgrade";

/**
 * How `bound` is proven.
 *
 * - "relax": by the relaxation, which costs no extra time. It lets one task run on all machines at
 *   once.
 * - "preemptive": a task may be interrupted and moved, but runs on one machine at a time. Never
 *   above "relax", and usually much tighter; O(n m) per level of prices. On one machine the two are
 *   equal. The method "relax" always uses "relax", because its value is above the preemptive bound.
 */
export type BoundMethod = "relax" | "preemptive";

/**
 * When "search" and "exact" stop at the latest. They also stop when the gap is within
 * `gapTolerance`. Each limit may be left out.
 */
export interface Limits {
  /**
   * Steps of the search: a number >= 0, Infinity allowed. The same number of steps gives the same
   * schedule everywhere. With curves a step is a task looked at while a change is tried, and 1e6
   * steps take about 7 ms. Default: 10,000 per task, at least 3e5, at most 1e8; 1e10 for "exact".
   * With `timeMs` alone there is no limit of steps; only if the clock does not advance, 1e6 steps
   * count as a millisecond.
   *
   * With tables a step is a partial schedule looked at. Default: 100,000 per task and 500 per pair
   * of tasks, at least 4e6, at most 3e8; for "exact" 1e10, or ten times that of "search" where a
   * table is continuous. The work of "refit" is always done, whatever the limit.
   */
  steps?: number | undefined;
  /**
   * Milliseconds that the call may take, from its beginning to its end; a number >= 0. The search
   * stops early enough to write the answer. Up to 1,000 tasks, calls end at most 0.5 ms after the
   * limit, unless the start alone takes longer. The start is always done; 0 does nothing else.
   * `solveMany` applies the limit to each problem, `solveAsync` counts in the worker. Infinity: no
   * limit, and no default limit of steps either. Default: none.
   */
  timeMs?: number | undefined;
}

/** The progress of "search" or "exact". */
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
   * A gap in units of value: with a gap up to this, a schedule is called "optimal" and the search
   * stops; a number >= 0. Default 1e-6 n.
   */
  gapTolerance?: number | undefined;
  /** Default "preemptive" for "search" and "exact", else "relax". */
  boundMethod?: BoundMethod | undefined;
  /** When "search" and "exact" stop. */
  limits?: Limits | undefined;
  /**
   * Called after every 2^20 steps of a search, about every 5 ms, whatever `timeMs` is. If it
   * returns false, the search stops, and the best schedule so far is the answer. It must not call
   * the solver. Its own time is part of `timeMs`.
   */
  onProgress?: ((progress: Progress) => unknown) | undefined;
  /**
   * The accuracies at which a task may run under "levels": 1 to 16 finite numbers, strictly
   * increasing. On the curve of a task a level needs the work ln(gain / (gain - (level - base))) /
   * theta. This work is at most `maxWork`, also if no work reaches the level. It is zero if the
   * level is at most `base`. Default [0.27, 0.55, 0.82], as in the paper.
   */
  levels?: Column | undefined;
  /**
   * How "levels" chooses among them. Default "highest-fit", which is usually the stronger baseline:
   * a mean accuracy of 0.589 against 0.576 over 9,000 problems of `generate` with 2 to 20 machines
   * and rho from 0.1 to 1.5. On one machine "upgrade" is stronger: 0.645 against 0.632.
   */
  reading?: Reading | undefined;
}
