// The exact method: `search`, then a bound by `bundle`, which `pricing` makes exact, then all
// schedules that could close what is left between them, by `columns` and `packing`. Whatever falls
// within a budget of the bound is found, so if none is better the bound falls by the budget; the
// budget doubles until it spans the gap. Stops anywhere, with the best schedule and what is proven.

import { pack, startPacking } from "../packing/packing";
import { clearSets, has } from "../packing/sets";
import { adopt } from "../search/assignment";
import { Plan } from "../search/plan";
import { conclude, search } from "../search/search";
import { boundAt, bundle, judge, startBundle } from "./bundle";
import { findColumns, startColumns } from "./columns";
import { FIRST_CELLS } from "./focus";
import { priceOn, startPricing } from "./pricing";
import { Proof } from "./proof";
import { CELL_WORK } from "./rows";

/** Work of the search, as a share of what came since it last went on, and when that is enough. */
const SEARCH_SHARE: f64 = 0.25;
const SEARCH_EVERY: f64 = 2e7;
/** Least work of the columns, in rows of all classes on the first lattice: some 7 budgets of 4. */
const LEAST_ROUNDS: f64 = 32;
/** The first budget, as a share of the gap. */
const FIRST_SHARE: f64 = 1.0 / 64.0;
/** New sets that raise the bound by less, as a share of the gap, are not worth going back for. */
const RISE: f64 = 0.1;
/** What pricing may leave above the truth, as a share of the gap. */
const SPARE: f64 = 0.02;

/** Whether the buffers have room for a proof of so many tasks and machines. */
export function canProve(proof: Proof, n: i32, m: i32): bool {
  return n <= proof.multiplier.length && <f64>n * <f64>m <= <f64>proof.price.length;
}

/** Stages of a proof. */
const ASCENDS: i32 = 0;
const PRICES: i32 = 1; // what machines earn at the best multipliers is computed exactly
const COLLECTS: i32 = 2;
const PACKS: i32 = 3;
const SEARCHES: i32 = 4; // for a better schedule, before columns are sought
const DONE: i32 = 5; // nothing is left that is better by more than rounding, or half the tolerance

/** Starts to prove, from the best assignment of `search`; bound: a scaled one that is known. */
export function startBranch(plan: Plan, proof: Proof, bound: f64): void {
  const n = plan.tasks;
  conclude(plan);
  proof.proven = bound;
  proof.stage = ASCENDS;
  proof.sets.words = (n + 31) >> 5;
  proof.levelBegan = plan.effort;
  proof.patience = 1;
  proof.searched = plan.effort;
  startBundle(plan, proof, n, plan.machines);
}

/**
 * Goes on until the work reaches the limit or what is proven is within the tolerance (scaled) of
 * the best value; returns whether it is over.
 */
export function branch(plan: Plan, proof: Proof, limit: f64, tolerance: f64): bool {
  while (proof.proven - plan.found > tolerance) {
    if (proof.stage === DONE) return true;
    if (plan.effort >= limit) return false;
    if (proof.stage === ASCENDS) {
      if (plan.effort - proof.searched >= SEARCH_EVERY) startSearching(plan, proof, true);
      else if (bundle(plan, proof, tolerance)) startPrices(plan, proof, tolerance);
    } else if (proof.stage === PRICES) {
      if (priceOn(plan, proof, limit)) closePricing(plan, proof, tolerance);
    } else if (proof.stage === COLLECTS) {
      collect(plan, proof, limit, tolerance);
    } else if (proof.stage === SEARCHES) {
      if (search(plan, min(limit, proof.allowance), proof.proven - tolerance)) return true;
      if (plan.effort >= proof.allowance) endSearching(plan, proof, tolerance);
    } else if (packOn(plan, proof, min(limit, proof.allowance)) && !proof.sets.isOverfull) {
      closeRound(plan, proof, tolerance);
    } else if (proof.sets.isOverfull || plan.effort < limit) {
      nextLevel(plan, proof, tolerance);
    }
  }
  return true;
}

/** The bundle has converged: what machines earn there at most, exactly. */
function startPrices(plan: Plan, proof: Proof, tolerance: f64): void {
  proof.stage = PRICES;
  const gap = proof.cuts.centerValue - plan.found;
  startPricing(plan, proof, max(SPARE * gap, tolerance / 4));
}

/** Back to the bundle where there are sets that matter and it did not know. */
function closePricing(plan: Plan, proof: Proof, tolerance: f64): void {
  const rose = boundAt(plan, proof, proof.multiplier) - proof.cuts.centerValue;
  const matters = rose > RISE * (proof.exactSum - plan.found);
  if (proof.cuts.isNew && matters) goOn(plan, proof, tolerance);
  else startSearching(plan, proof, false);
}

