// Solves the same problems in every runtime, from the packed package, and compares the bits.
//
//     npm run test:runtimes

import { pathToFileURL } from "node:url";
import { build, install } from "./install.js";

install();

// only now are the runtimes there
const { probe } = await import(pathToFileURL(`${build}probe.js`));
const { solve } = await import(pathToFileURL(`${build}node_modules/dsct/dist/reference.js`));
const { processes } = await import("./processes.js");
const { edge } = await import("./edge.js");
const { browser, close } = await import("./browser.js");
const { types } = await import("./types.js");
const { examples } = await import("./examples.js");
const { close: closePlayground, playground } = await import("./playground.js");

const NO_WASM = /^this runtime does not compile WebAssembly; import dsct\/reference instead/;
const NO_WORKER = /the worker did not start.*; expected worker-src blob:/;
/** The address of it, and, where the browser tells, why. */
const noScript = (address, why) =>
  new RegExp(
    `^options.script: ${address} is not the script of dsct's worker${why}; expected the a`,
  );
/** What each entry may say instead of a hash. */
const SAYINGS = {
  dsct: NO_WASM,
  "dsct/worker": NO_WORKER,
  "dsct/worker, abort": /^aborted$/,
  "dsct/worker, stop": /^after 3 reports$/,
  "dsct/worker, best": /^(feasible|optimal)$/,
  "dsct/worker, 404": noScript("/lost.js", ""),
  "dsct/worker, HTML": noScript("/iife", ": .*SyntaxError.*"),
  "dsct/worker, elsewhere": noScript("http://127.0.0.1:1/a.js", ": .*cannot be accessed.*"),
};

const expected = await probe(solve);
const count = { passed: 0, failed: 0 };

function print(name, version, entry, answer, isOk) {
  count[isOk ? "passed" : "failed"]++;
  console.log([name, version, entry, answer, isOk ? "ok" : "FAILED"].join(" | "));
}

/** kind: of the answer; "ok" for what checked itself and would have thrown. */
function isRight(entry, kind, answer) {
  if (kind === "says") return SAYINGS[entry].test(answer);
  return kind === "ok" || answer === expected;
}

console.log("runtime | version | entry | hash of every schedule | ");
print("reference", process.versions.node, "dsct/reference", expected, true);
const all = [...processes, ...edge, ...browser, ...types, ...examples, ...playground];
for (const { name, version, run } of all) {
  let shown = version;
  try {
    shown = typeof version === "function" ? await version() : version;
    const rows = await run();
    if (rows.length === 0) throw new Error("it answered nothing");
    for (const [entry, kind, answer] of rows) {
      print(name, shown, entry, answer, isRight(entry, kind, answer));
    }
  } catch (error) {
    print(name, shown, "", String(error.message).split("\n").slice(0, 8).join(" / "), false);
  }
}
await close();
await closePlayground();
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed > 0 ? 1 : 0;
