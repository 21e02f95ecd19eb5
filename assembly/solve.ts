// The pipeline: order -> relax, and where the relaxation is not yet a schedule, (bound) -> round ->
// (refit) -> shift. With "search" it stops at the better of two starts: `resume` searches, `finish`
// lays out. The baselines take but the bound from the relaxation.

import { layEpochs } from "./bound/epochs";
import { fastestSpeed, prepare, speedUnit } from "./bound/polymatroid";
import {
  bringPrices,
  dualBound,
  freeBound,
  splitPrices,
  takePrices,
  unscalePrices,
} from "./bound/preemptive";
import { elements } from "./chain/elements";
import { EDF, EXACT, LEVELS, PREEMPTIVE_BOUND, REFIT, RELAX, SEARCH } from "./codes";
import { branch, canProve, startBranch } from "./exact/branch";
import { takeDirections } from "./exact/bundle";
import { layOut, layOutBetter, runBaseline, startPlan } from "./layout";
import { guarantee } from "./paper/guarantee";
import { findBusy, rankMachines } from "./paper/machines";
import {
  ALL_MACHINES,
  bringDeadlines,
  bringMoments,
  FASTEST_MACHINE,
  startClock,
  timesUntil,
} from "./paper/ready";
import { fractionalWork, prices, relax, surplus, totalSpeed } from "./paper/relax";
import { leastLoad } from "./paper/round";
import { shift } from "./paper/shift";
import { order } from "./problem/order";
import { listOrder, outcome } from "./problem/outcome";
import { findExtremes, isUneven, valueUnit, workUnit } from "./problem/scale";
import { clearPlan } from "./search/plan";
import { conclude, search, VALUE_ROUNDING } from "./search/search";
import {
  answer,
  chains,
  clock,
  edf,
  extremes,
  machines,
  plan,
  proof,
  scratch,
  sorting,
  speed,
  splitting,
  tasks,
} from "./workspace";

/** How far "exact" is: not asked for, its search, its proof, a proof that has lowered the bound. */
const PROVES_NOTHING: i32 = 0;
const PROVES_LATER: i32 = 1;
const PROVES_NOW: i32 = 2;
export const PROVEN_LOWER: i32 = 3;

/** The gap of the relaxation is rounding; from this share of the value on it is more. */
const DOUBTFUL: f64 = 1e-9;

/** Work of the search before the proof, a task, and at most: the bound rests on its value. */
export const SEARCH_WORK_PER_TASK: f64 = 450000;
const MOST_SEARCH_WORK: f64 = 1e8;

/**
 * Solves the first n tasks on the first m machines of the workspace; method is RELAX, APPROX,
 * REFIT, SEARCH or EXACT, whose answers are there after `finish`, EDF or LEVELS. bound is
 * RELAX_BOUND or PREEMPTIVE_BOUND: the latter is the former where a task has but one machine, and
 * below the value of RELAX, which is no schedule's.
 */
export function solve(n: i32, m: i32, method: i32, bound: i32): void {
  clearPlan(plan);
  proof.mode = method === EXACT ? PROVES_LATER : PROVES_NOTHING;
  proof.sets.nodes = 0;
  findExtremes(tasks, extremes, n);
  const unit = workUnit(extremes);
  scratch.isUneven = isUneven(extremes);
  order(tasks.deadline, edf.deadline, edf.task, sorting, n);
  findBusy(machines, m);
  solveRelaxation(unit, n, m, method);
  if (bound === PREEMPTIVE_BOUND && method !== RELAX && m > 1) tightenBound(unit, n, m);
  if (method === EDF || method === LEVELS) {
    runBaseline(n, m, method);
  } else if (method === RELAX || m === 1) {
    listOrder(edf.task, edf.work, answer.order, n);
  } else {
    // of the relaxation, before the chains take over its memory
    plan.guess = n > 0 ? edf.logPrice[n >> 1] : -Infinity;
    leastLoad(edf.work, speed, machines, plan.machine, unit, n, m);
    if (n > 0 && (method === SEARCH || method === EXACT)) {
      startPlan(unit, n, m);
      if (method === EXACT && canProve(proof, n, m)) takeDirections(plan, proof, answer.price, n);
    } else if (method === REFIT) layOutBetter(unit, n, m);
    else layOut(speed, machines.readyAt, unit, n, m, false);
  }
  answer.guarantee = machines.areBusy ? NaN : guarantee(extremes, n, m);
}

/**
 * The relaxation, its prices and its bound. On one machine it is the answer, and laid out as such.
 */
