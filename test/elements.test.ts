// The tasks as one machine sees them, in scaled units and deadline order, by their definitions.

import { describe, expect, it } from "vitest";
import { capacities, Elements, elements } from "../assembly/chain/elements.ts?js";
import { Extremes, findExtremes, MAX_WORK } from "../assembly/problem/scale.ts?js";
import { Tasks } from "../assembly/problem/tasks.ts?js";

interface Row {
  theta: number;
  maxWork: number;
  weight: number;
  gain: number;
}

/** What becomes of these tasks, the last of them first. */
function elementsOf(rows: Row[], workUnit: number, valueUnit: number) {
  const n = rows.length;
  const [tasks, e, extremes] = [new Tasks(n), new Elements(n), new Extremes()];
  for (const [j, row] of rows.entries()) {
    for (const [name, value] of Object.entries(row)) tasks[name as keyof Row][j] = value;
    e.task[j] = n - 1 - j;
  }
  findExtremes(tasks, extremes, n);
  elements(tasks, extremes, e, workUnit, valueUnit, n);
  const list = (column: Float64Array) => Array.from(column).reverse();
  return { logSlope: list(e.logSlope), invTheta: list(e.invTheta), cap: list(e.cap) };
}

describe("elements", () => {
  it.each([
    ["weights and gains differ", [2, 3, 5], [1, 7, 2]],
    ["weights differ", [2, 3, 5], [4, 4, 4]],
    ["gains differ", [3, 3, 3], [1, 7, 2]],
    ["all are alike", [3, 3, 3], [4, 4, 4]],
  ])("are the tasks in other units where %s", (_, weights, gains) => {
    const rows = weights.map((weight, j) => {
      return { theta: [0.5, 3, 8][j], maxWork: [6, 0, 1][j], weight, gain: gains[j] };
    });
    const { logSlope, invTheta, cap } = elementsOf(rows, 0.25, 16);
    for (const [j, { theta, maxWork, weight, gain }] of rows.entries()) {
      expect(logSlope[j]).toBeCloseTo(Math.log((weight * gain * theta * 0.25) / 16), 12);
      expect(invTheta[j]).toBeCloseTo(4 / theta, 12);
      expect(cap[j]).toBe(maxWork * 4);
    }
  });

  it("have floors and a ceiling where scaled numbers leave the range of doubles", () => {
    const row = { theta: 1e-300, maxWork: 1e300, weight: 1, gain: 1 };
    const { logSlope, invTheta, cap } = elementsOf([row, { ...row, gain: 1e-300 }], 0.5, 1);
    expect(invTheta).toEqual([1 / 1e-290, 1 / 1e-290]);
    expect(cap).toEqual([MAX_WORK, MAX_WORK]);
    expect(logSlope[0]).toBeCloseTo(-290 * Math.LN10, 9);
    expect(logSlope[1]).toBeCloseTo(-300 * Math.LN10, 9);
  });

  it("have no work where it was rounded up to the least of all numbers", () => {
    const row = { theta: 1, weight: 1, gain: 1 };
    const least = Number.MIN_VALUE;
    // 3 / 2 and 2 / 2 of the least number
    const rows = [3, 2].map((ulps) => ({ ...row, maxWork: ulps * least }));
    expect(elementsOf(rows, 2, 1).cap).toEqual([0, least]);
  });
});

describe("capacities", () => {
  /** Rooms and caps of elements with these deadlines, of which only those from 1 to 4 count. */
  function roomsOf(deadlines: number[], cap: number, speed = 3, workUnit = 2) {
    const e = new Elements(6);
    e.deadline.set([7, ...deadlines, 9]);
    e.cap.fill(cap);
    e.room.fill(-1);
    capacities(e, speed, 0, workUnit, 1, 5);
    expect([e.room[0], e.room[5], e.cap[0], e.cap[5]]).toEqual([-1, -1, cap, cap]);
    return { room: Array.from(e.room.subarray(1, 5)), cap: Array.from(e.cap.subarray(1, 5)) };
  }

  it("the rooms are what the machine does between the deadlines, the first one's since now", () => {
    expect(roomsOf([2, 2, 4, 8], 1).room).toEqual([3, 0, 3, 6]);
    expect(roomsOf([2, 4, Infinity, Infinity], 1).room).toEqual([3, 3, Infinity, 0]);
  });

  it("the caps are no more than twice what it does until the deadline", () => {
    expect(roomsOf([2, 2, 4, 8], 10).cap).toEqual([6, 6, 10, 10]);
    expect(roomsOf([2, 2, 4, 8], 1).cap).toEqual([1, 1, 1, 1]);
  });

  it("a task due now may want what the first one that is not may", () => {
    expect(roomsOf([0, 0, 4, 8], 100)).toEqual({ room: [0, 0, 6, 6], cap: [12, 12, 12, 24] });
    expect(roomsOf([0, 0, 0, 0], 100)).toEqual({ room: [0, 0, 0, 0], cap: [2, 2, 2, 2] });
  });
});
