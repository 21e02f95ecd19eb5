// The public functions.

import type { Options } from "./options.js";
import type { Problem } from "./problem.js";
import type { Schedule } from "./schedule.js";
import type { Capacity, CoreModule, Solver } from "./solver.js";

/** The type of `solve`. */
export type Solve = (problem: Problem, options?: Options) => Schedule;

/** The type of `solveMany`. */
export type SolveMany = (problems: readonly Problem[], options?: Options) => Schedule[];

/** The type of `createSolver` of `dsct/reference`. */
export type CreateSolver = (capacity: Capacity) => Solver;

/** The type of `createSolver` of `dsct`. */
export interface CreateWasmSolver {
  (capacity: Capacity): Solver;
  /** capacity: default no tasks and one machine, to begin with. */
  (module: CoreModule, capacity?: Capacity): Solver;
}

/** Options of `solveAsync`; each may be left out. */
export interface AsyncOptions extends Options {
  /** When it aborts, the worker is terminated and the promise rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /**
   * Browsers only: where you serve the package's `dist/worker-script.js`, for pages whose
   * Content-Security-Policy has no `worker-src blob:`. Default: the script inside the package.
   */
  script?: string | URL | undefined;
}

/** The type of `solveAsync`. */
export type SolveAsync = (problem: Problem, options?: AsyncOptions) => Promise<Schedule>;
