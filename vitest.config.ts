import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [
    {
      // as in scripts/build.js: a .wasm file is imported as base64
      name: "wasm-base64",
      enforce: "pre",
      load(id) {
        if (!id.endsWith(".wasm")) return null;
        return `export default "${readFileSync(id).toString("base64")}"`;
      },
    },
  ],
  test: {
    include: ["test/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    execArgv: ["--expose-gc"], // test/memory.test.ts
  },
});
