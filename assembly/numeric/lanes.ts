// Two doubles at once. Lanes stand in WebAssembly alone, and there above the plain form of the same
// loop, chosen by `if (ASC_FEATURE_SIMD)`: every step is that of the plain form, so every lane is
// equal to it to the bit. In the JavaScript engine that condition is false and all of this is gone.

/** a[i] and a[i + 1]. */
export function loadPair(a: StaticArray<f64>, i: i32): v128 {
  return v128.load(changetype<usize>(a) + ((<usize>i) << 3));
}

export function storePair(a: StaticArray<f64>, i: i32, pair: v128): void {
  v128.store(changetype<usize>(a) + ((<usize>i) << 3), pair);
}

export function plus(a: v128, b: v128): v128 {
  return f64x2.add(a, b);
}

export function minus(a: v128, b: v128): v128 {
  return f64x2.sub(a, b);
}

export function times(a: v128, b: v128): v128 {
  return f64x2.mul(a, b);
}

/** a + b x with constants a and b. */
export function line(a: f64, b: f64, x: v128): v128 {
  return plus(f64x2.splat(a), times(x, f64x2.splat(b)));
}

/** The sum of both. */
export function sumOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** The lesser of both. */
export function leastOf(pair: v128): f64 {
  return min(f64x2.extract_lane(pair, 0), f64x2.extract_lane(pair, 1));
}

/** The greater of both. */
export function greatestOf(pair: v128): f64 {
  return max(f64x2.extract_lane(pair, 0), f64x2.extract_lane(pair, 1));
}
