// What whoever reaches Redis may have written, and lines that are no problems: refused with the
// reason, and nobody else is the worse for it.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { idOf, Jobs, queueName } from "../../examples/cluster/queue.js";
import { SOLVER } from "../../examples/cluster/solver.js";
import { problemsOf, solved } from "./problems.js";
import { endAll, example, megabytes, Redis, run, startWorker } from "./setup.js";

const require = createRequire(join(example, "queue.js"));
const { Queue } = require("bullmq");
const IoRedis = require("ioredis");

const folder = mkdtempSync(join(tmpdir(), "dsct-cluster-"));
const redis = new Redis();
let worker;
let queue;
let client;
before(async () => {
  await redis.start();
  worker = await startWorker(redis);
  client = new IoRedis(redis.url);
  queue = new Queue(queueName(SOLVER), { connection: client });
});
after(async () => {
  await queue.close();
  client.disconnect();
  await endAll();
  await redis.end();
  rmSync(folder, { recursive: true });
});

const good = { machines: [{ speed: 1 }], tasks: [{ deadline: 1, theta: 2, maxWork: 1 }] };
const size = { tasks: 3, machines: 2 };
const nested = JSON.parse(`${"[".repeat(1000)}${"]".repeat(1000)}`);

/** [data, reason] */
const HOSTILE = [
  [null, /^job is null; expected an object with problems, options$/],
  [[good], /^job is an array/],
  ["x".repeat(1e6), /^job is "x{100}"; expected/],
  [5, /^job is 5/],
  [{}, /^options is missing/],
  [{ problems: [good] }, /^options is missing/],
  [{ problems: [good], options: null }, /^options is null/],
  [{ problems: [good], options: [] }, /^options is an array/],
  [{ problems: [good], options: { method: "fast" } }, /^options.method is "fast"/],
  [{ problems: [good], options: { onProgress: "x" } }, /^options.onProgress is "x"/],
  [{ problems: [good], options: { signal: {} } }, /^options.signal is an object/],
  [{ problems: [good], options: { onAbort: "best" } }, /^options.onAbort is "best"/],
  [JSON.parse('{"problems":[],"options":{"__proto__":{"a":1}}}'), /^options.__proto__ is/],
  [JSON.parse('{"__proto__":{},"problems":[],"options":{}}'), /^job has "__proto__"/],
  [{ problems: [good], options: {}, run: "rm" }, /^job has "run"; expected no field but/],
  [{ problems: {}, options: {} }, /^problems is an object; expected an array/],
  [{ problems: "x", options: {} }, /^problems is "x"/],
  [{ problems: [], options: {} }, /^problems has 0 entries; expected 1 to 10000/],
  [{ problems: Array(10_001).fill(0), options: {} }, /^problems has 10001 entries/],
  [{ problems: [5], options: {} }, /is 5; expected/],
  [{ problems: [null], options: {} }, /is null; expected/],
  [{ problems: [nested], options: {} }, /; expected/],
  [{ problems: [{ ...good, machines: [] }], options: {} }, /^machines has 0 entries/],
  [{ problems: [{ ...good, tasks: [{}] }], options: {} }, /^tasks\[0\]\.\w+ is undefined/],
  [{ problems: [{ models: {}, machines: [], tasks: [] }], options: {} }, /; expected/],
  [{ generate: "x", seeds: [1, 2], options: {} }, /^generate is "x"/],
  [{ generate: size, options: {} }, /^seeds is missing; expected two integers/],
  [{ generate: size, seeds: ["1", 2], options: {} }, /^seeds is an array; expected two integers/],
  [{ generate: size, seeds: [2, 1], options: {} }, /^seeds has 0 entries/],
  [{ generate: size, seeds: [1, 1e12], options: {} }, /^seeds has 1000000000000 entries/],
  [{ generate: { ...size, seed: 1 }, seeds: [1, 1], options: {} }, /^generate has "seed"/],
  [
    { generate: { tasks: 4e6, machines: 4e6 }, seeds: [1, 1], options: {} },
    /entries; expected 1 to/,
  ],
  [{ generate: { tasks: 200, machines: 1 }, seeds: [1, 9999], options: {} }, /entries; expected 1/],
  [{ generate: { ...size, tasks: "9" }, seeds: [1, 1], options: {} }, /^options.tasks is "9"/],
  [{ generate: { ...size, tasks: null }, seeds: [1, 1], options: {} }, /^options.tasks is null/],
];

