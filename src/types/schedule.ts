// What `solve` answers.

import type { Method } from "./options.js";
import type { Column } from "./problem.js";

/**
 * - "wasm": the solver compiled to WebAssembly, that of `dsct`.
 * - "reference": the same algorithms in JavaScript, that of `dsct/reference`, for runtimes that
 *   forbid WebAssembly. Same answers, to the bit.
 */
export type EngineName = "wasm" | "reference";

/** Counts of what the solver did. */
export interface Stats {
  /**
   * Elements seen by all passes of the one-machine algorithm together; divided by n, the passes a
   * task took part in.
   */
  visits: number;
  /** Steps of the search; see {@link Limits.steps}. 0 for other methods, as the two below. */
  steps: number;
  /** Moves, swaps and new ways to deal out tasks that were tried. */
  tried: number;
  /** Those of them that were made. */
  applied: number;
  /** Decisions of the proof of "exact": which tasks go together, and which sets of them. */
  nodes: number;
}

/** What a schedule is worth, and how good it is. */
export interface Summary {
  /** "optimal": `gap <= gapTolerance`. "bound": under "relax", a bound alone and no schedule. */
  status: "optimal" | "feasible" | "bound";
  /** What ran. */
  method: Method;
  /** In which engine. */
  engine: EngineName;
  /** The sum of `weight * accuracy`. */
  value: number;
  /** The mean of `accuracy`; 0 for n = 0. */
  meanAccuracy: number;
  /** An upper bound on the value of any schedule of the problem. */
  bound: number;
  /**
   * What proves it: "prices", `price`, which `certify` checks, or "branch", the proof of "exact",
   * which is more than prices can show.
   */
  provenBy: "prices" | "branch";
  /** `bound - value`, >= 0: no schedule is better by more. */
  gap: number;
  /**
   * How large the gap of "approx" can be at worst on a problem like this, by Theorem 1 of the
   * paper: G = m A (1 + ln(thetaMax / thetaMin) / e), A the greatest accuracy range of a task. It
   * is known before solving and often larger than `value`; `gap` is what is proven for this
   * schedule. Null for methods that do not improve on "approx", where weights or gains differ, and
   * where a machine is not ready.
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
   * there is one machine, at every moment as fast as all together that are ready by then: `start`
   * and `end` are when what it can have done reaches the work of the tasks before, and with this
   * one.
   */
  start: Float64Array;
  /**
   * [n] Seconds from now; `start <= end <= deadline` holds exactly, as doubles. 0 for a task
   * without work.
   */
  end: Float64Array;
  /**
   * [n] Work done, 0 to `maxWork`: the machine's speed times `end - start`, up to rounding; under
   * "relax" what its one machine does in between.
   */
  work: Float64Array;
  /** [n] `base + gain * (1 - exp(-theta * work))`. */
  accuracy: Float64Array;
  /**
   * [n] The certificate: value per work, >= 0, of the time that each task may use. `certify` checks
   * what it proves.
   */
  price: Float64Array;
  /** [n] The tasks sorted by machine (-1 first), then by start. */
  order: Int32Array;
  /** Plain arrays: what `JSON.stringify` writes and `certify` and `svg` take back. */
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
