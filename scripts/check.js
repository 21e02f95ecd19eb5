// What others find when they resolve the package as it would be published: publint and
// arethetypeswrong, on a tarball of what `npm run build` left in dist/.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

/** Why arethetypeswrong is told to look away. */
const EXCEPTIONS = [
  // old resolution knows no `exports`: no subpath has types there; of Node 20 and bundlers nobody is
  "--profile=node16",
  // Wasm by import is for runtimes that make a module of it; require has none to give
  "--exclude-entrypoints=core.wasm",
];

const run = (command, ...args) => execFileSync("npx", [command, ...args], { stdio: "inherit" });

const folder = mkdtempSync(join(tmpdir(), "dsct-check-"));
try {
  const packed = execFileSync(
    "npm",
    ["pack", "--json", "--ignore-scripts", "--pack-destination", folder],
    { encoding: "utf8" },
  );
  const tarball = join(folder, JSON.parse(packed)[0].filename);
  run("publint", "run", tarball, "--strict");
  run("attw", tarball, "--quiet", ...EXCEPTIONS);
} finally {
  rmSync(folder, { recursive: true });
}
