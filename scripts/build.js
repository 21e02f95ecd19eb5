// Builds everything: assembly/ -> build/*.wasm, src/ -> dist/ (ES modules, CommonJS, declarations,
// command line).

import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { main as asc } from "assemblyscript/asc";
import { build } from "esbuild";
import { wasmAsHex } from "./hex.js";
import { lazyReference } from "./lazy.js";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

await compileCore("release");
await compileCore("slim");
await compileCore("debug");
rmSync("dist", { recursive: true, force: true });
await bundle();
declare();
copyFileSync("build/release.wasm", "dist/core.wasm");

/** assembly/ to build/<target>.wasm, with the options of asconfig.json. */
async function compileCore(target) {
  const { error, stderr } = await asc(["--config", "asconfig.json", "--target", target]);
  if (error) {
    process.stderr.write(stderr.toString());
    throw error;
  }
}

/** The entries, each one file, the core inside as text. */
async function bundle() {
  const shared = {
    bundle: true,
    target: "es2022",
    plugins: [wasmAsHex],
    legalComments: "none",
  };
  const entries = {
    index: "src/index.ts",
    inline: "src/entry/inline.ts",
    reference: "src/entry/reference.ts",
  };
  for (const [format, extension] of [
    ["esm", ".js"],
    ["cjs", ".cjs"],
  ]) {
    await build({
      ...shared,
      plugins: [wasmAsHex, lazyReference],
      entryPoints: entries,
      outdir: "dist",
      format,
      outExtension: { ".js": extension },
      platform: "neutral",
      minify: true,
      sourcemap: true,
    });
  }
  await build({
    ...shared,
    entryPoints: { cli: "src/cli.ts" },
    outdir: "dist",
    format: "esm",
    platform: "node",
    external: ["./index.js"],
  });
  chmodSync("dist/cli.js", 0o755);
}

/** The declarations of the public files, once for import (.d.ts) and once for require (.d.cts). */
function declare() {
  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "-p", "scripts/declarations.json"], { stdio: "inherit" });
  for (const name of [
    "index",
    "certify",
    "generate",
    "svg",
    "types",
    "entry/main",
    "entry/inline",
    "entry/reference",
  ]) {
    const text = readFileSync(`build/types/${name}.d.ts`, "utf8");
    mkdirSync(dirname(`dist/${name}`), { recursive: true });
    writeFileSync(`dist/${name}.d.ts`, text);
    writeFileSync(`dist/${name}.d.cts`, text.replaceAll(/(\.\.?\/[\w/]+)\.js"/g, '$1.cjs"'));
  }
}
