// createPool: the answers of solve by workers that live, in order, with room, to an end at any time.

import { afterEach, describe, expect, it, vi } from "vitest";
import { createPool, solveAsync } from "../src/entry/worker-node.js";
import {
  generate,
  type Options,
  type Pool,
  type Problem,
  type Progress,
  solve,
  solveMany,
  type TablesProblem,
} from "../src/index.js";
import { Pace } from "../src/worker/pace.js";
import { makeCreatePool } from "../src/worker/pool.js";
import { makeSolveAsync } from "../src/worker/solve-async.js";
import { METHODS } from "./helpers/engines.js";
import { type Fake, fakeRuntime } from "./helpers/workers.js";

const problems = Array.from({ length: 300 }, (_, k) =>
  generate({ tasks: 1 + (k % 12), machines: 1 + (k % 3), seed: k + 1, speeds: [1, 3] }),
);
const hard = generate({ tasks: 200, machines: 10, seed: 1, speeds: [1, 4] });
const LONG: Options = { method: "exact", gapTolerance: 0, limits: { steps: 1e12 } };
const REFIT: Options = { method: "refit" };
const tables: TablesProblem = {
  models: { net: { phone: { time: [1, 2, 4], accuracy: [0.5, 0.6, 0.9] } } },
  machines: { type: ["phone", "phone"], readyAt: [0, 1] },
  tasks: [
    { model: "net", deadline: 3, latency: [null, 1] },
    { model: "net", deadline: 4 },
  ],
};

