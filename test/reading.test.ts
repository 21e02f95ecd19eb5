// What is read of a caller's problem and options, without a solver: both ends of every range, the
// first mistake, the exact words.

import { describe, expect, it } from "vitest";
import { FIELDS, type Field, MACHINE_FIELDS, TASK_FIELDS } from "../src/problem/fields.js";
import { isColumn, isObject, isRows, isWithin } from "../src/problem/kinds.js";
import { list, printable, show, showText, wrong } from "../src/problem/messages.js";
import { readOptions } from "../src/problem/read-options.js";
import {
  checkList,
  checkSize,
  copyOf,
  copyProblem,
  openProblem,
} from "../src/problem/read-problem.js";
import { validateColumns, validateCount } from "../src/problem/validate-solver.js";
import { BOUND_METHODS, METHODS, READINGS } from "../src/problem/words.js";
import type { CurvesProblem, InputColumns, Options } from "../src/types/index.js";

const MAX = Number.MAX_VALUE;
/** The most that can be added to MAX without a change, and what makes it infinite. */
const [LOST, TOO_MUCH] = [2 ** 970 * (1 - 2 ** -53), 2 ** 970];
const LIMITS = { mostTasks: (m: number) => 1000 - m, limit: "in this test" };

type Numbers = Record<string, unknown>;
const TASK: Numbers = { deadline: 1, theta: 2, maxWork: 3 };

/** What is thrown, as "TypeError: message"; "" where nothing is. */
function thrown(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return `${error}`;
  }
  return "";
}

const read = (machines: unknown, tasks: unknown, path?: string) => {
  const problem = { machines, tasks } as CurvesProblem;
  if (path === undefined) return copyOf(problem, LIMITS);
  const open = openProblem(problem, LIMITS, path);
  const to = room(open.n, open.m);
  copyProblem(open, to);
  return to;
};
const MACHINES = [{ speed: 1 }];

/** Columns in which nothing was written. */
function room(n: number, m: number): InputColumns {
  const columns = FIELDS.map(({ name }) => [
    name,
    new Float64Array(isOfMachine({ name }) ? m : n).fill(Number.NaN),
  ]);
  return Object.fromEntries(columns) as InputColumns;
}

/** The same rows as columns; undefined where no row has the field. */
function columnsOf(rows: Numbers[], make: (values: unknown[]) => unknown = (values) => values) {
  const names = Object.keys(Object.assign({}, ...rows));
  return Object.fromEntries(names.map((name) => [name, make(rows.map((row) => row[name]))]));
}

const isOfMachine = ({ name }: Pick<Field, "name">) => name === "speed" || name === "readyAt";

/** Reads a value as that of the last of `count` rows or columns; returns what became of it. */
const FORMS: [string, (field: Field, value: unknown, count: number) => number][] = [
  ["rows", (field, value, count) => readAs(field, value, count, (rows) => rows)],
  ["columns", (field, value, count) => readAs(field, value, count, (rows) => columnsOf(rows))],
];

function readAs(
  field: Field,
  value: unknown,
  count: number,
  form: (rows: Numbers[]) => unknown,
): number {
  const good: Numbers = isOfMachine(field)
    ? { speed: 1, readyAt: 0 }
    : { ...TASK, weight: 1, base: 0, gain: 1 };
  const rows = Array.from({ length: count }, () => ({ ...good }));
  rows[count - 1][field.name] = value;
  const [machines, tasks] = isOfMachine(field) ? [rows, []] : [MACHINES, rows];
  const copy = isOfMachine(field) ? read(form(machines), tasks) : read(machines, form(tasks));
  return copy[field.name][count - 1];
}

const SIDES: [string, unknown[], unknown[], string][] = [
  ["speed", [5e-324, MAX], [0, -5e-324, Number.NaN, Infinity, -Infinity], "number > 0"],
  ["readyAt", [0, 5e-324, MAX], [-5e-324, Number.NaN, Infinity, -Infinity], "number >= 0"],
  ["deadline", [-Infinity, -MAX, -5e-324, 0, 5e-324, MAX, Infinity], [Number.NaN], "number"],
  ["theta", [5e-324, MAX], [0, -5e-324, Number.NaN, Infinity, -Infinity], "number > 0"],
  ["maxWork", [0, 5e-324, MAX], [-5e-324, Number.NaN, Infinity, -Infinity], "number >= 0"],
  ["weight", [5e-324, MAX / 2], [0, -5e-324, Number.NaN, Infinity, -Infinity], "number > 0"],
  ["base", [0, -5e-324, MAX, -MAX], [Number.NaN, Infinity, -Infinity], "finite number"],
  ["gain", [5e-324, MAX / 2], [0, -5e-324, Number.NaN, Infinity, -Infinity], "number > 0"],
];
const NO_NUMBERS: [unknown, string][] = [
  [null, "null"],
  ["1", '"1"'],
  [1n, "1n"],
  [true, "true"],
  [[1], "an array"],
  [{}, "an object"],
];

