// Every engine against the paper as a reader would code it (helpers/textbook.ts), which is itself
// held to known optima and to brute force first.

import { describe, expect, it } from "vitest";
import { randomFrom } from "../src/problem/generate.js";
import type { Method } from "../src/types/index.js";
import single from "./fixtures/single.json" with { type: "json" };
import { chainsOf, engines, runOn, solveOn } from "./helpers/engines.js";
import { FAMILIES, instance, type Rows } from "./helpers/instances.js";
import { machineOptimum, optimum } from "./helpers/oracle.js";
import {
  byDeadline,
  textbookApprox,
  textbookMachine,
  textbookRelax,
  textbookShift,
} from "./helpers/textbook.js";

/** Random problems in all. */
const RUNS = Number(process.env.DSCT_RUNS ?? 1000);

/** What two ways to the same value may differ by, relative to it; measured: 1e-14 at most. */
const TOLERANCE = 1e-9;

/** Loads as near as this, relative to the time they are sums of, are equal but for rounding. */
const TIE = 1e-12;

/** Families whose loads tie: equal tasks, or works and speeds that are round numbers. */
const TYING = ["identical tasks", "round numbers", "cap fills room"];

const names = Object.keys(FAMILIES);

/** Every family in turn, up to 40 tasks on up to 5 machines, with the answers of the textbook. */
const cases = Array.from({ length: RUNS }, (_, k) => {
  const random = randomFrom(k + 1);
  const n = 1 + Math.floor(40 * random());
  const m = 1 + Math.floor(5 * random());
  const family = names[k % names.length];
  const problem = instance(family, n, m, k);
  const relaxed = textbookRelax(problem.machines, problem.tasks);
  const approx = textbookApprox(problem.machines, problem.tasks);
  const tied = leastLead(problem, relaxed.work, approx.machine) <= TIE;
  return { label: `${family}, n ${n}, m ${m}, seed ${k}`, family, problem, relaxed, approx, tied };
});

/**
 * By how much the machine of each task had less load than any other when it got the task: the least
 * such lead, relative to the time that the loads are sums of. Negative: some other had less.
 */
function leastLead({ machines, tasks }: Rows, work: number[], machine: number[]): number {
  const load = machines.map(() => 0);
  const slowest = Math.min(...machines.map(({ speed }) => speed));
  const longest = work.reduce((sum, f) => sum + f / slowest, 0);
  let lead = Number.POSITIVE_INFINITY;
  for (const j of byDeadline(tasks)) {
    if (work[j] === 0) continue; // it may be anywhere
    const r = machine[j];
    // not relative to the loads: of a room that others fill a task may get what rounding leaves
    const time = Math.min(tasks[j].deadline, longest);
    for (let q = 0; q < machines.length; q++) {
      // idle machines are equal exactly, and the rule decides
      const bothIdle = load[q] === 0 && load[r] === 0;
      if (q !== r && !bothIdle) lead = Math.min(lead, (load[q] - load[r]) / time);
    }
    load[r] += work[j] / machines[r].speed;
  }
  return lead;
}

function expectNear(value: number, expected: number, label: string): void {
  const deviation = Math.abs(value - expected);
  expect(deviation, `${label}: ${value}, not ${expected}`).toBeLessThanOrEqual(
    TOLERANCE * Math.abs(expected),
  );
}

describe("the textbook", () => {
  it("finds the known optima of one machine", () => {
    for (const { name, problem, optimum } of single.cases) {
      const { machines, tasks } = problem;
      expectNear(textbookRelax(machines, tasks).value, optimum, name);
    }
  });

  it("finds what brute force finds, and no schedule that is better", () => {
    for (const family of names) {
      for (let seed = 0; seed < 12; seed++) {
        const [n, m] = [1 + (seed % 5), 1 + (seed % 3)];
        const { machines, tasks } = instance(family, n, m, seed);
        const label = `${family}, n ${n}, m ${m}, seed ${seed}`;
        const speed = machines.reduce((sum, machine) => sum + machine.speed, 0);
        const sorted = byDeadline(tasks).map((j) => tasks[j]);
        const relaxed = textbookRelax(machines, tasks).value;
        expectNear(relaxed, machineOptimum(speed, sorted), label);
        const approx = textbookApprox(machines, tasks).value;
        const best = optimum(machines, tasks);
        expect(approx, label).toBeLessThanOrEqual(best + TOLERANCE * Math.abs(best));
        if (m === 1) expectNear(approx, relaxed, label);
      }
    }
  });

  it("assigns and cuts as by hand", () => {
    const tasks = [1, 1, 1].map((deadline) => ({ deadline, theta: 1, maxWork: 10 }));
    const machines = [{ speed: 1 }, { speed: 3 }];
    expect(textbookMachine(4, tasks).map((work) => work.toFixed(12))).toEqual(
      new Array(3).fill((4 / 3).toFixed(12)),
    );
    // the faster first; 4/3 on a speed of 1 is cut at 1; then 4/9 s are less than 4/3 s
    const { machine, work } = textbookApprox(machines, tasks);
    expect(machine).toEqual([1, 0, 1]);
    expect(work.map((f) => f.toFixed(12))).toEqual([4 / 3, 1, 4 / 3].map((f) => f.toFixed(12)));
  });

  it("sees loads that tie in the families made for it, and hardly ever elsewhere", () => {
    // or "approx" would be compared by the detour below too often
    const tied = cases.filter((entry) => entry.tied);
    const elsewhere = tied.filter(({ family }) => !TYING.includes(family));
    expect(tied.length).toBeLessThanOrEqual(0.12 * RUNS);
    expect(elsewhere.length, elsewhere[0]?.label).toBeLessThanOrEqual(RUNS / 1000);
  });
});

describe.each(engines)("%s against the textbook", (_, engine) => {
  const valueBy = (problem: Rows, method: Method) => solveOn(engine, problem, { method }).value;

  it("relax, and refit on one machine: the same values", () => {
    let compared = 0;
    for (const { label, problem, relaxed } of cases) {
      const alone = problem.machines.length === 1;
      for (const method of alone ? (["relax", "refit"] as const) : (["relax"] as const)) {
        expectNear(valueBy(problem, method), relaxed.value, `${label}, ${method}`);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(1.1 * RUNS);
  });

  it("approx: the same values", () => {
    let compared = 0;
    for (const { label, problem, relaxed, approx, tied } of cases) {
      const value = valueBy(problem, "approx");
      compared++;
      if (!tied) {
        expectNear(value, approx.value, label);
        continue;
      }
      // Rounding may decide between the machines: the engine's must be one with the least load,
      // and the textbook's value of that assignment the same.
      const machine = problem.tasks.map(() => -1);
      const buffers = runOn(engine, problem, "approx");
      for (const [r, chain] of chainsOf(buffers, problem.machines.length).entries()) {
        for (const j of chain) machine[j] = r;
      }
      expect(leastLead(problem, relaxed.work, machine), label).toBeGreaterThanOrEqual(-TIE);
      const { machines, tasks } = problem;
      expectNear(value, textbookShift(machines, tasks, relaxed.work, machine).value, label);
    }
    expect(compared).toBe(RUNS);
  });
});
