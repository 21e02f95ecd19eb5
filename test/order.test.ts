import { describe, expect, it } from "vitest";
import { randomFrom } from "../src/problem/generate.js";
import { engines } from "./helpers/engines.js";

const random = randomFrom(5);
const draw = (n: number, value: (u: number, j: number) => number) =>
  Float64Array.from({ length: n }, (_, j) => value(random(), j));

const CASES: [string, Float64Array][] = [
  ["empty", new Float64Array(0)],
  ["one", new Float64Array([3])],
  ["uniform", draw(1000, (u) => u)],
  ["ascending", draw(1000, (_, j) => j)],
  ["descending", draw(1000, (_, j) => 1000 - j)],
  ["all equal", draw(1000, () => 7)],
  ["few values", draw(3000, (u) => Math.floor(u * 5))],
  ["one far away", draw(2000, (u, j) => (j === 500 ? 1e300 : u))],
  ["over 600 decades", draw(3000, (u) => 10 ** (600 * u - 300))],
  ["half infinite", draw(500, (u) => (u < 0.5 ? Number.POSITIVE_INFINITY : u))],
  ["all infinite", draw(100, () => Number.POSITIVE_INFINITY)],
  ["subnormal", draw(300, (u) => 5e-324 * Math.floor(u * 100))],
  ["negative zeros", draw(300, (u) => (u < 0.5 ? -0 : 0))],
  ["skewed: a bucket of thousands", draw(20_000, (u, j) => (j === 0 ? 1 : u ** 20 * 1e-6))],
];

describe.each(engines)("order on %s", (_, engine) => {
  it.each(CASES)("sorts %s by deadline, ties by index", (_, deadline) => {
    const n = deadline.length;
    const buffers = engine.reserve(n, 1);
    buffers.speed[0] = 1;
    buffers.deadline.set(deadline);
    for (const name of ["theta", "maxWork", "weight", "gain"] as const) buffers[name].fill(1, 0, n);
    engine.run(n, 1, "relax", "relax");
    const expected = Array.from(deadline.keys()).sort((i, j) =>
      deadline[i] < deadline[j] ? -1 : deadline[i] > deadline[j] ? 1 : i - j,
    );
    expect(Array.from(buffers.edfTask.subarray(0, n))).toEqual(expected);
    expect(buffers.edfDeadline.slice(0, n)).toEqual(
      Float64Array.from(expected, (j) => deadline[j] + 0),
    );
  });
});
