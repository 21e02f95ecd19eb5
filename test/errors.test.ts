// What is thrown: every code with its class, path and message, as docs/errors.md has them; and that
// one function makes all of it.

import { readdirSync, readFileSync } from "node:fs";
import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { createEngine } from "../src/engine/engine.js";
import { compile } from "../src/engine/module.js";
import { createDispatcher } from "../src/entry/online.js";
import { solveAsync as solveInPage } from "../src/entry/worker.js";
import { createPool } from "../src/entry/worker-node.js";
import { createSolver, fitCurve, generate, solve, solveMany, svg } from "../src/index.js";
import { errorOf } from "../src/problem/errors.js";
import { makeSolve } from "../src/solver/one-shot.js";
import { readTables } from "../src/tables/read-tables.js";
import type { DsctError, ErrorCode } from "../src/types/index.js";
import { makeCreatePool } from "../src/worker/pool.js";
import { fakeRuntime } from "./helpers/workers.js";

// biome-ignore lint/suspicious/noExplicitAny: most cases here break the types
type Anything = any;

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

function thrown(call: () => unknown): DsctError {
  try {
    call();
  } catch (error) {
    return error as DsctError;
  }
  throw new Error("it did not throw");
}

/** The same of a call that may answer later. */
async function rejected(call: () => unknown): Promise<DsctError> {
  try {
    await call();
  } catch (error) {
    return error as DsctError;
  }
  throw new Error("it did not throw");
}

const task = { deadline: 1, theta: 2, maxWork: 3 };
const machines = [{ speed: 1 }];
const curves = { machines, tasks: [task, task, task, task] };
const columns = { deadline: [1, 2], theta: [1, 2], maxWork: [1, 2] };
const table = { time: [0.01, 0.02], accuracy: [0.7, 0.8] };
const models = { resnet: { gpu: table } };
const request = { model: "resnet", deadline: 1 };
const tables = { models, machines: [{ type: "gpu" }], tasks: [request, request] };

// the last task, the columns or the table are what a case is about
const withTask = (last: object) => ({ machines, tasks: [task, task, task, { ...task, ...last }] });
const withColumns = (some: object) => ({ machines, tasks: { ...columns, ...some } });
const withRequest = (last: object) => ({ ...tables, tasks: [request, { ...request, ...last }] });
const withTable = (own: object) => ({
  ...tables,
  models: { resnet: { gpu: { ...table, ...own } } },
});
const solves = (problem: Anything, options?: Anything) => () => solve(problem, options);

const busy = { machines: [{ id: "gpu", speed: 1 }] };
/** A dispatcher whose machine runs the request 7. */
function dispatcher(): ReturnType<typeof createDispatcher> {
  const made = createDispatcher(busy);
  made.submit({ id: 7, ...task }, 0);
  made.next("gpu", 0);
  return made;
}
const submits = (last: object) => () => dispatcher().submit({ id: 8, ...task, ...last }, 0);
const restores = (part: object) => () =>
  createDispatcher.restore({ ...dispatcher().snapshot(), ...part } as Anything);

/** A module without imports or exports. */
const EMPTY_MODULE = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
/** It has no memory. */
const poor = createEngine({
  ...{ name: "wasm", limit: "", mostTasks: () => 1e9 },
  core: () => ({}) as Anything,
  grow() {
    throw new RangeError("no more pages");
  },
  view: () => [] as Anything,
});
const FEW = { mostOptions: () => 1, limit: "in this test" };

/** A page whose worker says that it runs, and then fails. */
class FailingWorker {
  onmessage?: (event: { data: unknown }) => void;
  onerror?: (event: { message: string }) => void;
  constructor() {
    setTimeout(() => this.begin());
  }
  begin() {
    this.onmessage?.({ data: { ready: true } });
    this.onerror?.({ message: "out of memory" });
  }
  postMessage() {}
  terminate() {}
}
const inPage = (worker: unknown, options?: Anything) => async () => {
  vi.stubGlobal("Worker", worker);
  return solveInPage(curves, options).finally(() => vi.unstubAllGlobals());
};
class NoScript extends FailingWorker {
  override begin() {
    this.onerror?.({ message: "" });
  }
}

