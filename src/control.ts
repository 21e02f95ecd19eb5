// Options -> when a search stops. The only place that reads a clock.

import { BOUND, type Buffers, type Control, FOUND, OFFSET, SCALE, WORK } from "./engine.js";
import type { Options } from "./types.js";

/** Default work: a task, and at most; some 10 ms for 50 tasks, 0.5 s for any number. */
const WORK_PER_TASK = 45_000;
const MOST_WORK = 1e8;
/** Far more than any machine does in a millisecond. */
const WORK_PER_MS = 1e6;

/** When the search of the problem in these buffers, of n tasks, stops. */
export function control(
  { summary, progress }: Buffers,
  n: number,
  tolerance: number,
  { limits = {}, onProgress }: Options,
): Control {
  const { timeMs } = limits;
  const standard = timeMs === undefined ? Math.min(WORK_PER_TASK * n, MOST_WORK) : undefined;
  const { work = standard ?? WORK_PER_MS * (timeMs as number) } = limits;
  if (timeMs === undefined && !onProgress) return { tolerance, work };
  const end = timeMs === undefined ? Infinity : performance.now() + timeMs;
  const goesOn = () => {
    if (end < Infinity && performance.now() >= end) return false;
    const value = progress[OFFSET] + progress[SCALE] * progress[FOUND];
    return onProgress?.({ value, bound: summary[BOUND], work: progress[WORK] }) !== false;
  };
  return { tolerance, work, goesOn };
}
