// What moves while it is read: getters, clocks, other threads, proxies, arrays that change. Whatever
// it does, a call answers for one consistent reading, or throws; and the next call is right.

import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import * as reference from "../src/entry/reference.js";
import { solveAsync } from "../src/entry/worker-node.js";
import * as main from "../src/index.js";
import { generate } from "../src/problem/generate.js";
import type { CurvesProblem, Method, Options, Schedule } from "../src/types/index.js";

const entries = [
  ["dsct", main],
  ["dsct/reference", reference],
] as const;

const machines = [{ speed: 1 }, { speed: 2 }];
const task = { deadline: 1, theta: 2, maxWork: 3 };
const still: CurvesProblem = { machines, tasks: [task, task, task] };
const METHODS: Method[] = ["relax", "approx", "refit", "search", "exact", "edf", "levels"];
const RE_ENTERED = "the problem's getters called the solver that is reading it";

/** Fields that would make it one of a problem with tables. */
const OF_TABLES: PropertyKey[] = ["type", "model", "minAccuracy", "latency"];

/** A task each of whose fields is what `field` says, time after time. */
function moving(field: (name: string) => unknown): typeof task {
  const get = (_: object, name: PropertyKey) =>
    OF_TABLES.includes(name) ? undefined : field(String(name));
  return new Proxy({}, { get }) as typeof task;
}

/** An array whose length is what `length` says. */
function lying<Entry>(array: Entry[], length: () => unknown): Entry[] {
  const get = (target: Entry[], name: PropertyKey) =>
    name === "length" ? length() : target[name as unknown as number];
  return new Proxy(array, { get });
}

/** What a call throws. */
function thrown(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    return error as Error;
  }
  throw new Error("it did not throw");
}

const asValue = ({ engine: _, ...schedule }: Schedule) => schedule;

