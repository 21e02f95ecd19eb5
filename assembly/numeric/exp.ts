// exp and expm1 from + - * / and bits alone, so that every platform gives the same doubles:
// Math.exp differs between engines. Each is within 1 ulp of the exact value (test/math.test.ts).

import { powerOfTwo } from "./bits";
import { line, minus, plus, times } from "./lanes";

/**
 * ln 2 in two parts; the first has 32 significant bits, so that k * LN2_HIGH is exact for |k| <
 * 2^21.
 */
export const LN2_HIGH: f64 = 0.6931471803691238;
export const LN2_LOW: f64 = 1.9082149292705877e-10;
const LOG2_E: f64 = 1.4426950408889634;
/** 1.5 * 2^52: adding and subtracting it rounds to the nearest integer. */
export const ROUNDER: f64 = 6755399441055744;

/** e^r - 1 for |r| <= ln(2)/2, r = high + low: Taylor to r^13 / 13!, remainder below 2^-56 of r. */
function expm1Reduced(high: f64, low: f64): f64 {
  const r = high + low;
  const lost = high - r + low;
  const r2 = r * r;
  const r4 = r2 * r2;
  const q0 = 1.0 / 2.0 + r * (1.0 / 6.0);
  const q1 = 1.0 / 24.0 + r * (1.0 / 120.0);
  const q2 = 1.0 / 720.0 + r * (1.0 / 5040.0);
  const q3 = 1.0 / 40320.0 + r * (1.0 / 362880.0);
  const q4 = 1.0 / 3628800.0 + r * (1.0 / 39916800.0);
  const q5 = 1.0 / 479001600.0 + r * (1.0 / 6227020800.0);
  const q = q0 + r2 * q1 + r4 * (q2 + r2 * q3 + r4 * (q4 + r2 * q5));
  return r + (lost + r2 * q);
}

/** e^x. 0 below -745.2, Infinity above 709.8. */
export function exp(x: f64): f64 {
  if (x < -745.2) return 0;
  if (x > 709.8) return Infinity;
  const k = x * LOG2_E + ROUNDER - ROUNDER;
  const y = 1 + expm1Reduced(x - k * LN2_HIGH, -k * LN2_LOW);
  const half = <i32>k >> 1; // in two steps: 2^k itself may be subnormal or too large
  return y * powerOfTwo(half) * powerOfTwo(<i32>k - half);
}

/** e^x - 1 for x <= 0, with full relative accuracy near 0. */
export function expm1(x: f64): f64 {
  const y = max(x, -40); // e^-40 < 2^-57: the result is -1 from there on
  const k = y * LOG2_E + ROUNDER - ROUNDER;
  const scale = powerOfTwo(<i32>k);
  return scale * expm1Reduced(y - k * LN2_HIGH, -k * LN2_LOW) + (scale - 1);
}

function expm1ReducedPair(high: v128, low: v128): v128 {
  const r = plus(high, low);
  const lost = plus(minus(high, r), low);
  const r2 = times(r, r);
  const r4 = times(r2, r2);
  const q0 = line(1.0 / 2.0, 1.0 / 6.0, r);
  const q1 = line(1.0 / 24.0, 1.0 / 120.0, r);
  const q2 = line(1.0 / 720.0, 1.0 / 5040.0, r);
  const q3 = line(1.0 / 40320.0, 1.0 / 362880.0, r);
  const q4 = line(1.0 / 3628800.0, 1.0 / 39916800.0, r);
  const q5 = line(1.0 / 479001600.0, 1.0 / 6227020800.0, r);
  const top = plus(plus(q2, times(r2, q3)), times(r4, plus(q4, times(r2, q5))));
  const q = plus(plus(q0, times(r2, q1)), times(r4, top));
  return plus(r, plus(lost, times(r2, q)));
}

/** `expm1` of two numbers <= 0. */
export function expm1Pair(x: v128): v128 {
  const y = f64x2.pmax(x, f64x2.splat(-40));
  const rounded = plus(times(y, f64x2.splat(LOG2_E)), f64x2.splat(ROUNDER));
  const k = minus(rounded, f64x2.splat(ROUNDER));
  // the low bits of `rounded` are k
  const scale = i64x2.shl(i64x2.add(rounded, i64x2.splat(1023)), 52);
  const high = minus(y, times(k, f64x2.splat(LN2_HIGH)));
  const reduced = expm1ReducedPair(high, times(f64x2.neg(k), f64x2.splat(LN2_LOW)));
  return plus(times(scale, reduced), minus(scale, f64x2.splat(1)));
}
