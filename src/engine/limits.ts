// Options -> a run of the engine: their defaults, and when a search stops. The only place that
// reads a clock.

import { READINGS } from "../problem/words.js";
import type { Bound, Method, Options } from "../types/index.js";
import {
  BOUND,
  type Buffers,
  type Control,
  type Engine,
  FOUND,
  LEVEL_COUNT,
  NODES,
  OFFSET,
  READING,
  SCALE,
  WORK,
} from "./engine.js";

/** Default bound. */
const BOUND_OF: Readonly<Record<Method, Bound>> = {
  relax: "relax",
  approx: "relax",
  refit: "relax",
  search: "preemptive",
  exact: "preemptive",
  edf: "relax",
  levels: "relax",
};

/** Default work: a task, and at most; some 10 ms for 50 tasks, 0.5 s for any number. */
const WORK_PER_TASK = 45_000;
const MOST_WORK = 1e8;
/** Default work of "exact": some 50 s. */
const PROOF_WORK = 1e10;
/** Far more than any machine does in a millisecond. */
const WORK_PER_MS = 1e6;

/** Default levels of "levels", those of the paper. */
const LEVELS = [0.27, 0.55, 0.82];

/** Solves what is in the engine's buffers; returns the options that reading the answer takes. */
export function run(
  engine: Engine,
  buffers: Buffers,
  n: number,
  m: number,
  options: Options,
): { method: Method; tolerance: number } {
  const { method = "search", tolerance = 1e-6 * n, bound = BOUND_OF[method] } = options;
  if (method === "levels") writeLevels(buffers, options);
  const standard = method === "exact" ? PROOF_WORK : Math.min(WORK_PER_TASK * n, MOST_WORK);
  engine.run(n, m, method, bound, control(buffers, standard, tolerance, options));
  return { method, tolerance };
}

function writeLevels(
  { levels: to }: Buffers,
  { levels = LEVELS, reading = "highest-fit" }: Options,
): void {
  to.set(levels);
  to[LEVEL_COUNT] = levels.length;
  to[READING] = READINGS.indexOf(reading);
}

/** When the search of the problem in these buffers stops; standard: its work by default. */
function control(
  { summary, progress, proof }: Buffers,
  standard: number,
  tolerance: number,
  { limits = {}, onProgress }: Options,
): Control {
  const { timeMs } = limits;
  const { work = timeMs === undefined ? standard : WORK_PER_MS * timeMs } = limits;
  if (timeMs === undefined && !onProgress) return { tolerance, work };
  const end = timeMs === undefined ? Infinity : performance.now() + timeMs;
  const goesOn = () => {
    if (end < Infinity && performance.now() >= end) return false;
    const value = progress[OFFSET] + progress[SCALE] * progress[FOUND];
    const nodes = proof[NODES];
    return onProgress?.({ value, bound: summary[BOUND], work: progress[WORK], nodes }) !== false;
  };
  return { tolerance, work, goesOn };
}
