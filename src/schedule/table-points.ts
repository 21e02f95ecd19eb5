// What a request can have on a machine, from the definitions: part of `certify`, of which no code
// is the solver's.

import type { TablesInput } from "../tables/read-tables.js";

/** Code of the mode "continuous". */
const CONTINUOUS = 1;
/**
 * Sums of decimal times are off: what misses its latest end by no more than so many ulps of it ends
 * in time, as 0.1 s + 0.2 s by 0.3 s.
 */
const TIME_ULPS = 4 * 2 ** -52;
/** As many again for start, time and end, each of which is rounded by itself. */
const RUN_ULPS = 2 * TIME_ULPS;
/** Accuracies on a line are rounded; relative to those at its ends. */
const LINE_TOLERANCE = 1e-14;

/** The points of a table by time; of equal times the most accurate, of equal ones the first. */
interface Line {
  time: Float64Array;
  accuracy: Float64Array;
  /** The greatest accuracy up to here. */
  greatest: Float64Array;
  /** All points in the caller's order, and where each of them is here; -1: it does not count. */
  every: { time: Float64Array; accuracy: Float64Array };
  at: Int32Array;
  isContinuous: boolean;
}

/** Where and until when a request may run. */
export interface Place {
  line: Line;
  /** Seconds from now: when the run must have ended. */
  latest: number;
  readyAt: number;
}

/** The tables of a problem, and which of them a request meets on a machine. */
export class TablePoints {
  readonly #input: TablesInput;
  readonly #lines: Line[];

  constructor(input: TablesInput) {
    this.#input = input;
    this.#lines = Array.from(input.tableMode, (mode, i) => lineOf(input, i, mode === CONTINUOUS));
  }

  /** undefined where request j cannot run on machine r at all. */
  placeOf(j: number, r: number): Place | undefined {
    const { sizes, perTask, taskModel, machineType, latency, deadline, readyAt } = this.#input;
    const table = this.#input.tableOf[taskModel[j] * sizes.types + machineType[r]];
    const way = latency[perTask > 1 ? j * perTask + r : j];
    if (table < 0 || way === Infinity) return undefined;
    return { line: this.#lines[table], latest: deadline[j] - way, readyAt: readyAt[r] };
  }
}

function lineOf(input: TablesInput, table: number, isContinuous: boolean): Line {
  const points = [input.tableStart[table], input.tableStart[table + 1]] as const;
  const time = input.pointTime.subarray(...points);
  const accuracy = input.pointAccuracy.subarray(...points);
  const all = Array.from(time, (_, i) => i);
  all.sort((i, k) => time[i] - time[k] || accuracy[k] - accuracy[i] || i - k);
  const counting = all.filter((i, k) => k === 0 || time[i] !== time[all[k - 1]]);
  const at = new Int32Array(all.length).fill(-1);
  for (const [k, i] of counting.entries()) at[i] = k;
  let most = -Infinity;
  return {
    time: Float64Array.from(counting, (i) => time[i]),
    accuracy: Float64Array.from(counting, (i) => accuracy[i]),
    greatest: Float64Array.from(counting, (i) => {
      most = Math.max(most, accuracy[i]);
      return most;
    }),
    every: { time, accuracy },
    at,
    isContinuous,
  };
}

/** Seconds by which a run that ends by `latest` may be longer than the time that is left. */
export function slackOf({ latest, readyAt }: Place): number {
  return latest < Infinity ? TIME_ULPS * Math.max(latest, readyAt) : 0;
}

/** Seconds by which a run that ends then may differ from what its table says. */
export function roundingOf(end: number): number {
  return RUN_ULPS * end + 2 * Number.MIN_VALUE;
}

/** The greatest accuracy of all points of the table, however long. */
export function greatestOf({ line }: Place): number {
  return line.greatest[line.greatest.length - 1];
}

/**
 * The greatest accuracy that a run which has the machine to itself reaches in time. slack: seconds
 * that it may be longer.
 */
export function reachable({ line, latest, readyAt }: Place, slack: number): number {
  const { time, accuracy, greatest } = line;
  if (!(readyAt <= latest)) return -Infinity;
  const isIn = (k: number) => readyAt + time[k] <= latest || time[k] <= latest - readyAt + slack;
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isIn(middle)) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return -Infinity;
  const most = greatest[low - 1];
  if (!line.isContinuous || low === time.length) return most;
  const left = Math.max(latest - readyAt + slack, time[low - 1]);
  return Math.max(most, between(time, accuracy, low - 1, left));
}

