// The surface of the Wasm core: create, solve, resume, finish, and every buffer; no formula.

import * as ws from "./workspace.js";

export { finish, resume, solve } from "./solve.js";
export { create, createProof } from "./workspace.js";

export function speed(): Float64Array {
  return ws.speed;
}

export function deadline(): Float64Array {
  return ws.tasks.deadline;
}

export function theta(): Float64Array {
  return ws.tasks.theta;
}

export function maxWork(): Float64Array {
  return ws.tasks.maxWork;
}

export function weight(): Float64Array {
  return ws.tasks.weight;
}

export function base(): Float64Array {
  return ws.tasks.base;
}

export function gain(): Float64Array {
  return ws.tasks.gain;
}

export function levels(): Float64Array {
  return ws.levels.accuracy;
}

export function machine(): Int32Array {
  return ws.answer.machine;
}

export function start(): Float64Array {
  return ws.answer.start;
}

export function end(): Float64Array {
  return ws.answer.end;
}

export function work(): Float64Array {
  return ws.answer.work;
}

export function accuracy(): Float64Array {
  return ws.answer.accuracy;
}

export function price(): Float64Array {
  return ws.answer.price;
}

export function order(): Int32Array {
  return ws.answer.order;
}

export function summary(): Float64Array {
  return ws.answer.summary;
}

export function edfTask(): Int32Array {
  return ws.edf.task;
}

export function edfDeadline(): Float64Array {
  return ws.edf.deadline;
}

export function edfLogSlope(): Float64Array {
  return ws.edf.logSlope;
}

export function edfInvTheta(): Float64Array {
  return ws.edf.invTheta;
}

export function edfCap(): Float64Array {
  return ws.edf.cap;
}

export function edfRoom(): Float64Array {
  return ws.edf.room;
}

export function edfWork(): Float64Array {
  return ws.edf.work;
}

export function edfLogPrice(): Float64Array {
  return ws.edf.logPrice;
}

export function chainTask(): Int32Array {
  return ws.chains.task;
}

export function chainDeadline(): Float64Array {
  return ws.chains.deadline;
}

export function chainLogSlope(): Float64Array {
  return ws.chains.logSlope;
}

export function chainInvTheta(): Float64Array {
  return ws.chains.invTheta;
}

export function chainCap(): Float64Array {
  return ws.chains.cap;
}

export function chainRoom(): Float64Array {
  return ws.chains.room;
}

export function chainWork(): Float64Array {
  return ws.chains.work;
}

export function chainLogPrice(): Float64Array {
  return ws.chains.logPrice;
}

export function chainStart(): Int32Array {
  return ws.assignment.chainStart;
}

export function rank(): Int32Array {
  return ws.assignment.rank;
}

export function pace(): Float64Array {
  return ws.assignment.pace;
}

export function load(): Float64Array {
  return ws.assignment.load;
}

export function loser(): Int32Array {
  return ws.assignment.loser;
}

export function index(): Int32Array {
  return ws.scratch.index;
}

export function stack(): Float64Array {
  return ws.scratch.stack;
}

export function extremes(): Float64Array {
  return ws.scratch.extremes;
}

export function tally(): Float64Array {
  return ws.scratch.tally;
}

export function splitSpeed(): Float64Array {
  return ws.splitting.speed;
}

export function splitLatest(): Float64Array {
  return ws.splitting.latest;
}

export function splitBest(): Float64Array {
  return ws.splitting.best;
}

export function splitSpent(): Float64Array {
  return ws.splitting.spent;
}

export function best(): Int32Array {
  return ws.plan.best;
}

export function worth(): Float64Array {
  return ws.plan.worth;
}

export function stamp(): Float64Array {
  return ws.plan.stamp;
}

export function progress(): Float64Array {
  return ws.plan.progress;
}

export function proof(): Float64Array {
  return ws.proof.state;
}
