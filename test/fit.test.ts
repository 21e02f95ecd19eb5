import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCurves, readFamilies } from "../examples/curves.js";
import { timeFor } from "../examples/make.js";
import { fitCurve } from "../src/problem/fit.js";
import type { FittedCurve, MeasuredColumns } from "../src/types/index.js";

const read = (name: string) =>
  readFileSync(new URL(`../examples/data/${name}`, import.meta.url), "utf8");

type Curve = Pick<FittedCurve, "base" | "gain" | "theta">;

const along = ({ base, gain, theta }: Curve, time: number[]) => ({
  time,
  accuracy: time.map((t) => base - gain * Math.expm1(-theta * t)),
});

/** Of a curve, the mean squared difference. */
function squares({ base, gain, theta }: Curve, points: { time: number; accuracy: number }[]) {
  const lefts = points.map(({ time, accuracy }) => {
    return base - gain * Math.expm1(-theta * time) - accuracy;
  });
  return lefts.reduce((sum, left) => sum + left * left, 0) / lefts.length;
}

describe("fitCurve", () => {
  it("finds the curve it was given", () => {
    const time = [0.01, 0.02, 0.05, 0.1, 0.3, 1];
    for (const theta of [0.1, 1, 3.7, 31, 80]) {
      const fit = fitCurve(along({ base: 0.3, gain: 0.5, theta }, time));
      expect(fit.base).toBeCloseTo(0.3, 9);
      expect(fit.gain).toBeCloseTo(0.5, 9);
      expect(Math.abs(fit.theta / theta - 1)).toBeLessThan(1e-9);
      expect(fit.maxError).toBeLessThan(1e-9);
      expect(timeFor(fit, 0.3 - 0.5 * Math.expm1(-theta * 0.05))).toBeCloseTo(0.05, 9);
      expect(timeFor(fit, 0.9)).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it("fits every device of Once-for-all to 0.02 to 0.22 points, none by more than 0.4", () => {
    const curves = readCurves(read("ofa.csv"));
    const fits = [...curves.values()].map((points) => fitCurve(points));
    expect(fits).toHaveLength(10);
    const errors = fits.map(({ error }) => error);
    expect(Math.min(...errors).toFixed(2)).toBe("0.02");
    expect(Math.max(...errors).toFixed(2)).toBe("0.22");
    for (const { maxError } of fits) expect(maxError).toBeLessThan(0.4);
  });

  it("fits families of separate networks worse: as documented", () => {
    const fits = [...readFamilies(read("timm.csv")).values()].map((points) => fitCurve(points));
    const errors = fits.map(({ error }) => error);
    expect(fits).toHaveLength(45);
    expect(Math.min(...errors).toFixed(2)).toBe("0.03");
    expect(Math.max(...errors).toFixed(1)).toBe("3.1");
    expect(Math.max(...fits.map(({ maxError }) => maxError)).toFixed(1)).toBe("5.7");
    const time = Array.from({ length: 14 }, (_, k) => 2 ** k);
    const accuracy = time.map((k) => Math.exp(-1.7 * k ** -0.4));
    expect(fitCurve({ time, accuracy }).error.toFixed(1)).toBe("5.9");
  });

  it("is nearer than its neighbours, of the measured curves too", () => {
    const all = [...readCurves(read("ofa.csv")), ...readFamilies(read("timm.csv"))];
    for (const [name, points] of all) {
      const fit = fitCurve(points);
      const least = squares(fit, points);
      for (const factor of [0.5, 0.9, 0.999, 1.001, 1.1, 2]) {
        const theta = fit.theta * factor;
        for (const gain of [fit.gain, fit.gain * factor]) {
          for (const base of [fit.base, fit.base * factor]) {
            const other = squares({ base, gain, theta }, points);
            expect(other, name).toBeGreaterThanOrEqual(least * (1 - 1e-9));
          }
        }
      }
    }
  });

  it("does what its example says", () => {
    const time = [0.008, 0.016, 0.03, 0.064];
    const { error } = fitCurve({ time, accuracy: [0.714, 0.755, 0.784, 0.802] });
    expect(error.toFixed(2)).toBe("0.10");
  });

  it("states its errors in accuracy points", () => {
    const points = readCurves(read("ofa.csv")).get("Samsung Note10") ?? [];
    const fit = fitCurve(points);
    expect(fit.error).toBeCloseTo(100 * Math.sqrt(squares(fit, points)), 12);
    const each = points.map((point) => Math.sqrt(squares(fit, [point])));
    expect(fit.maxError).toBeCloseTo(100 * Math.max(...each), 12);
  });

  const measured = fc.uniqueArray(
    fc.record({
      time: fc.integer({ min: 1, max: 100 }),
      noise: fc.double({ min: 0, max: 0.05, noNaN: true }),
    }),
    { selector: ({ time }) => time, minLength: 4, maxLength: 8 },
  );

  it("depends on neither the order nor the form of points, and goes along with units", () => {
    const property = fc.property(measured, fc.constantFrom(1e-9, 1e-3, 7, 1e9), (drawn, unit) => {
      const points = drawn.map(({ time, noise }) => {
        return { time, accuracy: 0.9 - 0.5 * Math.exp(-time / 30) + noise };
      });
      const fit = fitCurve(points);
      expect(fitCurve([...points].reverse())).toEqual(fit);
      const columns = {
        time: Float64Array.from(points, ({ time }) => time),
        accuracy: points.map(({ accuracy }) => accuracy),
      };
      expect(fitCurve(columns)).toEqual(fit);
      const scaled = fitCurve(
        points.map(({ time, accuracy }) => ({ time: time * unit, accuracy })),
      );
      expect(scaled.error).toBeCloseTo(fit.error, 9);
      const { theta, base, gain } = { ...scaled, theta: scaled.theta * unit };
      const asFar = Math.sqrt(squares({ theta, base, gain }, points)) * 100;
      expect(asFar).toBeCloseTo(fit.error, 9);
    });
    fc.assert(property, { seed: 1, numRuns: 200 });
  });

  it("holds a negative base at 0, or at the least accuracy where that is negative", () => {
    const steep = fitCurve({ time: [1, 1.1, 1.3, 2, 4], accuracy: [0.1, 0.5, 0.8, 0.9, 0.9] });
    expect(steep.base).toBe(0);
    expect(steep.gain).toBeGreaterThan(0.8);
    const loss = fitCurve({ time: [1, 1.1, 1.3, 2, 4], accuracy: [-0.8, -0.5, -0.2, -0.1, -0.1] });
    expect(loss.base).toBe(-0.8);
  });

  it("draws nearly a line where no curve is nearer, and through two times", () => {
    for (const { time, accuracy } of [
      { time: [2, 4], accuracy: [0.5, 0.7] },
      { time: [1, 2, 3, 4], accuracy: [0.4, 0.5, 0.6, 0.7] },
      { time: [1, 2, 4], accuracy: [0.1, 0.2, 0.7] },
    ]) {
      const { theta, gain } = fitCurve({ time, accuracy });
      expect(theta).toBeCloseTo(0.01 / 4, 12);
      expect(gain).toBeGreaterThan(1);
    }
    const repeated = fitCurve({ time: [2, 4, 4], accuracy: [0.5, 0.6, 0.8] });
    expect(repeated.maxError).toBeCloseTo(10, 9);
  });

  it("ends where one time is nothing beside the longest", () => {
    const { theta, error } = fitCurve({ time: [1e-308, 1, 2], accuracy: [0.5, 0.6, 0.65] });
    expect(theta).toBeGreaterThan(0);
    expect(error).toBeLessThan(1e-6);
  });

  it("takes points at no time, and a step", () => {
    const fit = fitCurve({ time: [0, 1, 2, 3], accuracy: [0.5, 0.7, 0.7, 0.7] });
    expect(fit.base).toBeCloseTo(0.5, 5);
    expect(fit.base + fit.gain).toBeCloseTo(0.7, 5);
  });

  it.each([
    [
      undefined,
      TypeError,
      "points is undefined; expected an array of points or an object of columns",
    ],
    [[], RangeError, "points have 0 different times; expected at least 2"],
    [
      [
        { time: 1, accuracy: 0.5 },
        { time: 1, accuracy: 0.6 },
      ],
      RangeError,
      "points have 1 different times; expected at least 2",
    ],
    [[null], TypeError, "points[0] is null; expected an object with time and accuracy"],
    [[{ time: -1, accuracy: 1 }], RangeError, "points[0].time is -1; expected a number >= 0"],
    [
      [{ time: 1, accuracy: "high" }],
      TypeError,
      'points[0].accuracy is "high"; expected a finite number',
    ],
    [
      { time: [1, Number.NaN], accuracy: [1, 2] },
      RangeError,
      "points.time[1] is NaN; expected a number >= 0",
    ],
    [
      { time: [1, 2], accuracy: [1, Infinity] },
      RangeError,
      "points.accuracy[1] is Infinity; expected a finite number",
    ],
    [
      { time: [1, 2], accuracy: [1] },
      RangeError,
      "points.accuracy has 1 entries; expected 2, as in points.time",
    ],
    [{ time: 3, accuracy: [1] }, TypeError, "points.time is 3; expected an array of numbers"],
    [{ time: [1, 2] }, TypeError, "points.accuracy is undefined; expected an array of numbers"],
    [
      { time: [1, 2, 3], accuracy: [0.1, 0.1, 0.1] },
      RangeError,
      "points fall or stay level; expected accuracies that rise with time",
    ],
    [
      { time: [1, 2, 3], accuracy: [0.6, 0.5, 0.4] },
      RangeError,
      "points fall or stay level; expected accuracies that rise with time",
    ],
  ])("says what is wrong with %j", (points, kind, message) => {
    const fit = () => fitCurve(points as MeasuredColumns);
    expect(fit).toThrow(kind);
    expect(fit).toThrow(message);
  });
});
