import { describe, expect, it } from "vitest";
import { generate } from "../src/problem/generate.js";
import { svg } from "../src/schedule/svg.js";
import type { CurvesProblem, ScheduleLike } from "../src/types/index.js";
import { release, solveOn } from "./helpers/engines.js";
import { asColumns } from "./helpers/instances.js";

const problem = generate({ tasks: 9, machines: 3, speeds: [1, 3], seed: 2 });
const schedule = solveOn(release, problem);
const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;

describe("svg", () => {
  it("draws a row per machine, a bar and a deadline per task", () => {
    const text = svg(problem, schedule);
    const running = schedule.machine.filter((r) => r >= 0).length;
    expect(count(text, />machine \d </g)).toBe(3);
    expect(count(text, /<title>task \d+: \d/g)).toBe(running);
    expect(count(text, /<path class="dsct-due"/g)).toBe(9 + 1); // and one in the legend
    expect(text).toContain(">time from now (s)<");
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("draws the time that a machine is busy, from now on, and no deadline that is past", () => {
    const machines = [{ speed: 1, readyAt: 0.25 }, { speed: 1 }, { speed: 2, readyAt: 9 }];
    const tasks = [1, -1, Number.NEGATIVE_INFINITY, 2].map((deadline) => {
      return { deadline, theta: 2, maxWork: 3 };
    });
    const text = svg({ machines, tasks }, solveOn(release, { machines, tasks }));
    const busy = text.matchAll(
      /<title>machine (\d): speed \d, busy until (\S+) s<\/title><rect fill="url\(#dsct-busy\)" x="(\S+)" y="\S+" width="(\S+)"/g,
    );
    const [left, width] = [146, 960 - 146 - 24]; // of the axis, 2 s long
    expect([...busy].map((match) => match.slice(1, 5).map(Number))).toEqual([
      [0, 0.25, left, width / 8],
      [2, 9, left, width],
    ]);
    expect(text).toContain(", 2 without work");
    expect(count(text, /<path class="dsct-due"/g)).toBe(2 + 1);
    expect(text).toContain(">striped: still busy<");
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
    const relaxed = svg(
      { machines, tasks },
      solveOn(release, { machines, tasks }, { method: "relax" }),
    );
    expect(relaxed).not.toContain("busy until");
  });

  it("is an image with a title and a description, named by what they say", () => {
    const text = svg(problem, schedule);
    const [, title, desc] = text.match(
      /^<svg [^>]* role="img" aria-labelledby="(\S+) (\S+)">/,
    ) as string[];
    expect(text).toContain(`<title id="${title}">Gantt chart, search: 9 tasks`);
    expect(text).toContain(`<desc id="${desc}">A row per machine, a bar per task, over `);
    expect(text).toMatch(/<desc [^>]*>.* of 9 tasks have a bar, on 3 machines; mean accuracy 0\./);
    const other = svg(problem, solveOn(release, problem, { method: "approx" }));
    expect(other).not.toContain(title); // both may stand in one page
    expect(svg(problem, schedule)).toBe(text);
    const ids = [...`${text}${other}`.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    for (const id of ids) expect(id).toMatch(/^dsct-/);
    expect(ids.filter((id) => id === "dsct-busy")).toHaveLength(2);
    expect(new Set(ids).size).toBe(ids.length - 1);
  });

  it("has a colour of every class in the light and in the dark, and nothing from elsewhere", () => {
    const text = svg(problem, schedule);
    const [, light, dark] = text.match(
      /<style>(.*)@media \(prefers-color-scheme:dark\)\{(.*)\}<\/style>/,
    ) as string[];
    const colours = (rules: string) => [
      ...rules.matchAll(/\.dsct-([\w -]+)\{(?:fill|stroke):(#\w{6})\}/g),
    ];
    const names = colours(light).map(([, name]) => name);
    expect(names).toContain("bar");
    expect(colours(dark).map(([, name]) => name)).toEqual(names);
    for (const [k, [rule]] of colours(dark).entries()) expect(rule).not.toBe(colours(light)[k][0]);
    const used = new Set(
      [...text.matchAll(/class="([^"]+)"/g)].flatMap(([, all]) => all.split(" ")),
    );
    for (const name of used) {
      if (!["dsct-task", "dsct-tick"].includes(name)) expect(names).toContain(name.slice(5));
    }
    expect(text).not.toMatch(/<script|href|@import|url\((?!#dsct-busy\))| (?:fill|stroke)="#/);
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

  it("ties the end of a bar to its deadline, and stronger is more accurate", () => {
    const text = svg(problem, schedule);
    const horizon = Math.max(...problem.tasks.map(({ deadline }) => deadline));
    let compared = 0;
    for (const [j, { deadline }] of problem.tasks.entries()) {
      if (schedule.machine[j] < 0) continue;
      const group = text.match(new RegExp(`<title>task ${j}: .*?</g>`))?.[0] as string;
      const [, x, y, width] = group.match(
        /<rect class="dsct-bar" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"/,
      ) as string[];
      const [, end, top, due, lane, above] = group.match(
        /d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)V([\d.]+)"/,
      ) as string[];
      expect(Math.abs(Number(x) + Number(width) - Number(end))).toBeLessThan(0.02);
      expect(top).toBe(y);
      expect(Number(due)).toBeCloseTo(146 + (790 * deadline) / horizon, 1);
      expect([Number(y) - Number(lane), Number(lane) - Number(above)]).toEqual([7, 5]);
      compared++;
    }
    expect(compared).toBeGreaterThan(5);
    const shade = (j: number) =>
      Number(text.match(new RegExp(`<title>task ${j}: .*?fill-opacity="([\\d.]+)"`))?.[1]);
    const byAccuracy = Array.from(schedule.accuracy.keys())
      .filter((j) => schedule.machine[j] >= 0)
      .sort((i, j) => schedule.accuracy[i] - schedule.accuracy[j]);
    const shades = byAccuracy.map(shade);
    expect(shades).toEqual([...shades].sort((a, b) => a - b));
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
    expect(svg(tiny, drawn)).toContain("time from now (s)");
    const method = "</text><script>]]>\uffff" as "refit";
    const text = svg(tiny, { ...drawn, method });
    expect(text).not.toMatch(/<script>|]]>|\uffff/);
    expect(count(text, /&lt;\/text&gt;&lt;script&gt;\]\]&gt;\ufffd: 1 task/g)).toBe(2);
  });
});

/** Six tasks on two machines; a second is 197.5 pixels wide, the last deadline is 4. */
const SIX: CurvesProblem = {
  machines: [{ speed: 2 }, { speed: 1 }],
  tasks: [1, 2, 4, Infinity, 3, Infinity].map((deadline) => ({ deadline, theta: 1, maxWork: 9 })),
};
const OF_SIX: ScheduleLike = {
  method: "refit",
  value: 2.5,
  meanAccuracy: 0.4166,
  bound: 3,
  gap: 0.5,
  machine: [0, 1, 0, 1, -1, -1],
  start: [0, 0, 1, 1, 0, 0],
  end: [1, 1, 1.0001, 3, 0, 0],
  work: [2, 1, 0.0002, 2, 0, 0],
  accuracy: [0.9, 0.5, 0.1, 0.45, 0, 0],
  price: [0, 0, 0, 0, 0, 0],
  order: [4, 5, 0, 2, 1, 3],
};

/** One machine of speed 1, and tasks without deadlines that run one after the other, so long. */
function chain(lengths: number[], accuracy = lengths.map(() => 1)): [CurvesProblem, ScheduleLike] {
  const ends = lengths.map((_, j) =>
    lengths.slice(0, j + 1).reduce((sum, length) => sum + length, 0),
  );
  const zero = lengths.map(() => 0);
  const tasks = lengths.map(() => ({ deadline: Infinity, theta: 1, maxWork: 1e9 }));
  const start = ends.map((end, j) => end - lengths[j]);
  const columns = { machine: zero, start, end: ends, work: lengths, price: zero, order: zero };
  return [
    { machines: [{ speed: 1 }], tasks },
    { ...OF_SIX, ...columns, accuracy },
  ];
}

/** The times on the axis. */
const ticks = (text: string) =>
  [...text.matchAll(/<text class="dsct-dim dsct-tick"[^>]*>([^<]*)</g)].map(([, at]) => at);

describe("svg, to the pixel", () => {
  it("bars, labels, shades, ticks, the legend and the axis", () => {
    const lines = svg(SIX, OF_SIX).split("\n");
    expect(lines[0]).toContain(' viewBox="0 0 960 192" width="960" height="192" ');
    expect(lines.slice(5)).toEqual([
      '<rect class="dsct-ground" width="960" height="192"/>',
      '<text class="dsct-ink" x="12" y="22" font-size="14" font-weight="600">refit: 6 tasks, 2 without work</text>',
      '<text class="dsct-dim" x="12" y="42">mean accuracy 0.417, value 2.5, at most 0.5 below the optimum</text>',
      '<text class="dsct-dim" x="816" y="21" text-anchor="end">accuracy 0</text><rect class="dsct-bar" x="824" y="11" width="15" height="12" fill-opacity="0.18"/><rect class="dsct-bar" x="839" y="11" width="15" height="12" fill-opacity="0.385"/><rect class="dsct-bar" x="854" y="11" width="15" height="12" fill-opacity="0.59"/><rect class="dsct-bar" x="869" y="11" width="15" height="12" fill-opacity="0.795"/><rect class="dsct-bar" x="884" y="11" width="15" height="12" fill-opacity="1"/><text class="dsct-dim" x="907" y="21">1</text><path class="dsct-due" d="M824 45l20 -7v-5"/><text class="dsct-dim" x="852" y="44">deadline</text>',
      `<path class="dsct-axis" d="M146 128H936"/><text class="dsct-dim" x="541" y="163" text-anchor="middle">time from now (s)</text>${[0, 1, 2, 3, 4, 5, 6, 7, 8].map((k) => `<path class="dsct-grid" d="M${146 + 98.75 * k} 56V133"/><text class="dsct-dim dsct-tick" x="${146 + 98.75 * k}" y="147" text-anchor="middle">${k / 2}</text>`).join("")}`,
      '<text class="dsct-ink" x="136" y="83" text-anchor="end"><title>machine 0: speed 2</title>machine 0 <tspan class="dsct-dim">× 2</tspan></text>',
      '<path class="dsct-grid" d="M146 92H936"/>',
      '<g class="dsct-task"><title>task 0: 0 to 1 s, deadline 1 s, accuracy 0.9</title><rect class="dsct-bar" x="146" y="70" width="197.5" height="18" fill-opacity="0.918"/><text class="dsct-on" x="244.75" y="83" text-anchor="middle" font-size="10">0</text><path class="dsct-due" d="M343.5 70L343.5 63V58"/></g>',
      '<g class="dsct-task"><title>task 2: 1 to 1 s, deadline 4 s, accuracy 0.1</title><rect class="dsct-bar" x="343.5" y="70" width="0.5" height="18" fill-opacity="0.262"/><path class="dsct-due" d="M343.52 70L936 63V58"/></g>',
      '<text class="dsct-ink" x="136" y="119" text-anchor="end"><title>machine 1: speed 1</title>machine 1 <tspan class="dsct-dim">× 1</tspan></text>',
      '<path class="dsct-grid" d="M146 128H936"/>',
      '<g class="dsct-task"><title>task 1: 0 to 1 s, deadline 2 s, accuracy 0.5</title><rect class="dsct-bar" x="146" y="106" width="197.5" height="18" fill-opacity="0.59"/><text class="dsct-off" x="244.75" y="119" text-anchor="middle" font-size="10">1</text><path class="dsct-due" d="M343.5 106L541 99V94"/></g>',
      '<g class="dsct-task"><title>task 3: 1 to 3 s, no deadline, accuracy 0.45</title><rect class="dsct-bar" x="343.5" y="106" width="395" height="18" fill-opacity="0.549"/><text class="dsct-off" x="541" y="119" text-anchor="middle" font-size="10">3</text></g>',
      '<g class="dsct-task"><title>task 4: no work</title><path class="dsct-due" d="M738.5 128v6"/></g>',
      '<text class="dsct-dim" x="12" y="182">ticks below: deadlines of tasks without work</text>',
      "</svg>",
      "",
    ]);
  });

  it("under relax there is one row, of the total speed", () => {
    const relaxed = svg(SIX, { ...OF_SIX, method: "relax", machine: [-1, -1, -1, -1, -1, -1] });
    const labels = [...relaxed.matchAll(/<text class="dsct-ink" x="136".*?<\/text>/g)];
    expect(labels.map(([label]) => label)).toEqual([
      '<text class="dsct-ink" x="136" y="83" text-anchor="end"><title>all machines: speed 3</title>all machines <tspan class="dsct-dim">× 3</tspan></text>',
    ]);
    expect(relaxed).toContain('viewBox="0 0 960 156"');
    const tops = [...relaxed.matchAll(/<\/title><rect class="dsct-bar" x="[\d.]+" y="(\d+)"/g)];
    expect(tops.map(([, y]) => y)).toEqual(["70", "70", "70", "70"]);
  });

  it("all with work, and none", () => {
    const [problem, schedule] = chain([1, 1]);
    expect(svg(problem, schedule)).toContain(">refit: 2 tasks</text>");
    const none = svg({ ...problem, tasks: [] }, chain([])[1]);
    expect(none).toContain(">refit: 0 tasks</text>");
    expect(none).toContain('text-anchor="end">accuracy 0</text>');
    expect(none).toContain('y="21">1</text>');
    expect(ticks(none)).toEqual("0 0.2 0.4 0.6 0.8 1".split(" "));
  });

  it("a bar is at least half a pixel wide, and has its number from 18 pixels on", () => {
    const text = svg(...chain([18, 17.99, 0.4, 790 - 36.39]));
    const widths = [
      ...text.matchAll(/<rect class="dsct-bar" [^>]*? width="([\d.]+)" height="18"/g),
    ].map(([, width]) => width);
    expect(widths).toEqual(["18", "17.99", "0.5", "753.61"]);
    const numbers = [...text.matchAll(/font-size="10">(\d+)</g)].map(([, j]) => j);
    expect(numbers).toEqual(["0", "3"]);
    expect(text).toContain(
      '<text class="dsct-on" x="155" y="83" text-anchor="middle" font-size="10"',
    );
  });

  it("pixels have two decimals, shades run from 0 to 1, or further where an accuracy is beyond", () => {
    const bars = (text: string) => [
      ...text.matchAll(/<rect class="dsct-bar" x="([\d.]+)" y="70" .*? fill-opacity="([^"]+)"/g),
    ];
    const text = svg(...chain([263.456, 263.456, 263.088], [0.2, 0.425, 0.7]));
    expect(bars(text).map(([, x, shade]) => [x, shade])).toEqual([
      ["146", "0.344"],
      ["409.46", "0.529"],
      ["672.91", "0.754"],
    ]);
    const labels = [...text.matchAll(/<text class="(\S+)" [^>]*font-size="10">\d+</g)];
    expect(labels.map(([, name]) => name)).toEqual(["dsct-off", "dsct-off", "dsct-on"]);
    const percent = svg(...chain([395, 395], [-25, 75]));
    expect(bars(percent).map(([, , shade]) => shade)).toEqual(["0.18", "1"]);
    expect(percent).toMatch(/>accuracy -25<.*>75</);
    const equal = svg(...chain([395, 395], [0.5, 0.5]));
    expect(bars(equal).map(([, , shade]) => shade)).toEqual(["0.59", "0.59"]);
  });

  it.each([
    [8, "0 1 2 3 4 5 6 7 8"],
    [8 * (1 + 1e-10), "0 1 2 3 4 5 6 7 8"],
    [8.0001, "0 2 4 6 8"],
    [16, "0 2 4 6 8 10 12 14 16"],
    [16.01, "0 5 10 15"],
    [40, "0 5 10 15 20 25 30 35 40"],
    [40.1, "0 10 20 30 40"],
    [79, "0 10 20 30 40 50 60 70"],
    [401, "0 100 200 300 400"],
    [0.3, "0 0.05 0.1 0.15 0.2 0.25 0.3"], // six steps are an ulp beyond
    [0.2999, "0 0.05 0.1 0.15 0.2 0.25"],
    [8e-300, "0"], // next to nothing: not above 1e-300 a step
    [1.6e-299, "0 2e-300 4e-300 6e-300 8e-300 1e-299 1.2e-299 1.4e-299 1.6e-299"],
    [Number.MAX_VALUE, "0 5e+307 1e+308 1.5e+308"],
  ] as [number, string][])("an axis of %d seconds has the ticks %s", (end, expected) => {
    expect(ticks(svg(...chain([end])))).toEqual(expected.split(" "));
    const [problem, schedule] = chain([1e-320]);
    const tasks = [{ deadline: end, theta: 1, maxWork: 1 }];
    expect(ticks(svg({ ...problem, tasks }, schedule))).toEqual(expected.split(" "));
  });

  it("what is beyond the axis is drawn at its end", () => {
    const text = svg(SIX, { ...OF_SIX, start: [9, 0, 1, 1, 0, 0] });
    expect(text).toContain('x="936" y="70" width="0.5" height="18"');
    const before = svg(SIX, { ...OF_SIX, start: [-9, 0, 1, 1, 0, 0], end: [1, 1, NaN, 3, 0, 0] });
    expect(before).toContain('x="146" y="70" width="197.5" height="18"');
    expect(before).not.toMatch(/="[^"]*NaN/);
  });

  it("a name is escaped and cut", () => {
    const named = (method: unknown) => svg(SIX, { ...OF_SIX, method: method as "refit" });
    expect(named("a<b&c\u001b\u202e<&")).toContain(">a&lt;b&amp;c\\u001b\\u202e&lt;&amp;: 6 tasks");
    expect(named("x".repeat(101))).toContain(`>${"x".repeat(100)}... (101 characters): 6 tasks`);
    expect(named(undefined)).toContain(">undefined: 6 tasks");
    expect(named({})).toContain(">an object: 6 tasks");
  });

  it("refuses a schedule of other tasks before it reads one, and a problem that is none", () => {
    const wrong = (change: object) => () => svg(SIX, { ...OF_SIX, ...change } as ScheduleLike);
    expect(wrong({ work: { length: 4294967295 } })).toThrow(
      "schedule.work.length is 4294967295; expected 6, the number of tasks",
    );
    expect(wrong({ end: "soon" })).toThrow(
      'schedule.end is "soon"; expected an array of 6 numbers',
    );
    expect(wrong({ accuracy: undefined })).toThrow(RangeError);
    const problem = {
      ...SIX,
      machines: { speed: { length: 4294967295 } },
    } as unknown as CurvesProblem;
    expect(() => svg(problem, OF_SIX)).toThrow("machines.speed is an object; expected an array");
  });

  it("takes a schedule back from JSON of typed arrays", () => {
    expect(svg(problem, JSON.parse(JSON.stringify(schedule)))).toBe(svg(problem, schedule));
  });
});
