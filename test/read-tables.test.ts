// What is read of a problem with tables, without a solver: the first mistake, in the exact words,
// the flat columns, what moves while it is read, and sizes that nothing holds.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { WASM_TABLES_LIMITS } from "../src/engine/wasm.js";
import { solve as solveMain } from "../src/entry/dsct.js";
import { solve as solveReference } from "../src/entry/reference.js";
import { certify } from "../src/schedule/certify.js";
import { modelsOf, readTables } from "../src/tables/read-tables.js";
import { COUNTABLE, type TablesLimits } from "../src/tables/size.js";

// biome-ignore lint/suspicious/noExplicitAny: most cases here break the types
type Anything = any;

const read = (problem: Anything, limits: TablesLimits = COUNTABLE, path = "") =>
  readTables(problem, modelsOf(problem), limits, path);

/** What is thrown, as "TypeError: message"; "" where nothing is. */
function thrown(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return `${error}`;
  }
  return "";
}

const table = { time: [1, 2, 3], accuracy: [0.5, 0.6, 0.7] };
const models = { a: { x: table, y: table }, b: { x: table } };
const machines = [{ type: "x" }, { type: "y", readyAt: 2 }];
const task = { model: "a", deadline: 9 };
const good = { models, machines, tasks: [task, { ...task, model: "b" }] };

const withTable = (change: object) => ({ ...good, models: { a: { x: { ...table, ...change } } } });
const withTask = (change: object) => ({ ...good, tasks: [task, { ...task, ...change }] });
const withMachine = (change: object) => ({ ...good, machines: [{ type: "x", ...change }] });
const COLUMNS = { model: ["a", "b"], deadline: [9, 9] };
const withColumns = (change: object) => ({ ...good, tasks: { ...COLUMNS, ...change } });
const withMachineColumns = (change: object) => ({ ...good, machines: { type: ["x"], ...change } });

const MIX = "one problem does not mix curves and tables";

