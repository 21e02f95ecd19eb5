// The Wasm surface: create, solve, resume, finish, and one address a buffer; no formula.

import * as ws from "./workspace";

export { finish, resume, solve } from "./solve";
export { create, createProof } from "./workspace";

export function speed(): usize {
  return changetype<usize>(ws.speed);
}

export function deadline(): usize {
  return changetype<usize>(ws.tasks.deadline);
}

export function theta(): usize {
  return changetype<usize>(ws.tasks.theta);
}

export function maxWork(): usize {
  return changetype<usize>(ws.tasks.maxWork);
}

export function weight(): usize {
  return changetype<usize>(ws.tasks.weight);
}

export function base(): usize {
  return changetype<usize>(ws.tasks.base);
}

export function gain(): usize {
  return changetype<usize>(ws.tasks.gain);
}

export function levels(): usize {
  return changetype<usize>(ws.levels.accuracy);
}

export function machine(): usize {
  return changetype<usize>(ws.answer.machine);
}

export function start(): usize {
  return changetype<usize>(ws.answer.start);
}

export function end(): usize {
  return changetype<usize>(ws.answer.end);
}

export function work(): usize {
  return changetype<usize>(ws.answer.work);
}

export function accuracy(): usize {
  return changetype<usize>(ws.answer.accuracy);
}

export function price(): usize {
  return changetype<usize>(ws.answer.price);
}

export function order(): usize {
  return changetype<usize>(ws.answer.order);
}

export function summary(): usize {
  return changetype<usize>(ws.answer.summary);
}

export function edfTask(): usize {
  return changetype<usize>(ws.edf.task);
}

export function edfDeadline(): usize {
  return changetype<usize>(ws.edf.deadline);
}

export function edfLogSlope(): usize {
  return changetype<usize>(ws.edf.logSlope);
}

export function edfInvTheta(): usize {
  return changetype<usize>(ws.edf.invTheta);
}

export function edfCap(): usize {
  return changetype<usize>(ws.edf.cap);
}

export function edfRoom(): usize {
  return changetype<usize>(ws.edf.room);
}

export function edfWork(): usize {
  return changetype<usize>(ws.edf.work);
}

export function edfLogPrice(): usize {
  return changetype<usize>(ws.edf.logPrice);
}

export function chainTask(): usize {
  return changetype<usize>(ws.chains.task);
}

export function chainDeadline(): usize {
  return changetype<usize>(ws.chains.deadline);
}

export function chainLogSlope(): usize {
  return changetype<usize>(ws.chains.logSlope);
}

export function chainInvTheta(): usize {
  return changetype<usize>(ws.chains.invTheta);
}

export function chainCap(): usize {
  return changetype<usize>(ws.chains.cap);
}

export function chainRoom(): usize {
  return changetype<usize>(ws.chains.room);
}

export function chainWork(): usize {
  return changetype<usize>(ws.chains.work);
}

export function chainLogPrice(): usize {
  return changetype<usize>(ws.chains.logPrice);
}

export function chainStart(): usize {
  return changetype<usize>(ws.assignment.chainStart);
}

export function rank(): usize {
  return changetype<usize>(ws.assignment.rank);
}

export function pace(): usize {
  return changetype<usize>(ws.assignment.pace);
}

export function load(): usize {
  return changetype<usize>(ws.assignment.load);
}

export function loser(): usize {
  return changetype<usize>(ws.assignment.loser);
}

export function index(): usize {
  return changetype<usize>(ws.scratch.index);
}

export function stack(): usize {
  return changetype<usize>(ws.scratch.stack);
}

export function extremes(): usize {
  return changetype<usize>(ws.scratch.extremes);
}

export function tally(): usize {
  return changetype<usize>(ws.scratch.tally);
}

export function splitSpeed(): StaticArray<f64> {
  return ws.splitting.speed;
}

export function splitLatest(): StaticArray<f64> {
  return ws.splitting.latest;
}

export function splitBest(): StaticArray<f64> {
  return ws.splitting.best;
}

export function splitSpent(): StaticArray<f64> {
  return ws.splitting.spent;
}

export function best(): usize {
  return changetype<usize>(ws.plan.best);
}

export function worth(): usize {
  return changetype<usize>(ws.plan.worth);
}

export function stamp(): usize {
  return changetype<usize>(ws.plan.stamp);
}

export function progress(): usize {
  return changetype<usize>(ws.plan.progress);
}

export function proof(): usize {
  return changetype<usize>(ws.proof.state);
}
