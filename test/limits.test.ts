// Options -> a run: the defaults, and when a search stops. The engine only writes down what it is
// asked, and the clock is the test's.

import { afterEach, describe, expect, it, vi } from "vitest";
import type { Buffers } from "../src/engine/buffers.js";
import type { Engine } from "../src/engine/engine.js";
import { run } from "../src/engine/limits.js";
import type { Control } from "../src/engine/slices.js";
import type { Method, Options, Progress } from "../src/types/index.js";

/** What `run` asks of an engine. */
function asked(n: number, m: number, options: Options, atEnd?: () => void) {
  const calls: unknown[][] = [];
  let control: Control = { tolerance: Number.NaN, work: Number.NaN };
  const figures = { valueFound: () => 1, bound: () => 2, effort: () => 3, nodes: () => 4 };
  const engine = {
    figures: () => figures,
    setLevels: (...codes: unknown[]) => void calls.push(["setLevels", ...codes]),
    run: (...given: unknown[]) => {
      calls.push(["run", ...given.slice(0, 4)]);
      control = given[4] as Control;
    },
  } as unknown as Engine;
  const levels = new Float64Array(16).fill(-1);
  const answer = run(engine, { levels } as unknown as Buffers, n, m, options, atEnd);
  return { answer, calls, control, levels: Array.from(levels.subarray(0, 4)) };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Every call of the clock, of which each says the next of these times, then the last of them. */
function fakeClock(name: "performance" | "Date", ...times: number[]) {
  const now = vi.fn(() => (times.length > 1 ? (times.shift() as number) : times[0]));
  vi.stubGlobal(name, { now });
  return now;
}

const METHODS: Method[] = ["relax", "approx", "refit", "search", "exact", "edf", "levels"];

describe("defaults", () => {
  it("search, the bound that goes with the method, a millionth a task", () => {
    expect(asked(3, 2, {}).calls).toEqual([["run", 3, 2, "search", "preemptive"]]);
    expect(asked(3, 2, {}).answer).toEqual({ method: "search", tolerance: 1e-6 * 3 });
    for (const method of METHODS) {
      const { answer, calls } = asked(4, 5, { method });
      const bound = method === "search" || method === "exact" ? "preemptive" : "relax";
      expect(calls.at(-1)).toEqual(["run", 4, 5, method, bound]);
      expect(answer).toEqual({ method, tolerance: 1e-6 * 4 });
    }
  });

  it("what is given is taken", () => {
    for (const method of METHODS) {
      for (const bound of ["relax", "preemptive"] as const) {
        const { answer, calls, control } = asked(4, 5, { method, bound, tolerance: 0 });
        expect(calls.at(-1)).toEqual(["run", 4, 5, method, bound]);
        expect([answer.tolerance, control.tolerance]).toEqual([0, 0]);
      }
    }
    expect(asked(4, 5, { tolerance: 0.5 }).control.tolerance).toBe(0.5);
  });

  it.each([
    [{}, 0, 0],
    [{}, 1, 45_000],
    [{}, 2222, 99_990_000],
    [{}, 2223, 1e8],
    [{ method: "refit" }, 2, 90_000],
    [{ method: "exact" }, 1, 1e10],
    [{ method: "exact" }, 1e6, 1e10],
    [{ limits: {} }, 2, 90_000],
    [{ limits: { work: 7 } }, 2, 7],
    [{ limits: { work: 0 } }, 2, 0],
    [{ limits: { work: Infinity } }, 2, Infinity],
    [{ limits: { timeMs: 3 } }, 2, 3e6],
    [{ limits: { timeMs: 0 }, method: "exact" }, 2, 0],
    [{ limits: { timeMs: 3, work: 5 } }, 2, 5],
    [{ onProgress: () => {} }, 2, 90_000],
  ] as [Options, number, number][])("%o, %i tasks: work up to %d", (options, n, work) => {
    expect(asked(n, 1, options).control.work).toBe(work);
    expect(asked(n, 1, options).control.tolerance).toBe(1e-6 * n);
  });

  it("of levels: three, the highest that fits", () => {
    const standard = asked(2, 1, { method: "levels" });
    expect(standard.levels).toEqual([0.27, 0.55, 0.82, -1]);
    expect(standard.calls).toEqual([
      ["setLevels", 3, "highest-fit"],
      ["run", 2, 1, "levels", "relax"],
    ]);
    const given = asked(2, 1, { method: "levels", levels: [0.3, 0.5], reading: "upgrade" });
    expect(given.levels).toEqual([0.3, 0.5, -1, -1]);
    expect(given.calls[0]).toEqual(["setLevels", 2, "upgrade"]);
    expect(asked(2, 1, { method: "edf", levels: [0.3] }).levels).toEqual([-1, -1, -1, -1]);
  });

  it("nothing is asked between slices where neither time nor progress matters", () => {
    const now = fakeClock("performance", 0);
    expect(asked(2, 1, { limits: { work: 5 } }).control.goesOn).toBeUndefined();
    expect(now).not.toHaveBeenCalled();
  });

  it("atEnd is handed on", () => {
    const atEnd = () => {};
    expect(asked(2, 1, { onProgress: () => {} }, atEnd).control.atEnd).toBe(atEnd);
    expect(asked(2, 1, {}, atEnd).control.atEnd).toBeUndefined(); // nobody is called in between
    expect(asked(2, 1, {}).control.atEnd).toBeUndefined();
  });
});

describe("time", () => {
  it("is over when so many milliseconds have passed, not before", () => {
    fakeClock("performance", 1000, 1000, 1004.9, 1005, 1006);
    const { goesOn } = asked(2, 1, { limits: { timeMs: 5 } }).control;
    expect([goesOn?.(), goesOn?.(), goesOn?.(), goesOn?.()]).toEqual([true, true, false, false]);
  });

  it("of 0 is over at once", () => {
    fakeClock("performance", 1000);
    expect(asked(2, 1, { limits: { timeMs: 0 } }).control.goesOn?.()).toBe(false);
  });

  it("without end needs no clock between slices", () => {
    const now = fakeClock("performance", 1000);
    const { goesOn } = asked(2, 1, { limits: { timeMs: Infinity } }).control;
    const calls = now.mock.calls.length;
    expect(goesOn?.()).toBe(true);
    expect(now).toHaveBeenCalledTimes(calls);
  });

  it("is that of the date where there is no other clock", () => {
    vi.stubGlobal("performance", undefined);
    fakeClock("Date", 70, 79, 80);
    const { goesOn } = asked(2, 1, { limits: { timeMs: 10 } }).control;
    expect([goesOn?.(), goesOn?.()]).toEqual([true, false]);
  });

  it("is not that of the date where there is another", () => {
    const date = fakeClock("Date", 0);
    fakeClock("performance", 0);
    asked(2, 1, { limits: { timeMs: 10 } }).control.goesOn?.();
    expect(date).not.toHaveBeenCalled();
  });

  it("that is over is not reported", () => {
    fakeClock("performance", 0, 9);
    const onProgress = vi.fn();
    const { goesOn } = asked(2, 1, { onProgress, limits: { timeMs: 9 } }).control;
    expect(goesOn?.()).toBe(false);
    expect(onProgress).not.toHaveBeenCalled();
  });
});

describe("progress", () => {
  it("is told without a clock, and only false stops", () => {
    const now = fakeClock("performance", 0);
    const answers = [undefined, true, null, 0, "", false];
    const heard: Progress[] = [];
    const onProgress = (progress: Progress) => {
      heard.push(progress);
      return answers[heard.length - 1] as boolean;
    };
    const { goesOn } = asked(2, 1, { onProgress }).control;
    const went = answers.map(() => goesOn?.());
    expect(went).toEqual([true, true, true, true, true, false]);
    expect(heard[0]).toEqual({ value: 1, bound: 2, work: 3, nodes: 4 });
    expect(now).not.toHaveBeenCalled();
  });
});
