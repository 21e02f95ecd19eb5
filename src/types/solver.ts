// A reusable solver: what `createSolver` returns.

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

/** Columns into which a problem is written, in place; at least as long as the capacity. */
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

/** Columns from which the answer is read, in place, until the next run; see {@link Schedule}. */
export type OutputColumns = Pick<
  Schedule,
  "machine" | "start" | "end" | "work" | "accuracy" | "price" | "order"
>;

/**
 * A reusable solver: it solves many problems without copying or allocating. Only for curves; use
 * `solve` for problems with tables.
 */
export interface Solver {
  /** How many tasks and machines it has room for now. */
  readonly capacity: Readonly<Capacity>;
  /**
   * Views on the solver's memory. After `reserve` and after the first "exact" old views are
   * invalid: read `input` again.
   */
  readonly input: Readonly<InputColumns>;
  /** Views, as `input`; `run` overwrites them. */
  readonly output: Readonly<OutputColumns>;
  /**
   * Solves the first n tasks on the first m machines of `input`; leaves the schedule in `output`.
   *
   * Do not write to `input` or `output` in `onProgress`: what it writes may appear in this answer,
   * or end it with an error. Later runs are right. **Cost.** That of `solve`, without reading and
   * copying.
   *
   * @example
   * import { createSolver } from "dsct";
   *
   * const solver = createSolver({ tasks: 2, machines: 1 });
   * solver.input.deadline.set([0.1, 0.2]);
   * solver.input.theta.set([4, 2]);
   * solver.input.maxWork.set([1, 1]);
   *
   * solver.run(2, 1, { method: "refit" }).status; // "optimal"
   * solver.output.end; // [0.1, 0.2]
   *
   * @param n how many tasks, an integer from 0 to the capacity
   * @param m how many machines, an integer from 1 to the capacity
   * @param options as those of `solve`
   * @returns the value of the schedule, and an upper bound on the value of any schedule
   * @throws RangeError for sizes beyond the capacity,
   *   `RangeError: n is 3; expected an integer from 0 to 2`, and for values out of their range:
   *   `RangeError: theta[1] is -2; expected a number > 0`.
   */
  run(n: number, m: number, options?: Options): Summary;
  /**
   * Makes room for at least so many tasks and machines. What `input` held stays.
   *
   * Old views become invalid: read `input` and `output` again. **Cost.** O(capacity), once.
   *
   * @example
   * import { createSolver } from "dsct";
   *
   * const solver = createSolver({ tasks: 2, machines: 1 });
   * solver.reserve({ tasks: 1000 });
   *
   * solver.capacity.tasks; // 1000
   *
   * @param capacity `tasks` and `machines`, integers >= 0; a number that is left out keeps its
   *   value, and no number gets smaller
   * @throws RangeError for a wrong number, or for one beyond the possible memory: `RangeError:
   *   tasks is -1; expected an integer from 0 to 9007199254740991`.
   */
  reserve(capacity: Partial<Capacity>): void;
}

/**
 * A compiled `dsct/core.wasm`: a `WebAssembly.Module`, of any realm. It has its own name for
 * projects without the types of WebAssembly.
 */
export type CoreModule = object & { tasks?: never; machines?: never };
