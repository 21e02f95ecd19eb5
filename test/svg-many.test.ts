// The chart of many tasks and machines: what shares a bar or a row, and how large it is at most.

import { describe, expect, it } from "vitest";
import { generate } from "../src/problem/generate.js";
import { svg } from "../src/schedule/svg.js";
import type { CurvesProblem, ScheduleLike, Task } from "../src/types/index.js";
import { release, solveOn } from "./helpers/engines.js";

const MOST_BYTES = 2_000_000;
const titles = (text: string) => [...text.matchAll(/<title>([^<]*)<\/title>/g)].map(([, t]) => t);
const bars = (text: string) =>
  titles(text).filter((title) => / to \S+ s, |, busy \S+ of /.test(title));

/** Task j on machine `machine[j]` from `start[j]` on, for `length`, of an accuracy. */
function laidOut(
  m: number,
  machine: number[],
  start: number[],
  length: number,
  accuracy = machine.map(() => 0.5),
): [CurvesProblem, ScheduleLike] {
  const figures = { value: 1, meanAccuracy: 0.5, bound: 1, gap: 0 };
  const work = machine.map(() => 1);
  const end = start.map((at) => at + length);
  const columns = { machine, start, end, work, accuracy, price: work, order: [...work.keys()] };
  const tasks = machine.map(() => ({ deadline: 790, theta: 1, maxWork: 9 }));
  const machines = Array.from({ length: m }, () => ({ speed: 1 }));
  return [
    { machines, tasks },
    { method: "refit", ...figures, ...columns },
  ];
}

/** A second a pixel: tasks of 1.5 seconds, which are shorter than the narrowest shared bar. */
const short = (n: number) =>
  laidOut(
    1,
    Array.from({ length: n }, () => 0),
    Array.from({ length: n }, (_, j) => 1.5 * j),
    1.5,
    Array.from({ length: n }, (_, j) => j / n),
  );

describe("svg of many tasks", () => {
  it("a hundred have a bar and a deadline each", () => {
    const text = svg(...short(100));
    expect(bars(text)).toHaveLength(100);
    expect(text.match(/d="M\S+ \d+L\S+ \d+V/g)).toHaveLength(100);
    expect(text).not.toContain("share a bar");
  });

  it("of more the short ones share bars of their mean accuracy, with no deadline", () => {
    const text = svg(...short(101));
    const shared = bars(text);
    expect(shared).toHaveLength(51);
    expect(shared[0]).toBe("2 tasks, 0 to 3 s, mean accuracy 0.00495");
    expect(shared[50]).toMatch(/^task 100: 150 to 152 s, /);
    expect(text).toContain('x="149" y="59" width="3" height="18" fill-opacity="0.2"');
    expect(text).not.toMatch(/<path class="dsct-due"/);
    expect(text).toContain(">short tasks share a bar, deadlines of bars left out<");
  });

  it("a bar is not shared with a long task, nor over a gap", () => {
    const [problem, schedule] = short(101);
    const start = [0, 1.5, 3, 250, 500, ...Array.from({ length: 96 }, (_, k) => 501.5 + k * 1.5)];
    const end = [1.5, 3, 250, 251, ...start.slice(4).map((at) => at + 1.5)];
    expect(bars(svg(problem, { ...schedule, start, end })).slice(0, 4)).toEqual([
      "2 tasks, 0 to 3 s, mean accuracy 0.00495",
      "task 2: 3 to 250 s, deadline 790 s, accuracy 0.0198",
      "task 3: 250 to 251 s, deadline 790 s, accuracy 0.0297",
      "2 tasks, 500 to 503 s, mean accuracy 0.0446",
    ]);
  });

  it("counts deadlines below the axis that are next to each other", () => {
    const [problem, schedule] = short(101);
    const work = Array.from(schedule.work, () => 0);
    const tasks = (problem.tasks as Task[]).map((task, j) => {
      return { ...task, deadline: j < 60 ? 100 : 790 };
    });
    const text = svg({ ...problem, tasks }, { ...schedule, work });
    expect(titles(text).slice(-2)).toEqual(["60 tasks without work", "41 tasks without work"]);
  });
});

describe("svg of many machines", () => {
  it("leaves out those without tasks where there are more than a hundred", () => {
    const at = (m: number) => svg(...laidOut(m, [3, 7], [0, 2], 1));
    expect(at(100).match(/>machine \d+ </g)).toHaveLength(100);
    expect(at(101).match(/>machine \d+ </g)).toEqual([">machine 3 <", ">machine 7 <"]);
    expect(at(101)).toContain(">99 machines without tasks left out<");
    const none = svg(...laidOut(101, [], [], 1));
    expect(none).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("shows several in a row: as high as they are busy, of their mean accuracy", () => {
    const machine = Array.from({ length: 120 }, (_, r) => r);
    const start = machine.map(() => 0);
    const accuracy = machine.map((r) => (r % 2 ? 1 : 0));
    const [problem, schedule] = laidOut(120, machine, start, 395, accuracy);
    schedule.end = machine.map((r) => (r % 2 ? 395 : 790));
    const text = svg(problem, schedule);
    expect(text.match(/>machines <tspan[^>]*>\d+–\d+</g)).toHaveLength(60);
    const [first, ...rest] = bars(text);
    expect(first).toBe("2 tasks, mean accuracy 0.5, busy 2 of 2");
    expect(rest).toContain("1 task, mean accuracy 0, busy 1 of 2");
    expect(text).toContain('y="59" width="7.9" height="18" fill-opacity="0.59"');
    expect(text).toContain('y="68" width="7.9" height="9" fill-opacity="0.18"');
    expect(text).toContain(">height: share of the machines that are busy<");
  });
});

describe("the size of a chart", () => {
  it.each([
    [1e5, 1],
    [1e5, 100],
    [1e5, 1000],
    [2000, 2000],
  ])("of %d tasks on %d machines is at most 2 MB", (tasks, machines) => {
    const problem = generate({ tasks, machines, seed: 1 });
    const text = svg(problem, solveOn(release, problem, { method: "approx" }));
    expect(text.length).toBeLessThan(MOST_BYTES);
    expect(bars(text).length).toBeGreaterThan(300);
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("is bounded where short and long tasks alternate", () => {
    const [m, n] = [100, 80_000];
    const machine = Array.from({ length: n }, (_, j) => j % m);
    const start = machine.map((_, j) => Math.floor(j / m));
    const [problem, schedule] = laidOut(m, machine, start, 0);
    schedule.end = start.map((at, j) => at + (Math.floor(j / m) % 15 ? 0.1 : 14));
    expect(svg(problem, schedule).length).toBeLessThan(MOST_BYTES);
  });
});
