// The surface of the core: create, solve, resume, finish, the numbers of the answer, and every
// buffer; no formula.

import { BY_BRANCH, BY_PRICES } from "./codes";
import { PROVEN_LOWER } from "./solve";
import * as ws from "./workspace";

export { buffer, tablesBuffer } from "./buffers";
export { exp, expm1 } from "./numeric/exp";
export { ln } from "./numeric/ln";
export { finish, resume, solve } from "./solve";
export { finishTables, resumeTables, solveTables } from "./solve-tables";
export { create, createProof, createTables } from "./workspace";

/** The sum of weight * accuracy. */
export function value(): f64 {
  return ws.answer.value;
}

/** The sum of accuracy. */
export function accuracySum(): f64 {
  return ws.answer.accuracySum;
}

/** An upper bound on the value of any schedule. */
export function bound(): f64 {
  return ws.answer.bound;
}

/** What proves it, a code. */
export function provenBy(): i32 {
  if (ws.measured.isTables) return ws.measured.provenBy;
  return ws.proof.mode === PROVEN_LOWER ? BY_BRANCH : BY_PRICES;
}

/** Theorem 1's G, NaN where the theorem does not speak. */
export function worstCaseGap(): f64 {
  return ws.answer.guarantee;
}

/** Elements seen by all passes of the one-machine algorithm together. */
export function visits(): f64 {
  return ws.answer.visits;
}

/** The value of the best schedule that a search under way has found. */
export function valueFound(): f64 {
  return ws.plan.offset + ws.plan.scale * ws.plan.found;
}

/** Work of the search so far, what `resume` limits. */
export function effort(): f64 {
  return ws.plan.effort;
}

/** Moves, swaps and new ways to deal out tasks that were tried. */
export function tried(): f64 {
  return ws.plan.tried;
}

/** Those of them that were made. */
export function applied(): f64 {
  return ws.plan.applied;
}

/** Decisions of the proof. */
export function nodes(): f64 {
  return ws.measured.isTables ? ws.measured.prove.sets.nodes : ws.proof.sets.nodes;
}

/** LEVELS chooses among the first `count` accuracies of `levels` by this reading, a code. */
export function setLevels(count: i32, reading: i32): void {
  ws.levels.count = count;
  ws.levels.reading = reading;
}

/** How many types and tables the problem in the buffers has, and latencies a task: 1, or m. */
export function setTables(types: i32, tables: i32, latencies: i32): void {
  ws.measured.input.types = types;
  ws.measured.input.tables = tables;
  ws.measured.input.latencies = latencies;
}
