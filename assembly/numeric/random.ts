// Random numbers of 32 bits, the same on every platform: xorshift (Marsaglia 2003).

/** The number after x, which is not 0; neither is it. */
export function nextRandom(x: i32): i32 {
  let y = x ^ (x << 13);
  y ^= y >>> 17;
  return y ^ (y << 5);
}

/** An integer from 0 to below k, of such a number. */
export function below(k: i32, x: i32): i32 {
  return (x >>> 1) % k;
}