describe.each(entries)("problems that move, on %s", (_, { solve, solveMany, certify }) => {
  const expected = asValue(solve(still));
  const isUsable = () => expect(asValue(solve(still))).toEqual(expected);

  it("every number of a row is read once", () => {
    const reads = new Map<string, number>();
    const row = moving((name) => {
      reads.set(name, (reads.get(name) ?? 0) + 1);
      return { deadline: 1, theta: 2, maxWork: 3, weight: 1, base: 0, gain: 1 }[name];
    });
    const schedule = solve({ machines, tasks: [row] });
    expect(Object.fromEntries(reads)).toEqual({
      deadline: 1,
      theta: 1,
      maxWork: 1,
      weight: 1,
      base: 1,
      gain: 1,
    });
    solveMany([{ machines, tasks: [row] }]);
    certify({ machines, tasks: [row] }, schedule);
    expect([...new Set(reads.values())]).toEqual([3]);
  });

  it("a deadline of a clock that passes is the one that was checked", () => {
    for (const method of METHODS) {
      let now = 0.9985;
      const tick = () => {
        now += 0.001;
        return 1 - now;
      };
      const row = moving((name) => (name === "deadline" ? tick() : task[name as "theta"]));
      const { work, end } = solve({ machines, tasks: [row] }, { method });
      expect(work[0], method).toBeGreaterThanOrEqual(0);
      expect(end[0], method).toBeLessThanOrEqual(0.0005 + 1e-12);
      const late = solve({ machines, tasks: [row] }, { method });
      expect([late.machine[0], late.work[0], late.end[0]], method).toEqual([-1, 0, 0]);
    }
    isUsable();
  });

  it("numbers that change at every reading neither hang nor poison any method", () => {
    const values = [1, Number.NaN, -1, Infinity, 0, 1e308, 5e-324, "3", null, 1n, 0.5];
    let k = 0;
    let solved = 0;
    const next = (good: number) => (k++ % 7 === 0 ? values[k % values.length] : good + (k % 3));
    for (const method of METHODS) {
      for (const reading of ["highest-fit", "upgrade"] as const) {
        for (let round = 0; round < 40; round++) {
          const tasks = [0, 1].map(() => moving(() => next(1)));
          const speed = [1, 2].map(() => moving(() => next(1)) as unknown as { speed: number });
          try {
            const { value, work } = solve({ machines: speed, tasks }, { method, reading });
            expect(Number.isFinite(value)).toBe(true);
            expect(work.every((f) => f >= 0)).toBe(true);
            solved++;
          } catch (error) {
            expect(`${error}`).toMatch(/^(Type|Range)Error: .* expected /);
          }
        }
      }
    }
    expect(solved).toBeGreaterThan(10);
    isUsable();
  });

  it("a getter that throws is heard, and the solver goes on", () => {
    const bad = moving((name) => {
      if (name === "maxWork") throw new Error("mine");
      return 1;
    });
    const column = new Proxy([1, 2], {
      get: (target, name) => {
        if (name === "1") throw new Error("mine");
        return target[name as "length"];
      },
    });
    const holder = {
      machines,
      get tasks(): (typeof task)[] {
        throw new Error("mine");
      },
    };
    for (const problem of [
      { machines, tasks: [task, bad] },
      { machines, tasks: { deadline: column, theta: [1, 1], maxWork: [1, 1] } },
      holder,
    ]) {
      expect(() => solve(problem)).toThrow("mine");
      expect(() => solveMany([still, problem])).toThrow("mine");
      expect(() => certify(problem, solve(still))).toThrow("mine");
      isUsable();
    }
  });

  it("a getter that solves another problem is told so; a caller who catches that goes on", () => {
    const other = generate({ tasks: 30, machines: 3 });
    let inner: Error | undefined;
    const entering = (call: () => unknown) =>
      moving((name) => {
        if (name === "theta") inner = thrown(call);
        return task[name as "theta"];
      });
    for (const call of [() => solve(other), () => solveMany([other])]) {
      const tasks = [task, entering(call), task];
      expect(asValue(solve({ machines, tasks }))).toEqual(expected);
      expect(inner?.message).toBe(RE_ENTERED);
      expect(asValue(solveMany([{ machines, tasks }])[0])).toEqual(expected);
    }
    const surfacing = moving(() => solve(other).value);
    expect(() => solve({ machines, tasks: [surfacing] })).toThrow(RE_ENTERED);
    const onProgress = () => solve(other);
    const options: Options = { onProgress, gapTolerance: 0, limits: { steps: 1e7 } };
    expect(() => solve(generate({ tasks: 100, machines: 5 }), options)).toThrow(
      "onProgress called the solver that is calling it",
    );
    isUsable();
  });

  it("options whose getters solve are read before anything is under way", () => {
    const options = {
      get method(): Method {
        solve(generate({ tasks: 30, machines: 3 }));
        return "search";
      },
    };
    expect(asValue(solve(still, options))).toEqual(expected);
  });

  it("lengths are read once: arrays that grow, shrink, lie or have holes", () => {
    const growing: unknown[] = [];
    growing.push(
      moving((name) => {
        growing.push(task);
        return task[name as "theta"];
      }),
      task,
      task,
    );
    expect(asValue(solve({ machines, tasks: growing as (typeof task)[] }))).toEqual(expected);
    const shrinking: unknown[] = [task, task, task];
    shrinking[0] = moving((name) => {
      shrinking.length = 2;
      return task[name as "theta"];
    });
    const missing = "tasks[2] is undefined; expected an object";
    expect(() => solve({ machines, tasks: shrinking as (typeof task)[] })).toThrow(missing);
    const holes = [1, 1, 1];
    delete holes[1];
    expect(() =>
      solve({ machines, tasks: { deadline: holes, theta: holes, maxWork: holes } }),
    ).toThrow("tasks.deadline[1] is undefined; expected a number");
    let length = 3;
    const first = lying([task, task, task, task], () => length--);
    expect(asValue(solve({ machines, tasks: first }))).toEqual(expected);
    for (const lie of ["3", 2.5, -1, Number.NaN, Infinity]) {
      const lies = lying([task, task, task], () => lie);
      expect(() => solve({ machines, tasks: lies })).toThrow("entries; expected an integer >= 0");
    }
    isUsable();
  });

  it("a typed array that lies about its length leaves nothing of the problem before", () => {
    class Long extends Float64Array {
      override get length(): number {
        return 200;
      }
    }
    solve(generate({ tasks: 300, machines: 2 }));
    const column = new Float64Array(200).fill(1);
    const deadline = new Long(3).fill(1);
    expect(() => solve({ machines, tasks: { deadline, theta: column, maxWork: column } })).toThrow(
      "tasks.deadline[3] is undefined; expected a number",
    );
  });

  it("a list of problems is read once, before any is solved", () => {
    let reads = 0;
    const problems = new Proxy([still, still], {
      get(target, name) {
        if (typeof name === "string" && /^\d$/.test(name)) reads++;
        return target[name as unknown as number];
      },
    });
    expect(solveMany(problems).map(asValue)).toEqual([expected, expected]);
    expect(reads).toBe(2);
    const growing: CurvesProblem[] = [];
    const problem = {
      machines,
      get tasks() {
        growing.push(still);
        return still.tasks;
      },
    };
    growing.push(problem as CurvesProblem, still);
    expect(solveMany(growing)).toHaveLength(2);
  });
});

