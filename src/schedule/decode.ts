// Flat output buffers -> schedule.

import type { Buffers } from "../engine/buffers.js";
import { type Figures, isProvenByBranch } from "../engine/core.js";
import type { Engine } from "../engine/engine.js";
import type { Method, Schedule, Stats, Summary } from "../types/index.js";
import { CURVES } from "./to-json.js";

/** The methods of which Theorem 1 speaks: DSCT-Approx and what improves it. */
const GUARANTEED: readonly Method[] = ["approx", "refit", "search", "exact"];
/** Bytes per task of a schedule in one block: five doubles and two 32-bit integers. */
export const TASK_BYTES = 48;
/** Where its columns begin, in bytes per task. */
export const PLACES = {
  ...{ start: 0, end: 8, work: 16, accuracy: 24, price: 32 },
  ...{ machine: 40, order: 44 },
} as const;
/**
 * Bytes up to which the arrays of a schedule share one block. Long blocks go back to the system
 * when they are collected, and the pages of a new one fault: above it arrays of their own, not
 * cleared before they are written, are cheaper (measured, median of 40: n = 300,000 5 ms for 25, n
 * = 1,000,000 18 for 139).
 */
export const BLOCK_LIMIT = 2 ** 20;
/** Up to here copying in a loop is faster than making a view to copy from (measured). */
export const FEW = 128;

/**
 * Copies the answer for n tasks out of the buffers. gapTolerance: the gap up to which it is called
 * optimal. given: a block to lay its arrays out in, from byte `first` on; by default one of its
 * own.
 */
export function decode(
  buffers: Buffers,
  engine: Engine,
  method: Method,
  n: number,
  gapTolerance: number,
  given?: ArrayBuffer,
  first = 0,
): Schedule {
  const { status, value, meanAccuracy, bound, gap, provenBy, worstCaseGap, stats } = decodeSummary(
    engine,
    method,
    n,
    gapTolerance,
  );
  // One allocation for all arrays: each of its own costs more than solving ten tasks (measured: 5.9
  // against 1.3 us).
  const own = TASK_BYTES * n <= BLOCK_LIMIT && !given;
  const block = own ? new ArrayBuffer(TASK_BYTES * n) : given;
  const copy = (from: Float64Array, offset: number) =>
    block
      ? copyNumbers(from, 0, new Float64Array(block, first + offset * n, n), 0, n)
      : new Float64Array(from.subarray(0, n));
  const copyIntegers = (from: Int32Array, offset: number) =>
    block
      ? copyNumbers(from, 0, new Int32Array(block, first + offset * n, n), 0, n)
      : new Int32Array(from.subarray(0, n));
  const schedule = {
    // in the literal: given later it takes twice as long (measured)
    __proto__: CURVES,
    status,
    method,
    engine: engine.name,
    machine: copyIntegers(buffers.machine, PLACES.machine),
    start: copy(buffers.start, PLACES.start),
    end: copy(buffers.end, PLACES.end),
    work: copy(buffers.work, PLACES.work),
    accuracy: copy(buffers.accuracy, PLACES.accuracy),
    value,
    meanAccuracy,
    bound,
    gap,
    provenBy,
    worstCaseGap,
    price: copy(buffers.price, PLACES.price),
    order: copyIntegers(buffers.order, PLACES.order),
    stats,
  };
  return schedule as unknown as Schedule;
}

/** The figures of a schedule, without its arrays. */
export function decodeSummary(
  engine: Engine,
  method: Method,
  n: number,
  gapTolerance: number,
): Summary {
  const figures = engine.figures();
  const value = figures.value();
  const bound = figures.bound();
  const worstCaseGap = figures.worstCaseGap();
  return {
    status: statusOf(method, bound - value, gapTolerance),
    method,
    engine: engine.name,
    value,
    meanAccuracy: n > 0 ? figures.accuracySum() / n : 0,
    bound,
    gap: bound - value,
    provenBy: isProvenByBranch(figures) ? "branch" : "prices",
    worstCaseGap: GUARANTEED.includes(method) && worstCaseGap >= 0 ? worstCaseGap : null,
    stats: statsOf(figures),
  };
}

export function statusOf(method: Method, gap: number, gapTolerance: number): Summary["status"] {
  if (method === "relax") return "bound";
  return gap <= gapTolerance ? "optimal" : "feasible";
}

/** What the solver counted. */
export function statsOf(figures: Figures): Stats {
  return {
    visits: figures.visits(),
    steps: figures.effort(),
    tried: figures.tried(),
    applied: figures.applied(),
    nodes: figures.nodes(),
  };
}

/** Copies n numbers from one place to another; returns where they are. */
export function copyNumbers<View extends Float64Array | Int32Array>(
  from: View,
  at: number,
  to: View,
  toAt: number,
  n: number,
): View {
  if (n > FEW) to.set(from.subarray(at, at + n), toAt);
  else for (let j = 0; j < n; j++) to[toAt + j] = from[at + j];
  return to;
}
