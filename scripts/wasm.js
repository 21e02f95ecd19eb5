// How builds and tests import a .wasm file: as text, or as what the runtime makes a module of.

import { readFileSync } from "node:fs";

const asText = (path, encoding) => `export default "${readFileSync(path).toString(encoding)}"`;

const wasmAs = (encoding) => ({
  name: `wasm-as-${encoding}`,
  setup(build) {
    const contents = (path) => ({ contents: asText(path, encoding) });
    build.onLoad({ filter: /\.wasm$/ }, ({ path }) => contents(path));
  },
});

/**
 * For esbuild: hexadecimal digits. They are longer than base64 but keep the bytes in step, so that
 * gzip finds what repeats: 54.0 kB of the core against 61.8 (measured).
 */
export const wasmAsHex = wasmAs("hex");

/** For esbuild, where nobody compresses: 162.8 kB against 244.2. */
export const wasmAsBase64 = wasmAs("base64");

/** For esbuild: an import that the runtime is to make a module of, the published core beside it. */
export const wasmAsImport = {
  name: "wasm-as-import",
  setup(build) {
    build.onResolve({ filter: /\.wasm\?(static|module)$/ }, ({ path }) => {
      return { path: path.replace("?static", ""), external: true };
    });
  },
};

/** For Vite and Vitest, and .txt files as text, which esbuild does by itself. */
export const viteWasmAsHex = {
  name: "wasm-as-hex",
  enforce: "pre",
  load(id) {
    if (id.endsWith(".wasm")) return asText(id, "hex");
    if (id.endsWith(".txt")) return `export default ${JSON.stringify(readFileSync(id, "utf8"))}`;
    return null;
  },
};
