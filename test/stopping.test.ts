// What a search or a proof leaves that is stopped anywhere: the best schedule and the best bound so
// far, which is what the same steps leave however it is sliced.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { certify, generate, type Options, type Problem, solve } from "../src/index.js";
import { randomFrom } from "../src/problem/generate.js";

interface Case {
  name: string;
  problem: Problem;
  optimum: number;
}

const casesOf = (name: string): Case[] =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), "utf8")).cases;
const CASES = [...casesOf("optima"), ...casesOf("tables")];

/** Stopping points of a problem, and the steps of the last ones. */
const STOPS = 8;
const MOST_WORK = 2e7;
/** Up to so many steps per task "exact" does nothing but search. */
const SEARCHES = 45_000;
/** Relative to the optimum: what a value or a bound is rounded by. */
const ROUNDING = 1e-11;

/** Works from 1 to MOST_WORK, as many of every size, ascending. */
function stopsOf(seed: number): number[] {
  const random = randomFrom(seed);
  const works = Array.from({ length: STOPS }, () => Math.floor(MOST_WORK ** random()));
  return [0, ...works].sort((a, b) => a - b);
}

/** What JSON says of it, which does without what differs between two kinds of stop. */
function plain(answer: object): object {
  const { stats, ...rest } = JSON.parse(JSON.stringify(answer));
  return { ...rest, steps: stats.steps };
}

describe("exact, stopped anywhere,", () => {
  it.each(CASES)("has a valid schedule and a bound: $name", ({ problem, optimum }) => {
    const allowed = ROUNDING * Math.max(1, Math.abs(optimum));
    const n = (problem.tasks as unknown[]).length;
    let value = solve(problem, { method: "refit" }).value;
    let bound = Infinity;
    for (const [seed, steps] of stopsOf(n).entries()) {
      const label = `stop ${seed}, steps ${steps}`;
      const options: Options = { method: "exact", gapTolerance: 0, limits: { steps } };
      const answer = solve(problem, options);
      const judged = certify(problem, answer);
      expect(judged.violations, label).toEqual([]);
      expect(judged.bound, label).toBeGreaterThanOrEqual(optimum - allowed);
      expect(answer.value, label).toBeLessThanOrEqual(optimum + allowed);
      expect(answer.bound, label).toBeGreaterThanOrEqual(optimum - allowed);
      // neither gets worse with more steps
      expect(answer.value, label).toBeGreaterThanOrEqual(value - allowed);
      expect(answer.bound, label).toBeLessThanOrEqual(bound + allowed);
      [value, bound] = [answer.value, answer.bound];
      if (steps > SEARCHES * n) continue;
      const search = solve(problem, { ...options, method: "search" });
      expect(value, label).toBeGreaterThanOrEqual(search.value - allowed);
    }
  });
});

describe.each(["search", "exact"] as const)("%s", (method) => {
  // of so few tasks the proof begins after some 35 ms
  const problem = generate({ tasks: 16, machines: 4, speeds: [1, 4], seed: 5 });

  it("stopped by the clock or the caller leaves what as many steps leaves", () => {
    const random = randomFrom(7);
    const works = new Set<number>();
    for (let k = 0; k < 30; k++) {
      const timeMs = 80 * random() ** 3;
      const timed = solve(problem, { method, gapTolerance: 0, limits: { timeMs } });
      works.add(timed.stats.steps);
      const { steps } = timed.stats;
      expect(plain(solve(problem, { method, gapTolerance: 0, limits: { steps } }))).toEqual(
        plain(timed),
      );
    }
    expect(works.size).toBeGreaterThan(20);
    for (let reports = 1; reports < 12; reports += 2) {
      let left = reports;
      const onProgress = () => --left > 0;
      const limits = { steps: 1e9 };
      const stopped = solve(problem, { method, gapTolerance: 0, limits, onProgress });
      const { steps } = stopped.stats;
      expect(plain(solve(problem, { method, gapTolerance: 0, limits: { steps } }))).toEqual(
        plain(stopped),
      );
    }
  });
});
