import { describe, expect, it } from "vitest";
import { solve as solveMain } from "../src/entry/dsct.js";
import { solve as solveReference } from "../src/entry/reference.js";
import { certify } from "../src/schedule/certify.js";
import { engines, solveOn } from "./helpers/engines.js";

// biome-ignore lint/suspicious/noExplicitAny: every case here breaks the types
type Anything = any;

const task = { deadline: 1, theta: 2, maxWork: 3 };
const columns = { deadline: [1, 1], theta: [2, 2], maxWork: [3, 3] };
const machines = [{ speed: 1 }];
const withTask = (change: object) => ({ machines, tasks: [task, { ...task, ...change }] });
const withColumns = (change: object) => ({ machines, tasks: { ...columns, ...change } });

const PROBLEMS: [string, Anything, ErrorConstructor, string][] = [
  [
    "no problem",
    undefined,
    TypeError,
    "problem is undefined; expected an object with machines and tasks",
  ],
  ["null", null, TypeError, "problem is null; expected an object with machines and tasks"],
  ["a number", 5, TypeError, "problem is 5; expected an object with machines and tasks"],
  [
    "no tasks",
    { machines },
    TypeError,
    "tasks is undefined; expected an array of tasks or an object of columns",
  ],
  [
    "tasks a string",
    { machines, tasks: "all" },
    TypeError,
    'tasks is "all"; expected an array of tasks or an object of columns',
  ],
  [
    "tasks a typed array",
    { machines, tasks: new Float64Array(3) },
    TypeError,
    "tasks is an object; expected an array of tasks or an object of columns",
  ],
  [
    "no machines",
    { tasks: [] },
    TypeError,
    "machines is undefined; expected an array of machines or an object of columns",
  ],
  [
    "zero machines",
    { machines: [], tasks: [task] },
    RangeError,
    "machines has 0 entries; expected at least 1",
  ],
  [
    "zero machines, columns",
    { machines: { speed: [] }, tasks: [task] },
    RangeError,
    "machines has 0 entries; expected at least 1",
  ],
  [
    "speed 0",
    { machines: [{ speed: 1 }, { speed: 0 }], tasks: [] },
    RangeError,
    "machines[1].speed is 0; expected a number > 0",
  ],
  [
    "speed NaN",
    { machines: { speed: [Number.NaN] }, tasks: [] },
    RangeError,
    "machines.speed[0] is NaN; expected a number > 0",
  ],
  [
    "speed infinite",
    { machines: [{ speed: Infinity }], tasks: [] },
    RangeError,
    "machines[0].speed is Infinity; expected a finite number > 0",
  ],
  [
    "speed missing",
    { machines: [{}], tasks: [] },
    TypeError,
    "machines[0].speed is undefined; expected a number > 0",
  ],
  [
    "a machine null",
    { machines: [null], tasks: [] },
    TypeError,
    "machines[0] is null; expected an object",
  ],
  [
    "ready before now",
    { machines: [{ speed: 1 }, { speed: 1, readyAt: -1 }], tasks: [] },
    RangeError,
    "machines[1].readyAt is -1; expected a number >= 0",
  ],
  [
    "never ready",
    { machines: { speed: [1, 1], readyAt: [0, Infinity] }, tasks: [] },
    RangeError,
    "machines.readyAt[1] is Infinity; expected a finite number >= 0",
  ],
  [
    "deadline NaN",
    withTask({ deadline: Number.NaN }),
    RangeError,
    "tasks[1].deadline is NaN; expected a number",
  ],
  [
    "deadline missing",
    withTask({ deadline: undefined }),
    TypeError,
    "tasks[1].deadline is undefined; expected a number",
  ],
  [
    "maxWork null",
    withTask({ maxWork: null }),
    TypeError,
    "tasks[1].maxWork is null; expected a number >= 0",
  ],
  [
    "deadline a string",
    withTask({ deadline: "1" }),
    TypeError,
    'tasks[1].deadline is "1"; expected a number',
  ],
  [
    "deadline a bigint",
    withTask({ deadline: 1n }),
    TypeError,
    "tasks[1].deadline is 1n; expected a number",
  ],
  ["theta 0", withTask({ theta: 0 }), RangeError, "tasks[1].theta is 0; expected a number > 0"],
  [
    "theta infinite",
    withTask({ theta: Infinity }),
    RangeError,
    "tasks[1].theta is Infinity; expected a finite number > 0",
  ],
  [
    "theta an array",
    withTask({ theta: [1] }),
    TypeError,
    "tasks[1].theta is an array; expected a number > 0",
  ],
  [
    "maxWork negative",
    withTask({ maxWork: -1e-300 }),
    RangeError,
    "tasks[1].maxWork is -1e-300; expected a number >= 0",
  ],
  [
    "maxWork infinite",
    withTask({ maxWork: Infinity }),
    RangeError,
    "tasks[1].maxWork is Infinity; expected a finite number >= 0",
  ],
  ["weight 0", withTask({ weight: 0 }), RangeError, "tasks[1].weight is 0; expected a number > 0"],
  [
    "weight null",
    withTask({ weight: null }),
    TypeError,
    "tasks[1].weight is null; expected a number > 0",
  ],
  [
    "base infinite",
    withTask({ base: -Infinity }),
    RangeError,
    "tasks[1].base is -Infinity; expected a finite number",
  ],
  [
    "base a function",
    withTask({ base: () => 1 }),
    TypeError,
    "tasks[1].base is a function; expected a finite number",
  ],
  [
    "gain negative",
    withTask({ gain: -1 }),
    RangeError,
    "tasks[1].gain is -1; expected a number > 0",
  ],
  [
    "weight * gain too large",
    withTask({ weight: 1e200, gain: 1e200 }),
    RangeError,
    "weight * gain * theta of tasks[1] is Infinity; expected a finite number > 0",
  ],
  [
    "weight * gain too small",
    withColumns({ weight: [1, 1e-200], gain: [1, 1e-200] }),
    RangeError,
    "weight * gain * theta of tasks[1] is 0; expected a finite number > 0",
  ],
  [
    "a sum of bases too large",
    withColumns({ base: [1e308, 1e308] }),
    RangeError,
    "the sum of weight * (|base| + gain) up to tasks[1] is Infinity; expected a finite number",
  ],
  [
    "a sum of speeds too large",
    { machines: [{ speed: 1e308 }, { speed: 1e308 }], tasks: [] },
    RangeError,
    "machines have a total speed of Infinity; expected a finite number",
  ],
  [
    "a task null",
    { machines, tasks: [task, null] },
    TypeError,
    "tasks[1] is null; expected an object",
  ],
  [
    "a task missing",
    { machines, tasks: new Array(1) },
    TypeError,
    "tasks[0] is undefined; expected an object",
  ],
  [
    "a column missing",
    withColumns({ theta: undefined }),
    TypeError,
    "tasks.theta is undefined; expected an array of numbers",
  ],
  [
    "a column a number",
    withColumns({ theta: 4 }),
    TypeError,
    "tasks.theta is 4; expected an array of numbers",
  ],
  [
    "a column of bigints",
    withColumns({ theta: new BigInt64Array(2) }),
    TypeError,
    "tasks.theta is an object; expected an array of numbers",
  ],
  [
    "columns of unequal length",
    withColumns({ maxWork: [3] }),
    RangeError,
    "tasks.maxWork has 1 entries; expected 2, as in tasks.deadline",
  ],
  [
    "optional column of another length",
    withColumns({ gain: [1, 1, 1] }),
    RangeError,
    "tasks.gain has 3 entries; expected 2, as in tasks.deadline",
  ],
  [
    "a column entry negative",
    withColumns({ maxWork: new Float64Array([1, -2]) }),
    RangeError,
    "tasks.maxWork[1] is -2; expected a number >= 0",
  ],
  [
    "a column entry a string",
    withColumns({ weight: [1, "2"] }),
    TypeError,
    'tasks.weight[1] is "2"; expected a number > 0',
  ],
];

