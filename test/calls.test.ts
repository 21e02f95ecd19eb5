// What solve, solveMany and createSolver ask of an engine, and when; what a solver's columns hold
// before and after.

import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { describe, expect, it, vi } from "vitest";
import { instantiate } from "../build/core.js";
import type { Engine } from "../src/engine/engine.js";
import { javascriptEngine } from "../src/engine/javascript.js";
import { instanceOf } from "../src/engine/module.js";
import { wasmEngine } from "../src/engine/wasm.js";
import { FIELDS } from "../src/problem/fields.js";
import { generate } from "../src/problem/generate.js";
import { makeApi, makeWasmApi } from "../src/solver/api.js";
import { makeSolve } from "../src/solver/one-shot.js";
import { makeCreateSolver } from "../src/solver/reusable.js";
import type { Capacity, CurvesProblem, InputColumns, Options, Solver } from "../src/types/index.js";

const bytes = readFileSync(new URL("../build/release.wasm", import.meta.url));
const core = new WebAssembly.Module(bytes);
const REFIT: Options = { method: "refit" };
const BRIEF = { limits: { steps: 1000 } };

/** An engine that counts. */
function spied(inner: Engine = javascriptEngine()) {
  const reserve = vi.fn(inner.reserve);
  const run = vi.fn(inner.run);
  return { engine: { ...inner, reserve, run }, reserve, run };
}

/** A problem with all fields. */
function problemOf(n: number, m: number, seed = 1) {
  const { machines, tasks } = generate({ tasks: n, machines: m, seed, speeds: [1, 3] });
  const extra = (j: number) => ({ weight: 1 + (j % 3), base: -(j % 2), gain: 1 + (j % 5) });
  return { machines, tasks: tasks.map((task, j) => ({ ...task, ...extra(j) })) };
}

/** Writes it into the columns of a solver. */
function write({ input }: Solver, { machines, tasks }: ReturnType<typeof problemOf>): void {
  for (const { name } of FIELDS) {
    if (name === "speed") input[name].set(machines.map(({ speed }) => speed));
    else if (name === "readyAt") input[name].fill(0);
    else input[name].set(tasks.map((task) => task[name]));
  }
}

/** What is thrown, as "TypeError: message". */
function thrown(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return `${error}`;
  }
  return "";
}

const headOf = (columns: Readonly<InputColumns>, length: number) =>
  FIELDS.map(({ name }) => Array.from(columns[name].subarray(0, length)));

describe("solve", () => {
  it("makes room for a proof only where one is asked for", () => {
    const { engine, reserve, run } = spied();
    const { solve } = makeSolve(engine);
    const problem = problemOf(5, 2);
    for (const method of ["exact", "search", "relax"] as const) {
      const { status, engine: name } = solve(problem, { method, ...BRIEF });
      expect([status.length > 0, name]).toEqual([true, "reference"]);
      expect(reserve.mock.calls[0]).toEqual([5, 2, method === "exact"]);
      expect(reserve.mock.calls.slice(1).every(([, , proves]) => !proves)).toBe(true);
      expect(run.mock.lastCall?.slice(0, 3)).toEqual([5, 2, method]);
      reserve.mockClear();
    }
    solve(problem);
    expect(run.mock.lastCall?.slice(0, 4)).toEqual([5, 2, "search", "preemptive"]);
  });

  it("reads the options before it has the engine, the problem when it has", () => {
    const { solve } = makeSolve(javascriptEngine());
    const expected = solve(problemOf(5, 2), REFIT);
    const options: Options = {
      get method() {
        solve(problemOf(9, 3), REFIT);
        return "refit" as const;
      },
    };
    expect(solve(problemOf(5, 2), options)).toEqual(expected);
    const problem = {
      machines: [{ speed: 1 }],
      get tasks() {
        solve(problemOf(9, 3), REFIT);
        return [];
      },
    };
    const reading = "Error: the problem's getters called the solver that is reading it";
    expect(thrown(() => solve(problem))).toBe(reading);
    const wrong = { method: "best" } as unknown as Options;
    expect(thrown(() => solve(null as unknown as CurvesProblem, wrong))).toContain(
      "options.method is",
    );
    expect(solve(problemOf(5, 2), REFIT)).toEqual(expected);
  });

  it("says what an engine cannot hold", () => {
    const engine = { ...javascriptEngine(), mostTasks: () => 4, limit: "in this test" };
    expect(thrown(() => makeSolve(engine).solve(problemOf(5, 2)))).toBe(
      "RangeError: tasks has 5 entries; expected at most 4, in this test",
    );
  });
});

