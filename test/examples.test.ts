import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { makeFiles } from "../examples/make.js";
import { certify } from "../src/schedule/certify.js";
import { METHODS, release, solveOn } from "./helpers/engines.js";

const read = (name: string) =>
  readFileSync(new URL(`../examples/${name}`, import.meta.url), "utf8");
const files = makeFiles(read("data/ofa.csv"), read("README.md"));

describe("examples", () => {
  it.each(Object.keys(files))("%s is what the script makes", (name) => {
    expect(read(name)).toBe(files[name]);
  });

  it.each(["classification.json", "gpus.json"])("%s is solved by every method", (name) => {
    const problem = JSON.parse(read(name));
    expect(problem.tasks.length).toBeGreaterThanOrEqual(40);
    for (const method of METHODS) {
      const schedule = solveOn(release, problem, { method });
      expect(certify(problem, schedule).violations).toEqual([]);
      const isBaseline = method === "edf" || method === "levels";
      expect(schedule.gap).toBeLessThan((isBaseline ? 0.35 : 0.02) * schedule.value);
    }
  });
});
