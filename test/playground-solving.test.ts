// What the playground solves when: quick after every change, every method once it is calm.

import { describe, expect, it, vi } from "vitest";
import type { RowProblem } from "../playground/model/problem.js";
import { isServed, jain, servedOf } from "../playground/model/schedule.js";
import { methodsOf, type Solved, Solving } from "../playground/solving/runs.js";
import { solve } from "../src/entry/reference.js";
import { generate } from "../src/problem/generate.js";
import type { Options, Pool, PoolSolveOptions, Problem } from "../src/types/index.js";

/** As a pool, in the same thread; searches wait until `release` is called, with reports. */
function fakePool() {
  const asked: { problem: unknown; options: PoolSolveOptions }[] = [];
  const held: (() => void)[] = [];
  const answer = (problem: Problem, { signal, onProgress, ...options }: PoolSolveOptions) =>
    new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason));
      const go = () => {
        try {
          onProgress?.({ value: 1, bound: 2, steps: 1, nodes: 0 });
          resolve(solve(problem, options as Options));
        } catch (error) {
          reject(error);
        }
      };
      if (options.method === "exact") held.push(go);
      else setTimeout(go, 1);
    });
  const pool = {
    solve: (problem: Problem, options: PoolSolveOptions) => {
      asked.push({ problem, options });
      return answer(problem, options);
    },
  };
  return { pool: pool as unknown as Pool, asked, held };
}

const problemOf = (seed: number) => generate({ tasks: 8, machines: 2, seed }) as RowProblem;

function start(problem: RowProblem) {
  const fake = fakePool();
  const states: Solved[] = [];
  const solving = new Solving(fake.pool, problem, (solved) => states.push(solved));
  return { ...fake, solving, last: () => states[states.length - 1] };
}

/** Other tests run beside this one: it may take a while. */
const until = (check: () => void) => vi.waitFor(check, { timeout: 30_000 });

const done = (solved: Solved) =>
  [...solved.runs.values()].filter(({ state }) => state === "done").map(({ method }) => method);

describe("solving", () => {
  it("answers quickly, then by every method, as solve does", async () => {
    const problem = problemOf(1);
    const { last, solving } = start(problem);
    await until(() => expect(last().quick?.schedule.method).toBe("refit"));
    await until(() => expect(done(last())).toHaveLength(6));
    for (const method of methodsOf(problem)) {
      const run = last().runs.get(method);
      if (method === "exact") expect(run?.state).toBe("idle");
      else expect(run?.schedule?.toJSON()).toEqual(solve(problem, { method }).toJSON());
    }
    solving.end();
  });

  it("solves only the last of many changes, and drops what was asked of those before", async () => {
    const { solving, asked, last } = start(problemOf(1));
    for (let seed = 2; seed <= 30; seed++) solving.setProblem(problemOf(seed));
    const final = problemOf(31);
    solving.setProblem(final);
    await until(() => expect(last().quick?.problem).toBe(final));
    expect(asked.length).toBe(2);
    await until(() => expect(done(last())).toHaveLength(6));
    expect(asked.every(({ problem }, k) => k === 0 || problem === final)).toBe(true);
    solving.end();
  });

  it("tells a search to stop, whose best so far is then the answer", async () => {
    const { solving, held, asked, last } = start(problemOf(3));
    await until(() => expect(done(last())).toHaveLength(6));
    solving.runExact(7);
    expect(last().runs.get("exact")?.state).toBe("running");
    const { options } = asked[asked.length - 1];
    expect(options.limits).toEqual({ timeMs: 7000 });
    expect(options.onProgress?.({ value: 1, bound: 3, steps: 1, nodes: 0 })).toBe(true);
    solving.stop("exact");
    expect(last().runs.get("exact")?.state).toBe("stopping");
    expect(options.onProgress?.({ value: 1, bound: 2, steps: 2, nodes: 0 })).toBe(false);
    held[0]();
    await until(() => expect(last().runs.get("exact")?.state).toBe("done"));
    const run = last().runs.get("exact");
    expect(run?.isStopped).toBe(true);
    expect(run?.samples.map(({ bound }) => bound)).toEqual([3, run?.schedule?.bound]);
    solving.end();
  });

  it("forgets a search of the problem before", async () => {
    const { solving, held, asked, last } = start(problemOf(4));
    await until(() => expect(done(last())).toHaveLength(6));
    solving.runExact(1);
    const { options } = asked[asked.length - 1];
    solving.setProblem(problemOf(5));
    expect(options.signal?.aborted).toBe(true);
    held[0]();
    await until(() => expect(done(last())).toHaveLength(6));
    expect(last().runs.get("exact")?.state).toBe("idle");
    solving.end();
  });

  it("says what is wrong, keeps the schedule before, and goes on when that is mended", async () => {
    const good = problemOf(6);
    const { solving, asked, last } = start(good);
    await until(() => expect(done(last())).toHaveLength(6));
    const count = asked.length;
    const tasks = good.tasks.map((task, j) => (j === 3 ? { ...task, weight: -2 } : task));
    solving.setProblem({ ...good, tasks } as RowProblem);
    await until(() =>
      expect(last().mistake).toEqual({
        message: "tasks[3].weight is -2; expected a number > 0",
        path: "tasks[3].weight",
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(asked.length).toBe(count + 1);
    expect(last().quick?.problem).toBe(good);
    solving.setProblem(good);
    await until(() => expect(last().mistake).toBeUndefined());
    solving.end();
  });
});

it("Jain's index is 1 for equals, 1/n where one has all, and 1 for nobody", () => {
  expect(jain([0.5, 0.5, 0.5])).toBeCloseTo(1, 12);
  expect(jain([0, 0, 0, 0.7])).toBeCloseTo(0.25, 12);
  expect(jain([1, 3])).toBeCloseTo(0.8, 12);
  expect([jain([]), jain([0, 0])]).toEqual([1, 1]);
});

it("counts who is served, of both kinds", () => {
  const curves = solve({
    machines: [{ speed: 1 }],
    tasks: [
      { deadline: 1, theta: 1, maxWork: 1 },
      { deadline: -1, theta: 1, maxWork: 1 },
    ],
  });
  expect([servedOf(curves), isServed(curves, 0), isServed(curves, 1)]).toEqual([1, true, false]);
  const models = { net: { gpu: { time: [0.01], accuracy: [0.7] } } };
  const tables = solve({
    models,
    machines: [{ type: "gpu" }],
    tasks: [
      { model: "net", deadline: 0.02 },
      { model: "net", deadline: 0.001 },
    ],
  });
  expect([servedOf(tables), isServed(tables, 1)]).toEqual([1, false]);
});
