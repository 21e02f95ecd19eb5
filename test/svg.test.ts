import { describe, expect, it } from "vitest";
import { generate } from "../src/problem/generate.js";
import { svg } from "../src/schedule/svg.js";
import { release, solveOn } from "./helpers/engines.js";
import { asColumns } from "./helpers/instances.js";

const problem = generate({ tasks: 9, machines: 3, speeds: [1, 3], seed: 2 });
const schedule = solveOn(release, problem);
const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;

describe("svg", () => {
  it("draws a row a machine, a bar and a deadline a task", () => {
    const text = svg(problem, schedule);
    const running = schedule.machine.filter((r) => r >= 0).length;
    expect(count(text, />machine \d /g)).toBe(3);
    expect(count(text, /<title>task \d+: /g)).toBe(running);
    expect(count(text, /stroke="#c2410c"/g)).toBe(running + 1); // and one in the legend
    expect(text).toContain("seconds from now");
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("is well-formed: every tag is closed", () => {
    const open: string[] = [];
    for (const [, closing, name, , selfClosing] of svg(problem, schedule).matchAll(
      /<(\/?)([a-zA-Z]+)((?:\s[^<>]*?)?)(\/?)>/g,
    )) {
      if (closing) expect(open.pop()).toBe(name);
      else if (!selfClosing) open.push(name);
    }
    expect(open).toEqual([]);
  });

  it("bars end at their deadline's tick where a task runs up to it, and darker is more accurate", () => {
    const rows = problem;
    const text = svg(problem, schedule);
    let compared = 0;
    for (const [j, { deadline }] of rows.tasks.entries()) {
      if (schedule.machine[j] < 0 || schedule.end[j] !== deadline) continue;
      const group = text.match(new RegExp(`<title>task ${j}: .*?</g>`))?.[0] as string;
      const [, x, width] = group.match(
        /<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/,
      ) as string[];
      const [, tick] = group.match(/<line x1="([\d.]+)"/) as string[];
      expect(Math.abs(Number(x) + Number(width) - Number(tick))).toBeLessThan(0.02);
      compared++;
    }
    expect(compared).toBeGreaterThan(2);
    const shade = (j: number) =>
      Number(text.match(new RegExp(`<title>task ${j}: .*?fill="rgb\\((\\d+),`))?.[1]);
    const byAccuracy = Array.from(schedule.accuracy.keys())
      .filter((j) => schedule.machine[j] >= 0)
      .sort((i, j) => schedule.accuracy[i] - schedule.accuracy[j]);
    const shades = byAccuracy.map(shade);
    expect(shades).toEqual([...shades].sort((a, b) => b - a));
    expect(new Set(shades).size).toBeGreaterThan(3);
  });

  it("takes columns, the relaxation, no tasks and no deadlines", () => {
    expect(svg(asColumns(problem), schedule)).toBe(svg(problem, schedule));
    expect(svg(problem, solveOn(release, problem, { method: "relax" }))).toContain("all machines");
    const empty = { machines: [{ speed: 1 }], tasks: [] };
    expect(svg(empty, solveOn(release, empty))).not.toMatch(/NaN|Infinity|undefined/);
    const free = {
      machines: [{ speed: 1 }],
      tasks: [{ deadline: Number.POSITIVE_INFINITY, theta: 1, maxWork: 2 }],
    };
    const text = svg(free, solveOn(release, free));
    expect(text).toContain("no deadline");
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("draws a horizon that is next to nothing, and escapes what it is given", () => {
    const tiny = { machines: [{ speed: 1 }], tasks: [{ deadline: 5e-324, theta: 1, maxWork: 1 }] };
    const drawn = solveOn(release, tiny);
    expect(svg(tiny, drawn)).toContain("seconds from now");
    const method = "</text><script>" as "refit";
    expect(svg(tiny, { ...drawn, method })).not.toContain("<script>");
  });
});
