// The public functions.

import type { Options } from "./options.js";
import type { CurvesProblem } from "./problem.js";
import type { Schedule } from "./schedule.js";
import type { Capacity, CoreModule, Solver } from "./solver.js";
import type { Problem, TablesProblem, TablesSchedule } from "./tables.js";

/** The type of `solve`: a problem with `models` has a schedule with variants. */
export interface Solve {
  /**
   * Chooses a machine, a start and a size for every request, so that no deadline is missed and the
   * total accuracy is as high as the method can make it.
   *
   * It is synchronous, and does not change your objects. Every valid problem has a schedule:
   * requests may be left unserved.
   *
   * **Cost.** The default, "search", runs up to its limit of steps: by default about 20 ms with
   * tables up to 30 tasks, 1 to 2 s for 1,000, about 46 ms for 1,000 tasks with curves. With n
   * tasks on m machines and curves "relax" takes O(n log n), "approx" O(n log n + n log m), "refit"
   * and "edf" O(n log n + n m). "exact" is exponential in the worst case.
   *
   * **Source.** "relax" is DSCT-UB, "approx" with curves DSCT-Approx, of da Silva Barros, Giroire,
   * Aparicio-Pardo, Perennes, Natale: Scheduling with Fully Compressible Tasks (CCGRID 2024); "edf"
   * and "levels" are its baselines (section 5). The other methods are this project's.
   *
   * @example
   * import { solve } from "dsct";
   *
   * const schedule = solve({
   *   models: { net: { gpu: { time: [0.01, 0.03], accuracy: [0.7, 0.8] } } },
   *   machines: [{ type: "gpu" }],
   *   tasks: [
   *     { model: "net", deadline: 0.035 },
   *     { model: "net", deadline: 0.04 },
   *     { model: "net", deadline: 0.005 },
   *   ],
   * });
   *
   * schedule.machine; // [0, 0, -1], the third request is not served
   * schedule.variant; // [1, 0, -1], points of the table
   * schedule.end; // [0.03, 0.04, 0], seconds from now
   * schedule.value; // 1.5, the sum of weight * accuracy
   * schedule.gap; // 0: the best possible value is at most this much higher
   *
   * @param problem n requests and m machines, as rows or as columns: with `models` of measured
   *   tables, otherwise with curves. Times in seconds from now.
   * @param options the method, default "search", and when it stops
   * @returns where, when and at which size each request runs, in the caller's order; the value, and
   *   an upper bound on the value of any schedule
   * @throws TypeError for a wrong type, RangeError for a value out of its range, before anything is
   *   computed: `RangeError: tasks[0].weight is -2; expected a number > 0`.
   */
  (problem: CurvesProblem, options?: Options): Schedule;
  (problem: TablesProblem, options?: Options): TablesSchedule;
  (problem: Problem, options?: Options): Schedule | TablesSchedule;
}

/** The type of `solveMany`. */
export interface SolveMany {
  /**
   * Solves independent problems with the same options; the answers are those of `solve`, to the
   * bit.
   *
   * All problems are checked before the first is solved. **Cost.** That of `solve` for each
   * problem; `limits` hold for each problem by itself.
   *
   * @example
   * import { solveMany } from "dsct";
   *
   * const tasks = [{ deadline: 0.1, theta: 4, maxWork: 1 }];
   * const slow = { machines: [{ speed: 1 }], tasks };
   * const fast = { machines: [{ speed: 3 }], tasks };
   * const schedules = solveMany([slow, fast], { method: "refit" });
   *
   * schedules.length; // 2
   * schedules[0].work; // [0.1]
   * schedules[1].work; // [0.3]
   *
   * @param problems any number of them, also of both kinds
   * @param options as those of `solve`
   * @returns a schedule for each, in the order of the problems
   * @throws TypeError or RangeError as `solve`, before anything is computed; paths begin with the
   *   problem: `RangeError: problems[1].machines has 0 entries; expected at least 1`.
   */
  (problems: readonly CurvesProblem[], options?: Options): Schedule[];
  (problems: readonly TablesProblem[], options?: Options): TablesSchedule[];
  (problems: readonly Problem[], options?: Options): (Schedule | TablesSchedule)[];
}

/** The type of `createSolver` of `dsct/reference`. */
export interface CreateSolver {
  /**
   * Makes a reusable solver, in which problems with curves are solved again and again
   * without copying or allocating.
   *
   * **Cost.** Memory for the capacity: `docs/performance.md` has the bytes per task.
   *
   * @example
   * import { createSolver } from "dsct/reference";
   *
   * const solver = createSolver({ tasks: 100, machines: 4 });
   * solver.input.deadline.set([0.1, 0.2]);
   * solver.input.theta.set([4, 2]);
   * solver.input.maxWork.set([1, 1]);
   *
   * solver.run(2, 1, { method: "refit" }).value; // 0.5109
   *
   * @param capacity the number of tasks and machines that fit; `reserve` makes room for more
   * @returns a solver with its own memory
   * @throws RangeError for a wrong capacity: `RangeError: capacity.tasks is -1; expected an integer
   *   from 0 to 9007199254740991`, or for one beyond the possible memory.
   */
  // biome-ignore lint/style/useShorthandFunctionType: editors show what is written on a signature
  (capacity: Capacity): Solver;
}

