// What inflates the core's text, against zlib.

import { readFileSync } from "node:fs";
import { constants, deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCore } from "../src/engine/core-text.js";

const inflated = (bytes: Uint8Array, options: object) =>
  decodeCore(deflateRawSync(bytes, options).toString("base64"));
const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url));

const WAYS = [
  { level: 9 },
  { level: 1 },
  { level: 0 }, // stored
  { strategy: constants.Z_FIXED },
  { strategy: constants.Z_HUFFMAN_ONLY },
  { strategy: constants.Z_RLE },
  { level: 9, memLevel: 1 }, // many blocks
];

describe.each(WAYS)("what deflate made, %j,", (options) => {
  it.each(["build/release.wasm", "build/inflate.wasm", "README.md", "docs/phones.svg"])(
    "of %s, is whole again",
    (path) => {
      const bytes = read(path);
      expect(Buffer.compare(inflated(bytes, options), bytes)).toBe(0);
    },
  );

  it("of anything", () => {
    const few = fc.uint8Array({ max: 3, maxLength: 5000 });
    const all = fc.uint8Array({ maxLength: 5000 });
    // codes of up to 15 bits: each byte half as often as the one before
    const uneven = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3000 });
    const rare = uneven.map((list) => Uint8Array.from(list, (x) => Math.min(-Math.log2(x), 255)));
    const repeated = fc
      .tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 4000 }))
      .map(([part, times]) => Uint8Array.from({ length: times }, (_, k) => part[k % part.length]));
    fc.assert(
      fc.property(fc.oneof(few, all, rare, repeated), (bytes) => {
        expect(Buffer.compare(inflated(bytes, options), bytes)).toBe(0);
      }),
      { numRuns: Number(process.env.DSCT_RUNS ?? 100) },
    );
  });
});

it("codes longer than nine bits are read, too", () => {
  // Fibonacci numbers of each byte: the deepest tree that there is
  const counts = [1, 1];
  while (counts.length < 20) counts.push(counts[counts.length - 1] + counts[counts.length - 2]);
  const sorted = counts.flatMap((count, byte) => new Array<number>(count).fill(byte));
  const bytes = Uint8Array.from(sorted, (_, k) => sorted[(k * 7919) % sorted.length]);
  const options = { strategy: constants.Z_HUFFMAN_ONLY };
  expect(Buffer.compare(inflated(bytes, options), bytes)).toBe(0);
});