/** [problem, what is thrown] */
const MISTAKES: [Anything, string][] = [
  [{ ...good, models: null }, "TypeError: models is null; expected an object of models by name"],
  [{ ...good, models: [] }, "TypeError: models is an array; expected an object of models by name"],
  [{ ...good, models: 5 }, "TypeError: models is 5; expected an object of models by name"],
  [
    { ...good, models: { a: null } },
    "TypeError: models.a is null; expected an object of tables by machine type",
  ],
  [
    { ...good, models: { "my net": [table] } },
    'TypeError: models["my net"] is an array; expected an object of tables by machine type',
  ],
  [
    { ...good, models: { a: { "Note 10": 7 } } },
    'TypeError: models.a["Note 10"] is 7; expected an object with time and accuracy',
  ],
  [
    { ...good, models: { a: { x: new Float64Array(2) } } },
    "TypeError: models.a.x is an object; expected an object with time and accuracy",
  ],
  [withTable({ time: 1 }), "TypeError: models.a.x.time is 1; expected an array of numbers"],
  [
    withTable({ accuracy: undefined }),
    "TypeError: models.a.x.accuracy is undefined; expected an array of numbers",
  ],
  [
    withTable({ accuracy: [1, 2] }),
    "RangeError: models.a.x.accuracy has 2 entries; expected 3, as in models.a.x.time",
  ],
  [
    withTable({ time: [], accuracy: [] }),
    "RangeError: models.a.x.time has 0 entries; expected at least 1",
  ],
  [
    withTable({ time: [1, 2, Number.NaN] }),
    "RangeError: models.a.x.time[2] is NaN; expected a number >= 0",
  ],
  [withTable({ time: [1, -1, 2] }), "RangeError: models.a.x.time[1] is -1; expected a number >= 0"],
  [
    withTable({ time: [1, Infinity, 2] }),
    "RangeError: models.a.x.time[1] is Infinity; expected a finite number >= 0",
  ],
  [
    withTable({ time: [1, "2", 3] }),
    'TypeError: models.a.x.time[1] is "2"; expected a number >= 0',
  ],
  [
    withTable({ time: [1, undefined, 3] }),
    "TypeError: models.a.x.time[1] is undefined; expected a number >= 0",
  ],
  [
    withTable({ accuracy: [1, Infinity, 2] }),
    "RangeError: models.a.x.accuracy[1] is Infinity; expected a finite number",
  ],
  [
    withTable({ accuracy: [null, 1, 2] }),
    "TypeError: models.a.x.accuracy[0] is null; expected a finite number",
  ],
  [
    withTable({ mode: "smooth" }),
    'RangeError: models.a.x.mode is "smooth"; expected "discrete" or "continuous"',
  ],
  [withTable({ mode: 1 }), 'TypeError: models.a.x.mode is 1; expected "discrete" or "continuous"'],
  [
    withTable({ mode: null }),
    'TypeError: models.a.x.mode is null; expected "discrete" or "continuous"',
  ],
  [
    { ...good, machines: 5 },
    "TypeError: machines is 5; expected an array of machines or an object of columns",
  ],
  [{ ...good, machines: [] }, "RangeError: machines has 0 entries; expected at least 1"],
  [
    { ...good, tasks: "all" },
    'TypeError: tasks is "all"; expected an array of tasks or an object of columns',
  ],
  [{ ...good, tasks: [task, 5] }, "TypeError: tasks[1] is 5; expected an object"],
  [{ ...good, machines: [null] }, "TypeError: machines[0] is null; expected an object"],
  [
    withMachine({ type: undefined }),
    "TypeError: machines[0].type is undefined; expected the name of a machine type",
  ],
  [
    withMachine({ type: 3 }),
    "TypeError: machines[0].type is 3; expected the name of a machine type",
  ],
  [withMachine({ readyAt: -1 }), "RangeError: machines[0].readyAt is -1; expected a number >= 0"],
  [
    withMachine({ readyAt: Infinity }),
    "RangeError: machines[0].readyAt is Infinity; expected a finite number >= 0",
  ],
  [
    withMachine({ readyAt: null }),
    "TypeError: machines[0].readyAt is null; expected a number >= 0",
  ],
  [
    withMachine({ speed: 1 }),
    `TypeError: machines[0].speed is 1; expected none beside models: ${MIX}`,
  ],
  [
    { ...good, machines: [{ type: "p" }, { type: "q" }] },
    'RangeError: machines have the types "p", "q"; expected one that has a table: "x", "y"',
  ],
  [
    { ...good, models: { a: {} }, tasks: [task] },
    'RangeError: machines have the types "x", "y"; expected one that has a table, of which models have none',
  ],
  [
    withTask({ model: "x" }),
    'RangeError: tasks[1].model is "x"; expected a name in models: "a", "b"',
  ],
  [withTask({ model: 7 }), 'TypeError: tasks[1].model is 7; expected a name in models: "a", "b"'],
  [
    withTask({ model: "toString" }),
    'RangeError: tasks[1].model is "toString"; expected a name in models: "a", "b"',
  ],
  [
    withTask({ model: "__proto__" }),
    'RangeError: tasks[1].model is "__proto__"; expected a name in models: "a", "b"',
  ],
  [
    { ...good, models: {} },
    'RangeError: tasks[0].model is "a"; expected a name in models, which has none',
  ],
  [
    withTask({ deadline: Number.NaN }),
    "RangeError: tasks[1].deadline is NaN; expected a number, or null for none",
  ],
  [
    withTask({ deadline: "1" }),
    'TypeError: tasks[1].deadline is "1"; expected a number, or null for none',
  ],
  [
    withTask({ deadline: undefined }),
    "TypeError: tasks[1].deadline is undefined; expected a number, or null for none",
  ],
  [withTask({ weight: 0 }), "RangeError: tasks[1].weight is 0; expected a number > 0"],
  [withTask({ weight: null }), "TypeError: tasks[1].weight is null; expected a number > 0"],
  [
    withTask({ weight: Infinity }),
    "RangeError: tasks[1].weight is Infinity; expected a finite number > 0",
  ],
  [
    withTask({ base: -Infinity }),
    "RangeError: tasks[1].base is -Infinity; expected a finite number",
  ],
  [
    withTask({ minAccuracy: Infinity }),
    "RangeError: tasks[1].minAccuracy is Infinity; expected a finite number",
  ],
  [
    withTask({ minAccuracy: null }),
    "TypeError: tasks[1].minAccuracy is null; expected a finite number",
  ],
  [withTask({ latency: -1 }), "RangeError: tasks[1].latency is -1; expected a number >= 0"],
  [
    withTask({ latency: Infinity }),
    "RangeError: tasks[1].latency is Infinity; expected a finite number >= 0",
  ],
  [
    withTask({ latency: null }),
    "TypeError: tasks[1].latency is null; expected a number >= 0, or a list of one for each machine",
  ],
  [
    withTask({ latency: [1, 2, 3] }),
    "RangeError: tasks[1].latency has 3 entries; expected 2, the number of machines",
  ],
  [
    withTask({ latency: [] }),
    "RangeError: tasks[1].latency has 0 entries; expected 2, the number of machines",
  ],
  [
    withTask({ latency: [null, -1] }),
    "RangeError: tasks[1].latency[1] is -1; expected a number >= 0",
  ],
  [
    withTask({ latency: [0, undefined] }),
    "TypeError: tasks[1].latency[1] is undefined; expected a number >= 0, or null",
  ],
  [withTask({ theta: 1 }), `TypeError: tasks[1].theta is 1; expected none beside models: ${MIX}`],
  [
    withTask({ maxWork: 1 }),
    `TypeError: tasks[1].maxWork is 1; expected none beside models: ${MIX}`,
  ],
  [withTask({ gain: 1 }), `TypeError: tasks[1].gain is 1; expected none beside models: ${MIX}`],
  [
    withTask({ weight: 1e308, base: 10 }),
    "RangeError: the sum of weight * (|base| + |accuracy|) up to tasks[1] is Infinity; expected a finite number",
  ],
  [
    withMachineColumns({ type: "x" }),
    'TypeError: machines.type is "x"; expected an array of strings',
  ],
  [
    withMachineColumns({ readyAt: 1 }),
    "TypeError: machines.readyAt is 1; expected an array of numbers",
  ],
  [
    withMachineColumns({ readyAt: [1, 2] }),
    "RangeError: machines.readyAt has 2 entries; expected 1, as in machines.type",
  ],
  [
    withMachineColumns({ readyAt: [undefined] }),
    "TypeError: machines.readyAt[0] is undefined; expected a number >= 0",
  ],
  [
    withMachineColumns({ speed: [1] }),
    `TypeError: machines.speed is an array; expected none beside models: ${MIX}`,
  ],
  [
    withMachineColumns({ type: [4] }),
    "TypeError: machines.type[0] is 4; expected the name of a machine type",
  ],
  [
    withColumns({ model: new Float64Array(2) }),
    "TypeError: tasks.model is an object; expected an array of strings",
  ],
  [
    withColumns({ model: ["a", "z"] }),
    'RangeError: tasks.model[1] is "z"; expected a name in models: "a", "b"',
  ],
  [
    withColumns({ deadline: undefined }),
    "TypeError: tasks.deadline is undefined; expected an array of numbers",
  ],
  [
    withColumns({ deadline: [1, Number.NaN] }),
    "RangeError: tasks.deadline[1] is NaN; expected a number, or null for none",
  ],
  [
    withColumns({ deadline: [1, 2, 3] }),
    "RangeError: tasks.deadline has 3 entries; expected 2, as in tasks.model",
  ],
  [withColumns({ weight: [1, 0] }), "RangeError: tasks.weight[1] is 0; expected a number > 0"],
  [withColumns({ weight: [1n, 0] }), "TypeError: tasks.weight[0] is 1n; expected a number > 0"],
  [
    withColumns({ minAccuracy: new Float64Array([0, Number.NaN]) }),
    "RangeError: tasks.minAccuracy[1] is NaN; expected a finite number",
  ],
  [
    withColumns({ latency: [0, [1]] }),
    "RangeError: tasks.latency[1] has 1 entries; expected 2, the number of machines",
  ],
  [
    withColumns({ latency: 5 }),
    "TypeError: tasks.latency is 5; expected an array of numbers or lists",
  ],
  [
    withColumns({ theta: [1, 1] }),
    `TypeError: tasks.theta is an array; expected none beside models: ${MIX}`,
  ],
];

