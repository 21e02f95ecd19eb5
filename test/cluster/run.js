// The example of a cluster, and the paper's sweep on it, with a real Redis.
//
//     npm run test:cluster
//     npm run test:cluster -- faults   one of its files

import { readdirSync } from "node:fs";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { install, installRedis } from "./setup.js";

installRedis();
install(); // before the tests are loaded, which import what needs it
const here = fileURLToPath(new URL(".", import.meta.url));
const [only = ""] = process.argv.slice(2);
const files = readdirSync(here).filter((name) => name.endsWith(".test.js") && name.includes(only));
const tests = run({ files: files.map((name) => here + name), concurrency: 1 });
tests.on("test:fail", () => {
  process.exitCode = 1;
});
tests.compose(new spec()).pipe(process.stdout);
