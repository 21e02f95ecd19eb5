// The pipeline: order -> relax, and where the relaxation is not yet a schedule, (bound) -> round ->
// (refit) -> shift. With "search" it stops at the better of two starts: `resume` searches, `finish`
// lays out. The baselines take but the bound from the relaxation.

import { dualBound, splitPrices, takePrices, unscalePrices } from "./bound.js";
import { branch, canProve, startBranch } from "./branch.js";
import {
  APPROX,
  BOUND,
  EARLIEST_LIMIT,
  EDF,
  EXACT,
  FOUND,
  GUARANTEE,
  LEVELS,
  MACHINES,
  MOST_SEARCH_WORK,
  OFFSET,
  PREEMPTIVE_BOUND,
  PROVEN,
  PROVEN_LOWER,
  PROVES,
  PROVES_LATER,
  PROVES_NOW,
  READING,
  RELAX,
  SCALE,
  SEARCH,
  SEARCH_WORK_PER_TASK,
  TASKS,
  UNIT,
  UPGRADE,
  VALUE,
  VALUE_ROUNDING,
  VISITS,
  WORK,
} from "./constants.js";
import { earliest } from "./earliest.js";
import { edfWork } from "./edf.js";
import { elements } from "./elements.js";
import { levelWork, upgrade } from "./levels.js";
import { ln } from "./math.js";
import { order } from "./order.js";
import { guarantee, listOrder, outcome } from "./outcome.js";
import { adopt, appraise } from "./plan.js";
import { prepare } from "./polymatroid.js";
import { refit } from "./refit.js";
import { fractionalWork, prices, relax, surplus, totalSpeed } from "./relax.js";
import { assign, formChains } from "./round.js";
import { findExtremes, valueUnit, workUnit } from "./scale.js";
import { conclude, search, startSearch } from "./search.js";
import { shift } from "./shift.js";
import {
  answer,
  assignment,
  chains,
  edf,
  levels,
  plan,
  proof,
  scratch,
  speed,
  splitting,
  tasks,
} from "./workspace.js";

/**
 * Solves the first n tasks on the first m machines of the workspace; method is RELAX, APPROX,
 * REFIT, SEARCH or EXACT, whose answers are there after `finish`, EDF or LEVELS. bound is
 * RELAX_BOUND or PREEMPTIVE_BOUND: the latter is the former where a task has but one machine, and
 * below the value of RELAX, which is no schedule's.
 */
export function solve(n: number, m: number, method: number, bound: number): void {
  plan.progress.fill(0);
  proof.state.fill(0);
  findExtremes(tasks, scratch.extremes, n);
  const unit = workUnit(scratch.extremes);
  order(tasks.deadline, edf, chains, scratch, n);
  solveRelaxation(unit, n, m, method);
  const isBaseline = method === EDF || method === LEVELS;
  if (bound === PREEMPTIVE_BOUND && method !== RELAX && m > 1) tightenBound(unit, n, m);
  if (isBaseline) {
    runBaseline(n, m, method);
  } else if (method === RELAX || m === 1) {
    listOrder(edf, answer.order, n);
  } else {
    assign(edf.work, speed, assignment, answer.machine, n, m);
    if ((method === SEARCH || method === EXACT) && n > 0) start(unit, n, m);
    else layOut(unit, n, m, method !== APPROX);
  }
  if (method === EXACT) plan.progress[PROVES] = PROVES_LATER;
  answer.summary[GUARANTEE] = guarantee(scratch.extremes, n, m);
}

/**
 * The relaxation, its prices and its bound. On one machine it is the answer, and laid out as such.
 */
function solveRelaxation(unit: number, n: number, m: number, method: number): void {
  const total = totalSpeed(speed, m);
  const unitOfValue = valueUnit(scratch.extremes);
  elements(tasks, scratch.extremes, edf, unit, unitOfValue, n);
  answer.summary[VISITS] = relax(edf, scratch, total, unit, n);
  if (method === RELAX || m === 1) shift(edf, answer, total, unit, method === RELAX ? -1 : 0, 0, n);
  else fractionalWork(edf, answer.work, unit, n);
  outcome(tasks, answer, n);
  const slack = prices(edf, answer.price, unit, unitOfValue, n) + surplus(tasks, answer, n);
  answer.summary[BOUND] = answer.summary[VALUE] + Math.max(slack, 0);
}

/** The preemptive bound and its prices where they are better than those of the relaxation. */
function tightenBound(unit: number, n: number, m: number): void {
  const finite = prepare(speed, edf, splitting, unit, n, m);
  splitPrices(edf, splitting, finite, n, m);
  unscalePrices(splitting, unit, valueUnit(scratch.extremes), n);
  const proven = dualBound(tasks, edf, splitting, unit, n, m);
  if (!(proven < answer.summary[BOUND])) return;
  answer.summary[BOUND] = proven;
  takePrices(edf, splitting, answer.price, n);
}

/**
 * Searches, and proves under EXACT, until the work counted since `solve` reaches the limit, or the
 * gap the tolerance, in the caller's units; returns whether it did that, or can do no more.
 */
export function resume(limit: number, tolerance: number): boolean {
  const state = plan.progress;
  if (state[MACHINES] === 0) return true;
  if (state[PROVES] === 0) return seek(limit, tolerance);
  return prove(limit, tolerance);
}