/** Budgets from a small share of the gap on. */
function startCollecting(plan: Plan, proof: Proof, tolerance: f64): void {
  // as much work again as the bundle took, but enough for a few rows where that was soon over
  const rows = CELL_WORK * <f64>FIRST_CELLS * <f64>plan.tasks * <f64>proof.classes;
  const work = plan.effort;
  proof.allowance = work + max(work - proof.levelBegan, proof.patience * LEAST_ROUNDS * rows);
  const whole = wholeBudget(plan, proof, tolerance);
  // what budgets before have proven at these prices, or others, need not be done again
  const spent = proof.exactSum + proof.roundingSum - proof.proven;
  proof.budget = min(max(FIRST_SHARE * whole, 2 * spent), whole);
  startBudget(plan, proof);
}

/** What a budget must be to bring the bound within half the tolerance of the best value. */
function wholeBudget(plan: Plan, proof: Proof, tolerance: f64): f64 {
  return max(proof.exactSum - plan.found - tolerance / 2, 0);
}

function startBudget(plan: Plan, proof: Proof): void {
  proof.stage = COLLECTS;
  proof.kindNow = 0;
  clearSets(proof.sets);
  startColumns(plan, proof);
}

/** Columns of one class after the other, then packing. */
function collect(plan: Plan, proof: Proof, limit: f64, tolerance: f64): void {
  const isOver = findColumns(plan, proof, min(limit, proof.allowance));
  if (!isOver || proof.sets.isOverfull) {
    if (isOver || plan.effort < limit) nextLevel(plan, proof, tolerance);
    return;
  }
  proof.kindNow++;
  if (proof.kindNow < proof.classes) {
    startColumns(plan, proof);
    return;
  }
  proof.stage = PACKS;
  const sets = proof.sets;
  sets.items = plan.tasks;
  sets.classes = proof.classes;
  sets.effort = plan.effort;
  startPacking(sets, proof.budget, proof.roundingSum);
  plan.effort = sets.effort;
}

/** `pack`, with the work of the plan. */
function packOn(plan: Plan, proof: Proof, limit: f64): bool {
  proof.sets.effort = plan.effort;
  const isOver = pack(proof.sets, limit);
  plan.effort = proof.sets.effort;
  return isOver;
}

/** Nothing within the budget is left to be found: the bound falls, the budget grows. */
function closeRound(plan: Plan, proof: Proof, tolerance: f64): void {
  if (proof.sets.leastLoss < proof.budget) {
    takeChoice(plan, proof);
    adopt(plan, plan.tasks, plan.machines);
    conclude(plan);
  }
  const rest = max(proof.exactSum - proof.budget, plan.found);
  proof.proven = min(proof.proven, rest + proof.roundingSum);
  const whole = wholeBudget(plan, proof, tolerance);
  if (proof.budget >= whole) {
    proof.stage = DONE;
    return;
  }
  proof.budget = min(2 * proof.budget, whole);
  startBudget(plan, proof);
}

/** Perhaps there is a better schedule: now and then, and where the dual is as good as solved. */
function startSearching(plan: Plan, proof: Proof, isBetween: bool): void {
  const work = plan.effort;
  proof.allowance = work + SEARCH_SHARE * (work - proof.searched);
  proof.foundBefore = plan.found;
  proof.isBetween = isBetween;
  proof.stage = SEARCHES;
}

/** Against a better schedule the bound can do with more; else all within budgets are sought. */
function endSearching(plan: Plan, proof: Proof, tolerance: f64): void {
  conclude(plan);
  proof.searched = plan.effort;
  if (proof.isBetween) proof.stage = ASCENDS;
  else if (plan.found > proof.foundBefore) goOn(plan, proof, tolerance);
  else startCollecting(plan, proof, tolerance);
}

/** Enumeration has come to cost too much: the bundle once more, then with more patience. */
function nextLevel(plan: Plan, proof: Proof, tolerance: f64): void {
  proof.levelBegan = plan.effort;
  proof.patience *= 2;
  goOn(plan, proof, tolerance);
}

/** The bundle goes on from its center. */
function goOn(plan: Plan, proof: Proof, tolerance: f64): void {
  proof.stage = ASCENDS;
  proof.cuts.isFresh = true;
  judge(plan, proof, tolerance);
}

/** The machine of every position by the best choice; what is left out goes to the fastest. */
export function takeChoice(plan: Plan, proof: Proof): void {
  const n = plan.tasks;
  const used = proof.sets.left;
  for (let c = 0; c < proof.classes; c++) used[c] = 0;
  for (let i = 0; i < n; i++) plan.machine[i] = proof.rank[0];
  for (let k = 0; k < proof.sets.choice.length && proof.sets.choice[k] >= 0; k++) {
    const column = proof.sets.choice[k];
    const c = proof.sets.kind[column];
    const r = proof.rank[proof.first[c] + used[c]++];
    for (let i = 0; i < n; i++) if (has(proof.sets, column, i)) plan.machine[i] = r;
  }
}
