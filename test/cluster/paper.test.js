// The paper's sweep on two workers and on none: the same files, to the byte.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { endAll, hasBegun, outcome, Redis, root, startIn, stop } from "./setup.js";

const THREADS = ["bench/paper/measure.ts", "bench/milp-thread.ts"];
const folder = mkdtempSync(join(tmpdir(), "dsct-cluster-"));
const times = join(folder, "times");
const redis = new Redis();
before(async () => {
  await redis.start();
  mkdirSync(times);
  execFileSync(process.execPath, ["scripts/run.js", "test/cluster/times.ts", ...THREADS, times], {
    cwd: root,
  });
});
after(async () => {
  await endAll();
  await redis.end();
  rmSync(folder, { recursive: true });
});

const paper = (...args) =>
  startIn(root, redis, "scripts/run.js", "bench/paper/run.ts", ...THREADS, ...args);

const filesOf = (name) =>
  readdirSync(join(folder, name)).map((file) => [file, readFileSync(join(folder, name, file))]);

test("the paper's sweep on workers makes the files that it makes here", async () => {
  const run = (name, ...args) =>
    outcome(paper("--quick", "--out", join(folder, name), "--times", times, ...args));
  const local = await run("local");
  const joins = ["--redis", redis.url, "--work", "--threads", "1"];
  const workers = await Promise.all([hasBegun(paper(...joins)), hasBegun(paper(...joins))]);
  const spread = await run("spread", "--redis", redis.url, "--threads", "0");
  assert.deepEqual([local.code, spread.code], [0, 0], spread.errors);
  const files = filesOf("spread");
  assert.ok(files.length > 15);
  assert.deepEqual(files, filesOf("local"));
  // all of it is kept, so a worker more or less is no matter
  assert.deepEqual(await Promise.all(workers.map((worker) => stop(worker))), [0, 0]);
  assert.equal((await run("again", "--redis", redis.url, "--threads", "0")).code, 0);
  assert.deepEqual(filesOf("again"), files);
});
