// The chart of a schedule with tables: what is in it, read as the document it is.

import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { svg } from "../src/schedule/svg.js";
import type { TablesScheduleJson } from "../src/types/index.js";
import { layOut, type TableRows } from "./helpers/tables.js";

const TABLE = { time: [1, 4], accuracy: [0.25, 0.75] };
const PROBLEM: TableRows = {
  models: { "a<b": { note10: TABLE, "an accelerator with a long name & more": TABLE } },
  machines: [{ type: "note10" }, { type: "an accelerator with a long name & more", readyAt: 2 }],
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
    x: Number(g.querySelector("rect")?.getAttribute("x")),
    width: Number(g.querySelector("rect")?.getAttribute("width")),
  }));
  const texts = [...document.querySelectorAll("text")].map((node) => node.textContent ?? "");
  return { text, bars, texts };
};

describe("svg of tables", () => {
  it("names the rows by number and type, in full as a tooltip", () => {
    const { text, texts } = parsed();
    expect(texts.some((words) => words.endsWith("0 note10"))).toBe(true);
    expect(texts.some((words) => words.endsWith("1 an accelerator…"))).toBe(true);
    expect(text).toContain("machine 1: an accelerator with a long name &amp; more");
    expect(text).not.toMatch(/a<b|NaN|undefined/);
  });

  it("has a bar a request, with task and variant, and a striped one while a machine is busy", () => {
    const { bars } = parsed();
    const titles = bars.map(({ title }) => title);
    expect(titles).toEqual([
      "busy until 2 s",
      "task 0: a<b, variant 1, 0 to 4 s, latest end 10 s, accuracy 0.75",
      "task 1: a<b, variant 0, 2 to 3 s, latest end 7 s, accuracy 0.25",
      "task 2: outbid",
    ]);
    expect(bars.map(({ label }) => label)).toEqual([undefined, "0 · v1", "1 · v0", undefined]);
    const [busy, , second] = bars;
    expect(busy.fill).toBe("url(#dsct-busy)");
    expect(busy.x + busy.width).toBeCloseTo(second.x, 1);
  });

  it("shades accuracy on a scale from 0 to 1, or further where one is beyond", () => {
    const [, first, second] = parsed().bars;
    expect([first.fill, second.fill]).toEqual(["rgb(65,102,153)", "rgb(168,188,214)"]);
    const percent = { "a<b": { note10: { time: [1], accuracy: [50] } } };
    const problem = { ...PROBLEM, models: percent, machines: [{ type: "note10" }] };
    const { texts, bars } = parsed(layOut(problem, [{ machine: 0, time: 1 }]), problem);
    expect(texts).toContain("50");
    expect(bars[0].fill).toBe("rgb(13,59,122)");
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
