// What a stranger does: in an empty folder, installs the packed package and nothing else, runs the
// example of the README as it is typed, as an ES module, as CommonJS and as strict TypeScript, and
// then the commands. `npm run test:stranger`; with --git, installs it from git, too.

import { execSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blocks, filesOf, sessionsOf } from "./helpers/pages.js";
import { checked, isShown } from "./helpers/shown.js";

const root = process.cwd();
const read = (path: string) => readFileSync(join(root, path), "utf8");
const { version } = JSON.parse(read("package.json"));
const tsc = `"${process.execPath}" "${join(root, "node_modules/typescript/bin/tsc")}"`;
const folder = mkdtempSync(join(tmpdir(), "dsct-stranger-"));

/** What a command prints; it throws where the command fails. */
const run = (command: string, cwd = folder) =>
  execSync(command, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

function expectSame(what: string, found: unknown, expected: unknown) {
  if (found !== expected) throw new Error(`${what}:\n${found}\nexpected:\n${expected}`);
  console.log(`ok: ${what}`);
}

function install() {
  run(`npm pack --pack-destination "${folder}"`, root);
  run(`npm install --offline --no-audit --no-fund ./dsct-${version}.tgz`);
  const installed = run("npm ls --all --parseable").trim().split("\n");
  expectSame("packages in node_modules", installed.length - 1, 1);
}

/** Runs an example as it is typed, and once more with every value that it shows compared. */
function example(name: string, code: string, command: (file: string) => string) {
  const { program, checks } = checked(code);
  const print = name.endsWith("ts") ? "(k: number, value: unknown)" : "(k, value)";
  const plain = "ArrayBuffer.isView(value) ? Array.from(value as never) : value";
  const shownValue = name.endsWith("ts") ? plain : plain.replace(" as never", "");
  const check = `const check = ${print} => console.log(JSON.stringify([k, ${shownValue}]));`;
  writeFileSync(join(folder, name), code);
  expectSame(`${name} prints nothing`, run(command(name)), "");
  writeFileSync(join(folder, `checked-${name}`), `${check}\n${program}`);
  const printed = run(command(`checked-${name}`))
    .trim()
    .split("\n");
  const right = printed
    .map((line) => JSON.parse(line))
    .filter(([k, value]) => {
      if (isShown(value, checks[k].shown)) return true;
      throw new Error(`${name}: ${checks[k].expression} is ${value}, not ${checks[k].shown}`);
    });
  expectSame(`${name}: values as shown`, right.length, checks.length);
}

function examples() {
  const [code] = blocks(read("README.md"), "js");
  example("example.mjs", code, (file) => `node ${file}`);
  const required = code.replace(/^import (\{.*?\}) from (".*?");/gm, "const $1 = require($2);");
  example("example.cjs", required, (file) => `node ${file}`);
  const strict = "--strict --exactOptionalPropertyTypes --target es2022 --module nodenext";
  example("example.mts", code, (file) => {
    return `${tsc} ${strict} ${file} && node ${file.replace(".mts", ".mjs")}`;
  });
}

/** Those that the README names, on the files of the page about measurements. */
function commands() {
  expectSame("npx dsct --version", run("npx dsct --version").trim(), version);
  const page = read("docs/measurements.md");
  for (const [name, text] of filesOf(page)) writeFileSync(join(folder, name), text);
  for (const [lines, shown] of sessionsOf(page)) {
    const typed = lines.map((line) => line.replace(/^dsct /, "npx dsct "));
    expectSame(typed.join("; "), typed.map((line) => run(line)).join(""), shown);
  }
  const help = read("docs/cli.md");
  expectSame("npx dsct --help", help.includes(run("npx dsct --help")), true);
}

/** As `npm install github:…` does, which builds what it has cloned. */
function installFromGit() {
  rmSync(join(folder, "node_modules"), { recursive: true });
  rmSync(join(folder, "package.json"));
  rmSync(join(folder, "package-lock.json"));
  run(`npm install --no-audit --no-fund "git+file://${root}"`);
  expectSame("npx dsct --version, from git", run("npx dsct --version").trim(), version);
}

try {
  install();
  examples();
  commands();
  if (process.argv.includes("--git")) installFromGit();
} finally {
  rmSync(folder, { recursive: true });
}