describe.each(SIDES)("%s", (name, inside, outside, expected) => {
  // to be looked for in a test, not before, lest the file fail and none of its tests
  const find = () => FIELDS.find((entry) => entry.name === name) as Field;
  const isPart = name === "weight" || name === "gain"; // of a product with theta, here 2
  const isMachines = name === "speed" || name === "readyAt";
  const path = isMachines ? "machines" : "tasks";

  it.each(FORMS)("by %s: the ends of its range are in it", (_, readBy) => {
    for (const value of inside) {
      if (isPart && value === MAX / 2) continue;
      expect(readBy(find(), value, 1)).toBe(value);
    }
  });

  it.each(FORMS)("by %s: what is beyond, or no number, is named", (form, readBy) => {
    const at = form === "rows" ? `${path}[1].${name}` : `${path}.${name}[1]`;
    for (const value of outside) {
      const hasEnd = Math.abs(value as number) !== Infinity || name === "base";
      const words = `a ${hasEnd ? "" : "finite "}${expected}`;
      const message = `RangeError: ${at} is ${value}; expected ${words}`;
      expect(thrown(() => readBy(find(), value, 2))).toBe(message);
    }
    for (const [value, shown] of NO_NUMBERS) {
      if (name === "deadline" && value === null) continue; // Infinity in JSON
      const message = `TypeError: ${at} is ${shown}; expected a ${expected}`;
      expect(thrown(() => readBy(find(), value, 2))).toBe(message);
    }
  });

  it("a solver's columns: the first count of them are checked, and no more", () => {
    const size = { n: 3, m: 2 };
    const count = isMachines ? 2 : 3;
    for (const value of [...inside, ...outside] as number[]) {
      const columns = room(5, 5);
      for (const { name, least } of FIELDS) columns[name].fill(Math.max(least, 1), 0, 4);
      columns[find().name][count] = Number.NaN;
      expect(thrown(() => validateColumns(columns, size))).toBe("");
      columns[find().name][count - 1] = value;
      const hasEnd = Math.abs(value) !== Infinity || name === "base";
      const words = `a ${hasEnd ? "" : "finite "}${expected}`;
      const message = `RangeError: ${name}[${count - 1}] is ${value}; expected ${words}`;
      const isWrong = outside.includes(value);
      expect(thrown(() => validateColumns(columns, size))).toBe(isWrong ? message : "");
    }
  });
});

describe("columns of a solver", () => {
  it("are checked in the order of the fields, each from its beginning", () => {
    const columns = room(3, 3);
    for (const { name, expected } of FIELDS) {
      const at = `${name}[0] is NaN; expected a ${expected}`;
      expect(thrown(() => validateColumns(columns, { n: 3, m: 3 }))).toBe(`RangeError: ${at}`);
      columns[name].fill(1);
    }
    expect(thrown(() => validateColumns(columns, { n: 3, m: 3 }))).toBe("");
  });

  it("validateCount: integers between two ends", () => {
    for (const value of [2, 3, 5]) validateCount("k", value, 2, 5);
    for (const [value, shown] of [
      [1, "1"],
      [6, "6"],
      [2.5, "2.5"],
      ["3", '"3"'],
      [Number.NaN, "NaN"],
      [undefined, "undefined"],
    ]) {
      const message = `RangeError: k is ${shown}; expected an integer from 2 to 5`;
      expect(thrown(() => validateCount("k", value, 2, 5))).toBe(message);
    }
  });
});

