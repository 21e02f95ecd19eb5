import { describe, expect, it } from "vitest";
import { COLUMNS, readProblem, readSchedule } from "../src/schedule/read.js";
import type { CurvesProblem, ScheduleLike } from "../src/types/index.js";

const FINE = {
  method: "exact",
  provenBy: "branch",
  ...Object.fromEntries(COLUMNS.map((name, k) => [name, [k, k + 0.5]])),
  value: 1,
  meanAccuracy: 2,
  bound: 3,
  gap: 4,
};

/** What is read of a schedule, and what is heard of it. */
function read(source: unknown, n = 2) {
  const heard: string[] = [];
  const schedule = readSchedule(source as ScheduleLike, n, (path, shown, expected) => {
    heard.push(`${path} is ${shown}; expected ${expected}`);
  });
  return { schedule, heard };
}

describe("readSchedule", () => {
  it("copies the arrays and takes the figures, and nothing else", () => {
    const { schedule, heard } = read({ ...FINE, status: "optimal", stats: {} });
    expect(heard).toEqual([]);
    expect(schedule).toEqual({
      method: "exact",
      provenBy: "branch",
      machine: Float64Array.of(0, 0.5),
      start: Float64Array.of(1, 1.5),
      end: Float64Array.of(2, 2.5),
      work: Float64Array.of(3, 3.5),
      accuracy: Float64Array.of(4, 4.5),
      price: Float64Array.of(5, 5.5),
      order: Float64Array.of(6, 6.5),
      value: 1,
      meanAccuracy: 2,
      bound: 3,
      gap: 4,
    });
  });

  it("what is no number is NaN", () => {
    const source = { ...FINE, start: ["1", null], end: { length: 2, 1: 7 }, gap: "4", value: null };
    const { schedule, heard } = read(source);
    expect(heard).toEqual([]);
    expect(schedule).toMatchObject({
      start: Float64Array.of(Number.NaN, Number.NaN),
      end: Float64Array.of(Number.NaN, 7),
      gap: Number.NaN,
      value: Number.NaN,
      bound: 3,
    });
  });

  it("an array, a typed one and its JSON are the same column", () => {
    for (const work of [[3, 4], Float32Array.of(3, 4), Int32Array.of(3, 4), { 0: 3, 1: 4 }]) {
      expect(read({ ...FINE, work }).schedule?.work).toEqual(Float64Array.of(3, 4));
    }
  });

  it("says of every column that has not n entries how many it has, and reads none", () => {
    const [work, end] = [{ 0: 1, 1: 1, 2: 1 }, { 0: 1 }];
    const { schedule, heard } = read({
      ...FINE,
      start: [1, 2, 3],
      work,
      end,
      price: 7,
      order: null,
    });
    expect(schedule).toBe(undefined);
    expect(heard).toEqual([
      "start.length is 3; expected 2, the number of tasks",
      "end.length is 1; expected 2, the number of tasks",
      "work.length is more than 2; expected 2, the number of tasks",
      "price is 7; expected an array of 2 numbers",
      "order.length is 0; expected 2, the number of tasks",
    ]);
  });

  it("one column that is none is enough for no schedule", () => {
    for (const wrong of [7, "00", [1]]) {
      const { schedule, heard } = read({ ...FINE, price: wrong });
      expect(schedule).toBe(undefined);
      expect(heard).toHaveLength(1);
    }
  });

  it("of an array that says that it has n entries no more are read", () => {
    const names: unknown[] = [];
    const work = new Proxy([3, 4], {
      get(target, name) {
        if (name !== "length") names.push(name);
        return Reflect.get(target, name);
      },
    });
    expect(read({ ...FINE, work }).schedule?.work).toEqual(Float64Array.of(3, 4));
    expect(names).toEqual(["0", "1"]);
  });

  it.each([undefined, null, {}, 7])("%s has no columns", (source) => {
    const { schedule, heard } = read(source);
    expect(schedule).toBe(undefined);
    expect(heard).toEqual(
      COLUMNS.map((name) => `${name}.length is 0; expected 2, the number of tasks`),
    );
  });

  it("of no task, arrays that are empty or not there", () => {
    for (const source of [{}, Object.fromEntries(COLUMNS.map((name) => [name, {}])), undefined]) {
      const { schedule, heard } = read(source, 0);
      expect(heard).toEqual([]);
      for (const name of COLUMNS) expect(schedule?.[name]).toEqual(new Float64Array());
      expect(schedule?.value).toBe(Number.NaN);
    }
    expect(read({ ...FINE, work: { 0: 1 } }, 0).heard).toContain(
      "work.length is more than 0; expected 0, the number of tasks",
    );
  });

  it("keys of a prototype are no entries, and of many no more than it takes are looked up", () => {
    const heir = Object.create({ 0: 1, 1: 1 });
    expect(read({ ...FINE, end: heir }).heard).toEqual([
      "end.length is 0; expected 2, the number of tasks",
    ]);
    const asked: unknown[] = [];
    const endless = new Proxy(
      {},
      {
        getOwnPropertyDescriptor(_, name) {
          asked.push(name);
          return { value: 1, configurable: true, enumerable: true };
        },
      },
    );
    expect(read({ ...FINE, end: endless }).schedule).toBe(undefined);
    expect(asked).toEqual(["0", "1", "2"]);
  });
});

describe("readProblem", () => {
  const task = { deadline: 1, theta: 2, maxWork: 3 };

  it("rows become columns", () => {
    expect(readProblem({ machines: [{ speed: 4 }], tasks: [task] })).toEqual({
      speed: Float64Array.of(4),
      readyAt: Float64Array.of(0),
      deadline: Float64Array.of(1),
      theta: Float64Array.of(2),
      maxWork: Float64Array.of(3),
      weight: Float64Array.of(1),
      base: Float64Array.of(0),
      gain: Float64Array.of(1),
    });
  });

  it("as many tasks and machines as 32 bits can count, and no more", () => {
    const many = (machines: number, tasks: number) => () =>
      readProblem({ machines: new Array(machines), tasks: new Array(tasks) } as CurvesProblem);
    const [most, more] = [2 ** 31, 2 ** 31 + 1];
    const why = "which is what positions of 32 bits can count";
    const tooMany = `tasks has ${more} entries; expected at most ${most}, ${why}`;
    const tooLarge = (path: string, message: string) =>
      Object.assign(new RangeError(message), { code: "TOO_LARGE", path });
    expect(many(1, more)).toThrow(tooLarge("tasks", tooMany));
    expect(many(most, more)).toThrow(tooLarge("tasks", tooMany));
    const crowd = `machines has ${more} entries; expected fewer, ${why}`;
    expect(many(more, 0)).toThrow(tooLarge("machines", crowd));
  });
});
