// The package as it is published: packed, installed in an empty folder, imported there.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "dsct-package-"));
const node = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stdout: stdout.trim(), stderr };
};

const SOLVE = `
  const problem = { machines: [{ speed: 1 }], tasks: [{ deadline: 0.5, theta: 2, maxWork: 3 }] };
  const schedule = solve(problem);
  console.log(schedule.engine, schedule.work[0], certify(problem, schedule).valid, typeof generate);
`;

let packed: string[];

beforeAll(() => {
  // dist/ is there: `npm test` builds first
  const [{ filename, files }] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
      cwd: root,
      encoding: "utf8",
    }),
  );
  packed = files.map(({ path }: { path: string }) => path);
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", join(folder, filename)], {
    cwd: folder,
    stdio: "pipe",
  });
});

describe("the package", () => {
  it("has what it needs and nothing else", () => {
    const expected =
      /^(dist\/[\w/.-]+|docs\/\w+\.svg|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
    expect(packed.filter((path) => !expected.test(path))).toEqual([]);
    for (const path of [
      "dist/index.js",
      "dist/index.cjs",
      "dist/index.d.ts",
      "dist/core.wasm",
      "dist/cli.js",
      "LICENSE",
    ]) {
      expect(packed).toContain(path);
    }
    const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(dependencies).toBeUndefined();
  });

  it.each([
    ["dsct", "wasm"],
    ["dsct/reference", "reference"],
  ])("%s imports as ES module and as CommonJS", (name, engine) => {
    writeFileSync(
      join(folder, "a.mjs"),
      `import { solve, certify, generate } from "${name}";${SOLVE}`,
    );
    writeFileSync(
      join(folder, "a.cjs"),
      `const { solve, certify, generate } = require("${name}");${SOLVE}`,
    );
    for (const file of ["a.mjs", "a.cjs"]) {
      expect(node(file)).toEqual({
        status: 0,
        stdout: `${engine} 0.5 true function`,
        stderr: "",
      });
    }
  });

  it("serves the core as dsct/core.wasm", () => {
    const path = createRequire(join(folder, "x.js")).resolve("dsct/core.wasm");
    const module = new WebAssembly.Module(readFileSync(path));
    expect(WebAssembly.Module.imports(module)).toEqual([]);
  });

  it("makes a solver of a module that the caller compiled, and of no other", () => {
    writeFileSync(
      join(folder, "m.mjs"),
      `import { readFileSync } from "node:fs";
      import { createRequire } from "node:module";
      import { createSolver } from "dsct";
      const path = createRequire(import.meta.url).resolve("dsct/core.wasm");
      const core = new WebAssembly.Module(readFileSync(path));
      const empty = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
      const solver = createSolver(core);
      solver.reserve({ tasks: 2 });
      const { deadline, theta, maxWork } = solver.input;
      for (const column of [deadline, theta, maxWork]) column.fill(0.5);
      console.log(solver.run(2, 1).method, solver.output.work[0], solver.output.work[1]);
      console.log(createSolver(core, { tasks: 9, machines: 3 }).capacity.machines);
      try {
        createSolver(empty);
      } catch (error) {
        console.log(String(error));
      }`,
    );
    const expected =
      "search 0.25 0.25\n3\n" +
      "TypeError: module is another WebAssembly.Module; expected that of dsct/core.wasm";
    expect(node("m.mjs")).toEqual({ status: 0, stdout: expected, stderr: "" });
  });

  it("says where WebAssembly is missing what to do, at first use", () => {
    writeFileSync(
      join(folder, "n.cjs"),
      `WebAssembly.Module = function () { throw new Error("forbidden"); };
      const { solve } = require("dsct");
      try {
        solve({ machines: [{ speed: 1 }], tasks: [] });
      } catch ({ message, cause }) {
        console.log(message, "|", cause.message);
      }
      delete globalThis.WebAssembly;
      const reference = require("dsct/reference");
      console.log(reference.solve({ machines: [{ speed: 1 }], tasks: [] }).engine);`,
    );
    expect(node("n.cjs").stdout).toBe(
      "this runtime does not compile WebAssembly; import dsct/reference instead, or pass " +
        "createSolver an imported dsct/core.wasm | forbidden\nreference",
    );
  });

  it("solves in a thread by dsct/worker, from ES modules, CommonJS and --input-type", () => {
    const ask = `solveAsync({ machines: [{ speed: 1 }], tasks: [{ deadline: 0.5, theta: 2, maxWork: 3 }] })
      .then(({ work }) => console.log(work[0]))`;
    writeFileSync(join(folder, "w.mjs"), `import { solveAsync } from "dsct/worker"; ${ask}`);
    writeFileSync(join(folder, "w.cjs"), `const { solveAsync } = require("dsct/worker"); ${ask}`);
    const evaluated = `import { solveAsync } from "dsct/worker"; ${ask}`;
    for (const run of [["w.mjs"], ["w.cjs"], ["--input-type=module", "-e", evaluated]]) {
      expect(node(...run)).toEqual({ status: 0, stdout: "0.5", stderr: "" });
    }
  });

  it("installs the command line", () => {
    const bin = join(folder, "node_modules/.bin/dsct");
    expect(execFileSync(bin, ["--version"], { encoding: "utf8" })).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("has types under nodenext (import and require) and bundler resolution", () => {
    const source = `
      const schedule: Schedule = solve({ machines: [{ speed: 1 }], tasks: [] }, { method: "approx" });
      const valid: boolean = certify({ machines: { speed: [1] }, tasks: [] }, schedule).valid;
      // @ts-expect-error no such method
      solve({ machines: [], tasks: [] }, { method: "best" });
      // @ts-expect-error an entry has one engine
      solve({ machines: [], tasks: [] }, { engine: "wasm" });
      console.log(valid);`;
    const head = (name: string) => `import { certify, type Schedule, solve } from "${name}";`;
    writeFileSync(join(folder, "t.mts"), head("dsct") + source);
    writeFileSync(join(folder, "t.cts"), head("dsct") + source);
    writeFileSync(join(folder, "r.mts"), head("dsct/reference") + source);
    writeFileSync(join(folder, "r.cts"), head("dsct/reference") + source);
    const elsewhere = `
      import { type Schedule, solveAsync } from "dsct/worker";
      const { signal } = new AbortController();
      const problem = { machines: { speed: [1] }, tasks: [] };
      const schedule: Promise<Schedule> = solveAsync(problem, { method: "exact", signal });
      // @ts-expect-error no such option
      solveAsync(problem, { abort: signal });
      console.log(schedule);`;
    writeFileSync(join(folder, "w.mts"), elsewhere);
    writeFileSync(join(folder, "w.cts"), elsewhere);
    const byHand = `
      import { createSolver } from "dsct";
      import core from "dsct/core.wasm";
      import { createSolver as createReferenceSolver } from "dsct/reference";
      const solver = createSolver(core, { tasks: 10, machines: 2 });
      // @ts-expect-error a capacity has machines
      createSolver({ tasks: 10 });
      // @ts-expect-error there it takes no module
      createReferenceSolver(core);
      const other = createReferenceSolver({ tasks: 10, machines: 2 });
      console.log(solver.run(0, 1).value, createSolver({ tasks: 10, machines: 2 }), other);`;
    writeFileSync(join(folder, "m.mts"), byHand);
    const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
    const strict = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom"];
    const modules = ["t", "r", "w"].map((name) => `${name}.mts`).concat("m.mts");
    const scripts = ["t", "r", "w"].map((name) => `${name}.cts`);
    const next = node(tsc, ...strict, "--module", "nodenext", ...modules, ...scripts);
    expect(next).toEqual({ status: 0, stdout: "", stderr: "" });
    const bundler = node(
      tsc,
      ...strict,
      "--module",
      "esnext",
      "--moduleResolution",
      "bundler",
      ...modules,
    );
    expect(bundler).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("is within its budget", () => {
    const { status, stderr } = spawnSync("npm", ["run", "--silent", "bench:size"], {
      cwd: root,
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});
