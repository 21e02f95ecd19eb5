// A bound that knows that a task runs on one machine only. Each task has a multiplier, what it
// costs to run it; every machine takes what earns it most. Multipliers plus earnings are an upper
// bound on every schedule (Lagrangian relaxation of "at most one machine a task"), convex in the
// multipliers. A proximal bundle (Lemaréchal, Nemirovskii, Nesterov 1995) minimises it: the sets
// found so far bound it from below, and the next multipliers minimise that, not far from the best
// ones. Whether they are better is judged by what the sets earn exactly, not by the lattice that
// finds them: on a coarse one nothing would seem better any more, long before it is so.

import { exp } from "../numeric/exp";
import { ln } from "../numeric/ln";
import { MAX_WORK } from "../problem/scale";
import { LIST_WORK } from "../search/assignment";
import { Plan } from "../search/plan";
import { chainWorth, surplus } from "../search/worth";
import { addCut, areFull, bestOf, Cuts, clearCuts, dropIdle, mostOf } from "./cuts";
import { startFocus } from "./focus";
import { mostEarned } from "./lattice";
import { polishOn, startPolish } from "./polish";
import { Proof } from "./proof";
import { ITEM_WORK, improve, placeMultipliers } from "./quadratic";
import { mostOfRows, nextRow, readColumn, startColumn } from "./rows";

/**
 * What rounding may take from a bound, relative to the sum of what tasks can earn at most. For
 * every schedule the bound adds up, over its machines, what a lattice or a chain says of the
 * machine's set of tasks, and no task is in two of them. So the errors of the sets add up to less
 * than those of all tasks once, each relative to what the task can earn:
 * - a curve of the lattice is a recurrence of up to 2^15 sums, each off by 2^-53 of itself: 2^-38;
 * - a row adds the curve and takes the multiplier, both at most what the task earns, in sums of at
 *   most n = 2^10 tasks, of which every one is off by 2^-53: 2 * 2^10 * 2^-53 = 2^-42, three times:
 *   for rows, for what comes after them in `focus` and `walk`, and for lines through kinks. What a
 *   maximum picks is no less than what the set itself comes to: only errors along the set count;
 * - a chain that is solved is below its optimum by what its prices are off, 2^-44 of the work it
 *   shares out (ROUNDING of chain/rounding), at a price of which work is worth no more than it
 *   earns, and by n sums: 2^-43 + 2^-44;
 * - sums of multipliers, the same: 2^-43.
 * That is less than 2^-37 in all; this is twice as much.
 */
const PROOF_ROUNDING: f64 = 1.0 / 68719476736.0; // 2^-36

/** Share of what the cuts promise from which a step is taken, and from which the next is longer. */
const SERIOUS: f64 = 0.1;
const GOOD: f64 = 0.5;
const LONGER: f64 = 2;
const SHORTER: f64 = 0.6;
/** Steps in vain until the next is shorter. */
const PATIENCE: i32 = 3;
/** The quadratic programme is solved to so much of what it promises, in so many steps at most. */
const SOLVED: f64 = 0.05;
const MOST_STEPS: i32 = 300;
/** Shares of the gap, and of what the lattice adds, that are not worth another round. */
const NEGLIGIBLE: f64 = 0.01;
const BLURRED: f64 = 0.1;
/** The longest reach, in that of the first step: beyond it the programme is hard to solve. */
const LONGEST: f64 = 100;
/** Rounds without a share after which cuts are dropped, and where there is no room for more. */
const IDLE_ROUNDS: i32 = 60;

/** What is being done. */
const ROWS: i32 = 0;
const READS: i32 = 1;
const POLISHES: i32 = 2;
const SOLVES: i32 = 3;

/** The prices of a proof start from those of the bound; taken before the search: see Plan. */
export function takeDirections(plan: Plan, proof: Proof, price: StaticArray<f64>, n: i32): void {
  const perWork = plan.unit / plan.scale;
  for (let i = 0; i < n; i++) {
    const scaled = price[plan.edf.task[i]] * perWork;
    proof.direction[i] = scaled > 0 ? ln(scaled) : -Infinity;
  }
}

/**
 * Groups the m machines by speed and ready time; the multipliers start at what the tasks earn at
 * the log-prices in proof.direction.
 */
