// The exact method: `search`, then a bound by `ascent` on finer and finer lattices, then all
// schedules that could close what is left between them, by `columns` and `packing`. Whatever falls
// within a budget of the bound is found, so if none is better the bound falls by the budget; the
// budget doubles until it spans the gap. Stops anywhere, with the best schedule and what is proven.

import { ascend, earnNext, refine, startAscent } from "./ascent";
import { Plan } from "./buffers";
import { findColumns, startColumns } from "./columns";
import {
  ALLOWANCE,
  ASCENT_SUM,
  BUDGET,
  CELL_WORK,
  CELLS,
  CLASS,
  CLASSES,
  COLUMNS,
  FIRST_COLUMN_CELLS,
  FIRST_SHARE,
  FOUND,
  LEAST_LOSS,
  LEAST_ROUNDS,
  LEVEL_BEGAN,
  MACHINES,
  MOST_CELLS,
  OVERFULL,
  PROVEN,
  ROUNDING_SUM,
  SEARCH_SHARE,
  STAGE,
  TASKS,
  WORDS,
  WORK,
} from "./constants";
import { pack, startPacking, takeChoice } from "./packing";
import { adopt } from "./plan";
import { Proof } from "./proof";
import { conclude, search } from "./search";

/** Whether the buffers have room for a proof of so many tasks and machines. */
export function canProve(proof: Proof, n: i32, m: i32): bool {
  return n <= proof.multiplier.length && <f64>n * <f64>m <= <f64>proof.price.length;
}

/** Stages of a proof. */
const ASCENDS: i32 = 0;
const APPRAISES: i32 = 1; // the bound at the best multipliers is computed once more
const COLLECTS: i32 = 2;
const PACKS: i32 = 3;
const SEARCHES: i32 = 4; // for a better schedule, before the next level
const DONE: i32 = 5; // nothing is left that is better by more than rounding, or half the tolerance

/** Starts to prove, from the best assignment of `search`; bound: a scaled one that is known. */
export function startBranch(plan: Plan, proof: Proof, bound: f64): void {
  const state = proof.state;
  const n = <i32>plan.progress[TASKS];
  conclude(plan);
  for (let k = 0; k < state.length; k++) state[k] = 0;
  state[PROVEN] = bound;
  state[STAGE] = ASCENDS;
  state[WORDS] = (n + 31) >> 5;
  state[LEVEL_BEGAN] = plan.progress[WORK];
  startAscent(plan, proof, n, <i32>plan.progress[MACHINES]);
}

/**
 * Goes on until the work reaches the limit or what is proven is within the tolerance (scaled) of
 * the best value; returns whether it is over.
 */
export function branch(plan: Plan, proof: Proof, limit: f64, tolerance: f64): bool {
  const state = proof.state;
  while (state[PROVEN] - plan.progress[FOUND] > tolerance) {
    if (state[STAGE] === DONE) return true;
    if (plan.progress[WORK] >= limit) return false;
    if (state[STAGE] === ASCENDS) {
      if (!earnNext(plan, proof, true) || ascend(plan, proof, tolerance)) continue;
      if (state[CELLS] < FIRST_COLUMN_CELLS && isFiner(plan, proof)) refine(plan, proof, true);
      else state[STAGE] = APPRAISES;
    } else if (state[STAGE] === APPRAISES) {
      if (earnNext(plan, proof, false)) startCollecting(plan, proof, tolerance);
    } else if (state[STAGE] === COLLECTS) {
      collect(plan, proof, limit);
    } else if (state[STAGE] === SEARCHES) {
      if (search(plan, min(limit, state[ALLOWANCE]), state[PROVEN] - tolerance)) return true;
      if (plan.progress[WORK] >= state[ALLOWANCE]) nextLevel(plan, proof);
    } else if (pack(plan, proof, min(limit, state[ALLOWANCE])) && state[OVERFULL] === 0) {
      closeRound(plan, proof, tolerance);
    } else if (state[OVERFULL] !== 0 || plan.progress[WORK] < limit) {
      leaveLevel(plan, proof);
    }
  }
  return true;
}

