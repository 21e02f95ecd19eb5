import { describe, expect, it } from "vitest";
import { workspaceBytes } from "../src/engine/buffers.js";
import { type Core, createEngine } from "../src/engine/engine.js";
import { generate, randomFrom } from "../src/problem/generate.js";
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

  it("a workspace takes at most 200 bytes a task", () => {
    expect(workspaceBytes(1001, 10) - workspaceBytes(1000, 10)).toBeLessThanOrEqual(200);
  });

  it.runIf(heavy)("addresses above 2 GiB", { timeout: 600_000 }, () => {
    const n = 15_000_000;
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

/** Two collections where Node was started with --expose-gc, as `npm test` does. */
function collect(): void {
  if (!globalThis.gc) throw new Error("gc is not exposed; expected node --expose-gc");
  globalThis.gc();
  globalThis.gc();
}
