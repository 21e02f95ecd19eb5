// A pool of workers: what `createPool` takes and returns.

import type { PoolSolveOptions, ScriptAddress } from "./calls.js";
import type { CurvesProblem } from "./problem.js";
import type { Schedule } from "./schedule.js";
import type { Problem, TablesProblem, TablesSchedule } from "./tables.js";

declare global {
  /** As in the libraries of TypeScript versions that have `using`. */
  interface SymbolConstructor {
    readonly dispose: unique symbol;
    readonly asyncDispose: unique symbol;
  }
}

/** Options of `createPool`; each may be left out. */
export interface PoolOptions {
  /**
   * Number of workers: an integer from 1 to 1,024. Default: as many as the machine runs threads.
   */
  threads?: number | undefined;
  /**
   * How many problems may wait for a worker: an integer >= 0, or Infinity, the default. Beyond it
   * `solve` rejects with the code "QUEUE_FULL". `solveMany` and `stream` read problems when there
   * is room.
   */
  maxQueue?: number | undefined;
  /**
   * Browsers only: where you serve the package's `dist/worker-script.js`, for pages whose
   * Content-Security-Policy has no `worker-src blob:`, or requires Trusted Types. The `Worker` gets
   * this value unchanged. In a cross-origin isolated page serve the script with the page's own
   * Cross-Origin-Embedder-Policy. Default: the script inside the package.
   */
  script?: ScriptAddress | undefined;
}

/**
 * Workers that live until `close`. In Node and Bun an idle pool does not keep a program alive; in
 * Deno a pool must be closed, or the program does not end.
 */
