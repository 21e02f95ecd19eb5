// The bench of loss over time: its parts, a quick run, the best known values, and what it wrote.

import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { CELLS } from "../bench/anytime/cells.js";
import { lossAt } from "../bench/anytime/ladder.js";
import { solve } from "../src/index.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, "utf8");
/** Relative: what a sum of accuracies may differ by. */
const ROUNDING = 1e-12;
const SEEDS = Array.from({ length: 10 }, (_, k) => k + 1);
const command = (...args: string[]) => ["scripts/run.js", "bench/anytime/run.ts", ...args];

describe("loss", () => {
  const rungs = [
    { milliseconds: 1, value: 6, bound: 9 },
    { milliseconds: 2, value: 7, bound: 9 },
    { milliseconds: 4, value: 8, bound: 9 },
  ];

  it("is that of the best answer by then", () => {
    expect([1, 1.9, 2, 100].map((time) => lossAt(rungs, time, 8))).toEqual([0.25, 0.25, 0.125, 0]);
  });

  it("is infinite before the first answer, and not below 0", () => {
    expect(lossAt(rungs, 0.9, 8)).toBe(Infinity);
    expect(lossAt(rungs, 4, 7)).toBe(0);
  });
});

describe("best known values", () => {
  const { values } = JSON.parse(read("bench/anytime/best.json"));

  it("are there for every cell and seed", () => {
    expect(Object.keys(values)).toEqual(CELLS.map(({ name }) => name));
    for (const { name } of CELLS) expect(Object.keys(values[name]).map(Number)).toEqual(SEEDS);
  });

  it.each(CELLS)("of $name lie between refit and the bound", ({ name, problem }) => {
    for (const seed of SEEDS) {
      const { bound } = solve(problem(seed), { limits: { steps: 0 } });
      const { value } = solve(problem(seed), { method: "refit" });
      expect(values[name][seed], `seed ${seed}`).toBeGreaterThan(value * (1 - ROUNDING));
      expect(values[name][seed], `seed ${seed}`).toBeLessThan(bound * (1 + ROUNDING));
    }
  });
});

describe("a quick run", () => {
  it("shows two builds beside each other, the same values for the same source", () => {
    const args = command("--quick", "--only", "50 x 5", "--against", "dist/index.js");
    const output = execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" });
    const rows = [...output.matchAll(/^\| 50 x 5 \| (before|now) \| (.*) \|$/gm)];
    expect(rows.map(([, version]) => version)).toEqual(["before", "now", "before", "now"]);
    const [before, now, ...methods] = rows.map(([, , cells]) => cells.split(" | "));
    for (const losses of [before, now]) {
      expect(losses).toHaveLength(7);
      const known = losses.filter((loss) => loss !== "-").map(Number);
      expect(known.length).toBeGreaterThan(0);
      expect(known).toEqual([...known].sort((a, b) => b - a));
    }
    const [edf, approx, refit, search, best] = methods[0].map(Number);
    expect(methods[1].slice(0, 5)).toEqual(methods[0].slice(0, 5));
    expect([search, best, refit, approx].every((value) => value > edf)).toBe(true);
    expect(best).toBeGreaterThanOrEqual(search);
    expect(search).toBeGreaterThanOrEqual(refit);
  });

  it("writes no page", () => {
    const { status, stderr } = spawnSync(process.execPath, command("--quick", "--write"), {
      cwd: root,
      encoding: "utf8",
    });
    expect(status).toBe(1);
    expect(stderr).toContain("--write shows all cells and seeds");
  });
});

describe("the page", () => {
  it("has two tables of all cells, and a picture of those that are drawn", () => {
    const [, tables] = read("docs/quality.md").match(
      /<!-- anytime -->\n([\s\S]*?)<!-- end of anytime -->/,
    ) as string[];
    const picture = read("docs/anytime.svg");
    for (const { name, drawn } of CELLS) {
      expect(tables.split(`| ${name} | now |`), name).toHaveLength(3);
      expect(picture.includes(`>${name}</text>`), name).toBe(drawn);
    }
  });
});