function solveRelaxation(unit: f64, n: i32, m: i32, method: i32): void {
  const total = totalSpeed(speed, m);
  const unitOfValue = valueUnit(extremes);
  elements(tasks, extremes, edf, unit, unitOfValue, n);
  const until = timesOf(ALL_MACHINES, total, n, m);
  if (machines.areBusy) bringDeadlines(edf, until, n);
  answer.visits = relax(edf, scratch, total, unit, n);
  if (method === RELAX || m === 1) layOutRelaxed(total, unit, n, m, method === RELAX ? -1 : 0);
  else fractionalWork(edf, answer.work, unit, n);
  if (machines.areBusy) bringDeadlines(edf, tasks.deadline, n);
  outcome(tasks, answer, n);
  const paid = prices(edf, answer.price, unit, unitOfValue, n);
  const slack = paid + surplus(tasks, until, answer, total, n);
  answer.bound = answer.value + max(slack, 0);
  if (slack > DOUBTFUL * abs(answer.value)) takeFreeBound(until, total, n);
}

/** By task, the time until its deadline as the clock of all machines or of the fastest shows it. */
function timesOf(owner: i32, whole: f64, n: i32, m: i32): StaticArray<f64> {
  if (!machines.areBusy) return tasks.deadline;
  startClock(clock, owner, whole, m);
  timesUntil(clock, edf, chains.work, n);
  return chains.work; // idle until the chains are formed, but for the splitting of prices
}

/** One machine, or all as one, whose times are those of their clock until they are brought back. */
function layOutRelaxed(total: f64, unit: f64, n: i32, m: i32, r: i32): void {
  const isOne = m === 1 || !machines.areBusy;
  if (machines.areBusy && isOne) bringDeadlines(edf, tasks.deadline, n);
  shift(edf, answer, total, isOne ? machines.readyAt[0] : 0, unit, r, 0, n);
  if (isOne) return;
  bringDeadlines(edf, tasks.deadline, n);
  startClock(clock, ALL_MACHINES, total, m);
  bringMoments(clock, edf, answer, n);
}

/**
 * The preemptive bound and its prices where they are better than those of the relaxation; else what
 * these prove when no task runs on two machines, which is no more than before.
 */
function tightenBound(unit: f64, n: i32, m: i32): void {
  const finite = prepare(speed, edf, splitting, unit, n, m);
  const fastest = fastestSpeed(speed, m);
  if (machines.areBusy) {
    rankMachines(speed, machines.readyAt, machines.rank, machines.loser, m);
    layEpochs(speed, machines, splitting, speedUnit(fastest), 1 / unit, m);
  }
  splitPrices(edf, splitting, finite, n, m);
  const until = timesOf(FASTEST_MACHINE, fastest, n, m);
  unscalePrices(splitting, unit, valueUnit(extremes), n);
  const proven = dualBound(tasks, edf, splitting, until, fastest, unit, n, m);
  if (proven < answer.bound) {
    answer.bound = proven;
    takePrices(edf, splitting, answer.price, n);
  } else {
    bringPrices(edf, splitting, answer.price, n);
    const kept = dualBound(tasks, edf, splitting, until, fastest, unit, n, m);
    if (kept < answer.bound) answer.bound = kept;
  }
  takeFreeBound(until, fastest, n);
}

/** The bound at price 0, where it is less: nothing is scarce but each task's own time. */
function takeFreeBound(until: StaticArray<f64>, fastest: f64, n: i32): void {
  const free = freeBound(tasks, until, fastest, n);
  if (!(free < answer.bound)) return;
  answer.bound = free;
  answer.price.fill(0, 0, n);
}

/**
 * Searches, and proves under EXACT, until the work counted since `solve` reaches the limit, or the
 * gap the tolerance, in the caller's units; returns whether it did that, or can do no more.
 */
export function resume(limit: f64, tolerance: f64): bool {
  if (plan.machines === 0) return true;
  if (proof.mode === PROVES_NOTHING) return seek(limit, tolerance);
  return prove(limit, tolerance);
}

/** Searches; returns whether the gap is within the tolerance. */
function seek(limit: f64, tolerance: f64): bool {
  const target = (answer.bound - tolerance - plan.offset) / plan.scale;
  return search(plan, limit, target);
}

/** Searches for a start, then proves; returns whether that is all it can do. */
function prove(limit: f64, tolerance: f64): bool {
  if (proof.mode === PROVES_LATER) {
    const n = plan.tasks;
    const most = min(SEARCH_WORK_PER_TASK * <f64>n, MOST_SEARCH_WORK);
    if (seek(min(limit, most), tolerance)) return true;
    if (plan.effort < most) return false;
    if (!canProve(proof, n, plan.machines)) return true;
    startBranch(plan, proof, (answer.bound - plan.offset) / plan.scale);
    proof.mode = PROVES_NOW;
  }
  const isOver = branch(plan, proof, limit, tolerance / plan.scale - VALUE_ROUNDING * plan.found);
  const bound = plan.offset + plan.scale * proof.proven;
  if (bound < answer.bound) {
    answer.bound = bound;
    proof.mode = PROVEN_LOWER;
  }
  return isOver;
}

/** Lays out the best assignment found; nothing where `solve` has done so. */
export function finish(): void {
  const m = plan.machines;
  if (m === 0) return;
  const work = plan.effort;
  conclude(plan);
  plan.effort = work; // what that takes is no search
  plan.machines = 0;
  layOut(plan.speed, plan.readyAt, plan.unit, plan.tasks, m, true);
}