describe("solveMany", () => {
  const sizes = [
    [5, 2],
    [0, 1],
    [200, 3],
    [3, 4],
    [100, 28],
    [100, 29],
    [1, 1],
  ];
  const problems = sizes.map(([n, m], seed) => problemOf(n, m, seed));

  it("is solve for each, whatever comes before and after", () => {
    const { solve, solveMany } = makeSolve(javascriptEngine());
    for (const options of [REFIT, { method: "levels", levels: [0.3] } as Options]) {
      const expected = problems.map((problem) => solve(problem, options));
      expect(solveMany(problems, options)).toEqual(expected);
      expect(solveMany([...problems].reverse(), options)).toEqual([...expected].reverse());
    }
    expect(solveMany([])).toEqual([]);
    expect(solveMany([problems[0]])).toEqual([solve(problems[0])]);
  });

  it("reads all before it solves one, and makes room for a proof only then", () => {
    for (const method of ["exact", "refit"] as const) {
      const { engine, reserve, run } = spied();
      const few = problems.slice(0, 2);
      let runs = -1;
      const last = {
        machines: [{ speed: 1 }],
        get tasks() {
          runs = run.mock.calls.length;
          expect(reserve.mock.calls.some(([, , proves]) => proves)).toBe(false);
          return problems[0].tasks;
        },
      };
      makeSolve(engine).solveMany([...few, last], { method, ...BRIEF });
      expect([runs, run.mock.calls.length]).toEqual([0, 3]);
      const proving = reserve.mock.calls.filter(([, , proves]) => proves);
      expect(proving).toHaveLength(method === "exact" ? 3 : 0);
    }
  });

  it("says where the mistake is, and then is as before", () => {
    const { engine, run } = spied();
    const { solve, solveMany } = makeSolve(engine);
    const bad = { ...problems[0], tasks: [{ deadline: 1, theta: -1, maxWork: 1 }] };
    expect(thrown(() => solveMany([problems[0], bad]))).toBe(
      "RangeError: problems[1].tasks[0].theta is -1; expected a number > 0",
    );
    expect(thrown(() => solveMany([null as unknown as CurvesProblem]))).toBe(
      "TypeError: problems[0] is null; expected an object with machines and tasks",
    );
    expect(thrown(() => solveMany(bad as unknown as CurvesProblem[]))).toBe(
      "TypeError: problems is an object; expected an array of problems",
    );
    const wrong = { method: "best" } as unknown as Options;
    expect(thrown(() => solveMany([bad], wrong))).toContain("RangeError: options.method is");
    expect(run).not.toHaveBeenCalled();
    expect(solve(problems[0], REFIT).status).toBeTruthy();
  });
});

