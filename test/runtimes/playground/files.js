// Every file that the page gives is one that the package takes.

import assert from "node:assert/strict";
import { certify, solve } from "../../../dist/reference.js";
import { download, PHONES, settle } from "./page.js";
import { withPage } from "./site.js";

async function takesFiles(page) {
  await settle(page);
  const files = new Map();
  for (const button of ["Problem (JSON)", "Requests (CSV)", "Schedule (JSON)", "Picture (SVG)"]) {
    const { name, text } = await download(page, button);
    files.set(name, text);
  }
  const problem = JSON.parse(files.get("problem.json"));
  const { value } = solve(problem);
  const schedule = JSON.parse(files.get("schedule.json"));
  assert.equal(schedule.value, value);
  const { violations, value: certified } = certify(problem, schedule);
  assert.deepEqual(violations, []);
  assert.ok(Math.abs(certified - value) < 1e-9 * value);
  const [columns, ...lines] = files.get("requests.csv").trim().split("\n");
  assert.equal(lines.length, problem.tasks.length);
  assert.match(columns, /deadline/);
  const blank = await page.context().newPage(); // the policy of the page forbids to parse markup
  const drawn = await blank.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
    return [parsed.documentElement.localName, parsed.querySelectorAll("parsererror").length];
  }, files.get("schedule.svg"));
  await blank.close();
  assert.deepEqual(drawn, ["svg", 0]);
  return files;
}

/** The requests as CSV, read again, make the same problem. */
async function readsCsv(page, files) {
  await page.getByRole("button", { name: "Remove request 0" }).click();
  await page.locator("input[type=file]").setInputFiles({
    ...{
      name: "requests.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(files.get("requests.csv")),
    },
  });
  await settle(page);
  assert.equal((await download(page, "Problem (JSON)")).text, files.get("problem.json"));
}

async function givesFiles() {
  return withPage({}, async (page) => {
    const ofTables = await takesFiles(page);
    const { about: _, ...phones } = PHONES;
    assert.deepEqual(JSON.parse(ofTables.get("problem.json")), phones);
    await readsCsv(page, ofTables);
    await page.getByRole("combobox", { name: "Schedule of" }).selectOption("curves");
    const ofCurves = await takesFiles(page);
    await readsCsv(page, ofCurves);
    return "4 files of tables, 4 of curves; certify finds no violation";
  });
}

export const files = [["files", givesFiles]];
