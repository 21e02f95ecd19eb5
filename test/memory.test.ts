import { readFileSync } from "node:fs";
import { instantiateSync } from "@assemblyscript/loader";
import { describe, expect, it } from "vitest";
import { proofBytes, workspaceBytes } from "../src/engine/buffers.js";
import type { Core } from "../src/engine/core.js";
import { createEngine } from "../src/engine/engine.js";
import { WASM_LIMITS, wasmEngine } from "../src/engine/wasm.js";
import { generate, randomFrom } from "../src/problem/generate.js";
import { makeCreateSolver } from "../src/solver/reusable.js";
import { engines, release, runOn, solveOn } from "./helpers/engines.js";

const heavy = Boolean(process.env.DSCT_HEAVY);

describe("memory", () => {
  it("solves of mixed sizes leave the memory where it was after the first hundred", () => {
    const random = randomFrom(8);
    const problems = Array.from({ length: 100 }, (_, seed) =>
      generate({
        tasks: Math.floor(10 ** (3.3 * random())),
        machines: 1 + Math.floor(20 * random()),
        seed,
      }),
    );
    problems.push(generate({ tasks: 2000, machines: 21 })); // the largest, so that the workspace stands
    const round = () =>
      problems.forEach((problem) => void solveOn(release, problem, { method: "refit" }));
    const bytes = () => release.reserve(1, 1).deadline.buffer.byteLength;
    round();
    collect();
    const [before, workspace] = [process.memoryUsage(), bytes()];
    for (let k = 0; k < (heavy ? 1000 : 100); k++) round(); // of 101 problems each
    collect();
    const after = process.memoryUsage();
    expect(bytes()).toBe(workspace);
    const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
    expect(grown).toBeLessThan(4 * 2 ** 20);
  });

  it.each(engines)("%s: a workspace grows and then stays", (_, engine) => {
    const small = engine.reserve(10, 2);
    const large = engine.reserve(5000, 3);
    expect(large === small).toBe(false);
    expect(engine.reserve(10, 1) === large).toBe(true);
    expect(engine.reserve(5000, 3) === large).toBe(true);
  });

  it("a problem that fits alone fits after any other", () => {
    const sizes: [number, number][] = [];
    const core = {
      create: (n: number, m: number) => void sizes.push([n, m]),
      buffer: () => 0,
    };
    const engine = createEngine({
      name: "wasm",
      core: () => core as unknown as Core,
      view: () => new Float64Array(0),
      mostTasks: (m) => 100 - m,
      limit: "in this test",
    });
    engine.reserve(1, 90);
    engine.reserve(95, 1); // together with the 90 machines there is no room
    engine.reserve(96, 1); // half as much again neither
    engine.reserve(2, 2);
    expect(sizes).toEqual([
      [1, 90],
      [95, 1],
      [96, 1],
      [96, 2],
    ]);
  });

  it("the memory of the Wasm engine is what the table of buffers says, without doubling", () => {
    const buffers = release.reserve(300_000, 50);
    const { byteLength } = buffers.deadline.buffer;
    expect(byteLength).toBeGreaterThan(
      workspaceBytes(buffers.deadline.length, buffers.speed.length) * 0.95,
    );
    expect(byteLength).toBeLessThan(
      workspaceBytes(buffers.deadline.length, buffers.speed.length) + 2 ** 18,
    );
  });

  it("a workspace takes at most 292 bytes a task", () => {
    expect(workspaceBytes(1001, 10) - workspaceBytes(1000, 10)).toBeLessThanOrEqual(292);
  });

  it("the core takes no more than the table of buffers says, and a page; likewise a proof", () => {
    const core = instantiateSync<DebugCore>(debugBytes, {}).exports;
    const end = () => core.__new(0, 0) >>> 0; // where the next block would be
    const page = 2 ** 16;
    for (const [n, m] of [
      [0, 1],
      [1, 1],
      [7, 3],
      [1000, 1],
      [1023, 65],
      [1024, 256],
      [1024, 100_001],
      [1025, 1],
      [20_001, 17],
      [3, 20_001],
    ]) {
      core.create(n, m);
      const workspace = end();
      expect(workspace, `${n} x ${m}`).toBeLessThan(workspaceBytes(n, m) + page);
      expect(workspace, `${n} x ${m}`).toBeGreaterThan(workspaceBytes(n, m) - 64 * 60);
      core.createProof();
      expect(end() - workspace, `${n} x ${m}`).toBeLessThan(proofBytes(n, m));
    }
  });

  it("the most tasks fill the memory that the allocator can use, and no buffer passes 1 GiB", () => {
    const pages = 2 ** 16 - 1; // with one more, the end of the memory is 0 in 32 bits
    const { mostTasks } = WASM_LIMITS;
    for (const m of [1, 10, 12_345, 1e6, 2 ** 22 - 1]) {
      const most = mostTasks(m);
      expect(Math.ceil(workspaceBytes(most, m) / 2 ** 16) + 1, `${m}`).toBeLessThanOrEqual(pages);
      expect(Math.ceil(workspaceBytes(most + 1, m) / 2 ** 16) + 1, `${m}`).toBeGreaterThan(
        pages - 1,
      );
      expect(Math.max(8 * most, 256 * m)).toBeLessThan(2 ** 30 - 64);
    }
    expect(mostTasks(2 ** 22)).toBeLessThan(0);
    expect(mostTasks(1)).toBeLessThan(mostTasks(0));
  });

  it.each(["grow", "createProof"] as const)(
    "where %s fails the error is a RangeError, and the engine is usable",
    (broken) => {
      let fails = true;
      const exports = instantiateSync<DebugCore>(debugBytes, {}).exports;
      const refuse = () => {
        if (fails) throw new Error("no memory");
      };
      const memory = {
        get buffer() {
          return exports.memory.buffer;
        },
        grow(pages: number) {
          if (broken === "grow") refuse();
          return exports.memory.grow(pages);
        },
      };
      const createProof = () => {
        if (broken === "createProof") refuse();
        exports.createProof();
      };
      const engine = wasmEngine(() => ({ ...exports, memory, createProof }));
      const problem = generate({ tasks: 40, machines: 3 });
      const exact = { method: "exact", limits: { steps: 100 } } as const;
      expect(() => solveOn(engine, problem, exact)).toThrow(RangeError);
      fails = false;
      const expected = solveOn(release, problem);
      expect(solveOn(engine, problem)).toEqual(expected);
      fails = true;
      if (broken === "createProof") {
        expect(() => solveOn(engine, problem, exact)).toThrow(/^options\.method is "exact"; /);
      } else {
        const large = generate({ tasks: 30_000, machines: 3 });
        expect(() => solveOn(engine, large)).toThrow(/^tasks has 30000 entries; expected less: /);
      }
      expect(solveOn(engine, problem)).toEqual(expected);
      fails = false;
      expect(solveOn(engine, problem, exact)).toEqual(solveOn(release, problem, exact));
    },
  );

  it("a solver whose room cannot grow keeps what it has", () => {
    let fails = false;
    const exports = instantiateSync<DebugCore>(debugBytes, {}).exports;
    const memory = {
      get buffer() {
        return exports.memory.buffer;
      },
      grow(pages: number) {
        if (fails) throw new Error("no memory");
        return exports.memory.grow(pages);
      },
    };
    const solver = makeCreateSolver(() => wasmEngine(() => ({ ...exports, memory })))({
      tasks: 3,
      machines: 1,
    });
    solver.input.theta.set([1, 2, 3]);
    fails = true;
    expect(() => solver.reserve({ tasks: 20_000 })).toThrow(RangeError);
    expect(solver.capacity).toEqual({ tasks: 3, machines: 1 });
    expect(Array.from(solver.input.theta.subarray(0, 3))).toEqual([1, 2, 3]);
    expect(solver.run(3, 1).status).toBe("optimal");
    fails = false;
    solver.reserve({ tasks: 20_000 });
    expect(Array.from(solver.input.theta.subarray(0, 4))).toEqual([1, 2, 3, 0]);
  });

  it.runIf(heavy)("4 GiB are filled to the last task", { timeout: 600_000 }, () => {
    const most = WASM_LIMITS.mostTasks(1);
    const small = generate({ tasks: 40, machines: 1 });
    const expected = solveOn(release, small);
    const edge = (n: number) => {
      const column = new Uint8Array(n).fill(1);
      return {
        machines: [{ speed: n }],
        tasks: { deadline: column, theta: column, maxWork: column },
      };
    };
    const message = `tasks has ${most + 1} entries; expected at most ${most}, which fill the 4 GiB`;
    expect(() => solveOn(release, edge(most + 1))).toThrow(message);
    const { work, end } = runOn(release, edge(most), "refit");
    expect([work[0], work[most - 1]]).toEqual([1, 1]);
    expect(end[most - 1]).toBeLessThanOrEqual(1);
    expect(solveOn(release, small)).toEqual(expected);
    // nor has a proof room beside it
    const exact = { method: "exact", limits: { steps: 1000 } } as const;
    expect(() => solveOn(release, small, exact)).toThrow(
      /^options\.method is "exact"; expected less: \d+ MiB of memory are not to be had$/,
    );
    expect(solveOn(release, small)).toEqual(expected);
  });

  it.runIf(heavy)("addresses above 2 GiB", { timeout: 600_000 }, () => {
    const n = Math.min(15_000_000, WASM_LIMITS.mostTasks(2));
    const column = new Float64Array(n).fill(1);
    const tasks = { deadline: column, theta: column, maxWork: column };
    const { chainWork, work, end } = runOn(
      release,
      { machines: { speed: [n, n] }, tasks },
      "refit",
    );
    expect(chainWork.byteOffset).toBeGreaterThan(2 ** 31);
    expect(work[0]).toBe(1);
    expect(Math.max(end[n - 2], end[n - 1])).toBeLessThanOrEqual(1);
  });
});

const debugBytes = readFileSync(new URL("../build/debug.wasm", import.meta.url));

type DebugCore = Record<string, unknown> &
  Pick<Core, "create" | "createProof"> & {
    memory: WebAssembly.Memory;
    __new(size: number, id: number): number;
  };

/** Two collections where Node was started with --expose-gc, as `npm test` does. */
function collect(): void {
  if (!globalThis.gc) throw new Error("gc is not exposed; expected node --expose-gc");
  globalThis.gc();
  globalThis.gc();
}
