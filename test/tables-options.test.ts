// What a task can be given on a machine, from the words of the contract: points that end in time,
// are accurate enough and gain something; those that none beats; their concave hull.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tableReason } from "./helpers/table-checker.js";
import { smallProblem } from "./helpers/table-fuzz.js";
import { type Place, placeOf, type TableRows } from "./helpers/table-instances.js";
import { offers } from "./helpers/table-oracle.js";
import { gathered, type Measured, pairsOn } from "./helpers/table-steps.js";

const RUNS = Math.ceil((Number(process.env.DSCT_RUNS ?? 1000) * 300) / 1000);
/** Relative to the latest end: by how much a run may pass it. */
const ROUNDING = 2 ** -50;
const REASONS = ["served", "expired", "ineligible", "too-late", "outbid"];

interface Point {
  time: number;
  value: number;
}

/** Seconds until the latest end, with what rounding may hide; below 0: no time. */
function roomOf({ latest, readyAt }: Place): number {
  const room = latest - readyAt;
  return room >= 0 ? room + ROUNDING * Math.max(latest, readyAt) : -1;
}

/** The points of a task on a machine that none beats, shortest first. */
function pointsOf(problem: TableRows, j: number, r: number): Point[] {
  const place = placeOf(problem, j, r);
  const { deadline, weight = 1, base = 0, minAccuracy = -Infinity } = problem.tasks[j];
  if (!place || deadline < 0) return [];
  const { time, accuracy } = place.table;
  const room = roomOf(place);
  const points = time
    .map((seconds, k) => ({ time: seconds, accuracy: accuracy[k] }))
    .filter((one) => one.time <= room && one.accuracy >= minAccuracy && one.accuracy > base)
    .sort((a, b) => a.time - b.time || b.accuracy - a.accuracy);
  let best = Number.NEGATIVE_INFINITY;
  return points
    .filter((one) => {
      const isBetter = one.accuracy > best;
      best = Math.max(best, one.accuracy);
      return isBetter;
    })
    .map((one) => ({ time: one.time, value: weight * (one.accuracy - base) }));
}

/** The greatest height over so much time of any mixture of these points and of nothing. */
function heightAt(points: Point[], time: number): number {
  const all = [{ time: 0, value: 0 }, ...points];
  let most = Number.NEGATIVE_INFINITY;
  for (const a of all) {
    for (const b of all) {
      if (a.time > time || b.time < time) continue;
      const share = b.time > a.time ? (time - a.time) / (b.time - a.time) : 0;
      most = Math.max(most, a.value + share * (b.value - a.value));
    }
  }
  return most;
}

/** The same on a machine as it is known to the solver, in the units of the caller. */
function known(t: Measured, r: number, isFine = false) {
  const { timeUnit, valueUnit } = t.options;
  return pairsOn(t, r, isFine).map(({ pair, task, due, reach, ways }) => ({
    pair,
    task,
    due: due * timeUnit,
    reach: reach * timeUnit,
    points: ways.map(({ time, value }) => ({ time: time * timeUnit, value: value * valueUnit })),
  }));
}

function expectPoints(points: Point[], expected: Point[], label: string): void {
  expect(points.length, label).toBe(expected.length);
  for (const [k, { time, value }] of points.entries()) {
    expect(time, label).toBe(expected[k].time);
    expect(value, label).toBeCloseTo(expected[k].value, 13);
  }
}

