import { describe, expect, it } from "vitest";
import { exponent, lowestBit, powerOfTwo } from "../assembly/numeric/bits.ts?js";
import { exp, expm1 } from "../assembly/numeric/exp.ts?js";
import { ln } from "../assembly/numeric/ln.ts?js";
import { randomFrom } from "../src/problem/generate.js";

// Exact values to 200 bits with BigInt fixed-point arithmetic, so that "within 1 ulp" is measured,
// not assumed.
const BITS = 200n;
const ONE = 1n << BITS;

/** x as fixed point, exact. */
function fixed(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(x));
  const bits = view.getBigUint64(0);
  const biased = Number(bits >> 52n);
  const mantissa = (bits & ((1n << 52n) - 1n)) | (biased > 0 ? 1n << 52n : 0n);
  const shift = BITS - 1075n + BigInt(Math.max(biased, 1));
  const magnitude = shift >= 0n ? mantissa << shift : mantissa >> -shift;
  return x < 0 ? -magnitude : magnitude;
}

/** e^x - 1 in fixed point for |x| <= 1/2. */
function fixedExpm1(x: bigint): bigint {
  let term = x;
  let sum = 0n;
  for (let k = 2n; term !== 0n && term !== -1n; k++) {
    sum += term;
    term = ((term * x) >> BITS) / k;
  }
  return sum;
}

/** ln 2 = 2 atanh(1/3). */
const LN2 = (() => {
  let power = ONE / 3n;
  let sum = 0n;
  for (let k = 1n; power > 0n; k += 2n) {
    sum += power / k;
    power /= 9n;
  }
  return 2n * sum;
})();

/** e^x in fixed point times 2^-k, and k. */
function exactExp(x: number): [bigint, number] {
  const k = Math.round(x / Math.LN2);
  return [ONE + fixedExpm1(fixed(x) - BigInt(k) * LN2), k];
}

/** |actual - exact| in ulps of the exact value, which is numerator / 2^(200 - k). */
function ulps(actual: number, exact: bigint, k: number): number {
  const scaled = fixed(actual * 2 ** -Math.trunc(k / 2) * 2 ** (Math.trunc(k / 2) - k));
  const ulp = fixed(
    2 ** (Math.floor(Math.log2(Number(exact < 0n ? -exact : exact) / 2 ** 200)) - 52),
  );
  const difference = scaled - exact;
  return Number(((difference < 0n ? -difference : difference) * 1000n) / ulp) / 1000;
}

const random = randomFrom(1);
const samples = (count: number, draw: () => number) => Array.from({ length: count }, draw);
const worst = (errors: number[]) => errors.reduce((a, b) => Math.max(a, b), 0);

describe("math", () => {
  it("exp is within 1 ulp", () => {
    const xs = [
      ...samples(4000, () => -700 + 1400 * random()),
      ...samples(4000, () => random() - 0.5),
    ];
    expect(worst(xs.map((x) => ulps(exp(x), ...exactExp(x))))).toBeLessThan(1);
    expect([exp(0), exp(Number.NEGATIVE_INFINITY), exp(-746), exp(710)]).toEqual([
      1,
      0,
      0,
      Infinity,
    ]);
    expect(exp(-745.1)).toBe(Number.MIN_VALUE);
  });

  it("expm1 is within 1 ulp for x <= 0, however small", () => {
    const tiny = samples(2000, () => -(10 ** (-20 * random())));
    const errors = [...samples(6000, () => -38 * random()), ...tiny].map((x) => {
      const [scaled, k] = exactExp(x);
      const exact = (k >= 0 ? scaled << BigInt(k) : scaled >> BigInt(-k)) - ONE;
      return ulps(expm1(x), k === 0 ? fixedExpm1(fixed(x)) : exact, 0);
    });
    expect(worst(errors)).toBeLessThan(1);
    expect([expm1(0), expm1(-50), expm1(Number.NEGATIVE_INFINITY)]).toEqual([0, -1, -1]);
  });

  it("ln is within 1 ulp", () => {
    const xs = [
      ...samples(4000, () => 10 ** (-290 + 580 * random())),
      ...samples(4000, () => 0.5 + random()),
      ...samples(500, () => 1 + (random() - 0.5) * 1e-6),
    ];
    // ln x = y is right to 1 ulp when x lies between e^(y - ulp) and e^(y + ulp): compare e^y with
    // x
    const errors = xs.map((x) => {
      const y = ln(x);
      const [scaled, k] = exactExp(y);
      const ratio = Number(((fixed(x * 2 ** -k) - scaled) << 60n) / scaled) / 2 ** 60; // = exact - y
      return Math.abs(ratio) / 2 ** (Math.floor(Math.log2(Math.abs(y))) - 52);
    });
    expect(worst(errors)).toBeLessThan(1.001);
    expect(ln(1)).toBe(0);
    expect(ln(5e-324)).toBeCloseTo(Math.log(5e-324), 12);
  });

  it("the lowest bit of a word is found", () => {
    for (let k = 0; k < 32; k++) {
      expect([lowestBit(1 << k), lowestBit(-1 << k), lowestBit((1 << 31) | (1 << k))]).toEqual([
        k,
        k,
        k,
      ]);
    }
  });

  it("powers of two and exponents are exact", () => {
    for (let k = -1022; k <= 1023; k++)
      expect([powerOfTwo(k), exponent(1.9 * powerOfTwo(k))]).toEqual([2 ** k, k]);
  });
});
