// Twenty thousand small problems: as fast as a pool of this process, or nearly, in memory that does
// not grow.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { certify, generate } from "../../dist/index.js";
import { createPool } from "../../dist/worker-node.js";
import { writeLines } from "./problems.js";
import { endAll, megabytes, outcome, Redis, run, start, startWorker } from "./setup.js";

const COUNT = 20_000;
const ROUNDS = 4;
const HERE = 1500;
/** Times as long as in a pool of this process, which reads, certifies and writes the same lines. */
const MOST_TIMES = 1.3;
/** Of a worker from the first round to the last, and of `collect` at its greatest, in MB. */
const MOST_GROWTH = 60;
const MOST_COLLECT = 300;

const threads = availableParallelism();
const folder = mkdtempSync(join(tmpdir(), "dsct-cluster-"));
const redis = new Redis();
before(() => redis.start());
after(async () => {
  await endAll();
  await redis.end();
  rmSync(folder, { recursive: true });
});

let seed = Math.floor(Math.random() * 1e9);
function fileOf(count) {
  const file = join(folder, `${seed}.ndjson`);
  const problems = Array.from({ length: count }, () =>
    generate({ tasks: 10, machines: 3, seed: seed++ }),
  );
  writeLines(file, problems);
  return file;
}

/** ms a problem. */
async function timed(count, work) {
  const file = fileOf(count);
  const began = performance.now();
  await work(file);
  return (performance.now() - began) / count;
}

async function solveHere(pool, file) {
  const problems = readFileSync(file, "utf8").trim().split("\n").map(JSON.parse);
  const lines = [];
  for await (const schedule of pool.stream(problems)) {
    assert.ok(certify(problems[lines.length], schedule).valid);
    lines.push(JSON.stringify(schedule));
  }
  writeFileSync(`${file}.here`, lines.join("\n"));
}

/** Greatest number of MB of `collect`. */
async function solveThere(file, count) {
  const enqueued = run(redis, "enqueue", file);
  const collect = start(redis, "collect", file);
  let most = 0;
  const look = setInterval(() => {
    if (collect.exitCode === null) most = Math.max(most, megabytes(collect));
  }, 1000);
  const { code, lines } = await outcome(collect);
  clearInterval(look);
  assert.deepEqual([(await enqueued).code, code, lines.length], [0, 0, count]);
  return most;
}

test(`${COUNT} problems on a worker and in a pool of this process, in turn`, async (context) => {
  const pool = createPool({ threads });
  const worker = await startWorker(redis, "--threads", `${threads}`);
  await timed(HERE, (file) => solveHere(pool, file));
  await timed(HERE, (file) => solveThere(file, HERE));
  const times = { here: [], there: [] };
  const sizes = { worker: [], collect: [] };
  for (let k = 0; k < ROUNDS; k++) {
    times.here.push(await timed(HERE, (file) => solveHere(pool, file)));
    const count = COUNT / ROUNDS;
    const work = async (file) => sizes.collect.push(await solveThere(file, count));
    times.there.push(await timed(count, work));
    sizes.worker.push(megabytes(worker));
  }
  await pool.close();
  const shown = (values) => values.map((value) => Number(value.toPrecision(3))).join(", ");
  const rows = Object.entries({ ...times, ...sizes });
  for (const [name, values] of rows) context.diagnostic(`${name}: ${shown(values)}`);
  // of a machine that others use, too, the best rounds tell most
  const ratio = Math.min(...times.there) / Math.min(...times.here);
  assert.ok(ratio <= MOST_TIMES, `${ratio} times as long`);
  const grown = sizes.worker.at(-1) - sizes.worker[0];
  assert.ok(grown <= MOST_GROWTH, `the worker has grown by ${grown} MB`);
  const collect = Math.max(...sizes.collect);
  assert.ok(collect <= MOST_COLLECT, `collect took ${collect} MB`);
});
