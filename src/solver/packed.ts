// Problems with curves and their schedules as flat numbers, many at once: what is kept between
// reading and solving, and what threads are sent without copying.

import type { Engine } from "../engine/engine.js";
import { countOf, FIELDS, MACHINE_FIELDS, type Size, TASK_FIELDS } from "../problem/fields.js";
import { copyNumbers, PLACES, TASK_BYTES } from "../schedule/decode.js";
import { CURVES } from "../schedule/to-json.js";
import type { EngineName, InputColumns, Method, Schedule } from "../types/index.js";

/** Problems, one after the other. */
export interface PackedProblems {
  /** n and m of each. */
  sizes: Int32Array<ArrayBuffer>;
  /** The columns of each, in the order of FIELDS. */
  numbers: Float64Array<ArrayBuffer>;
}

/** Their schedules, by one method of one engine. */
export interface PackedSchedules {
  method: Method;
  engine: EngineName;
  /** TASK_BYTES per task, schedule after schedule; the columns of each begin at PLACES. */
  block: ArrayBuffer;
  /** FIGURES numbers per schedule. */
  figures: Float64Array<ArrayBuffer>;
}

const FIGURES = 11;
const STATUSES: readonly Schedule["status"][] = ["optimal", "feasible", "bound"];
const PROOFS: readonly Schedule["provenBy"][] = ["prices", "branch"];

/** How many numbers a problem takes. */
export function numbersOf({ n, m }: Size): number {
  return MACHINE_FIELDS.length * m + TASK_FIELDS.length * n;
}

/** Copies a problem out of its columns to `at`; returns where the next one begins. */
export function pack(columns: InputColumns, size: Size, to: Float64Array, at: number): number {
  let next = at;
  for (const field of FIELDS) {
    const length = countOf(field, size);
    copyNumbers(columns[field.name], 0, to, next, length);
    next += length;
  }
  return next;
}

/** Copies it back into columns that have room for it. */
export function unpack(from: Float64Array, at: number, size: Size, columns: InputColumns): number {
  let next = at;
  for (const field of FIELDS) {
    const length = countOf(field, size);
    copyNumbers(from, next, columns[field.name], 0, length);
    next += length;
  }
  return next;
}

/**
 * Solves packed problems one after the other. answer: solves what is in the engine's buffers, and
 * lays the schedule out from byte `at` of a block; undefined: it was told to give up.
 */
export function solvePacked(
  engine: Engine,
  { sizes, numbers }: PackedProblems,
  proves: boolean,
  answer: (size: Size, block: ArrayBuffer, at: number) => Schedule | undefined,
): PackedSchedules | undefined {
  const count = sizes.length / 2;
  let tasks = 0;
  for (let k = 0; k < count; k++) tasks += sizes[2 * k];
  const block = new ArrayBuffer(TASK_BYTES * tasks);
  const figures = new Float64Array(FIGURES * count);
  let packed: PackedSchedules | undefined;
  let [at, byte] = [0, 0];
  for (let k = 0; k < count; k++) {
    const size = { n: sizes[2 * k], m: sizes[2 * k + 1] };
    at = unpack(numbers, at, size, engine.reserve(size.n, size.m, proves));
    const schedule = answer(size, block, byte);
    if (!schedule) return undefined;
    byte += TASK_BYTES * size.n;
    packFigures(schedule, figures, FIGURES * k);
    packed ??= { method: schedule.method, engine: schedule.engine, block, figures };
  }
  return packed;
}

function packFigures(schedule: Schedule, to: Float64Array, at: number): void {
  const { status, value, bound, meanAccuracy, provenBy, worstCaseGap, stats } = schedule;
  to[at] = value;
  to[at + 1] = bound;
  to[at + 2] = meanAccuracy;
  to[at + 3] = worstCaseGap ?? Number.NaN;
  to[at + 4] = STATUSES.indexOf(status);
  to[at + 5] = PROOFS.indexOf(provenBy);
  to[at + 6] = stats.visits;
  to[at + 7] = stats.steps;
  to[at + 8] = stats.tried;
  to[at + 9] = stats.applied;
  to[at + 10] = stats.nodes;
}

/** The schedules, whose arrays are views on the block. sizes: of the problems. */
export function unpackSchedules(
  { method, engine, block, figures }: PackedSchedules,
  sizes: Int32Array,
): Schedule[] {
  const schedules: Schedule[] = [];
  let byte = 0;
  for (let k = 0; 2 * k < sizes.length; k++) {
    const n = sizes[2 * k];
    const f = FIGURES * k;
    const worst = figures[f + 3];
    const doubles = (place: number) => new Float64Array(block, byte + place * n, n);
    const integers = (place: number) => new Int32Array(block, byte + place * n, n);
    const schedule = {
      __proto__: CURVES,
      status: STATUSES[figures[f + 4]],
      method,
      engine,
      machine: integers(PLACES.machine),
      start: doubles(PLACES.start),
      end: doubles(PLACES.end),
      work: doubles(PLACES.work),
      accuracy: doubles(PLACES.accuracy),
      value: figures[f],
      meanAccuracy: figures[f + 2],
      bound: figures[f + 1],
      gap: figures[f + 1] - figures[f],
      provenBy: PROOFS[figures[f + 5]],
      worstCaseGap: Number.isNaN(worst) ? null : worst,
      price: doubles(PLACES.price),
      order: integers(PLACES.order),
      stats: {
        visits: figures[f + 6],
        steps: figures[f + 7],
        tried: figures[f + 8],
        applied: figures[f + 9],
        nodes: figures[f + 10],
      },
    };
    schedules.push(schedule as unknown as Schedule);
    byte += TASK_BYTES * n;
  }
  return schedules;
}
