// What the playground shows of a problem and its schedule: units, edits, prices, reasons, geometry.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import phones from "../examples/phones.json" with { type: "json" };
import {
  handleAt,
  layoutOf,
  placeOf,
  secondsAt,
  TOP,
  taskAt,
  ticksOf,
} from "../playground/gantt/layout.js";
import { binsOf } from "../playground/methods/histogram.js";
import { addTask, duplicateRow, removeRow, setField } from "../playground/model/edits.js";
import { explain, priceOf } from "../playground/model/explain.js";
import { step } from "../playground/model/history.js";
import { costOf, priceAt } from "../playground/model/prices.js";
import type { RowCurves, RowProblem, RowTables } from "../playground/model/problem.js";
import { fixed, fromMs, ms, signed, toMs } from "../playground/model/units.js";
import { solve } from "../src/entry/reference.js";
import { generate } from "../src/problem/generate.js";
import type { TablesSchedule } from "../src/types/index.js";

const curves = (tasks = 6, machines = 2) => generate({ tasks, machines, seed: 3 }) as RowCurves;
const tables = {
  models: phones.models,
  machines: phones.machines,
  tasks: phones.tasks,
} as unknown as RowTables;

describe("units", () => {
  it("milliseconds are shown without noise, and read as the double that their text is", () => {
    expect(["35", "0.1", "1e3", "-2"].map(fromMs)).toEqual([0.035, 0.0001, 1, -0.002]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (thousandths) => {
        const seconds = Number(`${thousandths}e-6`);
        expect(fromMs(toMs(seconds))).toBe(seconds);
        expect(toMs(seconds).length).toBeLessThan(12);
      }),
    );
    expect(Number.isNaN(fromMs("many"))).toBe(true);
  });

  it("numbers for people", () => {
    expect([fixed(-0.0001, 2), fixed(-1.5, 1), signed(2, 1), signed(-2, 1), signed(0, 1)]).toEqual([
      "0.00",
      "−1.5",
      "+2.0",
      "−2.0",
      "0.0",
    ]);
    expect([ms(0.036), ms(0.0123), ms(0.00123), ms(0.1234), ms(Infinity)]).toEqual([
      "36 ms",
      "12.3 ms",
      "1.23 ms",
      "123 ms",
      "never",
    ]);
  });
});

describe("edits", () => {
  it("change one field of a copy, or leave it out", () => {
    const before = curves();
    const copy = structuredClone(before);
    const edited = setField(before, "tasks", 2, "weight", 3) as RowCurves;
    expect(edited.tasks[2]).toEqual({ ...copy.tasks[2], weight: 3 });
    expect(edited.tasks[1]).toBe(before.tasks[1]);
    expect(setField(edited, "tasks", 2, "weight", undefined)).toEqual(copy);
    expect(before).toEqual(copy);
  });

  it("latencies by machine follow the machines", () => {
    const task = { model: "ofa", deadline: 1, latency: [0.1, null, 0.3] };
    const before = { ...tables, machines: tables.machines.slice(0, 3), tasks: [task] } as RowTables;
    const latencyOf = (problem: RowProblem) => (problem as RowTables).tasks[0].latency;
    expect(latencyOf(removeRow(before, "machines", 1))).toEqual([0.1, 0.3]);
    expect(latencyOf(duplicateRow(before, "machines", 0))).toEqual([0.1, 0.1, null, 0.3]);
    expect(latencyOf(removeRow(before, "machines", 2))).toEqual([0.1, null]);
    expect(solve(duplicateRow(before, "machines", 2) as RowTables).machine).toHaveLength(1);
  });

  it("rows are copied, removed and added", () => {
    const before = curves();
    expect(
      duplicateRow(before, "tasks", 1).tasks.map((task) => before.tasks.indexOf(task as never)),
    ).toEqual([0, 1, -1, 2, 3, 4, 5]);
    expect(removeRow(before, "tasks", 0).tasks).toEqual(before.tasks.slice(1));
    expect(addTask(before).tasks[6]).toEqual(before.tasks[5]);
    for (const empty of [
      { ...before, tasks: [] },
      { ...tables, tasks: [] },
    ] as RowProblem[])
      expect(solve(addTask(empty)).accuracy).toHaveLength(1);
  });

  it("a drag is undone as a whole, other edits one by one", () => {
    const [a, b, c, d] = [1, 2, 3, 4].map((seed) =>
      generate({ tasks: 1, machines: 1, seed }),
    ) as RowCurves[];
    const change = (problem: RowProblem, gesture?: string) => ({
      type: "change" as const,
      problem,
      gesture,
    });
    const first = { past: [], present: a, future: [], gesture: undefined };
    const dragged = [change(b, "drag"), change(c, "drag"), change(d)].reduce(step, first);
    expect(dragged.past).toEqual([a, c]);
    const undone = step(step(dragged, { type: "undo" }), { type: "undo" });
    expect([undone.present, undone.future]).toEqual([a, [c, d]]);
    expect(step(undone, { type: "undo" })).toBe(undone);
    expect(step(undone, { type: "redo" }).present).toBe(c);
    expect(step(undone, change(b)).future).toEqual([]);
    expect(step(step(dragged, { type: "undo" }), change(b, "drag")).past).toEqual([a, c]);
  });
});

