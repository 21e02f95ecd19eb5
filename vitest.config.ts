import { defineConfig } from "vitest/config";
import { viteCores } from "./scripts/cores.js";
import { viteAssembly } from "./scripts/javascript.js";
import { viteWasmAsText } from "./scripts/wasm.js";

/** Whole programs, brute force and sizes that take long: not for every edit (`--mode fast`). */
const SLOW = [
  "anytime",
  "blocks",
  "branch",
  "cli",
  "cli-data",
  "cli-help",
  "cli-terminal",
  "columns",
  "csv",
  "dispatcher-example",
  "examples",
  "interrupt",
  "loss",
  "memory",
  "metamorphic",
  "move",
  "nested",
  "online",
  "online-memory",
  "package",
  "paper",
  "pricing",
  "readme",
  "search",
  "solve",
  "solver",
  "stopping",
  "swap",
  "tables-columns",
  "tables-engines",
  "tables-lists",
  "tables-oracle",
  "tables-prices",
  "tail",
  "trial",
  "window",
  "worker",
];

export default defineConfig(({ mode }) => ({
  plugins: [viteWasmAsText, viteAssembly, viteCores],
  test: {
    include: ["test/*.test.ts"],
    exclude: mode === "fast" ? SLOW.map((name) => `test/${name}.test.ts`) : [],
    maxWorkers: "100%",
    testTimeout: 120_000,
    hookTimeout: 120_000,
    execArgv: ["--expose-gc"], // test/memory.test.ts
  },
}));