describe("a problem's numbers", () => {
  const rows = [
    { deadline: 1, theta: 2, maxWork: 3, weight: 4, base: -5, gain: 6 },
    { deadline: Infinity, theta: 8, maxWork: 9, weight: 10, base: 11, gain: 12 },
  ];
  const copied = {
    speed: [1, 2],
    readyAt: [0, 0],
    deadline: [1, Infinity],
    theta: [2, 8],
    maxWork: [3, 9],
    weight: [4, 10],
    base: [-5, 11],
    gain: [6, 12],
  };
  const plainCopy = (copy: InputColumns) =>
    Object.fromEntries(Object.entries(copy).map(([name, column]) => [name, Array.from(column)]));

  it("are copied, from rows and from columns of any kind", () => {
    const machines = [{ speed: 1 }, { speed: 2 }];
    const typed = (values: unknown[]) => Float64Array.from(values as number[]);
    const short = (values: unknown[]) => Float32Array.from(values as number[]);
    expect(plainCopy(read(machines, rows))).toEqual(copied);
    for (const make of [undefined, typed, short]) {
      const copy = read(columnsOf(machines, make), columnsOf(rows, make));
      expect(plainCopy(copy)).toEqual(copied);
    }
  });

  it("are 0 where a machine does not say when it is ready", () => {
    const [now, later] = [{ speed: 1 }, { speed: 1, readyAt: 3 }];
    expect(Array.from(read([now, later, { speed: 1, readyAt: undefined }], []).readyAt)).toEqual([
      0, 3, 0,
    ]);
    expect(Array.from(read(columnsOf([later, later]), []).readyAt)).toEqual([3, 3]);
    expect(Array.from(read(columnsOf([now, now]), []).readyAt)).toEqual([0, 0]);
  });

  it("are Infinity where a deadline is null, as JSON has it", () => {
    const parsed = JSON.parse(JSON.stringify([TASK, { ...TASK, deadline: Infinity }]));
    expect(Array.from(read(MACHINES, parsed).deadline)).toEqual([1, Infinity]);
    expect(Array.from(read(MACHINES, columnsOf(parsed)).deadline)).toEqual([1, Infinity]);
  });

  it("are 1, 0 and 1 where weight, base and gain are left out", () => {
    const absent = { weight: undefined, base: undefined, gain: undefined };
    const tasks = [TASK, { ...TASK, ...absent }];
    const standard = { weight: [1, 1], base: [0, 0], gain: [1, 1] };
    expect(plainCopy(read(MACHINES, tasks))).toMatchObject(standard);
    expect(plainCopy(read(MACHINES, columnsOf([TASK, TASK])))).toMatchObject(standard);
    const columns = { ...columnsOf([TASK, TASK]), ...absent };
    expect(plainCopy(read(MACHINES, columns))).toMatchObject(standard);
  });

  it("fill no more of the room than there are", () => {
    for (const count of [2, 70]) {
      const tasks = Array.from({ length: count }, () => TASK);
      const typed = columnsOf(tasks, (values) => Float64Array.from(values as number[]));
      for (const source of [tasks, columnsOf(tasks), typed]) {
        const to = room(count + 2, 3);
        to.speed[1] = Infinity;
        copyProblem(
          openProblem({ machines: MACHINES, tasks: source } as unknown as CurvesProblem, LIMITS),
          to,
        );
        for (const { name } of TASK_FIELDS) {
          expect([to[name][count - 1], to[name][count]]).toEqual([expect.any(Number), Number.NaN]);
          expect(to[name][count - 1]).not.toBeNaN();
        }
        expect(Array.from(to.speed)).toEqual([1, Infinity, Number.NaN]);
      }
    }
  });

  it("beyond the last task and machine are nobody's affair", () => {
    const to = room(3, 3);
    for (const { name } of FIELDS) to[name].fill(Infinity);
    const tasks = [{ ...TASK, weight: 2 }];
    copyProblem(openProblem({ machines: MACHINES, tasks } as unknown as CurvesProblem, LIMITS), to);
    expect([to.speed[0], to.weight[0], to.weight[1]]).toEqual([1, 2, Infinity]);
  });

  it("of long typed columns are checked as those of short ones", () => {
    for (const count of [63, 64, 65, 66, 200]) {
      for (const type of [Float64Array, Float32Array]) {
        const column = new type(count).fill(1);
        const tasks = { deadline: column, theta: column, maxWork: new type(count).fill(1) };
        expect(read(MACHINES, tasks).maxWork).toEqual(new Float64Array(count).fill(1));
        tasks.maxWork[count - 1] = -1;
        const message = `RangeError: tasks.maxWork[${count - 1}] is -1; expected a number >= 0`;
        expect(thrown(() => read(MACHINES, tasks))).toBe(message);
        tasks.maxWork[0] = Infinity;
        expect(thrown(() => read(MACHINES, tasks))).toBe(
          "RangeError: tasks.maxWork[0] is Infinity; expected a finite number >= 0",
        );
      }
    }
  });

  it("of a proxy of a typed array count, short or long", () => {
    for (const count of [2, 70]) {
      const column = new Proxy(new Float64Array(count).fill(1), {
        get: (target, name) => target[name as "length"],
      });
      const tasks = { deadline: column, theta: column, maxWork: column };
      expect(read(MACHINES, tasks).theta).toEqual(new Float64Array(count).fill(1));
    }
  });

  it("of a typed array that is shorter than it says are not there", () => {
    class Long extends Float64Array {
      override get length(): number {
        return 100;
      }
    }
    const full = new Float64Array(100).fill(1);
    const to = room(100, 1);
    to.deadline.fill(1);
    const tasks = { deadline: new Long(3).fill(1), theta: full, maxWork: full };
    const open = openProblem({ machines: MACHINES, tasks } as CurvesProblem, LIMITS);
    expect(thrown(() => copyProblem(open, to))).toBe(
      "TypeError: tasks.deadline[3] is undefined; expected a number",
    );
  });
});

