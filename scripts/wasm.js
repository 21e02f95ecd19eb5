// How builds and tests import a .wasm file: as text, or as what the runtime makes a module of.

import { readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";

/**
 * A core as text: deflated, then base64. 64 kB for 122, as small as a server could send it; digits
 * or base64 of it as it is are 244 and 163 kB, and no smaller when gzip has been over them. What
 * inflates it is base64 as it is.
 */
const asText = (path) => {
  const bytes = readFileSync(path);
  const isSmall = path.endsWith("inflate.wasm");
  const packed = isSmall ? bytes : deflateRawSync(bytes, { level: 9, memLevel: 9 });
  return `export default "${packed.toString("base64")}"`;
};

/** For esbuild. */
export const wasmAsText = {
  name: "wasm-as-text",
  setup(build) {
    const contents = (path) => ({ contents: asText(path) });
    build.onLoad({ filter: /\.wasm$/ }, ({ path }) => contents(path));
  },
};

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
export const viteWasmAsText = {
  name: "wasm-as-text",
  enforce: "pre",
  load(id) {
    if (id.endsWith(".wasm")) return asText(id);
    if (id.endsWith(".txt")) return `export default ${JSON.stringify(readFileSync(id, "utf8"))}`;
    return null;
  },
};
