// For `npm run coverage`: what runs of the JavaScript engine is counted in the files of assembly/,
// whether it comes from a test's `?js` or from the whole engine. What stands behind
// `if (ASC_FEATURE_SIMD)` never runs there and does not count.

import { javaScriptEngine, viteAssembly } from "./javascript.js";

const MAP = /\/\/# sourceMappingURL=data:application\/json;base64,(.*)\n?$/;

/** With the names and the order of statements of assembly/, so that every one has its line. */
const engine = await javaScriptEngine({
  mangleProps: undefined,
  minifySyntax: false,
  sourcemap: "inline",
  outfile: "build/core.js",
});

// esbuild adds a digit to a name that two files have
const functions = new Set(
  [...engine.matchAll(/^ *(?:export )?function (\w+?)\d*\(/gm)].map(([, name]) => name),
);
const isInEngine = (name) => functions.has(name.replace(/\d+$/, ""));

/** As many lines, and nothing in them: the map stays true. */
const blank = (text) => text.replaceAll(/[^\n]/g, " ");

/** Of what esbuild wrote: without branches and functions that are for WebAssembly alone. */
function withoutLanes(code) {
  return code
    .replaceAll(/^( *)if \(false\) \{\n[\s\S]*?^\1\}$/gm, blank)
    .replaceAll(/^ *if \(false\) .*\n *else /gm, blank)
    .replaceAll(/if \(true\) (return .*;\n)([\s\S]*?)(?=^ *\}$)/gm, (_, first, rest) => {
      return blank("if (true) ") + first + blank(rest);
    })
    .replaceAll(/^(?:export )?function (\w+)\([\s\S]*?^\}$/gm, (text, name) => {
      return isInEngine(name) ? text : blank(text);
    });
}

/** For Vitest, before viteAssembly. */
export const viteCoverage = {
  name: "coverage",
  enforce: "pre",
  async load(id) {
    if (id.endsWith("/build/core.js")) {
      const map = Buffer.from(engine.match(MAP)[1], "base64").toString();
      return { code: withoutLanes(engine.replace(MAP, "")), map };
    }
    const loaded = await viteAssembly.load(id);
    return loaded && { ...loaded, code: withoutLanes(loaded.code) };
  },
};