describe("options of discrete tables", () => {
  it("are the points that no other beats, of everybody who has any, by due time", () => {
    let [pairs, dominated] = [0, 0];
    const property = fc.property(smallProblem(8, ["discrete"]), (problem) => {
      const t = gathered(problem);
      for (const r of problem.machines.keys()) {
        const list = known(t, r);
        const expected = problem.tasks.map((_, j) => pointsOf(problem, j, r));
        const tasks = [...problem.tasks.keys()].filter((j) => expected[j].length > 0);
        expect(list.map(({ task }) => task).sort((a, b) => a - b)).toEqual(tasks);
        for (const [k, { task, due, reach, points }] of list.entries()) {
          const place = placeOf(problem, task, r) as Place;
          expectPoints(points, expected[task], `task ${task} on ${r}`);
          expect(due).toBe(roomOf(place));
          expect(reach).toBeLessThanOrEqual(due);
          dominated += place.table.time.length - points.length;
          if (k === 0) continue;
          const before = list[k - 1];
          expect(before.due).toBeLessThanOrEqual(due);
          expect(before.reach).toBeLessThanOrEqual(reach);
          if (before.due === due) expect(before.task).toBeLessThan(task);
        }
        // the end of what is within reach: no less than all of them take
        let longest = 0;
        for (const { due, reach, points } of list) {
          longest += points[points.length - 1].time;
          if (reach < due) expect(reach).toBeGreaterThanOrEqual(longest);
        }
        pairs += list.length;
      }
    });
    fc.assert(property, { seed: 1, numRuns: RUNS });
    expect(pairs).toBeGreaterThan(1.8 * RUNS);
    expect(dominated).toBeGreaterThan(RUNS);
  });

  it("name the caller's points, and say why somebody has none", () => {
    const seen = new Set<string>();
    const property = fc.property(smallProblem(8, ["discrete", "continuous"]), (problem) => {
      const t = gathered(problem);
      const { options: o, input } = t;
      for (const j of problem.tasks.keys()) {
        const reason = REASONS[t.answer.reason[j]];
        const expected = tableReason(problem, j);
        seen.add(expected);
        // who has an option may be served
        expect(reason === "served" ? "outbid" : reason, `task ${j}`).toBe(expected);
        expect(reason === "served").toBe(o.taskStart[j + 1] > o.taskStart[j]);
        for (let q = o.taskStart[j]; q < o.taskStart[j + 1]; q++) {
          const p = o.pairOf[q];
          expect(o.task[p]).toBe(j);
          expect(o.pairStart[o.machine[p]]).toBeLessThanOrEqual(p);
          expect(o.pairStart[o.machine[p] + 1]).toBeGreaterThan(p);
          if (q > o.taskStart[j]) expect(o.pairOf[q - 1]).toBeLessThan(p);
          const { table } = placeOf(problem, j, o.machine[p]) as Place;
          for (let k = o.first[p]; k < o.end[p]; k++) {
            const [from, variant] = [table.time[o.variant[k]], o.variant[k]];
            expect(from, `variant ${variant}`).toBeLessThanOrEqual(
              o.time[k] * o.timeUnit * (1 + 1e-12),
            );
            if (table.mode === "continuous") continue;
            expect(from).toBe(o.time[k] * o.timeUnit);
            const accuracy = Math.max(...table.accuracy.filter((_, i) => table.time[i] === from));
            expect(table.accuracy[variant]).toBe(accuracy);
          }
        }
      }
      expect(input.latencies === 1 || input.latencies === problem.machines.length).toBe(true);
    });
    fc.assert(property, { seed: 2, numRuns: RUNS });
    expect([...seen].sort()).toEqual(["expired", "ineligible", "outbid", "too-late"]);
  });
});

/** The greatest accuracy in no more than so much time; -Infinity: none. */
function lineAt(problem: TableRows, j: number, place: Place, time: number): number {
  const { minAccuracy = -Infinity } = problem.tasks[j];
  return Math.max(-Infinity, ...offers(place, minAccuracy, time).map(({ high }) => high));
}

describe("options of continuous tables", () => {
  it.each([
    ["coarse", false],
    ["fine", true],
  ] as const)("lie on the line, with all ends of it: %s", (_, isFine) => {
    let [inside, ends] = [0, 0];
    const property = fc.property(smallProblem(5, ["continuous"]), (problem) => {
      const t = gathered(problem);
      for (const r of problem.machines.keys()) {
        for (const { task: j, points } of known(t, r, isFine)) {
          const place = placeOf(problem, j, r) as Place;
          const { weight = 1, base = 0, minAccuracy = -Infinity } = problem.tasks[j];
          const room = roomOf(place);
          const worthOf = (accuracy: number) => weight * (accuracy - base);
          for (const [k, { time, value }] of points.entries()) {
            expect(time).toBeLessThanOrEqual(room * (1 + 1e-15));
            const reached = lineAt(problem, j, place, time * (1 + 1e-14));
            expect(value).toBeLessThanOrEqual(worthOf(reached) + 1e-12);
            expect(value).toBeGreaterThan(0);
            if (k > 0) {
              expect(time).toBeGreaterThan(points[k - 1].time);
              expect(value).toBeGreaterThan(points[k - 1].value);
            }
            if (!place.table.time.includes(time)) inside++;
          }
          // every end of a segment of the line that is worth it is there, or something better is
          for (const { from, to, low, high } of offers(place, minAccuracy, room)) {
            const all = [
              { time: from, value: worthOf(low) },
              { time: to, value: worthOf(high) },
            ];
            for (const { time, value } of all) {
              if (value <= 1e-12) continue;
              ends++;
              const isThere = points.some((one) => {
                return one.time <= time * (1 + 1e-12) && one.value >= value - 1e-12;
              });
              if (!isThere) expect.fail(`task ${j} on ${r}: no option for ${value} at ${time}`);
            }
          }
        }
      }
    });
    fc.assert(property, { seed: 3, numRuns: RUNS });
    expect(inside).toBeGreaterThan(RUNS / 2);
    expect(ends).toBeGreaterThan(RUNS);
  });

  const pieces = (task: object, time: number[], accuracy: number[]) => {
    const table = { time, accuracy, mode: "continuous" as const };
    const problem = {
      models: { a: { x: table } },
      machines: [{ type: "x" }],
      tasks: [{ model: "a", deadline: 100, ...task }],
    };
    return known(gathered(problem), 0)[0]?.points;
  };

  it("are cut where they begin to be accurate enough, and where time ends", () => {
    expect(pieces({ minAccuracy: 0.5 }, [1, 3], [0.25, 0.75])).toEqual([
      { time: 2, value: 0.5 },
      { time: 2.5, value: 0.625 },
      { time: 3, value: 0.75 },
    ]);
    expect(pieces({ deadline: 2 }, [1, 3], [0.25, 0.75])?.at(-1)?.value).toBeCloseTo(0.5, 12);
    expect(pieces({ deadline: 0.5 }, [1, 3], [0.25, 0.75])).toBeUndefined();
    expect(pieces({ deadline: 1 }, [1, 3], [0.25, 0.75])?.[0]).toEqual({ time: 1, value: 0.25 });
    expect(pieces({ deadline: 1.9, minAccuracy: 0.5 }, [1, 3], [0.25, 0.75])).toBeUndefined();
    expect(pieces({ minAccuracy: 0.75 }, [1, 3], [0.25, 0.75])).toEqual([{ time: 3, value: 0.75 }]);
  });

  it("after a dip begin where they pass what was there before it", () => {
    expect(pieces({}, [1, 2, 4], [0.5, 0.25, 0.75])).toEqual([
      { time: 1, value: 0.5 },
      { time: 3.5, value: 0.625 },
      { time: 4, value: 0.75 },
    ]);
    expect(pieces({}, [1, 2, 4], [0.5, 0.25, 0.5])).toEqual([{ time: 1, value: 0.5 }]);
    // level, then rising
    expect(pieces({}, [1, 2, 4], [0.5, 0.5, 0.75])).toEqual([
      { time: 1, value: 0.5 },
      { time: 3, value: 0.625 },
      { time: 4, value: 0.75 },
    ]);
  });

  it("are worth nothing up to the base", () => {
    const points = pieces({ base: 0.5 }, [1, 3], [0.25, 0.75]);
    expect(points).toEqual([
      { time: 2.5, value: 0.125 },
      { time: 3, value: 0.25 },
    ]);
    expect(pieces({ base: 0.75 }, [1, 3], [0.25, 0.75])).toBeUndefined();
    expect(pieces({ base: -0.25 }, [1, 3], [0.25, 0.75])?.[0]).toEqual({ time: 1, value: 0.5 });
  });
});

