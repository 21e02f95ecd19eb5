// Builds the playground, a static page, into build/playground/; with --serve serves it, too, and
// builds it again after every change. node scripts/playground.js [--serve [port]]

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, context } from "esbuild";
import { wasmAsText } from "./wasm.js";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const FOLDER = "build/playground";
const MOST_BYTES = 400_000;

/** Nothing from elsewhere, nothing inline, no markup made of text; workers start from a blob. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "worker-src blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types playground",
].join("; ");

const OPTIONS = {
  entryPoints: { playground: "playground/main.tsx", style: "playground/styles/index.css" },
  absWorkingDir: process.cwd(), // esbuild has remembered the one before
  outdir: FOLDER,
  bundle: true,
  format: "iife", // a module is not loaded from the disk
  target: "es2022",
  minify: true,
  legalComments: "none",
  metafile: true,
  // the same parser without Node's Buffer
  alias: { "csv-parse/sync": "csv-parse/browser/esm/sync" },
  plugins: [wasmAsText, { name: "page", setup: ({ onEnd }) => onEnd(writePage) }],
};

/** The page itself, and the licences of what is in it. */
function writePage({ metafile, errors }) {
  if (errors.length > 0) return;
  const html = readFileSync("playground/index.html", "utf8");
  writeFileSync(`${FOLDER}/index.html`, html.replace("{{policy}}", POLICY));
  writeFileSync(`${FOLDER}/licenses.txt`, licensesOf(Object.keys(metafile.inputs)));
}

function licensesOf(inputs) {
  const packages = inputs.flatMap(
    (path) => path.match(/^node_modules\/((@[^/]+\/)?[^/]+)/)?.[1] ?? [],
  );
  return [...new Set(packages)]
    .sort()
    .map((name) => {
      const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`));
      return `${name} ${version}, ${license}\n\n${licenseText(name)}`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}

function licenseText(name) {
  for (const file of ["LICENSE", "LICENSE.md", "LICENSE.txt"]) {
    try {
      return readFileSync(`node_modules/${name}/${file}`, "utf8");
    } catch {}
  }
  throw new Error(`${name} has no file with its licence`);
}

const TYPES = { html: "text/html", js: "text/javascript", css: "text/css", txt: "text/plain" };

/** Cross-origin isolated, so that a busy worker can be told to stop. */
function respond({ url }, response) {
  const name = url === "/" ? "index.html" : url.slice(1).split("?")[0];
  response.setHeader("cross-origin-opener-policy", "same-origin");
  response.setHeader("cross-origin-embedder-policy", "require-corp");
  response.setHeader("cache-control", "no-store");
  try {
    if (!/^\w+\.(html|js|css|txt)$/.test(name)) throw new Error("no such file");
    const bytes = readFileSync(`${FOLDER}/${name}`);
    response.setHeader("content-type", `${TYPES[name.split(".")[1]]}; charset=utf-8`);
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}

/** Bytes of all files together, as a server would send them. */
function checkSize() {
  const sizes = readdirSync(FOLDER).map(
    (name) => gzipSync(readFileSync(`${FOLDER}/${name}`)).length,
  );
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes > MOST_BYTES)
    throw new Error(`${FOLDER} has ${bytes} bytes gzipped; expected at most ${MOST_BYTES}`);
  console.log(`${FOLDER}: ${(bytes / 1000).toFixed(1)} kB gzipped`);
}

async function serve(port) {
  await (await context(OPTIONS)).watch();
  const server = createServer(respond).listen(port, "127.0.0.1");
  server.on("listening", () => console.log(`http://127.0.0.1:${server.address().port}/`));
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const at = process.argv.indexOf("--serve");
if (at >= 0) await serve(Number(process.argv[at + 1] ?? 8080));
else {
  await build(OPTIONS);
  checkSize();
}
