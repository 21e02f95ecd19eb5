// assembly/ to build/: the core for WebAssembly with lanes, without, and with checks (asconfig.json
// has the options of each), and the engine in JavaScript.

import { readdirSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { main as asc } from "assemblyscript/asc";
import { javaScriptEngine } from "./javascript.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const TARGETS = ["release", "plain", "debug"];
/** What inflates the text that the core travels as. */
const INFLATE = ["--config", "assembly/inflate/asconfig.json"];
const JAVASCRIPT = "build/core.js"; // written last: who watches it sees the others there

/** Builds all of them. */
export async function buildCores() {
  process.chdir(root);
  for (const target of TARGETS) await compile(["--config", "asconfig.json", "--target", target]);
  await compile(INFLATE);
  writeFileSync(JAVASCRIPT, await javaScriptEngine());
}

/** Builds them where a file that they are made of has changed since. */
export async function updateCores() {
  process.chdir(root);
  const sources = ["assembly", "asconfig.json", "scripts/javascript.js", "scripts/builtins.js"];
  if (newest(sources) > modified(JAVASCRIPT)) await buildCores();
}

/** When a file was written; 0: it is not there. */
export function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** When the last of these was written, and of what is in those that are folders. */
export function newest(paths) {
  const inside = (path) =>
    statSync(path).isDirectory() ? readdirSync(path, { recursive: true }) : [];
  const all = paths.flatMap((path) => [path, ...inside(path).map((name) => `${path}/${name}`)]);
  return Math.max(...all.map(modified));
}

async function compile(options) {
  const { error, stderr } = await asc(options);
  if (!error) return;
  process.stderr.write(stderr.toString());
  throw error;
}

/** For `vitest` that watches: what changes in assembly/ is built, and then the tests run. */
export const viteCores = {
  name: "cores",
  configureServer({ watcher }) {
    watcher.add(`${root}assembly`);
    watcher.on("change", (path) => {
      if (path.startsWith(`${root}assembly`))
        updateCores().catch(({ message }) => console.error(message));
    });
  },
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await updateCores();
