// What is dragged in the chart is solved as the package solves it, and is undone at once.

import assert from "node:assert/strict";
import { solve } from "../../../dist/reference.js";
import {
  busyHandle,
  compareOutcomes,
  deadlineHandle,
  middleOf,
  outcomes,
  problemOf,
  settle,
  shownValue,
} from "./page.js";
import { withPage } from "./site.js";

/** By some pixels to the right. */
async function drag(page, handle, pixels) {
  const { x, y } = await middleOf(handle);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + pixels, y, { steps: 8 });
  await page.mouse.up();
}

/** The page shows what `solve` says of the problem that it gives away. */
async function isSolved(page) {
  await settle(page);
  const problem = await problemOf(page);
  const schedule = solve(problem);
  assert.equal((await shownValue(page)).toFixed(4), schedule.value.toFixed(4));
  compareOutcomes(await outcomes(page), problem, schedule);
  return problem;
}

async function undo(page, expected) {
  await page.getByRole("button", { name: "Undo" }).click();
  assert.deepEqual(await problemOf(page), expected);
}

async function dragsDeadline() {
  return withPage({}, async (page) => {
    await settle(page);
    const first = await isSolved(page);
    await page.getByRole("button", { name: "Choose request 6" }).click();
    await drag(page, deadlineHandle(page, 6), -300);
    const second = await isSolved(page);
    const [before, after] = [first, second].map(({ tasks }) => tasks[6].deadline);
    assert.ok(after < 0.7 * before, `${before} -> ${after}`);
    assert.deepEqual({ ...second, tasks: second.tasks.with(6, first.tasks[6]) }, first);
    await drag(page, deadlineHandle(page, 6), 500);
    assert.ok((await isSolved(page)).tasks[6].deadline > before);
    await undo(page, second);
    await undo(page, first);
    assert.ok(await page.getByRole("button", { name: "Undo" }).isDisabled());
    await isSolved(page);
    return `${1000 * before} -> ${1000 * after} ms, 40 rows as solve has them`;
  });
}

async function dragsBusy() {
  return withPage({}, async (page) => {
    await settle(page);
    const first = await problemOf(page);
    await drag(page, busyHandle(page, 3), 200);
    const second = await isSolved(page);
    const [before, after] = [first, second].map(({ machines }) => machines[3].readyAt);
    assert.ok(after > 1.5 * before, `${before} -> ${after}`);
    assert.deepEqual({ ...second, machines: second.machines.with(3, first.machines[3]) }, first);
    await undo(page, first);
    assert.ok(await page.getByRole("button", { name: "Undo" }).isDisabled());
    return `${1000 * before} -> ${1000 * after} ms, 40 rows as solve has them`;
  });
}

export const dragging = [
  ["a deadline dragged", dragsDeadline],
  ["a busy time dragged", dragsBusy],
];
