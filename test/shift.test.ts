// The shift of one machine, task by task: what is cut, what waits, and what rounding leaves over.

import { expect, it } from "vitest";
import { Elements } from "../assembly/chain/elements.ts?js";
import { shift } from "../assembly/paper/shift.ts?js";
import { Answer } from "../assembly/problem/tasks.ts?js";

/** [deadline, work in units] of tasks by deadline, on machine 0 at speed 1. */
function laidOut(rows: [number, number][], workUnit = 1) {
  const e = new Elements(rows.length);
  const answer = new Answer(rows.length);
  for (const [i, [deadline, work]] of rows.entries()) {
    e.task[i] = i;
    e.deadline[i] = deadline;
    e.work[i] = work;
  }
  shift(e, answer, 1, 0, workUnit, 0, 0, rows.length);
  const list = (column: ArrayLike<number>) => Array.from(column);
  return {
    machine: list(answer.machine),
    start: list(answer.start),
    end: list(answer.end),
    work: list(answer.work),
    scaledWork: list(e.work),
  };
}

const ULP = 2 ** -52;

it("cuts at the deadline, and moves the rest earlier", () => {
  const answer = laidOut([
    [1, 0.75],
    [1, 0.5],
    [1.5, 0],
    [3, 1],
  ]);
  expect(answer).toEqual({
    machine: [0, 0, -1, 0],
    start: [0, 0.75, 0, 1],
    end: [0.75, 1, 0, 2],
    work: [0.75, 0.25, 0, 1],
    scaledWork: [0.75, 0.25, 0, 1],
  });
});

it("writes what it cuts in both units", () => {
  const { work, scaledWork } = laidOut([[1, 8]], 0.25);
  expect([work, scaledWork]).toEqual([[1], [4]]);
});

it("counts a task that is an ulp late as done in time, and cuts what is two", () => {
  expect(laidOut([[1, 1 + ULP]])).toMatchObject({ end: [1], work: [1 + ULP] });
  expect(laidOut([[1, 1 + 2 * ULP]])).toMatchObject({ end: [1], work: [1] });
  expect(laidOut([[4, 4 + 4 * ULP]])).toMatchObject({ end: [4], work: [4 + 4 * ULP] });
});

it("such an ulp is a debt of the next task, also past one that does not run", () => {
  const late: [number, number] = [1, 1 + ULP];
  const next: [number, number] = [2, ULP / 2]; // 1 + ULP / 2 would round to 1
  expect(laidOut([late, next]).end[1]).toBe(1 + 2 * ULP);
  expect(laidOut([late, [1, 0], next]).end[2]).toBe(1 + 2 * ULP);
});

it("what rounding hides of a time is added to the next", () => {
  const { end } = laidOut(Array.from({ length: 10 }, () => [2, 0.1]));
  expect(end[9]).toBe(1); // 0.1 added ten times is an ulp less
});

it("less work than the smallest normal number does not run", () => {
  const least = 2 ** -1022;
  expect(laidOut([[1, least]])).toMatchObject({ machine: [0], work: [least] });
  for (const work of [least - Number.MIN_VALUE, 1e-320]) {
    expect(laidOut([[1, work]])).toMatchObject({ machine: [-1], work: [0], scaledWork: [0] });
  }
});
