// By keyboard only: everything that can be used is reached, and does what it should.

import assert from "node:assert/strict";
import {
  busyHandle,
  cell,
  deadlineHandle,
  hashOf,
  headline,
  PHONES,
  problemOf,
  settle,
} from "./page.js";
import { withPage } from "./site.js";

/** In the page: what is used by hand, and is there and enabled; of radio buttons the chosen one. */
function usable() {
  const selector =
    "a[href], button, input, select, textarea, summary, [tabindex], [role=slider], [role=tab]";
  return [...document.querySelectorAll(selector)].filter(
    (element) =>
      element.checkVisibility() &&
      !element.disabled &&
      !(element.role === "tab" && element.ariaSelected === "false") &&
      !(element.type === "radio" && !element.checked),
  );
}

/** Goes through the page by Tab, until it is back where it began. */
async function walk(page) {
  await page.evaluate(() => {
    globalThis.reached = new Set();
    document.addEventListener("focusin", ({ target }) => reached.add(target));
    document.activeElement?.blur();
  });
  const count = await page.evaluate(`(${usable})().length`);
  for (let k = 0; k < count + 10; k++) await page.keyboard.press("Tab");
  const lost = await page.evaluate(
    `(${usable})().filter((e) => !reached.has(e)).map((e) => e.outerHTML.slice(0, 120))`,
  );
  assert.deepEqual(lost, []);
  return count;
}

async function reachesAll() {
  const { models, machines, tasks } = PHONES;
  const few = { models, machines: machines.slice(0, 2), tasks: tasks.slice(0, 3) };
  return withPage({ hash: hashOf(JSON.stringify(few)) }, async (page) => {
    await settle(page);
    await page.getByRole("button", { name: "Choose request 1" }).press("Enter");
    await page.getByRole("button", { name: "Share by link" }).press("Enter");
    const first = await walk(page);
    await page.getByRole("tab", { name: "One moment" }).press("ArrowRight");
    await page.getByRole("button", { name: "Pause" }).press("Enter");
    const second = await walk(page);
    return `${first} and ${second} controls by Tab`;
  });
}

const focused = (page) => page.evaluate(() => document.activeElement.ariaLabel);

async function editsRequests(page) {
  const choose = page.getByRole("button", { name: "Choose request 3" });
  await choose.press("Enter");
  assert.equal(await choose.getAttribute("aria-pressed"), "true");
  await page.getByRole("heading", { name: "Request 3" }).waitFor();
  const before = await problemOf(page);
  await cell(page, "deadline, ms", 3).focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("7");
  await page.keyboard.press("Escape");
  assert.equal(await cell(page, "deadline, ms", 3).inputValue(), "48");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "deadline, ms of request 4");
  await page.keyboard.press("ArrowUp");
  assert.deepEqual(await problemOf(page), before);
  await cell(page, "deadline, ms", 3).focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("100.5");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "deadline, ms of request 4");
  before.tasks[3].deadline = 0.1005;
  assert.deepEqual(await problemOf(page), before);
}

async function movesHandles(page) {
  const before = await problemOf(page);
  await page.getByRole("button", { name: "Choose request 6" }).press("Space");
  for (const key of ["ArrowLeft", "ArrowLeft", "PageUp"]) await deadlineHandle(page, 6).press(key);
  await busyHandle(page, 3).press("Shift+ArrowRight");
  await busyHandle(page, 0).press("ArrowUp");
  before.tasks[6].deadline = 0.094;
  before.machines[3].readyAt = 0.055;
  before.machines[0].readyAt = 0.001;
  assert.deepEqual(await problemOf(page), before);
}

async function choosesMethods(page) {
  await settle(page);
  await page.getByRole("radio", { name: "search" }).press("ArrowUp");
  assert.match(await headline(page), /\(refit\)$/);
  await page.keyboard.press("ArrowUp");
  assert.match(await headline(page), /\(approx\)$/);
}

async function generates(page) {
  await page.getByRole("combobox", { name: "Schedule of" }).focus();
  await page.keyboard.press("t"); // the only one that begins so
  const requests = page.getByRole("slider", { name: "requests, n" });
  await requests.press("ArrowRight");
  assert.equal(await requests.getAttribute("aria-valuetext"), "104");
  await page.getByRole("slider", { name: "seed" }).press("ArrowRight");
  await settle(page);
  assert.match(await headline(page), / of 104 served/);
}

async function views(page) {
  const [moment, time] = ["One moment", "Over time"].map((name) => page.getByRole("tab", { name }));
  const isShown = () => page.locator("#panel-online").isVisible();
  await moment.focus();
  for (const [key, isOnline] of [
    ["ArrowRight", true],
    ["ArrowRight", false],
    ["End", true],
    ["Home", false],
  ]) {
    await page.keyboard.press(key);
    assert.equal(await isShown(), isOnline, key);
    assert.equal(await (isOnline ? time : moment).evaluate((tab) => tab.matches(":focus")), true);
  }
}

async function worksByKeys() {
  return withPage({}, async (page) => {
    await settle(page);
    for (const step of [editsRequests, movesHandles, choosesMethods, generates, views])
      await step(page);
    return "cells, handles, methods, sliders, tabs";
  });
}

export const keyboard = [
  ["reached by Tab", reachesAll],
  ["used by keys", worksByKeys],
];
