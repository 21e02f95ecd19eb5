// First schedules against the plain rules, how long continuous tables run against the linear
// programme of the same pieces, and the layout in the caller's units.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { APPROX, CONTINUOUS, EDF, EXACT, REFIT } from "../assembly/codes.js";
import { formChains, isInTime, totalValue } from "../assembly/tables/chains.ts?js";
import { layOutChains } from "../assembly/tables/layout.ts?js";
import { improvePrices } from "../assembly/tables/prices.ts?js";
import {
  edfTables,
  greedy,
  packNext,
  quickest,
  upgradeTables,
} from "../assembly/tables/starts.ts?js";
import { stretchChain } from "../assembly/tables/stretch.ts?js";
import { solve } from "../src/index.js";
import { tableFaults } from "./helpers/table-checker.js";
import { smallProblem } from "./helpers/table-fuzz.js";
import { mulberry, type TableRows } from "./helpers/table-instances.js";
import { plainTableApprox, plainTableEdf } from "./helpers/table-rules.js";
import { drawn, gathered, type Measured } from "./helpers/table-steps.js";

const RUNS = Math.ceil((Number(process.env.DSCT_RUNS ?? 1000) * 150) / 1000);

const worth = (t: Measured) => {
  return t.offset + totalValue(t.chains, t.options, t.tasks) * t.options.valueUnit;
};

function expectFeasible({ chains: c, options: o, machines }: Measured, label: string): void {
  for (let r = 0; r < machines; r++) {
    expect(isInTime(c, o, r), label).toBe(true);
    for (let k = c.start[r]; k < c.start[r + 1]; k++) {
      const option = c.option[o.task[c.member[k]]];
      expect(option).toBeGreaterThanOrEqual(o.first[c.member[k]]);
      expect(option).toBeLessThan(o.end[c.member[k]]);
    }
  }
}

describe("first schedules", () => {
  it("edf and approx are the plain rules", () => {
    let same = 0;
    for (let seed = 1; seed <= RUNS; seed++) {
      const problem = drawn({ n: 10, m: 1 + (seed % 3), longest: 2, seed, zeros: seed % 3 });
      const t = gathered(problem, APPROX);
      const { options: o, chains: c, starts: s } = t;
      edfTables(o, c, s, t.tasks, t.machines);
      expectFeasible(t, `seed ${seed}`);
      expect(worth(t), `seed ${seed}`).toBeCloseTo(plainTableEdf(problem).value, 10);
      quickest(o, c, s, t.tasks, t.machines);
      expectFeasible(t, `seed ${seed}`);
      const served = Array.from<number>(c.pair.subarray(0, t.tasks));
      upgradeTables(o, c, s, t.tasks);
      expectFeasible(t, `seed ${seed}`);
      expect(Array.from<number>(c.pair.subarray(0, t.tasks))).toEqual(served);
      // equal ends may go to another machine
      if (Math.abs(worth(t) - plainTableApprox(problem).value) < 1e-9) same++;
      // nobody can still rise
      for (let j = 0; j < t.tasks; j++) {
        if (c.pair[j] < 0 || c.option[j] + 1 >= o.end[c.pair[j]]) continue;
        c.option[j]++;
        expect(isInTime(c, o, o.machine[c.pair[j]])).toBe(false);
        c.option[j]--;
      }
    }
    expect(same).toBeGreaterThan(0.9 * RUNS);
  });

  it("all are feasible whatever the problem, and greedy and packed serve somebody", () => {
    let served = 0;
    const property = fc.property(smallProblem(8, ["discrete", "continuous"]), (problem) => {
      const t = gathered(problem, EXACT);
      const { options: o, chains: c, starts: s, prices, single } = t;
      while (!improvePrices(o, prices, t.tasks, t.machines));
      edfTables(o, c, s, t.tasks, t.machines);
      expectFeasible(t, "edf");
      quickest(o, c, s, t.tasks, t.machines);
      upgradeTables(o, c, s, t.tasks);
      expectFeasible(t, "approx");
      greedy(o, prices.best, c, s, t.tasks, t.machines);
      expectFeasible(t, "greedy");
      upgradeTables(o, c, s, t.tasks);
      expectFeasible(t, "greedy");
      served += c.start[t.machines];
      for (let r = 0; r < t.machines; r++) {
        packNext(o, prices.best, c, single, r, t.tasks, t.machines);
      }
      expectFeasible(t, "packed");
      upgradeTables(o, c, s, t.tasks);
      expectFeasible(t, "packed");
      served += c.start[t.machines];
      expect(worth(t)).toBeLessThanOrEqual(t.offset + prices.bound * o.valueUnit + 1e-9);
    });
    fc.assert(property, { seed: 1, numRuns: RUNS });
    expect(served).toBeGreaterThan(RUNS);
  });
});

