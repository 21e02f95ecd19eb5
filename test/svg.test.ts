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
  it("draws a row a machine, a bar and a deadline a task", () => {
    const text = svg(problem, schedule);
    const running = schedule.machine.filter((r) => r >= 0).length;
    expect(count(text, />machine \d /g)).toBe(3);
    expect(count(text, /<title>task \d+: /g)).toBe(running);
    expect(count(text, /stroke="#c2410c"/g)).toBe(running + 1); // and one in the legend
    expect(text).toContain("seconds from now");
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("draws the time that a machine is busy, from now on, and no deadline that is past", () => {
    const machines = [{ speed: 1, readyAt: 0.25 }, { speed: 1 }, { speed: 2, readyAt: 9 }];
    const tasks = [1, -1, Number.NEGATIVE_INFINITY, 2].map((deadline) => {
      return { deadline, theta: 2, maxWork: 3 };
    });
    const text = svg({ machines, tasks }, solveOn(release, { machines, tasks }));
    const busy = text.matchAll(
      /<title>machine (\d) is busy until (\S+) s<\/title><rect x="(\S+)" y="\S+" width="(\S+)"/g,
    );
    const [left, width] = [146, 960 - 146 - 24]; // of the axis, 2 s long
    expect([...busy].map((match) => match.slice(1, 5).map(Number))).toEqual([
      [0, 0.25, left, width / 8],
      [2, 9, left, width],
    ]);
    expect(text).toContain(", 2 without work");
    expect(count(text, /stroke="#c2410c"/g)).toBe(2 + 1);
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
    const relaxed = svg(
      { machines, tasks },
      solveOn(release, { machines, tasks }, { method: "relax" }),
    );
    expect(relaxed).not.toContain("is busy until");
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
  [...text.matchAll(/y="\d+" text-anchor="middle" fill="#4b5563">([^<]*)</g)].map(([, at]) => at);

describe("svg, to the pixel", () => {
  it("bars, labels, shades, ticks, the legend and the axis", () => {
    expect(svg(SIX, OF_SIX).split("\n")).toEqual([
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 156" width="960" height="156" font-family="system-ui, sans-serif" font-size="12">',
      '<rect width="960" height="156" fill="#ffffff"/>',
      '<text x="12" y="22" font-size="14" font-weight="600" fill="#111827">refit: 6 tasks, 2 without work</text><text x="12" y="40" fill="#4b5563">mean accuracy 0.417, value 2.5, at most 0.5 below the optimum</text>',
      '<defs><linearGradient id="dsct-shade"><stop offset="0" stop-color="rgb(219,231,245)"/><stop offset="1" stop-color="rgb(13,59,122)"/></linearGradient></defs><text x="808" y="20" text-anchor="end" fill="#4b5563">accuracy 0</text><rect x="816" y="11" width="72" height="11" fill="url(#dsct-shade)"/><text x="896" y="20" fill="#4b5563">0.9</text><line x1="816" x2="816" y1="30" y2="40" stroke="#c2410c" stroke-width="1.2"/><text x="824" y="40" fill="#4b5563">deadline</text>',
      '<line x1="146" x2="936" y1="112" y2="112" stroke="#6b7280"/><line x1="146" x2="146" y1="52" y2="117" stroke="#e5e7eb"/><text x="146" y="131" text-anchor="middle" fill="#4b5563">0</text><line x1="244.75" x2="244.75" y1="52" y2="117" stroke="#e5e7eb"/><text x="244.75" y="131" text-anchor="middle" fill="#4b5563">0.5</text><line x1="343.5" x2="343.5" y1="52" y2="117" stroke="#e5e7eb"/><text x="343.5" y="131" text-anchor="middle" fill="#4b5563">1</text><line x1="442.25" x2="442.25" y1="52" y2="117" stroke="#e5e7eb"/><text x="442.25" y="131" text-anchor="middle" fill="#4b5563">1.5</text><line x1="541" x2="541" y1="52" y2="117" stroke="#e5e7eb"/><text x="541" y="131" text-anchor="middle" fill="#4b5563">2</text><line x1="639.75" x2="639.75" y1="52" y2="117" stroke="#e5e7eb"/><text x="639.75" y="131" text-anchor="middle" fill="#4b5563">2.5</text><line x1="738.5" x2="738.5" y1="52" y2="117" stroke="#e5e7eb"/><text x="738.5" y="131" text-anchor="middle" fill="#4b5563">3</text><line x1="837.25" x2="837.25" y1="52" y2="117" stroke="#e5e7eb"/><text x="837.25" y="131" text-anchor="middle" fill="#4b5563">3.5</text><line x1="936" x2="936" y1="52" y2="117" stroke="#e5e7eb"/><text x="936" y="131" text-anchor="middle" fill="#4b5563">4</text><text x="936" y="148" text-anchor="end" fill="#4b5563">seconds from now</text>',
      '<text x="136" y="71" text-anchor="end" fill="#1f2937">machine 0 <tspan fill="#6b7280">× 2</tspan></text>',
      '<line x1="146" x2="936" y1="82" y2="82" stroke="#e5e7eb"/>',
      '<text x="136" y="101" text-anchor="end" fill="#1f2937">machine 1 <tspan fill="#6b7280">× 1</tspan></text>',
      '<line x1="146" x2="936" y1="112" y2="112" stroke="#e5e7eb"/>',
      '<g><title>task 0: 0 to 1 s, deadline 1 s, accuracy 0.9</title><rect x="146" y="57" width="197.5" height="20" fill="rgb(13,59,122)" stroke="#ffffff" stroke-width="0.6"/><text x="244.75" y="71" text-anchor="middle" font-size="10" fill="#ffffff">0</text><line x1="343.5" x2="343.5" y1="53" y2="57" stroke="#c2410c" stroke-width="1.2"/></g>',
      '<g><title>task 1: 0 to 1 s, deadline 2 s, accuracy 0.5</title><rect x="146" y="87" width="197.5" height="20" fill="rgb(105,135,177)" stroke="#ffffff" stroke-width="0.6"/><text x="244.75" y="101" text-anchor="middle" font-size="10" fill="#ffffff">1</text><line x1="541" x2="541" y1="83" y2="87" stroke="#c2410c" stroke-width="1.2"/></g>',
      '<g><title>task 2: 1 to 1 s, deadline 4 s, accuracy 0.1</title><rect x="343.5" y="57" width="0.5" height="20" fill="rgb(196,212,231)" stroke="#ffffff" stroke-width="0.6"/><line x1="936" x2="936" y1="53" y2="57" stroke="#c2410c" stroke-width="1.2"/></g>',
      '<g><title>task 3: 1 to 3 s, no deadline, accuracy 0.45</title><rect x="343.5" y="87" width="395" height="20" fill="rgb(116,145,184)" stroke="#ffffff" stroke-width="0.6"/><text x="541" y="101" text-anchor="middle" font-size="10" fill="#ffffff">3</text></g>',
      '<line x1="738.5" x2="738.5" y1="112" y2="117" stroke="#c2410c" stroke-width="1.2"/>',
      "</svg>",
      "",
    ]);
  });

  it("under relax there is one row, of the total speed", () => {
    const relaxed = svg(SIX, { ...OF_SIX, method: "relax", machine: [-1, -1, -1, -1, -1, -1] });
    const labels = [...relaxed.matchAll(/<text x="136".*?<\/text>/g)].map(([label]) => label);
    expect(labels).toEqual([
      '<text x="136" y="71" text-anchor="end" fill="#1f2937">all machines <tspan fill="#6b7280">× 3</tspan></text>',
    ]);
    expect(relaxed).toContain('viewBox="0 0 960 126"');
    const tops = [...relaxed.matchAll(/<\/title><rect x="[\d.]+" y="(\d+)"/g)].map(([, y]) => y);
    expect(tops).toEqual(["57", "57", "57", "57"]);
    expect(count(relaxed, /<line x1="146" x2="936"/g)).toBe(2);
  });

  it("all with work, and none", () => {
    const [problem, schedule] = chain([1, 1]);
    expect(svg(problem, schedule)).toContain(">refit: 2 tasks</text>");
    const none = svg({ ...problem, tasks: [] }, chain([])[1]);
    expect(none).toContain(">refit: 0 tasks</text>");
    expect(none).toContain('text-anchor="end" fill="#4b5563">accuracy 0</text>');
    expect(none).toContain('y="20" fill="#4b5563">1</text>');
    expect(ticks(none)).toEqual("0 0.2 0.4 0.6 0.8 1".split(" "));
  });

  it("a bar is at least half a pixel wide, and has its number from 18 pixels on", () => {
    const text = svg(...chain([18, 17.99, 0.4, 790 - 36.39]));
    const widths = [...text.matchAll(/<\/title><rect .*? width="([\d.]+)"/g)].map(
      ([, width]) => width,
    );
    expect(widths).toEqual(["18", "17.99", "0.5", "753.61"]);
    const numbers = [...text.matchAll(/font-size="10" fill="#\w+">(\d+)</g)].map(([, j]) => j);
    expect(numbers).toEqual(["0", "3"]);
    expect(text).toContain('<text x="155" y="71" text-anchor="middle" font-size="10"');
  });

  it("pixels have two decimals, shades run from the least accuracy to the greatest", () => {
    const text = svg(...chain([263.456, 263.456, 263.088], [0.2, 0.425, 0.7]));
    const bars = [...text.matchAll(/<rect x="([\d.]+)" y="57" .*? fill="([^"]+)"/g)];
    expect(bars.map(([, x, colour]) => [x, colour])).toEqual([
      ["146", "rgb(219,231,245)"],
      ["409.46", "rgb(126,154,190)"],
      ["672.91", "rgb(13,59,122)"],
    ]);
    const numbers = [...text.matchAll(/font-size="10" fill="(#\w+)">\d+</g)];
    expect(numbers.map(([, colour]) => colour)).toEqual(["#111827", "#111827", "#ffffff"]);
    const middle = svg(...chain([263, 263, 264], [0, 0.46, 1]));
    expect(middle).toContain('fill="#ffffff">1</text>');
    const equal = svg(...chain([395, 395], [0.6, 0.6]));
    expect(count(equal, /height="20" fill="rgb\(219,231,245\)"/g)).toBe(2);
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

  it("what starts beyond the axis is drawn at its end", () => {
    const text = svg(SIX, { ...OF_SIX, start: [9, 0, 1, 1, 0, 0] });
    expect(text).toContain('<rect x="936" y="57" width="0.5" height="20"');
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
      new RangeError("schedule.work.length is 4294967295; expected 6, the number of tasks"),
    );
    expect(wrong({ end: "soon" })).toThrow(
      new RangeError('schedule.end is "soon"; expected an array of 6 numbers'),
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
