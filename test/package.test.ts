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
      /^(dist\/[\w/.]+|docs\/\w+\.svg|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
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
    ["dsct/inline", "wasm"],
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
      console.log(valid);`;
    const head = (name: string) => `import { certify, type Schedule, solve } from "${name}";`;
    writeFileSync(join(folder, "t.mts"), head("dsct") + source);
    writeFileSync(join(folder, "t.cts"), head("dsct") + source);
    writeFileSync(join(folder, "r.mts"), head("dsct/reference") + source);
    writeFileSync(join(folder, "r.cts"), head("dsct/reference") + source);
    const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
    const strict = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom"];
    const next = node(tsc, ...strict, "--module", "nodenext", "t.mts", "t.cts", "r.mts", "r.cts");
    expect(next).toEqual({ status: 0, stdout: "", stderr: "" });
    const bundler = node(
      tsc,
      ...strict,
      "--module",
      "esnext",
      "--moduleResolution",
      "bundler",
      "t.mts",
      "r.mts",
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