/** The type of `createSolver` of `dsct`. */
export interface CreateWasmSolver {
  /**
   * Makes a reusable solver, in which problems with curves are solved again and again
   * without copying or allocating.
   *
   * It has its own WebAssembly instance; its columns are views on that memory. **Cost.** About 23
   * us for the instance, and memory for the capacity: `docs/performance.md` has the bytes per task.
   *
   * @example
   * import { createSolver } from "dsct";
   *
   * const solver = createSolver({ tasks: 100, machines: 4 });
   * const { input, output } = solver; // views, at least as long as the capacity
   * input.speed.set([1]);
   * input.deadline.set([0.1, 0.2]);
   * input.theta.set([4, 2]);
   * input.maxWork.set([1, 1]);
   *
   * solver.run(2, 1, { method: "refit" }).value; // 0.5109
   * output.work.slice(0, 2); // [0.1, 0.1]
   *
   * @param capacity the number of tasks and machines that fit; `reserve` makes room for more
   * @returns a solver with its own memory
   * @throws RangeError for a wrong capacity: `RangeError: capacity.tasks is -1; expected an integer
   *   from 0 to 9007199254740991`, or for one beyond 4 GiB of memory.
   */
  (capacity: Capacity): Solver;
  /**
   * Makes a reusable solver on a core that you imported yourself, for runtimes where WebAssembly
   * can only be imported.
   *
   * @param module the compiled `dsct/core.wasm`
   * @param capacity how many tasks and machines it has room for; default no tasks and one machine
   * @returns a solver with its own memory
   * @throws TypeError for a module that is not the core:
   *   `TypeError: module is another WebAssembly.Module; expected that of dsct/core.wasm`.
   */
  (module: CoreModule, capacity?: Capacity): Solver;
}

/**
 * What `solveAsync` needs of a signal; every `AbortSignal` has it. It has its own name for projects
 * without the types of a browser or of Node.
 */
export interface AbortSignalLike {
  /** Whether it has aborted. */
  readonly aborted: boolean;
  /** The reason with which the promise then rejects. */
  readonly reason?: unknown;
  /** Adds a listener, as an `EventTarget` does. */
  addEventListener(type: "abort", listener: () => void): void;
  /** Removes a listener, as an `EventTarget` does. */
  removeEventListener(type: "abort", listener: () => void): void;
}

/**
 * What a `Worker` starts from: an address as a string or a `URL`, or a `TrustedScriptURL`. It has
 * its own name for projects without the types of a browser.
 */
export type ScriptAddress =
  | string
  | (object & {
      /** The address. */
      toString(): string;
    });

/** Options of a call of a pool; each may be left out. */
export interface PoolSolveOptions extends Options {
  /**
   * An `AbortSignal`; `onAbort` says what an abort does. One signal may serve any number of calls.
   */
  signal?: AbortSignalLike | undefined;
  /**
   * - "reject": the promise rejects with the signal's reason. The default.
   * - "best": the search stops, and the best schedule so far is the answer. Problems that no worker
   *   has begun get the schedule of `limits: { steps: 0 }`.
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
  /**
   * Solves as `solve` does, in a worker: the same answer to the bit, while a page or an event loop
   * goes on.
   *
   * The worker lives on for the next call. Calls at the same time get up to as many workers as the
   * machine runs threads; further calls wait. The problem is checked and copied before the call
   * returns. `onProgress` is called every few milliseconds; if it returns false, the search stops.
   * **Cost.** That of `solve`, about 0.1 ms to reach the worker and return, and for the first call
   * about 50 ms to start a worker.
   *
   * @example
   * import { solveAsync } from "dsct/worker";
   *
   * const problem = {
   *   models: { net: { gpu: { time: [0.01, 0.03], accuracy: [0.7, 0.8] } } },
   *   machines: [{ type: "gpu" }],
   *   tasks: [{ model: "net", deadline: 0.035 }, { model: "net", deadline: 0.04 }],
   * };
   * const signal = AbortSignal.timeout(60_000); // rejects after a minute
   * const schedule = await solveAsync(problem, { method: "exact", signal });
   *
   * schedule.status; // "optimal"
   * schedule.value; // 1.5
   *
   * @param problem as that of `solve`
   * @param options as those of `solve`, and a `signal`
   * @returns a promise of the schedule
   * @throws The call itself throws nothing; the promise rejects. With TypeError or RangeError as
   *   `solve` throws: `RangeError: tasks[0].weight is -2; expected a number > 0`. With the signal's
   *   reason, most often an `AbortError`. With an Error of code "NO_WORKER" if no worker starts.
   */
  (problem: CurvesProblem, options?: AsyncOptions): Promise<Schedule>;
  (problem: TablesProblem, options?: AsyncOptions): Promise<TablesSchedule>;
  (problem: Problem, options?: AsyncOptions): Promise<Schedule | TablesSchedule>;
}