describe.each(entries)("a column that another thread writes, on %s", (_, { solve, solveMany }) => {
  it("is answered for one reading, or named", { timeout: 60_000 }, async () => {
    const n = 500;
    const column = new Float64Array(new SharedArrayBuffer(8 * n)).fill(1);
    const go = new Int32Array(new SharedArrayBuffer(4));
    const thread = new Worker(
      `const { workerData: { column, go } } = require("node:worker_threads");
       const values = [1, NaN, 2, -1, 0.5];
       Atomics.store(go, 0, 1);
       for (let k = 0; Atomics.load(go, 0) < 2; k++) column[k % column.length] = values[k % 501 % 5];`,
      { eval: true, workerData: { column, go } },
    );
    const other = new Float64Array(n).fill(1);
    const problem = { machines, tasks: { deadline: column, theta: other, maxWork: other } };
    let [solved, named] = [0, 0];
    try {
      while (Atomics.load(go, 0) < 1) await new Promise((resolve) => setTimeout(resolve, 5));
      for (let k = 0; k < 3000; k++) {
        if (k % 2) column.fill(1);
        try {
          const schedule =
            k % 3
              ? solve(problem, { method: "refit" })
              : solveMany([problem], { method: "refit" })[0];
          expect(Number.isFinite(schedule.value)).toBe(true);
          expect(schedule.work.every((f) => f >= 0)).toBe(true);
          solved++;
        } catch (error) {
          expect(`${error}`).toMatch(/^RangeError: (problems\[0\]\.)?tasks\.deadline\[\d+\] is /);
          named++;
        }
      }
    } finally {
      Atomics.store(go, 0, 2);
      await thread.terminate();
    }
    expect(solved + named).toBe(3000);
    expect(named).toBeGreaterThan(0);
  });
});

describe.each(entries)("options, on %s", (_, { solve }) => {
  it("each is read once, levels and limits too", () => {
    let reads = 0;
    const counting = <Value extends object>(target: Value): Value =>
      new Proxy(target, {
        get(inner, name) {
          reads++;
          return inner[name as keyof Value];
        },
      });
    const levels = counting([0.3, 0.6]);
    const limits = counting({ steps: 1000, timeMs: undefined });
    const options = counting({ method: "levels", levels, limits } as Options);
    const schedule = solve(still, options);
    expect(reads).toBe(7 + 2 + 1 + 2);
    expect(schedule).toEqual(solve(still, { method: "levels", levels: [0.3, 0.6] }));
  });

  it("inherited ones count, and are checked", () => {
    class Settings {
      get method(): Method {
        return "approx";
      }
      get limits(): object {
        return Object.create({ steps: Number.NaN });
      }
    }
    expect(() => solve(still, new Settings() as Options)).toThrow(
      "options.limits.steps is NaN; expected a number >= 0",
    );
    const inherited: Options = Object.create({ method: "refit" });
    expect(solve(still, inherited)).toEqual(solve(still, { method: "refit" }));
  });

  it("what others wrote to Object.prototype is no option", () => {
    const prototype = Object.prototype as unknown as Record<string, unknown>;
    prototype.polluted = () => "by a library";
    try {
      expect(solve(still, { limits: { steps: 100 } }).engine).toBeTruthy();
      expect(() => solve(still, { polluted: 1 } as Options)).toThrow("options.polluted is 1");
    } finally {
      delete prototype.polluted;
    }
  });
});

describe("solveAsync", () => {
  /** As the stores of a user interface wrap what they are given, at every depth. */
  const reactive = <Value extends object>(target: Value): Value =>
    new Proxy(target, {
      get(inner, name) {
        const value = Reflect.get(inner, name);
        return typeof value === "object" && value !== null ? reactive(value) : value;
      },
    });

  it("takes reactive proxies and inherited options", async () => {
    const options: Options = { method: "levels", levels: [0.3, 0.6], limits: { steps: 1000 } };
    const expected = main.solve(still, options);
    expect(main.solve(reactive(still), reactive(options))).toEqual(expected);
    expect(await solveAsync(reactive(still), reactive(options))).toEqual(expected);
    expect(await solveAsync(still, Object.create(options))).toEqual(expected);
    const aborted = Object.create({ signal: AbortSignal.abort("no") });
    await expect(solveAsync(still, aborted)).rejects.toBe("no");
  });

  it("names what is no options", async () => {
    const message = /^options is null; expected an object with method, /;
    await expect(solveAsync(still, null as unknown as Options)).rejects.toThrow(message);
    const unknown = { metod: "refit" } as Options;
    await expect(solveAsync(still, unknown)).rejects.toThrow("options.metod");
  });
});
