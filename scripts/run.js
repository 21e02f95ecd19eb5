// Runs a TypeScript file of the repository: node scripts/run.js bench/solve.ts [arguments]

import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { wasmAsHex } from "./hex.js";

const [entry, ...args] = process.argv.slice(2);
const outfile = fileURLToPath(
  new URL(`../build/run/${entry.replace(/\.ts$/, ".mjs")}`, import.meta.url),
);
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  plugins: [wasmAsHex],
});
process.argv = [process.argv[0], outfile, ...args];
await import(pathToFileURL(outfile).href);
