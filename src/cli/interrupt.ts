// A search that Ctrl-C stops: it runs in a thread of its own, for one that runs in this one lets no
// signal through.

import type { Options, Problem, Schedule, TablesSchedule } from "../index.js";

/** The exit codes by which shells know these signals. */
const CODES = { SIGINT: 130, SIGTERM: 143 };
type Signal = keyof typeof CODES;

/**
 * The schedule, and the exit code of the signal that came meanwhile, 0: none did. It stops the
 * search, and the schedule is the best so far; another one ends the process at once.
 */
export async function solveUntilSignal(
  problem: Problem,
  { onProgress, ...options }: Options,
): Promise<{ schedule: Schedule | TablesSchedule; code: number }> {
  let code = 0;
  const stop = (signal: Signal) => {
    code = CODES[signal];
    ignore();
  };
  const signals = Object.keys(CODES) as Signal[];
  const ignore = () => {
    for (const signal of signals) process.removeListener(signal, stop);
  };
  for (const signal of signals) process.on(signal, stop);
  try {
    const { solveAsync } = await import("../entry/worker-node.js");
    const schedule = await solveAsync(problem, {
      ...options,
      onProgress(progress) {
        onProgress?.(progress);
        return code === 0;
      },
    });
    return { schedule, code };
  } finally {
    ignore();
  }
}
