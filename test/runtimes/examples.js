// The examples where they are to run: the HTTP worker in workerd, under hostile requests and many at
// once; the page in Chromium.

import assert from "node:assert/strict";
import { open } from "./browser.js";
import { solve } from "./build/node_modules/dsct/dist/reference.js";
import { PROBLEMS } from "./build/probe.js";
import { bundleOf, workerd, workerdVersion } from "./edge.js";

const DATE = "2026-04-01";
const task = { deadline: 0.5, theta: 2, maxWork: 3 };
const good = { machines: [{ speed: 1 }], tasks: [task] };
const withTask = (changes) => ({ ...good, tasks: [task, { ...task, ...changes }] });
const withOptions = (options) => ({ ...good, options });

/** [body, status, what the error says] */
const HOSTILE = [
  ["", 400, /^body is not JSON/],
  ["{", 400, /^body is not JSON/],
  ["[".repeat(100_000), 400, /^body is not JSON/],
  ["null", 400, /^machines: /],
  ["[]", 400, /^machines: /],
  [{}, 400, /^machines: /],
  [{ ...good, machines: "many" }, 400, /^machines: /],
  [{ ...good, machines: [] }, 400, /^machines has 0 entries; expected at least 1/],
  [{ ...good, machines: [null] }, 400, /^machines\[0\] is null; expected an object/],
  [{ ...good, tasks: { deadline: { length: 1e9 } } }, 400, /^tasks: /],
  [withTask({ maxWork: -2 }), 400, /^tasks\[1\]\.maxWork is -2; expected a number >= 0$/],
  [withTask({ theta: "2" }), 400, /^tasks\[1\]\.theta is "2"; expected a number > 0$/],
  [withTask({ maxWork: null }), 400, /^tasks\[1\]\.maxWork is null; /],
  ['{"machines":[{"speed":1e999}],"tasks":[]}', 400, /^machines\[0\]\.speed is Infinity; /],
  ['{"machines":[{"__proto__":{"speed":1}}],"tasks":[]}', 400, /^machines\[0\]/],
  [withOptions({ steps: 1e15 }), 400, /^options\.steps: /],
  [withOptions({ method: "exact" }), 400, /^options\.method: /],
  [withOptions({ limits: { steps: 1e15 } }), 400, /^options\.limits is unknown; /],
  [withOptions({ gapTolerance: -1 }), 400, /^options\.gapTolerance is -1; /],
  [withOptions([]), 400, /^options: /],
  [
    { ...good, tasks: Array(2001).fill(task) },
    413,
    /^tasks has 2001 entries; expected at most 2000/,
  ],
  [" ".repeat(300_000), 413, /^body is longer than 262144 bytes/],
];

const asText = (body) => (typeof body === "string" ? body : JSON.stringify(body));
const plain = (schedule) =>
  Object.fromEntries(
    Object.entries(schedule).map(([name, value]) => [
      name,
      ArrayBuffer.isView(value) ? [...value] : value,
    ]),
  );

/** A body in chunks, that does not say how long it is. */
const chunked = () => {
  let chunks = 0;
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(65_536).fill(32));
      if (++chunks === 5) controller.close();
    },
  });
};

async function refuses(post) {
  for (const [body, status, error] of HOSTILE) {
    const response = await post(asText(body));
    const answer = await response.json();
    assert.equal(response.status, status, `${asText(body).slice(0, 80)}: ${answer.error}`);
    assert.match(answer.error, error);
  }
  const response = await post(chunked(), { duplex: "half" });
  assert.equal(response.status, 413);
}

async function routes(fetch) {
  const get = await fetch("http://localhost/schedule");
  assert.deepEqual([get.status, get.headers.get("allow")], [405, "POST"]);
  assert.equal((await fetch("http://localhost/", { method: "POST", body: "{}" })).status, 404);
}

/** Different problems at once, among them bad ones: each gets its own answer. */
async function concurrent(post) {
  const problems = Array.from({ length: 40 }, (_, k) => PROBLEMS[k % 4]);
  const ask = async (problem, k) => {
    if (k % 5 === 4) {
      assert.equal((await post(asText(withTask({ maxWork: -k })))).status, 400);
      return;
    }
    const options = { method: "search", steps: 20_000 + k };
    const response = await post(asText({ ...problem, options }));
    assert.equal(response.status, 200);
    const expected = solve(problem, { method: "search", limits: { steps: options.steps } });
    assert.deepEqual(await response.json(), { ...plain(expected), engine: "wasm" });
  };
  await Promise.all(problems.map(ask));
}

async function inWorkerd() {
  const miniflare = workerd(await bundleOf("worker/worker.js", DATE), DATE);
  const fetch = (url, options) => miniflare.dispatchFetch(url, options);
  const post = (body, options) =>
    fetch("http://localhost/schedule", { method: "POST", body, ...options });
  try {
    await routes(fetch);
    await refuses(post);
    await concurrent(post);
    const { length } = HOSTILE;
    return [["examples/worker", "ok", `40 requests at once, ${length + 1} hostile bodies`]];
  } finally {
    await miniflare.dispose();
  }
}

async function inPage() {
  const { browser, origin } = await open();
  const page = await browser.newPage();
  try {
    await page.goto(`${origin}/browser/index.html`);
    const answer = await page.locator("#answer").textContent();
    assert.equal(answer, "mean accuracy 0.7350, at most 0.0000 below the optimum");
    const width = () => document.getElementById("chart").naturalWidth;
    await page.waitForFunction(width);
    assert.equal(await page.evaluate(width), 960);
    return [["examples/browser", "ok", "solves, draws"]];
  } finally {
    await page.close();
  }
}

export const examples = [
  { name: "workerd, miniflare", version: workerdVersion, run: inWorkerd },
  { name: "Chromium", version: async () => (await open()).browser.version(), run: inPage },
];
