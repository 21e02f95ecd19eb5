// solveAsync: one problem in a worker that lives on for the next call.

import { modelsOf } from "../tables/read-tables.js";
import type { AsyncOptions, Options, Problem, ScriptAddress, SolveAsync } from "../types/index.js";
import type { AnySchedule } from "./job.js";
import { Batch, readAsyncOptions, startOnly, type Terms } from "./reading.js";
import { reasonOf } from "./signal.js";
import { type Settings, Workers } from "./workers.js";

/** What an entry gives: how a worker of such a script is started, and the rest of the settings. */
export interface Runtime extends Omit<Settings, "start" | "threads"> {
  startOf(script: ScriptAddress | undefined): Settings["start"];
  /** How many threads the machine runs at a time. */
  threads(): number;
}

/**
 * A `solveAsync` whose workers live: as many as there were calls at a time, up to the machine's.
 */
export function makeSolveAsync(runtime: Runtime): SolveAsync {
  const pools = new Map<string, Workers>();
  const workersOf = (script: ScriptAddress | undefined): Workers => {
    // an address that is trusted is another one than the same as text
    const kind = Object.prototype.toString.call(script);
    const key = `${kind} ${script}`;
    const workers =
      pools.get(key) ??
      new Workers({ ...runtime, start: runtime.startOf(script), threads: runtime.threads() });
    pools.set(key, workers);
    return workers;
  };
  const solveAsync = async (problem: Problem, given: AsyncOptions = {}) => {
    const { options, terms, script } = readAsyncOptions(given);
    return solveOne(workersOf(script), problem, options, terms);
  };
  return solveAsync as SolveAsync;
}

/** One problem, read at once, on these workers. */
export async function solveOne(
  workers: Workers,
  problem: Problem,
  options: Options,
  terms: Terms,
): Promise<AnySchedule> {
  const batch = new Batch(options);
  batch.add(problem, modelsOf(problem));
  const isAborted = terms.signal?.aborted === true;
  if (isAborted && terms.onAbort !== "best" && terms.signal) throw reasonOf(terms.signal);
  const settings = isAborted ? startOnly(options) : options;
  const { schedules } = await workers.ask(batch.problems(), settings, terms).outcome;
  return schedules[0];
}
