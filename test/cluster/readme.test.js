// The commands of the example's README.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { generate } from "../../dist/index.js";
import { solved } from "./problems.js";
import { example, Redis } from "./setup.js";

const output = join(example, "schedules.ndjson");
const redis = new Redis();
before(() => redis.start());
after(async () => {
  await redis.end();
  rmSync(output);
});

test("the README's commands solve what it says", () => {
  const readme = readFileSync(join(example, "README.md"), "utf8");
  const [, commands] = readme.match(/^```sh\n([\s\S]*?)^```/m);
  // the first one has been run; jobs have numbers only in a shell for people
  const script = commands.replace("npm install\n", "set -em\n");
  const printed = execFileSync("bash", ["-c", `${script}wait`], {
    cwd: example,
    encoding: "utf8",
    env: { ...process.env, REDIS_URL: redis.url },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const { version: _, ...count } = JSON.parse(printed);
  assert.deepEqual(count, { jobs: 10, problems: 1000, refused: 0 });
  const lines = readFileSync(output, "utf8").trim().split("\n");
  assert.equal(lines.length, 1000);
  for (const seed of [1, 500, 1000]) {
    assert.equal(lines[seed - 1], solved(generate({ tasks: 20, machines: 3, seed })));
  }
});
