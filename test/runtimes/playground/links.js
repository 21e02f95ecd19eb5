// Links and texts of all kinds: what is good comes back the same, what is bad is refused in words.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { solve } from "../../../dist/reference.js";
import { cell, hashOf, headline, PHONES, problemOf, says, settle, shownValue } from "./page.js";
import { withPage } from "./site.js";

const MARKUP = "<img src=x onerror=alert(1)>";
const task = { deadline: 0.5, theta: 2, maxWork: 3 };
const good = { machines: [{ speed: 1 }], tasks: [task] };
const withTask = (changes) => JSON.stringify({ ...good, tasks: [task, { ...task, ...changes }] });

/** Problems as text, which `solve` refuses, or takes. */
const TEXTS = [
  "null",
  "[]",
  "{}",
  withTask({ maxWork: -2 }),
  withTask({ theta: MARKUP }),
  withTask({ weight: null }),
  withTask({ deadline: "soon" }),
  '{"machines":[{"speed":1e999}],"tasks":[]}',
  '{"machines":[{"__proto__":{"speed":1}}],"tasks":[]}',
  '{"__proto__":{"machines":[{"speed":1}],"tasks":[]}}',
  '{"constructor":{"prototype":{"polluted":1}},"machines":[],"tasks":[]}',
  '{"models":{"__proto__":{"a":{"time":[1],"accuracy":[1]}}},"machines":[{"type":"a"}],"tasks":[{"model":"b","deadline":1}]}',
  JSON.stringify({ ...PHONES, machines: [{ type: MARKUP }] }),
  JSON.stringify({ ...PHONES, tasks: [{ model: MARKUP, deadline: 1 }] }),
  JSON.stringify({ ...PHONES, models: { [MARKUP]: { [MARKUP]: {} } } }),
];

/** Texts that are no JSON, and what is said of them. */
const NO_JSON = [
  ["{", /holds no JSON/],
  ["[".repeat(100_000), /holds no JSON/],
  [`{"a": ${MARKUP}}`, /holds no JSON/],
];

const packed = (bytes) => `#problem=${deflateSync(bytes).toString("base64url")}`;
const whole = hashOf(JSON.stringify(PHONES));

/** Hashes that hold no text of a problem, and what is said of them. */
const HASHES = [
  ["#<script>alert(1)</script>", /<script>alert\(1\)<\/script> is unknown; expected problem/],
  [`#${MARKUP}`, /is unknown; expected problem/],
  ["#__proto__=1", /__proto__ is unknown; expected problem/],
  ["#constructor=1", /constructor is unknown; expected problem/],
  ["#problem=", /no base64url/],
  [`#problem=${MARKUP}`, /no base64url/],
  ["#problem=eJwr$%&", /no base64url/],
  [whole.slice(0, -9), /expected all of the link/],
  [`${whole.slice(0, 300)}A${whole.slice(301)}`, /expected all of the link/],
  [packed(Buffer.alloc(200e6)), /inflates to more than 16000000 bytes/],
  [packed(Buffer.from([123, 255, 254, 125])), /not valid UTF-8/],
  [`${whole}&tasks=1`, /expected problem, and nothing beside it/],
  ["#tasks=1e9&machines=5", /tasks has 1000000000 entries; expected at most 20000/],
  ["#tasks=-1&machines=5", /tasks is -1; expected/],
  ["#tasks=5", /machines is missing/],
  ["#tasks=NaN&machines=5", /tasks is NaN; expected a number/],
  ["#tasks=5&machines=5&rho=1e400", /rho is Infinity; expected/],
];

/** What `solve` says of a text, or that it takes it. */
function verdictOf(text) {
  try {
    return { value: solve(JSON.parse(text)).value };
  } catch ({ message }) {
    return { message };
  }
}

/** No element, no script, no property has come of any text. */
async function isClean(page) {
  const found = await page.evaluate(() => [
    document.querySelectorAll("img, script:not([src]), iframe, object").length,
    Object.keys(Object.prototype).length,
  ]);
  assert.deepEqual(found, [0, 0]);
}

/** By the place where the page complains, or the schedule. */
async function judge(page, text, alert) {
  const { message, value } = verdictOf(text);
  if (message) {
    await says(alert, message);
    return;
  }
  await settle(page);
  assert.equal((await shownValue(page)).toFixed(4), value.toFixed(4), text);
}

async function hostileLinks() {
  return withPage({}, async (page) => {
    await settle(page);
    const alert = page.locator(".headline.error");
    const follow = async (hash) => {
      await page.evaluate(() => location.assign("#"));
      await alert.waitFor({ state: "detached" });
      await page.evaluate((to) => location.assign(to), hash);
    };
    for (const [hash, said] of HASHES) {
      await follow(hash);
      await says(alert, said);
      await isClean(page);
    }
    for (const text of TEXTS) {
      await follow(hashOf(text));
      await judge(page, text, alert);
      await isClean(page);
    }
    await cell(page, "weight", 0).fill("2");
    await cell(page, "weight", 0).press("Enter");
    await settle(page);
    assert.equal(new URL(page.url()).hash, "");
    return `${HASHES.length + TEXTS.length} bad links`;
  });
}

