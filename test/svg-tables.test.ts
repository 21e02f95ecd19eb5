// The chart of a schedule with tables: what is in it, read as the document it is.

import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { svg } from "../src/schedule/svg.js";
import type { Table, TablesScheduleJson } from "../src/types/index.js";
import { layOut, type TableRows } from "./helpers/tables.js";

const LONG = "an accelerator with a long name & more";
const TABLE = { time: [1, 4], accuracy: [0.25, 0.75] };
const PROBLEM: TableRows = {
  models: { "a<b": { note10: TABLE, [LONG]: TABLE } },
  machines: [{ type: "note10" }, { type: LONG, readyAt: 2 }],
  tasks: [
    { model: "a<b", deadline: 10 },
    { model: "a<b", deadline: 8, latency: 1 },
    { model: "a<b", deadline: 5 },
    { model: "a<b", deadline: -1 },
  ],
};
const SCHEDULE = layOut(PROBLEM, [
  { machine: 0, time: 4 },
  { machine: 1, time: 1 },
  undefined,
  undefined,
]);

const parsed = (schedule: TablesScheduleJson = SCHEDULE, problem = PROBLEM) => {
  const text = svg(problem, schedule);
  const { document } = parseHTML(`<body>${text}</body>`);
  const bars = [...document.querySelectorAll("g")].map((g) => ({
    title: g.querySelector("title")?.textContent,
    label: g.querySelector("text")?.textContent,
    fill: g.querySelector("rect")?.getAttribute("fill"),
    opacity: g.querySelector("rect")?.getAttribute("fill-opacity"),
    tie: g.querySelector("path")?.getAttribute("d"),
    x: Number(g.querySelector("rect")?.getAttribute("x")),
    width: Number(g.querySelector("rect")?.getAttribute("width")),
  }));
  const texts = [...document.querySelectorAll("text")].map((node) => node.textContent ?? "");
  return { text, bars, texts };
};

describe("svg of tables", () => {
  it("names the rows by type and number, in full as a tooltip", () => {
    const { text, texts } = parsed();
    expect(texts.some((words) => words.endsWith("note10 0"))).toBe(true);
    expect(texts.some((words) => words.endsWith("an accelerator… 1"))).toBe(true);
    expect(text).toContain("machine 1: an accelerator with a long name &amp; more");
    const emoji = { ...PROBLEM.models["a<b"], ["🤖".repeat(20)]: TABLE };
    const robots = { ...PROBLEM, models: { "a<b": emoji }, machines: [{ type: "🤖".repeat(20) }] };
    const drawn = parsed(layOut(robots, [{ machine: 0, time: 4 }]), robots).texts;
    expect(drawn.some((words) => words.endsWith(`${"🤖".repeat(15)}… 0`))).toBe(true);
    expect(text).not.toMatch(/a<b|NaN|undefined/);
  });

  it("has a bar per request, with task and variant, and a striped one while a machine is busy", () => {
    const { bars } = parsed();
    const titles = bars.map(({ title }) => title);
    expect(titles).toEqual([
      "task 0: a<b, variant 1, 0 to 4 s, latest end 10 s, accuracy 0.75",
      "machine 1: an accelerator with a long name & more, busy until 2 s",
      "task 1: a<b, variant 0, 2 to 3 s, latest end 7 s, accuracy 0.25",
      "task 2: outbid",
    ]);
    expect(bars.map(({ label }) => label)).toEqual(["0 · v1", undefined, "1 · v0", undefined]);
    const [, busy, second] = bars;
    expect(busy.fill).toBe("url(#dsct-busy)");
    expect(busy.x + busy.width).toBeCloseTo(second.x, 1);
  });

  it("ties a bar to its latest end, and has the deadlines of the others below the axis", () => {
    const x = (seconds: number) => 146 + 79 * seconds; // the last is 10
    expect(parsed().bars.map(({ tie }) => tie)).toEqual([
      `M${x(4)} 70L${x(10)} 63V58`,
      undefined,
      `M${x(3)} 106L${x(7)} 99V94`,
      `M${x(5)} 128v6`,
    ]);
    const tasks = PROBLEM.tasks.map((task) => ({ ...task, deadline: null }));
    const free = { ...PROBLEM, tasks };
    expect(parsed(SCHEDULE, free).text.match(/d="M\S+ \d+L/g)).toBeNull();
  });

  it("has the name of a variant on its bar where it fits, and in its tooltip", () => {
    const named = (names: unknown) => {
      const table = { ...TABLE, names } as Table;
      const problem = { ...PROBLEM, models: { "a<b": { note10: table, [LONG]: table } } };
      return parsed(SCHEDULE, problem).bars;
    };
    const [first, , second] = named(["tiny</text>", "large & slow"]);
    expect(first.label).toBe("0 · large & slow");
    expect(first.title).toContain(", variant 1 (large & slow), ");
    expect(second.label).toBe("1 · v0"); // 79 pixels are too few
    expect(second.title).toContain(", variant 0 (tiny</text>), ");
    expect(named(["", "大きい".repeat(9)])[0].label).toBe("0 · v1"); // wide letters
    expect(named(["", "大きい"])[0].label).toBe("0 · 大きい");
    for (const none of [undefined, null, "xy", [1, 2], [], {}]) {
      expect(named(none)[0].label).toBe("0 · v1");
      expect(named(none)[0].title).toContain(", variant 1, ");
    }
  });

  it("shades accuracy on a scale from 0 to 1, or further where one is beyond", () => {
    const [first, , second] = parsed().bars;
    expect([first.opacity, second.opacity]).toEqual(["0.795", "0.385"]);
    const percent = { "a<b": { note10: { time: [1], accuracy: [50] } } };
    const problem = { ...PROBLEM, models: percent, machines: [{ type: "note10" }] };
    const { texts, bars } = parsed(layOut(problem, [{ machine: 0, time: 1 }]), problem);
    expect(texts).toContain("50");
    expect(bars[0].opacity).toBe("1");
  });

  it("tells how many are not served, and that a relaxation is no schedule", () => {
    expect(parsed().texts[0]).toBe("search: 4 tasks, 2 not served");
    const none = layOut(PROBLEM, []);
    const { texts, bars } = parsed({ ...none, method: "relax", bound: 1.5 });
    expect(texts.slice(0, 2)).toEqual([
      "relax: 4 tasks, a bound and no schedule",
      "no schedule has a value above 1.5",
    ]);
    expect(bars.filter(({ label }) => label)).toEqual([]);
  });

  it("throws where the arrays do not fit the problem", () => {
    expect(() => svg(PROBLEM, { ...SCHEDULE, variant: [1] })).toThrow(
      "schedule.variant.length is 1; expected 4, the number of tasks",
    );
    expect(() => svg(PROBLEM, { ...SCHEDULE, prices: undefined as never })).toThrow(
      "schedule.prices is undefined; expected an object with start, until and price",
    );
  });
});
