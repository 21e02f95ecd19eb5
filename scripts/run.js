// Runs a TypeScript file of the repository: node scripts/run.js bench/speed.ts [arguments]
// Further files before the arguments are built beside it: those that its threads run.

import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { wasmAsText } from "./wasm.js";

const firstArgument = process.argv.findIndex((text, k) => k > 1 && !text.endsWith(".ts"));
const end = firstArgument < 0 ? process.argv.length : firstArgument;
const entryPoints = process.argv.slice(2, end);
const outdir = fileURLToPath(new URL("../build/run/", import.meta.url));
await build({
  entryPoints,
  outdir,
  outbase: fileURLToPath(new URL("..", import.meta.url)),
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  plugins: [wasmAsText],
});
const main = outdir + entryPoints[0].replace(/\.ts$/, ".mjs");
process.argv = [process.argv[0], main, ...process.argv.slice(end)];
await import(pathToFileURL(main).href);