const area = (page) => page.getByRole("textbox", { name: /^Your own: paste/ });

async function hostileTexts() {
  return withPage({}, async (page) => {
    await settle(page);
    const alert = page.locator(".own .error");
    const say = async (text) => {
      await area(page).fill(text);
      await page.getByRole("button", { name: "Use this text" }).click();
    };
    for (const [text, said] of NO_JSON) {
      await say(text);
      await says(alert, said);
    }
    for (const text of TEXTS.filter((one) => /^[{[]/.test(one))) {
      await say(text);
      await judge(page, text, alert);
    }
    await isClean(page);
    return `${NO_JSON.length + TEXTS.length} texts; what is refused in the words of solve`;
  });
}

async function hostileFiles() {
  return withPage({}, async (page) => {
    await settle(page);
    const alert = page.locator(".own .error");
    const give = (name, bytes) =>
      page.locator("input[type=file]").setInputFiles({
        ...{ name, mimeType: "application/json", buffer: Buffer.from(bytes) },
      });
    const folder = await mkdtemp(join(tmpdir(), "dsct-"));
    await writeFile(join(folder, "large.json"), Buffer.alloc(16e6 + 1, 32));
    await page.locator("input[type=file]").setInputFiles(join(folder, "large.json"));
    await says(alert, "large.json has 16000001 bytes; expected at most");
    await rm(folder, { recursive: true });
    await give("bytes.csv", Buffer.from(Array.from({ length: 5000 }, (_, k) => k & 255)));
    await says(alert, "bytes.csv has the columns");
    await give(`${MARKUP}.json`, "{");
    await says(alert, `${MARKUP}.json holds no JSON`);
    await give("empty.csv", "");
    await says(alert, "empty.csv is empty");
    await give("good.json", JSON.stringify(good));
    await says(alert, /^$/);
    await settle(page);
    assert.match(await headline(page), /of 1 served/);
    await isClean(page);
    return "4 bad files, a good one";
  });
}

/** Names that are markup, in every place that has names: they stay text. */
async function namedMarkup() {
  const [table] = Object.values(PHONES.models.ofa);
  const names = table.time.map((_, k) => `${MARKUP}${k}`);
  const problem = {
    models: { [MARKUP]: { [`${MARKUP}type`]: { ...table, names } } },
    machines: [{ type: `${MARKUP}type` }],
    tasks: [{ id: `${MARKUP}id`, model: MARKUP, deadline: 0.1 }],
  };
  return withPage({ hash: hashOf(JSON.stringify(problem)) }, async (page) => {
    await settle(page);
    await page.getByRole("button", { name: "Choose request 0" }).click();
    await page.getByRole("heading", { name: `Request 0: ${MARKUP}id`, exact: true }).waitFor();
    const shown = page.getByRole("region", { name: "Requests" });
    assert.equal(await shown.getByRole("combobox").inputValue(), MARKUP);
    await shown.getByRole("cell", { name: names.at(-1), exact: true }).waitFor();
    await isClean(page);
    assert.deepEqual(await problemOf(page), problem);
    return "shown as text";
  });
}

/** The link of the page in a page of its own: the same problem, the same value. */
async function opensAgain(page) {
  await page.getByRole("button", { name: "Share by link" }).click();
  const link = await page.locator(".link input").inputValue();
  const other = await page.context().newPage();
  await other.goto(link);
  await settle(other);
  assert.deepEqual(await problemOf(other), await problemOf(page));
  assert.equal(await headline(other), await headline(page));
  await other.close();
  return link;
}

async function roundTrip() {
  return withPage({}, async (page, addressOf) => {
    await settle(page);
    for (const [title, text] of [
      ["weight", "0.1"],
      ["deadline, ms", "33.3"],
      ["base", "-0"],
    ]) {
      await cell(page, title, 2).fill(text);
      await cell(page, title, 2).press("Enter");
    }
    await settle(page);
    const long = await opensAgain(page);
    await page.goto(await addressOf("#tasks=60&machines=4&rho=0.35&seed=7"));
    await settle(page);
    const short = await opensAgain(page);
    assert.match(short, /#tasks=60&machines=4&rho=0\.35&seed=7$/);
    await page.getByRole("slider", { name: "seed" }).press("ArrowRight");
    await settle(page);
    assert.match(await opensAgain(page), /#tasks=60&machines=4&rho=0\.35&seed=8$/);
    return `phones edited: ${long.length} characters; generated: ${short.length}`;
  });
}

export const links = [
  ["link there and back", roundTrip],
  ["hostile links", hostileLinks],
  ["hostile texts", hostileTexts],
  ["hostile files", hostileFiles],
  ["names that are markup", namedMarkup],
];
