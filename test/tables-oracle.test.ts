// What judges the solver of tables, against proven optima, against HiGHS and against itself.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tableFaults, tableReason } from "./helpers/table-checker.js";
import { type TableRows, tableInstance } from "./helpers/table-instances.js";
import { tableOptimum } from "./helpers/table-oracle.js";
import { linearBound, milp } from "./helpers/table-programmes.js";
import { laidOut, plainTableApprox, plainTableEdf } from "./helpers/table-rules.js";

interface Case {
  name: string;
  problem: TableRows;
  optimum: number;
  priceBound: number;
}

const { cases } = JSON.parse(
  readFileSync(new URL("fixtures/tables.json", import.meta.url), "utf8"),
) as { cases: Case[] };

describe("the oracles of tables", () => {
  it.each(cases)("$name: as proven", ({ problem, optimum, priceBound }) => {
    expect(milp(problem, 30).value).toBeCloseTo(optimum, 9);
    expect(linearBound(problem)).toBeCloseTo(priceBound, 9);
    if (problem.tasks.length <= 8) expect(tableOptimum(problem)).toBeCloseTo(optimum, 9);
  });

  const small = (["plain", "full"] as const).flatMap((kind) =>
    (["discrete", "continuous"] as const).flatMap((mode) =>
      Array.from({ length: 10 }, (_, k) => [kind, mode, k + 1] as const),
    ),
  );

  it.each(small)("%s, %s, seed %i: brute force and HiGHS agree, rules stay below", (...wish) => {
    const [kind, mode, seed] = wish;
    const size = { n: mode === "continuous" ? 5 : 8, m: 1 + (seed % 3), rho: 0.3 };
    const problem = tableInstance({ data: "ofa", ...size, kind, mode, seed });
    const optimum = tableOptimum(problem);
    expect(milp(problem).value).toBeCloseTo(optimum, 9);
    expect(linearBound(problem)).toBeGreaterThan(optimum - 1e-9);
    for (const rule of [plainTableEdf, plainTableApprox]) {
      const answer = rule(problem);
      expect(answer.value).toBeLessThan(optimum + 1e-9);
      expect(tableFaults(problem, laidOut(problem, answer))).toEqual([]);
    }
  });

  it("says why a task is not served", () => {
    const models = {
      net: { cpu: { time: [10, 20], accuracy: [0.5, 0.7] }, gpu: { time: [1], accuracy: [0.4] } },
    };
    const machines = [{ type: "cpu" }, { type: "gpu", readyAt: 100 }];
    const reason = (task: Partial<TableRows["tasks"][number]>) =>
      tableReason({ models, machines, tasks: [{ model: "net", deadline: 50, ...task }] }, 0);
    expect(reason({})).toBe("outbid");
    expect(reason({ deadline: -1 })).toBe("expired");
    expect(reason({ deadline: 9 })).toBe("too-late");
    expect(reason({ deadline: 101 })).toBe("outbid");
    expect(reason({ deadline: 19, minAccuracy: 0.6 })).toBe("too-late");
    expect(reason({ minAccuracy: 0.8 })).toBe("ineligible");
    expect(reason({ base: 0.7 })).toBe("ineligible");
    expect(reason({ latency: [null, 0], minAccuracy: 0.5 })).toBe("ineligible");
    expect(reason({ latency: 41 })).toBe("too-late");
  });
});