/** The other way round. */
const CURVE = { deadline: 1, theta: 2, maxWork: 3 };
const CURVES: [Anything, string][] = [
  [
    { machines: [{ speed: 1, type: "x" }], tasks: [CURVE] },
    `TypeError: machines[0].type is "x"; expected none without models: ${MIX}`,
  ],
  [
    { machines: { speed: [1], type: ["x"] }, tasks: [CURVE] },
    `TypeError: machines.type is an array; expected none without models: ${MIX}`,
  ],
  [
    { machines: [{ speed: 1 }], tasks: [CURVE, { ...CURVE, latency: 0 }] },
    `TypeError: tasks[1].latency is 0; expected none without models: ${MIX}`,
  ],
  [
    { machines: [{ speed: 1 }], tasks: [{ model: "a", deadline: 1 }] },
    `TypeError: tasks[0].model is "a"; expected none without models: ${MIX}`,
  ],
  [
    { machines: [{ speed: 1 }], tasks: { ...CURVE, minAccuracy: [1] } },
    `TypeError: tasks.minAccuracy is an array; expected none without models: ${MIX}`,
  ],
];

describe("mistakes", () => {
  it.each(MISTAKES.map(([problem, message]) => [message, problem]))("%s", (message, problem) => {
    expect(thrown(() => read(problem))).toBe(message);
  });

  it("are those of solve and certify on every entry, named by their place in a list", () => {
    for (const [problem, message] of [...MISTAKES, ...CURVES]) {
      expect(thrown(() => solveMain(problem))).toBe(message);
      expect(thrown(() => solveReference(problem))).toBe(message);
      expect(thrown(() => certify(problem, {} as Anything))).toBe(message);
    }
    const within = (problem: Anything) => thrown(() => read(problem, COUNTABLE, "problems[3]"));
    expect(within(withTable({ time: [-1, 2, 3] }))).toContain(
      ": problems[3].models.a.x.time[0] is",
    );
    expect(within(withTask({ model: "z" }))).toContain(
      ': problems[3].tasks[1].model is "z"; expected a name in problems[3].models: "a"',
    );
    expect(within(withMachine({ type: 1 }))).toContain(": problems[3].machines[0].type is 1");
    expect(within(withMachine({ type: "p" }))).toContain(": problems[3].machines have the types");
  });

  it("of options that are for curves alone", () => {
    for (const [options, message] of [
      [
        { boundMethod: "relax" },
        'options.boundMethod is "relax"; expected none for a problem with models',
      ],
      [{ levels: [0.5] }, "options.levels is an array; expected none for a problem with models"],
      [
        { reading: "upgrade" },
        'options.reading is "upgrade"; expected none for a problem with models',
      ],
      [
        { method: "levels" },
        'options.method is "levels"; expected another one for a problem with models',
      ],
    ] as [Anything, string][]) {
      expect(thrown(() => solveMain(good, options))).toBe(`RangeError: ${message}`);
    }
  });

  it("list no more than eight names, and nothing that a terminal obeys", () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, k) => [`m${k}`, { x: table }]));
    expect(thrown(() => read({ ...good, models: many }))).toBe(
      'RangeError: tasks[0].model is "a"; expected a name in models: "m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7" and 12 more',
    );
    const evil = { ...good, models: { "\u001b[2J": 5 } };
    expect(thrown(() => read(evil))).toContain('models["\\u001b[2J"] is 5');
  });
});