describe("prices", () => {
  const steps = [
    { until: 1, price: 4 },
    { until: 3, price: 2 },
  ];

  it("are those of the moment, and nothing after the last", () => {
    expect([0, 0.5, 1, 2.9, 3, 9].map((time) => priceAt(steps, time))).toEqual([4, 4, 2, 2, 0, 0]);
    expect(costOf(steps, 0.5, 2)).toBe(4);
    expect([costOf(steps, 2, 9), costOf(steps, 4, 9), costOf(steps, 1, 1)]).toEqual([2, 0, 0]);
  });
});

describe("explanations", () => {
  const schedule = solve(tables);
  const at = (reason: string) => schedule.toJSON().reason.indexOf(reason as never);

  it("a served request: where, as what, and what more time would cost", () => {
    const task = at("served");
    const { outcome, why } = explain(tables, schedule, task);
    expect(outcome).toContain(`machine ${schedule.machine[task]} `);
    expect(outcome).toContain(fixed(schedule.accuracy[task], 3));
    expect(why[0]).toMatch(/^It ends .* before it must\.$/);
    expect(priceOf(tables, schedule, task)).toBeGreaterThanOrEqual(0);
  });

  it("an outbid one: on each machine that it fits, what it gains and what that costs", () => {
    const { outcome, why } = explain(tables, schedule, at("outbid"));
    expect(outcome).toBe("Not served: outbid.");
    expect(why.length).toBeGreaterThan(0);
    for (const sentence of why) expect(sentence).toMatch(/would gain 0\.\d+ in .* costs/);
  });

  it("every other reason", () => {
    const base = tables.tasks[0];
    const tasks = [
      { ...base, deadline: -1 },
      { ...base, minAccuracy: 0.99 },
      { ...base, deadline: 0.001, latency: 0 },
      { ...base, deadline: null },
    ];
    const problem = { ...tables, tasks };
    const own = solve(problem);
    const outcomes = tasks.map((_, task) => explain(problem, own, task));
    expect(outcomes.map(({ outcome }) => outcome.split(":")[1]?.trim() ?? "")).toEqual([
      "expired.",
      "ineligible.",
      "too late.",
      "",
    ]);
    expect(outcomes[0].why[0]).toContain("−1000 ms");
    expect(outcomes[1].why[0]).toContain("at least 0.99");
    expect(outcomes[2].why[0]).toMatch(
      /could end it at 8 ms at the earliest; it must end by 1.00 ms|8 ms .* 1 ms/,
    );
    expect(outcomes[3].why[0]).toBe("It has no deadline.");
  });

  it("curves: work, share, and no work", () => {
    const problem = curves(30, 2);
    const own = solve(problem);
    const served = own.work.findIndex((work) => work > 0);
    expect(explain(problem, own, served).outcome).toContain(`machine ${own.machine[served]} `);
    const tasks = [5, 0.01].map((theta) => ({ deadline: 0.1, theta, maxWork: 1 }));
    const poor = { machines: [{ speed: 1 }], tasks };
    const { outcome, why } = explain(poor, solve(poor), 1);
    expect(outcome).toBe("No work: outbid.");
    expect(why[0]).toContain("would gain it 0.010; the time that it may use costs 3.033 a unit");
    const expired = setField(problem, "tasks", 0, "deadline", -1) as RowCurves;
    expect(explain(expired, solve(expired), 0).outcome).toBe("No work: expired.");
    const relaxed = solve(problem, { method: "relax" });
    expect(explain(problem, relaxed, served).outcome).toContain("relaxation");
  });

  it("no request of any problem is left without one", () => {
    for (const method of ["edf", "approx", "refit", "search"] as const) {
      const own = solve(tables, { method });
      for (const task of tables.tasks.keys()) {
        const { outcome, why } = explain(tables, own, task);
        expect(`${outcome} ${why.join(" ")}`).not.toMatch(/undefined|NaN/);
      }
    }
  });
});