const OPTIONS: [string, Anything, ErrorConstructor, string][] = [
  [
    "null",
    null,
    TypeError,
    "options is null; expected an object with method, gapTolerance, boundMethod, limits, onProgress, levels or reading",
  ],
  [
    "unknown",
    { metod: "relax" },
    RangeError,
    'options.metod is "relax"; expected no option but method, gapTolerance, boundMethod, limits, onProgress, levels or reading',
  ],
  [
    "unknown method",
    { method: "best" },
    RangeError,
    'options.method is "best"; expected "relax", "approx", "refit", "search", "exact", "edf" or "levels"',
  ],
  [
    "method a number",
    { method: 2 },
    TypeError,
    'options.method is 2; expected "relax", "approx", "refit", "search", "exact", "edf" or "levels"',
  ],
  [
    "the engine, which the entry decides",
    { engine: "wasm" },
    RangeError,
    'options.engine is "wasm"; expected no option but method, gapTolerance, boundMethod, limits, onProgress, levels or reading',
  ],
  [
    "unknown bound",
    { boundMethod: "tight" },
    RangeError,
    'options.boundMethod is "tight"; expected "relax" or "preemptive"',
  ],
  [
    "gapTolerance negative",
    { gapTolerance: -1 },
    RangeError,
    "options.gapTolerance is -1; expected a number >= 0",
  ],
  [
    "gapTolerance NaN",
    { gapTolerance: Number.NaN },
    RangeError,
    "options.gapTolerance is NaN; expected a number >= 0",
  ],
  [
    "gapTolerance a string",
    { gapTolerance: "0" },
    TypeError,
    'options.gapTolerance is "0"; expected a number >= 0',
  ],
  [
    "limits a number",
    { limits: 1000 },
    TypeError,
    "options.limits is 1000; expected an object with steps or timeMs",
  ],
  [
    "unknown limit",
    { limits: { time: 5 } },
    RangeError,
    "options.limits.time is 5; expected no limit but steps or timeMs",
  ],
  [
    "steps negative",
    { limits: { steps: -1 } },
    RangeError,
    "options.limits.steps is -1; expected a number >= 0",
  ],
  [
    "time NaN",
    { limits: { timeMs: Number.NaN } },
    RangeError,
    "options.limits.timeMs is NaN; expected a number >= 0",
  ],
  [
    "time a string",
    { limits: { timeMs: "5" } },
    TypeError,
    'options.limits.timeMs is "5"; expected a number >= 0',
  ],
  [
    "onProgress no function",
    { onProgress: true },
    TypeError,
    "options.onProgress is true; expected a function",
  ],
  [
    "levels a number",
    { levels: 0.5 },
    TypeError,
    "options.levels is 0.5; expected an array of 1 to 16 numbers",
  ],
  ["no levels", { levels: [] }, RangeError, "options.levels has 0 entries; expected 1 to 16"],
  [
    "too many levels",
    { levels: Array.from({ length: 17 }, (_, k) => k) },
    RangeError,
    "options.levels has 17 entries; expected 1 to 16",
  ],
  [
    "a level NaN",
    { levels: [0.1, Number.NaN] },
    RangeError,
    "options.levels[1] is NaN; expected a finite number",
  ],
  [
    "a level infinite",
    { levels: [0.1, Infinity] },
    RangeError,
    "options.levels[1] is Infinity; expected a finite number",
  ],
  [
    "a level a string",
    { levels: ["0.1"] },
    TypeError,
    'options.levels[0] is "0.1"; expected a finite number',
  ],
  [
    "a level that falls",
    { levels: [0.27, 0.2] },
    RangeError,
    "options.levels[1] is 0.2; expected a number > options.levels[0], 0.27",
  ],
  [
    "a level twice, with a method that has none",
    { method: "edf", levels: [0.1, 0.2, 0.2] },
    RangeError,
    "options.levels[2] is 0.2; expected a number > options.levels[1], 0.2",
  ],
  [
    "unknown reading",
    { reading: "best" },
    RangeError,
    'options.reading is "best"; expected "highest-fit" or "upgrade"',
  ],
];