interface Piece {
  reach: number;
  /** Corners of the line that the task may run along, concave. */
  corners: { time: number; value: number }[];
}

/** The greatest value of so many concave lines in nested rooms, by small steps of the steepest. */
function stretched(pieces: Piece[]): number {
  const time = pieces.map(({ corners }) => corners[0].time);
  const roomAt = (i: number) => {
    let [used, room] = [0, Number.POSITIVE_INFINITY];
    for (const [k, { reach }] of pieces.entries()) {
      used += time[k];
      if (k >= i) room = Math.min(room, reach - used);
    }
    return room;
  };
  let value = pieces.reduce((sum, { corners }) => sum + corners[0].value, 0);
  const steps = pieces.flatMap(({ corners }, i) =>
    corners.slice(1).map((corner, k) => {
      const length = corner.time - corners[k].time;
      return { i, length, slope: (corner.value - corners[k].value) / length };
    }),
  );
  steps.sort((a, b) => b.slope - a.slope);
  for (const { i, length, slope } of steps) {
    const more = Math.min(length, roomAt(i));
    if (!(more > 0)) continue;
    time[i] += more;
    value += more * slope;
  }
  return value;
}

describe("stretching continuous tables", () => {
  it("is the linear programme of one piece a task, in nested rooms", () => {
    let longer = 0;
    for (let seed = 1; seed <= RUNS; seed++) {
      // two points a table: one piece, which nothing but room limits
      const random = mulberry(seed);
      const n = 2 + (seed % 6);
      const models = Object.fromEntries(
        Array.from({ length: n }, (_, j) => {
          const low = (1 + Math.floor(16 * random())) / 64;
          const time = [low, low + (1 + Math.floor(48 * random())) / 64];
          const least = (1 + Math.floor(32 * random())) / 64;
          const accuracy = [least, least + (1 + Math.floor(31 * random())) / 64];
          return [`m${j}`, { x: { time, accuracy, mode: "continuous" as const } }];
        }),
      );
      const tasks = Array.from({ length: n }, (_, j) => ({
        model: `m${j}`,
        deadline: 0.25 + ((j + 1) * (0.5 + random())) / 2,
        weight: [1, 2][Math.floor(2 * random())],
      }));
      const problem: TableRows = { models, machines: [{ type: "x" }], tasks };
      const t = gathered(problem, REFIT);
      const { options: o, chains: c } = t;
      for (let j = 0; j < n; j++) c.pair[j] = -1;
      formChains(c, o, n, 1);
      for (let j = 0; j < n; j++) {
        if (o.taskStart[j] === o.taskStart[j + 1]) continue;
        c.pair[j] = o.pairOf[o.taskStart[j]];
        c.option[j] = o.first[c.pair[j]];
        formChains(c, o, n, 1);
        if (!isInTime(c, o, 0)) c.pair[j] = -1;
      }
      formChains(c, o, n, 1);
      const pieces = Array.from({ length: c.start[1] }, (_, k): Piece => {
        const p = c.member[k];
        const fine = Array.from({ length: o.fineEnd[p] - o.fineFirst[p] }, (__, i) => ({
          time: o.time[o.fineFirst[p] + i],
          value: o.value[o.fineFirst[p] + i],
        }));
        const corners = fine.length > 1 ? [fine[0], fine[fine.length - 1]] : fine;
        return { reach: o.reach[p], corners };
      });
      const found = stretchChain(t.input, o, c, t.single, t.improve.time, 0);
      expect(found, `seed ${seed}`).toBeCloseTo(stretched(pieces), 10);
      let used = 0;
      for (let k = 0; k < c.start[1]; k++) {
        used += t.improve.time[o.task[c.member[k]]];
        expect(used).toBeLessThanOrEqual(o.reach[c.member[k]] + 1e-15);
      }
      if (found > totalValue(c, o, n) + 1e-9) longer++;
    }
    expect(longer).toBeGreaterThan(RUNS / 2);
  });

  it("loses nothing, and leaves discrete tables as they are", () => {
    let discrete = 0;
    const property = fc.property(smallProblem(6, ["discrete", "continuous"]), (problem) => {
      const t = gathered(problem, REFIT);
      const { options: o, chains: c, input } = t;
      edfTables(o, c, t.starts, t.tasks, t.machines);
      for (let r = 0; r < t.machines; r++) {
        let [before, used] = [0, 0];
        for (let k = c.start[r]; k < c.start[r + 1]; k++)
          before += o.value[c.option[o.task[c.member[k]]]];
        const after = stretchChain(input, o, c, t.single, t.improve.time, r);
        expect(after).toBeGreaterThanOrEqual(before - 1e-12);
        for (let k = c.start[r]; k < c.start[r + 1]; k++) {
          const j = o.task[c.member[k]];
          used += t.improve.time[j];
          expect(used).toBeLessThanOrEqual(o.reach[c.member[k]] * (1 + 1e-14));
          const table = input.tableOf[input.taskModel[j] * input.types + input.machineType[r]];
          if (input.tableMode[table] === CONTINUOUS) continue;
          discrete++;
          expect(t.improve.time[j]).toBe(o.time[c.option[j]]);
        }
      }
    });
    fc.assert(property, { seed: 2, numRuns: RUNS });
    expect(discrete).toBeGreaterThan(RUNS / 4);
  });
});

