// The surface of the core: create, solve, resume, finish, the numbers of the answer, and every
// buffer; no formula. A buffer is its address in WebAssembly, and in JavaScript, where `changetype`
// changes nothing, the array itself.

import { BY_BRANCH, BY_PRICES } from "./codes";
import { PROVEN_LOWER } from "./solve";
import * as ws from "./workspace";

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
export function guarantee(): f64 {
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

/** Moves and swaps whose exact gain was computed. */
export function tried(): f64 {
  return ws.plan.tried;
}

/** Moves and swaps made. */
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

/** The buffer at this place of BUFFERS in src/engine/buffers.ts. */
export function buffer(place: i32): usize {
  switch (place) {
    case 0:
      return changetype<usize>(ws.speed);
    case 1:
      return changetype<usize>(ws.tasks.deadline);
    case 2:
      return changetype<usize>(ws.tasks.theta);
    case 3:
      return changetype<usize>(ws.tasks.maxWork);
    case 4:
      return changetype<usize>(ws.tasks.weight);
    case 5:
      return changetype<usize>(ws.tasks.base);
    case 6:
      return changetype<usize>(ws.tasks.gain);
    case 7:
      return changetype<usize>(ws.levels.accuracy);
    case 8:
      return changetype<usize>(ws.answer.machine);
    case 9:
      return changetype<usize>(ws.answer.start);
    case 10:
      return changetype<usize>(ws.answer.end);
    case 11:
      return changetype<usize>(ws.answer.work);
    case 12:
      return changetype<usize>(ws.answer.accuracy);
    case 13:
      return changetype<usize>(ws.answer.price);
    case 14:
      return changetype<usize>(ws.answer.order);
    case 15:
      return changetype<usize>(ws.edf.task);
    case 16:
      return changetype<usize>(ws.edf.deadline);
    case 17:
      return changetype<usize>(ws.edf.logSlope);
    case 18:
      return changetype<usize>(ws.edf.invTheta);
    case 19:
      return changetype<usize>(ws.edf.cap);
    case 20:
      return changetype<usize>(ws.edf.room);
    case 21:
      return changetype<usize>(ws.edf.work);
    case 22:
      return changetype<usize>(ws.edf.logPrice);
    case 23:
      return changetype<usize>(ws.chains.task);
    case 24:
      return changetype<usize>(ws.chains.deadline);
    case 25:
      return changetype<usize>(ws.chains.logSlope);
    case 26:
      return changetype<usize>(ws.chains.invTheta);
    case 27:
      return changetype<usize>(ws.chains.cap);
    case 28:
      return changetype<usize>(ws.chains.room);
    case 29:
      return changetype<usize>(ws.chains.work);
    case 30:
      return changetype<usize>(ws.chains.logPrice);
    case 31:
      return changetype<usize>(ws.machines.chainStart);
    case 32:
      return changetype<usize>(ws.machines.rank);
    case 33:
      return changetype<usize>(ws.machines.pace);
    case 34:
      return changetype<usize>(ws.machines.load);
    case 35:
      return changetype<usize>(ws.machines.loser);
    case 36:
      return changetype<usize>(ws.scratch.index);
    case 37:
      return changetype<usize>(ws.scratch.segments.from);
    case 38:
      return changetype<usize>(ws.scratch.segments.to);
    case 39:
      return changetype<usize>(ws.scratch.segments.origin);
    case 40:
      return changetype<usize>(ws.scratch.segments.low);
    case 41:
      return changetype<usize>(ws.scratch.segments.high);
    case 42:
      return changetype<usize>(ws.scratch.segments.price);
    case 43:
      return changetype<usize>(ws.scratch.segments.depth);
    case 44:
      return changetype<usize>(ws.splitting.speed);
    case 45:
      return changetype<usize>(ws.splitting.latest);
    case 46:
      return changetype<usize>(ws.splitting.best);
    case 47:
      return changetype<usize>(ws.splitting.spent);
    case 48:
      return changetype<usize>(ws.plan.best);
    case 49:
      return changetype<usize>(ws.plan.worth);
    case 50:
      return changetype<usize>(ws.plan.stamp);
    case 51:
      return changetype<usize>(ws.plan.speed);
    case 52:
      return changetype<usize>(ws.plan.member);
    case 53:
      return changetype<usize>(ws.plan.machine);
    case 54:
      return changetype<usize>(ws.plan.value);
    case 55:
      return changetype<usize>(ws.plan.peak);
    case 56:
      return changetype<usize>(ws.plan.delta);
    case 57:
      return changetype<usize>(ws.machines.readyAt);
    case 58:
      return changetype<usize>(ws.machines.queue);
    case 59:
      return changetype<usize>(ws.plan.readyAt);
    case 60:
      return changetype<usize>(ws.splitting.begin);
    case 61:
      return changetype<usize>(ws.splitting.rate);
    case 62:
      return changetype<usize>(ws.splitting.done);
  }
  return 0;
}

/** How many types and tables the problem in the buffers has, and latencies a task: 1, or m. */
export function setTables(types: i32, tables: i32, latencies: i32): void {
  ws.measured.input.types = types;
  ws.measured.input.tables = tables;
  ws.measured.input.latencies = latencies;
}

/** The buffer at this place of TABLE_BUFFERS in src/engine/table-buffers.ts. */
export function tablesBuffer(place: i32): usize {
  switch (place) {
    case 0:
      return changetype<usize>(ws.measured.input.readyAt);
    case 1:
      return changetype<usize>(ws.measured.input.machineType);
    case 2:
      return changetype<usize>(ws.measured.input.taskModel);
    case 3:
      return changetype<usize>(ws.measured.input.deadline);
    case 4:
      return changetype<usize>(ws.measured.input.weight);
    case 5:
      return changetype<usize>(ws.measured.input.base);
    case 6:
      return changetype<usize>(ws.measured.input.minAccuracy);
    case 7:
      return changetype<usize>(ws.measured.input.latency);
    case 8:
      return changetype<usize>(ws.measured.input.tableOf);
    case 9:
      return changetype<usize>(ws.measured.input.tableStart);
    case 10:
      return changetype<usize>(ws.measured.input.tableMode);
    case 11:
      return changetype<usize>(ws.measured.input.time);
    case 12:
      return changetype<usize>(ws.measured.input.accuracy);
    case 13:
      return changetype<usize>(ws.measured.answer.machine);
    case 14:
      return changetype<usize>(ws.measured.answer.variant);
    case 15:
      return changetype<usize>(ws.measured.answer.reason);
    case 16:
      return changetype<usize>(ws.measured.answer.start);
    case 17:
      return changetype<usize>(ws.measured.answer.end);
    case 18:
      return changetype<usize>(ws.measured.answer.accuracy);
    case 19:
      return changetype<usize>(ws.measured.answer.order);
    case 20:
      return changetype<usize>(ws.measured.answer.priceStart);
    case 21:
      return changetype<usize>(ws.measured.answer.priceUntil);
    case 22:
      return changetype<usize>(ws.measured.answer.price);
  }
  return 0;
}