describe("the flat columns", () => {
  it("hold what rows and columns say, with the defaults", () => {
    const rows = read({
      models: { b: { y: { ...table, mode: "continuous" }, none: table }, a: models.a },
      machines: [{ type: "x" }, { type: "y", readyAt: 2 }, { type: "x" }, { type: "idle" }],
      tasks: [
        { model: "a", deadline: null },
        {
          model: "b",
          deadline: -3,
          weight: 2,
          base: 0.1,
          minAccuracy: 0.4,
          latency: [1, null, 0, 2],
        },
        { model: "a", deadline: 4, latency: 0.5 },
      ],
    });
    const plain = Object.fromEntries(
      Object.entries(rows).map(([name, value]) => [
        name,
        ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
      ]),
    );
    expect(plain).toEqual({
      sizes: {
        ...{ n: 3, m: 4, types: 3, models: 2, tables: 3, points: 9 },
        ...{ pairs: 2 * 3 + 1, options: 2 * 3 * 3 + 3 * 14, steps: 2 * 3 + 3 * 14, latencies: 12 },
      },
      perTask: 4,
      modelNames: ["b", "a"],
      typeNames: ["x", "y", "idle"],
      readyAt: [0, 2, 0, 0],
      machineType: [0, 1, 0, 2],
      taskModel: [1, 0, 1],
      deadline: [Infinity, -3, 4],
      weight: [1, 2, 1],
      base: [0, 0.1, 0],
      minAccuracy: [-Infinity, 0.4, -Infinity],
      latency: [0, 0, 0, 0, 1, Infinity, 0, 2, 0.5, 0.5, 0.5, 0.5],
      tableOf: [-1, 0, -1, 1, 2, -1],
      tableStart: [0, 3, 6, 9],
      tableMode: [1, 0, 0],
      pointTime: [1, 2, 3, 1, 2, 3, 1, 2, 3],
      pointAccuracy: [0.5, 0.6, 0.7, 0.5, 0.6, 0.7, 0.5, 0.6, 0.7],
    });
    const columns = read({
      models: { b: { y: { ...table, mode: "continuous" }, none: table }, a: models.a },
      machines: { type: ["x", "y", "x", "idle"], readyAt: new Float32Array([0, 2, 0, 0]) },
      tasks: {
        model: ["a", "b", "a"],
        deadline: [null, -3, 4],
        weight: new Int8Array([1, 2, 1]),
        base: [0, 0.1, 0],
        latency: [0, [1, null, 0, 2], 0.5],
      },
    });
    expect(columns).toEqual({ ...rows, minAccuracy: new Float64Array(3).fill(-Infinity) });
  });

  it("take names of any kind", () => {
    const problem = JSON.parse(
      '{"models": {"__proto__": {"constructor": {"time": [1], "accuracy": [2]}}, "length": {"": {"time": [3], "accuracy": [4]}}}, "machines": [{"type": "constructor"}, {"type": ""}], "tasks": [{"model": "__proto__", "deadline": 1}, {"model": "length", "deadline": 1}]}',
    );
    const { modelNames, typeNames, tableOf, pointTime } = read(problem);
    expect(modelNames).toEqual(["__proto__", "length"]);
    expect(typeNames).toEqual(["constructor", ""]);
    expect(Array.from(tableOf)).toEqual([0, -1, -1, 1]);
    expect(Array.from(pointTime)).toEqual([1, 3]);
    const inherited = Object.create({ a: { x: table } });
    expect(thrown(() => read({ ...good, models: inherited }))).toContain("which has none");
  });

  it("one latency a task is enough where no list is there, or one machine", () => {
    const one = read({ ...good, machines: [{ type: "x" }], tasks: [{ ...task, latency: [null] }] });
    expect([one.perTask, ...one.latency]).toEqual([1, Infinity]);
    expect(read(good).perTask).toBe(1);
    expect(read({ ...good, tasks: [] }).sizes).toMatchObject({ n: 0, pairs: 0, options: 0 });
    expect(read({ ...good, machines: [{ type: "p" }], tasks: [] }).sizes.tables).toBe(0);
  });

  it("survive the way to a worker as they are", () => {
    const input = read({
      models: { ...models, c: { y: { ...table, mode: "continuous" } } },
      machines,
      tasks: [
        task,
        { model: "c", deadline: null, latency: [null, 1], minAccuracy: 0.2, base: -1 },
        { model: "b", deadline: -1, weight: 3, latency: 2 },
      ],
    });
    expect(structuredClone(input)).toEqual(input);
  });

  it("are those of all measured problems", () => {
    const text = readFileSync(new URL("fixtures/tables.json", import.meta.url), "utf8");
    const { cases } = JSON.parse(text);
    for (const { problem } of cases) {
      const { sizes } = read(problem, WASM_TABLES_LIMITS);
      expect(sizes.n).toBe(problem.tasks.length);
      expect(sizes.pairs).toBeGreaterThan(0);
    }
  });
});