describe("the first mistake", () => {
  const bad = { deadline: "-1", theta: -2, maxWork: -3, weight: -4, base: "-5", gain: -6 };

  it("of a row is that of the first field, and of rows that of the first row", () => {
    const row: Numbers = { ...bad };
    for (const { name, expected } of TASK_FIELDS) {
      const found = thrown(() => read(MACHINES, [TASK, row, bad]));
      expect(found).toContain(`: tasks[1].${name} is ${show(row[name])}; expected a ${expected}`);
      row[name] = 1;
    }
    expect(thrown(() => read(MACHINES, [TASK, row, bad]))).toContain(
      ': tasks[2].deadline is "-1";',
    );
  });

  it("of columns is that of the first column", () => {
    const row: Numbers = { ...bad };
    for (const { name } of TASK_FIELDS) {
      const found = thrown(() => read(MACHINES, columnsOf([row, row])));
      expect(found).toContain(`: tasks.${name}[0] is ${show(row[name])};`);
      const last = thrown(() =>
        read(MACHINES, columnsOf([{ ...TASK, weight: 1, base: 0, gain: 1 }, row])),
      );
      expect(last).toContain(`: tasks.${name}[1] is ${show(row[name])};`);
      row[name] = 1;
    }
  });

  it("is in the machines, then in the tasks; in lengths, then in numbers, then in sums", () => {
    const slow = [{ speed: 0 }];
    const fast = [{ speed: MAX }, { speed: MAX }];
    const high = [{ ...TASK, weight: MAX }];
    for (const [machines, tasks, begin] of [
      [5, 5, "TypeError: machines is 5;"],
      [slow, 5, "TypeError: tasks is 5;"],
      [[], [bad], "RangeError: machines has 0 entries; expected at least 1"],
      [slow, [bad], "RangeError: machines[0].speed is 0;"],
      [{ speed: [0] }, [bad], "RangeError: machines.speed[0] is 0;"],
      [fast, [bad], 'TypeError: tasks[0].deadline is "-1";'],
      [fast, high, "RangeError: machines have a total speed of Infinity; expected a finite number"],
      [MACHINES, high, "RangeError: weight * gain * theta of tasks[0] is Infinity; expected a "],
    ]) {
      expect(thrown(() => read(machines, tasks)).slice(0, (begin as string).length)).toBe(begin);
    }
  });
});

describe("sums", () => {
  it("the total speed may be as large as numbers are", () => {
    const total = "machines have a total speed of Infinity; expected a finite number";
    for (const form of [(rows: Numbers[]) => rows, (rows: Numbers[]) => columnsOf(rows)]) {
      expect(thrown(() => read(form([{ speed: MAX }, { speed: LOST }]), []))).toBe("");
      const more = form([{ speed: MAX }, { speed: TOO_MUCH }]);
      expect(thrown(() => read(more, []))).toBe(`RangeError: ${total}`);
      expect(thrown(() => read(more, [], "problems[2]"))).toBe(`RangeError: problems[2].${total}`);
    }
  });

  /** Extra fields of a few tasks, and what is said of them. */
  const VALUES: [Numbers[], string][] = [
    [[{ base: MAX }, { base: LOST }], ""],
    [[{ base: MAX }, { base: -LOST }], ""],
    [[{ base: MAX }, { base: TOO_MUCH }], "sum 1"],
    [[{ base: MAX }, { base: -TOO_MUCH }, {}], "sum 1"],
    [[{}, { base: -MAX }, {}, { base: -MAX }], "sum 3"],
    [[{ weight: 2, base: MAX }], "sum 0"],
    [[{ weight: 2, base: MAX / 2 }], ""],
    [
      [
        { weight: 0.5, gain: MAX, theta: 1 },
        { weight: 0.5, gain: MAX, theta: 1 },
      ],
      "",
    ],
    [
      [
        { weight: 1, gain: MAX, theta: 1 },
        { gain: TOO_MUCH, theta: 1 },
      ],
      "sum 1",
    ],
    [[{ gain: MAX, base: -MAX, theta: 1 }], "sum 0"],
    [[{ weight: MAX, theta: 1 }], ""],
    [[{ weight: MAX, theta: 2 }], "slope 0 Infinity"],
    [[{}, { gain: MAX, theta: 2 }, {}], "slope 1 Infinity"],
    [[{ weight: MAX / 2, theta: 2 }, {}], ""],
    [[{ weight: MAX / 2, gain: 2, theta: 1 }], ""],
    [[{ weight: MAX / 2, gain: 4, theta: 0.1 }], "slope 0 Infinity"],
    [[{ weight: 5e-324, theta: 1 }], ""],
    [[{ weight: 5e-324, theta: 0.5 }, {}], "slope 0 0"],
    [[{ gain: 5e-324, theta: 0.5 }], "slope 0 0"],
    [[{ weight: 1e-200, gain: 1e-200, theta: 1 }], "slope 0 0"],
    [[{ theta: 5e-324 }, { theta: MAX }], ""],
  ];

  it.each(VALUES)("the values of %j: %s", (changes, said) => {
    const tasks = changes.map((change) => ({ ...TASK, ...change }));
    const standard = { weight: 1, base: 0, gain: 1 };
    const [kind, j, value] = said.split(" ");
    for (const path of ["", "problems[2]."]) {
      const sum = `the sum of weight * (|base| + gain) up to ${path}tasks[${j}] is Infinity; `;
      const slope = `weight * gain * theta of ${path}tasks[${j}] is ${value}; `;
      const message =
        kind === "sum"
          ? `RangeError: ${sum}expected a finite number`
          : `RangeError: ${slope}expected a finite number > 0`;
      for (const source of [tasks, columnsOf(tasks.map((task) => ({ ...standard, ...task })))]) {
        const problem = () => read(MACHINES, source, path.slice(0, -1) || undefined);
        expect(thrown(problem)).toBe(kind ? message : "");
      }
    }
  });

  it("are looked at where one optional column alone is there", () => {
    const plain = columnsOf([TASK, TASK]);
    const infinite = "RangeError: weight * gain * theta of tasks[1] is Infinity; ";
    expect(thrown(() => read(MACHINES, { ...plain, weight: [1, MAX] }))).toContain(infinite);
    expect(thrown(() => read(MACHINES, { ...plain, gain: [1, MAX] }))).toContain(infinite);
    const sum = "RangeError: the sum of weight * (|base| + gain) up to tasks[1] is Infinity; ";
    expect(thrown(() => read(MACHINES, { ...plain, base: [MAX, MAX] }))).toContain(sum);
  });
});

