// Mutation testing: changes the source here and there and counts for how many changes some test fails.
//
//   npm run test:mutate                                      all rooms, hours
//   npm run test:mutate -- src/schedule assembly/paper/shift.ts   these folders and files
//
// Writes docs/mutation.md, where what is not run again stays, and into reports/mutation/, for every
// file, the changes that no test noticed. DSCT_WORKERS: how many at a time; default: all cores.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Stryker } from "@stryker-mutator/core";
import { updateCores } from "./cores.js";

/**
 * Room -> the tests that are about it. Not among them: those of golden hashes, which fail whatever
 * changes, and of parity, whose judge would be the WebAssembly of the source without mutants.
 * src/cli is no room here: its tests run what is bundled in dist/, where there are no mutants.
 */
const ROOMS = {
  "src/problem": ["reading", "generate"],
  "src/tables": ["read-tables"],
  "src/engine": ["engine", "limits"],
  "src/chart": ["svg", "svg-tables", "svg-many"],
  "src/schedule": ["dual", "read", "certify", "decode", "svg"],
  "src/solver": ["calls"],
  "src/worker": ["worker"],
  "assembly/numeric": ["math", "matching"],
  "assembly/problem": ["order", "textbook", "solve"],
  "assembly/chain": ["measure", "settle", "nested", "textbook", "refit"],
  "assembly/paper": ["shift", "textbook", "round", "edf", "levels", "solve"],
  "assembly/bound": ["bound"],
  "assembly/search": ["blocks", "trial", "loss", "move", "swap", "window", "tail", "search"],
  "assembly/tables": ["tables-options", "tables-prices", "tables-single", "tables-layout"],
  "assembly/tables/search": ["tables-lists"],
  "assembly/tables/exact": ["tables-columns"],
};

/**
 * File -> the tests that are about it, where those of its room are about others: to load them for
 * every mutant takes longer than to run them.
 */
const FILES = {
  "src/problem/generate.ts": ["generate"],
  "src/problem/fit.ts": ["fit"],
  "src/schedule/capacity.ts": ["ready", "certify"],
  "src/schedule/certify.ts": ["certify"],
  "src/schedule/certify-tables.ts": ["certify-tables"],
  "src/schedule/checks.ts": ["certify", "certify-tables"],
  "src/schedule/decode.ts": ["decode"],
  "src/schedule/decode-tables.ts": ["tables"],
  "src/schedule/dual-tables.ts": ["certify-tables"],
  "src/schedule/read.ts": ["read", "certify"],
  "src/schedule/svg.ts": ["svg"],
  "src/schedule/svg-tables.ts": ["svg-tables"],
  "src/schedule/table-points.ts": ["certify-tables"],
  "assembly/chain/elements.ts": ["elements"],
  "assembly/chain/measure.ts": ["measure"],
  "assembly/chain/nested.ts": ["chain"],
  "assembly/chain/pool.ts": ["pool"],
  "assembly/chain/rounding.ts": ["rounding"],
  "assembly/chain/scratch.ts": ["chain"],
  "assembly/chain/segments.ts": ["chain"],
  "assembly/chain/settle.ts": ["settle"],
  "assembly/paper/chains.ts": ["round", "textbook"],
  "assembly/paper/edf.ts": ["edf"],
  "assembly/paper/guarantee.ts": ["solve"],
  "assembly/paper/levels.ts": ["levels"],
  "assembly/paper/machines.ts": ["round", "textbook"],
  "assembly/paper/relax.ts": ["relax"],
  "assembly/paper/round.ts": ["round", "textbook"],
  "assembly/paper/shift.ts": ["shift", "textbook"],
};

const PAGE = "docs/mutation.md";
const REPORTS = "reports/mutation";
const [START, END] = ["<!-- table -->", "<!-- /table -->"];

/**
 * Statuses of Stryker, by column. Ignored ones are no mutants; where the runner fails instead of a
 * test (RuntimeError), nothing was noticed.
 */
const COLUMNS = { Killed: 1, Timeout: 2, Survived: 3, NoCoverage: 3, RuntimeError: 3 };
/** What the list says of a change beside what it is. */
const NOTES = { NoCoverage: ", not run", RuntimeError: ", the runner failed" };

