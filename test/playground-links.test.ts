// The playground's links and presets, and all of its input in a browser.

import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { deflateSync } from "node:zlib";
import { build } from "esbuild";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkOf, readLink } from "../playground/input/link.js";
import { generated, PRESETS } from "../playground/input/presets.js";
import { readText } from "../playground/input/read.js";
import { type RowProblem, toRows } from "../playground/model/problem.js";
import { solve } from "../src/index.js";
import { randomFrom } from "../src/problem/generate.js";
import type { GenerateOptions, Problem } from "../src/types/index.js";
import { cleaned, expectSame, messageOf, problems, TABLES } from "./helpers/playground-problems.js";

describe("a link", () => {
  const back = async (problem: Problem, settings?: GenerateOptions) =>
    readLink(await linkOf(problem, settings));
  const failure = (hash: string) =>
    readLink(hash).then(
      () => "none",
      (error: Error) => error.message,
    );

  it("gives the problem back, to the bit", async () => {
    await fc.assert(
      fc.asyncProperty(problems, async (problem) => {
        const hash = await linkOf(problem);
        expect(hash).toMatch(/^#problem=[\w-]+$/);
        const linked = await readLink(hash);
        expectSame((linked as { problem: RowProblem }).problem, problem);
        expect(linked).not.toHaveProperty("generated");
      }),
    );
  });

  it.each<GenerateOptions>([
    { tasks: 0, machines: 1 },
    { tasks: 100, machines: 5, mu: 1.5, rho: 0.1, seed: -7, speeds: [0.5, 4] },
    { tasks: 3, machines: 2, rho: -0, mu: 1e300, seed: 5e9 },
    { tasks: 3, machines: 2, mu: undefined, speeds: undefined },
  ])("to a random problem holds what it is drawn from: %j", async (settings) => {
    const problem = generated(settings);
    const hash = await linkOf(problem, settings);
    expect(hash).toMatch(/^#tasks=\d+&machines=\d+(&\w+=[\w.%+-]+)*$/);
    expect(await readLink(hash)).toEqual({ problem, generated: cleaned(settings) });
  });

  it("holds the largest problems of the page", async () => {
    const problem = generated({ tasks: 20_000, machines: 1_000 });
    expectSame((await back(problem))?.problem as RowProblem, problem);
  });

  it("that would be too long is refused", async () => {
    const random = randomFrom(1);
    const noise = () => Array.from({ length: 16 }, () => random().toString(36)).join("");
    const tasks = Array.from({ length: 20_000 }, () => ({ ...TABLES.tasks[0], id: noise() }));
    await expect(linkOf({ ...TABLES, tasks })).rejects.toThrow(
      /^the problem takes a link of \d+ characters; expected at most 2000000$/,
    );
  });

  it.each(["", "#"])("without anything (%j) is none", async (hash) => {
    expect(await readLink(hash)).toBeUndefined();
  });

  it.each([
    [
      "#view=online",
      "view is unknown; expected problem, or tasks, machines, mu, rho, seed or speeds",
    ],
    ["#tasks=3&machines=2&__proto__=1", "__proto__ is unknown; "],
    ["#%1b%0a=1", "\\u001b\\u000a is unknown; "],
    ["#tasks=3", "machines is missing; expected a number"],
    ["#machines=3", "tasks is missing; expected a number"],
    ["#tasks=3&machines=2&tasks=4", "tasks is there 2 times; expected 1"],
    ["#tasks=3&machines=2&speeds=4", "speeds is there 1 times; expected 2"],
    ["#tasks=&machines=2", "tasks is ; expected a number"],
    ["#tasks=many&machines=2", "tasks is many; expected a number"],
    ["#tasks=1.5&machines=2", "options.tasks is 1.5; expected an integer from 0 to 4000000"],
    ["#tasks=3&machines=0", "options.machines is 0; expected an integer from 1 to 4000000"],
    [
      "#tasks=20001&machines=2",
      "tasks has 20001 entries; expected at most 20000, which the page can show",
    ],
    ["#tasks=2&machines=1e9", "machines has 1000000000 entries; expected at most 1000, "],
    ["#tasks=1&machines=2&speeds=1e308&speeds=1e308", "machines have a total speed of Infinity; "],
    ["#problem=", "its data are no base64url; "],
    ["#problem=a+b/", "its data are no base64url; "],
    ["#problem=abcde", "its data are no base64url; "],
    ["#problem=ab", "its data are no base64url; "],
    ["#problem=abcd", "its data are damaged or cut off; expected all of the link"],
    ["#problem=abcd&tasks=3", "it has 2 parts; expected problem, and nothing beside it"],
    ["#problem=abcd&problem=abcd", "it has 2 parts; expected problem, and nothing beside it"],
    [`#problem=${"a".repeat(2e6)}`, "it has 2000009 characters; expected at most 2000000"],
  ])("is refused: %s", async (hash, expected) => {
    expect((await failure(hash)).startsWith(`the link holds no problem: ${expected}`)).toBe(true);
  });

  const packed = (bytes: string | Uint8Array) =>
    `#problem=${deflateSync(bytes, { level: 9 }).toString("base64url")}`;

  it.each<[string, string | Uint8Array, string]>([
    ["no UTF-8", Uint8Array.of(0x7b, 0xff), "its text is not valid UTF-8; expected UTF-8"],
    ["no JSON", "model,deadline\n", "its text holds no JSON: "],
    ["a mark of UTF-8", `\ufeff${JSON.stringify(TABLES)}`, "its text holds no JSON: "],
    [
      "no problem",
      '{"machines":[{"speed":-2}],"tasks":[]}',
      "machines[0].speed is -2; expected a number > 0",
    ],
  ])("is refused where it holds %s", async (_, bytes, expected) => {
    expect(
      (await failure(packed(bytes))).startsWith(`the link holds no problem: ${expected}`),
    ).toBe(true);
  });

  it("that was made elsewhere is read", async () => {
    expect((await readLink(packed(JSON.stringify(TABLES))))?.problem).toEqual(TABLES);
  });

  it("that is cut off or damaged is never another problem", async () => {
    const problem = toRows(PRESETS[0].problem);
    const hash = await linkOf(problem);
    const from = "#problem=".length;
    let refused = 0;
    for (let at = from; at < hash.length; at += 7) {
      const other = hash[at] === "A" ? "B" : "A";
      for (const spoilt of [
        hash.slice(0, at),
        `${hash.slice(0, at)}${other}${hash.slice(at + 1)}`,
      ]) {
        const linked = await readLink(spoilt).catch((error: Error) => error.message);
        if (typeof linked !== "string") expect(linked?.problem).toEqual(problem);
        else expect(linked).toMatch(/^the link holds no problem: .*; expected /);
        if (typeof linked === "string") refused++;
      }
    }
    expect(refused).toBeGreaterThan(200);
  });

  it("that inflates to gigabytes is refused before it has", async () => {
    const hash = packed(Buffer.alloc(1e9, " "));
    expect(hash.length).toBeLessThan(2e6);
    const before = process.memoryUsage().arrayBuffers;
    const most = { bytes: 0 };
    const timer = setInterval(() => {
      most.bytes = Math.max(most.bytes, process.memoryUsage().arrayBuffers - before);
    }, 1);
    expect(await failure(hash)).toBe(
      "the link holds no problem: it inflates to more than 16000000 bytes; expected at most these",
    );
    clearInterval(timer);
    expect(most.bytes).toBeLessThan(2e8);
  });
});

describe("presets", () => {
  it.each(PRESETS)("$id is a problem in rows, and its file", ({ id, name, about, problem }) => {
    const file = new URL(`../examples/${id}.json`, import.meta.url);
    const text = readFileSync(file, "utf8");
    expect(problem).toEqual(readText(text, "it", TABLES));
    expect(solve(problem, { method: "edf" }).value).toBe(
      solve(JSON.parse(text) as Problem, { method: "edf" }).value,
    );
    for (const words of [name, about]) expect(words).toMatch(/^.{3,100}$/);
  });

  it("are problems of both kinds, and random ones", () => {
    expect(PRESETS.map(({ problem }) => problem.models !== undefined)).toEqual([true, true, false]);
    expect(generated({ tasks: 7, machines: 2 }).tasks).toHaveLength(7);
    expect(messageOf(() => generated({ tasks: 7, machines: 1001 }))).toBe(
      "machines has 1001 entries; expected at most 1000, which the page can show",
    );
  });
});

it("runs in a browser: without Node, and where no text becomes code", async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { readText } from "./read.js";
        export { linkOf, readLink } from "./link.js";
        export { tasksCsv, problemJson } from "./export.js";`,
      resolveDir: new URL("../playground/input", import.meta.url).pathname,
    },
    alias: { "csv-parse/sync": "csv-parse/browser/esm/sync" },
    ...{ bundle: true, format: "iife", globalName: "input", target: "es2022", write: false },
  });
  const standard = { TextEncoder, TextDecoder, CompressionStream, DecompressionStream };
  const others = { ReadableStream, URLSearchParams, atob, btoa };
  const page = createContext({ ...standard, ...others }, { codeGeneration: { strings: false } });
  const results = await runInContext(
    `${outputFiles[0].text};
    (async () => {
      const { readText, linkOf, readLink, tasksCsv, problemJson } = input;
      const start = ${JSON.stringify(TABLES)};
      const measured = readText("model,type,time,accuracy\\n\\"é, 1\\",cpu,1,0.5\\n", "it", start);
      const tasks = readText("id,model,deadline\\n\\u{1f600},\\"é, 1\\",\\n", "it", measured);
      const { problem } = await readLink(await linkOf(tasks));
      return JSON.stringify([problem, readText(tasksCsv(problem), "it", problem),
        readText(problemJson(problem), "it", problem), typeof Buffer, typeof process]);
    })()`,
    page,
  );
  const problem = {
    models: { "é, 1": { cpu: { time: [1], accuracy: [0.5], mode: "discrete" } } },
    machines: [{ type: "cpu" }],
    tasks: [{ id: "\u{1f600}", model: "é, 1", deadline: null }],
  };
  expect(JSON.parse(results)).toEqual([problem, problem, problem, "undefined", "undefined"]);
});