type Class = typeof Error | typeof TypeError | typeof RangeError;
type Case = [path: string, call: () => unknown];

/** The first case of each code is the example of the page. */
const CASES: Record<ErrorCode, [Class, ...Case[]]> = {
  WRONG_TYPE: [
    TypeError,
    ["tasks[3].weight", solves(withTask({ weight: "2" }))],
    ["problem", solves(null)],
    ["options", solves(curves, 5)],
    ["tasks.weight", solves(withColumns({ weight: 5 }))],
    ["tasks[1].model", solves(withRequest({ model: 5 }))],
    ["tasks[1].latency[0]", solves(withRequest({ latency: ["1"] }))],
    ["models.resnet.gpu.time", solves(withTable({ time: 5 }))],
    ['models["resnet 50"].gpu', solves({ ...tables, models: { "resnet 50": { gpu: 5 } } })],
    ["points", () => fitCurve(5 as Anything)],
    ["request.id", submits({ id: undefined })],
    ["snapshot.machines", restores({ machines: 5 })],
  ],
  OUT_OF_RANGE: [
    RangeError,
    ["tasks[3].weight", solves(withTask({ weight: -2 }))],
    ["problems[2].tasks[3].weight", () => solveMany([curves, curves, withTask({ weight: -2 })])],
    ["tasks.theta[0]", solves(withColumns({ theta: [0, 1] }))],
    ["models.resnet.gpu.time[0]", solves(withTable({ time: [-1, 1] }))],
    ["options.limits.steps", solves(curves, { limits: { steps: -1 } })],
    ["options.levels", solves(curves, { levels: [] })],
    ["options.levels[1]", solves(curves, { levels: [0.5, 0.5] })],
    ["capacity.tasks", () => createSolver({ tasks: -1, machines: 1 })],
    ["theta[0]", () => createSolver({ tasks: 1, machines: 1 }).run(1, 1)],
    ["options.speeds", () => generate({ tasks: 1, machines: 1, speeds: [2, 1] })],
    ["points[0].time", () => fitCurve([{ time: -1, accuracy: 0 }])],
    ["now", () => dispatcher().next("gpu", Number.NaN)],
    ["request.id", submits({ id: 0.5 })],
  ],
  LENGTH_MISMATCH: [
    RangeError,
    ["tasks.theta", solves(withColumns({ theta: [1] }))],
    ["tasks.deadline", solves({ ...tables, tasks: { model: ["resnet"], deadline: [1, 2] } })],
    ["tasks[1].latency", solves(withRequest({ latency: [0, 0] }))],
    ["models.resnet.gpu.accuracy", solves(withTable({ accuracy: [0.7] }))],
    ["points.accuracy", () => fitCurve({ time: [1, 2], accuracy: [1] })],
  ],
  EMPTY: [
    RangeError,
    ["machines", solves({ machines: [], tasks: [] })],
    ["machines", solves({ ...tables, machines: [] })],
    ["models.resnet.gpu.time", solves(withTable({ time: [], accuracy: [] }))],
  ],
  UNKNOWN_NAME: [
    RangeError,
    ["tasks[1].model", solves(withRequest({ model: "vgg" }))],
    ["machines", solves({ ...tables, machines: [{ type: "cpu" }] })],
    ["models.resnet.gpu.mode", solves(withTable({ mode: "smooth" }))],
    ["options.method", solves(curves, { method: "best" })],
    [
      "machine.type",
      () => createDispatcher({ machines: [], models }).addMachine({ id: 1, type: "cpu" }, 0),
    ],
  ],
  UNKNOWN_OPTION: [
    RangeError,
    ["options.limits.time", solves(curves, { limits: { time: 5 } })],
    ["options.methd", solves(curves, { methd: "edf" })],
    ["options.horizn", () => createDispatcher({ ...busy, horizn: 1 } as Anything)],
  ],
  MISSPELLED_FIELD: [
    RangeError,
    ["tasks[0].wieght", solves({ machines, tasks: [{ ...task, wieght: 2 }] })],
    ["tasks.latncy", solves({ ...tables, tasks: { model: [], deadline: [], latncy: [] } })],
  ],
  MIXED_KINDS: [
    TypeError,
    ["machines[0].speed", solves({ ...tables, machines: [{ type: "gpu", speed: 1 }] })],
    ["tasks[3].model", solves(withTask({ model: "resnet" }))],
  ],
  NOT_FOR_TABLES: [
    RangeError,
    ["options.boundMethod", solves(tables, { boundMethod: "relax" })],
    ["options.method", solves(tables, { method: "levels" })],
  ],
  OVERFLOW: [
    RangeError,
    ["tasks[3]", solves(withTask({ weight: 1e200, theta: 1e200 }))],
    ["tasks[3]", solves(withTask({ weight: 2, base: 1e308 }))],
    ["tasks[1]", solves(withRequest({ weight: 2, base: 1e308 }))],
    ["machines", solves({ ...curves, machines: [{ speed: 1e308 }, { speed: 1e308 }] })],
    ["request", submits({ weight: 1e200, theta: 1e200 })],
  ],
  TOO_LARGE: [
    RangeError,
    ["tasks", solves({ machines, tasks: new Array(2e7) })],
    ["machines", solves({ machines: new Array(5e6), tasks: [] })],
    ["machines", solves({ ...tables, machines: new Array(2 ** 31) })],
    ["tasks", () => createSolver({ tasks: 2e7, machines: 1 })],
    ["", () => readTables(tables, models, FEW)],
    ["problems[1]", () => readTables(tables, models, FEW, "problems[1]")],
  ],
  NO_CURVE: [
    RangeError,
    ["points", () => fitCurve({ time: [1, 2], accuracy: [0.8, 0.7] })],
    ["points", () => fitCurve({ time: [1, 1], accuracy: [0.7, 0.8] })],
  ],
  WRONG_SCHEDULE: [
    RangeError,
    ["schedule.machine.length", () => svg(curves, { ...solve(curves), machine: [] })],
    ["schedule.prices", () => svg(tables, { ...solve(tables), prices: 5 } as Anything)],
  ],
  WRONG_MODULE: [TypeError, ["module", () => createSolver(EMPTY_MODULE as Anything)]],
  OUT_OF_MEMORY: [
    RangeError,
    ["tasks", () => makeSolve(poor).solve(curves)],
    ["", () => makeSolve(poor).solve(tables)],
  ],
  NO_WASM: [Error, ["", () => compile(() => Uint8Array.of(0))()]],
  BUSY: [
    Error,
    [
      "",
      solves({
        machines,
        get tasks() {
          return solve(curves) as Anything;
        },
      }),
    ],
    [
      "",
      solves(generate({ tasks: 99, machines: 5 }), {
        onProgress: solves(curves),
        limits: { steps: 5e6 },
      }),
    ],
  ],
  NO_WORKER: [
    Error,
    ["", inPage(undefined)],
    ["options.script", inPage(NoScript, { script: "/lost.js" })],
  ],
  WORKER_FAILED: [Error, ["", inPage(FailingWorker)]],
  POOL_CLOSED: [
    Error,
    [
      "",
      async () => {
        await using pool = createPool({ threads: 1 });
        await pool.close();
        await pool.solve(curves);
      },
    ],
  ],
  QUEUE_FULL: [
    Error,
    [
      "",
      async () => {
        using pool = makeCreatePool(fakeRuntime(1).runtime)({ maxQueue: 2 });
        const calls = [1, 2, 3, 4].map(() => pool.solve(curves));
        for (const call of calls) call.catch(() => {});
        await calls[3];
      },
    ],
  ],
  DUPLICATE_ID: [
    RangeError,
    ["request.id", submits({ id: 7 })],
    ["machine.id", () => dispatcher().addMachine({ id: "gpu", speed: 1 }, 0)],
    [
      "options.machines[1].id",
      () => createDispatcher({ machines: [...busy.machines, ...busy.machines] }),
    ],
  ],
  UNKNOWN_MACHINE: [RangeError, ["machine", () => dispatcher().next("tpu", 0)]],
  MACHINE_BUSY: [RangeError, ["machine", () => dispatcher().next("gpu", 0)]],
  MACHINE_IDLE: [RangeError, ["machine", () => createDispatcher(busy).complete("gpu", 0)]],
  WRONG_VERSION: [RangeError, ["snapshot.version", restores({ version: 2 })]],
};
const CODES = Object.keys(CASES) as ErrorCode[];
const ALL = CODES.flatMap((code) => {
  const [type, ...cases] = CASES[code];
  return cases.map(([path, call]) => ({ code, type, path, call }));
});

