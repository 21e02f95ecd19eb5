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

const VM_MODULES = ["--experimental-vm-modules", "--no-warnings"];

/** Runs the module whose path it is given where there is the language alone, as in QuickJS. */
const BARE = `
  import { readFileSync } from "node:fs";
  import { dirname, join } from "node:path";
  import vm from "node:vm";
  const context = vm.createContext({});
  const read = (identifier) =>
    new vm.SourceTextModule(readFileSync(identifier, "utf8"), { context, identifier });
  const library = read(process.argv[2]);
  const program = new vm.SourceTextModule(\`
    import { certify, createSolver, fitCurve, generate, solve, solveMany, svg } from "dsct";
    const web = "performance setTimeout queueMicrotask structuredClone URL Blob Worker TextDecoder";
    const problem = generate({ tasks: 150, machines: 5, seed: 1 });
    const limits = { timeMs: 5 };
    const judge = (method) =>
      certify(problem, solve(problem, { method, limits })).valid ? "valid" : "invalid";
    const began = Date.now();
    solve(problem, { method: "exact", gapTolerance: 0, limits: { timeMs: 300, steps: 1e12 } });
    const took = Date.now() - began;
    let reports = 0;
    solve(problem, { limits: { timeMs: 1e6 }, onProgress: () => ++reports < 3 });
    const solver = createSolver({ tasks: 1, machines: 1 });
    for (const column of ["deadline", "theta", "maxWork"]) solver.input[column][0] = 1;
    export default JSON.stringify({
      web: web.split(" ").filter((name) => name in globalThis),
      methods: ["relax", "approx", "refit", "search", "exact", "edf", "levels"].map(judge),
      // not later than that less the room for a layout, which goes by a start that was compiled, too
      stopped: took >= 200 && took < 5000,
      reports: reports === 3,
      many: solveMany([problem, problem], { limits }).length,
      value: typeof solver.run(1, 1, { limits }).value,
      svg: svg(problem, solve(problem, { method: "refit" })).slice(0, 4),
      fit: fitCurve({ time: [1, 2, 4], accuracy: [0.5, 0.75, 0.9375] }).theta.toFixed(6),
    });\`, { context });
  const modules = new Map();
  await program.link((name, { identifier }) => {
    if (name === "dsct") return library;
    const path = join(dirname(identifier), name);
    if (!modules.has(path)) modules.set(path, read(path));
    return modules.get(path);
  });
  await program.evaluate();
  console.log(program.namespace.default);
`;

/** A program of each entry, of names that a project without DOM and Node has, too. */
const PROGRAM = (entry: string) => `
  import { certify, type Schedule, solve, svg } from "${entry}";
  const schedule: Schedule = solve({ machines: [{ speed: 1 }], tasks: [] }, { method: "approx" });
  export const valid: boolean = certify({ machines: { speed: [1] }, tasks: [] }, schedule).valid;
  export const chart: string = svg({ machines: { speed: [1] }, tasks: [] }, schedule);
  // @ts-expect-error no such method
  solve({ machines: [], tasks: [] }, { method: "best" });
  // @ts-expect-error an entry has one engine
  solve({ machines: [], tasks: [] }, { engine: "wasm" });`;

const ELSEWHERE = `
  import { type AbortSignalLike, type Schedule, type SolveAsync, solveAsync } from "dsct/worker";
  import { createPool, type Pool } from "dsct/worker";
  const problem = { machines: { speed: [1] }, tasks: [] };
  const pool: Pool = createPool({ threads: 2, maxQueue: 10 });
  export const many: Promise<Schedule[]> = pool.solveMany([problem], { method: "refit" });
  export const stream: AsyncGenerator<Schedule> = pool.stream([problem][Symbol.iterator]());
  export const end: () => Promise<void> = pool[Symbol.asyncDispose];
  // @ts-expect-error no such option
  createPool({ workers: 2 });
  export const ask: SolveAsync = solveAsync;
  export const cancelled = (signal: AbortSignalLike): Promise<Schedule> =>
    solveAsync(problem, { method: "exact", signal, script: "/worker-script.js" });
  declare class TrustedAddress { private brand: 1; toString(): string; }
  export const trusted = (script: TrustedAddress) => solveAsync(problem, { script });
  // @ts-expect-error no such option
  solveAsync(problem, { abort: true });
  // @ts-expect-error no signal
  solveAsync(problem, { signal: { aborted: false } });
  // @ts-expect-error no address
  solveAsync(problem, { script: 5 });`;