/** Whether a lattice four times as fine fits the buffers. */
function isFiner(plan: Plan, proof: Proof): bool {
  const cells = 4 * proof.state[CELLS];
  return cells <= <f64>MOST_CELLS && (cells + 1) * (plan.progress[TASKS] + 1) <= proof.rows.length;
}

/** The bound at the best multipliers is known: budgets from a small share of the gap on. */
function startCollecting(plan: Plan, proof: Proof, tolerance: f64): void {
  const state = proof.state;
  state[PROVEN] = min(state[PROVEN], state[ASCENT_SUM] + state[ROUNDING_SUM]);
  // as much work again as the ascent took, but enough for a few rows where that was soon over
  const rows = CELL_WORK * state[CELLS] * plan.progress[TASKS] * state[CLASSES];
  const work = plan.progress[WORK];
  state[ALLOWANCE] = work + max(work - state[LEVEL_BEGAN], LEAST_ROUNDS * rows);
  state[BUDGET] = FIRST_SHARE * wholeBudget(plan, proof, tolerance);
  startBudget(plan, proof);
}

/** What a budget must be to bring the bound within half the tolerance of the best value. */
function wholeBudget(plan: Plan, proof: Proof, tolerance: f64): f64 {
  return max(proof.state[ASCENT_SUM] - plan.progress[FOUND] - tolerance / 2, 0);
}

function startBudget(plan: Plan, proof: Proof): void {
  const state = proof.state;
  state[STAGE] = COLLECTS;
  state[CLASS] = 0;
  state[COLUMNS] = 0;
  state[OVERFULL] = 0;
  startColumns(plan, proof);
}

/** Columns of one class after the other, then packing. */
function collect(plan: Plan, proof: Proof, limit: f64): void {
  const state = proof.state;
  const isOver = findColumns(plan, proof, min(limit, state[ALLOWANCE]));
  if (!isOver || state[OVERFULL] !== 0) {
    if (isOver || plan.progress[WORK] < limit) leaveLevel(plan, proof);
    return;
  }
  state[CLASS]++;
  if (state[CLASS] < state[CLASSES]) {
    startColumns(plan, proof);
    return;
  }
  state[STAGE] = PACKS;
  startPacking(plan, proof, state[BUDGET]);
}

/** Nothing within the budget is left to be found: the bound falls, the budget grows. */
function closeRound(plan: Plan, proof: Proof, tolerance: f64): void {
  const state = proof.state;
  if (state[LEAST_LOSS] < state[BUDGET]) {
    takeChoice(plan, proof);
    adopt(plan, <i32>plan.progress[TASKS], <i32>plan.progress[MACHINES]);
    conclude(plan);
  }
  const rest = max(state[ASCENT_SUM] - state[BUDGET], plan.progress[FOUND]);
  state[PROVEN] = min(state[PROVEN], rest + state[ROUNDING_SUM]);
  const whole = wholeBudget(plan, proof, tolerance);
  if (state[BUDGET] >= whole) {
    state[STAGE] = DONE;
    return;
  }
  state[BUDGET] = min(2 * state[BUDGET], whole);
  startBudget(plan, proof);
}

/** Enumeration has come to cost too much: the search goes on for a share of what the level took. */
function leaveLevel(plan: Plan, proof: Proof): void {
  const state = proof.state;
  const work = plan.progress[WORK];
  state[ALLOWANCE] = work + SEARCH_SHARE * (work - state[LEVEL_BEGAN]);
  state[STAGE] = SEARCHES;
}

/** A finer lattice, or the finest one once more, from the best multipliers and with a long step. */
function nextLevel(plan: Plan, proof: Proof): void {
  const state = proof.state;
  conclude(plan);
  state[LEVEL_BEGAN] = plan.progress[WORK];
  state[STAGE] = ASCENDS;
  refine(plan, proof, isFiner(plan, proof));
}