const pools: Pool[] = [];
const open = (...options: Parameters<typeof createPool>) => {
  const pool = createPool(...options);
  pools.push(pool);
  return pool;
};
afterEach(() => {
  for (const pool of pools.splice(0)) pool.terminate();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Some turns of the event loop. */
const turns = async (count = 20) => {
  for (let k = 0; k < count; k++) await new Promise((resolve) => setImmediate(resolve));
};

describe("a pool of threads", () => {
  it("solves as solve, to the bit, by every method and of either kind", async () => {
    const pool = open({ threads: 2 });
    for (const method of METHODS) {
      const options: Options = { method, limits: { steps: 20_000 } };
      expect(await pool.solve(problems[40], options)).toEqual(solve(problems[40], options));
    }
    const schedule = await pool.solve(tables);
    expect(schedule).toEqual(solve(tables));
    expect(schedule.toJSON().reason).toEqual(["served", "served"]);
  });

  it.each([
    [{ method: "refit" }],
    [{ method: "search", limits: { steps: 2000 } }],
    [{ method: "exact", limits: { steps: 20_000 } }],
  ] as [Options][])("solves many as solveMany, %o", async (options) => {
    const pool = open({ threads: 2 });
    const mixed: Problem[] = problems.flatMap((one, k) => (k % 7 === 0 ? [one, tables] : [one]));
    const schedules = await pool.solveMany(mixed, options);
    expect(schedules).toEqual(solveMany(mixed, options));
    expect(JSON.stringify(schedules)).toBe(JSON.stringify(solveMany(mixed, options)));
    expect(await pool.solveMany([])).toEqual([]);
  });

  it("streams schedules in order from a source of either kind", async () => {
    const pool = open({ threads: 2 });
    async function* slowly() {
      for (const [k, problem] of problems.entries()) {
        if (k % 50 === 0) await turns(2);
        yield problem;
      }
    }
    const expected = solveMany(problems, REFIT);
    for (const source of [problems.values(), slowly()]) {
      const schedules = [];
      for await (const schedule of pool.stream(source, REFIT)) schedules.push(schedule);
      expect(schedules).toEqual(expected);
    }
  });

  it("tells mistakes as solveMany does, wherever they are", async () => {
    const pool = open({ threads: 2 });
    const wrong = { machines: [{ speed: 1 }], tasks: [{ deadline: 1, theta: 1, maxWork: -1 }] };
    const message = "problems[250].tasks[0].maxWork is -1; expected a number >= 0";
    const list = [...problems.slice(0, 250), wrong, ...problems.slice(251)];
    const error = await pool.solveMany(list, REFIT).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(RangeError);
    expect(error).toMatchObject({ message, code: "OUT_OF_RANGE" });
    let count = 0;
    const reading = (async () => {
      for await (const _ of pool.stream(list.values(), REFIT)) count++;
    })();
    await expect(reading).rejects.toThrow(message);
    expect(count).toBe(250); // what was right is answered
    await expect(pool.solve(wrong)).rejects.toThrow("tasks[0].maxWork is -1");
    const levels = pool.solveMany([tables], { method: "levels" });
    await expect(levels).rejects.toThrow('options.method is "levels"');
    expect(await pool.solve(problems[3], REFIT)).toEqual(solve(problems[3], REFIT));
  });

  it.each([
    [{ threads: 0 }, "options.threads is 0; expected an integer from 1 to 1024"],
    [{ threads: 1.5 }, "options.threads is 1.5; expected an integer from 1 to 1024"],
    [{ maxQueue: -1 }, "options.maxQueue is -1; expected an integer from 0 to Infinity"],
    [{ script: 5 }, "options.script is 5; expected a string, a URL or a TrustedScriptURL"],
    [{ thread: 2 }, "options.thread is 2; expected no option but threads, maxQueue or script"],
  ])("names what is no option: %j", (options, message) => {
    expect(() => createPool(options as never)).toThrow(message);
  });

  it("names what is no list, no source, no option of a call", async () => {
    const pool = open({ threads: 1 });
    await expect(pool.solveMany(5 as never)).rejects.toThrow("problems is 5; expected an array");
    expect(() => pool.stream({} as never)).toThrow("expected an iterable or async iterable");
    const best = pool.solve(problems[0], { onAbort: "most" } as never);
    await expect(best).rejects.toThrow('options.onAbort is "most"; expected "reject" or "best"');
    const script = pool.solve(problems[0], { script: "/a.js" } as never);
    await expect(script).rejects.toThrow("options.script is");
  });

  it("stops the search of one problem where its progress says so", async () => {
    const pool = open({ threads: 2 });
    const reports: Progress[] = [];
    const onProgress = (progress: Progress) => reports.push(progress) < 3;
    const [easy, long] = await pool.solveMany([problems[0], hard], {
      gapTolerance: 0,
      limits: { steps: 1e10 },
      onProgress,
    });
    expect(easy.status).toBe("optimal");
    expect(long.stats.steps).toBeGreaterThanOrEqual(3 * 2 ** 20);
    expect(long.stats.steps).toBeLessThan(1e9);
  });
});

const isShared: [string, boolean][] = [
  ["with shared memory", true],
  ["without shared memory", false],
];
describe.each(isShared)("a signal, %s", (_, shared) => {
  const prepared = () => {
    if (!shared) vi.stubGlobal("SharedArrayBuffer", undefined);
    return open({ threads: 2 });
  };

  it("ends a call, and the worker serves the next one", async () => {
    const pool = prepared();
    const signal = AbortSignal.timeout(60);
    await expect(pool.solve(hard, { ...LONG, signal })).rejects.toThrow(/timeout/);
    expect(await pool.solve(hard, REFIT)).toEqual(solve(hard, REFIT));
    const gone = { ...LONG, signal: AbortSignal.abort("no") };
    await expect(pool.solve(hard, gone)).rejects.toBe("no");
    await expect(pool.solveMany([hard, hard], gone)).rejects.toBe("no");
  });

  it("ends many, whichever are under way", async () => {
    const pool = prepared();
    const controller = new AbortController();
    const all = pool.solveMany([hard, hard, hard, hard], { ...LONG, signal: controller.signal });
    setTimeout(() => controller.abort(new Error("enough")), 60);
    await expect(all).rejects.toThrow("enough");
    expect(await pool.solve(problems[7], REFIT)).toEqual(solve(problems[7], REFIT));
  });

  it("leaves the best so far where that is asked, of what waits a start", async () => {
    const pool = prepared();
    const controller = new AbortController();
    let reports = 0;
    const onProgress = () => {
      if (++reports === 4) controller.abort();
    };
    const list = Array.from({ length: 8 }, () => hard);
    const best = { ...LONG, signal: controller.signal, onAbort: "best" } as const;
    const schedules = await pool.solveMany(list, { ...best, onProgress });
    const start = solve(hard, { ...LONG, limits: { steps: 0 } });
    expect(schedules).toHaveLength(8);
    for (const { value } of schedules) expect(value).toBeGreaterThanOrEqual(start.value);
    expect(schedules[7]).toEqual(start);
    expect(schedules.some(({ stats }) => stats.steps > start.stats.steps)).toBe(true);
    const late = { ...LONG, signal: AbortSignal.abort(), onAbort: "best" } as const;
    expect(await pool.solve(hard, late)).toEqual(start);
    expect(await solveAsync(hard, late)).toEqual(start);
  });
});

describe("the end of a pool", () => {
  it("waits for what it has, and takes no more", async () => {
    const pool = open({ threads: 1 });
    const first = pool.solve(hard, REFIT);
    const many = pool.solveMany(problems, REFIT);
    await turns(1);
    const closing = Promise.all([pool.close(), pool.close()]);
    await expect(pool.solve(hard)).rejects.toMatchObject({ code: "POOL_CLOSED" });
    await closing;
    expect(await first).toEqual(solve(hard, REFIT));
    expect(await many).toEqual(solveMany(problems, REFIT));
    await expect(pool.solveMany([])).rejects.toMatchObject({ code: "POOL_CLOSED" });
  });

  it("is at once where it must be, and says so", async () => {
    const pool = open({ threads: 1 });
    const running = [pool.solve(hard, LONG), pool.solve(hard, LONG)];
    await turns();
    pool.terminate();
    for (const end of await Promise.allSettled(running)) {
      expect(String((end as PromiseRejectedResult).reason)).toBe(
        "Error: the pool is closed; expected one that is open",
      );
    }
  });

  it("comes with its scope, where the runtime has symbols for that", async () => {
    const pool = open({ threads: 1 });
    const answer = pool.solve(problems[5], REFIT);
    if (Symbol.asyncDispose) await pool[Symbol.asyncDispose]();
    expect(await answer).toEqual(solve(problems[5], REFIT));
    await expect(pool.solve(problems[5])).rejects.toMatchObject({ code: "POOL_CLOSED" });
    const other = open({ threads: 1 });
    if (Symbol.dispose) other[Symbol.dispose]();
    await expect(other.solve(problems[5])).rejects.toMatchObject({ code: "POOL_CLOSED" });
  });
});

describe("workers that answer when told", () => {
  const start = (threads: number, hears?: (fake: Fake) => void) => {
    const { runtime, fakes } = fakeRuntime(threads, hears);
    return { runtime, fakes, pool: makeCreatePool(runtime)() };
  };

  it("are started at once, as many as there are to be, and live", async () => {
    const { pool, fakes } = start(3, (fake) => fake.answer());
    expect([pool.threads, fakes.length]).toEqual([3, 3]);
    for (let k = 0; k < 10; k++) await pool.solve(problems[k], REFIT);
    expect(fakes.map(({ questions }) => questions.length)).toEqual([10, 0, 0]);
    expect(fakes.some(({ isEnded, isHeld }) => isEnded || isHeld)).toBe(false);
    await pool.close();
    expect(fakes.every(({ isEnded }) => isEnded)).toBe(true);
  });

  it("keep the program alive while they work, and no longer", async () => {
    const { pool, fakes } = start(1);
    const call = pool.solve(problems[0], REFIT);
    expect(fakes[0].isHeld).toBe(true);
    fakes[0].answer();
    await call;
    expect(fakes[0].isHeld).toBe(false);
  });

  it("serve solveAsync again, and end after a while where the runtime cannot let them be", async () => {
    const { runtime, fakes } = fakeRuntime(4, (fake) => fake.answer());
    const ask = makeSolveAsync({ ...runtime, lingerMs: 50 });
    vi.useFakeTimers();
    for (let k = 0; k < 5; k++) await ask(problems[k], REFIT);
    expect(fakes).toHaveLength(1);
    expect(fakes[0].questions).toHaveLength(5);
    vi.advanceTimersByTime(49);
    expect(fakes[0].isEnded).toBe(false);
    vi.advanceTimersByTime(1);
    expect(fakes[0].isEnded).toBe(true);
    await ask(problems[0], REFIT);
    expect(fakes).toHaveLength(2);
  });

  it("have a queue before them as long as allowed", async () => {
    const { runtime, fakes } = fakeRuntime(1);
    const pool = makeCreatePool(runtime)({ maxQueue: 2 });
    const calls = [0, 1, 2].map((k) => pool.solve(problems[k], REFIT));
    expect(pool.waiting).toBe(2);
    const refused = pool.solve(problems[3], REFIT);
    await expect(refused).rejects.toMatchObject({
      code: "QUEUE_FULL",
      message: "2 problems wait for a worker; expected fewer than 2, options.maxQueue",
    });
    for (let k = 0; k < 3; k++) fakes[0].answer();
    expect(await Promise.all(calls)).toEqual(solveMany(problems.slice(0, 3), REFIT));
  });

  it("take only what they can begin where nothing may wait", async () => {
    const { runtime, fakes } = fakeRuntime(2);
    const pool = makeCreatePool(runtime)({ maxQueue: 0 });
    const calls = [0, 1].map((k) => pool.solve(problems[k], REFIT));
    await expect(pool.solve(problems[2], REFIT)).rejects.toMatchObject({ code: "QUEUE_FULL" });
    fakes[1].answer();
    await calls[1];
    calls.push(pool.solve(problems[3], REFIT));
    fakes[0].answer();
    fakes[1].answer();
    expect(await calls[2]).toEqual(solve(problems[3], REFIT));
    await calls[0];
  });

  it("read each option once, the script among them", async () => {
    const { runtime } = fakeRuntime(1, (fake) => fake.answer());
    const addresses: unknown[] = [];
    const startOf: typeof runtime.startOf = (script) => {
      addresses.push(script);
      return runtime.startOf(script);
    };
    let reads = 0;
    const options = {
      ...REFIT,
      get script() {
        return `/${++reads}.js`;
      },
    };
    await makeSolveAsync({ ...runtime, startOf })(problems[0], options);
    expect([reads, addresses]).toEqual([1, ["/1.js"]]);
  });

  it("leave a source alone that throws when it is closed", async () => {
    const { pool } = start(1, (fake) => fake.answer());
    function* source() {
      try {
        for (;;) yield problems[0];
      } finally {
        // biome-ignore lint/correctness/noUnsafeFinally: what a caller's source may do
        throw new Error("closing");
      }
    }
    const unhandled: unknown[] = [];
    const hear = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", hear);
    for await (const schedule of pool.stream(source(), REFIT)) {
      expect(schedule.value).toBe(solve(problems[0], REFIT).value);
      break;
    }
    await turns();
    process.off("unhandledRejection", hear);
    expect(unhandled).toEqual([]);
  });

  it("are asked one by one where the best so far would be lost with the batch", async () => {
    vi.stubGlobal("SharedArrayBuffer", undefined);
    const { pool, fakes } = start(1, (fake) => fake.answer());
    const { signal } = new AbortController();
    await pool.solveMany(problems.slice(0, 40), { ...REFIT, signal, onAbort: "best" });
    const sizes = fakes[0].questions.map(({ problems: posted }) => {
      return "sizes" in posted ? posted.sizes.length / 2 : posted.length;
    });
    expect(sizes).toEqual(new Array(40).fill(1));
  });

  it("are asked one thing at a time by those who ask for one, so that none waits behind another", async () => {
    const { pool, fakes } = start(2);
    const calls = [0, 1, 2].map((k) => pool.solve(problems[k], REFIT));
    expect(fakes.map(({ questions }) => questions.length)).toEqual([1, 1]);
    fakes[1].answer();
    expect(fakes.map(({ questions }) => questions.length)).toEqual([1, 2]);
    fakes[1].answer();
    fakes[0].answer();
    await Promise.all(calls);
  });

  it("read a source no further than some batches ahead", async () => {
    const { pool } = start(1, (fake) => fake.answer());
    let read = 0;
    function* endless() {
      for (;;) yield problems[read++ % 300];
    }
    const stream = pool.stream(endless(), { ...REFIT, onProgress: () => true }); // one by one
    await stream.next();
    await turns();
    expect(read).toBeLessThan(12);
    for (let k = 0; k < 50; k++) await stream.next();
    await turns();
    expect(read).toBeLessThan(70);
    await stream.return(undefined);
    const before = read;
    await turns();
    expect(read).toBe(before);
  });

  it("are told to give up, and the source closed, where the reader leaves", async () => {
    const { pool, fakes } = start(2);
    let isClosed = false;
    function* source() {
      try {
        for (;;) yield hard;
      } finally {
        isClosed = true;
      }
    }
    const stream = pool.stream(source(), REFIT);
    const first = stream.next();
    await turns();
    fakes[0].answer();
    await first;
    await turns();
    await stream.return(undefined);
    await turns();
    expect(isClosed).toBe(true);
    const open = fakes.flatMap(({ questions }) => questions.slice(-1));
    expect(open.map(({ stop }) => stop?.[0])).toContain(2);
  });

  it("that end by themselves fail their jobs alone, and others take their place", async () => {
    const { pool, fakes } = start(1);
    const [lost, next] = [pool.solve(problems[0], REFIT), pool.solve(problems[1], REFIT)];
    fakes[0].fail(new Error("the worker ended with exit code 1"));
    await expect(lost).rejects.toThrow("exit code 1");
    expect(fakes).toHaveLength(2);
    fakes[1].answer();
    expect(await next).toEqual(solve(problems[1], REFIT));
    fakes[0].say({ progress: { value: 0, bound: 0, steps: 0, nodes: 0 } }); // too late
  });

  it("tell what was thrown in them, with its code and path", async () => {
    const { pool } = start(1, (fake) => {
      const error = { name: "RangeError", message: "no memory", code: "OUT_OF_MEMORY", path: "" };
      fake.say({ error });
    });
    const error = await pool.solve(problems[0]).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(RangeError);
    expect(error).toMatchObject({ message: "no memory", code: "OUT_OF_MEMORY", path: "" });
  });

  it("get problems as they were when asked, even where a getter asks in between", async () => {
    const { pool } = start(1, (fake) => fake.answer());
    const inner: Promise<unknown>[] = [];
    const tasks = problems[11].tasks.map((task) => ({
      ...task,
      get theta() {
        if (inner.length === 0) inner.push(pool.solve(problems[20], REFIT));
        return task.theta;
      },
    }));
    const schedule = await pool.solve({ ...problems[11], tasks }, REFIT);
    expect(schedule).toEqual(solve(problems[11], REFIT));
    expect(await inner[0]).toEqual(solve(problems[20], REFIT));
  });
});

describe("the size of a batch", () => {
  it("is what takes some milliseconds, and grows by steps", () => {
    const pace = new Pace(Infinity);
    expect(pace.size).toBe(1);
    pace.learn(1, 0);
    expect(pace.size).toBe(4);
    pace.learn(4, 1);
    expect(pace.size).toBe(16);
    pace.learn(100, 8);
    expect(pace.size).toBe(50);
    pace.learn(1, 3000);
    expect(pace.size).toBe(1);
    const single = new Pace(1);
    single.learn(1, 0);
    expect(single.size).toBe(1);
  });
});
