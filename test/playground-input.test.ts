// What the playground reads, and writes into files.

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOST_TEXT } from "../playground/input/check.js";
import { problemJson, tasksCsv } from "../playground/input/export.js";
import { PRESETS } from "../playground/input/presets.js";
import { readText } from "../playground/input/read.js";
import { type RowProblem, type RowTables, toRows } from "../playground/model/problem.js";
import { csv } from "../src/cli/output/csv.js";
import { solve } from "../src/index.js";
import type { Problem } from "../src/types/index.js";
import {
  CURVES,
  expectSame,
  inCells,
  messageOf,
  problems,
  TABLES,
} from "./helpers/playground-problems.js";

const read = (text: string, current: Problem = TABLES) => readText(text, "it", current);
const readJson = (problem: unknown) => read(JSON.stringify(problem));
const solved = (problem: unknown) => solve(problem as Problem, { method: "edf" });

describe("JSON", () => {
  it("becomes rows of known fields", () => {
    const given = {
      about: "more",
      models: {
        net: { cpu: { time: [1], accuracy: [0.5], names: ["n"], mode: "discrete", source: "x" } },
      },
      machines: [{ type: "cpu", readyAt: 2, name: "first" }],
      tasks: [
        { id: 7, model: "net", deadline: null, latency: [null], images: 3, weight: 2 },
        { id: "", model: "net", deadline: -0, latency: 0.5, base: -1, minAccuracy: 0.25 },
      ],
    };
    expect(readJson(given)).toEqual({
      models: { net: { cpu: { time: [1], accuracy: [0.5], names: ["n"], mode: "discrete" } } },
      machines: [{ type: "cpu", readyAt: 2 }],
      tasks: [
        { id: "7", model: "net", deadline: null, latency: [null], weight: 2 },
        { model: "net", deadline: 0, latency: 0.5, base: -1, minAccuracy: 0.25 },
      ],
    });
    const curves = { ...CURVES, tasks: [{ ...CURVES.tasks[0], gain: 2, images: 3 }], about: 1 };
    expect(readJson(curves)).toEqual({
      machines: [{ speed: 2 }],
      tasks: [{ deadline: 1, theta: 3, maxWork: 0.5, gain: 2 }],
    });
  });

  it("in columns becomes rows", () => {
    expect(
      readJson({
        machines: { speed: [1, 2], readyAt: [0, 3] },
        tasks: { deadline: [null, 2], theta: [3, 4], maxWork: [5, 6], id: ["a", 1] },
      }),
    ).toEqual({
      machines: [
        { speed: 1, readyAt: 0 },
        { speed: 2, readyAt: 3 },
      ],
      tasks: [
        { deadline: Infinity, theta: 3, maxWork: 5, id: "a" },
        { deadline: 2, theta: 4, maxWork: 6, id: "1" },
      ],
    });
    const tasks = { model: ["net", "net"], deadline: [1, null], latency: [[null], 0.5] };
    expect(readJson({ ...TABLES, machines: { type: ["cpu"] }, tasks })).toEqual({
      ...TABLES,
      tasks: [
        { model: "net", deadline: 1, latency: [null] },
        { model: "net", deadline: null, latency: 0.5 },
      ],
    });
  });

  it("of typed arrays, from code, becomes rows, too", () => {
    const tasks = { model: ["net"], deadline: Float64Array.of(2) };
    expect(toRows({ ...TABLES, tasks }).tasks).toEqual([{ model: "net", deadline: 2 }]);
  });

  it("may begin with a mark, spaces and line ends", () => {
    expect(read(`\ufeff \r\n\t${JSON.stringify(TABLES)}\n`)).toEqual(TABLES);
  });

  it("keeps the last of keys that are there twice", () => {
    const text = JSON.stringify(TABLES).replace('"deadline":1', '"deadline":1,"deadline":2');
    expect(read(text).tasks[0].deadline).toBe(2);
  });

  it.each([
    ["1e999", Infinity, null],
    ["-1e999", -Number.MAX_VALUE, -Number.MAX_VALUE],
    ["5e-324", 5e-324, 5e-324],
    ["-0", -0, -0],
    ["null", Infinity, null],
  ])("has the deadline %s", (text, ofCurves, ofTables) => {
    const withDeadline = (problem: Problem) =>
      read(JSON.stringify(problem).replace('"deadline":1', `"deadline":${text}`)).tasks[0].deadline;
    expect(withDeadline(CURVES)).toBe(ofCurves);
    expect(withDeadline(TABLES)).toBe(ofTables);
  });

  it("finds tables by names that objects have anyway, and only where they are", () => {
    const table = '{"time":[1],"accuracy":[0.5]}';
    const text = `{"models":{"__proto__":{"constructor":${table}},"toString":{"__proto__":${table}}},
      "machines":[{"type":"__proto__"},{"type":"constructor"}],
      "tasks":[{"model":"toString","deadline":9},{"model":"__proto__","deadline":9}],
      "__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`;
    const { models, machines, tasks } = read(text) as RowTables;
    expect(Object.keys(models)).toEqual(["__proto__", "toString"]);
    expect(models.hasOwnProperty).toBeUndefined();
    expect(models.toString.constructor).toBeUndefined();
    expect(Object.entries(models).map(([, tables]) => Object.entries(tables))).toEqual([
      [["constructor", { time: [1], accuracy: [0.5] }]],
      [["__proto__", { time: [1], accuracy: [0.5] }]],
    ]);
    expect(Object.keys(read(text))).toEqual(["models", "machines", "tasks"]);
    expect(solved({ models, machines, tasks }).value).toBe(1);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe("what is no problem", () => {
  const deep = `${"[".repeat(1e6)}${"]".repeat(1e6)}`;

  it.each<[string, (problem: typeof TABLES) => unknown]>([
    ["an array", () => []],
    ["nothing in it", () => ({})],
    ["no machines", (problem) => ({ ...problem, machines: [] })],
    ["a prototype as machines", (problem) => ({ ...problem, machines: "__proto__" })],
    [
      "an unknown model",
      (problem) => ({ ...problem, tasks: [{ model: "toString", deadline: 1 }] }),
    ],
    ["no model", (problem) => ({ ...problem, tasks: [{ model: {}, deadline: 1 }] })],
    ["a number as text", (problem) => ({ ...problem, tasks: [{ model: "net", deadline: "NaN" }] })],
    [
      "a misspelt field",
      ({ tasks: [task], ...problem }) => ({ ...problem, tasks: [{ ...task, wieght: 2 }] }),
    ],
    [
      "a weight",
      ({ tasks: [task], ...problem }) => ({ ...problem, tasks: [{ ...task, weight: -2 }] }),
    ],
    [
      "null as a weight",
      ({ tasks: [task], ...problem }) => ({ ...problem, tasks: [{ ...task, weight: null }] }),
    ],
    [
      "latencies",
      ({ tasks: [task], ...problem }) => ({ ...problem, tasks: [{ ...task, latency: [1, 2] }] }),
    ],
    ["both kinds", ({ models }) => ({ ...CURVES, models })],
    ["models that are null", (problem) => ({ ...problem, models: null })],
    [
      "a table without accuracy",
      (problem) => ({ ...problem, models: { net: { cpu: { time: [1] } } } }),
    ],
    ["a name that a terminal obeys", (problem) => ({ ...problem, models: { "\u001b[2J\n": 1 } })],
    [
      "columns of two lengths",
      () => ({ ...CURVES, tasks: { deadline: [1], theta: [], maxWork: [] } }),
    ],
    ["too large a sum", () => ({ ...CURVES, machines: [{ speed: 1.7e308 }, { speed: 1.7e308 }] })],
  ])("is refused in the words of solve: %s", (_, spoil) => {
    const problem = spoil(structuredClone(TABLES));
    const message = messageOf(() => readJson(problem));
    expect(message).toBe(messageOf(() => solved(JSON.parse(JSON.stringify(problem)))));
    expect(message).toMatch(/^[^\n]*; expected [^\n]*$/);
  });

  it.each([
    ["nothing", "", /^it is empty; expected JSON or CSV$/],
    ["spaces and a mark", "\ufeff \n", /^it is empty; expected JSON or CSV$/],
    ["half of JSON", '{"machines":', /^it holds no JSON: /],
    ["JSON of two lines", '{\n"machines": NaN}', /^it holds no JSON: [^\n]*$/],
    ["open brackets", "[".repeat(1e6), /^it holds no JSON: /],
    ["brackets a million deep", deep, /^machines is undefined; expected /],
    [
      "such a deadline",
      JSON.stringify(TABLES).replace('"deadline":1', `"deadline":${deep}`),
      /^tasks\[0\]\.deadline is an array; expected a number, or null for none$/,
    ],
    [
      "a large number",
      JSON.stringify(CURVES).replace('"speed":2', '"speed":1e999'),
      /^machines\[0\]\.speed is Infinity; expected a finite number > 0$/,
    ],
    [
      "a word",
      "null",
      /^it has the columns null; expected model, type, time, accuracy for tables, /,
    ],
    ["a schedule", "task,id,machine\n0,,1\n", /^it has the columns task,id,machine; expected /],
    ["an open quote", 'model,type,time,accuracy\n"a,b,1,1', /^it is no CSV: /],
    ["another open quote", '"model', /^it is no CSV: /],
    [
      "a row too short",
      "model,deadline\nnet\n",
      /^it, line 2 has 1 fields; expected 2, as in the header$/,
    ],
    ["a column twice", "model,deadline,deadline\n", /^it has 2 columns deadline; expected one$/],
    [
      "no number",
      "model,deadline\nnet,soon\n",
      /^it, line 2: deadline is "soon"; expected a number$/,
    ],
    [
      "no time",
      "model,type,time,accuracy\nnet,cpu,,1\n",
      /^it, line 2: time is ""; expected a number >= 0$/,
    ],
    [
      "no task of tables",
      "theta,maxWork,deadline\n1,1,1\n",
      /^tasks\[0\]\.theta is 1; expected none beside models: /,
    ],
    [
      "an unknown model",
      "model,deadline\n__proto__,1\n",
      /^tasks\[0\]\.model is "__proto__"; expected a name in models: "net"$/,
    ],
  ])("is refused: %s", (_, text, expected) => {
    expect(messageOf(() => read(text))).toMatch(expected);
  });

  it("is called by its name, which nothing obeys", () => {
    const message = messageOf(() => readText("{", `\u001b[2J\n${"x".repeat(1e4)}`, TABLES));
    expect(message).toMatch(/^\\u001b\[2J\\u000ax+\.\.\. \(10005 characters\) holds no JSON: /);
  });
});

describe("what is too large for the page", () => {
  const row = (count: number, one: object) => Array.from({ length: count }, () => one);
  const [task] = TABLES.tasks;

  it.each<[string, number, (count: number) => object]>([
    ["tasks", 20_000, (count) => ({ ...TABLES, tasks: row(count, task) })],
    [
      "tasks",
      20_000,
      (count) => {
        const ones = Array(count).fill(1);
        return { ...CURVES, tasks: { deadline: ones, theta: ones, maxWork: ones } };
      },
    ],
    ["machines", 1_000, (count) => ({ ...TABLES, machines: row(count, { type: "cpu" }) })],
    ["machines", 1_000, (count) => ({ ...CURVES, machines: { speed: Array(count).fill(1) } })],
    [
      "models",
      1_000,
      (count) => ({
        ...TABLES,
        models: {
          ...TABLES.models,
          ...Object.fromEntries(row(count - 1, {}).map((one, k) => [`m${k}`, one])),
        },
      }),
    ],
  ])("is refused: %s, more than %d", (part, most, make) => {
    expect(readJson(make(most))).toBeTruthy();
    const expected = `${part} has ${most + 1} entries; expected at most ${most}, which the page can show`;
    expect(messageOf(() => readJson(make(most + 1)))).toBe(expected);
  });

  it("is refused before it is validated", () => {
    expect(messageOf(() => readJson({ tasks: Array(30_000).fill(0) }))).toBe(
      "tasks has 30000 entries; expected at most 20000, which the page can show",
    );
  });

  it("is refused before it is parsed", () => {
    const text = JSON.stringify(TABLES);
    expect(read(text.padEnd(MOST_TEXT))).toEqual(TABLES);
    for (const first of ["[", "model,deadline"])
      expect(messageOf(() => read(first.padEnd(MOST_TEXT + 1)))).toBe(
        "it has 16000001 characters; expected at most 16000000, which the page can read",
      );
    const tasks = (count: number) => `model,deadline${"\nnet,1".repeat(count)}`;
    expect(read(tasks(20_000)).tasks).toHaveLength(20_000);
    expect(messageOf(() => read(tasks(20_001)))).toMatch(/^tasks has 20001 entries; /);
    const cells = (columns: number) => `model${",".repeat(columns - 1)}`;
    expect(messageOf(() => read(cells(500_000)))).toMatch(/^it has the columns model,,,/);
    for (const end of [",", "\n", "\r", "\r\n"])
      expect(messageOf(() => read(`${cells(500_000)}${end}`))).toBe(
        "it has 500001 cells; expected at most 500000, which the page can read",
      );
  });
});

describe("CSV", () => {
  const MEASURED =
    "model,type,time,accuracy,variant\nnet,cpu,1,0.5,s\nnet,cpu,3,0.5,s\nnet,cpu,4,0.7,l\n";
  const net = { cpu: { time: [2, 4], accuracy: [0.5, 0.7], mode: "discrete", names: ["s", "l"] } };

  it("of measurements replaces the tables that fit the current problem", () => {
    expect(read(MEASURED)).toEqual({ ...TABLES, models: { net } });
  });

  it.each<[string, Problem]>([
    ["curves", CURVES],
    ["other machines", { ...TABLES, machines: [{ type: "cpu" }, { type: "gpu" }] }],
    [
      "other models",
      {
        models: { constructor: TABLES.models.net },
        machines: TABLES.machines,
        tasks: [{ model: "constructor", deadline: 1 }],
      },
    ],
  ])("of measurements begins a new problem beside %s", (_, current) => {
    const text = `${MEASURED}net,__proto__,1,1,\nother,cpu,1,1,\n`;
    const problem = read(text, current) as RowTables;
    expect(problem.machines).toEqual([{ type: "cpu" }, { type: "__proto__" }]);
    expect(problem.tasks).toEqual([]);
    expect(Object.keys(problem.models.net)).toEqual(["cpu", "__proto__"]);
    expect(solved(problem).value).toBe(0);
  });

  it("of tasks replaces the tasks of the current problem", () => {
    const text = "\ufeffid,deadline,model,weight\r\n7,,net,\r\n,-0,net,2\r\n";
    expect(read(text)).toEqual({
      ...TABLES,
      tasks: [
        { id: "7", model: "net", deadline: null },
        { model: "net", deadline: -0, weight: 2 },
      ],
    });
    expect(read("deadline,theta,maxWork\n,3,4\n", CURVES)).toEqual({
      ...CURVES,
      tasks: [{ deadline: Infinity, theta: 3, maxWork: 4 }],
    });
  });

  it("of the example is its problem's tables", () => {
    const { models } = PRESETS[0].problem as RowTables;
    const text = readFileSync(new URL("../examples/phones.csv", import.meta.url), "utf8");
    const problem = read(text, PRESETS[0].problem) as RowTables;
    const plain = JSON.parse(JSON.stringify(problem.models).replaceAll(',"mode":"discrete"', ""));
    expect(plain).toEqual(models);
    expect(problem.tasks).toEqual(PRESETS[0].problem.tasks);
  });

  it("of tasks reads back the same, to the bit", () => {
    fc.assert(
      fc.property(inCells, (problem) => expectSame(read(tasksCsv(problem), problem), problem)),
    );
  });

  it.each([
    ["latencies of each machine", { latency: [0.5] }, "tasks[0].latency is an array; "],
    ["half of a character", { id: "\ud800" }, 'tasks[0].id is "\\ud800"; '],
  ])("of tasks cannot hold %s", (_, field, expected) => {
    const problem = { ...TABLES, tasks: [{ ...TABLES.tasks[0], ...field }] };
    expect(messageOf(() => tasksCsv(problem))).toBe(
      `${expected}expected a number or a text that CSV can hold`,
    );
  });

  it("of tasks has no empty model, which would be none", () => {
    const problem = {
      ...TABLES,
      models: { "": TABLES.models.net },
      tasks: [{ model: "", deadline: 1 }],
    };
    expect(messageOf(() => tasksCsv(problem))).toMatch(/^tasks\[0\]\.model is ""; expected /);
  });

  it("of a schedule needs no terminal", () => {
    const text = csv(TABLES, solved(TABLES) as never);
    expect(text).toMatch(/^task,id,machine,.*\n0,,0,cpu,net,1,,0,0\.02,1,0\.8,served\n$/);
  });
});

describe("JSON that is written", () => {
  it("reads back the same, to the bit", () => {
    fc.assert(fc.property(problems, (problem) => expectSame(read(problemJson(problem)), problem)));
  });

  it("has a line for each row and each table", () => {
    const lines = problemJson({ ...TABLES, tasks: [...TABLES.tasks, ...TABLES.tasks] }).split("\n");
    expect(lines).toContain('      "cpu": {"time": [0.01, 0.02], "accuracy": [0.7, 0.8]}');
    expect(lines).toContain('    {"model": "net", "deadline": 1},');
    expect(lines).toHaveLength(15);
  });
});

describe("whatever JSON there is", () => {
  const junk = fc.oneof(
    fc.jsonValue(),
    fc.double(),
    fc.constantFrom("__proto__", "constructor", "NaN", -1, {}, [], "\ud800", 1e308),
  );
  /** A problem in which one value is another. */
  const spoilt = fc
    .tuple(problems, junk, fc.nat(), fc.boolean())
    .map(([problem, value, at, isOne]) => {
      let count = 0;
      JSON.stringify(problem, (_, one) => {
        count++;
        return one;
      });
      let k = 0;
      const text = JSON.stringify(problem, (_, one) => (k++ === at % count && isOne ? value : one));
      return text ?? "null";
    });
  const texts = fc.oneof(
    fc.json(),
    fc.string(),
    spoilt,
    fc.json().map((text) => `{"models":${text},"__proto__":${text}}`),
  );

  it("is a problem that solve takes, or one line says what it is not", () => {
    const clean = Object.getOwnPropertyNames(Object.prototype).join();
    const counts = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(texts, fc.constantFrom<Problem>(TABLES, CURVES), (text, current) => {
        let problem: RowProblem | undefined;
        try {
          problem = read(text, current);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect((error as Error).message).toMatch(/^[^\n]+$/);
          counts.refused++;
        }
        if (problem) {
          expect(solved(problem).machine).toHaveLength(problem.tasks.length);
          expectSame(toRows(problem), problem);
          counts.taken++;
        }
        expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(clean);
      }),
      { numRuns: 2000 },
    );
    expect(counts.taken).toBeGreaterThan(100);
    expect(counts.refused).toBeGreaterThan(1000);
  });
});
