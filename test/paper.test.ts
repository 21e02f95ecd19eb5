// The bench of the paper: its parts, one quick run, and the page that the full run wrote.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { spread } from "../bench/draw/labels.js";
import {
  BLACK,
  BLUE,
  FRAME,
  GREEN,
  GREY,
  ORANGE,
  PURPLE,
  SKY,
  VERMILLION,
} from "../bench/draw/palette.js";
import { discreteOptimum } from "../bench/paper/discrete.js";
import { concaveHull, fitFree } from "../bench/paper/fits.js";
import { jobsOf } from "../bench/paper/jobs.js";
import { csvOf, Results } from "../bench/paper/results.js";
import { DEADLINES, draw, METHOD_NAMES, type Setting } from "../bench/paper/settings.js";
import { jain, mean, quantile } from "../bench/paper/statistics.js";
import { generate } from "../src/index.js";

const root = new URL("../", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "dsct-paper-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SETTING: Setting = {
  n: 40,
  m: 3,
  mu: 5,
  deadlines: "0 to 1",
  speeds: "1 to 4",
  rho: 0.5,
};

describe("settings", () => {
  it("draw what `generate` draws where deadlines are uniform in [0, dMax]", () => {
    const { n, m, mu, rho } = SETTING;
    const speeds = [1, 4] as const;
    expect(draw(SETTING, 7)).toEqual(generate({ tasks: n, machines: m, mu, rho, seed: 7, speeds }));
  });

  it.each(Object.entries(DEADLINES))("draw deadlines %s", (deadlines, low) => {
    const { machines, tasks } = draw({ ...SETTING, deadlines: deadlines as "common" }, 3);
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    const speed = sum(machines.map((machine) => machine.speed));
    const dMax = (SETTING.rho * sum(tasks.map(({ maxWork }) => maxWork))) / speed;
    const shares = tasks.map(({ deadline }) => deadline / dMax);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(low);
    expect(Math.max(...shares)).toBeLessThanOrEqual(1 + 1e-12);
    expect(mean(shares)).toBeGreaterThan((low + 1) / 2 - 0.15);
    expect(mean(shares)).toBeLessThan((low + 1) / 2 + 0.15);
  });

  it("are all in the full run, and no job is there twice", () => {
    const jobs = jobsOf(false);
    expect(new Set(jobs.map((job) => JSON.stringify(job))).size).toBe(jobs.length);
    const tolerance = jobs.filter(({ kind }) => kind === "tolerance");
    expect(tolerance).toHaveLength(2 * 3 * 3 * 2 * 16);
  });
});

describe("statistics", () => {
  it("quantiles lie between neighbours", () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([4, 1, 3, 2], 1)).toBe(4);
    expect(quantile([5], 0.05)).toBe(5);
  });

  it("Jain's index is 1 for equal shares and 1/n where one has all", () => {
    expect(jain([0.3, 0.3, 0.3])).toBeCloseTo(1, 12);
    expect(jain([0, 0.8, 0, 0])).toBeCloseTo(0.25, 12);
    expect(jain([0, 0])).toBeNaN();
  });
});

describe("curves", () => {
  const points = [
    { time: 1, accuracy: 0.5 },
    { time: 2, accuracy: 0.55 }, // below the line from 1 to 3
    { time: 3, accuracy: 0.7 },
    { time: 4, accuracy: 0.65 }, // beaten
    { time: 6, accuracy: 0.75 },
  ];

  it("have a concave hull of the points that nothing beats", () => {
    expect(concaveHull(points)).toEqual([points[0], points[2], points[4]]);
  });

  it("are found again with one and with two parameters", () => {
    const times = [0.5, 1, 2, 4];
    const one = fitFree(
      times.map((time) => ({ time, accuracy: -Math.expm1(-0.6 * time) })),
      1,
    );
    expect(one.theta).toBeCloseTo(0.6, 6);
    expect([one.base, one.gain]).toEqual([0, 1]);
    const two = fitFree(
      times.map((time) => ({ time, accuracy: -0.7 * Math.expm1(-0.9 * time) })),
      2,
    );
    expect(two.theta).toBeCloseTo(0.9, 6);
    expect(two.gain).toBeCloseTo(0.7, 6);
    expect(two.base).toBe(0);
  });

  it("fit better with more parameters", () => {
    const errors = ([1, 2, 3] as const).map((count) => fitFree(points, count).rms);
    expect(errors[0]).toBeGreaterThan(errors[1]);
    expect(errors[1]).toBeGreaterThan(errors[2]);
  });
});

