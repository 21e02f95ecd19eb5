// Every output to the bit as the fixture has it. A change that means to change answers writes a new
// one, `DSCT_GOLDEN=write npx vitest run test/golden.test.ts`, and says in CHANGELOG.md by how much.

import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { release, solveOn } from "./helpers/engines.js";
import { goldenHashes } from "./helpers/golden.js";

const file = new URL("./fixtures/golden.json", import.meta.url);

it("every answer is that of the fixture", () => {
  const hashes = Object.fromEntries(
    goldenHashes((problem, options) => solveOn(release, problem, options)),
  );
  if (process.env.DSCT_GOLDEN === "write") {
    writeFileSync(file, `${JSON.stringify(hashes, null, 1)}\n`);
  }
  expect(hashes).toEqual(JSON.parse(readFileSync(file, "utf8")));
  expect(Object.keys(hashes).length).toBeGreaterThan(200);
});
