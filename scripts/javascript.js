// assembly/ in JavaScript: the second engine, of the very same files. AssemblyScript is almost
// TypeScript, and esbuild drops its types and its casts (`<f64>n`), so little is left to do:
//
// - buffers are typed arrays, and `min`, `sqrt` and the like are those of Math (SUBSTITUTIONS);
// - there are no lanes (DEFINE): esbuild drops what stands behind `if (ASC_FEATURE_SIMD)`, and with
//   it every function of lanes alone;
// - a few words mean nothing in JavaScript, or something else there (builtins.js).
//
// What a cast does to a number is lost: `<i32>x` must be given whole numbers, as everywhere in
// assembly/ (test/javascript.test.ts).

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const SUBSTITUTIONS = [
  [/\bStaticArray<f64>/g, "Float64Array"],
  [/\bStaticArray<i32>/g, "Int32Array"],
  [/(?<![\w.])(abs|ceil|floor|max|min|sqrt)\(/g, "Math.$1("],
];

const DEFINE = {
  ASC_FEATURE_SIMD: "false",
  ASC_TARGET: "0",
  "f64.MAX_VALUE": "Number.MAX_VALUE",
};

const BUILTINS = ["changetype", "fromWords", "heap", "leadingZeros", "lowerWord", "upperWord"];
/** Names of typed arrays, which must stay. */
const OF_ARRAYS = ["length", "fill", "set", "subarray", "copyWithin", "buffer"];
const folder = fileURLToPath(new URL("../assembly/", import.meta.url));
const builtins = fileURLToPath(new URL("builtins.js", import.meta.url));
const entry = fileURLToPath(new URL("../assembly/index.ts", import.meta.url));

/** Options for esbuild: fields are written by constructors, as AssemblyScript lays them out. */
const COMMON = {
  define: DEFINE,
  target: "es2022",
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
};

/** The text of a file of assembly/ as TypeScript. */
export function toTypeScript(text) {
  const names = BUILTINS.filter((name) => new RegExp(`\\b${name}\\b`).test(text));
  const head = names.length
    ? `import { ${names.join(", ")} } from ${JSON.stringify(builtins)};`
    : "";
  // in one line with the first of the file, so that lines keep their numbers
  return head + SUBSTITUTIONS.reduce((result, [from, to]) => result.replace(from, to), text);
}

/**
 * The names of fields, which are shortened: they are a sixth of the engine, and no minifier may
 * touch them unasked. Not those that exports have, too.
 */
function fieldNames() {
  const names = new Set();
  const kept = new Set(OF_ARRAYS);
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!name.endsWith(".ts")) continue;
    const text = readFileSync(folder + name, "utf8");
    for (const [, field] of text.matchAll(/\bthis\.(\w+)/g)) names.add(field);
    for (const [, own] of text.matchAll(/^export (?:function|let|const) (\w+)/gm)) kept.add(own);
  }
  return new RegExp(`^(${[...names].filter((name) => !kept.has(name)).join("|")})$`);
}

/** For esbuild. */
const assemblyScript = {
  name: "assemblyscript",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]assembly[\\/].*\.ts$/ }, ({ path }) => ({
      contents: toTypeScript(readFileSync(path, "utf8")),
      loader: "ts",
    }));
  },
};

/** The engine as a module that exports `instantiate`: every call makes buffers of its own. */
export async function javaScriptEngine(options = {}) {
  const { outputFiles } = await build({
    ...COMMON,
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "core",
    mangleProps: fieldNames(),
    minifySyntax: true, // drops the branches for WebAssembly, writes constants as numbers
    banner: { js: "export function instantiate() {" },
    footer: { js: "return core;\n}" },
    plugins: [assemblyScript],
    legalComments: "none",
    ...options,
  });
  return outputFiles[0].text;
}

/**
 * For Vitest: `import … from "../assembly/chain/pool.ts?js"`, one module a file. The ending is for
 * the type checker, which has no types for them.
 */
export const viteAssembly = {
  name: "assemblyscript",
  enforce: "pre",
  resolveId(source, importer) {
    return source.endsWith(".ts?js") ? this.resolve(source.slice(0, -3), importer) : null;
  },
  async load(id) {
    if (!/[\\/]assembly[\\/].*\.ts$/.test(id)) return null;
    const text = toTypeScript(readFileSync(id, "utf8"));
    return transform(text, { ...COMMON, loader: "ts", sourcefile: id, sourcemap: true });
  },
};
