// Pages in Chromium, served with a Content-Security-Policy.

import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname } from "node:path";
import { build as esbuild } from "esbuild";
import { build as vite } from "vite";
import { launch } from "./chromium.js";
import { build } from "./install.js";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };
const WITH_WASM = "default-src 'self'; script-src 'self' 'nonce-1' 'wasm-unsafe-eval'";
const WITHOUT_WASM = "default-src 'self'; script-src 'self' 'nonce-1'";

const entry = (file) => `/node_modules/dsct/dist/${file}.js`;
const IMPORTS = {
  dsct: entry("index"),
  "dsct/reference": entry("reference"),
  "dsct/worker": entry("worker"),
  "dsct/online": entry("online"),
};
const MAP = `<script type="importmap" nonce="1">${JSON.stringify({ imports: IMPORTS })}</script>`;
const module = (src) => `<script type="module" src="${src}"></script>`;

/** A page before whose programs this runs. */
const after = (program) => `<script nonce="1">${program}</script>${MAP}${module("/workers.js")}`;
/** The constructor that a page which is not cross-origin isolated has no name for. */
const UNPOSTABLE =
  "new WebAssembly.Memory({ initial: 0, maximum: 0, shared: true }).buffer.constructor";
const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** path -> [html, policy, other headers] */
const PAGES = {
  "/module": [MAP + module("/page.js"), `${WITH_WASM}; worker-src blob:`],
  "/iife": [`<script src="${entry("iife")}"></script>${module("/classic.js")}`, WITH_WASM],
  "/vite": [module("/vite/page.js"), `${WITH_WASM}; worker-src blob:`],
  "/forbidden": [MAP + module("/forbidden.js"), WITHOUT_WASM],
  "/worker": [module("/web-worker.js"), `${WITH_WASM}; worker-src 'self' blob:`],
  "/polyfill": [after("SharedArrayBuffer = ArrayBuffer"), `${WITH_WASM}; worker-src blob:`],
  "/unpostable": [after(`SharedArrayBuffer = ${UNPOSTABLE}`), `${WITH_WASM}; worker-src blob:`],
  "/isolated": [after(""), `${WITH_WASM}; worker-src blob:`, ISOLATED],
  "/sandbox": [after(""), "sandbox allow-scripts"],
  "/trusted": [
    MAP + module("/trusted.js"),
    `${WITH_WASM}; worker-src 'self' blob:; require-trusted-types-for 'script'`,
  ],
};

/** The pages above; other paths are files of the folder. */
function serve(request, response) {
  const { pathname } = new URL(request.url, "http://localhost");
  const path = pathname.replace(/^\/dist\//, "/node_modules/dsct/dist/"); // for examples/browser
  const file = `${build}${path.slice(1)}`;
  if (PAGES[path]) {
    const [html, policy, headers = {}] = PAGES[path];
    for (const name in headers) response.setHeader(name, headers[name]);
    response.setHeader("content-security-policy", policy);
    response.setHeader("content-type", "text/html");
    response.end(`<!doctype html><meta charset="utf-8">${html}`);
  } else if (existsSync(file) && statSync(file).isFile()) {
    response.setHeader("content-type", TYPES[extname(file)] ?? "text/plain");
    response.setHeader("access-control-allow-origin", "*"); // a sandboxed page is of no origin
    response.end(readFileSync(file));
  } else {
    response.writeHead(404).end();
  }
}

async function bundle() {
  const lib = { entry: "page.js", formats: ["es"], fileName: () => "page.js" };
  const outDir = `${build}vite`;
  const config = { root: build, logLevel: "error", configFile: false };
  await vite({ ...config, build: { lib, outDir, target: "es2022", copyPublicDir: false } });
  const outfile = `${build}web-worker.js`;
  const entryPoints = [outfile];
  await esbuild({ entryPoints, outfile, allowOverwrite: true, bundle: true, format: "esm" });
}

let opened;

/** Chromium and the server of its pages, opened once. */
export async function open() {
  opened ??= (async () => {
    await bundle();
    const server = createServer(serve).listen(0, "127.0.0.1");
    await once(server, "listening");
    const browser = await launch();
    return { browser, server, origin: `http://127.0.0.1:${server.address().port}` };
  })();
  return opened;
}

export async function close() {
  if (!opened) return;
  const { browser, server } = await opened;
  await browser.close();
  server.close();
}

/** What a page leaves in `rows`. */
async function rowsOf(path) {
  const { browser, origin } = await open();
  const page = await browser.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error));
  try {
    await page.goto(origin + path);
    await page.waitForFunction(() => globalThis.rows, undefined, { timeout: 120_000 });
    return await page.evaluate(() => globalThis.rows);
  } catch (error) {
    throw new Error(errors.map(String).join("; ") || error.message);
  } finally {
    await page.close();
  }
}

const version = async () => (await open()).browser.version();

export const browser = [
  { name: "Chromium, module", version, run: () => rowsOf("/module") },
  { name: "Chromium, script", version, run: () => rowsOf("/iife") },
  { name: "Chromium, vite", version, run: () => rowsOf("/vite") },
  { name: "Chromium, no WebAssembly", version, run: () => rowsOf("/forbidden") },
  { name: "Chromium, Web Worker", version, run: () => rowsOf("/worker") },
  { name: "Chromium, SharedArrayBuffer polyfilled", version, run: () => rowsOf("/polyfill") },
  { name: "Chromium, no posting of it", version, run: () => rowsOf("/unpostable") },
  { name: "Chromium, cross-origin isolated", version, run: () => rowsOf("/isolated") },
  { name: "Chromium, sandboxed", version, run: () => rowsOf("/sandbox") },
  { name: "Chromium, Trusted Types", version, run: () => rowsOf("/trusted") },
];
