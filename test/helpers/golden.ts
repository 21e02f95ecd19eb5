// Hashes of whole answers by family of problems and by options: what a change that claims to
// preserve every output has to leave as it is.

import { createHash } from "node:crypto";
import { generate } from "../../src/problem/generate.js";
import type { CurvesProblem, Options, Schedule } from "../../src/types/index.js";
import { FAMILIES, instance } from "./instances.js";

type Solve = (problem: CurvesProblem, options: Options) => Schedule;
type Sizes = readonly [number, number][];

const SIZES: Sizes = [
  [0, 1],
  [1, 1],
  [3, 7],
  [33, 1],
  [50, 5],
  [257, 9],
  [2000, 3],
];
const SMALL: Sizes = [
  [6, 2],
  [12, 3],
  [20, 5],
];
const SEEDS = 3;

/** Every method, bound and reading. */
const OPTIONS: [string, Options, Sizes][] = [
  ["relax", { method: "relax" }, SIZES],
  ["approx", { method: "approx" }, SIZES],
  ["approx preemptive", { method: "approx", boundMethod: "preemptive" }, SIZES],
  ["refit", { method: "refit" }, SIZES],
  ["refit preemptive", { method: "refit", boundMethod: "preemptive" }, SIZES],
  ["search", { method: "search", limits: { steps: 30_000 } }, SIZES],
  ["search relax", { method: "search", boundMethod: "relax", limits: { steps: 30_000 } }, SIZES],
  ["search of small ones", { method: "search" }, SMALL],
  ["exact", { method: "exact", limits: { steps: 4e6 } }, SMALL],
  ["exact to the end", { method: "exact", gapTolerance: 0, limits: { steps: 2e7 } }, [[7, 2]]],
  ["edf", { method: "edf" }, SIZES],
  ["edf preemptive", { method: "edf", boundMethod: "preemptive" }, SIZES],
  ["levels", { method: "levels" }, SIZES],
  ["levels upgrade", { method: "levels", reading: "upgrade", levels: [0.1, 0.4, 0.6, 0.8] }, SIZES],
];

/** The paper's random problems, larger, by the default work. */
const LARGE: [number, number, Options][] = [
  [50, 5, {}],
  [50, 10, {}],
  [1000, 20, { limits: { steps: 3e6 } }],
  [20_000, 1, { method: "refit" }],
  [20_000, 7, { method: "refit", boundMethod: "preemptive" }],
  [20_000, 100, { method: "approx" }],
  [30, 3, { method: "exact", limits: { steps: 3e7 } }],
];

/** [what, its hash], for all of them. */
export function* goldenHashes(solve: Solve): Generator<[string, string]> {
  for (const family of Object.keys(FAMILIES)) {
    yield [`${family}: the problems`, hash((add) => forEach(family, SIZES, (p) => add(texts(p))))];
    for (const [name, options, sizes] of OPTIONS) {
      const run = (add: Add) => {
        forEach(family, sizes, (problem) => add(answer(solve(problem, options))));
      };
      yield [`${family}: ${name}`, hash(run)];
    }
  }
  for (const [n, m, options] of LARGE) {
    const problem = generate({ tasks: n, machines: m, speeds: [1, 4], seed: n + m });
    const name = `generate, n ${n}, m ${m}: ${options.method ?? "by default"}`;
    yield [name, hash((add) => add(answer(solve(problem, options))))];
  }
}

type Add = (parts: readonly (string | NodeJS.ArrayBufferView)[]) => void;

function forEach(family: string, sizes: Sizes, visit: (problem: CurvesProblem) => void): void {
  for (const [n, m] of sizes) {
    for (let seed = 0; seed < SEEDS; seed++) visit(instance(family, n, m, seed));
  }
}

const texts = (problem: CurvesProblem) => [JSON.stringify(problem)];

/** All of a schedule but the name of the engine. */
function answer(schedule: Schedule): (string | NodeJS.ArrayBufferView)[] {
  const { engine: _, stats, ...fields } = schedule;
  const counts = Object.entries(stats).map(([name, value]) => [`stats.${name}`, value] as const);
  return [...Object.entries(fields), ...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) => [
      name,
      ArrayBuffer.isView(value) ? (value as Float64Array) : exactly(value),
    ]);
}

/** A number by its bits. */
const exactly = (value: unknown) =>
  typeof value === "number" ? new Float64Array([value]) : String(value);

function hash(fill: (add: Add) => void): string {
  const sum = createHash("sha256");
  fill((parts) => {
    for (const part of parts) sum.update(part);
  });
  return sum.digest("hex").slice(0, 16);
}
