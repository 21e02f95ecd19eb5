// What a machine of each class earns at most at the best multipliers, exactly. The rows of a
// lattice bound it, and all sets that might earn more than the best one known are looked through;
// where these are too many, on a finer lattice; where that does not fit, what the rows say stands.

import { Plan } from "../search/plan";
import { chainWorth } from "../search/worth";
import { takeColumn } from "./bundle";
import { addCut, mostOf } from "./cuts";
import { narrowOn, refine, startFocus, startNarrowing } from "./focus";
import { polishOn, startPolish } from "./polish";
import { Proof } from "./proof";
import { CELL_WORK, mostOfRows, nextRow, readColumn, startColumn } from "./rows";
import { FOUND, PAUSED, startWalk, walkOn } from "./walk";

/** Cells of the first lattice that sets are looked through on. */
const FIRST_WALK_CELLS: i32 = 1024;
/** Work of the sets of a class, at most, in that of its rows, where a finer lattice may follow. */
const MOST_ROWS: f64 = 4;

/** What is being done with a class. */
const FILLS: i32 = 0;
const READS: i32 = 1;
const POLISHES: i32 = 2;
const WALKS: i32 = 3;
const NARROWS: i32 = 4;

/** Starts with the first class; spare: what the bound may be above the truth, scaled value. */
export function startPricing(plan: Plan, proof: Proof, spare: f64): void {
  const n = plan.tasks;
  let sum: f64 = 0;
  for (let i = 0; i < n; i++) {
    proof.multiplier[i] = proof.cuts.center[i];
    sum += proof.multiplier[i];
  }
  proof.exactSum = sum;
  proof.kindNow = 0;
  proof.spare = spare / <f64>plan.machines;
  proof.cuts.isNew = false;
  startClass(plan, proof);
}

function startClass(plan: Plan, proof: Proof): void {
  proof.step = FILLS;
  proof.earned[proof.kindNow] = Infinity;
  aim(proof);
  startFocus(plan, proof, proof.least);
}

/** A set must earn more than the best one known. */
function aim(proof: Proof): void {
  proof.least = mostOf(proof.cuts, proof.kindNow, proof.multiplier) + proof.spare;
}

/**
 * One unit of work; returns whether all classes are priced. What each earns at most is left in
 * proof.earned.
 */
export function priceOn(plan: Plan, proof: Proof, limit: f64): bool {
  const c = proof.kindNow;
  if (proof.step === FILLS) {
    if (!nextRow(plan, proof)) return false;
    proof.earned[c] = min(proof.earned[c], max(mostOfRows(plan, proof), 0));
    startColumn(plan, proof);
    proof.step = READS;
  } else if (proof.step === READS) {
    if (!readColumn(plan, proof)) return false;
    startPolish(plan, proof);
    proof.step = POLISHES;
  } else if (proof.step === POLISHES) {
    if (!polishOn(plan, proof)) return false;
    if (takeColumn(plan, proof)) proof.cuts.isNew = true;
    aim(proof);
    if (proof.earned[c] <= proof.least) return closeClass(plan, proof);
    startSets(plan, proof);
  } else if (proof.step === WALKS) {
    return walkFurther(plan, proof, limit);
  } else if (narrowOn(plan, proof)) {
    if (proof.isEmpty) {
      proof.earned[c] = proof.least;
      return closeClass(plan, proof);
    }
    if (!refine(plan, proof)) return closeClass(plan, proof);
    proof.step = FILLS;
  }
  return false;
}

/** Sets are looked through on this lattice, or on a finer one. */
function startSets(plan: Plan, proof: Proof): void {
  // not where there were too many of them before
  if (proof.cells < max(FIRST_WALK_CELLS, proof.level[proof.kindNow])) {
    proof.step = NARROWS;
    startNarrowing(plan, proof);
    return;
  }
  proof.step = WALKS;
  proof.walkEnd = plan.effort + proof.patience * MOST_ROWS * CELL_WORK * <f64>proof.nodes;
  startWalk(plan, proof);
}

/** Looks on; returns whether that was the last class. */
function walkFurther(plan: Plan, proof: Proof, limit: f64): bool {
  const c = proof.kindNow;
  const result = walkOn(plan, proof, min(limit, proof.walkEnd));
  if (result === FOUND) {
    weighSet(plan, proof, c);
  } else if (result !== PAUSED) {
    proof.earned[c] = min(proof.earned[c], proof.least);
    return closeClass(plan, proof);
  } else if (plan.effort >= proof.walkEnd) {
    proof.step = NARROWS;
    startNarrowing(plan, proof);
  }
  return false;
}

/** What the class earns is known; the next one, or the bound. */
function closeClass(plan: Plan, proof: Proof): bool {
  const c = proof.kindNow;
  proof.level[c] = max(proof.level[c], proof.cells);
  proof.exactSum += <f64>proof.count[c] * proof.earned[c];
  proof.kindNow++;
  if (proof.kindNow < proof.classes) {
    startClass(plan, proof);
    return false;
  }
  proof.proven = min(proof.proven, proof.exactSum + proof.roundingSum);
  return true;
}

/** A set that might earn more than the best one so far is solved. */
function weighSet(plan: Plan, proof: Proof, c: i32): void {
  const length = proof.walk.length;
  const task = plan.trial.task;
  let paid: f64 = 0;
  for (let k = 0; k < length; k++) {
    proof.column[k] = task[k];
    paid += proof.multiplier[task[k]];
  }
  const worth = chainWorth(plan, proof.rank[proof.first[c]], length);
  if (worth - paid <= proof.least) return;
  proof.least = worth - paid + proof.spare;
  if (addCut(proof.cuts, c, proof.column, length, worth)) proof.cuts.isNew = true;
}
