import { describe, expect, it } from "vitest";
import { solve } from "../src/index.js";
import { checkSpelling } from "../src/problem/near-miss.js";

const FIELDS = new Set(["deadline", "weight", "base", "gain", "minAccuracy", "model"]);
const thrown = (row: object) => {
  try {
    checkSpelling(row, "tasks[0]", FIELDS);
  } catch (error) {
    return `${error}`;
  }
  return "";
};

describe("names that are nearly a field", () => {
  it("are errors that say which", () => {
    const near = {
      weight: ["wieght", "weigth", "weght", "weights", "Weight", "weighf"],
      minAccuracy: ["min_accuracy", "minaccuracy", "min-accuracy", "minAcuracy", "minAccurcay"],
      base: ["bsae", "bas", "bases"],
      gain: ["gian", "gains", "GAIN"],
      deadline: ["dead_line", "deadlin", "daedline"],
    };
    for (const [field, names] of Object.entries(near)) {
      for (const name of names) {
        const expected = `tasks[0].${name} is 2; expected ${field}, or a name that is not so near to it`;
        expect(thrown({ [name]: 2 })).toBe(`RangeError: ${expected}`);
        expect(thrown({ [name]: 2, [field]: 1 }), name).toBe(""); // the field is there
        expect(thrown({ [name]: undefined }), name).toBe("");
      }
    }
  });

  it("are none where they are other words, inherited, or of what is no object", () => {
    for (const name of [
      "id",
      "name",
      "case",
      "main",
      "height",
      "user",
      "priority",
      "",
      "x",
      "begin",
    ]) {
      expect(thrown({ [name]: 2 }), name).toBe("");
    }
    expect(thrown(Object.create({ wieght: 2 }))).toBe("");
    for (const source of [null, undefined, 5, "wieght"]) {
      expect(checkSpelling(source, "tasks", FIELDS)).toBeUndefined();
    }
  });

  it("are found in rows and in columns, of curves and of tables", () => {
    const machines = [{ speed: 1 }];
    const task = { deadline: 1, theta: 2, maxWork: 3 };
    const wrong = (problem: object) => () => solve(problem as never);
    expect(wrong({ machines, tasks: [{ ...task, wieght: 2 }] })).toThrow("tasks[0].wieght is 2");
    expect(wrong({ machines: [{ speed: 1, ready_at: 2 }], tasks: [task] })).toThrow(
      "machines[0].ready_at is 2; expected readyAt, or a name that is not so near to it",
    );
    const columns = { deadline: [1], theta: [2], maxWork: [3] };
    expect(wrong({ machines, tasks: { ...columns, gains: [1] } })).toThrow(
      "tasks.gains is an array; expected gain, or a name that is not so near to it",
    );
    const models = { net: { phone: { time: [1], accuracy: [0.5] } } };
    const tabled = {
      models,
      machines: [{ type: "phone" }],
      tasks: [{ model: "net", deadline: 2 }],
    };
    expect(wrong({ ...tabled, tasks: [{ model: "net", deadline: 2, latncy: 1 }] })).toThrow(
      "tasks[0].latncy is 1; expected latency",
    );
    expect(wrong({ ...tabled, machines: { type: ["phone"], readyat: [1] } })).toThrow(
      "machines.readyat is an array; expected readyAt",
    );
    expect(solve({ machines, tasks: [{ ...task, id: 7, user: "a" }] } as never).status).toBe(
      "optimal",
    );
  });
});