describe("what moves", () => {
  /** Counts how often each name of an object is read. */
  function counting<Target extends object>(target: Target, reads: Map<string, number>, path = "") {
    return new Proxy(target, {
      get(_, name) {
        const at = `${path}.${String(name)}`;
        if (typeof name === "string") reads.set(at, (reads.get(at) ?? 0) + 1);
        const value = target[name as keyof Target];
        if (typeof value !== "object" || value === null) return value;
        return counting(value, reads, at) as unknown;
      },
    });
  }

  it("every name, length and number is read once", () => {
    for (const problem of [
      withTask({ latency: [1, 2], weight: 2, base: 1, minAccuracy: 1 }),
      withColumns({ latency: [[1, null], 0], weight: [1, 2], base: [0, 0], minAccuracy: [0, 0] }),
    ]) {
      const reads = new Map<string, number>();
      const proxy = counting(problem, reads) as Anything;
      readTables(proxy, modelsOf(proxy), COUNTABLE);
      const twice = [...reads].filter(([, count]) => count !== 1);
      expect(twice).toEqual([]);
      expect(reads.size).toBeGreaterThan(30);
    }
  });

  it("what is checked is what is kept", () => {
    let now = 1;
    const moving = {
      ...task,
      get deadline() {
        now -= 1;
        return now;
      },
    };
    expect(Array.from(read({ ...good, tasks: [moving, moving] }).deadline)).toEqual([0, -1]);
    const shared = new Float64Array(new SharedArrayBuffer(24));
    shared.set([1, 2, 3]);
    const ofShared = { models: { a: { x: { ...table, time: shared } } }, machines, tasks: [task] };
    const input = read(ofShared);
    shared[0] = Number.NaN;
    expect(Array.from(input.pointTime)).toEqual([1, 2, 3]);
    const liar = new Proxy([1, 2, 3], {
      get: (target, name) => (name === "length" ? 4 : target[name as "length"]),
    });
    expect(thrown(() => read(withTable({ time: liar, accuracy: liar })))).toBe(
      "TypeError: models.a.x.time[3] is undefined; expected a number >= 0",
    );
    const endless = new Proxy([1], {
      get: (target, name) => (name === "length" ? 2 ** 53 - 1 : target[name as "length"]),
    });
    expect(thrown(() => read(withTable({ time: endless, accuracy: endless })))).toBe(
      "RangeError: models.a.x.time has 9007199254740991 entries; expected fewer, which is what positions of 32 bits can count",
    );
    const odd = new Proxy([1], {
      get: (target, name) => (name === "length" ? -1 : target[name as "length"]),
    });
    expect(thrown(() => read(withTable({ time: odd })))).toBe(
      "RangeError: models.a.x.time has -1 entries; expected an integer >= 0",
    );
  });
});

