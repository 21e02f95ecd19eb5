// All methods on the problem at hand, in workers: first a quick schedule after every change, then
// each method by itself, once nothing has changed for a moment.

import type { Method, Options, Pool, Progress } from "../../src/types/index.js";
import { isTables, type RowProblem } from "../model/problem.js";
import type { AnySchedule } from "../model/schedule.js";

/** The best value and the bound after some milliseconds of a search. */
export interface Sample {
  milliseconds: number;
  value: number;
  bound: number;
}

export interface Run {
  method: Method;
  /** idle: not asked for. stopping: told to stop, the best schedule so far is on its way. */
  state: "idle" | "waiting" | "running" | "stopping" | "done" | "failed";
  samples: readonly Sample[];
  schedule?: AnySchedule;
  /** From the call to the answer, the way to the worker and back included. */
  milliseconds?: number;
  isStopped?: boolean;
  error?: string;
}

/** A schedule, and the problem that it is of. */
export interface Answer {
  problem: RowProblem;
  schedule: AnySchedule;
}

/** What is wrong with a problem. */
export interface Mistake {
  message: string;
  path: string;
}

export interface Solved {
  problem: RowProblem;
  runs: ReadonlyMap<Method, Run>;
  /** Of the method that answers soonest, perhaps still of a problem before. */
  quick: Answer | undefined;
  mistake: Mistake | undefined;
}

const QUICK: Method = "refit";
/** Milliseconds without a change before all methods run. */
const CALM = 150;
/** Milliseconds between two reports to the page: each draws the curve anew. */
const PACE = 250;

/** Simple rules first. "relax" of tables is no more than the bound that all have. */
export function methodsOf(problem: RowProblem): Method[] {
  return isTables(problem)
    ? ["edf", "approx", "refit", "search", "exact"]
    : ["edf", "levels", "approx", "refit", "search", "exact", "relax"];
}

export class Solving {
  readonly #pool: Pool;
  readonly #onChange: (solved: Solved) => void;
  #solved: Solved;
  #methods = new AbortController();
  /** Those whose best schedule so far is wanted. */
  #stopped = new Set<Method>();
  #calm: ReturnType<typeof setTimeout> | undefined;
  #report: ReturnType<typeof setTimeout> | undefined;
  /** The quick calls under way; another one is due after them. */
  #quick: Promise<void> | undefined;
  #isDue = false;

  constructor(pool: Pool, problem: RowProblem, onChange: (solved: Solved) => void) {
    this.#pool = pool;
    this.#onChange = onChange;
    this.#solved = { problem, runs: idleRuns(problem), quick: undefined, mistake: undefined };
    this.setProblem(problem);
  }

  setProblem(problem: RowProblem): void {
    this.#methods.abort();
    this.#methods = new AbortController();
    this.#stopped.clear();
    this.#solved = { ...this.#solved, problem, runs: idleRuns(problem) };
    clearTimeout(this.#calm);
    this.#calm = setTimeout(() => void this.#runAll(), CALM);
    if (this.#quick) this.#isDue = true;
    else this.#quick = this.#runQuick();
    this.#tell();
  }

  /** seconds: after which it stops at the latest. */
  runExact(seconds: number): void {
    void this.#run("exact", { limits: { timeMs: 1000 * seconds } });
  }

  /** The best schedule so far is then its answer. */
  stop(method: Method): void {
    if (this.#solved.runs.get(method)?.state !== "running") return;
    this.#stopped.add(method);
    this.#set(method, { state: "stopping" });
    this.#tell();
  }

  end(): void {
    this.#methods.abort();
    clearTimeout(this.#calm);
    clearTimeout(this.#report);
  }

  /** However many changes come meanwhile, only the last one is solved next. */
  async #runQuick(): Promise<void> {
    do {
      this.#isDue = false;
      const { problem } = this.#solved;
      try {
        const schedule = await this.#pool.solve(problem, { method: QUICK });
        this.#solved = { ...this.#solved, quick: { problem, schedule }, mistake: undefined };
      } catch (error) {
        this.#solved = { ...this.#solved, mistake: mistakeOf(error) };
      }
      this.#tell();
    } while (this.#isDue);
    this.#quick = undefined;
  }

  /** The search beside the others, so that these need not wait for it. */
  async #runAll(): Promise<void> {
    const { signal } = this.#methods;
    await this.#quick;
    if (signal.aborted || this.#solved.mistake) return;
    const methods = methodsOf(this.#solved.problem).filter((method) => method !== "exact");
    for (const method of methods) this.#set(method, { state: "waiting" });
    this.#tell();
    const search = this.#run("search", {});
    for (const method of methods) {
      if (signal.aborted) return;
      if (method !== "search") await this.#run(method, {});
    }
    await search;
  }

  async #run(method: Method, options: Options): Promise<void> {
    const { problem } = this.#solved;
    const { signal } = this.#methods;
    this.#stopped.delete(method);
    const begin = performance.now();
    const samples: Sample[] = [];
    this.#set(method, { state: "running", samples });
    this.#tell();
    const onProgress = ({ value, bound }: Progress) => {
      if (signal.aborted || this.#stopped.has(method)) return false;
      addSample(samples, { milliseconds: performance.now() - begin, value, bound });
      this.#tellSoon();
      return true;
    };
    const isLong = method === "search" || method === "exact";
    const watched = isLong ? { ...options, onProgress } : options;
    const change = await this.#pool.solve(problem, { ...watched, method, signal }).then(
      (schedule) =>
        doneRun(schedule, samples, performance.now() - begin, this.#stopped.has(method)),
      (error) => ({ state: "failed" as const, error: mistakeOf(error).message }),
    );
    if (signal.aborted) return; // of a problem before
    this.#set(method, change);
    this.#tell();
  }

  #set(method: Method, change: Partial<Run>): void {
    const runs = new Map(this.#solved.runs);
    runs.set(method, { ...(runs.get(method) ?? idle(method)), ...change });
    this.#solved = { ...this.#solved, runs };
  }

  #tell(): void {
    clearTimeout(this.#report);
    this.#report = undefined;
    this.#onChange(this.#solved);
  }

  #tellSoon(): void {
    this.#report ??= setTimeout(() => {
      this.#solved = { ...this.#solved }; // the samples in it have grown: that is news
      this.#tell();
    }, PACE);
  }
}

const idle = (method: Method): Run => ({ method, state: "idle", samples: [] });

const idleRuns = (problem: RowProblem) =>
  new Map(methodsOf(problem).map((method) => [method, idle(method)]));

function doneRun(
  schedule: AnySchedule,
  samples: Sample[],
  milliseconds: number,
  isStopped: boolean,
): Partial<Run> {
  const { value, bound } = schedule;
  samples.push({ milliseconds, value, bound });
  return { state: "done", schedule, milliseconds, samples, isStopped };
}

/** Only what has changed since the sample before is kept. */
function addSample(samples: Sample[], sample: Sample): void {
  const last = samples.at(-1);
  if (last && last.value === sample.value && last.bound === sample.bound) return;
  samples.push(sample);
}

function mistakeOf(error: unknown): Mistake {
  const { message, path = "" } = error as Error & { path?: string };
  return { message, path };
}
