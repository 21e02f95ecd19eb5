// Whatever a problem with tables looks like: feasible schedules, the bounds of the oracle, the same
// answer on both engines and in other units.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solve as solveReference } from "../src/entry/reference.js";
import { certify, type Method, solve } from "../src/index.js";
import {
  priceBound,
  priceFaults,
  type TableAnswer,
  type TablePrices,
  tableFaults,
} from "./helpers/table-checker.js";
import { smallProblem } from "./helpers/table-fuzz.js";
import { inTimeUnit, type TableRows, tableInstance } from "./helpers/table-instances.js";
import { tableOptimum } from "./helpers/table-oracle.js";
import { plainTableEdf } from "./helpers/table-rules.js";

type Answer = TableAnswer & {
  bound: number;
  prices: TablePrices;
  reason: ArrayLike<number>;
  provenBy: string;
  status: string;
};
type Solve = (problem: TableRows, options?: object) => Answer;
type Certify = (problem: TableRows, schedule: unknown) => { violations: string[]; value: number };

/** Enough for small problems; without a limit "exact" goes on where its bound stalls. */
const limits = { steps: 300_000 };
const onWasm: Solve = (problem, options) =>
  (solve as unknown as Solve)(problem, { limits, ...options });
const inJavaScript: Solve = (problem, options) =>
  (solveReference as unknown as Solve)(problem, { limits, ...options });
const check = certify as unknown as Certify;

const METHODS: Method[] = ["edf", "approx", "refit", "search", "exact"];
const RUNS = Math.ceil((Number(process.env.DSCT_RUNS ?? 1000) * 150) / 1000);
/** Of sums of a few values up to 5. */
const NEAR = 1e-9;

const sizeOf = ({ tasks }: TableRows) =>
  1 + tasks.reduce((sum, { weight = 1, base = 0 }) => sum + weight * (1 + Math.abs(base)), 0);

const KINDS = [
  ["discrete", 7, ["discrete"]],
  ["continuous", 4, ["continuous"]],
  ["mixed", 4, ["discrete", "continuous"]],
] as const;

/** What turned up, so that no property is empty. */
const seen = { served: 0, unserved: 0, proven: 0, reasons: new Set<number>() };

function note({ machine, reason, status }: Answer): void {
  for (let j = 0; j < machine.length; j++) {
    if (machine[j] >= 0) seen.served++;
    else seen.unserved++;
    seen.reasons.add(reason[j]);
  }
  if (status === "optimal") seen.proven++;
}

describe.each(KINDS)("small problems with %s tables", (_, most, modes) => {
  it("have feasible schedules between the simple rules and the optimum, below every bound", () => {
    const property = fc.property(smallProblem(most, modes), (problem) => {
      const near = NEAR * sizeOf(problem);
      const optimum = tableOptimum(problem);
      const value: Record<string, number> = {};
      for (const method of METHODS) {
        const answer = onWasm(problem, { method });
        expect(tableFaults(problem, answer), method).toEqual([]);
        expect(check(problem, answer).violations, method).toEqual([]);
        expect(check(problem, JSON.parse(JSON.stringify(answer))).violations, method).toEqual([]);
        expect(answer.value, method).toBeLessThanOrEqual(optimum + near);
        expect(answer.bound, method).toBeGreaterThanOrEqual(optimum - near);
        checkPrices(problem, answer, optimum, near);
        value[method] = answer.value;
        if (method === "exact") note(answer);
      }
      expect(value.search).toBeGreaterThanOrEqual(value.edf - near);
      expect(value.search).toBeGreaterThanOrEqual(value.refit - near);
      expect(value.refit).toBeGreaterThanOrEqual(value.approx - near);
      expect(value.exact).toBeGreaterThanOrEqual(value.search - near);
      // beside a run that fills all time to the last ulp the plain rule serves nobody of 0 s
      const plain = plainTableEdf(problem).value;
      expect(value.edf).toBeGreaterThanOrEqual(plain - 1e-9);
      if (!modes.some((mode) => mode === "continuous")) expect(value.edf).toBeCloseTo(plain, 9);
    });
    fc.assert(property, { seed: 1, numRuns: RUNS });
  });

  it("have the same answers on both engines, to the bit", () => {
    const property = fc.property(smallProblem(most, modes), (problem) => {
      for (const method of [...METHODS, "relax"]) {
        const [one, other] = [onWasm, inJavaScript].map((on) => {
          return { ...JSON.parse(JSON.stringify(on(problem, { method }))), engine: "", stats: {} };
        });
        expect(other).toEqual(one);
      }
    });
    fc.assert(property, { seed: 2, numRuns: RUNS });
  });

  it("have the same answers where times and weights are larger by powers of two", () => {
    const property = fc.property(smallProblem(most, modes), (problem) => {
      for (const method of METHODS) {
        const { machine, variant, accuracy } = onWasm(problem, { method });
        for (const scaled of [inTimeUnit(problem, 2 ** 30), inTimeUnit(problem, 2 ** -30)]) {
          expect(onWasm(scaled, { method })).toMatchObject({ machine, variant, accuracy });
        }
        const heavier = onWasm(withWeights(problem, 2 ** 20), { method });
        expect(heavier).toMatchObject({ machine, variant, accuracy });
      }
    });
    fc.assert(property, { seed: 3, numRuns: RUNS / 2 });
  });
});

