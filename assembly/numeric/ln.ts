// The natural logarithm from + - * / and bits alone, as exp.ts. Within 1 ulp of the exact value
// (test/math.test.ts).

import { lowerExponent, upperHalf } from "./bits";
import { LN2_HIGH, LN2_LOW, ROUNDER } from "./exp";
import { line, minus, plus, times } from "./lanes";

/** The upper half of the bits of sqrt(1/2). */
const SQRT_HALF_HIGH: i32 = 0x3fe6a09e;
const SMALLEST_NORMAL: f64 = 2.2250738585072014e-308;
const TWO_54: f64 = 18014398509481984;

/** Natural logarithm of x > 0, subnormal numbers included. */
export function ln(x: f64): f64 {
  const isSubnormal = x < SMALLEST_NORMAL;
  const y = isSubnormal ? x * TWO_54 : x;
  // y = 2^shift m with sqrt(1/2) <= m < sqrt(2)
  const shift = (upperHalf(y) - SQRT_HALF_HIGH) >> 20;
  return lnReduced(lowerExponent(y, shift), <f64>(isSubnormal ? shift - 54 : shift));
}

/**
 * ln(2^k m) for sqrt(1/2) <= m < sqrt(2): 2 atanh(s) with s = (m-1)/(m+1), series to s^21,
 * remainder < 2^-56.
 */
function lnReduced(m: f64, k: f64): f64 {
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  const z2 = z * z;
  const z4 = z2 * z2;
  const r0 = 2.0 / 3.0 + z * (2.0 / 5.0);
  const r1 = 2.0 / 7.0 + z * (2.0 / 9.0);
  const r2 = 2.0 / 11.0 + z * (2.0 / 13.0);
  const r3 = 2.0 / 15.0 + z * (2.0 / 17.0);
  const r4 = 2.0 / 19.0 + z * (2.0 / 21.0);
  const r = z * (r0 + z2 * r1 + z4 * (r2 + z2 * r3 + z4 * r4));
  // 2s + s r = f - s (f - r), where only the last, small term carries the rounding of the division
  return k * LN2_HIGH + (f - (s * (f - r) - k * LN2_LOW));
}

/** `ln` of two normal numbers > 0. */
export function lnPair(x: v128): v128 {
  const shift = i64x2.shr_s(i64x2.sub(i64x2.shr_s(x, 32), i64x2.splat(<i64>SQRT_HALF_HIGH)), 20);
  const m = i64x2.sub(x, i64x2.shl(shift, 52));
  const k = minus(i64x2.add(f64x2.splat(ROUNDER), shift), f64x2.splat(ROUNDER));
  const f = minus(m, f64x2.splat(1));
  const s = f64x2.div(f, plus(f64x2.splat(2), f));
  const z = times(s, s);
  const z2 = times(z, z);
  const z4 = times(z2, z2);
  const r0 = line(2.0 / 3.0, 2.0 / 5.0, z);
  const r1 = line(2.0 / 7.0, 2.0 / 9.0, z);
  const r2 = line(2.0 / 11.0, 2.0 / 13.0, z);
  const r3 = line(2.0 / 15.0, 2.0 / 17.0, z);
  const r4 = line(2.0 / 19.0, 2.0 / 21.0, z);
  const top = plus(plus(r2, times(z2, r3)), times(z4, r4));
  const r = times(z, plus(plus(r0, times(z2, r1)), times(z4, top)));
  const small = minus(times(s, minus(f, r)), times(k, f64x2.splat(LN2_LOW)));
  return plus(times(k, f64x2.splat(LN2_HIGH)), minus(f, small));
}
