// Cold start: what import and first solve add to an empty script, each in a fresh process. Medians
// of 20, all taken in turn, so that what slows the machine slows every row.
//
//     npm run bench:cold

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { build, here, install } from "./install.js";

const RUNS = 20;
/** Milliseconds that `dsct` may add to Node. */
const TARGET = 13;

const PROBLEM = `{ machines: [{ speed: 1 }, { speed: 2.5 }], tasks: [
  { deadline: 0.08, theta: 9.1, maxWork: 0.19 }, { deadline: 0.15, theta: 3.2, maxWork: 0.54 },
  { deadline: 0.2, theta: 5.6, maxWork: 0.31, weight: 2 },
  { deadline: 0.2, theta: 1.4, maxWork: 1.22 } ] }`;

const RUNTIMES = {
  Node: [process.execPath],
  Deno: [`${here}node_modules/.bin/deno`, "run", "--no-lock", "--node-modules-dir=manual"],
  Bun: [`${here}node_modules/.bin/bun`, "run"],
};

/** A script in the folder of the package; returns its name. */
function script(name, text) {
  writeFileSync(`${build}${name}`, text);
  return name;
}

const imported = (entry, method) =>
  script(
    `cold-${entry.replace("/", "-")}-${method}.mjs`,
    `import { solve } from "${entry}"; solve(${PROBLEM}, { method: "${method}" });`,
  );
const required = () =>
  script("cold.cjs", `const { solve } = require("dsct"); solve(${PROBLEM}, { method: "refit" });`);

function milliseconds([command, ...args], file) {
  const begin = performance.now();
  const { status, stderr } = spawnSync(command, [...args, file], { cwd: build });
  if (status !== 0) throw new Error(`${command} ${file}: ${stderr}`);
  return performance.now() - begin;
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

/** Times of every row and of its empty script, all in turn. */
function measure(rows) {
  const times = rows.map(() => ({ without: [], full: [] }));
  for (let k = -1; k < RUNS; k++) {
    for (const [r, [runtime, , , file, empty]] of rows.entries()) {
      const without = milliseconds(RUNTIMES[runtime], empty);
      const full = milliseconds(RUNTIMES[runtime], file);
      if (k < 0) continue; // the caches of the disk fill
      times[r].without.push(without);
      times[r].full.push(full);
    }
  }
  return times;
}

install();
const empty = script("empty.mjs", "");
const rows = [
  ["Node", "dsct", "refit", imported("dsct", "refit"), empty],
  ["Node", "dsct, require", "refit", required(), script("empty.cjs", "")],
  ["Node", "dsct/reference", "refit", imported("dsct/reference", "refit"), empty],
  ["Node", "dsct", "search", imported("dsct", "search"), empty],
  ["Deno", "dsct", "refit", imported("dsct", "refit"), empty],
  ["Bun", "dsct", "refit", imported("dsct", "refit"), empty],
];
console.log(`Node ${process.versions.node}, ${cpus().length} x ${cpus()[0].model}\n`);
console.log("| runtime | entry | first solve | empty script | adds |\n|---|---|---|--:|--:|");
for (const [r, { without, full }] of measure(rows).entries()) {
  const [runtime, entry, method] = rows[r];
  const nothing = median(without);
  const added = `${(median(full) - nothing).toFixed(1)} ms`;
  console.log(`| ${runtime} | \`${entry}\` | ${method} | ${nothing.toFixed(0)} ms | ${added} |`);
}
console.log(`\nTarget: \`dsct\` adds at most ${TARGET} ms to Node.`);
