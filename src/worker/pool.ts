// createPool: workers that live, for many problems.

import { errorOf } from "../problem/errors.js";
import { isObject } from "../problem/kinds.js";
import { wrongType } from "../problem/messages.js";
import { checkNames } from "../problem/read-options.js";
import { checkList } from "../problem/read-problem.js";
import { validateCount } from "../problem/validate-solver.js";
import type {
  CreatePool,
  Pool,
  PoolOptions,
  PoolSolveOptions,
  Problem,
  Schedule,
} from "../types/index.js";
import { closed } from "./errors.js";
import { flow, type Source } from "./flow.js";
import type { AnySchedule } from "./job.js";
import { checkScript, readAsyncOptions } from "./reading.js";
import { type Runtime, solveOne } from "./solve-async.js";
import { Workers } from "./workers.js";

const OPTIONS = ["threads", "maxQueue", "script"];
/** More threads than any machine has. */
const MOST_THREADS = 1024;

/** A `createPool` over workers of one kind. */
export function makeCreatePool(runtime: Runtime): CreatePool {
  return (given = {}) => {
    const { threads = runtime.threads(), maxQueue = Infinity, script } = readPoolOptions(given);
    const { core, startOf } = runtime;
    const workers = new Workers({ core, start: startOf(script), threads });
    workers.startAll();
    return new LivingPool(workers, threads, maxQueue) as unknown as Pool;
  };
}

function readPoolOptions(given: PoolOptions): PoolOptions {
  checkNames("option", given, "options", OPTIONS);
  const { threads, maxQueue, script } = given;
  if (threads !== undefined) validateCount("options.threads", threads, 1, MOST_THREADS);
  if (maxQueue !== undefined && maxQueue !== Infinity) {
    validateCount("options.maxQueue", maxQueue, 0, Infinity);
  }
  checkScript(script);
  return { threads, maxQueue, script };
}

class LivingPool {
  readonly threads: number;
  readonly #workers: Workers;
  readonly #maxQueue: number;
  /** Calls of `solveMany` and streams that have begun and not ended. */
  #flows = 0;
  #isClosed = false;
  /** Called when the last of them has ended. */
  readonly #whenIdle: (() => void)[] = [];

  constructor(workers: Workers, threads: number, maxQueue: number) {
    this.#workers = workers;
    this.threads = threads;
    this.#maxQueue = maxQueue;
  }

  get waiting(): number {
    return this.#workers.waiting;
  }

  async solve(problem: Problem, given: PoolSolveOptions = {}): Promise<AnySchedule> {
    const { options, terms } = readAsyncOptions(given, ["signal", "onAbort"]);
    if (this.#isClosed) throw closed();
    const { waiting, isFree } = this.#workers;
    if (!isFree && waiting >= this.#maxQueue) {
      const most = `expected fewer than ${this.#maxQueue}, options.maxQueue`;
      throw errorOf("QUEUE_FULL", "", `${waiting} problems wait for a worker; ${most}`);
    }
    return solveOne(this.#workers, problem, options, terms);
  }

  async solveMany(problems: readonly Problem[], given: PoolSolveOptions = {}) {
    const count = checkList(problems);
    const schedules: Schedule[] = [];
    for await (const one of this.#flow(problems, given, count)) schedules.push(one as Schedule);
    return schedules;
  }

  stream(problems: Source, given: PoolSolveOptions = {}): AsyncGenerator<AnySchedule> {
    if (!isObject(problems) || !(Symbol.iterator in problems || Symbol.asyncIterator in problems)) {
      wrongType("problems", problems, "an iterable or async iterable of problems");
    }
    return this.#flow(problems, given);
  }

  #flow(problems: Source, given: PoolSolveOptions, count?: number) {
    const { options, terms } = readAsyncOptions(given, ["signal", "onAbort"]);
    const { threads } = this;
    const isList = count !== undefined;
    const asked = { workers: this.#workers, threads, options, terms, isList };
    return this.#counted(flow(problems, isList ? { ...asked, count } : asked));
  }

  /** The same schedules; `close` waits for their end. */
  async *#counted(schedules: AsyncGenerator<AnySchedule>): AsyncGenerator<AnySchedule> {
    if (this.#isClosed) throw closed();
    this.#flows++;
    try {
      yield* schedules;
    } finally {
      if (--this.#flows === 0) for (const go of this.#whenIdle) go();
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#flows > 0) {
      await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
    }
    await this.#workers.close();
  }

  terminate(): void {
    this.#isClosed = true;
    this.#workers.terminate();
  }
}

/** `using` ends it, where the runtime has that. */
const { dispose, asyncDispose } = Symbol as { dispose?: symbol; asyncDispose?: symbol };
if (dispose) {
  Object.defineProperty(LivingPool.prototype, dispose, { value: LivingPool.prototype.terminate });
}
if (asyncDispose) {
  Object.defineProperty(LivingPool.prototype, asyncDispose, { value: LivingPool.prototype.close });
}
