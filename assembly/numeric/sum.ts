// Sums in two parts, so that what rounding takes is not lost.

/** What rounding took from a + b when it gave sum: exact (Knuth's two-sum). */
export function roundingOf(a: f64, b: f64, sum: f64): f64 {
  const part = sum - a;
  return a - (sum - part) + (b - part);
}
