// The way of a problem with tables from the caller to a core and back, over a core of a few lines:
// what is asked of it, in which order, and what the answer is made of.

import { describe, expect, it, vi } from "vitest";
import { instantiate } from "../build/core.js";
import { javascriptEngine } from "../src/engine/javascript.js";
import type { Control } from "../src/engine/slices.js";
import { TABLE_BUFFERS, type TableBufferName, tablesBytes } from "../src/engine/tables-buffers.js";
import { createTablesEngine, type TablesBackend } from "../src/engine/tables-engine.js";
import { generate } from "../src/problem/generate.js";
import { REASONS } from "../src/problem/words.js";
import { certify } from "../src/schedule/certify.js";
import { decodeTables } from "../src/schedule/decode-tables.js";
import { withJson } from "../src/schedule/to-json.js";
import { makeSolve } from "../src/solver/one-shot.js";
import { modelsOf, readTables } from "../src/tables/read-tables.js";
import { COUNTABLE, type TablesSizes } from "../src/tables/size.js";
import type { Method, Progress, TablesProblem } from "../src/types/index.js";
import { simpleCore } from "./helpers/simple-tables.js";

const TABLE = { time: [1, 2, 4], accuracy: [0.5, 0.6, 0.9] };
const PROBLEM: TablesProblem = {
  models: { a: { x: TABLE, y: { time: [2], accuracy: [0.7] } }, b: { y: TABLE } },
  machines: [{ type: "x" }, { type: "y", readyAt: 1 }],
  tasks: [
    { model: "a", deadline: 4 },
    { model: "b", deadline: null, weight: 2, latency: [null, 0.5] },
    { model: "a", deadline: -1, base: 0.1 },
    { model: "a", deadline: 0.5 },
    { model: "a", deadline: 3 },
    { model: "b", deadline: 9, minAccuracy: 0.95 },
  ],
};
const CURVES = generate({ tasks: 5, machines: 2 });
const read = (problem: TablesProblem) => readTables(problem, modelsOf(problem), COUNTABLE);

/** An engine whose cores know curves and, in a simple way, tables. */
function made() {
  const cores: ReturnType<typeof simpleCore>[] = [];
  const engine = javascriptEngine(() => {
    const simple = simpleCore();
    cores.push(simple);
    const { createTables, tablesBuffer, solveTables, resumeTables, finishTables } = simple;
    const tables = { createTables, tablesBuffer, solveTables, resumeTables, finishTables };
    // the figures are those of whichever was asked last
    const real = instantiate() as Record<string, () => number>;
    let current: Record<string, unknown> = real;
    const names = ["value", "accuracySum", "bound", "provenBy", "worstCaseGap", "visits"];
    const figures = Object.fromEntries(
      [...names, "valueFound", "effort", "tried", "applied", "nodes"].map((name) => [
        name,
        () => (current[name] as () => number)(),
      ]),
    );
    return {
      ...real,
      ...tables,
      ...figures,
      setTables: simple.setTables,
      createTables(...sizes: Parameters<typeof createTables>) {
        current = simple as unknown as typeof current;
        createTables(...sizes);
      },
    };
  });
  return { engine, cores, ...makeSolve(engine) };
}

