// The README and the pages of docs/ are true: their code runs and prints what they say, their
// commands too, their links lead somewhere, their figures are those of today.

import { execFileSync, execSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { workspaceBytes } from "../src/engine/buffers.js";
import * as dsct from "../src/index.js";
import { runs } from "./helpers/code.js";
import { blocks, filesOf, sessionsOf } from "./helpers/pages.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const readme = read("README.md");
const docs = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "examples/README.md",
  ...docs.map((name) => `docs/${name}`),
];
/** Headings as GitHub makes anchors of them. */
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, "")
      .replaceAll(" ", "-"),
  );

describe("README and docs", () => {
  it.each([
    ["README.md", 10],
    ["docs/guide.md", 7],
    ["docs/measurements.md", 2],
    ["docs/curves.md", 9],
    ["docs/errors.md", 3],
    ["docs/online.md", 6],
    ["docs/runtimes.md", 5],
  ])("the code of %s runs, and its %s printed values are right", async (page, count) => {
    let compared = 0;
    for (const code of blocks(read(page), "js")) compared += await runs(code, page);
    expect(compared).toBe(count);
  });

  it("no other page has code that is not run", () => {
    const withCode = pages.filter((page) => blocks(read(page), "js").length > 0);
    expect(withCode.sort()).toEqual([
      "README.md",
      "docs/curves.md",
      "docs/errors.md",
      "docs/guide.md",
      "docs/measurements.md",
      "docs/online.md",
      "docs/runtimes.md",
    ]);
  });

  it("every link leads to a file, and to a heading of it", () => {
    let links = 0;
    for (const page of pages) {
      for (const [, target] of read(page).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^https?:/.test(target)) continue;
        const [path, anchor] = target.split("#");
        const file = path === "" ? page : normalize(join(dirname(page), path));
        expect(existsSync(join(root, file)), `${page} links to ${target}`).toBe(true);
        if (anchor) expect(anchorsOf(read(file)), `${page} links to ${target}`).toContain(anchor);
        links++;
      }
    }
    expect(links).toBeGreaterThan(40);
  });

  it("no table of the README has more than 8 columns", () => {
    const widths = [...readme.matchAll(/^\|(?: *:?-+:? *\|)+$/gm)].map(
      ([line]) => line.split("|").length - 2,
    );
    expect(widths).toHaveLength(3);
    expect(Math.max(...widths)).toBeLessThanOrEqual(8);
  });

  it("the README is short, and every page can be reached from it", () => {
    expect(readme.length).toBeLessThanOrEqual(9000);
    for (const name of docs) expect(readme).toContain(`(docs/${name}`);
    expect(readme).toContain("(CONTRIBUTING.md)");
  });

  it.each([
    ["docs/measurements.md", 4, 3],
    ["docs/cli.md", 4, 10],
  ])("the commands of %s print what it says", (path, fileCount, sessionCount) => {
    const page = read(path);
    const folder = mkdtempSync(join(tmpdir(), "dsct-docs-"));
    const files = filesOf(page);
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    expect(files).toHaveLength(fileCount);
    const sessions = sessionsOf(page);
    const cli = `"${process.execPath}" "${join(root, "dist/cli.js")}" `;
    const run = (command: string) =>
      execSync(command.replace(/^dsct /, cli), { cwd: folder, encoding: "utf8", stdio: "pipe" });
    for (const [commands, shown] of sessions) expect(commands.map(run).join("")).toBe(shown);
    expect(sessions).toHaveLength(sessionCount);
  });

  it("`exact` proves what docs/measurements.md says it does", () => {
    const page = read("docs/measurements.md");
    const folder = mkdtempSync(join(tmpdir(), "dsct-docs-"));
    for (const [name, text] of filesOf(page)) writeFileSync(join(folder, name), text);
    const args = ["solve", "problem.json", "--csv", "tables.csv", "--method", "exact"];
    const cli = join(root, "dist/cli.js");
    const proven = execFileSync(process.execPath, [cli, ...args], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(proven).toMatch(/^optimal \(exact, wasm\)/m);
  });

  it("`npm start` prints what the README says", () => {
    const [, command] = manifest.scripts.start.match(/^node (.*)$/) as string[];
    const output = execFileSync(process.execPath, command.split(" "), {
      cwd: root,
      encoding: "utf8",
    });
    const [, last] = readme.match(
      /prints a row per request and, last,[^`]*\n\n```text\n([\s\S]*?)```/,
    ) as string[];
    expect(output.endsWith(last)).toBe(true);
    expect(output.split("\n").length).toBeGreaterThan(40);
  });

  it("the picture of the README is that of `npm start`", () => {
    const problem = JSON.parse(read("examples/phones.json"));
    expect(read("docs/phones.svg")).toBe(dsct.svg(problem, dsct.solve(problem)));
  });

  it("the table of speed and the sizes are there, and the sizes are those of today", () => {
    const performance = read("docs/performance.md");
    const [, table] = performance.match(
      /<!-- bench -->\n([\s\S]*?)<!-- end of bench -->/,
    ) as string[];
    expect(table).toMatch(/^dsct \d+\.\d+\.\d+ .*Node 20/);
    expect([...table.matchAll(/^\| [\d,]+ \| \d+ \| [\d.]+ [um]s /gm)]).toHaveLength(21);
    const sizes = [
      ...read("docs/runtimes.md").matchAll(/^\| `dist\/([\w.-]+)` \|.*\| ([\d.]+) kB \|$/gm),
    ];
    expect(sizes).toHaveLength(7);
    const [, main, reference] = performance.match(
      /`dsct` is ([\d.]+) kB gzipped with its core, `dsct\/reference` ([\d.]+) kB/,
    ) as string[];
    const said = [
      ["", "index.js", main],
      ["", "reference.js", reference],
    ];
    const measured = execFileSync("npm", ["run", "--silent", "bench:size"], { encoding: "utf8" });
    for (const [, file, kilobytes] of [...sizes, ...said]) {
      const row = new RegExp(
        `^\\| ${file.replace(".", "\\.")} \\| [\\d.]+ kB \\| ([\\d.]+) kB`,
        "m",
      );
      const [, size] = measured.match(row) as string[];
      expect(Math.abs(Number(size) - Number(kilobytes)), file).toBeLessThan(0.2);
    }
    const [, bytes] = performance.match(
      /A\s+reusable\s+solver\s+takes\s+(\d+)\s+bytes\s+per\s+task/,
    ) as string[];
    expect(workspaceBytes(1001, 1) - workspaceBytes(1000, 1)).toBe(Number(bytes));
  });

  it("the help of every command is in docs/cli.md, verbatim", () => {
    const shown = blocks(read("docs/cli.md"), "text");
    for (const command of [[], ["solve"], ["check"], ["generate"], ["completion"]]) {
      const args = ["dist/cli.js", ...command, "--help"];
      expect(shown).toContain(
        execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" }),
      );
    }
  });

  it.each(pages)("every script and every file that %s names exists", (page) => {
    const text = read(page);
    for (const [, script] of text.matchAll(/npm run ([\w:]+)/g))
      expect(Object.keys(manifest.scripts)).toContain(script);
    for (const [, step] of text.matchAll(
      /`((?:numeric|problem|chain|paper|bound|search|exact|tables)\/[a-z]+(?:\/[a-z]+)?)`/g,
    )) {
      expect(existsSync(`${root}assembly/${step}.ts`), step).toBe(true);
    }
    for (const [, path] of text.matchAll(/`((?:src|test|assembly|examples|docs)\/[\w./]+)`/g)) {
      expect(existsSync(root + path), path).toBe(true);
    }
  });
});