describe("codes", () => {
  it.each(ALL)("$code of $path", async ({ code, type, path, call }) => {
    const error = await rejected(call);
    expect({ code: error.code, path: error.path }).toEqual({ code, path });
    expect([error.constructor, error.name]).toEqual([type, type.name]);
    // a sum or a product is named before the place of it
    if (code === "OVERFLOW") expect(error.message).toContain(path);
    else expect(error.message.slice(0, path.length + 1)).toMatch(path ? /[ :]$/ : /./);
    if (code !== "OVERFLOW") expect(error.message.startsWith(path)).toBe(true);
  });

  it("are those of the type, of its comment, and of the page", () => {
    const type = read("src/types/errors.ts");
    const page = read("docs/errors.md");
    const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, k]) => k);
    const codes = [...CODES].sort();
    expect(found(type, /^ {2}\| "([A-Z_]+)"/gm).sort()).toEqual(codes);
    expect(found(type, /^ \* - "([A-Z_]+)"/gm).sort()).toEqual(codes);
    expect(found(page, /^\| `([A-Z_]+)` /gm).sort()).toEqual(codes);
  });

  it.each(CODES)("the page's example of %s is real", async (code) => {
    const [type, [, call]] = CASES[code];
    const row = new RegExp(`^\\| \`${code}\` \\| (\\w+) \\| .+ \\| \`([^\`]+)\` \\| .+ \\|$`, "m");
    const [, name, message] = read("docs/errors.md").match(row) as string[];
    expect([name, message]).toEqual([type.name, (await rejected(call)).message]);
  });
});

