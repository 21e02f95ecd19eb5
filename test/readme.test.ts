// The README is true: its code runs and prints what it says, its commands exist, its figures are
// those of today.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { workspaceBytes } from "../src/engine/buffers.js";
import { solveAsync } from "../src/entry/worker-node.js";
import * as dsct from "../src/index.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const readme = readFileSync(`${root}README.md`, "utf8");
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
    ([, code]) => code,
  );

const AsyncFunction = (async () => {}).constructor as FunctionConstructor;

/** A value as the README writes it: arrays plain, numbers with the digits that are shown. */
function matches(value: unknown, shown: unknown, text: string): boolean {
  if (ArrayBuffer.isView(value)) return matches(Array.from(value as Float64Array), shown, text);
  if (Array.isArray(shown)) {
    const list = value as unknown[];
    return (
      list.length === shown.length &&
      shown.every((entry, k) => matches(list[k], entry, String(entry)))
    );
  }
  if (typeof shown !== "number") return value === shown;
  const digits = (text.match(/\.(\d+)/)?.[1] ?? "").length;
  return Number((value as number).toFixed(digits)) === shown;
}

describe("README", () => {
  it("its code runs, and every printed value is right", async () => {
    let compared = 0;
    for (const code of blocks("js")) {
      const body = code.replaceAll(
        /^import \{ (.*) \} from "dsct(?:\/worker)?";.*$/gm,
        "const { $1 } = dsct;",
      );
      const checks: [string, string][] = [];
      const program = body.replace(
        /^([\w.]+(?:\(.*\)[\w.]*)?); \/\/ (\[.*?\]|"[^"]*"|[\w.-]+).*$/gm,
        (_, expression, shown) => `check(${checks.push([expression, shown]) - 1}, ${expression});`,
      );
      const names = { ...dsct, solveAsync };
      await new AsyncFunction("dsct", "check", program)(names, (k: number, value: unknown) => {
        const [expression, shown] = checks[k];
        expect(
          matches(value, JSON.parse(shown), shown),
          `${expression} is ${value}; the README says ${shown}`,
        ).toBe(true);
        compared++;
      });
    }
    expect(compared).toBe(12);
  });

  it("`npm start` prints what it says", () => {
    const [, command] = manifest.scripts.start.match(/^node (.*)$/) as string[];
    const output = execFileSync(process.execPath, command.split(" "), {
      cwd: root,
      encoding: "utf8",
    });
    const [, last] = readme.match(
      /prints a row a request and, last:\n\n```text\n([\s\S]*?)```/,
    ) as string[];
    expect(output.endsWith(last)).toBe(true);
    expect(output.split("\n").length).toBeGreaterThan(40);
  });

  it("its table of speed and its sizes are there, and the sizes are those of today", () => {
    const [, table] = readme.match(/<!-- bench -->\n([\s\S]*?)<!-- end of bench -->/) as string[];
    expect(table).toMatch(/^dsct \d+\.\d+\.\d+ .*Node 20/);
    expect([...table.matchAll(/^\| [\d,]+ \| \d+ \| [\d.]+ [um]s /gm)]).toHaveLength(21);
    const sizes = [...readme.matchAll(/^\| `dist\/([\w.-]+)` \|.*\| ([\d.]+) kB \|$/gm)];
    expect(sizes).toHaveLength(7);
    const [, main, reference] = readme.match(
      /`dsct` is ([\d.]+) kB gzipped with its core, `dsct\/reference` ([\d.]+) kB/,
    ) as string[];
    const said = [
      ["", "index.js", main],
      ["", "reference.js", reference],
    ];
    for (const [, file, kilobytes] of [...sizes, ...said]) {
      const size = gzipSync(readFileSync(`${root}dist/${file}`), { level: 9 }).length / 1000;
      expect(Math.abs(size - Number(kilobytes)), file).toBeLessThan(0.2);
    }
    const [, bytes] = readme.match(/A\s+workspace takes (\d+) bytes a task/) as string[];
    expect(workspaceBytes(1001, 1) - workspaceBytes(1000, 1)).toBe(Number(bytes));
  });

  it("the help of the command line is verbatim", () => {
    const help = execFileSync(process.execPath, ["dist/cli.js", "--help"], {
      cwd: root,
      encoding: "utf8",
    });
    expect(blocks("text")).toContain(help);
  });

  it("every script and every file it names exists", () => {
    for (const [, script] of readme.matchAll(/npm run ([\w:]+)/g))
      expect(Object.keys(manifest.scripts)).toContain(script);
    for (const [, step] of readme.matchAll(
      /`((?:numeric|problem|chain|paper|bound|search|exact)\/[a-z]+)`/g,
    )) {
      expect(existsSync(`${root}assembly/${step}.ts`), step).toBe(true);
    }
    for (const [, path] of readme.matchAll(
      /`((?:src|test|assembly|examples|docs)\/[\w./]+)`|\((docs\/[\w.]+)\)/g,
    )) {
      if (path) expect(existsSync(root + path), path).toBe(true);
    }
  });
});