test("hostile payloads become dead letters at the first attempt, with the reason", async () => {
  const before = megabytes(worker);
  const ids = HOSTILE.map(([data]) => idOf(SOLVER.version, data));
  await Promise.all(
    HOSTILE.map(([data], k) => queue.add("job", data, { jobId: ids[k], attempts: 3 })),
  );
  const jobs = new Jobs({ ...SOLVER, redis: redis.url });
  for (const [data, reason] of HOSTILE) assert.match((await jobs.answerOf(data)).reason, reason);
  await jobs.close();
  const { lines } = await run(redis, "dead");
  const letters = lines.map((line) => JSON.parse(line));
  assert.deepEqual(letters.map(({ id }) => id).sort(), ids.sort());
  assert.ok(letters.every(({ attempts }) => attempts === 1));
  assert.ok(megabytes(worker) < before + 150);
});

test("an answer cannot be had under the id of other data, nor one of another version", async () => {
  const data = { problems: [good], options: {} };
  const other = { problems: [{ ...good, machines: [{ speed: 2 }] }], options: {} };
  await queue.add("job", other, { jobId: idOf(SOLVER.version, data) });
  await queue.add("job", other, { jobId: idOf("0.1.0", other) });
  const jobs = new Jobs({ ...SOLVER, redis: redis.url });
  const { reason } = await jobs.answerOf(data);
  assert.match(reason, /^job.id is not the hash of its data and version 0\.2\.0-/);
  await jobs.close();
});

test("a schedule that is none of the problem is not passed on", async () => {
  const forged = { ...JSON.parse(solved(good)), value: 2 };
  const strange = [forged, null, 5, "x", {}, undefined, { error: 5 }];
  const problems = strange.map((_, k) => ({ ...good, machines: [{ speed: 3 + k }] }));
  const answers = [strange, null, 5, {}, "x", []];
  for (const [k, answer] of answers.entries()) {
    const options = { limits: { steps: 100 + k } };
    const id = idOf(SOLVER.version, { problems, options });
    const liar = await queue.add("job", {}, { jobId: id, delay: 3_600_000 });
    await forge(liar, answer);
    const file = join(folder, "forged.ndjson");
    writeFileSync(file, problems.map((problem) => JSON.stringify(problem)).join("\n"));
    const { code, lines } = await run(redis, "collect", file, "--options", JSON.stringify(options));
    assert.deepEqual([code, lines.length], [1, problems.length]);
    for (const line of lines) assert.match(line, /^\{"line":\d+,"error":"the schedule /);
  }
});

/** Makes a job completed as somebody would who writes to Redis. */
async function forge(job, answer) {
  const key = (name) => queue.toKey(name);
  await client.zrem(key("delayed"), job.id);
  await client.zadd(key("completed"), Date.now(), job.id);
  const fields = { returnvalue: JSON.stringify(answer), finishedOn: `${Date.now()}` };
  await client.hset(key(job.id), fields);
}

test("a line that is no problem has an error in its place; the others have their schedules", async () => {
  const problems = problemsOf(250, Math.floor(Math.random() * 1e9));
  const lines = problems.map((problem) => JSON.stringify(problem));
  const deep = 100_000;
  const wrong = new Map([
    [0, "garbage"],
    [7, '{"machines":[],"tasks":[]}'],
    [8, "null"],
    [99, '{"machines":[{"speed":1}],"tasks":[{"deadline":1,"theta":1,"maxWork":-1}]}'],
    [100, "\xff"],
    [101, `${"[".repeat(deep)}${"]".repeat(deep)}`],
    [249, '{"machines":[{"speed":"fast"}],"tasks":[]}'],
  ]);
  for (const [k, line] of wrong) lines[k] = line;
  const file = join(folder, "mixed.ndjson");
  writeFileSync(file, Buffer.from(`\n${lines.join("\n \r\n")}`, "latin1"));
  const enqueued = await run(redis, "enqueue", file, "--batch", "60");
  assert.equal(enqueued.code, 1);
  assert.equal(enqueued.errors.trim().split("\n").length, 3); // what is no JSON
  const collected = await run(redis, "collect", file, "--batch", "60");
  assert.equal(collected.code, 1);
  assert.equal(collected.lines.length, lines.length);
  for (const [k, line] of collected.lines.entries()) {
    if (wrong.has(k)) assert.match(line, new RegExp(`^\\{"line":${2 * k + 2},"error":".*`));
    else assert.equal(line, solved(problems[k]));
  }
  const letters = (await run(redis, "dead")).lines.map((line) => JSON.parse(line));
  for (const k of [7, 8, 99, 249]) {
    const data = JSON.stringify([JSON.parse(wrong.get(k))]);
    const letter = letters.find((one) => JSON.stringify(one.data?.problems) === data);
    assert.match(letter.reason, /; expected /);
  }
});
