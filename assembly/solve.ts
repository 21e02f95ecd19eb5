// The pipeline: order -> relax, and where the relaxation is not yet a schedule, (bound) -> round ->
// (refit) -> shift.

import { dualBound, splitPrices, takePrices, unscalePrices } from "./bound";
import { BOUND, GUARANTEE, PREEMPTIVE_BOUND, REFIT, RELAX, VALUE, VISITS } from "./constants";
import { elements } from "./elements";
import { order } from "./order";
import { guarantee, listOrder, outcome } from "./outcome";
import { prepare } from "./polymatroid";
import { refit } from "./refit";
import { fractionalWork, prices, relax, surplus, totalSpeed } from "./relax";
import { assign, formChains } from "./round";
import { findExtremes, valueUnit, workUnit } from "./scale";
import { shift } from "./shift";
import { answer, assignment, chains, edf, scratch, speed, splitting, tasks } from "./workspace";

/**
 * Solves the first n tasks on the first m machines of the workspace; method is RELAX, APPROX or
 * REFIT, bound RELAX_BOUND or PREEMPTIVE_BOUND. The latter is the former where a task has but one
 * machine, and below the value of RELAX, which is no schedule's.
 */
export function solve(n: i32, m: i32, method: i32, bound: i32): void {
  findExtremes(tasks, scratch.extremes, n);
  const unit = workUnit(scratch.extremes);
  order(tasks.deadline, edf, chains, scratch, n);
  solveRelaxation(unit, n, m, method);
  if (method === RELAX || m === 1) {
    listOrder(edf, answer.order, n);
  } else {
    if (bound === PREEMPTIVE_BOUND) tightenBound(unit, n, m);
    solveMachines(unit, n, m, method);
    listOrder(chains, answer.order, n);
  }
  answer.summary[GUARANTEE] = guarantee(scratch.extremes, n, m);
}

/**
 * The relaxation, its prices and its bound. On one machine it is the answer, and laid out as such.
 */
function solveRelaxation(unit: f64, n: i32, m: i32, method: i32): void {
  const total = totalSpeed(speed, m);
  const unitOfValue = valueUnit(scratch.extremes);
  elements(tasks, scratch.extremes, edf, unit, unitOfValue, n);
  answer.summary[VISITS] = relax(edf, scratch, total, unit, n);
  if (method === RELAX || m === 1) shift(edf, answer, total, unit, method === RELAX ? -1 : 0, 0, n);
  else fractionalWork(edf, answer.work, unit, n);
  outcome(tasks, answer, n);
  const slack = prices(edf, answer.price, unit, unitOfValue, n) + surplus(tasks, answer, n);
  answer.summary[BOUND] = answer.summary[VALUE] + max(slack, 0);
}

/** The preemptive bound and its prices where they are better than those of the relaxation. */
function tightenBound(unit: f64, n: i32, m: i32): void {
  const finite = prepare(speed, edf, splitting, unit, n, m);
  splitPrices(edf, splitting, finite, n, m);
  unscalePrices(splitting, unit, valueUnit(scratch.extremes), n);
  const proven = dualBound(tasks, edf, splitting, unit, n, m);
  if (!(proven < answer.summary[BOUND])) return;
  answer.summary[BOUND] = proven;
  takePrices(edf, splitting, answer.price, n);
}

/** One machine a task, then every machine by itself. */
function solveMachines(unit: f64, n: i32, m: i32, method: i32): void {
  const chainStart = assignment.chainStart;
  // of a task in the middle, as long as the chains have not taken over its memory
  const guess = n > 0 ? edf.logPrice[n >> 1] : -Infinity;
  assign(edf.work, speed, assignment, answer.machine, n, m);
  formChains(edf, answer.machine, chainStart, chains, scratch, n, m);
  if (method === REFIT) {
    answer.summary[VISITS] += refit(speed, chains, chainStart, scratch, unit, guess, m);
  }
  for (let r = 0; r < m; r++) {
    shift(chains, answer, speed[r], unit, r, chainStart[r], chainStart[r + 1]);
  }
  outcome(tasks, answer, n);
  // Where the schedule reaches the bound, rounding may leave it an ulp above.
  answer.summary[BOUND] = max(answer.summary[BOUND], answer.summary[VALUE]);
}
