// The whole solver of tables on every engine: the same bits, whatever the slices and whatever was
// solved before; and the proven optima.

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Engine } from "../src/engine/engine.js";
import { certify, generate } from "../src/index.js";
import { makeSolve } from "../src/solver/one-shot.js";
import { modelsOf, readTables } from "../src/tables/read-tables.js";
import { COUNTABLE } from "../src/tables/size.js";
import type { Method, TablesProblem } from "../src/types/index.js";
import { debug, figuresOf, plain, reference, release, slicesOf } from "./helpers/engines.js";
import { type TableAnswer, tableFaults } from "./helpers/table-checker.js";
import { smallProblem } from "./helpers/table-fuzz.js";
import { type TableRows, tableInstance } from "./helpers/table-instances.js";
import { tableOptimum } from "./helpers/table-oracle.js";
import { drawn } from "./helpers/table-steps.js";

const RUNS = Math.ceil((Number(process.env.DSCT_RUNS ?? 1000) * 40) / 1000);
const METHODS: Method[] = ["relax", "edf", "approx", "refit", "search", "exact"];
const WORK = 400_000;

interface Answer extends TableAnswer {
  bound: number;
  gap: number;
  status: string;
  provenBy: string;
}

/** All that a run leaves, to the bit. */
function left(engine: Engine, problem: TableRows, method: Method, slice = 2 ** 20, work = WORK) {
  const tabled = problem as unknown as TablesProblem;
  const input = readTables(tabled, modelsOf(tabled) as never, COUNTABLE);
  const buffers = engine.tables.load(input);
  engine.tables.run(input, method, { gapTolerance: 1e-9, steps: work, next: slicesOf(slice) });
  const { n, m } = input.sizes;
  const figures = Object.values(figuresOf(engine.tables as unknown as Engine));
  const steps = buffers.priceStart[m];
  const columns = (["start", "end", "accuracy"] as const).map((name) => buffers[name].slice(0, n));
  const prices = (["priceUntil", "price"] as const).map((name) => buffers[name].slice(0, steps));
  const bits = [Float64Array.from(figures), ...columns, ...prices].flatMap((column) =>
    Array.from(new BigInt64Array(column.buffer)),
  );
  const whole = (["machine", "variant", "reason", "order"] as const).flatMap((name) =>
    Array.from(buffers[name].slice(0, n)),
  );
  return { bits, whole, starts: Array.from(buffers.priceStart.slice(0, m + 1)) };
}

const solveOn = (engine: Engine, problem: TableRows, options: object) =>
  makeSolve(engine).solve(problem as never, options) as unknown as Answer;

const OTHERS = [
  ["release", release],
  ["plain", plain],
  ["debug", debug],
] as const;

describe("engines of tables", () => {
  it.each(OTHERS)("%s leaves the bits of the reference", (_, engine) => {
    const property = fc.property(smallProblem(7, ["discrete", "continuous"]), (problem) => {
      for (const method of METHODS) {
        expect(left(engine, problem, method), method).toEqual(left(reference, problem, method));
      }
    });
    fc.assert(property, { seed: 1, numRuns: RUNS });
  });

  it.each(OTHERS)(
    "%s does on measured tables, and on times of 0 and weights far apart",
    (_, engine) => {
      const problems = [
        tableInstance({ data: "ofa", n: 24, m: 4, rho: 0.4, kind: "full", seed: 1 }),
        tableInstance({ data: "timm", n: 30, m: 3, rho: 0.3, kind: "plain", seed: 2 }),
        tableInstance({
          data: "ofa",
          n: 14,
          m: 3,
          rho: 0.4,
          kind: "full",
          mode: "continuous",
          seed: 3,
        }),
        drawn({ n: 24, m: 3, longest: 3, seed: 4, zeros: 4, weights: [1e-6, 1, 1e6] }),
        drawn({ n: 24, m: 3, longest: 3, seed: 5, kinds: 1, mode: "continuous" }),
        drawn({ n: 60, m: 1, longest: 8, seed: 6, kinds: 4 }),
      ];
      for (const problem of problems) {
        for (const method of METHODS) {
          expect(left(engine, problem, method), method).toEqual(left(reference, problem, method));
        }
      }
    },
  );

  it("answer the same whatever the slices", () => {
    for (let seed = 1; seed <= 6; seed++) {
      const mode = seed % 3 === 0 ? "continuous" : "discrete";
      const problem = drawn({ n: 12, m: 3, longest: 1, seed, mode, zeros: seed % 2 });
      for (const method of ["search", "exact"] as const) {
        for (const work of [2_000, 30_000, WORK]) {
          const whole = left(release, problem, method, Number.POSITIVE_INFINITY, work);
          for (const slice of [97, 1_000, 12_345]) {
            const sliced = left(release, problem, method, slice, work);
            expect(sliced, `${method}, seed ${seed}, ${work} by ${slice}`).toEqual(whole);
          }
        }
      }
    }
    // of so many tasks steps are long, and the proof of "search" makes way while it is at one
    const large = tableInstance({ data: "ofa", kind: "full", n: 60, m: 3, rho: 0.5, seed: 2 });
    for (const work of [1e5, 1e6, 2e6, 4e6, 8e6]) {
      const whole = left(release, large, "search", Number.POSITIVE_INFINITY, work);
      for (const slice of [3_001, 54_321]) {
        expect(left(release, large, "search", slice, work), `${work} by ${slice}`).toEqual(whole);
      }
    }
  });

  it.each([...OTHERS, ["reference", reference] as const])(
    "%s answers the same after larger and smaller problems, and curves in between",
    (_, engine) => {
      const problems = [8, 40, 3, 20, 1].map((n, k) =>
        drawn({
          n,
          m: 1 + (k % 3),
          longest: n / 8,
          seed: k + 1,
          zeros: k,
          mode: k % 2 > 0 ? "continuous" : "discrete",
        }),
      );
      const curves = generate({ tasks: 12, machines: 2, seed: 3 });
      const first = new Map<string, unknown>();
      for (const order of [
        [0, 1, 2, 3, 4],
        [4, 3, 2, 1, 0],
        [2, 0, 1, 4, 3],
      ]) {
        for (const k of order) {
          for (const method of METHODS) {
            const name = `problem ${k}, ${method}`;
            const answer = left(engine, problems[k], method, 2 ** 20, 100_000);
            if (!first.has(name)) first.set(name, answer);
            expect(answer, name).toEqual(first.get(name));
          }
          const name = "curves";
          const { stats: _stats, ...answer } = makeSolve(engine).solve(curves, { method: "refit" });
          const text = JSON.stringify(answer);
          if (!first.has(name)) first.set(name, text);
          expect(text).toBe(first.get(name));
        }
      }
    },
  );
});

