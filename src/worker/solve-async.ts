// A problem solved elsewhere: checked and copied here, posted to a worker, its answer awaited.

import { WASM_LIMITS } from "../engine/wasm.js";
import { encode } from "../problem/encode.js";
import { isObject } from "../problem/kinds.js";
import { wrongType } from "../problem/messages.js";
import { validateOptions } from "../problem/validate-options.js";
import { validateProblem } from "../problem/validate-problem.js";
import type {
  AsyncOptions,
  Options,
  Problem,
  Progress,
  Schedule,
  ScriptAddress,
  SolveAsync,
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
  | { schedule: Schedule }
  | { error: { name: string; message: string } };

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
  return async (problem, { signal, script, onProgress, ...options } = {}) => {
    validateAsyncOptions({ signal, script });
    validateOptions({ ...options, onProgress });
    const question = { problem: copyOf(problem), options: plain(options) };
    if (signal?.aborted) throw reasonOf(signal);
    return ask(start, question, { signal, script, onProgress });
  };
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

/** Proxies and views on shared memory cannot be posted everywhere. */
function plain({ levels, limits, ...words }: Options): Options {
  return { ...words, levels: levels && Array.from(levels), limits: limits && { ...limits } };
}

/** As columns, which every worker can be sent, whatever else the caller's objects hold. */
function copyOf(problem: Problem): Problem {
  const { n, m } = validateProblem(problem, WASM_LIMITS);
  const column = () => new Float64Array(n);
  const tasks = {
    deadline: column(),
    theta: column(),
    maxWork: column(),
    weight: column(),
    base: column(),
    gain: column(),
  };
  const machines = { speed: new Float64Array(m) };
  encode(problem, { ...machines, ...tasks }, n, m);
  return { machines, tasks };
}

function ask(
  start: Start,
  { problem, options }: Pick<Question, "problem" | "options">,
  { signal, script, onProgress }: AsyncOptions,
): Promise<Schedule> {
  const stop = onProgress || signal ? sharedInteger() : undefined;
  const question: Question = { problem, options, reports: onProgress !== undefined, stop };
  let remote: Remote | undefined;
  let endWait: (() => void) | undefined;
  let isStopped = false;
  const answer = new Promise<Schedule>((resolve, reject) => {
    if (signal) endWait = awaitAbort(signal, () => reject(reasonOf(signal)));
    const report = (progress: Progress) => {
      if (isStopped || onProgress?.(progress) !== false || signal?.aborted) return;
      isStopped = true;
      if (question.stop) {
        Atomics.store(question.stop, 0, 1);
        return;
      }
      remote?.terminate();
      resolve(askUpTo(progress.work, start, question, { signal, script }));
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
  resolve: (schedule: Schedule) => void,
  reject: (error: unknown) => void,
): (message: Message) => void {
  return (message) => {
    if ("ready" in message) return;
    try {
      if ("progress" in message) report(message.progress);
      else if ("schedule" in message) resolve(message.schedule);
      else reject(asError(message.error));
    } catch (error) {
      reject(error); // of the caller's onProgress
    }
  };
}

/**
 * Where no memory can be shared a worker hears nothing while it searches. What it had found by the
 * report at which it was to stop is what the work up to there finds again.
 */
function askUpTo(
  work: number,
  start: Start,
  { problem, options }: Question,
  { signal, script }: AsyncOptions,
): Promise<Schedule> {
  return ask(start, { problem, options: { ...options, limits: { work } } }, { signal, script });
}

function asError({ name, message }: { name: string; message: string }): Error {
  return new (ERRORS[name] ?? Error)(message);
}