describe("errors", () => {
  const cause = new RangeError("no more pages");
  const error = errorOf("OUT_OF_MEMORY", "tasks", "tasks are too many", { cause });

  it("have a code and a path of their own, and all that an error has", () => {
    expect(error).toBeInstanceOf(RangeError);
    expect([error.name, error.message, error.cause]).toEqual([
      "RangeError",
      "tasks are too many",
      cause,
    ]);
    expect(error.stack).toMatch(/^RangeError: tasks are too many\n {4}at /);
    expect(Object.hasOwn(errorOf("EMPTY", "", ""), "cause")).toBe(false);
  });

  it("show them, and keep them in JSON", () => {
    expect(inspect(error)).toMatch(/code: 'OUT_OF_MEMORY',\n {2}path: 'tasks'/);
    expect(JSON.stringify(error)).toBe('{"code":"OUT_OF_MEMORY","path":"tasks"}');
    const clone = structuredClone(error);
    expect([clone.name, clone.message]).toEqual(["RangeError", "tasks are too many"]);
  });

  it("of memory and of WebAssembly say what was behind them", () => {
    expect(thrown(CASES.OUT_OF_MEMORY[1][1]).cause).toEqual(cause);
    expect(thrown(CASES.NO_WASM[1][1]).cause).toBeInstanceOf(WebAssembly.CompileError);
  });
});

/** Values that are wrong in most places. */
const WRONG = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    true,
    "",
    "gpu",
    "a b",
    "\u001b",
    Symbol("s"),
    10n ** 200n,
  ),
  fc.constantFrom<unknown>(-1, 0, 0.5, Number.NaN, Infinity, -Infinity, 1e308, 5e-324, 2 ** 53),
  fc.constantFrom<unknown>([], {}, [[]], [1, 2, 3], new Float64Array(2), new BigInt64Array(1)),
  fc.constantFrom<unknown>(new DataView(new ArrayBuffer(8)), () => 1, new Array(3)),
  fc.anything(),
);
/** Names beside those that are there. */
const NAMES = [
  "wieght",
  "theta",
  "model",
  "min_accuracy",
  "latency",
  "steps",
  "x",
  "\u202e",
  "base",
];

