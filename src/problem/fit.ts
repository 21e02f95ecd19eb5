// Fits base + gain (1 - exp(-theta t)) to measured points by least squares. For a fixed theta the
// best base and gain are those of a line. theta is the best of a grid, then a zero of the
// derivative.

import type { FittedCurve, MeasuredColumns, MeasuredPoint } from "../types/index.js";
import { errorOf } from "./errors.js";
import { isColumn, isObject, isRows, isWithin } from "./kinds.js";
import { wrong, wrongCount, wrongType } from "./messages.js";

/** Sorted, times as shares of the longest. */
interface Points {
  times: number[];
  accuracies: number[];
  /** The least base allowed. */
  floor: number;
}

interface Fit {
  theta: number;
  base: number;
  gain: number;
  /** Sum of squared differences. */
  squares: number;
  /** Derivative of `squares` by ln theta, up to a positive factor. */
  slope: number;
}

/** theta * longest time of the straightest curve: it rises by 0.25 % of its height above a line. */
const STRAIGHT = 0.01;
/** theta * shortest time of the steepest: 0.005 % of what there is to gain is left at the first. */
const STEEP = 10;
/** Step of ln theta: if two minima are this near, either is good enough. */
const STEP = 0.05;
/** How many halvings reduce two steps to rounding. */
const HALVINGS = 52;

/**
 * Finds the curve base + gain (1 - exp(-theta time)), gain > 0, that is nearest to measured points.
 *
 * Use its parameters in a task whose work has the same unit as the times. Check `error` first: the
 * root mean squared error in accuracy points. Networks specialised from one Once-for-all network
 * have an error of 0.02 to 0.22. Families of separate networks (timm: 45 on five devices) have an
 * error of 0.03 to 3.1, and a single network up to 5.7. A power law, exp(-1.7 k^-0.4), has an error
 * of 5.9: this is the accuracy after k = 1 to 10,000 attempts (pass@k). If the error is large,
 * solve a problem with the table itself: `models`.
 *
 * The curve is valid only between the shortest and the longest measured time. A negative base is
 * replaced by 0 (or by the least accuracy, if that is negative). If no curve is nearer than a line,
 * or if there are only two times, theta is 0.01 / the longest time. The order of the points and
 * their unit of time do not matter.
 *
 * **Cost.** O(k (log k + log(longest / shortest time))) for k points.
 *
 * @example
 * import { fitCurve } from "dsct";
 *
 * const time = [0.008, 0.016, 0.03, 0.064];
 * const curve = fitCurve({ time, accuracy: [0.714, 0.755, 0.784, 0.802] });
 * const { theta, base, gain } = curve;
 * const task = { deadline: 0.1, theta, base, gain, maxWork: 0.064 };
 *
 * task.theta; // 73.6
 * curve.error; // 0.10
 *
 * @param points at least two different times, >= 0, and the accuracies, as rows or as columns
 * @returns the parameters of the curve, and its error
 * @throws TypeError for a value that is not a number. RangeError for a number out of its range, for
 *   fewer than two different times, and if the accuracy does not rise: `RangeError: points have 1
 *   different times; expected at least 2`.
 */
export function fitCurve(points: readonly MeasuredPoint[] | MeasuredColumns): FittedCurve {
  const { times, accuracies } = isRows(points) ? readRows(points) : readColumns(points);
  const order = [...times.keys()].sort(
    (i, j) => times[i] - times[j] || accuracies[i] - accuracies[j],
  );
  const sorted = order.map((k) => times[k]);
  const distinct = new Set(sorted).size;
  if (distinct < 2) noCurve(`points have ${distinct} different times; expected at least 2`);
  const longest = sorted[sorted.length - 1];
  const least = accuracies.reduce((a, b) => Math.min(a, b));
  const scaled: Points = {
    times: sorted.map((time) => time / longest),
    accuracies: order.map((k) => accuracies[k]),
    floor: Math.min(0, least),
  };
  const { base, gain, theta } = distinct === 2 ? fitAt(scaled, STRAIGHT) : nearest(scaled);
  // rounding may turn equal accuracies into a rise
  if (!(gain > 0) || accuracies.every((accuracy) => accuracy === least))
    noCurve("points fall or stay level; expected accuracies that rise with time");
  const errors = scaled.times.map((time, k) =>
    Math.abs(base - gain * Math.expm1(-theta * time) - scaled.accuracies[k]),
  );
  return {
    base,
    gain,
    theta: theta / longest,
    error: 100 * Math.sqrt(mean(errors.map((error) => error * error))),
    maxError: 100 * errors.reduce((a, b) => Math.max(a, b)),
  };
}

