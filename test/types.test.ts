// What the types allow and what they refuse: `npm run check` reads this file, and an expected error
// that is none is one. Nothing of it runs but the assignments.

import { expect, it } from "vitest";
import type {
  certify as Certify,
  CurvesProblem,
  Problem,
  Schedule,
  Solve,
  SolveAsync,
  SolveMany,
  svg as Svg,
  TablesProblem,
  TablesSchedule,
  TablesScheduleJson,
} from "../src/index.js";

const models = { a: { x: { time: [1, 2], accuracy: new Float32Array([0.5, 0.6]) } } };
const curves: CurvesProblem = {
  machines: [{ speed: 1 }],
  tasks: { deadline: [1], theta: [1], maxWork: [1] },
};
const tables: TablesProblem = {
  models,
  machines: { type: ["x"], readyAt: new Float64Array(1) },
  tasks: [
    { model: "a", deadline: 1 },
    { model: "a", deadline: null, weight: 2, base: 0, minAccuracy: 0.5, latency: [null] },
  ],
};
const columns: TablesProblem = {
  models: { a: { x: { time: [1], accuracy: [1], mode: "continuous" } } },
  machines: [{ type: "x", readyAt: 1 }],
  tasks: { model: ["a"], deadline: [null], latency: [0.1, [1, null]] },
};
const either: Problem[] = [curves, tables, columns];

const machine: TablesProblem = {
  models,
  // @ts-expect-error a machine has a speed or a type
  machines: [{ type: "x", speed: 1 }],
  tasks: [],
};
const task: TablesProblem = {
  models,
  machines: [],
  // @ts-expect-error a request has a model or a curve
  tasks: [{ model: "a", deadline: 1, theta: 1 }],
};
const curved: TablesProblem = {
  models,
  machines: [],
  // @ts-expect-error likewise
  tasks: [{ deadline: 1, theta: 1, maxWork: 1 }],
};
const modelless: CurvesProblem = {
  machines: [],
  // @ts-expect-error without models there is none to name
  tasks: [{ model: "a", deadline: 1, theta: 1, maxWork: 1 }],
};
const typed: CurvesProblem = {
  // @ts-expect-error a machine has a speed or a type
  machines: { speed: [1], type: ["x"] },
  tasks: [],
};
// @ts-expect-error curves have no models
const both: CurvesProblem = { ...curves, models };
// @ts-expect-error nor has either kind a part of the other
const mixed: Problem = { models, machines: [{ speed: 1 }], tasks: [{ model: "a", deadline: 1 }] };
// @ts-expect-error a mode is one of two words
const mode: TablesProblem = { ...tables, models: { a: { x: { ...models.a.x, mode: "smooth" } } } };

declare const solve: Solve;
declare const solveMany: SolveMany;
declare const solveAsync: SolveAsync;
declare const certify: typeof Certify;
declare const svg: typeof Svg;

/** Never called. */
async function calls() {
  const ofCurves: Schedule = solve(curves);
  const ofTables: TablesSchedule = solve(tables, { method: "exact" });
  const ofEither: Schedule | TablesSchedule = solve(either[0]);
  const many: TablesSchedule[] = solveMany([tables, columns]);
  const curvesMany: Schedule[] = solveMany([curves]);
  const eitherMany: (Schedule | TablesSchedule)[] = solveMany(either);
  const later: TablesSchedule = await solveAsync(tables, { signal: AbortSignal.abort() });
  const json: TablesScheduleJson = ofTables.toJSON();
  certify(tables, ofTables);
  certify(tables, json);
  certify(tables, { ...json, reason: [0, 1] });
  svg(tables, json);
  svg(curves, ofCurves);
  const worstCaseGap: null = ofTables.worstCaseGap;
  // @ts-expect-error a schedule of curves has no variants
  ofCurves.variant;
  // @ts-expect-error one of tables has no work
  ofTables.work;
  // @ts-expect-error models without machines of a type
  solve({ models, machines: [{ speed: 1 }], tasks: [] });
  return [ofEither, many, curvesMany, eitherMany, later, worstCaseGap];
}

it("compiles", () => {
  const refused = [machine, task, curved, modelless, typed, both, mixed, mode];
  expect([...refused, calls]).toHaveLength(9);
});