/** No long search, whichever of the two is lost. */
const QUICK = { method: "refit", limits: { steps: 1000 } };
/** Whatever can be wrong: the arguments of a call. */
const CALLS: [string, Anything[], (...given: Anything[]) => unknown][] = [
  ["curves", [curves, { ...QUICK, levels: [0.1, 0.2] }], solve],
  ["columns of curves", [{ machines: { speed: [1] }, tasks: columns }, QUICK], solve],
  ["tables", [withRequest({ latency: [0.1] }), { ...QUICK, gapTolerance: 0 }], solve],
  ["columns of tables", [{ ...tables, tasks: { model: ["resnet"], deadline: [1] } }, QUICK], solve],
  ["many", [[curves, tables], { method: "edf" }], solveMany],
  ["capacities", [1, 1], (tasks, machines) => createSolver({ tasks, machines })],
  [
    "points",
    [
      [
        { time: 1, accuracy: 0.5 },
        { time: 2, accuracy: 0.6 },
      ],
    ],
    fitCurve,
  ],
  ["columns of points", [{ time: [1, 2, 3], accuracy: [0.5, 0.6, 0.7] }], fitCurve],
  ["draws", [{ tasks: 1, machines: 1, mu: 2, rho: 1, seed: 1, speeds: [1, 2] }], generate],
  [
    "dispatchers",
    [{ ...busy, horizon: 1, quantile: 0.5, overhead: 0, maxQueue: 5 }],
    createDispatcher,
  ],
  [
    "machines",
    [{ id: 2, speed: 1 }, 0],
    (...given) => dispatcher().addMachine(...(given as [Anything, 0])),
  ],
  [
    "requests",
    [{ id: 8, ...task, weight: 1 }, 0],
    (...given) => dispatcher().submit(...(given as [Anything, 0])),
  ],
  ["snapshots", [dispatcher().snapshot()], (snapshot) => createDispatcher.restore(snapshot)],
];

/** All objects and arrays in a value, itself first. */
const inside = (value: unknown): object[] =>
  typeof value === "object" && value !== null
    ? [value, ...Object.values(value).flatMap(inside)]
    : [];

describe("whatever is wrong", () => {
  it.each(CALLS)("in %s has a code, and a message that begins with its path", (_, given, call) => {
    const place = fc.tuple(fc.nat(), fc.nat(), WRONG);
    const property = fc.property(place, ([where, which, value]) => {
      const changed = structuredClone(given);
      const objects = inside(changed);
      const target = objects[where % objects.length];
      const names = Array.isArray(target)
        ? Object.keys(target)
        : [...Object.keys(target), ...NAMES];
      Object.assign(target, { [names[which % names.length]]: value });
      try {
        call(...changed);
      } catch (error) {
        const { code, path, message } = error as DsctError;
        expect(CODES, message).toContain(code);
        if (code === "OVERFLOW") expect(message).toContain(path);
        else expect(message.startsWith(`${path} `), `${path}: ${message}`).toBe(true);
      }
    });
    fc.assert(property, { numRuns: Number(process.env.DSCT_RUNS ?? 300) });
  });
});

describe("src/", () => {
  /** What the command line tells its users is of another kind. */
  const ELSEWHERE = /^cli\//;
  const files = readdirSync(new URL("../src/", import.meta.url), {
    recursive: true,
    encoding: "utf8",
  })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".ts") && !ELSEWHERE.test(name));
  /** What came from below or from the caller's signal, and what functions beside made so. */
  const PASSED_ON =
    /^(error|failures\[0\]|feed\.failure\.error|this\.#mistake\.error|reasonOf\(.*\)|closed\(\)|notStarted\(.*\))$/;

  it.each(files)("%s throws what errorOf makes", (name) => {
    const text = read(`src/${name}`).replaceAll(/\/\/.*|\/\*[\s\S]*?\*\//g, "");
    expect(text).not.toMatch(/\b(new )?(Type|Range)?Error\(/);
    for (const [, what] of text.matchAll(/\bthrow ([^;]*);/g)) {
      if (!PASSED_ON.test(what)) expect(what).toMatch(/^errorOf\(/);
    }
  });
});
