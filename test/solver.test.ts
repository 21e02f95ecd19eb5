import { describe, expect, it } from "vitest";
import * as reference from "../src/entry/reference.js";
import * as main from "../src/index.js";
import { generate, randomFrom } from "../src/problem/generate.js";
import type { CurvesProblem, Method, Solver } from "../src/types/index.js";
import { METHODS } from "./helpers/engines.js";
import { instances, type Rows } from "./helpers/instances.js";

/** Writes a problem into a solver's columns. */
function write(solver: Solver, { machines, tasks }: Rows): void {
  const { input } = solver;
  for (const [r, { speed }] of machines.entries()) input.speed[r] = speed;
  input.readyAt.fill(0);
  for (const [j, task] of tasks.entries()) {
    input.deadline[j] = task.deadline;
    input.theta[j] = task.theta;
    input.maxWork[j] = task.maxWork;
    input.weight[j] = task.weight ?? 1;
    input.base[j] = task.base ?? 0;
    input.gain[j] = task.gain ?? 1;
  }
}

/** The answer of the solver is that of `solve` on the Wasm engine, to the bit. */
function expectSame(solver: Solver, problem: Rows, method: Method): void {
  const n = problem.tasks.length;
  const options = { method, limits: { steps: 20_000 } };
  const { engine, ...summary } = solver.run(n, problem.machines.length, options);
  const { machine, start, end, work, accuracy, price, order, ...rest } = main.solve(
    problem,
    options,
  );
  expect({ ...summary, engine: "wasm" }).toEqual(rest);
  const expected = { machine, start, end, work, accuracy, price, order };
  for (const [name, column] of Object.entries(expected)) {
    const actual = solver.output[name as keyof typeof expected];
    expect(Array.from(actual.subarray(0, n)), name).toEqual(Array.from(column));
  }
}

/** Writes anything into every column. */
function scribble(
  solver: Solver,
  sides: readonly ("input" | "output")[],
  random: () => number,
): void {
  const values = [Number.NaN, -1, 2 ** 31 - 1, Infinity, 1e300, 0, 7, -(2 ** 31)];
  for (const side of sides) {
    for (const column of Object.values<Float64Array | Int32Array>(solver[side])) {
      for (let j = 0; j < column.length; j++) {
        column[j] = values[Math.floor(values.length * random())];
      }
    }
  }
}

const entries = [
  ["dsct", "wasm", main],
  ["dsct/reference", "reference", reference],
] as const;