export function startBundle(plan: Plan, proof: Proof, n: i32, m: i32): void {
  formClasses(plan, proof, m);
  let sum: f64 = 0;
  for (let i = 0; i < n; i++) {
    const most = mostEarned(plan, proof, i);
    proof.most[i] = most;
    sum += most;
    proof.multiplier[i] = min(surplus(plan, i, proof.direction[i]), most);
    proof.cuts.center[i] = proof.multiplier[i];
  }
  proof.roundingSum = PROOF_ROUNDING * sum;
  let dearest: f64 = 0;
  for (let i = n - 1; i >= 0; i--) {
    dearest = max(dearest, exp(proof.direction[i]));
    for (let c = 0; c < proof.classes; c++) proof.price[c * n + i] = dearest;
  }
  clearCuts(proof.cuts, proof.count, proof.classes);
  proof.cuts.reach = 0;
  proof.cuts.isFresh = true;
  proof.cuts.nulls = 0;
  proof.cuts.usesLattice = true;
  startRound(plan, proof);
}

function formClasses(plan: Plan, proof: Proof, m: i32): void {
  let classes = 0;
  for (let r = 0; r < m; r++) {
    const rate = min(plan.speed[proof.rank[r]] / plan.unit, MAX_WORK);
    const ready = plan.readyAt[proof.rank[r]];
    if (classes === 0 || proof.rate[classes - 1] !== rate || proof.ready[classes - 1] !== ready) {
      proof.rate[classes] = rate;
      proof.ready[classes] = ready;
      proof.count[classes] = 0;
      proof.level[classes] = 0;
      proof.first[classes++] = r;
    }
    proof.count[classes - 1]++;
  }
  proof.classes = classes;
}

/** The bound at the present multipliers is to be computed, class by class. */
function startRound(plan: Plan, proof: Proof): void {
  proof.cuts.isNew = false;
  proof.kindNow = 0;
  proof.latticeSum = sumOf(proof.multiplier, plan.tasks);
  startClass(plan, proof);
}

/** A set of the class is sought: by a lattice, or near those that are known. */
function startClass(plan: Plan, proof: Proof): void {
  const s = proof.cuts;
  if (s.usesLattice) {
    s.stage = ROWS;
    startFocus(plan, proof, -Infinity);
    return;
  }
  s.stage = POLISHES;
  const k = bestOf(s, proof.kindNow, proof.multiplier);
  const from = s.start[k];
  proof.length = s.start[k + 1] - from;
  for (let a = 0; a < proof.length; a++) proof.column[a] = s.item[from + a];
  startPolish(plan, proof);
}

function sumOf(multiplier: StaticArray<f64>, n: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < n; i++) sum += multiplier[i];
  return sum;
}

/** One unit of work; returns whether the bound has converged, as far as it finds sets. */
export function bundle(plan: Plan, proof: Proof, tolerance: f64): bool {
  const s = proof.cuts;
  if (s.stage === ROWS) {
    if (!nextRow(plan, proof)) return false;
    const c = proof.kindNow;
    proof.latticeSum += <f64>proof.count[c] * mostOfRows(plan, proof);
    startColumn(plan, proof);
    s.stage = READS;
  } else if (s.stage === READS) {
    if (!readColumn(plan, proof)) return false;
    startPolish(plan, proof);
    s.stage = POLISHES;
  } else if (s.stage === POLISHES) {
    if (!polishOn(plan, proof)) return false;
    if (takeColumn(plan, proof)) s.isNew = true;
    proof.kindNow++;
    if (proof.kindNow < proof.classes) startClass(plan, proof);
    else endRound(plan, proof, tolerance);
  } else {
    return solve(plan, proof, tolerance);
  }
  return false;
}

/** All classes have looked for a set. */
function endRound(plan: Plan, proof: Proof, tolerance: f64): void {
  if (proof.cuts.usesLattice)
    proof.proven = min(proof.proven, proof.latticeSum + proof.roundingSum);
  judge(plan, proof, tolerance);
}

/** The set that was read is a cut, and its prices those of the kinks; returns whether it is new. */
export function takeColumn(plan: Plan, proof: Proof): bool {
  const c = proof.kindNow;
  const length = proof.length;
  const task = plan.trial.task;
  for (let k = 0; k < length; k++) task[k] = proof.column[k];
  const worth = chainWorth(plan, proof.rank[proof.first[c]], length);
  tune(plan, proof, c, length);
  return addCut(proof.cuts, c, proof.column, length, worth);
}