describe("the best discrete schedule", () => {
  const levels = [0.27, 0.55, 0.82];

  it.each([1, 2, 3, 4, 5, 6])("is what trying all finds, seed %i", (seed) => {
    const speeds = seed % 2 === 0 ? "equal" : "1 to 4";
    const problem = draw({ ...SETTING, n: 4, m: 2, speeds, deadlines: "0.75 to 1" }, seed);
    const { value, machine, work } = discreteOptimum(problem, levels);
    expect(value).toBeCloseTo(bestByTrial(problem, levels), 9);
    expect(value).toBeGreaterThan(0);
    expect(fits(problem, machine, work)).toBe(true);
  });

  it("is nothing where no deadline leaves time", () => {
    const problem = draw({ ...SETTING, n: 3, rho: 0 }, 1);
    expect(discreteOptimum(problem, levels)).toEqual({
      value: 0,
      machine: [-1, -1, -1],
      work: [0, 0, 0],
    });
  });
});

type Drawn = ReturnType<typeof draw>;

/** Every task on every machine at every level, or not at all. */
function bestByTrial(problem: Drawn, levels: number[]): number {
  const { machines, tasks } = problem;
  const choices = machines.length * levels.length + 1;
  let best = 0;
  for (let code = 0; code < choices ** tasks.length; code++) {
    const picks = tasks.map((_, j) => Math.floor(code / choices ** j) % choices);
    const value = picks.reduce(
      (sum, pick) => sum + (pick > 0 ? levels[(pick - 1) % levels.length] : 0),
      0,
    );
    if (value <= best) continue;
    const machine = picks.map((pick) => (pick > 0 ? Math.floor((pick - 1) / levels.length) : -1));
    const work = picks.map((pick, j) =>
      pick > 0 ? -Math.log(1 - levels[(pick - 1) % levels.length]) / tasks[j].theta : 0,
    );
    if (fits(problem, machine, work)) best = value;
  }
  return best;
}

function fits({ machines, tasks }: Drawn, machine: number[], work: number[]): boolean {
  const order = [...tasks.keys()].sort((a, b) => tasks[a].deadline - tasks[b].deadline);
  const free = machines.map(() => 0);
  return order.every((j) => {
    const r = machine[j];
    if (r < 0) return true;
    free[r] += work[j] / machines[r].speed;
    return free[r] <= tasks[j].deadline * (1 + 1e-9);
  });
}

describe("results", () => {
  const file = join(folder, "results.jsonl");
  const [first, second] = jobsOf(true);
  const origin = { fingerprint: "code", heading: "here" };

  it("survive an interruption, half a line does not", () => {
    const results = new Results(file, origin);
    results.set(first, [{ n: 1 } as never]);
    writeFileSync(file, `${readFileSync(file, "utf8")}{"job": ${JSON.stringify(second)}, "ro`);
    const again = new Results(file, origin);
    expect(again.get(first)).toEqual([{ n: 1 }]);
    expect(again.has(second)).toBe(false);
    again.set(second, [{ n: 2 } as never]);
    expect(new Results(file, origin).get(second)).toEqual([{ n: 2 }]);
  });

  it("are written in the order of the jobs in the end, NaN as nothing", () => {
    const other = join(folder, "ordered.jsonl");
    const results = new Results(other, origin);
    results.set(second, [{ n: Number.NaN } as never]);
    results.set(first, [{ n: 1 } as never]);
    expect(results.get(second)).toEqual([{ n: null }]);
    results.order([first, second]);
    const [, ...lines] = readFileSync(other, "utf8").trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).rows)).toEqual([[{ n: 1 }], [{ n: null }]]);
    expect(new Results(other, origin).get(first)).toEqual([{ n: 1 }]);
  });

  it("say where they were measured", () => {
    const results = new Results(file, { ...origin, heading: "there" });
    expect(results.heading).toBe("here");
    expect(results.has(first)).toBe(true);
  });

  it("of other code are thrown away", () => {
    const results = new Results(file, { fingerprint: "other", heading: "there" });
    expect(results.has(first)).toBe(false);
    expect(results.heading).toBe("there");
  });

  it("are empty fields in CSV where they are no numbers", () => {
    expect(csvOf([{ name: "a, b", x: Number.NaN, y: 2 }])).toBe('name,x,y\n"a, b",,2\n');
  });
});

