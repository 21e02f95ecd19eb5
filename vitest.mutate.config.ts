// The tests of a mutation run, see scripts/mutate.js, which says which they are.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { viteAssembly } from "./scripts/javascript.js";
import { viteWasmAsText } from "./scripts/wasm.js";

const { DSCT_TESTS = "", DSCT_MUTATED = "" } = process.env;

/**
 * The JavaScript engine on the modules of assembly/, which have the mutants; build/core.js was
 * bundled before. Every engine is the same instance then: a test file can have but one of them.
 */
const engineOfModules = {
  name: "engine-of-modules",
  enforce: "pre" as const,
  resolveId: (source: string) => (source.endsWith("/build/core.js") ? "\0core" : null),
  load(id: string) {
    if (id !== "\0core") return null;
    const index = fileURLToPath(new URL("assembly/index.ts", import.meta.url));
    return `import * as core from ${JSON.stringify(index)};\nexport const instantiate = () => core;`;
  },
};

export default defineConfig({
  plugins: [
    viteWasmAsText,
    viteAssembly,
    ...(DSCT_MUTATED.startsWith("assembly/") ? [engineOfModules] : []),
  ],
  test: {
    include: DSCT_TESTS.split(" ").map((name) => `test/${name}.test.ts`),
    testTimeout: 600_000, // Stryker has its own
    hookTimeout: 600_000,
  },
});
