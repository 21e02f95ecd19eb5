// A problem solved elsewhere: checked and copied here, posted to a worker, its answer awaited.

import { WASM_LIMITS } from "../engine/wasm.js";
import { isObject } from "../problem/kinds.js";
import { wrongType } from "../problem/messages.js";
import { readOptions } from "../problem/read-options.js";
import { copyOf } from "../problem/read-problem.js";
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
  return async (problem, given = {}) => {
    const { signal, script } = given ?? {};
    validateAsyncOptions({ signal, script });
    // plain data, which every worker can be sent, whatever the caller's objects are
    const { onProgress, ...options } = readOptions(given, ["signal", "script"]);
    const { speed, readyAt, ...tasks } = copyOf(problem, WASM_LIMITS);
    if (signal?.aborted) throw reasonOf(signal);
    const copy = { machines: { speed, readyAt }, tasks };
    return ask(start, { problem: copy, options }, { signal, script, onProgress });
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
