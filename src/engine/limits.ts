// Options -> a run of the engine: their defaults, and when a search stops. The only place that
// reads a clock.

import { CONTINUOUS } from "../../assembly/codes.js";
import type { TablesInput } from "../tables/read-tables.js";
import type { Method, Options } from "../types/index.js";
import type { Buffers } from "./buffers.js";
import type { Figures } from "./core.js";
import type { Engine } from "./engine.js";
import { keepTime } from "./pace.js";
import { type Control, QUANTUM } from "./slices.js";
import type { TablesEngine } from "./tables-engine.js";

/**
 * Default steps: per task, at least and at most; some 4 ms for 50 tasks, 0.5 s for any number. It
 * is where the loss over time has its knee: all windows have been dealt out by then, and ten times
 * as many win less than the last half of it (docs/curves.md).
 */
const STEPS_PER_TASK = 10_000;
const LEAST_STEPS = 3e5;
const MOST_STEPS = 1e8;
/** Default steps of "exact": some 50 s. */
const PROOF_STEPS = 1e10;
/** Laying out the answer takes up to so much of what reading and the start took (measured). */
const LAYOUT = 0.5;

/** The same of problems with tables. */
const TABLES_STEPS_PER_TASK = 100_000;
/** As much more for a task as there are others: it may change places with each. */
const TABLES_STEPS_PER_PAIR = 500;
const LEAST_TABLES_STEPS = 4e6;
const MOST_TABLES_STEPS = 3e8;
const TABLES_PROOF_STEPS = 1e10;
const TABLES_LAYOUT = 0.75;
/** Of "exact" where a table is continuous, which has no proof: so many times that of "search". */
const LONGER = 10;

/** Default levels of "levels", those of the paper. */
const LEVELS = [0.27, 0.55, 0.82];

/** When a call begins, whose `timeMs` counts from then on; NaN: it has none. */
export function beginning({ limits }: Options): number {
  return limits?.timeMs === undefined ? Number.NaN : clock().now();
}

/**
 * Solves what is in the engine's buffers; returns the options that reading the answer takes. begin:
 * of the call; atEnd: see Control.
 */
export function run(
  engine: Engine,
  buffers: Buffers,
  n: number,
  m: number,
  options: Options,
  begin: number,
  atEnd?: () => void,
): { method: Method; gapTolerance: number } {
  const { method = "search", gapTolerance = 1e-6 * n } = options;
  const { boundMethod = method === "search" || method === "exact" ? "preemptive" : "relax" } =
    options;
  if (method === "levels") writeLevels(engine, buffers, options);
  const most = Math.min(Math.max(STEPS_PER_TASK * n, LEAST_STEPS), MOST_STEPS);
  const standard = method === "exact" ? PROOF_STEPS : most;
  const next = slicing(engine, options, begin, LAYOUT);
  const steps = mostSteps(options, standard);
  engine.run(n, m, method, boundMethod, { gapTolerance, steps, next, atEnd });
  return { method, gapTolerance };
}

/** The same for a problem with tables that is in the buffers of its engine. */
export function runTables(
  engine: TablesEngine,
  input: TablesInput,
  options: Options,
  begin: number,
): { method: Method; gapTolerance: number } {
  const { n } = input.sizes;
  const { method = "search", gapTolerance = 1e-6 * n } = options;
  const perTask = TABLES_STEPS_PER_TASK + TABLES_STEPS_PER_PAIR * n;
  const wanted = Math.max(perTask * n, LEAST_TABLES_STEPS);
  const most = Math.min(wanted, MOST_TABLES_STEPS);
  const proof = input.tableMode.includes(CONTINUOUS) ? LONGER * most : TABLES_PROOF_STEPS;
  const standard = method === "exact" ? proof : most;
  const next = slicing(engine, options, begin, TABLES_LAYOUT);
  engine.run(input, method, { gapTolerance, steps: mostSteps(options, standard), next });
  return { method, gapTolerance };
}

function writeLevels(
  engine: Engine,
  { levels: to }: Buffers,
  { levels = LEVELS, reading = "highest-fit" }: Options,
): void {
  to.set(levels);
  engine.setLevels(levels.length, reading);
}

/** The steps at which a search stops; standard: by default. */
function mostSteps({ limits: { steps, timeMs } = {} }: Options, standard: number): number {
  return steps ?? (timeMs === undefined ? standard : Infinity);
}

/** The slices of a search (`Control.next`) where time is short or the caller wants to hear. */
function slicing(
  engine: { figures(): Figures },
  { limits: { timeMs = Infinity } = {}, onProgress }: Options,
  begin: number,
  layout: number,
): Control["next"] {
  const now = () => clock().now();
  const next = timeMs < Infinity ? keepTime(now, begin, timeMs, layout) : undefined;
  if (!onProgress) return next;
  let due = QUANTUM;
  return (done) => {
    if (done >= due) {
      due = done + QUANTUM;
      const { valueFound, bound, effort, nodes } = engine.figures();
      const progress = { value: valueFound(), bound: bound(), steps: effort(), nodes: nodes() };
      if (onProgress(progress) === false) return undefined;
    }
    return next ? next(done) : due;
  };
}

/** QuickJS and other bare engines have the date alone, in whole milliseconds. */
function clock(): { now(): number } {
  return typeof performance === "undefined" ? Date : performance;
}
