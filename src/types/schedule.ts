// What `solve` answers.

import type { Method } from "./options.js";
import type { Column } from "./problem.js";

/**
 * - "wasm": the solver compiled to WebAssembly, in `dsct`.
 * - "reference": the same algorithms in JavaScript, in `dsct/reference`, for runtimes that forbid
 *   WebAssembly. The answers are the same, to the bit.
 */
export type EngineName = "wasm" | "reference";

/** Counts of what the solver did. */
export interface Stats {
  /**
   * Tasks looked at, summed over all passes of the one-machine algorithm. Divided by n this is the
   * number of passes per task.
   */
  visits: number;
  /**
   * Steps of the search; see {@link Limits.steps}. 0 for other methods; so are `tried` and
   * `applied`.
   */
  steps: number;
  /** Moves, swaps and new assignments of tasks that were tried. */
  tried: number;
  /** How many of them were made. */
  applied: number;
  /** Decisions of the proof of "exact": which tasks go together, and which sets of them. */
  nodes: number;
}

/** What a schedule is worth, and how good it is. */
export interface Summary {
  /**
   * "optimal": `gap <= gapTolerance`. "feasible": the gap is greater. "bound": under "relax", a
   * bound without a schedule.
   */
  status: "optimal" | "feasible" | "bound";
  /** The method that ran. */
  method: Method;
  /** The engine in which it ran. */
  engine: EngineName;
  /** The sum of `weight * accuracy`. */
  value: number;
  /** The mean of `accuracy`; 0 for n = 0. */
  meanAccuracy: number;
  /** An upper bound on the value of any schedule of the problem. */
  bound: number;
  /**
   * What proves the bound: "prices" (the field `price`), which `certify` checks, or "branch", the
   * proof of "exact", which prices cannot show.
   */
  provenBy: "prices" | "branch";
  /** `bound - value`, >= 0: the best possible value is at most this much higher. */
  gap: number;
  /**
   * The greatest possible gap of "approx" on this problem, by Theorem 1 of the paper: G = m A (1 +
   * ln(thetaMax / thetaMin) / e). A is the greatest accuracy range of a task. G is known before
   * solving and often larger than `value`; `gap` is what is proven for this schedule. Null for
   * methods that do not improve on "approx", if weights or gains differ, and if a machine is busy
   * at first.
   */
  worstCaseGap: number | null;
  /** What the solver did. */
  stats: Stats;
}

/**
 * A schedule of n tasks, in the caller's task order. Its arrays are copies that belong to the
 * caller, most often views on one buffer.
 */
export interface Schedule extends Summary {
  /** [n] The machine of each task; -1: it gets no work (always -1 under "relax"). */
  machine: Int32Array;
  /**
   * [n] Seconds from now, >= the machine's `readyAt`; 0 for a task without work. Under "relax"
   * there is one machine, at every moment as fast as all machines together that are ready by then.
   * `start` is when this machine can have done the work of the tasks before, `end` when it can also
   * have done the work of this task.
   */
  start: Float64Array;
  /**
   * [n] Seconds from now; `start <= end <= deadline` holds exactly, in floating-point numbers. 0
   * for a task without work.
   */
  end: Float64Array;
  /**
   * [n] Work done, 0 to `maxWork`: the machine's speed times `end - start`, up to rounding; under
   * "relax" the work of its one machine in that time.
   */
  work: Float64Array;
  /** [n] `base + gain * (1 - exp(-theta * work))`. */
  accuracy: Float64Array;
  /**
   * [n] The certificate: for each task, what one more unit of work in the time that it may use
   * would be worth; >= 0. `certify` checks the bound that it proves.
   */
  price: Float64Array;
  /** [n] The tasks sorted by machine (-1 first), then by start. */
  order: Int32Array;
  /** Plain arrays, which `JSON.stringify` writes and `certify` and `svg` accept. */
  toJSON(): ScheduleJson;
}

/** A schedule as JSON has it. */
export interface ScheduleJson extends Summary {
  /** See {@link Schedule.machine}. */
  machine: number[];
  /** See {@link Schedule.start}. */
  start: number[];
  /** See {@link Schedule.end}. */
  end: number[];
  /** See {@link Schedule.work}. */
  work: number[];
  /** See {@link Schedule.accuracy}. */
  accuracy: number[];
  /** See {@link Schedule.price}. */
  price: number[];
  /** See {@link Schedule.order}. */
  order: number[];
}

/** A schedule as it comes back from JSON: the arrays may be plain ones. */
export type ScheduleLike = {
  [Field in "machine" | "start" | "end" | "work" | "accuracy" | "price" | "order"]: Column;
} & Pick<Schedule, "method" | "value" | "meanAccuracy" | "bound" | "gap"> &
  Partial<Pick<Schedule, "provenBy">>;
