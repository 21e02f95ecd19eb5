// Runtimes of the edge: workerd through miniflare, from a bundle of wrangler, and edge-runtime.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname } from "node:path";
import { EdgeRuntime } from "edge-runtime";
import { build as esbuild } from "esbuild";
import { Miniflare } from "miniflare";
import { build, here } from "./install.js";
import { output } from "./processes.js";

const installed = (name) =>
  JSON.parse(readFileSync(`${here}node_modules/${name}/package.json`, "utf8")).version;

/** What `wrangler deploy --dry-run` makes of a program: its bundle and the core beside it. */
export async function bundleOf(main, compatibilityDate = "2026-04-01") {
  const out = `${build}wrangler`;
  const wrangler = `${here}node_modules/.bin/wrangler`;
  const date = ["--compatibility-date", compatibilityDate];
  const dry = ["deploy", main, "--name", "dsct", "--dry-run", "--outdir", out, ...date];
  writeFileSync(`${build}wrangler.json`, "{}");
  await output(wrangler, [...dry, "--config", `${build}wrangler.json`]);
  return readdirSync(out)
    .filter((file) => /\.(js|wasm)$/.test(file))
    .sort((a, b) => extname(a).localeCompare(extname(b))) // the bundle first: workerd runs that
    .map((file) => ({
      type: file.endsWith(".js") ? "ESModule" : "CompiledWasm",
      path: file,
      contents: readFileSync(`${out}/${file}`),
    }));
}

/** A workerd that runs these modules. */
export const workerd = (modules, compatibilityDate) =>
  new Miniflare({ modules, compatibilityDate });

async function inWorkerd(compatibilityDate) {
  const modules = await bundleOf("workerd.js");
  const miniflare = workerd(modules, compatibilityDate);
  try {
    return await (await miniflare.dispatchFetch("http://localhost/")).json();
  } finally {
    await miniflare.dispose();
  }
}

/** The core as hosts of this runtime hand it over: `?module` is a WebAssembly.Module. */
const asModule = {
  name: "as-module",
  setup(builder) {
    builder.onResolve({ filter: /\.wasm\?module$/ }, () => ({ path: "core", namespace: "core" }));
    builder.onLoad({ filter: /.*/, namespace: "core" }, () => ({
      contents: "export default globalThis.core",
    }));
  },
};

async function inEdgeRuntime() {
  const { outputFiles } = await esbuild({
    entryPoints: [`${build}edge.js`],
    bundle: true,
    write: false,
    format: "iife",
    conditions: ["edge-light"],
    plugins: [asModule],
  });
  const core = new WebAssembly.Module(readFileSync(`${build}node_modules/dsct/dist/core.wasm`));
  const runtime = new EdgeRuntime({
    initialCode: outputFiles[0].text,
    extend: (context) => Object.assign(context, { core }),
  });
  return (await runtime.dispatchFetch("http://localhost/")).json();
}

export const workerdVersion = installed("workerd");

export const edge = [
  {
    name: "workerd, wrangler, 2023-01-01",
    version: workerdVersion,
    run: () => inWorkerd("2023-01-01"),
  },
  {
    name: "workerd, wrangler, 2026-04-01",
    version: workerdVersion,
    run: () => inWorkerd("2026-04-01"),
  },
  { name: "edge-runtime", version: installed("edge-runtime"), run: inEdgeRuntime },
];
