import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeFiles } from "../examples/make.js";
import { readInput } from "../src/cli/input/problem.js";
import { REASONS, solve, type TablesProblem, type TypedMachine } from "../src/index.js";
import { certify } from "../src/schedule/certify.js";
import { METHODS, release, solveOn } from "./helpers/engines.js";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const files = makeFiles({
  ofa: read("examples/data/ofa.csv"),
  timm: read("examples/data/timm.csv"),
  page: read("docs/curves.md"),
});

const TABLES = ["phones.json", "servers.json"];
const problemOf = (name: string) => JSON.parse(read(`examples/${name}`));

describe("examples", () => {
  it.each(Object.keys(files))("%s is what the script makes", (path) => {
    expect(read(path)).toBe(files[path]);
  });

  it.each(TABLES)(
    "%s is solved by every method that knows tables, in order of what they are worth",
    (name) => {
      const problem: TablesProblem = problemOf(name);
      const values = (["relax", "edf", "approx", "refit", "search"] as const).map((method) => {
        const schedule = solve(problem, { method });
        expect(certify(problem, schedule).violations).toEqual([]);
        expect(schedule.value).toBeLessThanOrEqual(schedule.bound);
        return schedule.value;
      });
      expect(values).toEqual([...values].sort((a, b) => a - b));
    },
  );

  it("phones.json is overloaded: some are outbid, one is too late; two phones are busy", () => {
    const problem: TablesProblem = problemOf("phones.json");
    const { reason } = solve(problem);
    const count = (word: string) => reason.filter((code) => REASONS[code] === word).length;
    expect([count("served"), count("outbid"), count("too-late")]).toEqual([31, 8, 1]);
    const machines = problem.machines as TypedMachine[];
    expect(machines.filter(({ readyAt = 0 }) => readyAt > 0)).toHaveLength(2);
  });

  it("phones.csv has the tables of phones.json", () => {
    const { models, machines, tasks } = problemOf("phones.json");
    const bare = join(mkdtempSync(join(tmpdir(), "dsct-examples-")), "bare.json");
    writeFileSync(bare, JSON.stringify({ machines, tasks }));
    const read = readInput(bare, { csv: ["examples/phones.csv"] }).problem as TablesProblem;
    for (const table of Object.values(read.models.ofa)) delete table.mode;
    expect(read.models).toEqual(models);
  });

  it("curves.json is solved by every method", () => {
    const problem = problemOf("curves.json");
    expect(problem.tasks.length).toBeGreaterThanOrEqual(40);
    for (const method of METHODS) {
      const schedule = solveOn(release, problem, { method });
      expect(certify(problem, schedule).violations).toEqual([]);
      const isBaseline = method === "edf" || method === "levels";
      expect(schedule.gap).toBeLessThan((isBaseline ? 0.35 : 0.02) * schedule.value);
    }
  });

  it("one CPU is 0.64 to 4.6 times as fast as the other, as the docs say", () => {
    const [head, ...rows] = read("examples/data/timm.csv")
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    const [laptop, desktop] = ["cpu_i7_12700h_ms_b1", "cpu_i9_10940x_ms_b1"].map((name) =>
      head.indexOf(name),
    );
    const both = rows.filter((row) => row[laptop] !== "" && row[desktop] !== "");
    const ratios = both.map((row) => Number(row[laptop]) / Number(row[desktop]));
    expect(ratios).toHaveLength(117);
    expect(Math.min(...ratios).toFixed(2)).toBe("0.64");
    expect(Math.max(...ratios).toFixed(1)).toBe("4.6");
  });
});