describe("a problem's shape", () => {
  const open = (problem: unknown, path?: string) =>
    openProblem(problem as CurvesProblem, LIMITS, path);

  it.each([
    [undefined, "undefined"],
    [null, "null"],
    [5, "5"],
    ["x", '"x"'],
  ])("%s is no problem", (problem, shown) => {
    const expected = "expected an object with machines and tasks";
    expect(thrown(() => open(problem))).toBe(`TypeError: problem is ${shown}; ${expected}`);
    expect(thrown(() => open(problem, "problems[1]"))).toBe(
      `TypeError: problems[1] is ${shown}; ${expected}`,
    );
  });

  it.each([
    [undefined, "undefined"],
    [null, "null"],
    ["all", '"all"'],
    [new Float64Array(3), "an object"],
    [new DataView(new ArrayBuffer(8)), "an object"],
    [() => [], "a function"],
  ])("%s is neither rows nor columns", (source, shown) => {
    for (const name of ["machines", "tasks"]) {
      const problem = { machines: MACHINES, tasks: [], [name]: source };
      const said = `is ${shown}; expected an array of ${name} or an object of columns`;
      expect(thrown(() => open(problem))).toBe(`TypeError: ${name} ${said}`);
      expect(thrown(() => open(problem, "problems[0]"))).toBe(
        `TypeError: problems[0].${name} ${said}`,
      );
    }
  });

  it("rows must be objects", () => {
    for (const [row, shown] of [
      [null, "null"],
      [undefined, "undefined"],
      [3, "3"],
    ]) {
      const task = `TypeError: tasks[1] is ${shown}; expected an object`;
      expect(thrown(() => read(MACHINES, [TASK, row]))).toBe(task);
      const machine = `TypeError: machines[1] is ${shown}; expected an object`;
      expect(thrown(() => read([...MACHINES, row], []))).toBe(machine);
      expect(thrown(() => read([...MACHINES, row], [], "problems[7]"))).toContain(
        ": problems[7].machines[1] is ",
      );
    }
  });

  it("columns must be columns, of the same length, those of the three that must be there", () => {
    const columns = columnsOf([TASK, TASK]);
    for (const { name, standard } of TASK_FIELDS) {
      const absent = thrown(() =>
        open({ machines: MACHINES, tasks: { ...columns, [name]: undefined } }),
      );
      const missing = `TypeError: tasks.${name} is undefined; expected an array of numbers`;
      expect(absent).toBe(standard === undefined ? missing : "");
      const none = thrown(() => open({ machines: MACHINES, tasks: { ...columns, [name]: null } }));
      expect(none).toBe(`TypeError: tasks.${name} is null; expected an array of numbers`);
      if (name === "deadline") continue;
      const uneven = { ...columns, [name]: [1, 1, 1] };
      const message = `tasks.${name} has 3 entries; expected 2, as in tasks.deadline`;
      expect(thrown(() => open({ machines: MACHINES, tasks: uneven }))).toBe(
        `RangeError: ${message}`,
      );
      expect(thrown(() => open({ machines: MACHINES, tasks: uneven }, "a"))).toBe(
        `RangeError: a.${message.replace("as in ", "as in a.")}`,
      );
    }
    const first = { deadline: [], theta: [1], maxWork: [1] };
    expect(thrown(() => open({ machines: MACHINES, tasks: first }))).toBe(
      "RangeError: tasks.theta has 1 entries; expected 0, as in tasks.deadline",
    );
    expect(thrown(() => open({ machines: {}, tasks: [] }))).toBe(
      "TypeError: machines.speed is undefined; expected an array of numbers",
    );
    const empty = open({
      machines: { speed: [1, 2] },
      tasks: { deadline: [], theta: [], maxWork: [] },
    });
    expect([empty.n, empty.m, empty.within]).toEqual([0, 2, ""]);
  });

  /** An array that says it has another length. */
  const lying = (length: unknown) =>
    new Proxy([1], { get: (target, name) => (name === "length" ? length : target[name as "at"]) });

  it.each([
    [-1, "-1"],
    [0.5, "0.5"],
    [2 ** 53, "9007199254740992"],
    ["1", '"1"'],
    [Number.NaN, "NaN"],
  ])("a length of %s is none", (length, shown) => {
    const said = `has ${shown} entries; expected an integer >= 0`;
    expect(thrown(() => read(lying(length), []))).toBe(`RangeError: machines ${said}`);
    expect(thrown(() => read(MACHINES, lying(length)))).toBe(`RangeError: tasks ${said}`);
    const tasks = { ...columnsOf([TASK]), theta: lying(length) };
    expect(thrown(() => read(MACHINES, tasks))).toBe(`RangeError: tasks.theta ${said}`);
    expect(thrown(() => checkList(lying(length)))).toBe(`RangeError: problems ${said}`);
  });

  it("lists of problems are arrays", () => {
    expect([checkList([]), checkList([1, 2])]).toEqual([0, 2]);
    for (const [problems, shown] of [
      [{ length: 1 }, "an object"],
      [undefined, "undefined"],
      ["ab", '"ab"'],
    ]) {
      const message = `TypeError: problems is ${shown}; expected an array of problems`;
      expect(thrown(() => checkList(problems))).toBe(message);
    }
  });

  it("sizes: at least a machine, and no more than the engine holds", () => {
    const limits = { mostTasks: (m: number) => 5 - m, limit: "which is few" };
    const size = (n: number, m: number, within?: string) =>
      thrown(() => checkSize({ n, m }, limits, within));
    expect([size(0, 1), size(4, 1), size(0, 5)]).toEqual(["", "", ""]);
    expect(size(5, 1)).toBe("RangeError: tasks has 5 entries; expected at most 4, which is few");
    expect(size(1, 5)).toBe("RangeError: tasks has 1 entries; expected at most 0, which is few");
    expect(size(0, 6)).toBe("RangeError: machines has 6 entries; expected fewer, which is few");
    expect(size(0, 0)).toBe("RangeError: machines has 0 entries; expected at least 1");
    expect(size(5, 1, "a.")).toContain(": a.tasks has 5 ");
    expect(size(0, 6, "a.")).toContain(": a.machines has 6 ");
    expect(size(0, 0, "a.")).toContain(": a.machines has 0 ");
    const many = { machines: MACHINES, tasks: new Array(1000) };
    expect(thrown(() => open(many, "b"))).toBe(
      "RangeError: b.tasks has 1000 entries; expected at most 999, in this test",
    );
  });
});

