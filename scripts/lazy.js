// The core of the reference engine as one function that runs at its first use. Most programs never
// call it, and its 200 functions and buffers, made at import, are 4 ms of a cold start (measured).

import { build } from "esbuild";

/** For esbuild: src/engine/deferred.ts, bundled by itself and wrapped. */
export const lazyReference = {
  name: "lazy-reference",
  setup({ onLoad, initialOptions: { target } }) {
    onLoad({ filter: /[\\/]src[\\/]engine[\\/]deferred\.ts$/ }, async ({ path }) => {
      const { outputFiles } = await build({
        entryPoints: [path],
        bundle: true,
        write: false,
        outfile: path.replace(/ts$/, "js"), // not written; source maps begin there
        minify: true,
        target,
        format: "iife",
        globalName: "deferred",
        sourcemap: "inline",
        banner: { js: "const make = () => {" },
        footer: {
          js: `return deferred.referenceCore(); };
            let core;
            export const referenceCore = () => (core ??= make());`,
        },
      });
      return { contents: outputFiles[0].text };
    });
  },
};
