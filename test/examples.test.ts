import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readCurves } from "../examples/curves.js";
import { fitCurve, timeFor } from "../examples/fit.js";
import { makeFiles } from "../examples/make.js";
import { certify } from "../src/schedule/certify.js";
import { METHODS, release, solveOn } from "./helpers/engines.js";

const read = (name: string) =>
  readFileSync(new URL(`../examples/${name}`, import.meta.url), "utf8");
const files = makeFiles(read("data/ofa.csv"), read("README.md"));

describe("examples", () => {
  it("finds the curve it was given", () => {
    const curve = { theta: 31, base: 0.6, gain: 0.2 };
    const times = [0.01, 0.02, 0.05, 0.1];
    const points = times.map((time) => ({ time, accuracy: 0.6 - 0.2 * Math.expm1(-31 * time) }));
    const fit = fitCurve(points);
    expect(fit.theta).toBeCloseTo(curve.theta, 4);
    expect(fit.base).toBeCloseTo(curve.base, 6);
    expect(fit.gain).toBeCloseTo(curve.gain, 6);
    expect(fit.worst).toBeLessThan(1e-5);
    expect(timeFor(fit, points[2].accuracy)).toBeCloseTo(0.05, 6);
    expect(timeFor(fit, 0.9)).toBe(Number.POSITIVE_INFINITY);
  });

  it("fits every measured device to 0.4 accuracy points", () => {
    const curves = readCurves(read("data/ofa.csv"));
    expect(curves.size).toBe(10);
    expect([...curves.values()].flat()).toHaveLength(47);
    for (const [device, points] of curves) expect(fitCurve(points).worst, device).toBeLessThan(0.4);
  });

  it.each(Object.keys(files))("%s is what the script makes", (name) => {
    expect(read(name)).toBe(files[name]);
  });

  it.each(["classification.json", "gpus.json"])("%s is solved by every method", (name) => {
    const problem = JSON.parse(read(name));
    expect(problem.tasks.length).toBeGreaterThanOrEqual(40);
    for (const method of METHODS) {
      const schedule = solveOn(release, problem, { method });
      expect(certify(problem, schedule).violations).toEqual([]);
      const isBaseline = method === "edf" || method === "levels";
      expect(schedule.gap).toBeLessThan((isBaseline ? 0.35 : 0.02) * schedule.value);
    }
  });
});
