// Builds everything: assembly/ -> build/*.wasm and build/core.js, src/ -> dist/ (ES modules,
// CommonJS, declarations, command line).

import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { buildCores } from "./cores.js";
import { wasmAsImport, wasmAsText } from "./wasm.js";

/** The entries of the package, by the names of their files. */
const MAIN = { index: "src/index.ts" };
const UNIVERSAL = {
  reference: "src/entry/reference.ts",
  worker: "src/entry/worker.ts",
  "worker-node": "src/entry/worker-node.ts",
  online: "src/entry/online.ts",
};
const EDGE = {
  workerd: "src/entry/workerd.ts",
  "edge-light": "src/entry/edge-light.ts",
  "online-workerd": "src/entry/online-workerd.ts",
  "online-edge-light": "src/entry/online-edge-light.ts",
};

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

await buildCores();
rmSync("dist", { recursive: true, force: true });
await bundle();
declare();
copyFileSync("build/release.wasm", "dist/core.wasm");
// not WebAssembly.Module, which it is, for projects whose types know no WebAssembly
writeFileSync(
  "dist/core.wasm.d.ts",
  `import type { CoreModule } from "./types/solver.js";
declare const module: CoreModule;
export default module;
`,
);

/**
 * ES modules with what they have in common in dist/shared/, above all the core as text; the same as
 * CommonJS; and one file for `<script>`. `dsct` as an ES module is one file, too: Node takes some
 * ms for each that is imported (measured: 10 for four of them).
 */
async function bundle() {
  const shared = {
    bundle: true,
    target: "es2022",
    platform: "neutral",
    legalComments: "none",
    minify: true,
  };
  await script({ ...shared, plugins: [wasmAsText], format: "iife" });
  const modules = {
    ...shared,
    ...{ format: "esm", splitting: true, chunkNames: "shared/[hash]" },
    external: ["node:os", "node:worker_threads"],
  };
  const plugins = [wasmAsText, wasmAsImport];
  const entryPoints = { ...UNIVERSAL, ...EDGE };
  const built = await build({ ...modules, plugins, outdir: "dist", entryPoints, write: false });
  for (const { path, text } of built.outputFiles) write(path, text);
  await build({ ...modules, plugins, outdir: "dist", splitting: false, entryPoints: MAIN });
  await commonJs({ ...modules, plugins: [wasmAsText] });
  const iife = { ...shared, outdir: "dist", format: "iife", globalName: "dsct" };
  await build({ ...iife, plugins: [wasmAsText], entryPoints: { iife: "src/index.ts" } });
  await commandLine();
}

/**
 * Without imports of nothing, which esbuild leaves for the order in which files run: none of them
 * does anything by running.
 */
function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text.replaceAll(/\bimport"\.[^"]+";/g, ""));
}

/** esbuild shares code among ES modules alone, so each of them is made CommonJS by itself. */
async function commonJs(modules) {
  const entryPoints = { ...MAIN, ...UNIVERSAL };
  const built = await build({ ...modules, entryPoints, outdir: "dist", write: false });
  for (const { path, text } of built.outputFiles) {
    const options = { format: "cjs", platform: "node", target: "es2022", minify: true };
    const { code } = await transform(text, options);
    const required = code.replaceAll(/require\("(\.[^"]+)\.js"\)/g, 'require("$1.cjs")');
    write(path.replace(/\.js$/, ".cjs"), required);
  }
}

/** What runs inside a worker: a file to be served, and the text that `dsct/worker` carries. */
async function script(options) {
  const entryPoints = { "worker-script": "src/entry/worker-script.ts" };
  await build({ ...options, entryPoints, outdir: "dist" });
  copyFileSync("dist/worker-script.js", "build/worker-script.txt");
}

async function commandLine() {
  /** The library is in the files beside it. */
  const beside = {
    name: "library-beside",
    setup({ onResolve }) {
      onResolve({ filter: /^\.\.\/(index|entry\/worker-node)\.js$/ }, ({ path }) => ({
        path: `./${posix.basename(path)}`,
        external: true,
      }));
    },
  };
  const licences = ["commander", "csv-parse"].map((name) => {
    return `${name}, which is inside:\n\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8")}`;
  });
  await build({
    entryPoints: { cli: "src/cli/dsct.ts" },
    bundle: true,
    target: "node20",
    outdir: "dist",
    format: "esm",
    platform: "node",
    plugins: [beside],
    // small, but with the names of functions, which the stack of an internal error shows
    minify: true,
    keepNames: true,
    // commander is CommonJS and requires what Node has
    banner: {
      js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);',
    },
    footer: { js: `/* ${licences.join("\n")}*/` },
  });
  chmodSync("dist/cli.js", 0o755);
}

/**
 * The declarations of the entries and of what they reach, once for import (.d.ts) and once for
 * require (.d.cts). Those of types/ are the same for both: nothing but types, in a folder that says
 * CommonJS, which either may import.
 */
function declare() {
  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  rmSync("build/types", { recursive: true, force: true });
  execFileSync(process.execPath, [tsc, "-p", "scripts/declarations.json"], { stdio: "inherit" });
  const { files } = JSON.parse(readFileSync("scripts/declarations.json", "utf8"));
  mkdirSync("dist/types", { recursive: true });
  writeFileSync("dist/types/package.json", '{ "type": "commonjs" }\n');
  const reached = new Set(files.map((path) => path.replace(/^\.\.\/src\/|\.ts$/g, "")));
  for (const name of reached) {
    const text = readFileSync(`build/types/src/${name}.d.ts`, "utf8");
    for (const [, path] of text.matchAll(/"(\.[^"]+)\.js"/g)) {
      reached.add(posix.join(dirname(name), path));
    }
    mkdirSync(dirname(`dist/${name}`), { recursive: true });
    writeFileSync(`dist/${name}.d.ts`, text);
    if (name.startsWith("types/")) continue;
    const required = text.replaceAll(/"(\.[^"]+)\.js"/g, (whole, path) =>
      path.includes("types/") ? whole : `"${path}.cjs"`,
    );
    writeFileSync(`dist/${name}.d.cts`, required);
  }
}
