// Means, quantiles and fairness.

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The p-quantile, 0 <= p <= 1, linear between neighbours; NaN of nothing. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = p * (sorted.length - 1);
  const below = Math.floor(at);
  if (at === below) return sorted[below]; // next to it may be Infinity
  return sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

/**
 * Jain's fairness index (sum a)^2 / (n sum a^2): 1 where all are equal, 1/n where one has all; NaN
 * where nobody has anything. Jain, Chiu, Hawe: DEC-TR-301 (1984).
 */
export function jain(values: ArrayLike<number>): number {
  let sum = 0;
  let squares = 0;
  for (let k = 0; k < values.length; k++) {
    sum += values[k];
    squares += values[k] ** 2;
  }
  return sum ** 2 / (values.length * squares);
}