const BY_HAND = `
  import { createSolver } from "dsct";
  import core from "dsct/core.wasm";
  import { createSolver as createReferenceSolver } from "dsct/reference";
  const solver = createSolver(core, { tasks: 10, machines: 2 });
  // @ts-expect-error a capacity has machines
  createSolver({ tasks: 10 });
  // @ts-expect-error there it takes no module
  createReferenceSolver(core);
  const other = createReferenceSolver({ tasks: 10, machines: 2 });
  export const solvers = [solver.run(0, 1).value, createSolver({ tasks: 10, machines: 2 }), other];`;

/** Of dsct/online. */
const ONLINE = `
  import { createDispatcher, type Dispatcher, type DispatchEvent, type Run } from "dsct/online";
  const told: DispatchEvent[] = [];
  const onEvent = (event: DispatchEvent) => void told.push(event);
  const dispatcher: Dispatcher = createDispatcher({ machines: [{ id: 1, speed: 2 }], onEvent });
  dispatcher.submit({ id: "a", deadline: 1, theta: 2, maxWork: 0.1 }, 0);
  export const run: Run | null = createDispatcher.restore(dispatcher.snapshot()).next(1, 0);
  // @ts-expect-error a machine has a speed or a type
  createDispatcher({ machines: [{ id: 1, speed: 2, type: "gpu" }] });
  // @ts-expect-error no such option
  createDispatcher({ machines: [], horizn: 1 });`;

const SIGNALS = `
  import { solveAsync } from "dsct/worker";
  const problem = { machines: { speed: [1] }, tasks: [] };
  export const schedules = [
    solveAsync(problem, { signal: new AbortController().signal }),
    solveAsync(problem, { signal: AbortSignal.timeout(5), script: new URL("https://host.test/") }),
  ];`;

const MODULE = `
  import core from "dsct/core.wasm";
  export const instance = new WebAssembly.Instance(core);`;

/** What a project knows beside the language; name -> options of tsc and programs. */
const WORLDS: Record<string, { lib: string[]; types: string[]; programs: string[] }> = {
  "the language alone": { lib: ["es2022"], types: [], programs: [] },
  "the DOM": { lib: ["es2022", "dom"], types: [], programs: ["signals", "module"] },
  Node: { lib: ["es2022"], types: ["node"], programs: ["signals"] },
};

/** What tsc says of all programs, as ES modules and as CommonJS. */
function typesOf(resolution: string, world: string) {
  const { lib, types, programs } = WORLDS[world];
  const sources: Record<string, string> = {
    main: PROGRAM("dsct"),
    reference: PROGRAM("dsct/reference"),
    worker: ELSEWHERE,
    online: ONLINE,
    signals: SIGNALS,
  };
  const modules: Record<string, string> = { hand: BY_HAND, module: MODULE };
  const written = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return name;
  };
  const asks = (name: string) => !["signals", "module"].includes(name) || programs.includes(name);
  const both = Object.keys(sources).filter(asks);
  const files = [
    ...both.flatMap((name) => [`${name}.mts`, `${name}.cts`].map((f) => written(f, sources[name]))),
    ...Object.keys(modules)
      .filter(asks)
      .map((name) => written(`${name}.mts`, modules[name])),
  ];
  const compilerOptions = {
    ...(resolution === "nodenext"
      ? { module: "nodenext" }
      : { module: "esnext", moduleResolution: "bundler" }),
    ...{ target: "es2022", lib, types, typeRoots: [join(root, "node_modules/@types")] },
    ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true },
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  return node(createRequire(import.meta.url).resolve("typescript/bin/tsc"), "-p", ".");
}

let packed: string[];
let unpackedSize: number;

beforeAll(() => {
  // dist/ is there: `npm test` builds first
  const [{ filename, files, unpackedSize: bytes }] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
      cwd: root,
      encoding: "utf8",
    }),
  );
  packed = files.map(({ path }: { path: string }) => path);
  unpackedSize = bytes;
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", join(folder, filename)], {
    cwd: folder,
    stdio: "pipe",
  });
});

