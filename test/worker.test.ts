// solveAsync in threads: the answers and errors of solve, progress, and an end at any time.

import { getEventListeners } from "node:events";
import { Worker as Thread } from "node:worker_threads";
import { afterEach, describe, expect, it, vi } from "vitest";
import script from "../build/worker-script.txt";
import { solveAsync as inPage } from "../src/entry/worker.js";
import { solveAsync } from "../src/entry/worker-node.js";
import {
  type AsyncOptions,
  generate,
  type Options,
  type Problem,
  type Progress,
  solve,
  type TablesProblem,
} from "../src/index.js";
import { makeSolveAsync } from "../src/worker/solve-async.js";
import { METHODS } from "./helpers/engines.js";
import { fakeRuntime } from "./helpers/workers.js";

const problem = generate({ tasks: 40, machines: 4, seed: 3, speeds: [1, 3] });
/** Minutes of "exact". */
const LONG: Options = { method: "exact", gapTolerance: 0, limits: { steps: 1e12 } };
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
      const options: Options = { method, limits: { steps: 20_000 } };
      expect(await solveAsync(problem, options)).toEqual(solve(problem, options));
    }
    const exact: Options = { method: "exact", limits: { steps: 1e6 } };
    expect(await solveAsync(problem, exact)).toEqual(solve(problem, exact));
  });

  it("answers problems with tables, too, and gives their schedules the words of JSON", async () => {
    const tables: TablesProblem = {
      models: {
        net: { phone: { time: [1, 2, 4], accuracy: [0.5, 0.6, 0.9], mode: "continuous" } },
      },
      machines: { type: ["phone", "phone"], readyAt: [0, 1] },
      tasks: [
        { model: "net", deadline: null, latency: [null, 2], minAccuracy: 0.4 },
        { model: "net", deadline: 3 },
        { model: "net", deadline: -1, base: 0.1, weight: 2 },
      ],
    };
    const expected = solve(tables);
    const schedule = await solveAsync(tables);
    expect(schedule).toEqual(expected);
    expect(JSON.stringify(schedule)).toBe(JSON.stringify(expected));
    expect(schedule.toJSON().reason).toEqual(["served", "served", "expired"]);
    const wrong = solveAsync(tables, { method: "levels" });
    await expect(wrong).rejects.toThrow('options.method is "levels"; expected another one');
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
    [{ machines: [{ speed: 1 }], tasks: [{ deadline: 2, theta: 1, maxWork: -1 }] }, {}],
    [{ machines: [], tasks: [] }, {}],
    [{ machines: [{ speed: "fast" }], tasks: [] }, {}],
    [problem, { method: "best" }],
    [problem, { engine: "wasm" }],
    [problem, { limits: { steps: -1 } }],
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
    const silent = solveAsync(problem, { signal: { aborted: false } as unknown as AbortSignal });
    await expect(silent).rejects.toThrow("options.signal is an object; expected an AbortSignal");
  });

  it("names what is no script", async () => {
    const failure = solveAsync(problem, { script: 5 as unknown as string });
    await expect(failure).rejects.toThrow(
      "options.script is 5; expected a string, a URL or a TrustedScriptURL",
    );
  });

  it("takes proxies and views on shared memory as options", async () => {
    const levels = new Float64Array(new SharedArrayBuffer(16));
    levels.set([0.3, 0.6]);
    const plain: Options = { method: "levels", levels: [0.3, 0.6], limits: { steps: 100 } };
    const expected = solve(problem, plain);
    expect(await solveAsync(problem, { ...plain, levels })).toEqual(expected);
    const reactive = {
      levels: new Proxy([0.3, 0.6], {}),
      limits: new Proxy({ steps: 100 }, {}),
    };
    expect(await solveAsync(problem, { ...plain, ...reactive })).toEqual(expected);
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
    expect(Object.keys(reports[0])).toEqual(["value", "bound", "steps", "nodes"]);
    // reported values are sums by machine, those of schedules by task: an ulp or two apart
    expect(schedule.value).toBeGreaterThanOrEqual(reports[3].value * (1 - 1e-15));
    expect(schedule.stats.steps).toBeGreaterThanOrEqual(reports[3].steps);
  });

  it("rejects with what onProgress throws", async () => {
    const onProgress = () => {
      throw new Error("mine");
    };
    await expect(solveAsync(hard, { ...LONG, onProgress })).rejects.toThrow("mine");
  });

  it("rejects where no worker starts", async () => {
    const { runtime } = fakeRuntime(1);
    const startOf = () => () => {
      throw new Error("no workers here");
    };
    const nowhere = makeSolveAsync({ ...runtime, startOf });
    await expect(nowhere(problem)).rejects.toThrow("no workers here");
  });
});

