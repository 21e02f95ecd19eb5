// The bits of a double, which both engines reach in their own way: WebAssembly as an integer of 64
// bits, JavaScript as two of 32 (`upperWord` and `fromWords`, see scripts/javascript.js); and bits
// of a word.

/** 2^k for -1022 <= k <= 1023. */
export function powerOfTwo(k: i32): f64 {
  if (ASC_TARGET === 0) return fromWords(0, (k + 1023) << 20);
  return reinterpret<f64>((<i64>k + 1023) << 52);
}

/** floor(log2 x) for a normal x > 0; -1023 for a subnormal one. */
export function exponent(x: f64): i32 {
  return (upperHalf(x) >> 20) - 1023;
}

/** The upper 32 bits of x: sign, exponent and the first bits of the fraction. */
export function upperHalf(x: f64): i32 {
  if (ASC_TARGET === 0) return upperWord(x);
  return <i32>(reinterpret<i64>(x) >> 32);
}

/** x with k taken off its exponent, which must stay that of a normal number: x / 2^k. */
export function lowerExponent(x: f64, k: i32): f64 {
  if (ASC_TARGET === 0) return fromWords(lowerWord(x), upperWord(x) - (k << 20));
  return reinterpret<f64>(reinterpret<i64>(x) - ((<i64>k) << 52));
}

/** The place of the lowest bit that is set; the word is not 0. */
export function lowestBit(word: i32): i32 {
  if (ASC_TARGET === 0) return 31 - leadingZeros(word & -word);
  return ctz(word);
}