function noCurve(message: string): never {
  throw errorOf("NO_CURVE", "points", message);
}

/** The best of a grid over ln theta, then where the derivative passes zero beside it. */
function nearest(points: Points): Fit {
  const shortest = points.times.find((time) => time > 0) as number;
  const steepest = Math.min(STEEP / shortest / STRAIGHT, Number.MAX_VALUE);
  const count = Math.ceil(Math.log(steepest) / STEP);
  const at = (k: number) => fitAt(points, STRAIGHT * Math.exp(k * STEP));
  let place = 0;
  let best = at(0);
  for (let k = 1; k <= count; k++) {
    const fit = at(k);
    if (!isNearer(fit, best)) continue;
    place = k;
    best = fit;
  }
  let [low, high] = [Math.max(0, place - 1), Math.min(count, place + 1)];
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (low + high) / 2;
    if (at(middle).slope < 0) low = middle;
    else high = middle;
  }
  const refined = at(high);
  return isNearer(best, refined) ? best : refined;
}

/** A curve that rises is better than any that does not. */
function isNearer(one: Fit, other: Fit): boolean {
  return one.gain > 0 && (!(other.gain > 0) || one.squares < other.squares);
}

/** The best base and gain for a theta. */
function fitAt({ times, accuracies, floor }: Points, theta: number): Fit {
  const rises = times.map((time) => -Math.expm1(-theta * time));
  const [meanRise, meanAccuracy] = [mean(rises), mean(accuracies)];
  let gain = slopeOf(rises, meanRise, accuracies, meanAccuracy);
  let base = meanAccuracy - gain * meanRise;
  if (base < floor) {
    base = floor;
    gain = slopeOf(rises, 0, accuracies, floor);
  }
  let squares = 0;
  let slope = 0;
  for (const [k, rise] of rises.entries()) {
    const left = accuracies[k] - base - gain * rise;
    squares += left * left;
    slope -= left * times[k] * (1 - rise);
  }
  return { theta, base, gain, squares, slope };
}

/** Slope of the line through a given point that is nearest to all points. */
function slopeOf(xs: number[], x0: number, ys: number[], y0: number): number {
  let product = 0;
  let square = 0;
  for (const [k, x] of xs.entries()) {
    product += (x - x0) * (ys[k] - y0);
    square += (x - x0) ** 2;
  }
  return product / square;
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

interface Read {
  times: number[];
  accuracies: number[];
}

function readRows(points: readonly MeasuredPoint[]): Read {
  const read: Read = { times: [], accuracies: [] };
  for (let k = 0; k < points.length; k++) {
    const row: unknown = points[k];
    if (!isObject(row)) wrongType(`points[${k}]`, row, "an object with time and accuracy");
    const { time, accuracy } = row;
    read.times.push(timeAt(time, `points[${k}].time`));
    read.accuracies.push(accuracyAt(accuracy, `points[${k}].accuracy`));
  }
  return read;
}

function readColumns(points: MeasuredColumns): Read {
  if (!isObject(points)) wrongType("points", points, "an array of points or an object of columns");
  const { time, accuracy } = points;
  if (!isColumn(time)) wrongType("points.time", time, "an array of numbers");
  if (!isColumn(accuracy)) wrongType("points.accuracy", accuracy, "an array of numbers");
  const [times, accuracies] = [Array.from<unknown>(time), Array.from<unknown>(accuracy)];
  if (accuracies.length !== times.length) {
    const expected = `${times.length}, as in points.time`;
    wrongCount("LENGTH_MISMATCH", "points.accuracy", accuracies.length, expected);
  }
  return {
    times: times.map((value, k) => timeAt(value, `points.time[${k}]`)),
    accuracies: accuracies.map((value, k) => accuracyAt(value, `points.accuracy[${k}]`)),
  };
}

function timeAt(value: unknown, path: string): number {
  return isWithin(value, 0, Number.MAX_VALUE) ? value : wrong(path, value, "number >= 0");
}

function accuracyAt(value: unknown, path: string): number {
  const most = Number.MAX_VALUE;
  return isWithin(value, -most, most) ? value : wrong(path, value, "finite number");
}