/** Searches; returns whether the gap is within the tolerance. */
function seek(limit: number, tolerance: number): boolean {
  const state = plan.progress;
  const target = (answer.summary[BOUND] - tolerance - state[OFFSET]) / state[SCALE];
  return search(plan, limit, target);
}

/** Searches for a start, then proves; returns whether that is all it can do. */
function prove(limit: number, tolerance: number): boolean {
  const state = plan.progress;
  if (state[PROVES] === PROVES_LATER) {
    const n = state[TASKS];
    const most = Math.min(SEARCH_WORK_PER_TASK * n, MOST_SEARCH_WORK);
    if (seek(Math.min(limit, most), tolerance)) return true;
    if (state[WORK] < most) return false;
    if (!canProve(proof, n, state[MACHINES])) return true;
    startProof(n);
  }
  const isOver = branch(
    plan,
    proof,
    limit,
    tolerance / state[SCALE] - VALUE_ROUNDING * state[FOUND],
  );
  const bound = state[OFFSET] + state[SCALE] * proof.state[PROVEN];
  if (bound < answer.summary[BOUND]) {
    answer.summary[BOUND] = bound;
    state[PROVES] = PROVEN_LOWER;
  }
  return isOver;
}

/** From the search on to the proof: its prices start from those of the bound. */
function startProof(n: number): void {
  const state = plan.progress;
  const perWork = state[UNIT] / state[SCALE];
  for (let i = 0; i < n; i++) {
    const price = answer.price[edf.task[i]] * perWork;
    proof.direction[i] = price > 0 ? ln(price) : -Infinity;
  }
  startBranch(plan, proof, (answer.summary[BOUND] - state[OFFSET]) / state[SCALE]);
  state[PROVES] = PROVES_NOW;
}

/** Lays out the best assignment found; nothing where `solve` has done so. */
export function finish(): void {
  const state = plan.progress;
  const m = state[MACHINES];
  if (m === 0) return;
  const work = state[WORK];
  conclude(plan);
  state[WORK] = work; // what that takes is no search
  state[MACHINES] = 0;
  layOut(state[UNIT], state[TASKS], m, true);
}

/** The better of two starts, that of `round` where they are equal; each with its chains solved. */
function start(unit: number, n: number, m: number): void {
  const state = plan.progress;
  const rank = assignment.rank;
  const mayDiffer = speed[rank[0]] > speed[rank[m - 1]] && n * m <= EARLIEST_LIMIT;
  if (mayDiffer) earliest(edf.work, assignment, plan.best, n, m);
  state[TASKS] = n;
  state[MACHINES] = m;
  state[UNIT] = unit;
  state[SCALE] = valueUnit(scratch.extremes);
  for (let j = 0; j < n; j++) state[OFFSET] += tasks.weight[j] * tasks.base[j];
  appraise(plan, n);
  let worth = adopt(plan, n, m);
  if (mayDiffer) {
    exchange(n);
    const other = adopt(plan, n, m);
    if (other > worth * (1 + VALUE_ROUNDING)) worth = other;
    else {
      exchange(n);
      worth = adopt(plan, n, m);
    }
  }
  state[WORK] = 0;
  startSearch(plan, worth, n, m);
}

/** The two assignments change places. */
function exchange(n: number): void {
  for (let i = 0; i < n; i++) {
    const r = plan.best[i];
    plan.best[i] = plan.machine[i];
    plan.machine[i] = r;
  }
}

/** The machine of every task is known: every machine by itself. */
function layOut(unit: number, n: number, m: number, solves: boolean): void {
  const chainStart = assignment.chainStart;
  // a price near those of the chains, as long as they have not taken over its memory
  const guess = n > 0 ? edf.logPrice[n >> 1] : -Infinity;
  formChains(edf, answer.machine, chainStart, chains, scratch, n, m);
  if (solves) answer.summary[VISITS] += refit(speed, chains, chainStart, scratch, unit, guess, m);
  arrange(unit, n, m);
}

/** The baselines of the paper; their works are in the caller's units. */
function runBaseline(n: number, m: number, method: number): void {
  const chainStart = assignment.chainStart;
  if (method === EDF) edfWork(tasks, edf, speed, assignment, answer.machine, n, m);
  else levelWork(levels, edf, speed, assignment, answer.machine, n, m);
  formChains(edf, answer.machine, chainStart, chains, scratch, n, m);
  if (method === LEVELS && levels.accuracy[READING] === UPGRADE) {
    for (let r = 0; r < m; r++) upgrade(levels, speed[r], chainStart[r], chainStart[r + 1]);
  }
  arrange(1, n, m);
}

/** Machines, starts and ends of works that are known, and what they are worth. */
function arrange(unit: number, n: number, m: number): void {
  const chainStart = assignment.chainStart;
  for (let r = 0; r < m; r++) {
    shift(chains, answer, speed[r], unit, r, chainStart[r], chainStart[r + 1]);
  }
  outcome(tasks, answer, n);
  // Where the schedule reaches the bound, rounding may leave it an ulp above.
  answer.summary[BOUND] = Math.max(answer.summary[BOUND], answer.summary[VALUE]);
  listOrder(chains, answer.order, n);
}