describe("the Gantt chart", () => {
  const schedule = solve(tables) as TablesSchedule;
  const layout = layoutOf({ problem: tables, schedule }, 1000);

  it("has a bar for each served request, and a deadline for each", () => {
    expect(layout.bars.map(({ task }) => task)).toEqual(
      [...schedule.machine.keys()].filter((task) => schedule.machine[task] >= 0),
    );
    expect(layout.dues).toHaveLength(40);
    for (const { left, right, start, end } of layout.bars) {
      expect(left).toBeCloseTo(placeOf(layout, start), 9);
      expect(right).toBeCloseTo(placeOf(layout, end), 9);
    }
    const last = layout.rows.length;
    for (const { task, row } of layout.dues)
      expect(row).toBe(schedule.machine[task] < 0 ? last : schedule.machine[task]);
  });

  it("finds what is under the pointer", () => {
    for (const { task, machine, left, right } of layout.bars)
      expect(taskAt(layout, (left + right) / 2, TOP + (machine + 0.5) * layout.rowHeight)).toBe(
        task,
      );
    for (const { task, row, x } of layout.dues) {
      const y = TOP + (row + 0.5) * layout.rowHeight;
      expect(handleAt(layout, x, y, task)).toEqual({ kind: "deadline", task });
    }
    const busy = layout.rows[3];
    expect(handleAt(layout, busy.busy, busy.top + 2)).toEqual({ kind: "busy", machine: 3 });
    expect(taskAt(layout, 5, TOP + 2)).toBeUndefined();
  });

  it("a place is a moment and back", () => {
    for (const seconds of [0, 0.01, 0.1, layout.horizon])
      expect(secondsAt(layout, placeOf(layout, seconds))).toBeCloseTo(seconds, 12);
    expect(secondsAt(layout, -50)).toBe(0);
  });

  it("draws a thousand machines and ten thousand requests in a bounded height", () => {
    const problem = curves(10_000, 1000);
    const large = layoutOf({ problem, schedule: solve(problem, { method: "refit" }) }, 400);
    expect(large.height).toBeLessThan(3200);
    expect(large.rowHeight).toBeGreaterThanOrEqual(3);
    expect(large.bars.length).toBeGreaterThan(5000);
    expect(
      layoutOf({ problem: curves(50, 8), schedule: solve(curves(50, 8)) }, 400).rowHeight,
    ).toBe(30);
  });

  it("has an axis of round numbers, whatever the scale", () => {
    for (const power of [-6, -3, 0, 3]) {
      const ticks = ticksOf({ ...layout, horizon: 3.3 * 10 ** power });
      expect(ticks.length).toBeGreaterThan(3);
      expect(ticks.length).toBeLessThan(14);
    }
  });

  it("of the relaxation has no bars, and deadlines only", () => {
    const problem = curves();
    const relaxed = layoutOf({ problem, schedule: solve(problem, { method: "relax" }) }, 600);
    expect([relaxed.bars.length, relaxed.dues.length]).toEqual([0, 6]);
  });
});

it("a histogram counts everyone once", () => {
  const values = Float64Array.of(0, 0.049, 0.05, 0.5, 1, 1);
  const counts = binsOf(values, 0, 1).map(({ count }) => count);
  expect([counts[0], counts[1], counts[10], counts[19]]).toEqual([2, 1, 1, 2]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(values.length);
});