describe.each(entries)("createSolver of %s", (_, engine, { createSolver, solve }) => {
  it("gives the answers of solve, to the bit, one problem after the other", () => {
    const solver = createSolver({ tasks: 60, machines: 7 });
    for (const [, problem] of instances(
      [
        [60, 7],
        [1, 1],
        [17, 3],
        [0, 2],
      ],
      2,
    )) {
      write(solver, problem);
      for (const method of [...METHODS, "exact" as const]) expectSame(solver, problem, method);
    }
    expect(solver.run(0, 1).engine).toBe(engine);
  });

  it("its columns are views that stay, and defaults are there", () => {
    const solver = createSolver({ tasks: 3, machines: 2 });
    const { input, output } = solver;
    input.deadline.fill(1);
    input.theta.fill(2);
    input.maxWork.fill(1);
    solver.run(3, 2);
    expect([solver.input, solver.output]).toEqual([input, output]);
    if (engine === "wasm") expect(output.work.buffer).toBe(input.deadline.buffer);
    expect(Array.from(output.machine.subarray(0, 3)).sort()).toEqual([0, 0, 1]);
    expect([input.speed[1], input.weight[2], input.base[2], input.gain[2]]).toEqual([1, 1, 0, 1]);
    expect(Array.from(input.theta.subarray(0, 3))).toEqual([2, 2, 2]);
  });

  it("reserve makes room, keeps what input held and ends the old views", () => {
    const solver = createSolver({ tasks: 10, machines: 1 });
    const small = generate({ tasks: 10, machines: 1, seed: 3 });
    write(solver, small);
    const before = solver.input.deadline;
    solver.reserve({ tasks: 50_000, machines: 4 });
    expect(solver.capacity).toEqual({ tasks: 50_000, machines: 4 });
    expect(solver.input.deadline).toHaveLength(50_000);
    if (engine === "wasm") expect(before).toHaveLength(0); // detached
    expectSame(solver, small, "refit");
    const large = generate({ tasks: 50_000, machines: 4, seed: 4 });
    write(solver, large);
    expectSame(solver, large, "refit");
    solver.reserve({ tasks: 5 });
    expect(solver.capacity).toEqual({ tasks: 50_000, machines: 4 });
  });

  it("reserve needs nothing of the platform to copy", () => {
    const { structuredClone } = globalThis;
    Reflect.deleteProperty(globalThis, "structuredClone");
    try {
      const solver = createSolver({ tasks: 2, machines: 3 });
      solver.input.speed.set([5, 6, 7]);
      solver.reserve({ tasks: 1000 });
      expect(Array.from(solver.input.speed.subarray(0, 3))).toEqual([5, 6, 7]);
    } finally {
      globalThis.structuredClone = structuredClone;
    }
  });

  it("what onProgress writes to its columns, no later run is wrong for it", () => {
    const solver = createSolver({ tasks: 60, machines: 5 });
    const problem = generate({ tasks: 60, machines: 5, seed: 2, speeds: [1, 3] });
    const [before, random] = [generate({ tasks: 40, machines: 4, seed: 3 }), randomFrom(5)];
    let reports = 0;
    for (const method of ["search", "exact"] as const) {
      for (let round = 0; round < 20; round++) {
        write(solver, problem);
        const onProgress = () => {
          reports++;
          scribble(solver, round % 2 ? ["input", "output"] : ["output"], random);
        };
        const run = () =>
          solver.run(60, 5, { method, gapTolerance: 0, onProgress, limits: { steps: 4e6 } });
        if (round % 2) expect(run).toThrow(/^\w+\[\d+\] is .*; expected /);
        else expect(Number.isFinite(run().value)).toBe(true);
        write(solver, before);
        expectSame(solver, before, method);
      }
    }
    expect(reports).toBeGreaterThan(100);
  });

  it("onProgress cannot run or reserve the solver that calls it", () => {
    const solver = createSolver({ tasks: 60, machines: 5 });
    write(solver, generate({ tasks: 60, machines: 5 }));
    const called = "onProgress called the solver that is calling it";
    for (const call of [() => solver.run(1, 1), () => solver.reserve({ tasks: 100 })]) {
      const onProgress = () => void call();
      const options = { gapTolerance: 0, onProgress, limits: { steps: 4e6 } };
      expect(() => solver.run(60, 5, options)).toThrow(called);
    }
    expect(solver.run(60, 5, { method: "refit" }).method).toBe("refit");
  });

  it("solvers do not share memory, nor with solve", () => {
    const [one, two] = [
      createSolver({ tasks: 20, machines: 2 }),
      createSolver({ tasks: 20, machines: 2 }),
    ];
    const [first, second] = [1, 2].map((seed) => generate({ tasks: 20, machines: 2, seed }));
    write(one, first);
    write(two, second);
    one.run(20, 2);
    const [work, deadline] = [one.output.work.slice(), one.input.deadline.slice()];
    two.run(20, 2);
    solve(second);
    expect([one.output.work, one.input.deadline]).toEqual([work, deadline]);
    expect(two.output.work).not.toEqual(work);
    expectSame(one, first, "refit");
    expectSame(two, second, "refit");
  });

  it.each([
    [
      () => createSolver({ tasks: -1, machines: 1 }),
      "capacity.tasks is -1; expected an integer from 0 to 9007199254740991",
    ],
    [
      () => createSolver({ tasks: 1, machines: 0 }),
      "capacity.machines is 0; expected an integer from 1 to 9007199254740991",
    ],
    [
      () => createSolver({ tasks: 2 ** 31, machines: 1 }),
      /^tasks has 2147483648 entries; expected at most \d+, which (fill|is what)/,
    ],
    [
      () => createSolver({ tasks: 2, machines: 1 }).run(3, 1),
      "n is 3; expected an integer from 0 to 2",
    ],
    [
      () => createSolver({ tasks: 2, machines: 1 }).run(1.5, 1),
      "n is 1.5; expected an integer from 0 to 2",
    ],
    [
      () => createSolver({ tasks: 2, machines: 1 }).run(1, 2),
      "m is 2; expected an integer from 1 to 1",
    ],
    [
      () => createSolver({ tasks: 2, machines: 1 }).run(1, 1),
      "theta[0] is 0; expected a number > 0",
    ],
    [
      () => createSolver({ tasks: 2, machines: 1 }).run(0, 1, { engine } as object),
      /^options\.engine is "\w+"; expected no option but method, /,
    ],
    [
      () => createSolver({ tasks: 2, machines: 1 }).reserve({ tasks: Number.NaN }),
      "tasks is NaN; expected an integer from 0 to 9007199254740991",
    ],
  ] as [() => unknown, string | RegExp][])("refuses %s", (call, message) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });
});

describe("createSolver of dsct/reference", () => {
  it("takes no module", () => {
    const module = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
    const createSolver = reference.createSolver as (first: object) => Solver;
    expect(() => createSolver(module)).toThrow("capacity.tasks is undefined; expected an integer");
  });
});

describe.each(entries)("solveMany of %s", (_, __, { solve, solveMany }) => {
  it("is solve for each, to the bit", () => {
    const problems = instances(
      [
        [25, 3],
        [0, 1],
        [300, 2],
        [4, 9],
      ],
      1,
    ).map(([, problem]) => problem);
    for (const method of METHODS) {
      expect(solveMany(problems, { method })).toEqual(
        problems.map((problem) => solve(problem, { method })),
      );
    }
    expect(solveMany([])).toEqual([]);
  });

  it("checks all problems before it solves one, and says which is wrong", () => {
    const good = generate({ tasks: 2, machines: 1 });
    const bad: CurvesProblem = {
      machines: [{ speed: 1 }],
      tasks: [{ deadline: 2, theta: 1, maxWork: -1 }],
    };
    expect(() => solveMany([good, bad])).toThrow(
      "problems[1].tasks[0].maxWork is -1; expected a number >= 0",
    );
    expect(() => solveMany([good, { ...bad, machines: [] }])).toThrow(
      "problems[1].machines has 0 entries; expected at least 1",
    );
    expect(() => solveMany([null as unknown as CurvesProblem])).toThrow(
      "problems[0] is null; expected an object with machines and tasks",
    );
    expect(() => solveMany(good as unknown as CurvesProblem[])).toThrow(
      "problems is an object; expected an array of problems",
    );
    expect(() => solveMany([good], { method: "best" as "refit" })).toThrow("options.method");
  });
});
