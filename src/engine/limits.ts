// Options -> a run of the engine: their defaults, and when a search stops. The only place that
// reads a clock.

import { CONTINUOUS } from "../../assembly/codes.js";
import type { TablesInput } from "../tables/read-tables.js";
import type { Method, Options } from "../types/index.js";
import type { Buffers } from "./buffers.js";
import type { Figures } from "./core.js";
import type { Engine } from "./engine.js";
import type { Control } from "./slices.js";
import type { TablesEngine } from "./tables-engine.js";

/**
 * Default work: a task, at least and at most; some 2 ms for 50 tasks, 0.5 s for any number. It is at
 * the knee of loss over time: ten times the work finds a fifth of the loss that is left (measured).
 */
const WORK_PER_TASK = 5000;
const LEAST_WORK = 2e5;
const MOST_WORK = 1e8;
/** Default work of "exact": some 50 s. */
const PROOF_WORK = 1e10;
/** Far more than any machine does in a millisecond. */
const WORK_PER_MS = 1e6;

/** The same of problems with tables. */
const TABLES_WORK_PER_TASK = 100_000;
/** As much more for a task as there are others: it may change places with each. */
const TABLES_WORK_PER_PAIR = 500;
const LEAST_TABLES_WORK = 4e6;
const MOST_TABLES_WORK = 3e8;
const TABLES_PROOF_WORK = 1e10;
/** Of "exact" where a table is continuous, which has no proof: so many times that of "search". */
const LONGER = 10;

/** Default levels of "levels", those of the paper. */
const LEVELS = [0.27, 0.55, 0.82];

/**
 * Solves what is in the engine's buffers; returns the options that reading the answer takes. atEnd:
 * see Control.
 */
export function run(
  engine: Engine,
  buffers: Buffers,
  n: number,
  m: number,
  options: Options,
  atEnd?: () => void,
): { method: Method; tolerance: number } {
  const { method = "search", tolerance = 1e-6 * n } = options;
  const { bound = method === "search" || method === "exact" ? "preemptive" : "relax" } = options;
  if (method === "levels") writeLevels(engine, buffers, options);
  const standard = method === "exact" ? PROOF_WORK : Math.min(WORK_PER_TASK * n, MOST_WORK);
  engine.run(n, m, method, bound, control(engine, standard, tolerance, options, atEnd));
  return { method, tolerance };
}

/** The same for a problem with tables that is in the buffers of its engine. */
export function runTables(
  engine: TablesEngine,
  input: TablesInput,
  options: Options,
): { method: Method; tolerance: number } {
  const { n } = input.sizes;
  const { method = "search", tolerance = 1e-6 * n } = options;
  const perTask = TABLES_WORK_PER_TASK + TABLES_WORK_PER_PAIR * n;
  const wanted = Math.max(perTask * n, LEAST_TABLES_WORK);
  const most = Math.min(wanted, MOST_TABLES_WORK);
  const proof = input.tableMode.includes(CONTINUOUS) ? LONGER * most : TABLES_PROOF_WORK;
  const standard = method === "exact" ? proof : most;
  engine.run(input, method, control(engine, standard, tolerance, options));
  return { method, tolerance };
}

function writeLevels(
  engine: Engine,
  { levels: to }: Buffers,
  { levels = LEVELS, reading = "highest-fit" }: Options,
): void {
  to.set(levels);
  engine.setLevels(levels.length, reading);
}

/** When the search of an engine stops; standard: its work by default. */
function control(
  engine: { figures(): Figures },
  standard: number,
  tolerance: number,
  { limits = {}, onProgress }: Options,
  atEnd?: () => void,
): Control {
  const { timeMs } = limits;
  const { work = timeMs === undefined ? standard : WORK_PER_MS * timeMs } = limits;
  if (timeMs === undefined && !onProgress) return { tolerance, work };
  const end = timeMs === undefined ? Infinity : clock().now() + timeMs;
  const goesOn = () => {
    if (end < Infinity && clock().now() >= end) return false;
    const { valueFound, bound, effort, nodes } = engine.figures();
    const progress = { value: valueFound(), bound: bound(), work: effort(), nodes: nodes() };
    return onProgress?.(progress) !== false;
  };
  return {
    tolerance,
    work,
    isTime: limits.work === undefined && timeMs !== undefined,
    goesOn,
    atEnd,
  };
}

/** QuickJS and other bare engines have the date alone, in whole milliseconds. */
function clock(): { now(): number } {
  return typeof performance === "undefined" ? Date : performance;
}
