// Twenty thousand small problems: nearly as fast as in a pool of this process, in memory that does
// not grow.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { certify, generate } from "../../dist/index.js";
import { createPool } from "../../dist/worker-node.js";
import { answersOf } from "../../examples/cluster/answers.js";
import { batchesOf } from "../../examples/cluster/batches.js";
import { inOrder, Jobs } from "../../examples/cluster/queue.js";
import { SOLVER } from "../../examples/cluster/solver.js";
import { writeLines } from "./problems.js";
import { cpuOf, forTests, megabytes, startWorker } from "./setup.js";

const ROUNDS = 10;
const COUNT = 2000;
const HERE = 500;
/** Times as long as in a pool of this process. */
const MOST_TIMES = 1.3;
/** MB that a process may hold in the second half of the rounds beyond what it held in the first. */
const MOST_GROWTH = 50;
/** Batches that are under way. */
const AHEAD = 8;

const threads = availableParallelism();
const { folder, redis } = forTests();

let seed = Math.floor(Math.random() * 1e9);
function fileOf(count) {
  const file = join(folder, `${seed}.ndjson`);
  const problems = Array.from({ length: count }, () =>
    generate({ tasks: 10, machines: 3, seed: seed++ }),
  );
  writeLines(file, problems);
  return file;
}

/** Adds what it takes to the seconds that pass and to the CPU time of the processes. */
async function timed(times, processes, work) {
  const cpu = () => processes.reduce((sum, { pid }) => sum + cpuOf(pid), 0);
  const [began, before] = [performance.now(), cpu()];
  await work();
  times.wall += (performance.now() - began) / 1000;
  times.cpu += cpu() - before;
}

/** Both write the schedules of a file, in order and certified. */
async function solveHere(pool, file) {
  const problems = readFileSync(file, "utf8").trim().split("\n").map(JSON.parse);
  const lines = [];
  for await (const schedule of pool.stream(problems)) {
    assert.ok(certify(problems[lines.length], schedule).valid);
    lines.push(JSON.stringify(schedule));
  }
  writeFileSync(`${file}.out`, lines.join("\n"));
}

async function solveThere(jobs, file) {
  const input = { file, size: 100, options: {} };
  const enqueue = async () => {
    for await (const _ of inOrder(batchesOf(input), ({ data }) => jobs.add(data), AHEAD));
  };
  const enqueued = enqueue();
  const finishing = async ({ lines, data }) => ({
    lines,
    data,
    outcome: await jobs.answerOf(data),
  });
  const lines = [];
  for await (const batch of inOrder(batchesOf(input), finishing, AHEAD)) {
    for (const { schedule } of answersOf(batch)) lines.push(JSON.stringify(schedule));
  }
  await enqueued;
  assert.ok(lines.every((line) => line !== undefined));
  writeFileSync(`${file}.out`, lines.join("\n"));
}

test(`${ROUNDS * COUNT} problems on a worker and, in turn, in a pool here`, async (context) => {
  const pool = createPool({ threads });
  const jobs = new Jobs({ ...SOLVER, redis: redis.url });
  const worker = await startWorker(redis, "--threads", `${threads}`);
  const here = { wall: 0, cpu: 0 };
  const there = { wall: 0, cpu: 0 };
  const sizes = { worker: [], "this process": [] };
  for (let k = -1; k < ROUNDS; k++) {
    if (k === 0) Object.assign(here, Object.assign(there, { wall: 0, cpu: 0 })); // compiled by now
    const [few, many] = [fileOf(HERE), fileOf(COUNT)];
    await timed(here, [process], () => solveHere(pool, few));
    await timed(there, [process, worker, redis], () => solveThere(jobs, many));
    sizes.worker.push(megabytes(worker));
    sizes["this process"].push(megabytes(process));
  }
  await Promise.all([pool.close(), jobs.close()]);

  const ratioOf = (kind) => there[kind] / COUNT / (here[kind] / HERE);
  const ratios = { wall: ratioOf("wall"), cpu: ratioOf("cpu") };
  for (const report of [{ here, there }, ratios, sizes]) context.diagnostic(JSON.stringify(report));
  // where others use the machine, too, time passes for them; where nobody does, both say the same
  assert.ok(Math.min(ratios.wall, ratios.cpu) <= MOST_TIMES, JSON.stringify(ratios));
  for (const [name, values] of Object.entries(sizes)) {
    const [first, second] = [values.slice(0, ROUNDS / 2), values.slice(ROUNDS / 2)];
    const grown = Math.max(...second) - Math.max(...first);
    assert.ok(grown <= MOST_GROWTH, `${name} has grown by ${grown} MB`);
  }
});