describe("createSolver", () => {
  const create = (capacity: unknown, engine = javascriptEngine()) =>
    makeCreateSolver(() => engine)(capacity as Capacity);
  const most = Number.MAX_SAFE_INTEGER;

  it.each([
    [{ tasks: -1, machines: 1 }, `capacity.tasks is -1; expected an integer from 0 to ${most}`],
    [{ machines: 1 }, `capacity.tasks is undefined; expected an integer from 0 to ${most}`],
    [{ tasks: 2 ** 53 }, `capacity.tasks is ${2 ** 53}; expected an integer from 0 to ${most}`],
    [{ tasks: 1, machines: 0 }, `capacity.machines is 0; expected an integer from 1 to ${most}`],
    [{ tasks: 1 }, `capacity.machines is undefined; expected an integer from 1 to ${most}`],
    [{ tasks: 1, machines: 0.5 }, `capacity.machines is 0.5; expected an integer from 1 to `],
    [{ tasks: 2 ** 31, machines: 1 }, "tasks has 2147483648 entries; expected at most 2147483645"],
  ])("%o is no capacity", (capacity, message) => {
    const newEngine = vi.fn(javascriptEngine);
    const call = () => makeCreateSolver(newEngine)(capacity as Capacity);
    expect(thrown(call)).toContain(`RangeError: ${message}`);
    if (message.startsWith("capacity")) expect(newEngine).not.toHaveBeenCalled();
  });

  it("begins with speeds, weights and gains of 1, all else 0", () => {
    for (const engine of [javascriptEngine(), wasmEngine(() => instanceOf(core))]) {
      const solver = create({ tasks: 3, machines: 2 }, engine);
      expect(solver.capacity).toEqual({ tasks: 3, machines: 2 });
      const [none, one] = [
        [0, 0],
        [1, 1],
      ];
      expect(headOf(solver.input, 2)).toEqual([one, none, none, none, none, one, none, one]);
      expect(Object.keys(solver.input)).toEqual(FIELDS.map(({ name }) => name));
      const output = ["machine", "start", "end", "work", "accuracy", "price", "order"];
      expect(Object.keys(solver.output)).toEqual(output);
    }
    expect(create({ tasks: 0, machines: 1 }).run(0, 1).value).toBe(0);
  });

  it("solves what is in its columns as solve does", () => {
    const { solve } = makeSolve(javascriptEngine());
    const solver = create({ tasks: 12, machines: 3 });
    for (const method of ["refit", "search", "exact", "levels"] as const) {
      const problem = problemOf(12, 3, 5);
      write(solver, problem);
      const { machine, work, start, end, accuracy, price, order, ...rest } = solve(problem, {
        method,
        ...BRIEF,
      });
      expect(solver.run(12, 3, { method, ...BRIEF })).toEqual(rest);
      expect(Array.from(solver.output.work.subarray(0, 12))).toEqual(Array.from(work));
      expect(Array.from(solver.output.machine.subarray(0, 12))).toEqual(Array.from(machine));
      expect([start, end, accuracy, price, order].every(({ length }) => length === 12)).toBe(true);
    }
    expect(solver.run(12, 3)).toEqual(solver.run(12, 3, {}));
  });

  it("checks options, then sizes, then columns, then makes room for a proof", () => {
    const { engine, reserve } = spied();
    const solver = create({ tasks: 4, machines: 2 }, engine);
    write(solver, problemOf(4, 2));
    reserve.mockClear();
    const wrong = { method: "best" } as unknown as Options;
    expect(thrown(() => solver.run(5, 3, wrong))).toContain("RangeError: options.method is ");
    expect(thrown(() => solver.run(5, 3))).toBe(
      "RangeError: n is 5; expected an integer from 0 to 4",
    );
    expect(thrown(() => solver.run(-1, 3))).toContain("RangeError: n is -1; ");
    expect(thrown(() => solver.run(4, 3))).toBe(
      "RangeError: m is 3; expected an integer from 1 to 2",
    );
    expect(thrown(() => solver.run(4, 0))).toContain("RangeError: m is 0; ");
    expect(reserve).not.toHaveBeenCalled();
    solver.input.theta[3] = -1;
    expect(thrown(() => solver.run(4, 2, { method: "exact" }))).toBe(
      "RangeError: theta[3] is -1; expected a number > 0",
    );
    expect(reserve.mock.calls.some(([, , proves]) => proves)).toBe(false);
    expect(solver.run(3, 1, { method: "refit" }).method).toBe("refit");
    expect(reserve.mock.calls.some(([, , proves]) => proves)).toBe(false);
    expect(solver.run(3, 1, { method: "exact", ...BRIEF }).method).toBe("exact");
    expect(reserve.mock.lastCall).toEqual([3, 1, true]);
  });

  it("columns that onProgress spoilt are refused at the end", () => {
    const solver = create({ tasks: 60, machines: 5 });
    write(solver, problemOf(60, 5));
    const options = { gapTolerance: 0, limits: { steps: 3e6 } };
    const spoil = () => {
      solver.input.weight[59] = Number.NaN;
    };
    expect(thrown(() => solver.run(60, 5, { ...options, onProgress: spoil }))).toBe(
      "RangeError: weight[59] is NaN; expected a number > 0",
    );
    write(solver, problemOf(60, 5));
    const calling = "Error: onProgress called the solver that is calling it";
    for (const call of [() => solver.run(1, 1), () => solver.reserve({ tasks: 100 })]) {
      const onProgress = () => void call();
      expect(thrown(() => solver.run(60, 5, { ...options, onProgress }))).toBe(calling);
    }
    expect(solver.capacity).toEqual({ tasks: 60, machines: 5 });
  });
});

