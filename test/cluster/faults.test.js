// Workers that are killed, Redis that goes away, commands that are repeated: one result a problem.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Jobs } from "../../examples/cluster/queue.js";
import { SOLVER } from "../../examples/cluster/solver.js";
import { problemsOf, solved, writeLines } from "./problems.js";
import { forTests, outcome, run, start, startWorker, stop } from "./setup.js";

const { folder, redis } = forTests();

/** A file of random problems, other ones at each run. */
function fileOf(count) {
  const seed = Math.floor(Math.random() * 1e9);
  const problems = problemsOf(count, seed);
  const file = join(folder, `${seed}.ndjson`);
  writeLines(file, problems);
  return { file, problems };
}

/** A problem whose proof takes longer than any test. */
const ENDLESS = ["--generate", '{"tasks":200,"machines":7,"speeds":[1,9]}'];
const PROOF = ["--options", '{"method":"exact","gapTolerance":0,"limits":{"steps":1e15}}'];

test("three workers, one killed, Redis killed: every problem has one result, to the bit", async () => {
  const { file, problems } = fileOf(3000);
  const workers = [];
  for (let k = 0; k < 3; k++) workers.push(await startWorker(redis, "--threads", "1"));
  const enqueue = run(redis, "enqueue", file, "--batch", "50");
  const collect = start(redis, "collect", file, "--batch", "50");
  const lines = [];
  const faults = [
    [500, () => stop(workers[0], "SIGKILL")],
    [
      1200,
      async () => {
        await redis.kill();
        await sleep(1500);
        await redis.start();
      },
    ],
    [2000, () => stop(workers[1], "SIGTERM")],
  ];
  const done = [];
  collect.stdout.setEncoding("utf8").on("data", (text) => {
    lines.push(text);
    const count = lines.join("").split("\n").length - 1;
    while (faults.length > 0 && count >= faults[0][0]) done.push(faults.shift()[1]());
  });
  const [{ code }, enqueued] = await Promise.all([outcome(collect), enqueue]);
  const [, , exit] = await Promise.all(done);
  assert.deepEqual([code, enqueued.code, exit], [0, 0, 0]);
  const results = lines.join("").trim().split("\n");
  assert.equal(results.length, problems.length);
  for (const [k, problem] of problems.entries()) assert.equal(results[k], solved(problem));
  await stop(workers[2]);
});

test("what was enqueued twice is computed once, on another version again", async () => {
  const { file, problems } = fileOf(300);
  const first = await run(redis, "enqueue", file);
  const worker = await startWorker(redis);
  const before = await run(redis, "collect", file);
  const again = await run(redis, "enqueue", file);
  assert.deepEqual(again, first);
  assert.equal(JSON.parse(first.lines[0]).problems, problems.length);
  await stop(worker); // nobody is there to compute it again
  assert.deepEqual(await run(redis, "collect", file), before);

  const data = { problems, options: {} };
  const other = new Jobs({ ...SOLVER, redis: redis.url, version: "other" });
  await other.add(data);
  const late = sleep(1000, "waits");
  assert.equal(await Promise.race([other.answerOf(data), late]), "waits");
  assert.equal(await other.workers(), 0);
  await other.close();
});

test("answers that have expired or were lost are computed again", async () => {
  const { file } = fileOf(20);
  const worker = await startWorker(redis);
  const first = await run(redis, "collect", file, "--keep", "1");
  await sleep(1500);
  // BullMQ looks for what has expired when a job ends
  await run(redis, "collect", fileOf(10).file, "--keep", "1");
  const jobs = new Jobs({ ...SOLVER, redis: redis.url });
  assert.equal(await jobs.count("completed"), 1);
  await jobs.close();
  assert.deepEqual(await run(redis, "collect", file, "--keep", "1"), first);
  await stop(worker);
});

test("at SIGTERM a worker returns what it cannot finish, which another one gets", async () => {
  await run(redis, "enqueue", ...ENDLESS, ...PROOF);
  const jobs = new Jobs({ ...SOLVER, redis: redis.url });
  const worker = await startWorker(redis, "--grace", "1");
  while ((await jobs.count("active")) === 0) await sleep(50);
  assert.equal(await stop(worker), 0);
  assert.deepEqual([await jobs.count("active"), await jobs.count("waiting")], [0, 1]);
  await jobs.close();
});

test("a job beyond the time limit is tried again with back-off, then a dead letter", async () => {
  const worker = await startWorker(redis, "--seconds", "1");
  const began = Date.now();
  const { code, lines } = await run(redis, "collect", ...ENDLESS, ...PROOF);
  const seconds = (Date.now() - began) / 1000;
  const reason = "the job took longer than 1 s";
  assert.deepEqual([code, lines], [1, [JSON.stringify({ line: 1, error: reason })]]);
  assert.ok(seconds > 3 + 1.5, `${seconds} s`); // three attempts, and at least half of 1 s and 2 s
  const [letter] = (await run(redis, "dead")).lines.map((line) => JSON.parse(line));
  assert.deepEqual([letter.reason, letter.attempts], [reason, 3]);

  // its threads are free again; a dead letter may be tried again
  assert.equal((await run(redis, "collect", fileOf(10).file)).code, 0);
  await stop(worker);
  await run(redis, "dead", "--retry");
  const jobs = new Jobs({ ...SOLVER, redis: redis.url });
  assert.deepEqual([await jobs.count("failed"), await jobs.count("waiting")], [0, 1]);
  await jobs.close();
});

test("commands wait for a Redis that is not there yet", async () => {
  const { file } = fileOf(10);
  const worker = await startWorker(redis, "--grace", "1");
  await redis.kill();
  const enqueue = run(redis, "enqueue", file);
  const collect = run(redis, "collect", file);
  await sleep(1000);
  await redis.start();
  assert.deepEqual([(await enqueue).code, (await collect).lines.length], [0, 10]);
  assert.equal(await stop(worker), 0);
});
