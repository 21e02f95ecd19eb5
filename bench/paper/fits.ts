// Fits base + gain (1 - exp(-theta t)) to measured points by least squares with one, two or three
// parameters free: what each of them is good for. (`fitCurve` of the package has three, base >= 0.)

import type { Point } from "../../examples/curves.js";

export interface Fit {
  /** 1/s. */
  theta: number;
  base: number;
  gain: number;
  /** Root of the mean squared error, and the greatest error, in accuracy points (percent). */
  rms: number;
  worst: number;
}

/**
 * How many of theta, gain and base are free: 1: theta alone, base 0 and gain 1; 2: base 0; 3: all.
 */
export type Parameters = 1 | 2 | 3;

/**
 * For each theta the best gain and base are a linear regression; theta by golden sections on its
 * logarithm.
 */
export function fitFree(points: readonly Point[], parameters: Parameters): Fit {
  const shortest = Math.min(...points.map(({ time }) => time));
  const longest = Math.max(...points.map(({ time }) => time));
  // from a nearly straight line over the points to a step before the first of them
  let low = Math.log(0.05 / longest);
  let high = Math.log(10 / shortest);
  const ratio = (Math.sqrt(5) - 1) / 2;
  const rms = (logarithm: number) => regress(points, Math.exp(logarithm), parameters).rms;
  for (let k = 0; k < 100; k++) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    if (rms(left) < rms(right)) high = right;
    else low = left;
  }
  return regress(points, Math.exp((low + high) / 2), parameters);
}

function regress(points: readonly Point[], theta: number, parameters: Parameters): Fit {
  const xs = points.map(({ time }) => -Math.expm1(-theta * time));
  const ys = points.map(({ accuracy }) => accuracy);
  const { base, gain } = line(xs, ys, parameters);
  const errors = xs.map((x, k) => 100 * Math.abs(base + gain * x - ys[k]));
  return {
    theta,
    base,
    gain,
    rms: Math.sqrt(mean(errors.map((error) => error ** 2))),
    worst: Math.max(...errors),
  };
}

/** The line base + gain x nearest to points, as far as its parameters are free. */
function line(xs: number[], ys: number[], parameters: Parameters): { base: number; gain: number } {
  if (parameters === 1) return { base: 0, gain: 1 };
  const [meanX, meanY] = parameters === 3 ? [mean(xs), mean(ys)] : [0, 0];
  const covariance = mean(xs.map((x, k) => (x - meanX) * (ys[k] - meanY)));
  const gain = covariance / mean(xs.map((x) => (x - meanX) ** 2));
  return { base: meanY - gain * meanX, gain };
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The points that none beats, slowest last: on the concave, non-decreasing curve above all of
 * them.
 */
export function concaveHull(points: readonly Point[]): Point[] {
  const hull: Point[] = [];
  const sorted = [...points].sort((a, b) => a.time - b.time || b.accuracy - a.accuracy);
  for (const point of sorted) {
    if (hull.length > 0 && point.accuracy <= (hull.at(-1) as Point).accuracy) continue;
    while (hull.length > 1 && slope(hull.at(-2), point) >= slope(hull.at(-2), hull.at(-1))) {
      hull.pop();
    }
    hull.push(point);
  }
  return hull;
}

function slope(from: Point | undefined, to: Point | undefined): number {
  if (!from || !to) return Number.NaN;
  return (to.accuracy - from.accuracy) / (to.time - from.time);
}
