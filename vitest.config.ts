import { defineConfig } from "vitest/config";
import { viteCores } from "./scripts/cores.js";
import { viteAssembly } from "./scripts/javascript.js";
import { viteWasmAsText } from "./scripts/wasm.js";

/** Whole programs, brute force and sizes that take long: not for every edit (`--mode fast`). */
const SLOW = [
  "anytime",
  "api",
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

/** What runs other processes, or looks at files: for `--mode coverage` lost time, as what is slow. */
const UNCOUNTED = [...SLOW, "links", "parity", "structure"];

const LEFT_OUT: Record<string, string[]> = { fast: SLOW, coverage: UNCOUNTED };

/** It builds the engine once more, with a map. */
const coverage = async () => (await import("./scripts/coverage.js")).viteCoverage;

export default defineConfig(async ({ mode }) => ({
  plugins: [
    ...(mode === "coverage" ? [await coverage()] : []),
    viteWasmAsText,
    viteAssembly,
    viteCores,
  ],
  test: {
    include: ["test/*.test.ts"],
    exclude: (LEFT_OUT[mode] ?? []).map((name) => `test/${name}.test.ts`),
    maxWorkers: "100%",
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts", "assembly/**/*.ts", "build/core.js"],
      // src/cli/ runs in processes of its own; lanes and inflate are for WebAssembly
      exclude: [
        "**/*.d.ts",
        "src/cli/**",
        "assembly/numeric/lanes.ts",
        "assembly/inflate/**",
        "scripts/**",
      ],
      excludeAfterRemap: true, // of build/core.js, which is files of assembly/
      reporter: ["text", "html", "json-summary"],
      // just below what is measured: a fall fails
      thresholds: {
        "src/**": { lines: 97.5, functions: 97, branches: 93.5, statements: 96.5 },
        "assembly/**": { lines: 93.5, functions: 94, branches: 88, statements: 92.5 },
      },
    },
    execArgv: ["--expose-gc"], // test/memory.test.ts
  },
}));
