// The view over time: what runs, rests, and adds up.

import assert from "node:assert/strict";
import { twice } from "./page.js";
import { withPage } from "./site.js";

/** Milliseconds for which the page may be busy at once, however fast time goes. */
const BUSY = 150;

async function openView(page) {
  await page.getByRole("tab", { name: "Over time" }).click();
  await page.getByRole("button", { name: "Pause" }).waitFor();
}

const button = (page, name) => page.getByRole("button", { name, exact: true });
const slider = (page, name) => page.getByRole("slider", { name, exact: true });
const status = (page) => page.locator(".race-status").textContent();

/** All that the page shows of both policies. */
const shown = (page) =>
  page.evaluate(() => {
    const textOf = (selector) => document.querySelector(selector).textContent;
    return [".race-status", ".race-columns"].map(textOf).join("\n");
  });

/** In the page: what has become of the requests, by the texts of each policy. */
function readCounts() {
  const number = (text) => Number(text.replaceAll(",", "").match(/[\d.]+/)[0]);
  const rowsOf = (table) => [...document.querySelectorAll(`.race-${table} tbody tr`)];
  return [1, 2].map((column) => {
    const cellsOf = (table) => rowsOf(table).map((row) => row.cells[column]);
    const drops = cellsOf("drops").map((cell) => number(cell.querySelector("span").textContent));
    const machines = cellsOf("machines");
    const served = rowsOf("figures").find((row) => row.cells[0].textContent === "served in time");
    return {
      arrived: number(document.querySelector(".race-status").children[1].textContent),
      waiting: number(machines.at(-1).textContent),
      running: machines.filter((cell) => cell.querySelector(".race-what")).length,
      ended: drops.reduce((sum, count) => sum + count, 0),
      served: number(served.cells[column].textContent) / 100,
    };
  });
}

/** What is neither waiting, running, late nor dropped has been served, as the page says, too. */
function addsUp({ arrived, waiting, running, ended, served }) {
  const decided = arrived - waiting - running;
  const completed = decided - ended;
  assert.ok(completed > 0 && ended >= 0);
  const difference = Math.abs(completed / decided - served);
  assert.ok(difference <= 0.000501, `${completed} of ${decided} served, but shown is ${served}`);
}

async function conserves() {
  return withPage({}, async (page) => {
    await openView(page);
    for (const name of ["Dispatcher", "EDF largest that fits"])
      await page.locator(".race-figures").getByRole("columnheader", { name }).waitFor();
    await slider(page, "Speed").press("End");
    await page.waitForTimeout(1000);
    await button(page, "Pause").click();
    const counts = await page.evaluate(readCounts);
    for (const one of counts) addsUp(one);
    const before = await shown(page);
    await page.waitForTimeout(300);
    assert.equal(await shown(page), before);
    await button(page, "Step one decision").click();
    assert.notEqual(await shown(page), before);
    for (const one of await page.evaluate(readCounts)) addsUp(one);
    await button(page, "Start").click();
    const paused = await status(page);
    await page.waitForFunction(
      (text) => document.querySelector(".race-status").textContent !== text,
      paused,
    );
    return `${counts[0].arrived} requests of both policies add up; start, pause, step`;
  });
}

/** From the start, 30 decisions on. */
async function replay(page) {
  await button(page, "Restart").click();
  await button(page, "Step one decision").evaluate(async (step) => {
    for (let k = 0; k < 30; k++) step.click();
    for (let k = 0; k < 2; k++) await new Promise(requestAnimationFrame);
  });
  return shown(page);
}

async function slidersWork() {
  return withPage({ reducedMotion: "reduce" }, async (page) => {
    await page.getByRole("tab", { name: "Over time" }).click();
    assert.match(await status(page), /paused$/);
    const first = await replay(page);
    assert.equal(await replay(page), first);
    for (const name of ["Load", "Burstiness", "Jitter", "Deadline"]) {
      const value = await slider(page, name).inputValue();
      await slider(page, name).press(name === "Jitter" ? "End" : "Home");
      assert.notEqual(await replay(page), first, name);
      await slider(page, name).fill(value);
      assert.equal(await replay(page), first, name);
    }
    await page.getByRole("spinbutton", { name: "Seed" }).fill("2");
    await page.getByRole("spinbutton", { name: "Seed" }).press("Enter");
    assert.notEqual(await replay(page), first, "Seed");
    const place = page.getByRole("combobox", { name: "Machines" });
    for (const option of await place.locator("option").allTextContents()) {
      await place.selectOption(option);
      await replay(page);
    }
    return "paused at first where less motion is wanted; each changes what comes";
  });
}

async function keepsUp() {
  return withPage({}, async (page) => {
    await openView(page);
    await slider(page, "Speed").press("End");
    await page.waitForTimeout(500);
    await page.evaluate(() => {
      globalThis.longest = 0;
    });
    await page.waitForTimeout(3000);
    const longest = await page.evaluate(() => longest);
    const [speed] = /(reached )?[\d,]+x( of [\d,]+x)?$/.exec(await status(page));
    assert.ok(longest < BUSY, `the page was busy for ${longest} ms; expected < ${BUSY}`);
    return `${speed}, longest task ${longest < 50 ? "below 50" : longest.toFixed(0)} ms`;
  });
}

async function rests() {
  return withPage({}, async (page) => {
    await openView(page);
    await page.waitForTimeout(300);
    await page.getByRole("tab", { name: "One moment" }).click();
    const before = await shown(page);
    await page.waitForTimeout(500);
    assert.equal(await shown(page), before);
    await page.getByRole("tab", { name: "Over time" }).click();
    await page.waitForTimeout(500);
    assert.notEqual(await shown(page), before);
    return "hidden it rests, then it goes on";
  });
}

export const online = [
  ["over time, counts", conserves],
  ["over time, sliders", slidersWork],
  ["over time, hidden", rests],
];

export const onlineTimed = [["over time, 1,000x", () => twice(keepsUp)]];