function checkPrices(problem: TableRows, answer: Answer, optimum: number, near: number): void {
  expect(priceFaults(problem, answer.prices)).toEqual([]);
  const proven = priceBound(problem, answer.prices);
  expect(proven).toBeGreaterThanOrEqual(optimum - near);
  if (answer.provenBy === "prices") expect(Math.abs(proven - answer.bound)).toBeLessThan(near);
  else expect(proven).toBeGreaterThanOrEqual(answer.bound - near);
}

const withWeights = ({ tasks, ...rest }: TableRows, factor: number): TableRows => ({
  ...rest,
  tasks: tasks.map(({ weight = 1, ...task }) => ({ ...task, weight: weight * factor })),
});

it("the small problems had all that can happen in them", () => {
  expect(seen.served).toBeGreaterThan(200);
  expect(seen.unserved).toBeGreaterThan(200);
  expect(seen.proven).toBeGreaterThan(100);
  expect([...seen.reasons].sort()).toEqual([0, 1, 2, 3, 4]);
});

describe.each([
  ["ofa", "discrete"],
  ["timm", "discrete"],
  ["ofa", "continuous"],
] as const)("%s, %s", (data, mode) => {
  // other units round otherwise, so who of equals is served may differ
  it.each([1, 2, 3, 4, 5, 6, 7, 8])("is worth the same in other units, seed %i", (seed) => {
    const problem = tableInstance({ data, n: 16, m: 3, rho: 0.4, kind: "full", mode, seed });
    // not "refit", nor a search of continuous tables: prices are not the same to the last digits
    const methods = mode === "discrete" ? ["edf", "approx", "search"] : ["edf", "approx"];
    for (const method of methods as Method[]) {
      const { value } = onWasm(problem, { method });
      for (const factor of [1e9, 1e-9]) {
        expect(onWasm(inTimeUnit(problem, factor), { method }).value).toBeCloseTo(value, 9);
      }
      expect(onWasm(withWeights(problem, 1e6), { method }).value / 1e6).toBeCloseTo(value, 9);
    }
  });

  it.each([1, 2, 3, 4])(
    "stays within the linear programme's bound and its own, seed %i",
    (seed) => {
      const problem = tableInstance({ data, n: 40, m: 4, rho: 0.4, kind: "full", mode, seed });
      const answers = METHODS.slice(0, 4).map((method) => onWasm(problem, { method }));
      for (const answer of answers) {
        expect(tableFaults(problem, answer)).toEqual([]);
        expect(check(problem, answer).violations).toEqual([]);
        expect(priceBound(problem, answer.prices)).toBeGreaterThanOrEqual(
          answer.bound - NEAR * 100,
        );
      }
      const values = answers.map(({ value }) => value);
      expect(values[3]).toBeGreaterThanOrEqual(Math.max(...values) - NEAR);
    },
  );
});