describe("solve", () => {
  it("returns a schedule with variants that certify finds right", () => {
    const { solve } = made();
    const schedule = solve(PROBLEM);
    expect(certify(PROBLEM, schedule).violations).toEqual([]);
    expect(schedule).toMatchObject({
      ...{ status: "feasible", method: "search", engine: "reference", provenBy: "prices" },
      machine: Int32Array.from([0, 1, -1, -1, -1, -1]),
      variant: Int32Array.from([2, 2, -1, -1, -1, -1]),
      start: Float64Array.from([0, 1, 0, 0, 0, 0]),
      end: Float64Array.from([4, 5, 0, 0, 0, 0]),
      accuracy: Float64Array.from([0.9, 0.9, 0.1, 0, 0, 0]),
      reason: Uint8Array.from([0, 0, 1, 3, 4, 2]),
      prices: { start: new Int32Array(3), until: new Float64Array(0), price: new Float64Array(0) },
      worstCaseGap: null,
    });
    expect(schedule.order.slice(-2)).toEqual(Int32Array.from([0, 1]));
    expect(schedule.gap).toBe(schedule.bound - schedule.value);
    expect(solve(PROBLEM, { gapTolerance: 1 }).status).toBe("optimal");
    expect(solve(PROBLEM, { gapTolerance: 0.69 }).status).toBe("feasible");
  });

  it("takes rows and columns, and the same back from JSON", () => {
    const { solve } = made();
    const columns: TablesProblem = {
      models: PROBLEM.models,
      machines: { type: ["x", "y"], readyAt: [0, 1] },
      tasks: {
        model: ["a", "b", "a", "a", "a", "b"],
        deadline: [4, null, -1, 0.5, 3, 9],
        weight: [1, 2, 1, 1, 1, 1],
        base: [0, 0, 0.1, 0, 0, 0],
        minAccuracy: [-1, -1, -1, -1, -1, 0.95],
        latency: [0, [null, 0.5], 0, 0, 0, 0],
      },
    };
    const expected = solve(PROBLEM);
    expect(solve(columns)).toEqual(expected);
    expect(solve(JSON.parse(JSON.stringify(PROBLEM)))).toEqual(expected);
  });

  it("under relax is a bound and no schedule", () => {
    const { solve } = made();
    const schedule = solve(PROBLEM, { method: "relax", gapTolerance: 1e9 });
    expect([schedule.status, ...schedule.machine]).toEqual(["bound", -1, -1, -1, -1, -1, -1]);
    expect(schedule.toJSON().reason[0]).toBe("undecided");
    expect(certify(PROBLEM, schedule).violations).toEqual([]);
  });

  it("keeps the workspaces of curves and of tables apart", () => {
    const { solve, engine, cores } = made();
    const curves = solve(CURVES, { method: "refit" });
    expect(cores).toHaveLength(1);
    const before = engine.reserve(5, 2);
    const tables = solve(PROBLEM);
    expect(cores).toHaveLength(2);
    expect(engine.reserve(5, 2)).toBe(before);
    expect(solve(CURVES, { method: "refit" })).toEqual(curves);
    expect(solve(PROBLEM)).toEqual(tables);
    expect(cores).toHaveLength(2);
    const creations = cores[1].calls.filter(([name]) => name === "createTables");
    expect([cores[0].calls, creations.length]).toEqual([[], 1]);
  });

  it("is told where a getter or onProgress calls it, of either kind", () => {
    const { solve } = made();
    const reading = "the problem's getters called the solver that is reading it";
    for (const inner of [PROBLEM, CURVES]) {
      const outer = {
        get models() {
          solve(inner);
          return PROBLEM.models;
        },
        machines: PROBLEM.machines,
        tasks: PROBLEM.tasks,
      };
      expect(() => solve(outer)).toThrow(reading);
      const onProgress = () => solve(inner);
      const limits = { steps: 2 ** 22 };
      expect(() => solve(PROBLEM, { onProgress, limits })).toThrow("onProgress called the solver");
    }
    expect(solve(PROBLEM).status).toBe("feasible");
  });

  it("solveMany is solve for each, of both kinds", () => {
    const { solve, solveMany } = made();
    const small = { ...PROBLEM, tasks: [{ model: "a", deadline: 2 }] };
    const problems = [CURVES, PROBLEM, small, CURVES, PROBLEM];
    const options = { method: "approx" } as const;
    expect(solveMany(problems, options)).toEqual(problems.map((one) => solve(one, options)));
    const wrong = { ...PROBLEM, machines: [{ type: 5 }] } as unknown as TablesProblem;
    expect(() => solveMany([CURVES, wrong])).toThrow("problems[1].machines[0].type is 5;");
    expect(() => solveMany([CURVES, PROBLEM], { boundMethod: "relax" })).toThrow(
      'options.boundMethod is "relax"; expected none for a problem with models',
    );
  });
});