/** What is an array, but says that it has another length; its entries go on for ever. */
function claims<Entry>(entries: Entry[], length: unknown): Entry[] {
  return new Proxy(entries, {
    get: (target, name) => (name === "length" ? length : (Reflect.get(target, name) ?? target[0])),
  });
}

function thrown(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("bad input", () => {
  it.each(PROBLEMS)("problem: %s", (_, problem, type, message) => {
    for (const [, engine] of engines) {
      const error = thrown(() => solveOn(engine, problem));
      expect(error).toBeInstanceOf(type);
      expect((error as Error).message).toBe(message);
    }
    const schedule = solveMain({ machines, tasks: [task] });
    expect((thrown(() => certify(problem, schedule)) as Error).message).toBe(message);
  });

  it.each(OPTIONS)("options: %s", (_, options, type, message) => {
    for (const solve of [solveMain, solveReference]) {
      const error = thrown(() => solve({ machines, tasks: [task] }, options));
      expect(error).toBeInstanceOf(type);
      expect((error as Error).message).toBe(message);
    }
  });

  it.each([
    ["tasks", "4294967296", (length: unknown) => ({ machines, tasks: claims([task], length) })],
    ["machines", "-1", (length: unknown) => ({ machines: claims(machines, length), tasks: [] })],
    ["tasks", "0.5", (length: unknown) => ({ machines, tasks: claims([task], length) })],
    ["tasks", "NaN", (length: unknown) => ({ machines, tasks: claims([task], length) })],
    ["tasks.theta", "NaN", (length: unknown) => withColumns({ theta: claims([2, 2], length) })],
    ["tasks.deadline", "-1", (length: unknown) => withColumns({ deadline: claims([1], length) })],
    [
      "machines.speed",
      "1e+300",
      (length: unknown) => ({
        machines: { speed: claims([1], length) },
        tasks: [],
      }),
    ],
  ])("%s that is said to have %s entries is refused before one is read", (path, text, problem) => {
    const begins = new RegExp(`^${path} has ${text.replace("+", "\\+")} entries; expected `);
    const calls = engines.map(
      ([, engine]) =>
        () =>
          solveOn(engine, problem(Number(text))),
    );
    const schedule = solveMain({ machines, tasks: [task] });
    for (const call of [...calls, () => certify(problem(Number(text)), schedule)]) {
      const error = thrown(call) as Error;
      expect(error).toBeInstanceOf(RangeError);
      expect(error.message).toMatch(begins);
    }
  });

  it.each([
    ["an array-like", { length: 2 ** 32 - 1 }],
    ["an array-like of the right length", { length: 2, 0: 1, 1: 1 }],
    ["a string", "12"],
    ["null", null],
    ["a DataView", new DataView(new ArrayBuffer(16))],
  ])("%s is no column", (_, column) => {
    const message = /^tasks\.theta is .*; expected an array of numbers$/;
    expect((thrown(() => solveMain(withColumns({ theta: column }))) as Error).message).toMatch(
      message,
    );
    const schedule = solveMain({ machines, tasks: [task, task] });
    expect(
      (thrown(() => certify(withColumns({ theta: column }), schedule)) as Error).message,
    ).toMatch(message);
  });

  it.each([
    [
      { method: "\u001b[2J\u202e\ud800" },
      'options.method is "\\u001b[2J\\u202e\\ud800"; expected ',
    ],
    [{ "\u009b": 1 }, "options.\\u009b is 1; expected no option but"],
    [{ limits: { "\u009b": 1 } }, "options.limits.\\u009b is 1; expected no limit but"],
    [{ method: Symbol("\u001b") }, "options.method is Symbol(\\u001b); expected "],
    [{ method: "\u{e0001}" }, 'options.method is "\\udb40\\udc01"; expected '],
    [{ method: "é\u{1f600}" }, 'options.method is "é\u{1f600}"; expected '],
    [{ method: "x".repeat(100) }, `options.method is "${"x".repeat(100)}"; expected `],
    [
      { method: "x".repeat(101) },
      `options.method is "${"x".repeat(100)}"... (101 characters); expected `,
    ],
    [{ method: 10n ** 100n - 1n }, `options.method is ${"9".repeat(100)}n; expected `],
    [{ method: 10n ** 100n }, "options.method is a bigint of more than 100 digits; expected "],
    [{ method: -(10n ** 100n) }, "options.method is a bigint of more than 100 digits; expected "],
    [{ method: -5n }, "options.method is -5n; expected "],
    [{ levels: claims([0.5], Number.NaN) }, "options.levels has NaN entries; expected 1 to 16"],
    [{ levels: claims([0.5], 1.5) }, "options.levels has 1.5 entries; expected 1 to 16"],
  ] as [Anything, string][])(
    "a message shows %o escaped, and not at any length",
    (options, begin) => {
      const { message } = thrown(() => solveMain({ machines, tasks: [task] }, options)) as Error;
      expect(message.slice(0, begin.length)).toBe(begin);
    },
  );

  it("a problem too large for WebAssembly memory says so before anything is read", () => {
    const sparse = { machines, tasks: new Array(2 ** 31) };
    const message = (thrown(() => solveMain(sparse)) as Error).message;
    expect(message).toMatch(
      /^tasks has 2147483648 entries; expected at most \d{8}, which fill the 4 GiB of WebAssembly memory$/,
    );
    const many = { machines: new Array(2 ** 30), tasks: [] };
    expect((thrown(() => solveMain(many)) as Error).message).toMatch(
      /^machines has 1073741824 entries; expected fewer, which fill the 4 GiB/,
    );
  });

  it("absent options and undefined values mean the defaults", () => {
    const problem = {
      machines,
      tasks: [{ ...task, weight: undefined, base: undefined } as Anything],
    };
    const schedule = solveMain(problem, {
      method: undefined,
      gapTolerance: undefined,
      boundMethod: undefined,
      limits: undefined,
      onProgress: undefined,
      levels: undefined,
      reading: undefined,
    });
    expect(schedule).toEqual(solveMain({ machines, tasks: [task] }));
    expect([schedule.method, schedule.engine]).toEqual(["search", "wasm"]);
    const other = solveReference({ machines, tasks: [task] });
    expect(other).toEqual({ ...schedule, engine: "reference" });
  });

  it("after an error the next solve is as if nothing had been", () => {
    const problem = { machines, tasks: [task] };
    const before = solveMain(problem);
    thrown(() => solveMain(withTask({ theta: -1 })));
    expect(solveMain(problem)).toEqual(before);
  });
});
