// A problem solved elsewhere: checked and copied here, posted to a worker, its answer awaited.

import { WASM_LIMITS } from "../engine/wasm.js";
import { readOptions } from "../problem/read-options.js";
import { copyOf } from "../problem/read-problem.js";
import type {
  AsyncOptions,
  Options,
  Problem,
  Progress,
  Schedule,
  SolveAsync,
} from "../types/index.js";

/** What is posted to a worker. */
export interface Question {
  problem: Problem;
  options: Options;
  /** Whether it is to report progress. */
  reports: boolean;
  /** One integer that the worker sees turn from 0 to 1: stop. Where memory can be shared. */
  stop: Int32Array | undefined;
}

/** What a worker posts: progress, and at last a schedule or what was thrown. */
export type Message =
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
  script: string | URL | undefined,
) => Remote;

const ERRORS: Record<string, ErrorConstructor> = { TypeError, RangeError };

/** A `solveAsync` over workers of one kind. */
export function makeSolveAsync(start: Start): SolveAsync {
  return async (problem, given = {}) => {
    const { signal, script } = given ?? {};
    validateSignal(signal);
    // plain data, which every worker can be sent, whatever the caller's objects are
    const { onProgress, ...options } = readOptions(given, ["signal", "script"]);
    const { speed, ...tasks } = copyOf(problem, WASM_LIMITS);
    signal?.throwIfAborted();
    const copy = { machines: { speed }, tasks };
    return ask(start, { problem: copy, options }, { signal, script, onProgress });
  };
}

function validateSignal(signal: unknown): void {
  if (signal === undefined || typeof (signal as AbortSignal | null)?.aborted === "boolean") return;
  throw new TypeError(`options.signal is ${String(signal)}; expected an AbortSignal`);
}

function ask(
  start: Start,
  { problem, options }: Pick<Question, "problem" | "options">,
  { signal, script, onProgress }: AsyncOptions,
): Promise<Schedule> {
  const canStop = (onProgress || signal) && typeof SharedArrayBuffer === "function";
  const stop = canStop ? new Int32Array(new SharedArrayBuffer(4)) : undefined;
  const question = { problem, options, reports: onProgress !== undefined, stop };
  const end = new AbortController();
  let remote: Remote | undefined;
  const answer = new Promise<Schedule>((resolve, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { signal: end.signal });
    let isStopped = false;
    const report = (progress: Progress) => {
      if (isStopped || onProgress?.(progress) !== false) return;
      isStopped = true;
      if (stop) {
        Atomics.store(stop, 0, 1);
        return;
      }
      remote?.terminate();
      resolve(askUpTo(progress.work, start, question, { signal, script }));
    };
    remote = start(receiver(report, resolve, reject), reject, script);
    remote.post(question);
  });
  return answer.finally(() => {
    end.abort();
    if (stop) Atomics.store(stop, 0, 1); // Deno lets a busy worker run on after its end
    remote?.terminate();
  });
}

function receiver(
  report: (progress: Progress) => void,
  resolve: (schedule: Schedule) => void,
  reject: (error: unknown) => void,
): (message: Message) => void {
  return (message) => {
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
