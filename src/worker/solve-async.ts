// A problem solved elsewhere: checked and copied here, posted to a worker, its answer awaited.

import { WASM_LIMITS, WASM_TABLES_LIMITS } from "../engine/wasm.js";
import { isObject } from "../problem/kinds.js";
import { wrongType } from "../problem/messages.js";
import { checkTablesOptions, readOptions } from "../problem/read-options.js";
import { copyOf } from "../problem/read-problem.js";
import { withJson } from "../schedule/to-json.js";
import { plainTables } from "../tables/copy-tables.js";
import { modelsOf, readTables } from "../tables/read-tables.js";
import type {
  AsyncOptions,
  CurvesProblem,
  Options,
  Problem,
  Progress,
  Schedule,
  ScriptAddress,
  SolveAsync,
  TablesProblem,
  TablesSchedule,
} from "../types/index.js";
import { awaitAbort, reasonOf } from "./signal.js";
import { sharedInteger } from "./stop.js";

/** What is posted to a worker. */
export interface Question {
  problem: Problem;
  options: Options;
  /** Whether it is to report progress. */
  reports: boolean;
  /** One integer that the worker sees turn from 0 to 1: stop. Where memory can be shared. */
  stop: Int32Array | undefined;
}

/** What a worker posts: that it runs, then progress, and at last a schedule or what was thrown. */
export type Message =
  | { ready: true }
  | { progress: Progress }
  | { schedule: AnySchedule }
  | { error: { name: string; message: string } };

type AnySchedule = Schedule | TablesSchedule;

/** A worker, whatever the runtime calls its methods. */
export interface Remote {
  post(question: Question): void;
  terminate(): unknown;
}

/** Starts a worker; it calls one of the two for whatever the worker says, or why it cannot. */
export type Start = (
  onMessage: (message: Message) => void,
  onFailure: (error: Error) => void,
  script: ScriptAddress | undefined,
) => Remote;

const ERRORS: Record<string, ErrorConstructor> = { TypeError, RangeError };

/** A `solveAsync` over workers of one kind. */
export function makeSolveAsync(start: Start): SolveAsync {
  const solveAsync = async (problem: Problem, given: AsyncOptions = {}) => {
    const { signal, script } = given ?? {};
    validateAsyncOptions({ signal, script });
    // plain data, which every worker can be sent, whatever the caller's objects are
    const { onProgress, ...options } = readOptions(given, ["signal", "script"]);
    const copy = copied(problem, options);
    if (signal?.aborted) throw reasonOf(signal);
    return ask(start, { problem: copy, options }, { signal, script, onProgress });
  };
  return solveAsync as SolveAsync;
}

/** The problem as plain data, checked. */
function copied(problem: Problem, options: Options): Problem {
  const models = modelsOf(problem);
  if (models === undefined) {
    const { speed, readyAt, ...tasks } = copyOf(problem as CurvesProblem, WASM_LIMITS);
    return { machines: { speed, readyAt }, tasks };
  }
  checkTablesOptions(options);
  return plainTables(readTables(problem as TablesProblem, models, WASM_TABLES_LIMITS));
}

function validateAsyncOptions({ signal, script }: AsyncOptions): void {
  const { aborted, addEventListener } = Object(signal);
  if (
    signal !== undefined &&
    !(typeof aborted === "boolean" && typeof addEventListener === "function")
  ) {
    wrongType("options.signal", signal, "an AbortSignal");
  }
  if (script !== undefined && typeof script !== "string" && !isObject(script)) {
    wrongType("options.script", script, "a string, a URL or a TrustedScriptURL");
  }
}

function ask(
  start: Start,
  { problem, options }: Pick<Question, "problem" | "options">,
  { signal, script, onProgress }: AsyncOptions,
): Promise<AnySchedule> {
  const stop = onProgress || signal ? sharedInteger() : undefined;
  const question: Question = { problem, options, reports: onProgress !== undefined, stop };
  let remote: Remote | undefined;
  let endWait: (() => void) | undefined;
  let isStopped = false;
  const answer = new Promise<AnySchedule>((resolve, reject) => {
    if (signal) endWait = awaitAbort(signal, () => reject(reasonOf(signal)));
    const report = (progress: Progress) => {
      if (isStopped || onProgress?.(progress) !== false || signal?.aborted) return;
      isStopped = true;
      if (question.stop) {
        Atomics.store(question.stop, 0, 1);
        return;
      }
      remote?.terminate();
      resolve(askUpTo(progress.steps, start, question, { signal, script }));
    };
    remote = start(receiver(report, resolve, reject), reject, script);
    send(remote, question);
  });
  return answer.finally(() => {
    isStopped = true; // what is on its way is not reported
    endWait?.();
    // Deno lets a busy worker run on after its end
    if (question.stop) Atomics.store(question.stop, 0, 1);
    remote?.terminate();
  });
}

/** Without the shared integer where the runtime will not have it after all. */
function send(remote: Remote, question: Question): void {
  try {
    remote.post(question);
  } catch (error) {
    if (!question.stop) throw error;
    question.stop = undefined;
    remote.post(question);
  }
}

function receiver(
  report: (progress: Progress) => void,
  resolve: (schedule: AnySchedule) => void,
  reject: (error: unknown) => void,
): (message: Message) => void {
  return (message) => {
    if ("ready" in message) return;
    try {
      if ("progress" in message) report(message.progress);
      else if ("schedule" in message) resolve(withJson(message.schedule));
      else reject(asError(message.error));
    } catch (error) {
      reject(error); // of the caller's onProgress
    }
  };
}

/**
 * Where no memory can be shared a worker hears nothing while it searches. What it had found by the
 * report at which it was to stop is what as many steps finds again.
 */
function askUpTo(
  steps: number,
  start: Start,
  { problem, options }: Question,
  { signal, script }: AsyncOptions,
): Promise<AnySchedule> {
  return ask(start, { problem, options: { ...options, limits: { steps } } }, { signal, script });
}

function asError({ name, message }: { name: string; message: string }): Error {
  return new (ERRORS[name] ?? Error)(message);
}