export interface Pool {
  /** How many workers there are. */
  readonly threads: number;
  /** How many problems, or batches of them, wait for a worker. */
  readonly waiting: number;
  /**
   * Solves as `solve` does, in the next worker that is free: the same answer to the bit.
   *
   * The problem is read and checked before the call returns. **Cost.** That of `solve`, and about
   * 0.1 ms to reach a worker and return.
   *
   * @example
   * import { createPool } from "dsct/worker";
   *
   * const problem = {
   *   models: { net: { gpu: { time: [0.01, 0.03], accuracy: [0.7, 0.8] } } },
   *   machines: [{ type: "gpu" }],
   *   tasks: [{ model: "net", deadline: 0.035 }, { model: "net", deadline: 0.04 }],
   * };
   * const pool = createPool({ threads: 1 });
   * const signal = AbortSignal.timeout(60_000);
   * const schedule = await pool.solve(problem, { method: "exact", signal, onAbort: "best" });
   * await pool.close();
   *
   * schedule.value; // 1.5
   *
   * @param problem as that of `solve`
   * @param options as those of `solve`, a `signal`, and `onAbort`
   * @returns a promise of the schedule
   * @throws The call itself throws nothing; the promise rejects. With TypeError or RangeError as
   *   `solve` throws: `RangeError: tasks[0].weight is -2; expected a number > 0`. With the signal's
   *   reason. With an Error of code "QUEUE_FULL", "POOL_CLOSED", "WORKER_FAILED" or "NO_WORKER".
   */
  solve(problem: CurvesProblem, options?: PoolSolveOptions): Promise<Schedule>;
  /** The same for problems with tables. */
  solve(problem: TablesProblem, options?: PoolSolveOptions): Promise<TablesSchedule>;
  /** The same for problems of either kind. */
  solve(problem: Problem, options?: PoolSolveOptions): Promise<Schedule | TablesSchedule>;
  /**
   * Solves independent problems in all workers; the answers are those of `solveMany`, to the bit.
   *
   * Problems are read when a worker has room for them: do not change them before the promise
   * settles. They are sent in batches of about 4 ms; with `onProgress` they are sent one by one.
   * **Cost.** That of `solveMany`, divided among the workers: [figures](../../docs/performance.md).
   *
   * @example
   * import { createPool } from "dsct/worker";
   *
   * const tasks = [{ deadline: 0.1, theta: 4, maxWork: 1 }];
   * const pool = createPool();
   * const problems = [1, 3].map((speed) => ({ machines: [{ speed }], tasks }));
   * const schedules = await pool.solveMany(problems, { method: "refit" });
   * await pool.close();
   *
   * schedules[0].work; // [0.1]
   * schedules[1].work; // [0.3]
   *
   * @param problems any number of them, also of both kinds
   * @param options as those of `solve` of a pool
   * @returns a promise of a schedule for each, in the order of the problems
   * @throws The call itself throws nothing; the promise rejects as that of `solve`. Paths begin
   *   with the problem: `RangeError: problems[1].machines has 0 entries; expected at least 1`.
   *   Other problems may already have been solved.
   */
  solveMany(problems: readonly CurvesProblem[], options?: PoolSolveOptions): Promise<Schedule[]>;
  /** The same for problems with tables. */
  solveMany(
    problems: readonly TablesProblem[],
    options?: PoolSolveOptions,
  ): Promise<TablesSchedule[]>;
  /** The same for problems of either kind. */
  solveMany(
    problems: readonly Problem[],
    options?: PoolSolveOptions,
  ): Promise<(Schedule | TablesSchedule)[]>;
  /**
   * Solves the problems of an iterable or async iterable, and yields their schedules in order, as
   * soon as they are ready.
   *
   * The source is read only a few batches ahead of the schedules that you have taken, so memory
   * stays bounded. If you leave the loop, the work in progress stops and the source is closed.
   * **Cost.** As `solveMany`.
   *
   * @example
   * import { createPool } from "dsct/worker";
   *
   * function* problems() {
   *   const tasks = [{ deadline: 0.1, theta: 4, maxWork: 1 }];
   *   for (let speed = 1; ; speed++) yield { machines: [{ speed }], tasks };
   * }
   * const works = [];
   * const pool = createPool();
   * for await (const { work } of pool.stream(problems(), { method: "refit" })) {
   *   if (works.push(work[0]) === 3) break;
   * }
   * await pool.close();
   *
   * works; // [0.1, 0.2, 0.3]
   *
   * @param problems an iterable or async iterable of problems
   * @param options as those of `solve` of a pool
   * @returns an async generator of schedules
   * @throws TypeError for a value that is not iterable: `TypeError: problems is 5; expected an
   *   iterable or async iterable of problems`. Reading throws the errors with which `solveMany`
   *   rejects, after the schedules of earlier problems.
   */
  stream(
    problems: Iterable<CurvesProblem> | AsyncIterable<CurvesProblem>,
    options?: PoolSolveOptions,
  ): AsyncGenerator<Schedule>;
  /** The same for problems with tables. */
  stream(
    problems: Iterable<TablesProblem> | AsyncIterable<TablesProblem>,
    options?: PoolSolveOptions,
  ): AsyncGenerator<TablesSchedule>;
  /** The same for problems of either kind. */
  stream(
    problems: Iterable<Problem> | AsyncIterable<Problem>,
    options?: PoolSolveOptions,
  ): AsyncGenerator<Schedule | TablesSchedule>;
  /**
   * Accepts no more calls, and ends the workers when all accepted calls are done and all streams
   * are read to their end.
   *
   * **Cost.** That of the work in progress.
   *
   * @example
   * import { createPool } from "dsct/worker";
   *
   * const pool = createPool({ threads: 1 });
   * const answer = pool.solve({ machines: [{ speed: 1 }], tasks: [] });
   * await pool.close();
   * const { value } = await answer;
   *
   * value; // 0
   *
   * @returns a promise that resolves when all is done
   */
  close(): Promise<void>;
  /**
   * Ends the workers at once.
   *
   * Open calls reject with the code "POOL_CLOSED". **Cost.** O(threads).
   *
   * @example
   * import { createPool } from "dsct/worker";
   *
   * const pool = createPool({ threads: 1 });
   * const answer = pool.solve({ machines: [{ speed: 1 }], tasks: [] });
   * pool.terminate();
   * const code = await answer.catch((error) => error.code);
   *
   * code; // "POOL_CLOSED"
   */
  terminate(): void;
  /** `using`: `terminate`. */
  [Symbol.dispose](): void;
  /** `await using`: `close`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** The type of `createPool`. */
export interface CreatePool {
  /**
   * Starts workers that live on, for many problems: Web Workers, in Node worker threads.
   *
   * **Cost.** About 50 ms until a worker can solve, in parallel with the caller; 5 MB per worker.
   *
   * @example
   * import { createPool } from "dsct/worker";
   *
   * const pool = createPool({ threads: 2, maxQueue: 100 });
   * pool.threads; // 2
   * pool.waiting; // 0
   * pool.terminate();
   *
   * @param options the number of workers, and how many problems may wait for them
   * @returns the pool
   * @throws TypeError or RangeError for a wrong option: `RangeError: options.threads is 0; expected
   *   an integer from 1 to 1024`. If no worker starts, the first call rejects.
   */
  // biome-ignore lint/style/useShorthandFunctionType: editors show what is written on a signature
  (options?: PoolOptions): Pool;
}
