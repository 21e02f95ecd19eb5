// Fits base + gain (1 - exp(-theta t)) to measured points (time, accuracy) by least squares.

export interface Point {
  /** Seconds. */
  time: number;
  /** Between 0 and 1. */
  accuracy: number;
}

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
 * For each theta the best base and gain are a linear regression; theta by golden sections on its
 * logarithm.
 */
export function fitCurve(points: readonly Point[]): Fit {
  const shortest = Math.min(...points.map(({ time }) => time));
  const longest = Math.max(...points.map(({ time }) => time));
  // from a nearly straight line over the points to a step before the first of them
  let low = Math.log(0.05 / longest);
  let high = Math.log(10 / shortest);
  const ratio = (Math.sqrt(5) - 1) / 2;
  for (let k = 0; k < 100; k++) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    if (regress(points, Math.exp(left)).rms < regress(points, Math.exp(right)).rms) high = right;
    else low = left;
  }
  return regress(points, Math.exp((low + high) / 2));
}

function regress(points: readonly Point[], theta: number): Fit {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const xs = points.map(({ time }) => -Math.expm1(-theta * time));
  const ys = points.map(({ accuracy }) => accuracy);
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const covariance = mean(xs.map((x, k) => (x - meanX) * (ys[k] - meanY)));
  const gain = covariance / mean(xs.map((x) => (x - meanX) ** 2));
  const base = meanY - gain * meanX;
  const errors = xs.map((x, k) => 100 * Math.abs(base + gain * x - ys[k]));
  return {
    theta,
    base,
    gain,
    rms: Math.sqrt(mean(errors.map((error) => error ** 2))),
    worst: Math.max(...errors),
  };
}

/** Time at which a fitted curve reaches an accuracy; Infinity where it does not. */
export function timeFor({ theta, base, gain }: Fit, accuracy: number): number {
  const left = 1 - (accuracy - base) / gain;
  return left > 0 ? Math.max(0, -Math.log(left) / theta) : Number.POSITIVE_INFINITY;
}
