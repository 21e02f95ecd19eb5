// Mutation testing: does some test fail where a line of the source is changed? `npm run test:mutate`
// (scripts/mutate.js) runs this config folder by folder.

export default {
  plugins: ["@stryker-mutator/vitest-runner", "./scripts/mutate-ignore.js"],
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutate.config.ts", related: false },
  coverageAnalysis: "perTest", // of a mutant only those tests run that reach it
  reporters: ["progress-append-only"],
  // a search under a mutant may never end, and the machine may be busy with others
  timeoutMS: 5_000,
  timeoutFactor: 3,
  dryRunTimeoutMinutes: 30,
  disableTypeChecks: false, // esbuild reads no types
  ignorePatterns: ["bench/paper/out", "dist", "docs", "reports", "test/runtimes"],
};
