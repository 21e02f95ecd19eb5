// What a machine of each class earns at most at the best multipliers, exactly: the rows of a
// lattice bound it, and all sets that might earn more than the best one known are looked through.
// Where these are too many, what the rows say stands.

import { Plan } from "../search/plan";
import { chainWorth } from "../search/trial";
import { takeColumn } from "./bundle";
import { addCut, mostOf } from "./cuts";
import { polishOn, startPolish } from "./polish";
import { Proof } from "./proof";
import { CELL_WORK, mostOfRows, nextRow, readColumn, startColumn, startRows } from "./rows";
import { FOUND, PAUSED, startWalk, walkOn } from "./walk";

/** Work of the sets of a class, at most, in that of its rows. */
const MOST_ROWS: f64 = 4;

/** What is being done with a class. */
const ROWS: i32 = 0;
const READS: i32 = 1;
const POLISHES: i32 = 2;
const WALKS: i32 = 3;

/** Starts with the first class; spare: what the bound may be above the truth, scaled value. */
export function startPricing(plan: Plan, proof: Proof, spare: f64): void {
  const n = plan.tasks;
  let sum: f64 = 0;
  for (let i = 0; i < n; i++) {
    proof.multiplier[i] = proof.cuts.center[i];
    sum += proof.multiplier[i];
  }
  proof.latticeSum = sum;
  proof.exactSum = sum;
  proof.kindNow = 0;
  proof.spare = spare / <f64>plan.machines;
  proof.isExact = true;
  proof.cuts.isNew = false;
  startClass(proof);
}

function startClass(proof: Proof): void {
  proof.step = ROWS;
  startRows(proof);
}

/**
 * Goes on until all classes are priced or the work reaches the limit; returns whether they are.
 * What each earns at most is left in proof.earned, and in proof.isExact whether no class had too
 * many sets.
 */
export function priceOn(plan: Plan, proof: Proof, limit: f64): bool {
  const c = proof.kindNow;
  if (proof.step === ROWS) {
    if (!nextRow(plan, proof)) return false;
    proof.earned[c] = mostOfRows(plan, proof);
    proof.latticeSum += <f64>proof.count[c] * proof.earned[c];
    startColumn(plan, proof);
    proof.step = READS;
    return false;
  }
  if (proof.step === READS) {
    if (!readColumn(plan, proof)) return false;
    startPolish(plan, proof);
    proof.step = POLISHES;
    return false;
  }
  if (proof.step === POLISHES) {
    if (polishOn(plan, proof)) startSets(plan, proof, c);
    return false;
  }
  const result = walkOn(plan, proof, min(limit, proof.walkEnd));
  if (result === FOUND) {
    weighSet(plan, proof, c);
    return false;
  }
  if (result === PAUSED) {
    if (plan.effort < proof.walkEnd) return false;
    proof.isExact = false;
  } else {
    proof.earned[c] = min(proof.earned[c], proof.walk.least);
  }
  proof.exactSum += <f64>proof.count[c] * proof.earned[c];
  proof.kindNow++;
  if (proof.kindNow < proof.classes) {
    startClass(proof);
    return false;
  }
  const least = min(proof.exactSum, proof.latticeSum);
  proof.proven = min(proof.proven, least + proof.roundingSum);
  return true;
}

/** The set that the rows led to is known: are there better ones? */
function startSets(plan: Plan, proof: Proof, c: i32): void {
  if (takeColumn(plan, proof)) proof.cuts.isNew = true;
  startWalk(plan, proof, mostOf(proof.cuts, c, proof.multiplier) + proof.spare);
  const rows = CELL_WORK * <f64>proof.cells * <f64>plan.tasks;
  proof.walkEnd = plan.effort + MOST_ROWS * rows;
  proof.step = WALKS;
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
  if (worth - paid <= proof.walk.least) return;
  proof.walk.least = worth - paid;
  if (addCut(proof.cuts, c, proof.column, length, worth)) proof.cuts.isNew = true;
}