describe("limits", () => {
  const asked = (options: Parameters<ReturnType<typeof made>["solve"]>[1]) => {
    const { solve, cores } = made();
    solve(PROBLEM, options);
    return cores[0].calls.slice(1);
  };

  it("search and exact run in slices, all others at once and to the end", () => {
    const methods: Method[] = ["relax", "approx", "refit", "search", "exact", "edf"];
    for (const [code, method] of methods.entries()) {
      const isSearch = method === "search" || method === "exact";
      const steps = isSearch ? 7 : Infinity;
      expect(asked({ method, limits: { steps: 7 }, gapTolerance: 0.5 })).toEqual([
        ["setTables", 2, 3, 2],
        ["solveTables", 6, 2, code],
        ["resumeTables", steps, 0.5],
        ["finishTables", false],
      ]);
    }
    const slices = asked({ limits: { steps: 2.5 * 2 ** 20 } }).slice(2, -1);
    expect(slices.map(([, steps]) => steps)).toEqual([2 ** 20, 2 ** 21, 2.5 * 2 ** 20]);
    expect(slices[0][2]).toBe(6e-6);
    expect(asked({}).at(-2)?.[1]).toBe(4e6);
  });

  it("onProgress hears where it stands and may stop it; time does likewise", () => {
    const heard: Progress[] = [];
    const onProgress = (progress: Progress) => heard.push(progress) < 2;
    const calls = asked({ onProgress, limits: { steps: 1e9 } });
    expect(calls.filter(([name]) => name === "resumeTables")).toHaveLength(2);
    expect(heard.map(({ steps }) => steps)).toEqual([2 ** 20, 2 ** 21]);
    expect(heard[0].value).toBeCloseTo(2.8, 9);
    const timed = asked({ limits: { timeMs: 0 } });
    expect(timed.map(([name]) => name)).toEqual(["setTables", "solveTables", "finishTables"]);
    expect(timed.at(-1)).toEqual(["finishTables", true]);
  });
});

describe("the engine", () => {
  const SIZES: TablesSizes = {
    ...{ n: 5, m: 2, types: 2, models: 3, tables: 4, points: 9, pairs: 7, options: 20 },
    ...{ steps: 12, latencies: 5 },
  };
  const inputOf = (change: Partial<TablesSizes> = {}) => {
    const sizes = { ...SIZES, ...change };
    const names = Object.keys(TABLE_BUFFERS) as TableBufferName[];
    const columns = names.map((name) => {
      const { type, length } = TABLE_BUFFERS[name];
      return [name, new type(length(sizes)).map((_, k) => k + 1)];
    });
    return { ...read(PROBLEM), ...Object.fromEntries(columns), sizes };
  };

  /** A backend that notes what is asked of it. */
  function spied(change: Partial<TablesBackend> = {}) {
    const core = simpleCore();
    const grow = vi.fn((_: number) => {});
    const limits = { mostOptions: () => 1000, limit: "in this test" };
    const view = (buffer: unknown) => buffer as Float64Array;
    const backend = { core: () => core, grow, view, limits, ...change };
    const onRun = vi.fn();
    const created = () =>
      core.calls.flatMap(([name, sizes]) => (name === "createTables" ? [sizes] : []));
    return { engine: createTablesEngine(backend, onRun), core, grow, created, onRun };
  }

  it("grows the memory by what all buffers take, then makes them", () => {
    const { engine, grow, created } = spied();
    engine.load(inputOf());
    expect(grow.mock.calls).toEqual([[tablesBytes(SIZES)]]);
    expect(created()).toEqual([SIZES]);
    engine.load(inputOf({ n: 1, m: 1, options: 1 }));
    expect(created()).toHaveLength(1);
  });

  it("makes room where a size is too small, half as much again where that fits", () => {
    const { engine, created } = spied();
    engine.load(inputOf());
    engine.load(inputOf({ options: 21, latencies: 10 }));
    expect(created()[1]).toEqual({ ...SIZES, options: 30, latencies: 10 });
    const tight = spied({ limits: { mostOptions: () => 25, limit: "" } });
    tight.engine.load(inputOf());
    tight.engine.load(inputOf({ n: 4, options: 21 }));
    expect(tight.created()[1]).toEqual({ ...SIZES, n: 4, options: 21 });
  });

  it("writes what was read, wherever there is more room", () => {
    const { engine } = spied();
    engine.load(inputOf({ types: 3, models: 1 }));
    const input = inputOf({ types: 2, models: 2 });
    const buffers = engine.load(input);
    expect(Array.from(buffers.tableOf.subarray(0, 4))).toEqual([1, 2, 3, 4]);
    for (const name of [
      "readyAt",
      "latency",
      "tableStart",
      "pointAccuracy",
      "taskModel",
    ] as const) {
      const head = buffers[name].subarray(0, input[name].length);
      expect(Array.from(head), name).toEqual(Array.from(input[name]));
    }
  });

  it("says what there is no memory for, and is usable after", () => {
    let fails = true;
    const grow = () => {
      if (fails) throw new Error("broken");
    };
    const { engine, created } = spied({ grow });
    const mebibytes = Math.ceil(tablesBytes(SIZES) / 2 ** 20);
    expect(() => engine.load(inputOf())).toThrow(
      `the problem has 20 options; expected less: ${mebibytes} MiB of memory are not to be had`,
    );
    fails = false;
    engine.load(inputOf());
    expect(created()).toEqual([SIZES]);
  });

  it("calls what locks it before the core", () => {
    const { engine, onRun, core } = spied();
    const input = read(PROBLEM);
    engine.load(input);
    onRun.mockImplementation(() => expect(core.calls).toHaveLength(1));
    engine.run(input, "search", { gapTolerance: 0, steps: 1 } satisfies Control);
    expect(onRun).toHaveBeenCalledTimes(1);
    expect(engine.figures()).toBe(core);
  });

  it("needs as many bytes as its buffers have, and some", () => {
    let bytes = 0;
    for (const { type, length } of Object.values(TABLE_BUFFERS)) {
      bytes += type.BYTES_PER_ELEMENT * length(SIZES) + 64;
    }
    expect(tablesBytes(SIZES)).toBeGreaterThan(bytes);
    const more = tablesBytes({ ...SIZES, options: 21 }) - tablesBytes(SIZES);
    expect(more).toBeGreaterThan(0);
    const huge = { ...SIZES, n: 1e15, m: 1e15, pairs: 1e30, options: 1e33, latencies: 1e30 };
    expect(tablesBytes(huge)).toBeGreaterThan(1e33);
  });
});

