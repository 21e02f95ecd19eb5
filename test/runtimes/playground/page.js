// What a person does and reads on the page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { deflateSync } from "node:zlib";

export const PHONES = JSON.parse(
  readFileSync(new URL("../../../examples/phones.json", import.meta.url)),
);

/** The hash of a link to a problem, made without the page's own code; text: JSON or what it likes. */
export const hashOf = (text) => `#problem=${deflateSync(text).toString("base64url")}`;

/** Until every method but "exact" has answered to the problem at hand. */
export async function settle(page, timeout = 30_000) {
  const isSettled = () => {
    const card = document.querySelector('[aria-label="Schedule"]');
    const states = [...document.querySelectorAll(".methods .state")].map((td) => td.textContent);
    return (
      card.getAttribute("aria-busy") === "false" &&
      !card.querySelector(".error") &&
      !states.some((state) => /^(idle|waiting|running|stopping|Stop)$/.test(state))
    );
  };
  await page.waitForFunction(isSettled, undefined, { timeout });
}

export const headline = (page) => page.locator(".headline").textContent();

/** The value of the schedule that is shown. */
export async function shownValue(page) {
  return Number(/value (−?[\d.]+)/.exec(await headline(page))[1].replace("−", "-"));
}

/** The text of the file that a button gives. */
export async function download(page, button) {
  const begun = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  const file = await begun;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

export async function problemOf(page) {
  return JSON.parse((await download(page, "Problem (JSON)")).text);
}

/** Every page of the table of requests, from the first on: the cells of what came of each. */
export async function outcomes(page) {
  const section = page.getByRole("region", { name: "Requests" });
  const [back, on] = ["Previous 20", "Next 20"].map((name) =>
    section.getByRole("button", { name }),
  );
  const toFirst = async () => {
    while (await back.isEnabled()) await back.click();
  };
  const all = [];
  await toFirst();
  for (;;) {
    const rows = await section.locator("tbody tr").evaluateAll((list) =>
      list.map((row) => {
        const isOutcome = (cell) => !cell.querySelector("input, select, button");
        return [...row.cells].filter(isOutcome).map((cell) => cell.textContent);
      }),
    );
    all.push(...rows);
    if (!(await on.isEnabled())) break;
    await on.click();
  }
  await toFirst();
  return all;
}

/** That the table says what a schedule of a tables problem says. */
export function compareOutcomes(rows, { models, tasks, machines }, schedule) {
  assert.equal(rows.length, tasks.length);
  rows.forEach((cells, j) => {
    const machine = schedule.machine[j];
    if (machine < 0) {
      assert.equal(cells.length, 1, `request ${j}: ${cells}`);
      return;
    }
    const { names } = models[tasks[j].model][machines[machine].type];
    const [where, size, runs, accuracy] = cells;
    assert.deepEqual([where, size], [String(machine), names[schedule.variant[j]]], `request ${j}`);
    assert.equal(accuracy, schedule.accuracy[j].toFixed(3), `request ${j}`);
    const shown = runs.match(/[\d.]+/g).map(Number);
    [schedule.start[j], schedule.end[j]].forEach((seconds, k) => {
      const difference = Math.abs(1000 * seconds - shown[k]);
      assert.ok(difference <= 0.0051 * 1000 * seconds + 1e-9, `request ${j}: ${runs}`);
    });
  });
}

/** The middle of an element, in pixels of the window. */
export async function middleOf(locator) {
  await locator.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await locator.boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
}

export const deadlineHandle = (page, task) =>
  page.getByRole("slider", { name: `Deadline of request ${task}`, exact: true });
export const busyHandle = (page, machine) =>
  page.getByRole("slider", { name: `Machine ${machine} busy until`, exact: true });
export const cell = (page, title, task) =>
  page.getByRole("textbox", { name: `${title} of request ${task}`, exact: true });

/** What depends on what else runs on a machine that is shared gets a second try. */
export async function twice(check) {
  try {
    return await check();
  } catch (first) {
    const again = await check().catch((error) => {
      error.message += `; at the first try: ${first.message}`;
      throw error;
    });
    return `${again} (second try)`;
  }
}

/** Of numbers: the one that 90 % are not above. */
export function percentile90(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.ceil(0.9 * numbers.length) - 1];
}

/** Waits for a text, or says what was there instead. pattern: a RegExp, or a part of it. */
export async function says(locator, pattern) {
  try {
    await locator.filter({ hasText: pattern }).waitFor({ state: "attached", timeout: 5000 });
  } catch {
    const found = await locator.allTextContents();
    throw new Error(`${JSON.stringify(found)} where ${pattern} was expected`);
  }
}
