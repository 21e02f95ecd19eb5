import { defineConfig } from "vitest/config";
import { viteWasmAsHex } from "./scripts/hex.js";
import { viteAssembly } from "./scripts/javascript.js";

export default defineConfig({
  plugins: [viteWasmAsHex, viteAssembly], // as in scripts/build.js
  test: {
    include: ["test/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    execArgv: ["--expose-gc"], // test/memory.test.ts
  },
});
