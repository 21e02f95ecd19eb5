// exp, expm1 and ln from + - * / and bits alone, so that every platform gives the same doubles:
// Math.exp and Math.log differ between engines. Each is within 1 ulp of the exact value
// (test/math.test.ts).

/**
 * ln 2 in two parts; the first has 32 significant bits, so that k * LN2_HIGH is exact for |k| <
 * 2^21.
 */
const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
const LOG2_E: f64 = 1.4426950408889634;
/** 1.5 * 2^52: adding and subtracting it rounds to the nearest integer. */
const ROUNDER: f64 = 6755399441055744;
/** The upper half of the bits of sqrt(1/2). */
const SQRT_HALF_HIGH: i64 = 0x3fe6a09e;
const SMALLEST_NORMAL: f64 = 2.2250738585072014e-308;
const TWO_54: f64 = 18014398509481984;

/** 2^k for -1022 <= k <= 1023. */
export function powerOfTwo(k: i32): f64 {
  return reinterpret<f64>((<i64>k + 1023) << 52);
}

/** floor(log2 x) for a normal x > 0; -1023 for a subnormal one. */
export function exponent(x: f64): i32 {
  return <i32>(reinterpret<i64>(x) >> 52) - 1023;
}

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

/** Natural logarithm of x > 0, subnormal numbers included. */
export function ln(x: f64): f64 {
  let bits = reinterpret<i64>(x);
  let k: i64 = 0;
  if (x < SMALLEST_NORMAL) {
    bits = reinterpret<i64>(x * TWO_54);
    k = -54;
  }
  // x = 2^shift m with sqrt(1/2) <= m < sqrt(2)
  const shift = ((bits >> 32) - SQRT_HALF_HIGH) >> 20;
  return lnReduced(reinterpret<f64>(bits - (shift << 52)), <f64>(k + shift));
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

/** What rounding took from a + b when it gave sum: exact (Knuth's two-sum). */
export function roundingOf(a: f64, b: f64, sum: f64): f64 {
  const part = sum - a;
  return a - (sum - part) + (b - part);
}

// The same functions on two lanes at once. Every step is that of the scalar function, so every lane
// is equal to it to the bit; the plain TypeScript tree has no need of them.

/** a[i] and a[i + 1]. */
export function loadPair(a: StaticArray<f64>, i: i32): v128 {
  return v128.load(changetype<usize>(a) + ((<usize>i) << 3));
}

export function storePair(a: StaticArray<f64>, i: i32, pair: v128): void {
  v128.store(changetype<usize>(a) + ((<usize>i) << 3), pair);
}

function plus(a: v128, b: v128): v128 {
  return f64x2.add(a, b);
}

function minus(a: v128, b: v128): v128 {
  return f64x2.sub(a, b);
}

function times(a: v128, b: v128): v128 {
  return f64x2.mul(a, b);
}

/** a + b x with constants a and b. */
function line(a: f64, b: f64, x: v128): v128 {
  return plus(f64x2.splat(a), times(x, f64x2.splat(b)));
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

/** `ln` of two normal numbers > 0. */
export function lnPair(x: v128): v128 {
  const shift = i64x2.shr_s(i64x2.sub(i64x2.shr_s(x, 32), i64x2.splat(SQRT_HALF_HIGH)), 20);
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
