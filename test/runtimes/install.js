// The package as it is published, and the runtimes, in a folder of their own.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));
/** Where the programs run, beside node_modules/dsct. */
export const build = `${here}build/`;

const npm = (cwd, ...args) =>
  execFileSync("npm", [...args, "--no-audit", "--no-fund"], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });

/** Packs what dist/ holds, installs runtimes and package, copies the programs beside it. */
export function install() {
  npm(here, "ci", "--ignore-scripts", "--loglevel=error");
  execFileSync(process.execPath, [`${here}node_modules/bun/install.js`]);
  rmSync(build, { recursive: true, force: true });
  mkdirSync(build);
  writeFileSync(`${build}package.json`, '{ "private": true, "type": "module" }\n');
  const packed = npm(root, "pack", "--json", "--ignore-scripts", "--pack-destination", build);
  const [{ filename }] = JSON.parse(packed);
  npm(build, "install", "--offline", "--no-save", `./${filename}`);
  cpSync(`${here}programs`, build, { recursive: true });
  cpSync(`${root}examples/worker`, `${build}worker`, { recursive: true });
  cpSync(`${root}examples/browser`, `${build}browser`, { recursive: true });
}