/** Whether a room or a file of it is asked for, and which files. */
function filesOf(room, asked) {
  const names = readdirSync(room).filter((name) => name.endsWith(".ts"));
  const files = names.map((name) => `${room}/${name}`);
  const isAsked = (file) => asked.some((path) => `${file}/`.startsWith(path.replace(/\/*$/, "/")));
  return asked.length === 0 ? files : files.filter(isAsked);
}

/** The files by the tests that are about them, [tests, files] each. */
function byTests(room, files) {
  const groups = new Map();
  for (const file of files) {
    const tests = (FILES[file] ?? ROOMS[room]).join(" ");
    groups.set(tests, [...(groups.get(tests) ?? []), file]);
  }
  return groups;
}

/** The mutants of these files and what became of each. */
function run(room, tests, files) {
  const isCore = room.startsWith("assembly/");
  // for vitest.mutate.config.ts, test/helpers/engines.ts and the tests of random problems
  process.env.DSCT_MUTATED = room;
  process.env.DSCT_TESTS = tests;
  process.env.DSCT_RUNS = "100";
  process.env.DSCT_ENGINE = isCore ? "reference" : "wasm release";
  const ignorers = isCore ? ["lanes"] : [];
  const concurrency = Number(process.env.DSCT_WORKERS ?? availableParallelism());
  return new Stryker({ mutate: files, ignorers, concurrency }).runMutationTest();
}

/** [mutants, killed, timed out, survived] */
function count(mutants) {
  const counts = [0, 0, 0, 0];
  for (const { status } of mutants) {
    const column = COLUMNS[status];
    if (!column) continue;
    counts[0]++;
    counts[column]++;
  }
  return counts;
}

/** The changes of a file that no test noticed, each with its line as it is. */
function list(file, mutants) {
  const lines = readFileSync(file, "utf8").split("\n");
  const missed = mutants.filter(({ status }) => COLUMNS[status] === 3);
  const texts = missed.map(({ location: { start }, replacement, mutatorName, status }) => {
    const line = lines[start.line - 1].trim();
    const at = `${file}:${start.line}:${start.column}`;
    return `${at} ${mutatorName}${NOTES[status] ?? ""}\n  ${line}\n  -> ${replacement}\n`;
  });
  writeFileSync(`${REPORTS}/${file.replaceAll("/", "-")}.txt`, texts.join(""));
}

/** The rows of the page: file -> its counts. */
function readRows() {
  const rows = readFileSync(PAGE, "utf8").matchAll(/^\| &nbsp; `(.+?)` \|(.+)\|$/gm);
  return new Map(
    [...rows].map(([, file, cells]) => [file, cells.split("|").slice(0, 4).map(Number)]),
  );
}

/** A line of the table; the score is what part of the mutants was noticed. */
function line(name, [mutants, killed, timedOut, survived]) {
  const score = mutants > 0 ? `${((100 * (killed + timedOut)) / mutants).toFixed(1)} %` : "";
  return `| ${name} | ${[mutants, killed, timedOut, survived, score].join(" | ")} |`;
}

/** The page with these rows, room by room. */
function writeRows(rows) {
  const lines = Object.keys(ROOMS).flatMap((room) => {
    const files = [...rows.keys()].filter((file) => file.startsWith(`${room}/`)).sort();
    if (files.length === 0) return [];
    const sums = [0, 1, 2, 3].map((k) => files.reduce((sum, file) => sum + rows.get(file)[k], 0));
    return [
      line(`**${room}**`, sums),
      ...files.map((file) => line(`&nbsp; \`${file}\``, rows.get(file))),
    ];
  });
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  const head = [
    `dsct ${version}, Node ${process.version.slice(1)}`,
    "",
    "| file | mutants | killed | timed out | survived | score |",
    "|---|--:|--:|--:|--:|--:|",
  ];
  const [before, rest] = readFileSync(PAGE, "utf8").split(START);
  const after = rest.split(END)[1];
  const table = [...head, ...lines].join("\n");
  writeFileSync(PAGE, `${before}${START}\n\n${table}\n\n${END}${after}`);
}

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
await updateCores();
mkdirSync(REPORTS, { recursive: true });
for (const room of Object.keys(ROOMS)) {
  for (const [tests, files] of byTests(room, filesOf(room, process.argv.slice(2)))) {
    const mutants = await run(room, tests, files);
    const rows = readRows(); // after every run: all of them take hours and may be cut short
    for (const file of files) {
      const its = mutants.filter(({ fileName }) => relative("", fileName) === file);
      rows.delete(file);
      const counts = count(its);
      if (counts[0] > 0) rows.set(file, counts);
      list(file, its);
    }
    writeRows(rows);
  }
}