interface Case {
  name: string;
  problem: TableRows;
  optimum: number;
}

const { cases } = JSON.parse(
  readFileSync(new URL("fixtures/tables.json", import.meta.url), "utf8"),
) as { cases: Case[] };

describe("proven optima of tables", () => {
  it.each(cases)("$name", ({ problem, optimum }) => {
    const tables = Object.values(problem.models).flatMap((types) => Object.values(types));
    const isDiscrete = tables.every(({ mode }) => mode !== "continuous");
    for (const method of METHODS) {
      // of continuous tables prices alone prove, which need not close
      const isFree = method === "exact" && isDiscrete;
      const limits = isFree ? {} : { steps: isDiscrete ? 1e7 : 3e6 };
      const answer = solveOn(release, problem, { method, gapTolerance: 1e-7, limits });
      expect(answer.bound, method).toBeGreaterThanOrEqual(optimum - 1e-9);
      const { violations, bound } = certify(problem as never, answer as never);
      expect(violations, method).toEqual([]);
      expect(bound).toBeGreaterThanOrEqual(optimum - 1e-9);
      if (method === "relax") continue;
      expect(tableFaults(problem, answer), method).toEqual([]);
      expect(answer.value).toBeLessThanOrEqual(optimum + 1e-9);
      if (method === "search" || method === "exact") {
        const least = isDiscrete ? optimum - 1e-9 : optimum * (1 - 6e-5);
        expect(answer.value, method).toBeGreaterThanOrEqual(least);
      }
      if (method !== "exact" || !isDiscrete) continue;
      expect(answer.gap).toBeLessThanOrEqual(1e-6);
    }
  });
});

describe("exact", () => {
  it.each([
    ["plain", {}],
    ["with times of 0", { zeros: 3 }],
    ["with one deadline", { kinds: 1 }],
    ["with two deadlines", { kinds: 2 }],
    ["with weights far apart", { weights: [1e-6, 1, 1e6] }],
  ])("proves the optimum of small discrete problems: %s", (_, kind) => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const problem = drawn({ n: 7, m: 1 + (seed % 3), longest: 1, seed, points: 3, ...kind });
      const optimum = tableOptimum(problem);
      const size = Math.max(1, optimum);
      const answer = solveOn(release, problem, {
        method: "exact",
        gapTolerance: 0,
        limits: { steps: 2e7 },
      });
      const label = `seed ${seed}, ${answer.value} of ${optimum}, bound ${answer.bound}`;
      expect(Math.abs(answer.value - optimum), label).toBeLessThan(1e-9 * size);
      expect(answer.gap, label).toBeLessThan(1e-6 * size);
      expect(answer.bound, label).toBeGreaterThanOrEqual(optimum * (1 - 1e-12));
    }
  });
});