/** The accuracy on the line from point k to the next one. */
function between(time: Float64Array, accuracy: Float64Array, k: number, seconds: number): number {
  const share = (seconds - time[k]) / (time[k + 1] - time[k]);
  return accuracy[k] + share * (accuracy[k + 1] - accuracy[k]);
}

/**
 * The most that weight * (accuracy - base) - price * time is at what ends in time and is accurate
 * enough; -Infinity where nothing is. On a line that is at one of its ends, or where it is cut.
 */
export function mostWon(
  place: Place,
  { weight, base, minAccuracy }: { weight: number; base: number; minAccuracy: number },
  price: number,
): number {
  const { line, latest, readyAt } = place;
  if (!(readyAt <= latest)) return -Infinity;
  const { time, accuracy } = line;
  const left = latest - readyAt + slackOf(place);
  let most = -Infinity;
  const weigh = (seconds: number, reached: number) => {
    most = Math.max(most, weight * (reached - base) - price * seconds);
  };
  for (let k = 0; k < time.length && time[k] <= left; k++) {
    if (accuracy[k] >= minAccuracy) weigh(time[k], accuracy[k]);
    if (!line.isContinuous || k + 1 === time.length) continue;
    const end = Math.min(time[k + 1], left);
    const atEnd = end < time[k + 1] ? between(time, accuracy, k, end) : accuracy[k + 1];
    if (end < time[k + 1] && isEnough(line, k, atEnd, minAccuracy)) weigh(end, atEnd);
    if ((accuracy[k] - minAccuracy) * (atEnd - minAccuracy) < 0) {
      const share = (minAccuracy - accuracy[k]) / (accuracy[k + 1] - accuracy[k]);
      weigh(time[k] + share * (time[k + 1] - time[k]), minAccuracy);
    }
  }
  return most;
}

/** Whether an accuracy on the line from point k on is at least so much, but for rounding. */
function isEnough({ accuracy }: Line, k: number, reached: number, least: number): boolean {
  return (
    reached >= least - toleranceOf(accuracy[k], accuracy[Math.min(k + 1, accuracy.length - 1)])
  );
}

function toleranceOf(first: number, second: number): number {
  return LINE_TOLERANCE * (Math.abs(first) + Math.abs(second));
}

/** What its table says of a run. */
export interface Run {
  /** The seconds that it may take. */
  least: number;
  most: number;
  accuracy: number;
  /** How far off the accuracy may be. */
  tolerance: number;
}

/**
 * That of a run of so many seconds at a point of the caller's table; rounding: by how much they may
 * be off. undefined where the table has no such point.
 */
export function runOf(
  { line }: Place,
  variant: number,
  seconds: number,
  rounding: number,
): Run | undefined {
  if (!(Number.isInteger(variant) && variant >= 0 && variant < line.every.time.length)) {
    return undefined;
  }
  const least = line.every.time[variant];
  const k = line.at[variant];
  if (!line.isContinuous || k < 0 || k + 1 === line.time.length) {
    return { least, most: least, accuracy: line.every.accuracy[variant], tolerance: 0 };
  }
  const { time, accuracy } = line;
  const most = time[k + 1];
  const slope = Math.abs(accuracy[k + 1] - accuracy[k]) / (most - least);
  return {
    least,
    most,
    accuracy: between(time, accuracy, k, Math.min(Math.max(seconds, least), most)),
    tolerance: toleranceOf(accuracy[k], accuracy[k + 1]) + slope * rounding,
  };
}