describe("a signal of many calls", () => {
  /** Workers, one for each call, that answer when told. */
  function held() {
    const { runtime, fakes } = fakeRuntime(1000);
    const ask = makeSolveAsync(runtime);
    return { ask, answer: (k: number) => fakes[k].answer(), schedule: solve(problem) };
  }

  it("has one listener for 1,000 calls, and none at their end; Node does not warn", async () => {
    const warnings: Error[] = [];
    const warned = (warning: Error) => warnings.push(warning);
    process.on("warning", warned);
    const { signal } = new AbortController();
    const { ask, answer, schedule } = held();
    const calls = Array.from({ length: 1000 }, () => ask(problem, { signal }));
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    for (let k = 0; k < 999; k++) answer(k);
    expect(await Promise.all(calls.slice(0, 999))).toHaveLength(999);
    expect(getEventListeners(signal, "abort")).toHaveLength(1); // the last still waits
    answer(999);
    expect(await calls[999]).toEqual(schedule);
    expect(getEventListeners(signal, "abort")).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off("warning", warned);
    expect(warnings).toEqual([]);
  });

  it("ends them all, and may be used again by calls that begin later", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const { ask, answer, schedule } = held();
    const first = ask(problem, { signal });
    answer(0);
    expect(await first).toEqual(schedule);
    const calls = Array.from({ length: 1000 }, () => ask(problem, { signal }));
    controller.abort("all of you");
    const ends = await Promise.allSettled(calls);
    expect(ends).toEqual(calls.map(() => ({ status: "rejected", reason: "all of you" })));
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("has none after threads that ended, threw or were aborted", async () => {
    const { signal } = new AbortController();
    const onProgress = () => {
      throw new Error("mine");
    };
    const calls = Array.from({ length: 12 }, () => solveAsync(problem, { signal }));
    await expect(solveAsync(hard, { ...LONG, signal, onProgress })).rejects.toThrow("mine");
    for (const schedule of await Promise.all(calls)) expect(schedule).toEqual(solve(problem));
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("may be one that gives no reason", async () => {
    const listeners = new Set<() => void>();
    const signal = {
      aborted: false,
      addEventListener: (_: "abort", listener: () => void) => listeners.add(listener),
      removeEventListener: (_: "abort", listener: () => void) => listeners.delete(listener),
    };
    const failure = solveAsync(hard, { ...LONG, signal });
    for (const listener of listeners) listener();
    await expect(failure).rejects.toMatchObject({ name: "AbortError" });
    expect(listeners.size).toBe(0);
    const gone = solveAsync(hard, { ...LONG, signal: { ...signal, aborted: true } });
    await expect(gone).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("shared memory", () => {
  afterEach(() => vi.unstubAllGlobals());

  const unpostable = () => {
    throw new DOMException("SharedArrayBuffer transfer requires …", "DataCloneError");
  };
  /** Where a runtime has memory that workers do not see: what is then the case, by name. */
  const UNUSABLE: [string, Record<string, unknown>][] = [
    ["is not there", { SharedArrayBuffer: undefined }],
    ["is an ArrayBuffer of a polyfill", { SharedArrayBuffer: ArrayBuffer }],
    ["is a class of a polyfill", { SharedArrayBuffer: class extends ArrayBuffer {} }],
    ["throws", { SharedArrayBuffer: unpostable }],
    ["cannot be posted", { structuredClone: unpostable }],
    ["cannot be tried", { structuredClone: undefined }],
    ["is of a page that is not cross-origin isolated", { crossOriginIsolated: false }],
  ];
  const stopAt = () => {
    let left = 3;
    return () => --left > 0;
  };

  it.each(UNUSABLE)("stops where it %s, with what as many steps find", async (_, is) => {
    const expected = solve(hard, { onProgress: stopAt() });
    for (const name in is) vi.stubGlobal(name, is[name]);
    const { signal } = new AbortController();
    expect(await solveAsync(hard, { onProgress: stopAt(), signal })).toEqual(expected);
  });

  it.each(UNUSABLE)("ends where it %s, by the signal", async (_, is) => {
    for (const name in is) vi.stubGlobal(name, is[name]);
    const controller = new AbortController();
    const onProgress = () => controller.abort(new Error("enough"));
    const { signal } = controller;
    await expect(solveAsync(hard, { ...LONG, signal, onProgress })).rejects.toThrow("enough");
    await expect(solveAsync(hard, { ...LONG, signal: AbortSignal.timeout(50) })).rejects.toThrow(
      /timeout/,
    );
  });

  it("is not posted again where posting it throws, although a clone looked shared", async () => {
    const { runtime, fakes } = fakeRuntime(1);
    const stops: boolean[] = [];
    const startOf: typeof runtime.startOf = () => (onMessage, onFailure) => {
      const remote = runtime.startOf(undefined)(onMessage, onFailure);
      const fake = fakes[fakes.length - 1];
      return {
        ...remote,
        post(order, transfer) {
          if ("core" in order) return;
          stops.push(order.stop !== undefined);
          if (order.stop) unpostable();
          remote.post(order, transfer);
          if (order.options.limits)
            fake.answer(); // asked again
          else fake.say({ progress: { value: 0, bound: 1, steps: 7, nodes: 0 } });
        },
      };
    };
    const ask = makeSolveAsync({ ...runtime, startOf });
    const plain = ask(problem, { limits: { steps: 5 }, signal: new AbortController().signal });
    expect(await plain).toEqual(solve(problem, { limits: { steps: 5 } }));
    expect(stops).toEqual([true, false]);
    await ask(problem, { onProgress: () => false });
    const [, again] = fakes; // up to the steps of the report
    expect(again.questions.map(({ options }) => options.limits)).toEqual([{ steps: 7 }]);
    expect(fakes.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  });

  it("is not asked twice by a call that its progress aborts and stops at once", async () => {
    const controller = new AbortController();
    const { runtime, fakes } = fakeRuntime(1, (fake) => {
      fake.say({ progress: { value: 0, bound: 1, steps: 7, nodes: 0 } });
    });
    vi.stubGlobal("SharedArrayBuffer", undefined);
    const onProgress = () => {
      controller.abort("both");
      return false;
    };
    const ask = makeSolveAsync(runtime);
    await expect(ask(problem, { signal: controller.signal, onProgress })).rejects.toBe("both");
    expect(fakes).toHaveLength(1);
    expect(fakes[0].isEnded).toBe(true);
  });
});

describe("solveAsync of a page", () => {
  afterEach(() => vi.unstubAllGlobals());

  interface Page {
    onmessage(event: { data: unknown }): void;
    onerror(event: { message?: string; preventDefault(): void }): void;
  }
  let asked: unknown[][] = [];
  let prevented = 0;

  /** A page whose Worker does this, in a while; `opened` may throw. */
  function withWorker(does: (page: Page) => void, opened: (...args: unknown[]) => void = () => {}) {
    asked = [];
    prevented = 0;
    class Fake {
      constructor(...args: unknown[]) {
        asked.push(args);
        opened(...args);
        setTimeout(() => does(this as unknown as Page));
      }
      postMessage() {}
      terminate() {}
    }
    vi.stubGlobal("Worker", Fake);
  }
  const error = (page: Page, message?: string) =>
    page.onerror({ ...(message && { message }), preventDefault: () => prevented++ });
  const complaint = (options?: AsyncOptions) =>
    inPage(problem, options).then(String, ({ message }: Error) => message);

  const EXPECTED =
    "expected the address of the package's dist/worker-script.js, of the page's own origin and " +
    "allowed by worker-src of its Content-Security-Policy";

  it("says that options.script is not the script: 404, and what browsers tell no more of", async () => {
    withWorker((page) => error(page));
    expect(await complaint({ script: "/lost.js" })).toBe(
      `options.script: /lost.js is not the script of dsct's worker; ${EXPECTED}`,
    );
    expect(prevented).toBe(1); // else the page's own error handlers hear of it, too
  });

  it("says that options.script is not the script: HTML", async () => {
    withWorker((page) => error(page, "Uncaught SyntaxError: Unexpected token '<'"));
    expect(await complaint({ script: new URL("https://host.test/app") })).toBe(
      "options.script: https://host.test/app is not the script of dsct's worker: " +
        `Uncaught SyntaxError: Unexpected token '<'; ${EXPECTED}`,
    );
  });

  it.each([["hello"], [null], [{ schedule: 1 }]])(
    "says that options.script is not the script: one that says %j",
    async (data) => {
      withWorker((page) => page.onmessage({ data }));
      expect(await complaint({ script: "/other.js" })).toBe(
        `options.script: /other.js is not the script of dsct's worker: it says something else; ${EXPECTED}`,
      );
    },
  );

  it("says that options.script is not the script: one that the browser refuses at once", async () => {
    withWorker(
      () => {},
      () => {
        throw new Error("Failed to construct 'Worker': Script cannot be accessed from origin 'x'.");
      },
    );
    expect(await complaint({ script: "https://cdn.test/a.js" })).toBe(
      "options.script: https://cdn.test/a.js is not the script of dsct's worker: Failed to " +
        `construct 'Worker': Script cannot be accessed from origin 'x'; ${EXPECTED}`,
    );
  });

  it("says of its own script that it did not start, and the way out", async () => {
    const way = "expected worker-src blob: in the Content-Security-Policy, or options.script";
    withWorker((page) => error(page));
    expect(await complaint()).toBe(`the worker did not start; ${way}`);
    withWorker(
      () => {},
      () => {
        throw new TypeError("This document requires 'TrustedScriptURL' assignment.");
      },
    );
    const revoked = vi.spyOn(URL, "revokeObjectURL");
    expect(await complaint()).toBe(
      `the worker did not start: This document requires 'TrustedScriptURL' assignment; ${way}`,
    );
    expect(revoked).toHaveBeenCalledOnce();
    revoked.mockRestore();
  });

  it("says of one that had started that it failed", async () => {
    withWorker((page) => {
      page.onmessage({ data: { ready: true } });
      error(page, "RangeError: out of memory");
    });
    const expected = "the worker failed while solving: RangeError: out of memory";
    expect(await complaint()).toBe(expected);
    expect(await complaint({ script: "/worker-script.js" })).toBe(expected);
  });

  it("passes a TrustedScriptURL on as it is, to a classic worker", async () => {
    const script = { toString: () => "/worker-script.js" };
    withWorker((page) => error(page));
    await complaint({ script });
    expect(asked).toEqual([[script]]);
    expect(asked[0][0]).toBe(script);
  });

  it("starts a module where there are no classic workers, as in Deno", async () => {
    withWorker(
      (page) => error(page),
      (...args) => {
        if (args.length === 1) throw new Error("Classic workers are not supported.");
      },
    );
    expect(await complaint({ script: "/a.js" })).toMatch(/^options.script: \/a.js is not the/);
    expect(asked).toEqual([["/a.js"], ["/a.js", { type: "module" }]]);
  });

  it("answers as solve where its Worker is a real thread", async () => {
    vi.stubGlobal("Worker", WebWorker);
    expect(await inPage(problem)).toEqual(solve(problem));
    const onProgress = () => false;
    expect((await inPage(hard, { ...LONG, onProgress })).status).toBe("feasible");
  });
});

/** The script of the package in a thread of Node, whatever blob it is asked for. */
class WebWorker {
  onmessage?: (event: { data: unknown }) => void;
  #thread = new Thread(
    `const { parentPort } = require("node:worker_threads");
    globalThis.postMessage = (data, transfer) => parentPort.postMessage(data, transfer);
    parentPort.on("message", (data) => onmessage({ data }));${script}`,
    { eval: true, execArgv: [] },
  ).on("message", (data) => this.onmessage?.({ data }));

  postMessage(data: unknown) {
    this.#thread.postMessage(data);
  }

  terminate() {
    this.#thread.terminate();
  }
}

/** More tasks than the core has memory for; one array for all columns. */
function columnsOf(n: number) {
  const column = new Uint8Array(n).fill(1);
  return { deadline: column, theta: column, maxWork: column };
}
