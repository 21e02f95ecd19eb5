// Flat output buffers -> schedule.

import {
  ACCURACY_SUM,
  APPLIED,
  BOUND,
  type Buffers,
  type Engine,
  GUARANTEE,
  TRIED,
  VALUE,
  VISITS,
  WORK,
} from "./engine.js";
import type { Method, Schedule, Summary } from "./types.js";

/** Bytes of a task in a schedule: five doubles and two 32-bit integers. */
const TASK_BYTES = 48;
/** Up to here copying in a loop is faster than making a view to copy from (measured). */
const FEW = 128;

/**
 * Copies the answer for n tasks out of the buffers. tolerance: the gap up to which it is called
 * optimal.
 */
export function decode(
  buffers: Buffers,
  engine: Engine,
  method: Method,
  n: number,
  tolerance: number,
): Schedule {
  const { status, value, meanAccuracy, bound, gap, guarantee, stats } = decodeSummary(
    buffers,
    engine,
    method,
    n,
    tolerance,
  );
  // One allocation for all arrays: each of its own costs more than solving ten tasks (measured: 5.9
  // against 1.3 us).
  const memory = new ArrayBuffer(TASK_BYTES * n);
  return {
    status,
    method,
    engine: engine.name,
    machine: copy(new Int32Array(memory, 40 * n, n), buffers.machine),
    start: copy(new Float64Array(memory, 0, n), buffers.start),
    end: copy(new Float64Array(memory, 8 * n, n), buffers.end),
    work: copy(new Float64Array(memory, 16 * n, n), buffers.work),
    accuracy: copy(new Float64Array(memory, 24 * n, n), buffers.accuracy),
    value,
    meanAccuracy,
    bound,
    gap,
    guarantee,
    price: copy(new Float64Array(memory, 32 * n, n), buffers.price),
    order: copy(new Int32Array(memory, 44 * n, n), buffers.order),
    stats,
  };
}

/** The figures of a schedule, without its arrays. */
export function decodeSummary(
  { summary, progress }: Buffers,
  engine: Engine,
  method: Method,
  n: number,
  tolerance: number,
): Summary {
  const value = summary[VALUE];
  const bound = summary[BOUND];
  const guarantee = summary[GUARANTEE];
  return {
    status: bound - value <= tolerance ? "optimal" : "feasible",
    method,
    engine: engine.name,
    value,
    meanAccuracy: n > 0 ? summary[ACCURACY_SUM] / n : 0,
    bound,
    gap: bound - value,
    guarantee: method === "relax" || Number.isNaN(guarantee) ? null : guarantee,
    stats: {
      visits: summary[VISITS],
      work: progress[WORK],
      tried: progress[TRIED],
      applied: progress[APPLIED],
    },
  };
}

/** Fills `to` from the head of a buffer. */
function copy<View extends Float64Array | Int32Array>(to: View, from: View): View {
  const n = to.length;
  if (n > FEW) to.set(from.subarray(0, n));
  else for (let j = 0; j < n; j++) to[j] = from[j];
  return to;
}
