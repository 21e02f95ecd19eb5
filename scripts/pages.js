// Writes what is printed in the README and in docs/ anew, after `npm run build`: what commands
// answer, the help, the picture of the README, sizes. node scripts/pages.js

import { execFileSync, execSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const cli = join(process.cwd(), "dist/cli.js");
const dsct = (...args) => execFileSync(process.execPath, [cli, ...args], { encoding: "utf8" });

/** Writes a page anew where a pattern is: (match, ...groups) => text. */
function change(page, pattern, text) {
  const old = readFileSync(page, "utf8");
  if (!old.match(pattern)) throw new Error(`${page} has no ${pattern}`);
  writeFileSync(page, old.replace(pattern, text));
}

const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
const started = execSync(scripts.start, { encoding: "utf8" });
const last = started.slice(started.lastIndexOf("\n\n", started.lastIndexOf("\n\n") - 1) + 2);
change(
  "README.md",
  /(and, last,[^`]*\n\n```text\n)[\s\S]*?```/,
  (_, head) => `${head}${last}\`\`\``,
);
dsct("solve", "examples/phones.json", "--svg", "docs/phones.svg");

/** What the commands of a page print, with the files that it shows. */
function session(page) {
  const cwd = mkdtempSync(join(tmpdir(), "dsct-pages-"));
  const files = /`([\w.]+\.(?:csv|json|ndjson))`[^`]*\n\n```(?:csv|json)\n([\s\S]*?)```/g;
  for (const [, name, text] of readFileSync(page, "utf8").matchAll(files))
    writeFileSync(join(cwd, name), text);
  change(page, /(```sh\n([^`]*?)```\n\n```text\n)[\s\S]*?```/g, (_, head, commands) => {
    const printed = commands
      .trim()
      .split("\n")
      .map((command) => {
        const real = command.replace(/^dsct /, `"${process.execPath}" "${cli}" `);
        return execSync(real, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
      });
    return `${head}${printed.join("")}\`\`\``;
  });
}
session("docs/cli.md");
session("docs/measurements.md");

/** kB, gzipped, of every entry with what it imports: what `npm run bench:size` prints. */
const sizes = new Map(
  [
    ...execSync("npm run --silent bench:size", { encoding: "utf8" }).matchAll(
      /^\| ([\w.-]+) \| [\d.]+ kB \| ([\d.]+) kB/gm,
    ),
  ].map(([, file, gzip]) => [file, gzip]),
);
const sizeOf = (file) => sizes.get(file) ?? fail(`bench:size says nothing of ${file}`);
change(
  "docs/runtimes.md",
  /^(\| `dist\/([\w.-]+)` \|.*\| )[\d.]+( kB \|)$/gm,
  (_, head, file, tail) => `${head}${sizeOf(file)}${tail}`,
);
change("docs/runtimes.md", /is missed by [\d.]+ kB/, () => {
  return `is missed by ${(Number(sizeOf("index.js")) - 32).toFixed(1)} kB`;
});
change("docs/performance.md", /`dsct` is [\d.]+( kB.*?reference` )[\d.]+ kB/, (_, middle) => {
  return `\`dsct\` is ${sizeOf("index.js")}${middle}${sizeOf("reference.js")} kB`;
});

function fail(message) {
  throw new Error(message);
}
