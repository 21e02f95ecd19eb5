// A pool of workers: what `createPool` takes and returns.

import type { PoolSolveOptions, ScriptAddress } from "./calls.js";
import type { CurvesProblem } from "./problem.js";
import type { Schedule } from "./schedule.js";
import type { Problem, TablesProblem, TablesSchedule } from "./tables.js";

declare global {
  /** As in libraries of TypeScript that know `using`. */
  interface SymbolConstructor {
    readonly dispose: unique symbol;
    readonly asyncDispose: unique symbol;
  }
}

/** Options of `createPool`; each may be left out. */
export interface PoolOptions {
  /**
   * How many workers: an integer from 1 to 1,024. Default: as many as the machine runs at a time.
   */
  threads?: number | undefined;
  /**
   * How many problems may wait for a worker: an integer >= 0, or Infinity, the default. `solve`
   * rejects beyond it, with the code "QUEUE_FULL". `solveMany` and `stream` read problems when
   * there is room.
   */
  maxQueue?: number | undefined;
  /**
   * Browsers only: where you serve the package's `dist/worker-script.js`, for pages whose
   * Content-Security-Policy has no `worker-src blob:`, or asks for Trusted Types; it reaches the
   * `Worker` as it is. In a cross-origin isolated page it is served with the page's own
   * Cross-Origin-Embedder-Policy. Default: the script inside the package.
   */
  script?: ScriptAddress | undefined;
}

/** Workers that live until `close`; in Node and Bun they do not keep a program from ending. */
export interface Pool {
  /** How many workers there are. */
  readonly threads: number;
  /** How many problems, or batches of them, wait for a worker. */
  readonly waiting: number;
  /**
   * As `solveAsync`: the problem is read and checked at once, and solved by the next worker that is
   * free.
   */
  solve(problem: CurvesProblem, options?: PoolSolveOptions): Promise<Schedule>;
  solve(problem: TablesProblem, options?: PoolSolveOptions): Promise<TablesSchedule>;
  solve(problem: Problem, options?: PoolSolveOptions): Promise<Schedule | TablesSchedule>;
  /**
   * As `solveMany`, by all workers. Problems are read when a worker has room for them, in batches:
   * they must not change meanwhile. `onProgress` hears of each problem by itself, and then problems
   * go one by one.
   */
  solveMany(problems: readonly CurvesProblem[], options?: PoolSolveOptions): Promise<Schedule[]>;
  solveMany(
    problems: readonly TablesProblem[],
    options?: PoolSolveOptions,
  ): Promise<TablesSchedule[]>;
  solveMany(
    problems: readonly Problem[],
    options?: PoolSolveOptions,
  ): Promise<(Schedule | TablesSchedule)[]>;
  /**
   * The schedules in the order of the problems, as they are ready. The source is read no further
   * than some batches ahead of what was taken of the schedules, so memory stays bounded. Leaving
   * the loop stops the search and closes the source.
   */
  stream(
    problems: Iterable<CurvesProblem> | AsyncIterable<CurvesProblem>,
    options?: PoolSolveOptions,
  ): AsyncGenerator<Schedule>;
  stream(
    problems: Iterable<TablesProblem> | AsyncIterable<TablesProblem>,
    options?: PoolSolveOptions,
  ): AsyncGenerator<TablesSchedule>;
  stream(
    problems: Iterable<Problem> | AsyncIterable<Problem>,
    options?: PoolSolveOptions,
  ): AsyncGenerator<Schedule | TablesSchedule>;
  /**
   * Takes no more calls; resolves when those that it has are done, streams read to their end, and
   * the workers ended.
   */
  close(): Promise<void>;
  /** Ends the workers at once; what they had to solve rejects, with the code "POOL_CLOSED". */
  terminate(): void;
  /** `using`: `terminate`. */
  [Symbol.dispose](): void;
  /** `await using`: `close`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** The type of `createPool`. */
export type CreatePool = (options?: PoolOptions) => Pool;