const NAMES = "method, gapTolerance, boundMethod, limits, onProgress, levels or reading";
const METHOD_WORDS = '"relax", "approx", "refit", "search", "exact", "edf" or "levels"';

describe("options", () => {
  const read = (options: unknown, others?: string[]) => readOptions(options as Options, others);
  const NONE = {
    method: undefined,
    boundMethod: undefined,
    reading: undefined,
    gapTolerance: undefined,
    levels: undefined,
    onProgress: undefined,
    limits: undefined,
  };

  it("absent ones are undefined; all others come back as they are", () => {
    expect(read({})).toStrictEqual(NONE);
    expect(read(NONE)).toStrictEqual(NONE);
    for (const method of METHODS) expect(read({ method })).toEqual({ ...NONE, method });
    for (const boundMethod of BOUND_METHODS) {
      expect(read({ boundMethod })).toEqual({ ...NONE, boundMethod });
    }
    for (const reading of READINGS) expect(read({ reading })).toEqual({ ...NONE, reading });
    const onProgress = () => true;
    expect(read({ onProgress }).onProgress).toBe(onProgress);
    const levels = [0.5];
    expect(read({ levels }).levels).toEqual(levels);
    expect(read({ levels }).levels).not.toBe(levels);
  });

  it("amounts are numbers from 0 on", () => {
    const given: [string, (value: unknown) => unknown, (options: Options) => unknown][] = [
      ["gapTolerance", (gapTolerance) => ({ gapTolerance }), ({ gapTolerance }) => gapTolerance],
      ["limits.steps", (work) => ({ limits: { steps: work } }), ({ limits }) => limits?.steps],
      ["limits.timeMs", (timeMs) => ({ limits: { timeMs } }), ({ limits }) => limits?.timeMs],
    ];
    for (const [name, make, take] of given) {
      for (const value of [0, 5e-324, MAX, Infinity, undefined]) {
        expect(take(read(make(value)))).toBe(value);
      }
      for (const value of [-5e-324, -1, Number.NaN]) {
        const message = `RangeError: options.${name} is ${value}; expected a number >= 0`;
        expect(thrown(() => read(make(value)))).toBe(message);
      }
      expect(thrown(() => read(make(-Infinity)))).toBe(
        `RangeError: options.${name} is -Infinity; expected a finite number >= 0`,
      );
      for (const [value, shown] of NO_NUMBERS) {
        const message = `TypeError: options.${name} is ${shown}; expected a number >= 0`;
        expect(thrown(() => read(make(value)))).toBe(message);
      }
    }
    expect(read({ limits: {} }).limits).toStrictEqual({ steps: undefined, timeMs: undefined });
  });

  it.each([
    [null, `options is null; expected an object with ${NAMES}`],
    [[], `options is an array; expected an object with ${NAMES}`],
    [() => 1, `options is a function; expected an object with ${NAMES}`],
    [{ method: 2 }, `options.method is 2; expected ${METHOD_WORDS}`],
    [{ method: null }, `options.method is null; expected ${METHOD_WORDS}`],
    [{ boundMethod: 1 }, 'options.boundMethod is 1; expected "relax" or "preemptive"'],
    [{ reading: 1 }, 'options.reading is 1; expected "highest-fit" or "upgrade"'],
    [{ onProgress: 1 }, "options.onProgress is 1; expected a function"],
    [{ onProgress: null }, "options.onProgress is null; expected a function"],
    [{ limits: null }, "options.limits is null; expected an object with steps or timeMs"],
    [{ limits: [] }, "options.limits is an array; expected an object with steps or timeMs"],
    [{ levels: 1 }, "options.levels is 1; expected an array of 1 to 16 numbers"],
    [{ levels: null }, "options.levels is null; expected an array of 1 to 16 numbers"],
    [{ levels: ["1"] }, 'options.levels[0] is "1"; expected a finite number'],
    [{ levels: [1, 2n] }, "options.levels[1] is 2n; expected a finite number"],
  ])("of the wrong type: %o", (options, message) => {
    expect(thrown(() => read(options))).toBe(`TypeError: ${message}`);
  });

  it.each([
    [{ metod: 1 }, `options.metod is 1; expected no option but ${NAMES}`],
    [{ limits: { time: 1 } }, "options.limits.time is 1; expected no limit but steps or timeMs"],
    [{ method: "best" }, `options.method is "best"; expected ${METHOD_WORDS}`],
    [{ boundMethod: "tight" }, 'options.boundMethod is "tight"; expected "relax" or "preemptive"'],
    [{ reading: "x" }, 'options.reading is "x"; expected "highest-fit" or "upgrade"'],
    [{ levels: [] }, "options.levels has 0 entries; expected 1 to 16"],
    [{ levels: new Array(17).fill(1) }, "options.levels has 17 entries; expected 1 to 16"],
    [{ levels: [1, Number.NaN] }, "options.levels[1] is NaN; expected a finite number"],
    [{ levels: [-Infinity] }, "options.levels[0] is -Infinity; expected a finite number"],
    [{ levels: [1, 1] }, "options.levels[1] is 1; expected a number > options.levels[0], 1"],
    [{ levels: [1, 3, 2] }, "options.levels[2] is 2; expected a number > options.levels[1], 3"],
  ])("out of range: %o", (options, message) => {
    expect(thrown(() => read(options))).toBe(`RangeError: ${message}`);
  });

  it("1 to 16 levels, each above the one before, from any column", () => {
    for (const levels of [[-1], [-MAX, 0, 5e-324], Array.from({ length: 16 }, (_, k) => k)]) {
      expect(read({ levels }).levels).toEqual(levels);
      expect(read({ levels: Float64Array.from(levels) }).levels).toEqual(levels);
    }
    const fraction = new Proxy([1, 2], {
      get: (target, name) => (name === "length" ? 1.5 : target[name as "at"]),
    });
    expect(thrown(() => read({ levels: fraction }))).toBe(
      "RangeError: options.levels has 1.5 entries; expected 1 to 16",
    );
  });

  it("a caller's own are passed over, inherited ones neither named nor lost", () => {
    expect(read({ signal: 1, method: "edf" }, ["signal"])).toEqual({ ...NONE, method: "edf" });
    expect(thrown(() => read({ signal: 1, other: 2 }, ["signal"]))).toContain(
      "options.other is 2;",
    );
    expect(thrown(() => read({ limits: { signal: 1 } }, ["signal"]))).toContain("limits.signal is");
    const inherited = Object.create({ method: "edf", whatever: 1 });
    expect(read(inherited)).toEqual({ ...NONE, method: "edf" });
  });

  it("the first mistake is an unknown name, then one of the order in which they are read", () => {
    const options: Numbers = {
      limits: { steps: -1, timeMs: -1, x: 1 },
      onProgress: 1,
      levels: 1,
      gapTolerance: -1,
      reading: "x",
      boundMethod: "x",
      method: "x",
      x: 1,
    };
    const order = "x method boundMethod reading gapTolerance levels onProgress limits.x".split(" ");
    for (const name of order) {
      expect(thrown(() => read(options))).toContain(`Error: options.${name} is `);
      delete options[name];
    }
    options.limits = { timeMs: -1, steps: -1 };
    expect(thrown(() => read(options))).toContain("Error: options.limits.steps is ");
  });
});