describe("the package", () => {
  it("has what it needs and nothing else", () => {
    const expected =
      /^(dist\/[\w/.-]+|docs\/\w+\.md|(examples|examples\/data|playground)\/README\.md|package\.json|LICENSE|[A-Z]+\.md)$/;
    expect(packed.filter((path) => !expected.test(path))).toEqual([]);
    expect(packed.filter((path) => path.endsWith(".map"))).toEqual([]);
    expect(unpackedSize).toBeLessThan(1.5e6);
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

  it("has every file that its README links to", () => {
    const readme = readFileSync(join(folder, "node_modules/dsct/README.md"), "utf8");
    const targets = [...readme.matchAll(/\]\(([^)\s#]+)/g)].map(([, target]) => target);
    const files = targets.filter((target) => !/^[a-z]+:/.test(target));
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((file) => !packed.includes(file))).toEqual([]);
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

  it.each(["reference", "index"])(
    "%s.js needs the language alone: it runs without performance and all of the Web",
    (name) => {
      writeFileSync(join(folder, "bare.mjs"), BARE);
      const file = join(folder, "node_modules/dsct/dist", `${name}.js`);
      const { status, stdout, stderr } = node(...VM_MODULES, "bare.mjs", file);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(JSON.parse(stdout)).toEqual({
        web: [], // else the context is not what this asks for
        methods: ["relax", "approx", "refit", "search", "exact", "edf", "levels"].map(
          () => "valid",
        ),
        stopped: true,
        reports: true,
        many: 2,
        value: "number",
        svg: "<svg",
        fit: Math.LN2.toFixed(6),
      });
    },
  );

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
    const pooled = `import { createPool } from "dsct/worker";
      const pool = createPool({ threads: 2 }); // never closed
      pool.solveMany([{ machines: [{ speed: 1 }], tasks: [{ deadline: 0.5, theta: 2, maxWork: 3 }] }])
        .then(([{ work }]) => console.log(work[0]))`;
    writeFileSync(join(folder, "p.mjs"), pooled);
    for (const run of [["w.mjs"], ["w.cjs"], ["--input-type=module", "-e", evaluated], ["p.mjs"]]) {
      expect(node(...run)).toEqual({ status: 0, stdout: "0.5", stderr: "" });
    }
  });

  it("dispatches by dsct/online, from ES modules and CommonJS", () => {
    const ask = `
      const dispatcher = createDispatcher({ machines: [{ id: 1, speed: 2 }] });
      dispatcher.submit({ id: "a", deadline: 1, theta: 2, maxWork: 0.1 }, 0);
      console.log(dispatcher.next(1, 0).work, dispatcher.complete(1, 0.05).outcome);`;
    writeFileSync(join(folder, "o.mjs"), `import { createDispatcher } from "dsct/online";${ask}`);
    writeFileSync(
      join(folder, "o.cjs"),
      `const { createDispatcher } = require("dsct/online");${ask}`,
    );
    for (const file of ["o.mjs", "o.cjs"]) {
      expect(node(file)).toEqual({ status: 0, stdout: "0.1 completed", stderr: "" });
    }
  });

  it("installs the command line", () => {
    const bin = join(folder, "node_modules/.bin/dsct");
    expect(execFileSync(bin, ["--version"], { encoding: "utf8" })).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  describe.each(["nodenext", "bundler"])("has types under %s,", (resolution) => {
    it.each(Object.keys(WORLDS))("in a project that knows %s", (world) => {
      expect(typesOf(resolution, world)).toEqual({ status: 0, stdout: "", stderr: "" });
    });
  });

  it("names no global of browsers or of Node in any declaration", () => {
    const declarations = packed.filter((path) => /\.d\.c?ts$/.test(path));
    expect(declarations.length).toBeGreaterThan(20);
    for (const path of declarations) {
      const text = readFileSync(join(root, path), "utf8").replaceAll(
        /\/\*[\s\S]*?\*\/|\/\/.*/g,
        "",
      );
      expect(text, path).not.toMatch(/\b(AbortSignal|URL|Worker|WebAssembly|Blob|Buffer|Event)\b/);
    }
  });

  it("is within its budget", () => {
    const { status, stderr } = spawnSync("npm", ["run", "--silent", "bench:size"], {
      cwd: root,
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});
