// The playground as people get it: built, served by a plain file server, by one that isolates it,
// or opened from the disk; and pages of it that nothing may go wrong in.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "../chromium.js";

export const root = fileURLToPath(new URL("../../..", import.meta.url));
const FOLDER = `${root}build/playground/`;
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

async function serve(headers) {
  const server = createServer(({ url }, response) => {
    const name = url === "/" ? "index.html" : url.slice(1);
    if (!/^\w+\.\w+$/.test(name)) {
      response.writeHead(404).end();
      return;
    }
    const type = `${TYPES[extname(name)]}; charset=utf-8`;
    response.writeHead(200, { ...headers, "content-type": type });
    response.end(readFileSync(FOLDER + name));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

let opened;

/** Builds the page; opens Chromium and both servers. */
export function open() {
  opened ??= (async () => {
    execFileSync(process.execPath, [`${root}scripts/playground.js`], { stdio: "ignore" });
    const [plain, isolated, browser] = await Promise.all([serve({}), serve(ISOLATED), launch()]);
    return { browser, servers: { plain, isolated } };
  })();
  return opened;
}

export async function close() {
  if (!opened) return;
  const { browser, servers } = await opened;
  await browser.close();
  for (const server of Object.values(servers)) server.close();
}

export const version = async () => (await open()).browser.version();

async function addressOf(from, hash) {
  if (from === "disk") return `${pathToFileURL(`${FOLDER}index.html`)}${hash}`;
  const { servers } = await open();
  return `http://127.0.0.1:${servers[from].address().port}/${hash}`;
}

/** Runs in the page, before its own program. */
function listen() {
  globalThis.violations = [];
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) =>
    globalThis.violations.push(`${violatedDirective} ${blockedURI} ${sourceFile}`),
  );
  globalThis.shifts = [];
  globalThis.longest = 0;
  const observe = (type, see) =>
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type });
  observe("layout-shift", ({ value, hadRecentInput, sources, startTime }) => {
    const moved = sources.map(({ node }) => (node?.parentElement ?? node)?.className);
    globalThis.shifts.push({ value, hadRecentInput, startTime, moved: moved.join() });
  });
  observe("longtask", ({ duration }) => {
    globalThis.longest = Math.max(globalThis.longest, duration);
  });
}

/**
 * Calls back with a page, and fails where anything goes wrong in it.
 *
 * @param from "plain", "isolated" or "disk"
 * @param options of the browser's context
 */
export async function withPage({ from = "plain", hash = "", ...options }, use) {
  const { browser } = await open();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const wrong = [];
  context.on("page", (page) => {
    page.on("pageerror", ({ stack }) => wrong.push(stack));
    page.on("dialog", (dialog) => {
      wrong.push(`a dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) wrong.push(message.text());
    });
    page.on("request", (request) => {
      if (/^(https?|wss?):\/\/(?!127\.0\.0\.1:)/.test(request.url())) wrong.push(request.url());
    });
  });
  await context.addInitScript(listen);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  try {
    await page.goto(await addressOf(from, hash));
    const answer = await use(page, (other) => addressOf(from, other));
    for (const one of context.pages()) wrong.push(...(await one.evaluate(() => violations)));
    assert.deepEqual(wrong, []);
    return answer;
  } catch (error) {
    if (wrong.length > 0) error.message += `; the page: ${wrong.join("; ")}`;
    throw error;
  } finally {
    await context.close();
  }
}
