// Runs a TypeScript file of the repository: node scripts/run.js bench/speed.ts [arguments]
// Further files before the arguments are built beside it: those that its threads run.

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { wasmAsText } from "./wasm.js";

const firstArgument = process.argv.findIndex((text, k) => k > 1 && !text.endsWith(".ts"));
const end = firstArgument < 0 ? process.argv.length : firstArgument;
const entryPoints = process.argv.slice(2, end);
const outdir = fileURLToPath(new URL("../build/run/", import.meta.url));
const { outputFiles } = await build({
  entryPoints,
  outdir,
  write: false,
  outbase: fileURLToPath(new URL("..", import.meta.url)),
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  plugins: [wasmAsText],
});
// never half a file, nor a new one that is the same: others may be running it
for (const { path, contents } of outputFiles) {
  if (existsSync(path) && readFileSync(path).equals(contents)) continue;
  mkdirSync(dirname(path), { recursive: true });
  const whole = `${path}.${process.pid}`;
  writeFileSync(whole, contents);
  renameSync(whole, path);
}
const main = outdir + entryPoints[0].replace(/\.ts$/, ".mjs");
process.argv = [process.argv[0], main, ...process.argv.slice(end)];
await import(pathToFileURL(main).href);
