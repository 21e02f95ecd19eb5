// A workspace of one's own: what `createSolver` returns.

import type { Options } from "./options.js";
import type { Machine, Task } from "./problem.js";
import type { Schedule, Summary } from "./schedule.js";

/** How many tasks and machines a solver has room for. */
export interface Capacity {
  /** An integer >= 0. */
  tasks: number;
  /** An integer >= 1. */
  machines: number;
}

/** Columns to write a problem into, in place; at least as long as the capacity. */
export interface InputColumns {
  /** See {@link Machine.speed}; 1 at first. */
  speed: Float64Array;
  /** See {@link Machine.readyAt}; 0 at first. */
  readyAt: Float64Array;
  /** See {@link Task.deadline}. */
  deadline: Float64Array;
  /** See {@link Task.theta}. */
  theta: Float64Array;
  /** See {@link Task.maxWork}. */
  maxWork: Float64Array;
  /** See {@link Task.weight}; 1 at first. */
  weight: Float64Array;
  /** See {@link Task.base}; 0 at first. */
  base: Float64Array;
  /** See {@link Task.gain}; 1 at first. */
  gain: Float64Array;
}

/** Columns to read the answer from, in place, until the next run; see {@link Schedule}. */
export type OutputColumns = Pick<
  Schedule,
  "machine" | "start" | "end" | "work" | "accuracy" | "price" | "order"
>;

/**
 * A workspace of one's own, solved in again and again without copying or allocating. For curves
 * alone: problems with tables are for `solve`.
 */
export interface Solver {
  readonly capacity: Readonly<Capacity>;
  /** Views on the solver's memory; `reserve` and the first "exact" end them: take them anew. */
  readonly input: Readonly<InputColumns>;
  /** Likewise; `run` writes over them. */
  readonly output: Readonly<OutputColumns>;
  /**
   * Solves the first n tasks on the first m machines of `input`; leaves the schedule in `output`.
   * What `onProgress` writes to either meanwhile may be in this answer, or end it with an error;
   * later runs are right.
   *
   * @throws RangeError for sizes beyond the capacity and for values out of their range, as `solve`
   */
  run(n: number, m: number, options?: Options): Summary;
  /** Makes room for at least so many tasks and machines. What `input` held stays. */
  reserve(capacity: Partial<Capacity>): void;
}

/**
 * A compiled `dsct/core.wasm`: a `WebAssembly.Module`, of whichever realm. Not named so, for
 * projects whose types know no WebAssembly.
 */
export type CoreModule = object & { tasks?: never; machines?: never };
