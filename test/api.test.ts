// What the package exports, to the letter, is that of the fixture. A change that means to change it
// writes a new one, `DSCT_API=write npx vitest run test/api.test.ts`, and says so in CHANGELOG.md.

import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { publicApi } from "./helpers/api.js";

const file = new URL("./fixtures/api.txt", import.meta.url);

it("the public API is that of the fixture", () => {
  const api = publicApi();
  if (process.env.DSCT_API === "write") writeFileSync(file, api);
  expect(api).toBe(readFileSync(file, "utf8"));
});

it("it has every entry, with functions, options and fields of schedules", () => {
  const api = publicApi();
  expect(api.match(/^# .*$/gm)).toEqual([
    "# dsct",
    "# dsct/reference",
    "# dsct/worker",
    "# dsct/online",
    "# dsct/core.wasm",
    "# dsct/core.wasm*",
    "# dsct/package.json",
    "# types",
  ]);
  expect(api).toMatch(/^function certify\(problem: Problem, .*\): Certificate;$/m);
  expect(api).toMatch(/^interface Options \{\n(?: {4}.*\n)* {4}gapTolerance\?: number/m);
  expect(api).toMatch(/^interface TablesSchedule .*\n(?: {4}.*\n)* {4}variant: /m);
  expect(api).not.toMatch(/\/\*|\*\/|\/\/ /);
});
