// solveAsync in threads: the answers and errors of solve, progress, and an end at any time.

import { describe, expect, it } from "vitest";
import { solveAsync } from "../src/entry/worker-node.js";
import { generate, type Options, type Problem, type Progress, solve } from "../src/index.js";
import { makeSolveAsync } from "../src/worker/solve-async.js";
import { METHODS } from "./helpers/engines.js";

const problem = generate({ tasks: 40, machines: 4, seed: 3, speeds: [1, 3] });
/** Minutes of "exact". */
const LONG: Options = { method: "exact", tolerance: 0, limits: { work: 1e12 } };
const hard = generate({ tasks: 200, machines: 10, seed: 1, speeds: [1, 4] });

/** What `solve` throws. */
function mistake(bad: unknown, options?: unknown): Error {
  try {
    solve(bad as Problem, options as Options);
  } catch (error) {
    return error as Error;
  }
  throw new Error("solve took it");
}

describe("solveAsync", () => {
  it("answers as solve, to the bit, by every method", async () => {
    for (const method of METHODS) {
      const options: Options = { method, limits: { work: 20_000 } };
      expect(await solveAsync(problem, options)).toEqual(solve(problem, options));
    }
    const exact: Options = { method: "exact", limits: { work: 1e6 } };
    expect(await solveAsync(problem, exact)).toEqual(solve(problem, exact));
  });

  it("leaves the caller's problem alone, whatever else it holds", async () => {
    const tasks = problem.tasks.map((task) => ({ ...task, done: () => "a function" }));
    const deadline = Float64Array.from(tasks, (task) => task.deadline);
    const [theta, maxWork] = [deadline.map(() => 2), deadline.map(() => 1)];
    const columns = { machines: { speed: [1, 2] }, tasks: { deadline, theta, maxWork } };
    expect(await solveAsync({ ...problem, tasks })).toEqual(solve(problem));
    expect(await solveAsync(columns)).toEqual(solve(columns));
    expect(deadline).toHaveLength(tasks.length);
  });

  it.each([
    [{ machines: [{ speed: 1 }], tasks: [{ deadline: -2, theta: 1, maxWork: 1 }] }, {}],
    [{ machines: [], tasks: [] }, {}],
    [{ machines: [{ speed: "fast" }], tasks: [] }, {}],
    [problem, { method: "best" }],
    [problem, { engine: "wasm" }],
    [problem, { limits: { work: -1 } }],
    [problem, { onProgress: 3 }],
    [undefined, {}],
    [{ machines: [{ speed: 1 }], tasks: { ...columnsOf(2 ** 27) } }, {}],
  ])("rejects as solve throws: %#", async (bad, options) => {
    const expected = mistake(bad, options);
    const failure = await solveAsync(bad as Problem, options as Options).catch((error) => error);
    expect(failure).toBeInstanceOf(expected.constructor);
    expect(failure.message).toBe(expected.message);
  });

  it("names what is no signal", async () => {
    const failure = solveAsync(problem, { signal: 5 as unknown as AbortSignal });
    await expect(failure).rejects.toThrow("options.signal is 5; expected an AbortSignal");
  });

  it("ends with the reason of the signal, before and while it runs", async () => {
    const gone = solveAsync(hard, { ...LONG, signal: AbortSignal.abort("no") });
    await expect(gone).rejects.toBe("no");
    const controller = new AbortController();
    let reports = 0;
    const onProgress = () => {
      if (++reports === 3) controller.abort(new Error("enough"));
    };
    const running = solveAsync(hard, { ...LONG, signal: controller.signal, onProgress });
    await expect(running).rejects.toThrow("enough");
    const heard = reports;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(reports).toBe(heard); // the thread is gone
  });

  it("does not hold up the event loop", async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    const signal = AbortSignal.timeout(300);
    await expect(solveAsync(hard, { ...LONG, signal })).rejects.toThrow(/timeout/);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(20);
  });

  it("reports progress, and stops when told, with the best so far", async () => {
    const reports: Progress[] = [];
    const onProgress = (progress: Progress) => reports.push(progress) < 4;
    const schedule = await solveAsync(hard, { ...LONG, onProgress });
    expect(reports.length).toBeGreaterThanOrEqual(4);
    expect(Object.keys(reports[0])).toEqual(["value", "bound", "work", "nodes"]);
    expect(schedule.value).toBeGreaterThanOrEqual(reports[3].value);
    expect(schedule.stats.work).toBeGreaterThanOrEqual(reports[3].work);
  });

  it("stops where no memory is shared with what the work of that report finds", async () => {
    const { SharedArrayBuffer: shared } = globalThis;
    Reflect.deleteProperty(globalThis, "SharedArrayBuffer");
    try {
      const stopAt = () => {
        let left = 3;
        return () => --left > 0;
      };
      const schedule = await solveAsync(hard, { onProgress: stopAt() });
      expect(schedule).toEqual(solve(hard, { onProgress: stopAt() }));
    } finally {
      globalThis.SharedArrayBuffer = shared;
    }
  });

  it("rejects with what onProgress throws", async () => {
    const onProgress = () => {
      throw new Error("mine");
    };
    await expect(solveAsync(hard, { ...LONG, onProgress })).rejects.toThrow("mine");
  });

  it("rejects where no worker starts", async () => {
    const nowhere = makeSolveAsync(() => {
      throw new Error("no workers here");
    });
    await expect(nowhere(problem)).rejects.toThrow("no workers here");
  });
});

/** More tasks than the core has memory for; one array for all columns. */
function columnsOf(n: number) {
  const column = new Uint8Array(n).fill(1);
  return { deadline: column, theta: column, maxWork: column };
}