describe("sizes beyond memory", () => {
  const FILL = "which fill the 4 GiB of WebAssembly memory";
  const COUNT = "which is what positions of 32 bits can count";
  const rows = <Row>(row: Row, length: number) => Array.from({ length }, () => row);

  it("are told in options", () => {
    const wide = { time: rows(1, 1000), accuracy: rows(1, 1000) };
    const problem = {
      models: { a: { x: wide } },
      machines: rows({ type: "x" }, 1000),
      tasks: rows(task, 1000),
    };
    expect(thrown(() => read(problem, WASM_TABLES_LIMITS))).toMatch(
      new RegExp(
        `^RangeError: the problem has 1000000000 options, a task on a machine at a point of its table; expected at most \\d+, ${FILL}$`,
      ),
    );
    expect(thrown(() => solveMain(problem))).toContain("the problem has 1000000000 options");
    expect(thrown(() => read(problem, WASM_TABLES_LIMITS, "problems[1]"))).toContain(
      ": problems[1] has 1000000000 options",
    );
    expect(read(problem).sizes.options).toBe(1e9);
    expect(thrown(() => read({ ...problem, tasks: rows(task, 3000) }))).toContain(
      `has 3000000000 options, a task on a machine at a point of its table; expected at most 2147483644, ${COUNT}`,
    );
  });

  it("in pairs, in latencies, in tasks, in machines, before anything is allocated", () => {
    const problem = {
      models: { a: { x: table } },
      machines: rows({ type: "x" }, 20_000),
      tasks: rows(task, 20_000),
    };
    const fill = (change: object) =>
      thrown(() => read({ ...problem, ...change }, WASM_TABLES_LIMITS));
    expect(fill({})).toBe(
      `RangeError: the problem has 400000000 pairs of a task and a machine that has a table for it; expected fewer, ${FILL}`,
    );
    const list = rows(0, 100_000);
    const listed = {
      machines: rows({ type: "x" }, 100_000),
      tasks: [...rows(task, 99_999), { ...task, latency: list }],
    };
    const message = "is a list, so that there are 10000000000 latencies of a task on a machine";
    expect(fill(listed)).toBe(
      `RangeError: tasks[99999].latency ${message}; expected fewer, ${FILL}`,
    );
    expect(thrown(() => read({ ...problem, ...listed }))).toContain(`; expected fewer, ${COUNT}`);
    const many = new Array(2 ** 31);
    expect(fill({ tasks: many })).toBe(
      `RangeError: tasks has 2147483648 entries; expected fewer, ${FILL}`,
    );
    expect(fill({ machines: many })).toBe(
      `RangeError: machines has 2147483648 entries; expected fewer, ${FILL}`,
    );
    expect(thrown(() => read({ ...problem, tasks: many }))).toContain(`expected fewer, ${COUNT}`);
  });

  it("in models beside types", () => {
    const names = Array.from({ length: 70_000 }, (_, k) => `t${k}`);
    const problem = {
      models: Object.fromEntries(names.map((name) => [name, {}])),
      machines: names.map((type) => ({ type })),
      tasks: [],
    };
    expect(thrown(() => read(problem))).toBe(
      `RangeError: models has 70000 entries beside 70000 types of machines; expected fewer, ${COUNT}`,
    );
  });
});
