// Runtimes that are a process: Node, Deno, Bun, and what bundlers make for Node.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { build as esbuild, version as esbuildVersion } from "esbuild";
import { rollup, VERSION as rollupVersion } from "rollup";
import { build as vite, version as viteVersion } from "vite";
import webpack from "webpack";
import { build, here } from "./install.js";

const node = process.execPath;
const deno = `${here}node_modules/.bin/deno`;
const bun = `${here}node_modules/.bin/bun`;

/** Milliseconds that a command may take. */
const PATIENCE = 300_000;

/**
 * What a command prints, in the folder of the programs. It leads a group of processes, so that out
 * of patience what it started ends too: deno and bun are behind scripts.
 */
export async function output(command, args, cwd = build) {
  const running = spawn(command, args, { cwd, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const timer = setTimeout(() => process.kill(-running.pid, "SIGKILL"), PATIENCE);
  try {
    const streams = [text(running.stdout), text(running.stderr)];
    const [[code, signal], stdout, stderr] = await Promise.all([
      once(running, "close"),
      ...streams,
    ]);
    if (code === 0) return stdout;
    throw new Error(`${command} ${args.join(" ")} ended with ${code ?? signal}: ${stderr}`);
  } finally {
    clearTimeout(timer);
  }
}

const printed = async (command, ...args) => JSON.parse(await output(command, args));
const versionOf = async (command) => (await output(command, ["--version"])).match(/[\d.]+/)[0];
const DENO = ["run", "--no-lock", "--node-modules-dir=manual", "--allow-read", "--allow-env"];

/** Bundles print.js, runs the bundle where no node_modules are. */
async function bundled(make) {
  const folder = mkdtempSync(join(tmpdir(), "dsct-bundle-"));
  try {
    const file = await make(folder);
    return JSON.parse(await output(node, [join(folder, file)], folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function withEsbuild(folder) {
  const entryPoints = [`${build}print.js`];
  const shared = { bundle: true, minify: true, platform: "node", format: "esm" };
  await esbuild({ ...shared, entryPoints, outfile: join(folder, "out.mjs") });
  return "out.mjs";
}

async function withVite(folder) {
  await vite({
    root: build,
    logLevel: "error",
    configFile: false,
    ssr: { noExternal: true, target: "node" },
    build: { ssr: "print.js", outDir: folder, emptyOutDir: true },
  });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  return "print.js";
}

async function withWebpack(folder) {
  const compiler = webpack({
    mode: "production",
    target: "node20",
    context: build,
    entry: "./print.js",
    experiments: { outputModule: true },
    output: { path: folder, filename: "out.mjs", module: true },
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  if (stats.hasErrors()) throw new Error(stats.toString({ all: false, errors: true }));
  return "out.mjs";
}

async function withRollup(folder) {
  const plugins = [nodeResolve({ exportConditions: ["node"] })];
  const bundle = await rollup({ input: `${build}print.js`, plugins, external: /^node:/ });
  await bundle.write({ file: join(folder, "out.mjs"), format: "es" });
  return "out.mjs";
}

/** One file of CommonJS with a handler, as uploaded to AWS Lambda. */
async function asLambda(folder) {
  const entryPoints = [`${build}lambda.js`];
  const shared = { bundle: true, platform: "node", format: "cjs", target: "node20" };
  await esbuild({ ...shared, entryPoints, outfile: join(folder, "index.cjs") });
  const call = 'require("./index.cjs").handler().then(({ body }) => console.log(body))';
  writeFileSync(join(folder, "call.cjs"), call);
  return "call.cjs";
}

async function compiledByBun() {
  const folder = mkdtempSync(join(tmpdir(), "dsct-bun-"));
  try {
    await output(bun, ["build", "--compile", `${build}print.js`, "--outfile", join(folder, "out")]);
    return JSON.parse(await output(join(folder, "out"), [], folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const nodeVersion = process.versions.node;

export const processes = [
  { name: "Node, ES module", version: nodeVersion, run: () => printed(node, "print.js") },
  { name: "Node, CommonJS", version: nodeVersion, run: () => printed(node, "require.cjs") },
  { name: "Node, worker thread", version: nodeVersion, run: () => printed(node, "thread.js") },
  { name: "esbuild, Node", version: esbuildVersion, run: () => bundled(withEsbuild) },
  { name: "vite, Node", version: viteVersion, run: () => bundled(withVite) },
  { name: "webpack, Node", version: webpack.version, run: () => bundled(withWebpack) },
  { name: "rollup, Node", version: rollupVersion, run: () => bundled(withRollup) },
  { name: "esbuild, one file for Lambda", version: esbuildVersion, run: () => bundled(asLambda) },
  { name: "Deno", version: () => versionOf(deno), run: () => printed(deno, ...DENO, "print.js") },
  { name: "Bun", version: () => versionOf(bun), run: () => printed(bun, "run", "print.js") },
  { name: "Bun, --compile", version: () => versionOf(bun), run: compiledByBun },
];