describe("kinds", () => {
  const bytes = new ArrayBuffer(16);

  it("isObject", () => {
    for (const value of [{}, [], new Float64Array(1), new Date()])
      expect(isObject(value)).toBe(true);
    for (const value of [null, undefined, 1, "a", () => 1]) expect(isObject(value)).toBe(false);
  });

  it("isColumn and isRows", () => {
    const columns = [[], new Float64Array(2), new Float32Array(2), new Int8Array(1)];
    for (const value of columns) expect(isColumn(value)).toBe(true);
    expect(isColumn(new Proxy(new Float64Array(2), {}))).toBe(true);
    const others = [{ length: 1 }, "12", null, bytes, new DataView(bytes)];
    const bigints = [new BigInt64Array(bytes), new BigUint64Array(bytes)];
    for (const value of [...others, ...bigints]) expect(isColumn(value)).toBe(false);
    expect([isRows([]), isRows({}), isRows(new Float64Array(1))]).toEqual([true, false, false]);
  });

  it("isWithin", () => {
    for (const value of [1, 1.5, 2]) expect(isWithin(value, 1, 2)).toBe(true);
    for (const value of [0.9, 2.1, Number.NaN, "1", 1n, null, [1]]) {
      expect(isWithin(value, 1, 2)).toBe(false);
    }
  });
});

