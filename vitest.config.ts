import { defineConfig } from "vitest/config";
import { viteWasmAsHex } from "./scripts/hex.js";

export default defineConfig({
  plugins: [viteWasmAsHex], // as in scripts/build.js
  test: {
    include: ["test/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    execArgv: ["--expose-gc"], // test/memory.test.ts
  },
});