describe("reserve", () => {
  const create = (engine: Engine, tasks = 4, machines = 2) =>
    makeCreateSolver(() => engine)({ tasks, machines });

  it("makes room, keeps what every column held, and what is new is as at first", () => {
    for (const engine of [javascriptEngine(), wasmEngine(() => instanceOf(core))]) {
      const solver = create(engine, 4, 4);
      for (const [k, { name }] of FIELDS.entries()) solver.input[name].set([k, 2, 3, k + 4]);
      const before = solver.input;
      solver.reserve({ tasks: 40_000, machines: 50 });
      expect(solver.capacity).toEqual({ tasks: 40_000, machines: 50 });
      expect(solver.input === before).toBe(false);
      for (const [k, { name, standard }] of FIELDS.entries()) {
        const at = name === "speed" ? 1 : (standard ?? 0);
        const head = Array.from(solver.input[name].subarray(0, 6));
        expect(head, name).toEqual([k, 2, 3, k + 4, at, at]);
        expect(solver.input[name].at(-1), name).toBe(at);
      }
      expect(solver.output.work).toHaveLength(40_000);
    }
  });

  it("of tasks or machines alone leaves the others; of less does nothing", () => {
    const { engine, reserve } = spied();
    const solver = create(engine);
    solver.reserve({ tasks: 6 });
    expect(solver.capacity).toEqual({ tasks: 6, machines: 2 });
    solver.reserve({ machines: 3 });
    expect(solver.capacity).toEqual({ tasks: 6, machines: 3 });
    solver.reserve({ tasks: 1, machines: 9 });
    expect(solver.capacity).toEqual({ tasks: 6, machines: 9 });
    reserve.mockClear();
    const { input } = solver;
    for (const less of [{}, { tasks: 6 }, { machines: 9 }, { tasks: 0, machines: 0 }]) {
      solver.reserve(less);
      expect([solver.capacity, solver.input]).toEqual([{ tasks: 6, machines: 9 }, input]);
    }
    expect(reserve).not.toHaveBeenCalled();
  });

  it.each([
    [{ tasks: -1 }, "tasks is -1; expected an integer from 0 to 9007199254740991"],
    [{ machines: -1 }, "machines is -1; expected an integer from 0 to 9007199254740991"],
    [{ tasks: 0.5, machines: 0.5 }, "tasks is 0.5; expected an integer from 0 to "],
    [{ machines: Number.NaN }, "machines is NaN; expected an integer from 0 to "],
    [
      { tasks: 2 ** 31 },
      "tasks has 2147483648 entries; expected at most 2147483645, which is what",
    ],
    [{ machines: 2 ** 30 }, "machines has 1073741824 entries; expected fewer, which is what"],
  ])("%o is refused", (capacity, message) => {
    const solver = create(javascriptEngine());
    expect(thrown(() => solver.reserve(capacity))).toContain(`RangeError: ${message}`);
    expect(solver.capacity).toEqual({ tasks: 4, machines: 2 });
  });

  it("that fails leaves everything as it was", () => {
    let fails = false;
    const make = instantiate() as { create(n: number, m: number): void };
    const create = (n: number, m: number) => {
      if (fails && n > 100) throw new Error("no memory");
      make.create(n, m);
    };
    const engine = javascriptEngine(() => ({ ...make, create }));
    const solver = makeCreateSolver(() => engine)({ tasks: 3, machines: 3 });
    for (const [k, { name }] of FIELDS.entries()) solver.input[name].set([k + 1, 2, 3]);
    fails = true;
    expect(thrown(() => solver.reserve({ tasks: 200 }))).toContain("RangeError: tasks has 200 ");
    expect(solver.capacity).toEqual({ tasks: 3, machines: 3 });
    expect(headOf(solver.input, 3)).toEqual(FIELDS.map((_, k) => [k + 1, 2, 3]));
    expect(solver.run(3, 3, REFIT).method).toBe("refit");
    fails = false;
    solver.reserve({ tasks: 200 });
    expect(headOf(solver.input, 3)).toEqual(FIELDS.map((_, k) => [k + 1, 2, 3]));
  });

  it("views stay until then, or until the first exact", () => {
    const solver = create(
      wasmEngine(() => instanceOf(core)),
      8,
      2,
    );
    write(solver, problemOf(8, 2));
    const { input, output } = solver;
    solver.run(8, 2, REFIT);
    expect(solver.input).toBe(input);
    expect(solver.output).toBe(output);
    solver.run(8, 2, { method: "exact", ...BRIEF });
    expect(input.theta).toHaveLength(0); // memory that grew has ended it
    expect(solver.input.theta).toHaveLength(8);
    expect(solver.output.work).toHaveLength(8);
    const after = solver.input;
    solver.run(8, 2, { method: "exact", ...BRIEF });
    expect(solver.input === after).toBe(true);
  });

  it("views are found again after an exact for which there was no memory", () => {
    const exports = instanceOf(core);
    const createProof = () => {
      throw new Error("no memory");
    };
    const solver = create(
      wasmEngine(() => ({ ...exports, createProof })),
      8,
      2,
    );
    const problem = problemOf(8, 2);
    write(solver, problem);
    const exact = () => solver.run(8, 2, { method: "exact", ...BRIEF });
    expect(thrown(exact)).toContain('RangeError: options.method is "exact"; expected less');
    expect(solver.run(8, 2, REFIT).value).toBe(
      makeSolve(javascriptEngine()).solve(problem, REFIT).value,
    );
    expect(solver.input.theta).toHaveLength(8);
  });
});

