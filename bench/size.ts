// Size of what is published, after `npm run build`, against a budget; exits with 1 where one passes
// it.
//
//     npm run bench:size

import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { heading, print } from "./report.js";

/** Bytes, gzipped, that each file may have. */
const BUDGET = {
<<<<<<< HEAD
  "index.js": 75_000, // target 45_000, missed: the core is 50 of it, reading and certify most of the rest
  "reference.js": 65_500,
  "workerd.js": 22_100, // beside core.wasm
  "edge-light.js": 22_100, // likewise
  "iife.js": 75_500,
  "worker.js": 70_400, // the whole solver as the worker's text
  "worker-node.js": 70_200,
  "worker-script.js": 65_200,
  "online.js": 66_600, // the same core; without solve and what reads and draws its schedules
  "online-workerd.js": 13_900, // beside core.wasm
  "online-edge-light.js": 13_900, // likewise
  "core.wasm": 46_700,
=======
  "index.js": 64_400, // target 45_000, missed: the core is 40 of it, reading and certify most of the rest
  "reference.js": 55_600,
  "workerd.js": 21_600, // beside core.wasm
  "edge-light.js": 21_600, // likewise
  "iife.js": 64_700,
  "worker.js": 59_300, // the whole solver as the worker's text
  "worker-node.js": 59_000,
  "worker-script.js": 54_400,
  "online.js": 56_500, // the same core; without solve and what reads and draws its schedules
  "online-workerd.js": 13_500, // beside core.wasm
  "online-edge-light.js": 13_500, // likewise
  "core.wasm": 36_500,
>>>>>>> b13fa16bd87039ccc14578ce9768e5edbc176f27
};

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

console.log(`${heading()}\n`);
print(["file", "bytes", "gzip", "brotli", "budget, gzip"], ["---", "--:", "--:", "--:", "--:"]);
for (const [file, budget] of Object.entries(BUDGET)) {
  const content = readFileSync(`dist/${file}`);
  const gzip = gzipSync(content, { level: 9 }).length;
  const sizes = [content.length, gzip, brotliCompressSync(content).length, budget];
  print([file, ...sizes.map(kilobytes)]);
  if (gzip <= budget) continue;
  console.error(`dist/${file} is ${gzip} bytes gzipped; expected at most ${budget}`);
  process.exitCode = 1;
}
