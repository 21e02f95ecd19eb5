// exp, expm1 and ln from + - * / and bits alone, so that every platform gives the same doubles:
// Math.exp and Math.log differ between engines. Each is within 1 ulp of the exact value
// (test/math.test.ts).

/**
 * ln 2 in two parts; the first has 32 significant bits, so that k * LN2_HIGH is exact for |k| <
 * 2^21.
 */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const LOG2_E = 1.4426950408889634;
/** 1.5 * 2^52: adding and subtracting it rounds to the nearest integer. */
const ROUNDER = 6755399441055744;
/** The upper half of the bits of sqrt(1/2). */
const SQRT_HALF_HIGH = 0x3fe6a09e;
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_54 = 18014398509481984;

/**
 * One double and its bits: low half, high half. Every platform of today stores the low half first.
 */
const double = new Float64Array(1);
const bits = new Int32Array(double.buffer);

/** 2^k for -1022 <= k <= 1023. */
export function powerOfTwo(k: number): number {
  bits[0] = 0;
  bits[1] = (k + 1023) << 20;
  return double[0];
}

/** floor(log2 x) for a normal x > 0; -1023 for a subnormal one. */
export function exponent(x: number): number {
  double[0] = x;
  return (bits[1] >> 20) - 1023;
}

/** e^r - 1 for |r| <= ln(2)/2, r = high + low: Taylor to r^13 / 13!, remainder below 2^-56 of r. */
function expm1Reduced(high: number, low: number): number {
  const r = high + low;
  const lost = high - r + low;
  const r2 = r * r;
  const r4 = r2 * r2;
  const q0 = 1 / 2 + r * (1 / 6);
  const q1 = 1 / 24 + r * (1 / 120);
  const q2 = 1 / 720 + r * (1 / 5040);
  const q3 = 1 / 40320 + r * (1 / 362880);
  const q4 = 1 / 3628800 + r * (1 / 39916800);
  const q5 = 1 / 479001600 + r * (1 / 6227020800);
  const q = q0 + r2 * q1 + r4 * (q2 + r2 * q3 + r4 * (q4 + r2 * q5));
  return r + (lost + r2 * q);
}

/** e^x. 0 below -745.2, Infinity above 709.8. */
export function exp(x: number): number {
  if (x < -745.2) return 0;
  if (x > 709.8) return Infinity;
  const k = x * LOG2_E + ROUNDER - ROUNDER;
  const y = 1 + expm1Reduced(x - k * LN2_HIGH, -k * LN2_LOW);
  const half = k >> 1; // in two steps: 2^k itself may be subnormal or too large
  return y * powerOfTwo(half) * powerOfTwo(k - half);
}

/** e^x - 1 for x <= 0, with full relative accuracy near 0. */
export function expm1(x: number): number {
  const y = Math.max(x, -40); // e^-40 < 2^-57: the result is -1 from there on
  const k = y * LOG2_E + ROUNDER - ROUNDER;
  const scale = powerOfTwo(k);
  return scale * expm1Reduced(y - k * LN2_HIGH, -k * LN2_LOW) + (scale - 1);
}

/** Natural logarithm of x > 0, subnormal numbers included. */
export function ln(x: number): number {
  let k = 0;
  double[0] = x;
  if (x < SMALLEST_NORMAL) {
    double[0] = x * TWO_54;
    k = -54;
  }
  // x = 2^shift m with sqrt(1/2) <= m < sqrt(2)
  const shift = (bits[1] - SQRT_HALF_HIGH) >> 20;
  bits[1] -= shift << 20;
  return lnReduced(double[0], k + shift);
}

/**
 * ln(2^k m) for sqrt(1/2) <= m < sqrt(2): 2 atanh(s) with s = (m-1)/(m+1), series to s^21,
 * remainder < 2^-56.
 */
function lnReduced(m: number, k: number): number {
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  const z2 = z * z;
  const z4 = z2 * z2;
  const r0 = 2 / 3 + z * (2 / 5);
  const r1 = 2 / 7 + z * (2 / 9);
  const r2 = 2 / 11 + z * (2 / 13);
  const r3 = 2 / 15 + z * (2 / 17);
  const r4 = 2 / 19 + z * (2 / 21);
  const r = z * (r0 + z2 * r1 + z4 * (r2 + z2 * r3 + z4 * r4));
  // 2s + s r = f - s (f - r), where only the last, small term carries the rounding of the division
  return k * LN2_HIGH + (f - (s * (f - r) - k * LN2_LOW));
}

/** What rounding took from a + b when it gave sum: exact (Knuth's two-sum). */
export function roundingOf(a: number, b: number, sum: number): number {
  const part = sum - a;
  return a - (sum - part) + (b - part);
}