describe("the public functions", () => {
  it("solve and solveMany share an engine, every solver has its own", () => {
    const newEngine = vi.fn(() => javascriptEngine());
    const { solve, solveMany, createSolver } = makeApi(newEngine);
    expect(newEngine).toHaveBeenCalledTimes(1);
    const expected = solve(problemOf(3, 2), REFIT);
    expect(solveMany([problemOf(3, 2)], REFIT)).toEqual([expected]);
    expect(newEngine).toHaveBeenCalledTimes(1);
    const [one, two] = [1, 2].map(() => createSolver({ tasks: 1, machines: 1 }));
    expect(newEngine).toHaveBeenCalledTimes(3);
    one.input.theta[0] = 5;
    expect(two.input.theta[0]).toBe(0);
  });

  it("on WebAssembly, a solver takes a module, too, of any realm", () => {
    const instantiate = vi.fn(() => instanceOf(core));
    const { solve, createSolver } = makeWasmApi(instantiate);
    expect(solve(problemOf(3, 2), REFIT).engine).toBe("wasm");
    expect(createSolver({ tasks: 3, machines: 2 }).capacity).toEqual({ tasks: 3, machines: 2 });
    expect(instantiate).toHaveBeenCalledTimes(2);
    const Module = runInNewContext("WebAssembly.Module") as typeof WebAssembly.Module;
    for (const module of [core, new Module(bytes)]) {
      expect(createSolver(module).capacity).toEqual({ tasks: 0, machines: 1 });
      const solver = createSolver(module, { tasks: 5, machines: 2 });
      expect(solver.capacity).toEqual({ tasks: 5, machines: 2 });
      write(solver, problemOf(5, 2));
      expect(solver.run(5, 2, REFIT).value).toBe(solve(problemOf(5, 2), REFIT).value);
    }
    expect(instantiate).toHaveBeenCalledTimes(2);
    const empty = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
    expect(thrown(() => createSolver(empty))).toContain("TypeError: module is another ");
    expect(thrown(() => createSolver({} as Capacity))).toContain("capacity.tasks is undefined");
  });
});
