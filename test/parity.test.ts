import { describe, expect, it } from "vitest";
import { BUFFERS, type BufferName } from "../src/engine/buffers.js";
import { FIGURES } from "../src/engine/core.js";
import type { Engine } from "../src/engine/engine.js";
import { READINGS } from "../src/problem/words.js";
import type { BoundMethod, CurvesProblem, Method, Reading } from "../src/types/index.js";
import {
  BOUND_METHODS,
  debug,
  METHODS,
  plain,
  reference,
  release,
  runOn,
  sizeOf,
} from "./helpers/engines.js";
import { delayed, instances } from "./helpers/instances.js";

const NAMES = Object.keys(BUFFERS) as BufferName[];
const SEEDS = process.env.MODE === "fast" ? 1 : 3;
const SIZES: [number, number][] = [
  [0, 1],
  [1, 1],
  [2, 2],
  [3, 7],
  [33, 1],
  [50, 5],
  [257, 9],
  [2000, 3],
];

/** As they are, and with machines that are busy at first and deadlines that are past. */
const PROBLEMS = [
  ...instances(SIZES, SEEDS),
  ...instances(SIZES, 1).map(([label, rows], seed): [string, CurvesProblem] => [
    `${label}, delayed`,
    delayed(rows, seed),
  ]),
];

/**
 * The bits of every buffer and figure as bytes, in a cleared workspace, so that leftovers of other
 * problems do not count.
 */
function bits(
  engine: Engine,
  problem: CurvesProblem,
  method: Method,
  bound: BoundMethod,
  reading: Reading,
): [string, Buffer][] {
  const n = sizeOf(problem.tasks);
  const m = sizeOf(problem.machines);
  const buffers = engine.reserve(n, m);
  for (const name of NAMES) buffers[name].fill(0);
  runOn(engine, problem, method, bound, undefined, reading);
  const views = NAMES.map((name): [string, Buffer] => {
    const { buffer, byteOffset, BYTES_PER_ELEMENT } = buffers[name];
    const bytes = BUFFERS[name].length(n, m) * BYTES_PER_ELEMENT;
    return [name, Buffer.from(Buffer.from(buffer, byteOffset, bytes))];
  });
  const figures = FIGURES.map((name): [string, Buffer] => {
    return [name, Buffer.from(new Float64Array([engine.figures()[name]()]).buffer)];
  });
  return [...views, ...figures];
}

const CASES = METHODS.flatMap((method) =>
  BOUND_METHODS.flatMap((bound) =>
    (method === "levels" ? READINGS : READINGS.slice(0, 1)).map(
      (reading) => [method, bound, reading] as const,
    ),
  ),
);

describe("parity", () => {
  it.each(CASES)(
    "JavaScript, Wasm debug, release and without lanes agree on every bit of every buffer and figure: %s, bound %s, %s",
    (method, bound, reading) => {
      let compared = 0;
      for (const [label, problem] of PROBLEMS) {
        const expected = bits(reference, problem, method, bound, reading);
        for (const engine of [debug, release, plain]) {
          for (const [k, [name, actual]] of bits(
            engine,
            problem,
            method,
            bound,
            reading,
          ).entries()) {
            if (!actual.equals(expected[k][1])) expect.fail(`${label}: ${name} differs`);
            compared++;
          }
        }
      }
      expect(compared).toBeGreaterThan(20_000 * SEEDS);
    },
  );
});