/** Prices of capacity, which kinks of class c are covered by: those of the set just solved. */
function tune(plan: Plan, proof: Proof, c: i32, length: i32): void {
  if (length === 0) return;
  const n = plan.tasks;
  const task = plan.trial.task;
  const logPrice = plan.trial.logPrice;
  let k = length - 1;
  let price = exp(logPrice[k]);
  for (let i = n - 1; i >= 0; i--) {
    if (k >= 0 && task[k] === i) price = exp(logPrice[k--]);
    proof.price[c * n + i] = price;
  }
}

/** The bound by the cuts at some multipliers: what it is if none is missing. */
export function boundAt(plan: Plan, proof: Proof, multiplier: StaticArray<f64>): f64 {
  const s = proof.cuts;
  let sum = sumOf(multiplier, plan.tasks);
  for (let c = 0; c < proof.classes; c++) sum += <f64>proof.count[c] * mostOf(s, c, multiplier);
  plan.effort += ITEM_WORK * <f64>s.start[s.count];
  return sum;
}

/** A round has ended: the center moves to its multipliers or not, and the next step begins. */
export function judge(plan: Plan, proof: Proof, tolerance: f64): void {
  const s = proof.cuts;
  const n = plan.tasks;
  const value = boundAt(plan, proof, proof.multiplier);
  s.centerValue = boundAt(plan, proof, s.center);
  const fell = s.centerValue - value;
  s.blur = s.usesLattice ? proof.latticeSum - value : 0;
  if (s.isFresh) s.isFresh = false;
  else if (fell > 0 && fell >= SERIOUS * s.predicted) {
    s.nulls = 0;
    for (let i = 0; i < n; i++) s.center[i] = proof.multiplier[i];
    s.centerValue = value;
    if (fell >= GOOD * s.predicted) s.reach = min(LONGER * s.reach, s.longest);
  } else {
    s.nulls++;
    if (s.nulls % PATIENCE === 0) s.reach *= SHORTER;
  }
  for (let k = 0; k < s.count; k++) s.idle[k] = s.share[k] > 0 ? 0 : s.idle[k] + 1;
  if (areFull(s, proof.classes, n)) dropIdle(s, proof.classes, 0);
  else dropIdle(s, proof.classes, IDLE_ROUNDS);
  plan.effort += LIST_WORK * <f64>(n + s.count);
  startStep(plan, proof, tolerance);
}

function startStep(plan: Plan, proof: Proof, tolerance: f64): void {
  const s = proof.cuts;
  const n = plan.tasks;
  s.stage = SOLVES;
  s.steps = 0;
  if (s.reach === 0) {
    s.reach = firstReach(plan, proof, s, tolerance);
    s.longest = LONGEST * s.reach;
  }
  placeMultipliers(proof, s, n);
  plan.effort += ITEM_WORK * <f64>(s.start[s.count] + n);
}

/** Polyak's step (1969) from the center by the best cuts there. */
function firstReach(plan: Plan, proof: Proof, s: Cuts, tolerance: f64): f64 {
  const n = plan.tasks;
  for (let i = 0; i < n; i++) s.slack[i] = 1;
  let norm: f64 = 0;
  for (let k = proof.classes; k < s.count; k++) {
    for (let a = s.start[k]; a < s.start[k + 1]; a++) {
      s.slack[s.item[a]] -= <f64>proof.count[s.kind[k]];
    }
  }
  for (let i = 0; i < n; i++) norm += s.slack[i] * s.slack[i];
  return norm > 0 ? max(s.centerValue - plan.found, tolerance) / norm : 1;
}

/**
 * One step of the quadratic programme. Where it is solved, the next round begins, unless that
 * promises too little; returns whether it does.
 */
function solve(plan: Plan, proof: Proof, tolerance: f64): bool {
  const s = proof.cuts;
  const system = proof.system;
  system.work = 0;
  const missed = improve(proof, s, system, plan.tasks);
  plan.effort += system.work;
  const gap = max(s.centerValue - plan.found, 0);
  const little = max(NEGLIGIBLE * gap, max(BLURRED * s.blur, tolerance / 16));
  s.steps++;
  if (missed > SOLVED * max(s.predicted, little) && s.steps < MOST_STEPS) return false;
  if (s.predicted > little) {
    startRound(plan, proof);
    return false;
  }
  if (s.reach >= s.longest) {
    s.usesLattice = false;
    return true;
  }
  s.reach = s.longest;
  startStep(plan, proof, tolerance);
  return false;
}