describe("hulls", () => {
  it("are the least concave line over nothing and all options", () => {
    const property = fc.property(smallProblem(6, ["discrete", "continuous"]), (problem) => {
      const { options: o } = gathered(problem);
      for (let p = 0; p < o.pairs; p++) {
        const ways = Array.from({ length: o.end[p] - o.first[p] }, (_, k) => ({
          time: o.time[o.first[p] + k],
          value: o.value[o.first[p] + k],
        }));
        const count = o.hullFirst[p + 1] - o.hullFirst[p];
        const hull = Array.from({ length: count }, (_, k) => ({
          time: o.hullTime[o.hullFirst[p] + k],
          value: o.hullValue[o.hullFirst[p] + k],
        }));
        expect(hull.at(-1)).toEqual(ways.at(-1));
        for (const point of hull) {
          expect(ways).toContainEqual(point);
          expect(point.value).toBeGreaterThanOrEqual(heightAt(ways, point.time) - 1e-12);
        }
        for (const way of ways) {
          expect(heightAt(hull, way.time)).toBeGreaterThanOrEqual(way.value - 1e-12);
        }
        let slope = Number.POSITIVE_INFINITY;
        let before = { time: 0, value: 0 };
        for (const point of hull) {
          if (point.time === 0) before = point;
          if (point.time === before.time) continue;
          const next = (point.value - before.value) / (point.time - before.time);
          expect(next).toBeLessThan(slope * (1 + 1e-12));
          slope = next;
          before = point;
        }
      }
    });
    fc.assert(property, { seed: 4, numRuns: RUNS });
  });
});

describe("units", () => {
  it.each([1e-9, 2 ** -1000, 1e9, 1e200])("times in units of %f change nothing", (unit) => {
    const property = fc.property(smallProblem(5, ["discrete"]), (problem) => {
      const here = gathered(problem).options;
      const [pairs, tasks] = [here.pairs, Array.from(here.task.subarray(0, here.pairs))];
      const values = Array.from(here.value.subarray(0, here.count));
      const { models, machines, tasks: rows } = problem;
      const scaled: TableRows = {
        models: Object.fromEntries(
          Object.entries(models).map(([name, types]) => [
            name,
            Object.fromEntries(
              Object.entries(types).map(([type, table]) => [
                type,
                { ...table, time: table.time.map((time) => time * unit) },
              ]),
            ),
          ]),
        ),
        machines: machines.map(({ type, readyAt = 0 }) => ({ type, readyAt: readyAt * unit })),
        tasks: rows.map(({ latency = 0, ...task }) => ({
          ...task,
          deadline: task.deadline * unit,
          latency:
            typeof latency === "number"
              ? latency * unit
              : latency.map((one) => (one === null ? null : one * unit)),
        })),
      };
      const there = gathered(scaled).options;
      // rounding of products may order equal due times otherwise
      expect(there.pairs).toBe(pairs);
      expect(Array.from<number>(there.task.subarray(0, pairs)).sort()).toEqual(tasks.sort());
      expect(Array.from<number>(there.value.subarray(0, there.count)).sort()).toEqual(
        values.sort(),
      );
    });
    fc.assert(property, { seed: 5, numRuns: RUNS / 4 });
  });
});
