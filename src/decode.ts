// Flat output buffers -> schedule.

import {
  ACCURACY_SUM,
  BOUND,
  type Buffers,
  type Engine,
  GUARANTEE,
  PASSES,
  VALUE,
} from "./engine.js";
import type { Method, Schedule } from "./types.js";

/** Copies the answer for n tasks out of the buffers. tolerance: the gap up to which it is called optimal. */
export function decode(
  buffers: Buffers,
  engine: Engine,
  method: Method,
  n: number,
  tolerance: number,
): Schedule {
  const { summary } = buffers;
  const value = summary[VALUE];
  const bound = summary[BOUND];
  const guarantee = summary[GUARANTEE];
  return {
    status: bound - value <= tolerance ? "optimal" : "feasible",
    method,
    engine: engine.name,
    machine: buffers.machine.slice(0, n),
    start: buffers.start.slice(0, n),
    end: buffers.end.slice(0, n),
    work: buffers.work.slice(0, n),
    accuracy: buffers.accuracy.slice(0, n),
    value,
    meanAccuracy: n > 0 ? (summary[ACCURACY_SUM] as number) / n : 0,
    bound,
    gap: bound - value,
    guarantee: method === "relax" || Number.isNaN(guarantee) ? null : guarantee,
    price: buffers.price.slice(0, n),
    order: buffers.order.slice(0, n),
    stats: { passes: summary[PASSES] },
  };
}
