// The declarations under the least TypeScript that reads them, which the README names: 5.0 is the
// first to know `export type *`.

import { rmSync, writeFileSync } from "node:fs";
import { build, here } from "./install.js";
import { output } from "./processes.js";

const tsc = `${here}node_modules/typescript-least/bin/tsc`;

const PROGRAM = `
import { certify, createSolver, fitCurve, generate, type Schedule, solve, solveMany, svg } from "dsct";
import { createDispatcher } from "dsct/online";
import { solve as inJavaScript } from "dsct/reference";
import { type AbortSignalLike, solveAsync } from "dsct/worker";
const problem = generate({ tasks: 2, machines: 1 });
const schedule: Schedule = solve(problem, { method: "approx" });
export const valid: boolean = certify(problem, schedule).valid;
export const rest = [createSolver, solveMany, svg, fitCurve, inJavaScript, createDispatcher];
export const later = (signal: AbortSignalLike) => solveAsync(problem, { signal, script: "/w.js" });
// @ts-expect-error an entry has one engine
solve(problem, { engine: "wasm" });`;

const STRICT = {
  ...{ target: "es2022", lib: ["es2022"], types: [], noEmit: true },
  ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false },
};
const RESOLUTIONS = {
  nodenext: [{ module: "nodenext" }, ["types.mts", "types.cts"]],
  bundler: [{ module: "esnext", moduleResolution: "bundler" }, ["types.mts"]],
};

async function check() {
  const programs = [`${build}types.mts`, `${build}types.cts`];
  for (const file of programs) writeFileSync(file, PROGRAM);
  try {
    for (const [name, [options, files]] of Object.entries(RESOLUTIONS)) {
      const config = JSON.stringify({ compilerOptions: { ...STRICT, ...options }, files });
      writeFileSync(`${build}tsconfig.${name}.json`, config);
      await output(process.execPath, [tsc, "-p", `tsconfig.${name}.json`]);
    }
  } finally {
    for (const file of programs) rmSync(file); // `npm run check` reads all of test/
  }
  return Object.keys(RESOLUTIONS).map((name) => [`declarations, ${name}`, "ok", "no DOM, no Node"]);
}

const version = async () => (await output(process.execPath, [tsc, "--version"])).match(/[\d.]+/)[0];

export const types = [{ name: "TypeScript", version, run: check }];
