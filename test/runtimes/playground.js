// The playground in Chromium. As part of test:runtimes, or alone, all of it or some, by words of
// what the checks are called:
//
//     npm run test:playground
//     npm run test:playground -- drag link

import { pathToFileURL } from "node:url";
import { dragging } from "./playground/drag.js";
import { files } from "./playground/files.js";
import { keyboard } from "./playground/keyboard.js";
import { links } from "./playground/links.js";
import { looks } from "./playground/looks.js";
import { online, onlineTimed } from "./playground/online.js";
import { close, version } from "./playground/site.js";
import { solving, solvingTimed } from "./playground/solving.js";

export { close };

const CHECKS = [...keyboard, ...dragging, ...links, ...files, ...solving, ...online, ...looks];
/** They need the machine for themselves. */
const TIMED = [...solvingTimed, ...onlineTimed];
/** Pages at the same time: much of the time a check waits. */
const LANES = 2;

async function rowOf([what, check]) {
  try {
    return [what, "ok", await check()];
  } catch (error) {
    return [what, "failed", error.stack.split("\n").slice(0, 12).join(" / ")];
  }
}

/** Rows in the order of the checks. */
async function inLanes(checks, lanes) {
  const rows = [];
  const waiting = checks.entries();
  const lane = async () => {
    for (const [k, check] of waiting) rows[k] = await rowOf(check);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return rows;
}

/** words: of the checks to run; none: all of them. */
async function run(words = []) {
  const isAsked = ([what]) => words.length === 0 || words.some((word) => what.includes(word));
  return [
    ...(await inLanes(CHECKS.filter(isAsked), LANES)),
    ...(await inLanes(TIMED.filter(isAsked), 1)),
  ];
}

export const playground = [{ name: "Chromium, playground", version, run: () => run() }];

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const rows = await run(process.argv.slice(2));
  for (const row of rows) console.log(row.join(" | "));
  console.log(`${rows.length} checks in ${(performance.now() / 1000).toFixed(0)} s`);
  if (rows.some(([, kind]) => kind !== "ok")) process.exitCode = 1;
  await close();
}