describe("the layout", () => {
  const net = (time: number) => ({ a: { x: { time: [time], accuracy: [0.5] } } });
  const METHODS = ["edf", "approx", "refit", "search", "exact"] as const;

  it.each([
    [0.1, 3, 0.3],
    [0.1, 7, 0.7],
    [0.1, 10, 1],
    [0.7, 3, 2.1],
    [1e-9, 3, 3e-9],
    [0.1e9, 3, 0.3e9],
    [1.1, 30, 33],
  ])("%f s, %i times, end by %f s, each exactly there", (time, count, deadline) => {
    const tasks = Array.from({ length: count }, () => ({ model: "a", deadline }));
    for (const readyAt of [0, time]) {
      const machines = [{ type: "x", readyAt }];
      const late = { models: net(time), machines, tasks };
      const problem = readyAt > 0 ? { ...late, tasks: tasks.slice(1) } : late;
      for (const method of METHODS) {
        const answer = solve(problem as never, { method }) as never as Parameters<
          typeof tableFaults
        >[1];
        expect(tableFaults(problem, answer), method).toEqual([]);
        expect(Math.min(...Array.from(answer.machine)), method).toBe(0);
        expect(Math.max(...Array.from(answer.end))).toBeLessThanOrEqual(deadline);
        expect(Math.min(...Array.from(answer.start))).toBe(readyAt);
      }
    }
  });

  it("starts when the machine is ready, without gaps, and ends never late", () => {
    let runs = 0;
    const property = fc.property(smallProblem(8, ["discrete", "continuous"]), (problem) => {
      const t = gathered(problem, EDF);
      const { options: o, chains: c, input, answer } = t;
      edfTables(o, c, t.starts, t.tasks, t.machines);
      for (let r = 0; r < t.machines; r++) {
        stretchChain(input, o, c, t.single, t.improve.time, r);
      }
      layOutChains(input, o, c, t.improve.time, answer, t.tasks, t.machines);
      for (const [r, { readyAt = 0 }] of problem.machines.entries()) {
        let free = readyAt;
        for (let k = c.start[r]; k < c.start[r + 1]; k++) {
          const j = o.task[c.member[k]];
          expect(answer.machine[j]).toBe(r);
          expect(answer.start[j]).toBe(free);
          free = answer.end[j];
          runs++;
        }
      }
      const copy = (name: string) => Array.from<number>(answer[name].subarray(0, t.tasks));
      const accuracy = copy("accuracy");
      const value = problem.tasks.reduce((sum, { weight = 1 }, j) => sum + weight * accuracy[j], 0);
      const stated = {
        ...{ machine: copy("machine"), variant: copy("variant"), order: copy("order") },
        ...{ start: copy("start"), end: copy("end"), accuracy, reason: copy("reason"), value },
      };
      expect(tableFaults(problem, stated)).toEqual([]);
    });
    fc.assert(property, { seed: 3, numRuns: RUNS });
    expect(runs).toBeGreaterThan(RUNS);
  });
});
