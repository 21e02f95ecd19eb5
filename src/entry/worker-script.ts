// What runs inside a worker of dsct/worker: it is ready, then one question, reports, one answer. A
// classic script: the build makes one file of it, without imports.

import type { Progress, Schedule, TablesSchedule } from "../types/index.js";
import type { Message, Question } from "../worker/solve-async.js";
import { solve } from "./dsct.js";

interface Scope {
  onmessage: (event: { data: Question }) => void;
  postMessage(message: Message, transfer: ArrayBuffer[]): void;
}

const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data: { problem, options, reports, stop } }) => {
  const onProgress = (progress: Progress) => {
    if (reports) scope.postMessage({ progress }, []);
    return !stop || Atomics.load(stop, 0) === 0;
  };
  try {
    const schedule = solve(problem, { ...options, onProgress });
    scope.postMessage({ schedule }, buffersOf(schedule));
  } catch (error) {
    const { name, message } = error as Error;
    scope.postMessage({ error: { name, message } }, []);
  }
};
scope.postMessage({ ready: true }, []);

/** Its arrays often share one. */
function buffersOf(schedule: Schedule | TablesSchedule): ArrayBuffer[] {
  const prices = "prices" in schedule ? Object.values(schedule.prices) : [];
  const arrays = [...Object.values(schedule), ...prices].filter(ArrayBuffer.isView);
  return [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))];
}
