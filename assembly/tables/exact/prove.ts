// The proof of "exact": multipliers, then all sets of tasks whose loss is within a budget, and the
// best way to put them together: where nothing better is within the budget, the bound falls by it.
// The budget doubles until it spans the gap. Stops anywhere, with what is proven by then. Discrete
// tables.

import { MOST_BRANCHED } from "../../codes";
import { pack, startPacking } from "../../packing/packing";
import { clearSets, has, Sets } from "../../packing/sets";
import { Chains } from "../chains";
import { Options } from "../options";
import { Prices } from "../prices";
import { Single } from "../single";
import { Columns, findColumns, startColumns } from "./columns";
import { earnNext, endRound, Multipliers, startMultipliers } from "./multipliers";

/** The first budget, as a share of the gap. */
const FIRST_SHARE: f64 = 0.125;

/** What is being done. */
const ASCENDS: i32 = 0;
const APPRAISES: i32 = 1; // the bound at the best multipliers is computed once more
const COLLECTS: i32 = 2;
const PACKS: i32 = 3;
const ENDED: i32 = 4;

export class Prove {
  multipliers: Multipliers;
  columns: Columns;
  sets: Sets;
  count: StaticArray<i32>; // [m] 1: machines have a class each
  bound: f64 = 0; // scaled, without bases: the least that is proven
  budget: f64 = 0; // scaled value that a schedule may be below the bound
  stage: i32 = 0;
  isStarted: bool = false; // whether the columns of the machine at work are
  isBetter: bool = false; // whether a better schedule than the one known was put together
  hasBranched: bool = false; // whether columns have lowered the bound

  constructor(n: i32, m: i32) {
    const proven = min(n, MOST_BRANCHED);
    const multipliers = new Multipliers(n, m);
    const count = new StaticArray<i32>(m);
    this.multipliers = multipliers;
    this.count = count;
    this.columns = new Columns(proven);
    this.sets = new Sets(proven, m, multipliers.now, multipliers.earned, count);
  }
}

/** Starts from the prices of bound A; known: a bound that was proven before. */
export function startProof(v: Prove, o: Options, x: Prices, known: f64, n: i32, m: i32): void {
  v.bound = min(known, x.bound);
  v.hasBranched = v.hasBranched && known < x.bound;
  v.stage = ASCENDS;
  v.isBetter = false;
  for (let r = 0; r < m; r++) v.count[r] = 1;
  v.sets.items = n;
  v.sets.classes = m;
  v.sets.words = (n + 31) >> 5;
  startMultipliers(o, x.best, v.multipliers, x.bound, n);
}

/**
 * One step; found: the best value known. branches: also columns, not multipliers alone. Returns
 * whether it is over, or a better schedule is in `chains`.
 */
export function prove(
  v: Prove,
  o: Options,
  s: Single,
  c: Chains,
  found: f64,
  tolerance: f64,
  limit: f64,
  branches: bool,
): bool {
  const x = v.multipliers;
  const n = v.sets.items;
  if (v.stage === ASCENDS) {
    if (!earnNext(o, s, x)) return false;
    const goesOn = endRound(x, found, tolerance, n);
    v.bound = min(v.bound, x.bound);
    if (!goesOn) v.stage = branches && n <= MOST_BRANCHED ? APPRAISES : ENDED;
  } else if (v.stage === APPRAISES) {
    if (!earnNext(o, s, x)) return false;
    v.bound = min(v.bound, x.sum + x.rounding);
    // more than nothing, or it would not double
    v.budget = FIRST_SHARE * max(x.sum - found, 0) + x.rounding;
    startBudget(v);
  } else if (v.stage === COLLECTS) {
    collect(v, o, s, limit);
  } else if (v.stage === PACKS) {
    if (!pack(v.sets, limit)) return false;
    if (v.sets.isOverfull) v.stage = ENDED;
    else return closeBudget(v, o, c, found);
  }
  return v.stage === ENDED;
}

function startBudget(v: Prove): void {
  v.stage = COLLECTS;
  v.multipliers.machine = 0;
  v.isStarted = false;
  clearSets(v.sets);
}

/** Columns of the machine at work; after the last one they are put together. */
function collect(v: Prove, o: Options, s: Single, limit: f64): void {
  const x = v.multipliers;
  if (!v.isStarted) {
    v.isStarted = true;
    if (!startColumns(v.columns, o, s, x, v.budget, x.machine)) v.sets.isOverfull = true;
  }
  if (!v.sets.isOverfull && !findColumns(v.columns, o, s, x, v.sets, limit)) return;
  if (v.sets.isOverfull) {
    v.stage = ENDED;
    return;
  }
  v.isStarted = false;
  x.machine++;
  if (x.machine < o.machines) return;
  v.stage = PACKS;
  startPacking(v.sets, v.budget, x.rounding);
}

/** Nothing within the budget is left to be found; returns whether a better schedule is. */
function closeBudget(v: Prove, o: Options, c: Chains, found: f64): bool {
  const x = v.multipliers;
  const whole = max(x.sum - found, 0);
  const isBetter = v.sets.leastLoss < v.budget;
  // what is put together loses that much; all else more than the budget
  const rest = x.sum - (isBetter ? v.sets.leastLoss : v.budget) + x.rounding;
  if (rest < v.bound) {
    v.bound = rest;
    v.hasBranched = true;
  }
  if (isBetter) {
    takeChoice(v, o, c);
    v.isBetter = true;
    v.stage = ENDED;
    return true;
  }
  if (v.budget >= whole + x.rounding) {
    v.stage = ENDED;
    return true;
  }
  v.budget = min(2 * v.budget, whole + 2 * x.rounding);
  startBudget(v);
  return false;
}

/** The pairs of the best choice of columns; their options are still to be chosen. */
function takeChoice(v: Prove, o: Options, c: Chains): void {
  const sets = v.sets;
  for (let j = 0; j < sets.items; j++) c.pair[j] = -1;
  for (let k = 0; k < sets.choice.length && sets.choice[k] >= 0; k++) {
    const column = sets.choice[k];
    const r = sets.kind[column];
    for (let p = o.pairStart[r]; p < o.pairStart[r + 1]; p++) {
      const j = o.task[p];
      if (!has(sets, column, j)) continue;
      c.pair[j] = p;
      c.option[j] = o.first[p];
    }
  }
}