describe("the answer", () => {
  const { engine, solve } = made();
  const schedule = solve(PROBLEM);

  it("becomes plain arrays and words in JSON, and comes back", () => {
    const json = JSON.parse(JSON.stringify(schedule));
    expect(json.reason).toEqual([
      "served",
      "served",
      "expired",
      "too-late",
      "outbid",
      "ineligible",
    ]);
    expect(json).toEqual(schedule.toJSON());
    expect(json.machine).toEqual([0, 1, -1, -1, -1, -1]);
    expect(json.prices).toEqual({ start: [0, 0, 0], until: [], price: [] });
    expect(certify(PROBLEM, json).valid).toBe(true);
    const spread = JSON.parse(JSON.stringify({ ...schedule }));
    expect(spread.reason).toEqual({ 0: 0, 1: 0, 2: 1, 3: 3, 4: 4, 5: 2 });
    expect(certify(PROBLEM, spread).violations).toEqual([]);
    expect(REASONS).toEqual(["served", "expired", "ineligible", "too-late", "outbid", "undecided"]);
  });

  it("may be posted, and then is given its words again", () => {
    const posted = structuredClone(schedule);
    expect(Object.keys(posted)).toEqual(Object.keys(schedule));
    expect(JSON.stringify(withJson(posted))).toBe(JSON.stringify(schedule));
  });

  it("is a copy, with just the prices that there are", () => {
    const input = read(PROBLEM);
    const buffers = engine.tables.load(input);
    buffers.priceStart.set([0, 1, 3]);
    buffers.priceUntil.set([4, 5, 6, 7]);
    buffers.price.set([3, 2, 1, 9]);
    buffers.machine.fill(7);
    const { prices, machine } = decodeTables(buffers, engine, "search", input.sizes, 0);
    buffers.price.fill(0);
    buffers.machine.fill(0);
    expect(prices).toEqual({
      start: Int32Array.from([0, 1, 3]),
      until: Float64Array.from([4, 5, 6]),
      price: Float64Array.from([3, 2, 1]),
    });
    expect(machine).toEqual(new Int32Array(6).fill(7));
  });

  it("says what proves its bound", () => {
    const buffers = engine.tables.load(read(PROBLEM));
    const provenBy = (code: number) => {
      const figures = { ...engine.tables.figures(), provenBy: () => code };
      const other = { ...engine, tables: { ...engine.tables, figures: () => figures } };
      return decodeTables(buffers, other, "search", read(PROBLEM).sizes, 0).provenBy;
    };
    expect([0, 1, 2].map(provenBy)).toEqual(["prices", "branch", "multipliers"]);
  });
});
