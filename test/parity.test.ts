import { describe, expect, it } from "vitest";
import { BUFFERS, type BufferName, type Engine } from "../src/engine.js";
import type { Bound, Method, Problem } from "../src/types.js";
import { BOUNDS, debug, METHODS, reference, release, runOn, sizeOf } from "./helpers/engines.js";
import { instances } from "./helpers/instances.js";

const NAMES = Object.keys(BUFFERS) as BufferName[];
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

/**
 * The bits of every buffer as bytes, in a cleared workspace, so that leftovers of other problems do
 * not count.
 */
function bits(
  engine: Engine,
  problem: Problem,
  method: Method,
  bound: Bound,
): [BufferName, Buffer][] {
  const n = sizeOf(problem.tasks);
  const m = sizeOf(problem.machines);
  const buffers = engine.reserve(n, m);
  for (const name of NAMES) buffers[name].fill(0);
  runOn(engine, problem, method, bound);
  return NAMES.map((name) => {
    const { buffer, byteOffset, BYTES_PER_ELEMENT } = buffers[name];
    const bytes = BUFFERS[name].length(n, m) * BYTES_PER_ELEMENT;
    return [name, Buffer.from(Buffer.from(buffer, byteOffset, bytes))];
  });
}

describe("parity", () => {
  it.each(METHODS.flatMap((method) => BOUNDS.map((bound) => [method, bound] as const)))(
    "reference, Wasm debug and release agree on every bit of every buffer: %s, bound %s",
    (method, bound) => {
      let compared = 0;
      for (const [label, problem] of instances(SIZES, 3)) {
        const expected = bits(reference, problem, method, bound);
        for (const engine of [debug, release]) {
          for (const [k, [name, actual]] of bits(engine, problem, method, bound).entries()) {
            if (!actual.equals(expected[k][1])) expect.fail(`${label}: ${name} differs`);
            compared++;
          }
        }
      }
      expect(compared).toBeGreaterThan(20_000);
    },
  );
});
