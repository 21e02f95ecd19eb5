// The public functions.

import type { Options } from "./options.js";
import type { CurvesProblem } from "./problem.js";
import type { Schedule } from "./schedule.js";
import type { Capacity, CoreModule, Solver } from "./solver.js";
import type { Problem, TablesProblem, TablesSchedule } from "./tables.js";

/** The type of `solve`: a problem with `models` has a schedule with variants. */
export interface Solve {
  (problem: CurvesProblem, options?: Options): Schedule;
  (problem: TablesProblem, options?: Options): TablesSchedule;
  (problem: Problem, options?: Options): Schedule | TablesSchedule;
}

/** The type of `solveMany`. */
export interface SolveMany {
  (problems: readonly CurvesProblem[], options?: Options): Schedule[];
  (problems: readonly TablesProblem[], options?: Options): TablesSchedule[];
  (problems: readonly Problem[], options?: Options): (Schedule | TablesSchedule)[];
}

/** The type of `createSolver` of `dsct/reference`. */
export type CreateSolver = (capacity: Capacity) => Solver;

/** The type of `createSolver` of `dsct`. */
export interface CreateWasmSolver {
  (capacity: Capacity): Solver;
  /** capacity: default no tasks and one machine, to begin with. */
  (module: CoreModule, capacity?: Capacity): Solver;
}

/**
 * What `solveAsync` asks of a signal; every `AbortSignal` has it. Not named so, for projects whose
 * types know neither a browser nor Node.
 */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/**
 * What a `Worker` starts from: an address as a string or a `URL`, or a `TrustedScriptURL`. Not
 * named so, likewise.
 */
export type ScriptAddress = string | (object & { toString(): string });

/** Options of a call of a pool; each may be left out. */
export interface PoolSolveOptions extends Options {
  /**
   * An `AbortSignal`. What it does when it aborts, see `onAbort`. One signal may serve any number
   * of calls.
   */
  signal?: AbortSignalLike | undefined;
  /**
   * - "reject": the promise rejects with the signal's reason. The default.
   * - "best": the search ends, and the best schedule so far is the answer. Problems that no worker
   *   has begun get what `limits: { steps: 0 }` gives.
   */
  onAbort?: "reject" | "best" | undefined;
}

/** Options of `solveAsync`; each may be left out. */
export interface AsyncOptions extends PoolSolveOptions {
  /** See {@link PoolOptions.script}. */
  script?: ScriptAddress | undefined;
}

/** The type of `solveAsync`. */
export interface SolveAsync {
  (problem: CurvesProblem, options?: AsyncOptions): Promise<Schedule>;
  (problem: TablesProblem, options?: AsyncOptions): Promise<TablesSchedule>;
  (problem: Problem, options?: AsyncOptions): Promise<Schedule | TablesSchedule>;
}