describe("a quick run", () => {
  const out = join(folder, "quick");
  const paper = () =>
    execFileSync(
      "node",
      [
        ...[
          "scripts/run.js",
          "bench/paper/run.ts",
          "bench/paper/measure.ts",
          "bench/milp-thread.ts",
        ],
        ...["--quick", "--out", out],
      ],
      { cwd: root, encoding: "utf8", stdio: "pipe" },
    );
  const read = (name: string) => readFileSync(join(out, name), "utf8");
  const rows = (name: string): Record<string, string>[] => {
    const [head, ...lines] = read(name).trim().split("\n");
    const columns = head.split(",");
    return lines.map((line) =>
      Object.fromEntries(line.split(",").map((field, k) => [columns[k], field])),
    );
  };
  beforeAll(paper, 240_000);

  it("orders the methods at every rho: relax, search, refit, approx, and the baselines", () => {
    const cells = new Map<string, Record<string, number>>();
    for (const { rho, deadlines, speeds, method, accuracy } of rows("tolerance.csv")) {
      const key = `rho ${rho}, ${deadlines}, ${speeds}`;
      cells.set(key, { ...cells.get(key), [method]: Number(accuracy) });
    }
    expect(cells.size).toBe(16 * 6);
    for (const [key, { relax, search, refit, approx, ...baselines }] of cells) {
      expect(relax, key).toBeGreaterThanOrEqual(search - 1e-12);
      expect(search, key).toBeGreaterThanOrEqual(refit - 1e-12);
      expect(refit, key).toBeGreaterThanOrEqual(approx - 1e-12);
      expect(Object.keys(baselines), key).toHaveLength(METHOD_NAMES.length - 4);
      const rho = Number(/rho ([\d.]+)/.exec(key)?.[1]);
      // beyond, nearly all tasks run in full, and a schedule that looks at full works alone can win
      const room = rho > 0 && rho <= 1 ? 0 : 2e-3;
      for (const baseline of Object.values(baselines)) {
        expect(approx, key).toBeGreaterThanOrEqual(baseline - room);
        expect(search, key).toBeGreaterThanOrEqual(baseline - 1e-12);
      }
    }
  });

  it("finds no gap above the guarantee", () => {
    const guarantee = rows("guarantee.csv");
    expect(guarantee).toHaveLength(18);
    for (const row of guarantee) {
      expect(Number(row.above)).toBe(0);
      expect(Number(row.greatestRatio)).toBeGreaterThan(0);
      expect(Number(row.greatestRatio)).toBeLessThanOrEqual(1);
      expect(Number(row.searchGap)).toBeLessThanOrEqual(Number(row.refitGap));
    }
  });

  it("keeps Theorem 1 and the order of the baselines where optima are known", () => {
    const discrete = rows("discrete.csv");
    expect(discrete).toHaveLength(36);
    for (const row of discrete) {
      const at = (name: string) => Number(row[name]);
      const guarantee = at("m") * 0.82 * (1 + Math.log(at("mu")) / Math.E);
      expect(at("approx")).toBeGreaterThanOrEqual(at("exact") - guarantee);
      expect(at("approx")).toBeLessThanOrEqual(at("exact") + 1e-9);
      expect(at("exact")).toBeLessThanOrEqual(at("bound") + 1e-9);
      expect(at("edf")).toBeLessThanOrEqual(at("bestOneLevel") + 1e-6);
      expect(at("bestOneLevel")).toBeLessThanOrEqual(at("bestThreeLevels") + 1e-6);
      for (const reading of ["upgrade", "highest-fit"]) {
        expect(at(reading)).toBeLessThanOrEqual(at("bestThreeLevels") + 1e-6);
      }
      expect(at("bestThreeLevels")).toBeLessThanOrEqual(at("bound") + 1e-6);
    }
  });

  it("proves the smallest problems by two solvers that agree", () => {
    const proofs = rows("proof.csv").filter(({ proven }) => proven === "true");
    expect(new Set(proofs.map(({ solver }) => solver))).toEqual(new Set(["exact", "HiGHS"]));
    for (const a of proofs) {
      for (const b of proofs.filter(
        ({ n, m, seed }) => n === a.n && m === a.m && seed === a.seed,
      )) {
        expect(Number(a.value)).toBeLessThanOrEqual(Number(b.bound) * (1 + 1e-6));
      }
    }
  });

  it("draws every figure that the page shows", () => {
    for (const name of figures()) {
      const svg = read(name);
      expect(svg, name).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
      expect(svg, name).toMatch(/<path |<line /);
      expect(svg, name).not.toMatch(/NaN|undefined/);
      expect(svg, name).toMatch(/^<svg [^>]*role="img"/);
      const [, title, desc] = svg.match(/^<svg [^>]*aria-labelledby="(\S+) (\S+)"/) as string[];
      expect(svg, name).toContain(`<title id="${title}">`);
      expect(svg, name).toContain(`<desc id="${desc}">`);
      expect(svg, name).toContain("@media (prefers-color-scheme:dark)");
    }
  });

  it("has no colours that a colour-blind reader takes for each other", () => {
    const all = [BLACK, ORANGE, SKY, GREEN, BLUE, VERMILLION, PURPLE, GREY, FRAME];
    const known = new Set([...all, "#FFFFFF", "white", "currentColor", "none"]);
    for (const name of figures()) {
      const colours = read(name).matchAll(/ (?:fill|stroke)="([^"]+)"/g);
      for (const [, colour] of colours) expect([...known], name).toContain(colour);
    }
  });

  it("says of a logarithmic axis that it is one, and names lines at their ends", () => {
    for (const name of ["fig2.svg", "fig4-loss.svg", "fig4-speeds.svg"]) {
      expect(read(name).match(/, log scale</g), name).toHaveLength(1);
    }
    for (const name of ["fig3a.svg", "fig3b.svg", "time.svg"]) {
      expect(read(name).match(/, log scale</g), name).toHaveLength(2);
    }
    for (const name of ["fig4-loss.svg", "time.svg"]) {
      const texts = [
        ...read(name).matchAll(/<text x="([\d.]+)" y="([\d.]+)" dy="0.32em"[^>]*>([^<]+)/g),
      ];
      expect(texts.map(([, , , text]) => text)).toEqual(
        expect.arrayContaining(["search", "refit"]),
      );
      const heights = texts.map(([, , y]) => Number(y)).sort((a, b) => a - b);
      for (let k = 1; k < heights.length; k++)
        expect(heights[k] - heights[k - 1], name).toBeGreaterThan(13.8);
    }
  });

  it("moves names apart that lie on each other, and none out of the panel", () => {
    expect(spread([], 0, 100)).toEqual([]);
    expect(spread([10, 50, 90], 0, 100)).toEqual([10, 50, 90]);
    expect(spread([50, 50, 50], 0, 100)).toEqual([50, 64, 78]);
    expect(spread([95, 99, 200], 0, 100)).toEqual([72, 86, 100]);
    expect(spread([-5, 3], 0, 100)).toEqual([0, 14]);
  });

  it("is not run again", () => {
    const before = read("results.jsonl");
    paper();
    expect(read("results.jsonl")).toBe(before);
    const lines = before.trimEnd().split("\n");
    writeFileSync(join(out, "results.jsonl"), `${lines.filter((_, k) => k !== 3).join("\n")}\n`);
    paper();
    expect(read("results.jsonl")).toBe(before); // the same row, in the place of its job
  }, 120_000);
});

const page = () => readFileSync(new URL("docs/paper.md", root), "utf8");
const figures = () => [...page().matchAll(/\(paper\/([\w-]+\.svg)\)/g)].map(([, name]) => name);

describe("docs/paper.md", () => {
  it("shows figures that are there", () => {
    expect(figures().length).toBeGreaterThanOrEqual(10);
    for (const name of figures())
      expect(existsSync(new URL(`docs/paper/${name}`, root)), name).toBe(true);
  });

  it("has a verdict on every claim", () => {
    const verdicts = page().match(/\| \*\*(yes|in part|no)\*\*: /g) ?? [];
    expect(verdicts.length).toBeGreaterThanOrEqual(14);
  });
});
