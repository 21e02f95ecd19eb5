// All sets of tasks that could be one machine's share of a better schedule. At the best multipliers
// a set falls short of what its machine could earn by its loss, and a schedule falls short of the
// bound by the losses of its machines and the multipliers of the tasks it leaves out. So a schedule
// within a budget of the bound consists of sets whose loss is within it.

import { Plan } from "../search/plan";
import { chainWorth } from "../search/worth";
import { narrowOn, refine, startFocus, startNarrowing } from "./focus";
import { Proof } from "./proof";
import { nextRow, startRows } from "./rows";
import { FOUND, PAUSED, startWalk, walkOn } from "./walk";

/** What is being done with a class. */
const FILLS: i32 = 0;
const NARROWS: i32 = 1;
const WALKS: i32 = 2;

/** Starts with the sets of the class at work, on a lattice as fine as that it was priced on. */
export function startColumns(plan: Plan, proof: Proof): void {
  proof.step = FILLS;
  startFocus(plan, proof, proof.earned[proof.kindNow] - proof.budget - proof.roundingSum);
}

/**
 * Goes on until all sets of the class are found, there is no room for more of them, or the work
 * reaches the limit; returns whether it is over.
 */
export function findColumns(plan: Plan, proof: Proof, limit: f64): bool {
  while (plan.effort < limit) {
    if (proof.step === FILLS) {
      if (!nextRow(plan, proof)) continue;
      proof.step = proof.cells < proof.level[proof.kindNow] ? NARROWS : WALKS;
      if (proof.step === NARROWS) startNarrowing(plan, proof);
      else startWalk(plan, proof);
    } else if (proof.step === NARROWS) {
      if (!narrowOn(plan, proof)) continue;
      if (proof.isEmpty) return true;
      if (!refine(plan, proof)) {
        // it does not fit: this one is filled again, narrowed
        proof.level[proof.kindNow] = proof.cells;
        startRows(proof);
      }
      proof.step = FILLS;
    } else {
      const result = walkOn(plan, proof, limit);
      if (result === PAUSED) return false;
      if (result !== FOUND) return true;
      keep(plan, proof, proof.kindNow);
      if (proof.sets.isOverfull) return true;
    }
  }
  return false;
}

/** The set is solved exactly, and kept if its loss is within the budget. */
function keep(plan: Plan, proof: Proof, c: i32): void {
  const sets = proof.sets;
  const length = proof.walk.length;
  if (length === 0) return;
  const words = sets.words;
  const column = sets.columns;
  if (column === sets.loss.length) {
    sets.isOverfull = true;
    return;
  }
  const task = plan.trial.task;
  const bits = column * words;
  let paid: f64 = 0;
  for (let w = 0; w < words; w++) sets.bits[bits + w] = 0;
  for (let k = 0; k < length; k++) {
    const i = task[k];
    paid += proof.multiplier[i];
    sets.bits[bits + (i >> 5)] |= 1 << (i & 31);
  }
  const worth = chainWorth(plan, proof.rank[proof.first[c]], length);
  const loss = proof.earned[c] - (worth - paid);
  if (loss > proof.budget + proof.roundingSum) return;
  sets.loss[column] = loss;
  sets.kind[column] = c;
  sets.columns++;
}