describe("messages", () => {
  const digits = 10n ** 100n;

  it.each([
    [undefined, "undefined"],
    [null, "null"],
    [true, "true"],
    [-0.5, "-0.5"],
    ['a"b', '"a\\"b"'],
    [Symbol("\u0007"), "Symbol(\\u0007)"],
    [() => 1, "a function"],
    [[1], "an array"],
    [{ a: 1 }, "an object"],
    [0n, "0n"],
    [-5n, "-5n"],
    [digits - 1n, `${digits - 1n}n`],
    [1n - digits, `${1n - digits}n`],
    [digits, "a bigint of more than 100 digits"],
    [-digits, "a bigint of more than 100 digits"],
    ["x".repeat(100), `"${"x".repeat(100)}"`],
    ["x".repeat(101), `"${"x".repeat(100)}"... (101 characters)`],
    ["\u001b", '"\\u001b"'],
    ["\u202e", '"\\u202e"'],
  ])("show(%o) is %s", (value, shown) => {
    expect(show(value)).toBe(shown);
  });

  it("showText cuts where it is told, and after 100 characters", () => {
    expect(showText("abcdef", 6)).toBe("abcdef");
    expect(showText("ab\u0007def", 3)).toBe("ab\\u0007... (6 characters)");
    expect(showText("x".repeat(100))).toBe("x".repeat(100));
    expect(showText("x".repeat(102))).toBe(`${"x".repeat(100)}... (102 characters)`);
  });

  it("printable escapes what is not printed, and nothing else", () => {
    const shown = 'aZ 09"\\{}é\u{1f600}\u4e2d$^';
    expect(printable(shown)).toBe(shown);
    const text = "\u0000\u0009\u009b\u00ad\u200b\u2028\u2029\ud800\udc00a\udfff\u{e0001}";
    expect(printable(text.replace("\ud800\udc00", "\ud800"))).toBe(
      "\\u0000\\u0009\\u009b\\u00ad\\u200b\\u2028\\u2029\\ud800a\\udfff\\udb40\\udc01",
    );
  });

  it("list", () => {
    const lists = [[], ["a"], ["a", "b"], ["a", "b", "c"]].map((words) => list(words));
    expect(lists).toEqual(["", "a", "a or b", "a, b or c"]);
  });

  it("wrong asks for what is finite where what is there is not", () => {
    const said = (value: unknown, expected: string) => thrown(() => wrong("a.b", value, expected));
    expect(said(-1, "number > 0")).toBe("RangeError: a.b is -1; expected a number > 0");
    expect(said(Infinity, "x")).toBe("RangeError: a.b is Infinity; expected a finite x");
    expect(said(-Infinity, "x")).toBe("RangeError: a.b is -Infinity; expected a finite x");
    expect(said(Infinity, "finite x")).toBe("RangeError: a.b is Infinity; expected a finite x");
    expect(said(Infinity, "x finite")).toContain("expected a finite x finite");
    expect(said("1", "x")).toBe('TypeError: a.b is "1"; expected a x');
  });
});

it("the fields, machines first", () => {
  expect(FIELDS).toEqual([...MACHINE_FIELDS, ...TASK_FIELDS]);
  expect(FIELDS.map(({ name, standard }) => [name, standard])).toEqual([
    ["speed", undefined],
    ["readyAt", 0],
    ["deadline", undefined],
    ["theta", undefined],
    ["maxWork", undefined],
    ["weight", 1],
    ["base", 0],
    ["gain", 1],
  ]);
});
