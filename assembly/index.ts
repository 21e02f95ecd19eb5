// The surface of the core: create, solve, resume, finish, the numbers of the answer, and every buffer;
// no formula. A buffer is its address in WebAssembly, and in JavaScript, where `changetype` changes
// nothing, the array itself.

import { BY_BRANCH, BY_PRICES } from "./codes";
import { PROVEN_LOWER } from "./solve";
import * as ws from "./workspace";

export { finish, resume, solve } from "./solve";
export { create, createProof } from "./workspace";

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
  return ws.proof.nodes;
}

/** LEVELS chooses among the first `count` accuracies of `levels` by this reading, a code. */
export function setLevels(count: i32, reading: i32): void {
  ws.levels.count = count;
  ws.levels.reading = reading;
}

export function levels(): usize {
  return changetype<usize>(ws.levels.accuracy);
}

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
  return changetype<usize>(ws.machines.chainStart);
}

export function rank(): usize {
  return changetype<usize>(ws.machines.rank);
}

export function pace(): usize {
  return changetype<usize>(ws.machines.pace);
}

export function load(): usize {
  return changetype<usize>(ws.machines.load);
}

export function loser(): usize {
  return changetype<usize>(ws.machines.loser);
}

export function index(): usize {
  return changetype<usize>(ws.scratch.index);
}

export function segmentFrom(): usize {
  return changetype<usize>(ws.scratch.segments.from);
}

export function segmentTo(): usize {
  return changetype<usize>(ws.scratch.segments.to);
}

export function segmentOrigin(): usize {
  return changetype<usize>(ws.scratch.segments.origin);
}

export function segmentLow(): usize {
  return changetype<usize>(ws.scratch.segments.low);
}

export function segmentHigh(): usize {
  return changetype<usize>(ws.scratch.segments.high);
}

export function segmentPrice(): usize {
  return changetype<usize>(ws.scratch.segments.price);
}

export function segmentDepth(): usize {
  return changetype<usize>(ws.scratch.segments.depth);
}

export function splitSpeed(): usize {
  return changetype<usize>(ws.splitting.speed);
}

export function splitLatest(): usize {
  return changetype<usize>(ws.splitting.latest);
}

export function splitBest(): usize {
  return changetype<usize>(ws.splitting.best);
}

export function splitSpent(): usize {
  return changetype<usize>(ws.splitting.spent);
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
