// Options -> a run: the defaults, and when a search stops. The engines only write down what they are
// asked, or take as long as the test says by its own clock; the last test is by the real one.

import { afterEach, describe, expect, it, vi } from "vitest";
import type { Buffers } from "../src/engine/buffers.js";
import type { Engine } from "../src/engine/engine.js";
import { beginning, run } from "../src/engine/limits.js";
import { type Control, QUANTUM, searchInSlices } from "../src/engine/slices.js";
import { generate, solve } from "../src/index.js";
import type { Method, Options, Progress } from "../src/types/index.js";

/** What `run` asks of an engine. */
function asked(n: number, m: number, options: Options, atEnd?: () => void) {
  const calls: unknown[][] = [];
  let control: Control = { gapTolerance: Number.NaN, steps: Number.NaN };
  const engine = {
    setLevels: (...codes: unknown[]) => void calls.push(["setLevels", ...codes]),
    run: (...given: unknown[]) => {
      calls.push(["run", ...given.slice(0, 4)]);
      control = given[4] as Control;
    },
  } as unknown as Engine;
  const levels = new Float64Array(16).fill(-1);
  const answer = run(engine, { levels } as unknown as Buffers, n, m, options, 0, atEnd);
  return { answer, calls, control, levels: Array.from(levels.subarray(0, 4)) };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

const METHODS: Method[] = ["relax", "approx", "refit", "search", "exact", "edf", "levels"];

describe("defaults", () => {
  it("search, the bound that goes with the method, a millionth a task", () => {
    expect(asked(3, 2, {}).calls).toEqual([["run", 3, 2, "search", "preemptive"]]);
    expect(asked(3, 2, {}).answer).toEqual({ method: "search", gapTolerance: 1e-6 * 3 });
    for (const method of METHODS) {
      const { answer, calls } = asked(4, 5, { method });
      const bound = method === "search" || method === "exact" ? "preemptive" : "relax";
      expect(calls.at(-1)).toEqual(["run", 4, 5, method, bound]);
      expect(answer).toEqual({ method, gapTolerance: 1e-6 * 4 });
    }
  });

  it("what is given is taken", () => {
    for (const method of METHODS) {
      for (const bound of ["relax", "preemptive"] as const) {
        const { answer, calls, control } = asked(4, 5, {
          method,
          boundMethod: bound,
          gapTolerance: 0,
        });
        expect(calls.at(-1)).toEqual(["run", 4, 5, method, bound]);
        expect([answer.gapTolerance, control.gapTolerance]).toEqual([0, 0]);
      }
    }
    expect(asked(4, 5, { gapTolerance: 0.5 }).control.gapTolerance).toBe(0.5);
  });

  it.each([
    [{}, 0, 3e5],
    [{}, 30, 3e5],
    [{}, 31, 310_000],
    [{}, 9999, 99_990_000],
    [{}, 10_001, 1e8],
    [{ method: "refit" }, 40, 4e5],
    [{ method: "exact" }, 1, 1e10],
    [{ method: "exact" }, 1e6, 1e10],
    [{ limits: {} }, 40, 4e5],
    [{ limits: { steps: 7 } }, 2, 7],
    [{ limits: { steps: 0 } }, 2, 0],
    [{ limits: { steps: Infinity } }, 2, Infinity],
    [{ limits: { timeMs: 3 } }, 2, Infinity],
    [{ limits: { timeMs: 0 }, method: "exact" }, 2, Infinity],
    [{ limits: { timeMs: 3, steps: 5 } }, 2, 5],
    [{ onProgress: () => {} }, 40, 4e5],
  ] as [Options, number, number][])("%o, %i tasks: steps up to %d", (options, n, steps) => {
    expect(asked(n, 1, options).control.steps).toBe(steps);
    expect(asked(n, 1, options).control.gapTolerance).toBe(1e-6 * n);
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
    for (const limits of [{ steps: 5 }, { timeMs: Infinity }, {}]) {
      expect(asked(2, 1, { limits }).control.next).toBeUndefined();
    }
  });

  it("atEnd is handed on", () => {
    const atEnd = () => {};
    expect(asked(2, 1, { onProgress: () => {} }, atEnd).control.atEnd).toBe(atEnd);
    expect(asked(2, 1, {}).control.atEnd).toBeUndefined();
  });
});

/** What a machine of the test does, and its clock shows. */
interface Machine {
  /** Work a millisecond, by the milliseconds that have passed. */
  speed: (time: number) => number;
  /** Milliseconds that the start takes. */
  start?: number;
  /** Work of a step, which cannot be cut. */
  step?: number;
  /** What the clock shows after so many milliseconds. */
  shows?: (time: number) => number;
  /** Whether it is the date, and there is no other clock. */
  isDate?: boolean;
}

/** A call on such a machine: how long it took, what was done, and the ends of its slices. */
function timed(machine: Machine, options: Options) {
  const { speed, start = 0, step = 0, shows = (time) => time, isDate = false } = machine;
  let time = 0;
  let done = 0;
  const ends: number[] = [];
  const resume = (upTo: number) => {
    const steps = Math.max(upTo - done, step);
    // in pieces, for the speed may change
    for (let k = 0; k < 64; k++) time += steps / 64 / speed(time);
    done += steps;
    ends.push(time);
    return false;
  };
  const now = vi.fn(() => shows(time));
  vi.stubGlobal("performance", isDate ? undefined : { now });
  vi.stubGlobal("Date", isDate ? { now } : undefined);
  const figures = { valueFound: () => 1, bound: () => 2, effort: () => done, nodes: () => 4 };
  const engine = {
    figures: () => figures,
    run: (...[, , , , control]: unknown[]) => {
      time += start;
      searchInSlices(resume, figures.effort, control as Control);
    },
  } as unknown as Engine;
  run(engine, {} as Buffers, 2, 1, options, beginning(options));
  vi.unstubAllGlobals();
  return { time, done, ends, looks: now.mock.calls.length };
}

/** Work a millisecond: a machine of today, and others. */
const TODAY = 2e5;
const SPEEDS: [string, number][] = [
  ["of today", TODAY],
  ["20 times slower", TODAY / 20],
  ["20 times faster", TODAY * 20],
];
const LIMITS = [0.1, 1, 2, 5, 100];

describe.each(SPEEDS)("a machine %s", (_, rate) => {
  const speed = () => rate;

  it("keeps its time, and uses it, with few looks at the clock", () => {
    for (const timeMs of LIMITS) {
      const { time, looks } = timed({ speed }, { limits: { timeMs } });
      expect(time).toBeGreaterThan(timeMs - 0.001);
      expect(time).toBeLessThan(timeMs + 0.03);
      expect(looks).toBeLessThan(30 + 15 * timeMs);
    }
  });

  it("whose speed changes by a factor of five, anywhere", () => {
    let latest = 0;
    for (let at = 0.05; at < 2; at += 0.05) {
      for (const factor of [5, 1 / 5]) {
        const changing = (time: number) => (time < at ? rate : rate * factor);
        const { time } = timed({ speed: changing }, { limits: { timeMs: 2 } });
        expect(time).toBeGreaterThan(2 - 0.001);
        latest = Math.max(latest, time - 2);
      }
    }
    expect(latest).toBeLessThan(0.5);
    expect(latest).toBeGreaterThan(0.01); // it was late somewhere
  });

  it("whose speed wavers", () => {
    for (const timeMs of LIMITS) {
      const wavering = (time: number) => rate * (1.5 + Math.sin(40 * time));
      const { time } = timed({ speed: wavering }, { limits: { timeMs } });
      expect(Math.abs(time - timeMs)).toBeLessThan(0.06);
    }
  });

  it("with steps that cannot be cut is late by one of them at most", () => {
    for (const timeMs of LIMITS) {
      const { time } = timed({ speed, step: 0.4 * rate }, { limits: { timeMs } });
      expect(time).toBeGreaterThan(timeMs - 0.001);
      expect(time).toBeLessThan(timeMs + 0.401);
    }
  });

  it("whose clock is coarse is late by a tick and a half at most", () => {
    for (const tick of [0.005, 0.1, 1]) {
      for (const timeMs of [1, 2, 5, 100]) {
        for (const isDate of [false, true]) {
          const shows = (time: number) => tick * Math.floor((time + 0.3 * tick) / tick + 1e-9);
          const { time } = timed({ speed, shows, isDate }, { limits: { timeMs } });
          expect(time).toBeGreaterThan(Math.min(timeMs, TODAY * 5 * (timeMs / rate)) - tick);
          expect(time).toBeLessThan(timeMs + 1.5 * tick + 0.03);
        }
      }
    }
  });

  it("whose clock is put forward stops by it; put back, it goes on counting", () => {
    const forward = (time: number) => (time > 1 ? time + 50 : time);
    expect(timed({ speed, shows: forward }, { limits: { timeMs: 20 } }).time).toBeLessThan(1.2);
    const slept = timed({ speed, shows: forward }, { limits: { timeMs: 200 } });
    expect(Math.abs(slept.time - 150)).toBeLessThan(0.1);
    const back = (time: number) => (time > 1 ? time - 3.6e6 : time);
    const { time } = timed({ speed, shows: back }, { limits: { timeMs: 20 } });
    expect(Math.abs(time - 20)).toBeLessThan(0.2);
  });

  it("whose clock stands still does a million units for every millisecond", () => {
    const { done, ends } = timed({ speed, shows: () => 5 }, { limits: { timeMs: 3 } });
    expect(done).toBe(3e6);
    expect(ends.length).toBeLessThan(30);
  });

  it("has started when its time counts", () => {
    const late = timed({ speed, start: 7 }, { limits: { timeMs: 5 } });
    expect([late.time, late.ends]).toEqual([7, []]);
    // a share of the start is left for the layout
    const { time } = timed({ speed, start: 1 }, { limits: { timeMs: 5 } });
    expect(time).toBeGreaterThan(4.45);
    expect(time).toBeLessThan(4.55);
  });
});

describe("time", () => {
  const speed = () => TODAY;

  it("of 0 is over at once", () => {
    expect(timed({ speed }, { limits: { timeMs: 0 } }).ends).toEqual([]);
    expect(timed({ speed }, { limits: { timeMs: 0, steps: 1e9 } }).ends).toEqual([]);
  });

  it("ends where the steps does, if that is sooner, and the other way round", () => {
    expect(timed({ speed }, { limits: { timeMs: 5, steps: 12_345 } }).done).toBe(12_345);
    expect(timed({ speed }, { limits: { timeMs: 5, steps: 1e9 } }).time).toBeLessThan(5.03);
  });

  it("without end needs no clock", () => {
    const options: Options = { limits: { timeMs: Infinity }, onProgress: () => false };
    expect(timed({ speed }, options)).toMatchObject({ done: QUANTUM, looks: 1 });
    const { looks } = timed({ speed }, { limits: { steps: 5 * QUANTUM } });
    expect(looks).toBe(0);
  });
});

describe("progress", () => {
  it("is told without a clock, and only false stops", () => {
    const answers = [undefined, true, null, 0, "", false];
    const heard: Progress[] = [];
    const onProgress = (progress: Progress) => {
      heard.push(progress);
      return answers[heard.length - 1] as boolean;
    };
    const { done, looks } = timed({ speed: () => TODAY }, { onProgress, limits: { steps: 1e8 } });
    expect(done).toBe(6 * QUANTUM);
    expect(heard.map(({ steps }) => steps)).toEqual([1, 2, 3, 4, 5, 6].map((k) => k * QUANTUM));
    expect(heard[0]).toEqual({ value: 1, bound: 2, steps: QUANTUM, nodes: 4 });
    expect(looks).toBe(0);
  });

  it("is told as often where time is limited, between shorter slices", () => {
    const heard: number[] = [];
    const onProgress = ({ steps }: Progress) => void heard.push(steps);
    const { done } = timed({ speed: () => TODAY }, { onProgress, limits: { timeMs: 50 } });
    expect(heard).toHaveLength(Math.floor(done / QUANTUM));
    for (const [k, steps] of heard.entries()) {
      expect(steps / QUANTUM).toBeGreaterThanOrEqual(k + 1);
      expect(steps / QUANTUM).toBeLessThan((k + 1) * 1.03);
    }
  });

  it("is part of the time", () => {
    let paused = 0;
    const onProgress = () => {
      paused += 30;
    };
    const machine = { speed: () => TODAY, shows: (time: number) => time + paused };
    const { time } = timed(machine, { onProgress, limits: { timeMs: 50 } });
    expect(paused).toBe(60);
    expect(time).toBeLessThan(2.2 * (QUANTUM / TODAY));
  });
});

describe("the real clock", () => {
  it("is kept closely, but where the machine is taken away", () => {
    const problem = generate({ tasks: 50, machines: 5, speeds: [1, 4], seed: 1 });
    const options: Options = { gapTolerance: 0, limits: { timeMs: 2 } };
    const late = Array.from({ length: 60 }, () => {
      const begin = performance.now();
      solve(problem, options);
      return performance.now() - begin - 2;
    });
    // of the calls that nothing came in the way of: slices of 5 ms are 3 ms late without exception
    const [best, quarter] = [0, 15].map((k) => late.sort((a, b) => a - b)[k]);
    expect(best).toBeGreaterThan(-1);
    expect(quarter).toBeLessThan(1);
  });
});
