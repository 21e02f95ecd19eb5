// Debian's Chromium, installed where it is missing.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium as playwright } from "playwright-core";

const PATH = "/usr/bin/chromium";
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch() {
  const apt = (...args) =>
    execFileSync("apt-get", ["-q", ...args], { stdio: ["ignore", "ignore", "inherit"] });
  if (!existsSync(PATH)) {
    apt("update");
    apt("install", "-y", "--no-install-recommends", "chromium");
  }
  return playwright.launch({ executablePath: PATH, args: ARGS });
}
