// Rows of a fine lattice where it matters. What the tasks before a position earn by capacity used,
// and what the others earn after it, add up to a bound on all sets that use so much; where that is
// less than what a set must earn, so is all between the nodes, and a finer lattice leaves it out.
// Lattices four times as fine follow one another as long as what is left fits the buffers.

import { Plan } from "../search/plan";
import { cellOf, deadlineOn } from "./lattice";
import { MOST_WIDTH, Proof } from "./proof";
import { CELL_WORK, openRows, startRows, takeSplit } from "./rows";

/** Cells of the first lattice. */
export const FIRST_CELLS: i32 = 256;
/** Cells of the finest one: places on it have digits to spare. */
const MOST_CELLS: i32 = 4194304;

/** Starts with the first lattice for the class at work; least: what a set must earn. */
export function startFocus(plan: Plan, proof: Proof, least: f64): void {
  proof.least = least;
  proof.cells = FIRST_CELLS;
  proof.cell[proof.kindNow] = cellOf(plan, proof, proof.kindNow, plan.tasks, FIRST_CELLS);
  openRows(plan, proof);
  startRows(proof);
}

/** What is left of the rows, which are filled, is to be found. */
export function startNarrowing(plan: Plan, proof: Proof): void {
  const n = plan.tasks;
  proof.row = n;
  proof.mirror = proof.at[n] + proof.low[n] + proof.high[n];
  for (let k = proof.low[n]; k <= proof.high[n]; k++) proof.walk.segment[proof.mirror - k] = 0;
  proof.widest = 0;
  proof.left = 0;
  narrow(proof, n);
}

/**
 * One row, the last one first, of what the tasks from a position on earn after capacity used;
 * returns whether it was the first one, or nothing is left. Nodes are held in falling order, node k
 * at the place of -k.
 */
export function narrowOn(plan: Plan, proof: Proof): bool {
  if (proof.isEmpty || proof.row === 0) return true;
  const i = --proof.row;
  const low = proof.low[i];
  const high = proof.high[i];
  const from = proof.low[i + 1];
  const after = proof.mirror;
  const mirror = proof.at[i] + low + high;
  const to = copyEnds(plan, proof, i, after);
  const segment = proof.walk.segment;
  const last = min(high, to);
  for (let k = max(last + 1, low); k <= high; k++) segment[mirror - k] = -Infinity;
  const split = proof.split;
  split.source = proof.walk.ends;
  split.sourceBase = to;
  split.target = segment;
  split.targetBase = mirror;
  if (to >= from) takeSplit(proof, i, -last, -low, -to, -from);
  const end = min(high, proof.high[i + 1]);
  for (let k = max(low, from); k <= end; k++) {
    segment[mirror - k] = max(segment[mirror - k], segment[after - k]);
  }
  plan.effort += CELL_WORK * <f64>(high - low + 2);
  proof.mirror = mirror;
  narrow(proof, i);
  return proof.isEmpty || i === 0;
}

/**
 * What is earned after position i by the capacity used up to it, at most until its deadline, into
 * walk.ends, falling; between two nodes, a line through its value there. Returns the last node; one
 * before the first where it cannot end.
 */
function copyEnds(plan: Plan, proof: Proof, i: i32, after: i32): i32 {
  const c = proof.kindNow;
  const ends = proof.walk.ends;
  const segment = proof.walk.segment;
  const from = proof.low[i + 1];
  const due = deadlineOn(plan, proof, i, c, proof.cells);
  const to = min(proof.high[i + 1], <i32>ceil(due));
  const k = <i32>floor(due);
  const part = due - <f64>k;
  const isCut = part !== 0 && k < to;
  if (isCut && k < from) return from - 1;
  for (let y = from; y <= to; y++) ends[to - y] = segment[after - y];
  if (!isCut) return to;
  const before = ends[1];
  const behind = ends[0];
  if (before === -Infinity || behind === -Infinity) return to;
  const fall = max(proof.price[c * plan.tasks + i] * proof.cell[c], before - behind);
  const value = before + (behind - before) * part;
  ends[1] = value + fall * part;
  ends[0] = value - fall * (1 - part);
  return to;
}

/**
 * Row i keeps the nodes where a set can earn enough, and one more on either side: what is between
 * two nodes is worth no more than the better of them.
 */
function narrow(proof: Proof, i: i32): void {
  const low = proof.low[i];
  const high = proof.high[i];
  const rows = proof.rows;
  const segment = proof.walk.segment;
  const row = proof.at[i];
  const mirror = proof.mirror;
  let first = low;
  while (first <= high && rows[row + first] + segment[mirror - first] < proof.least) first++;
  proof.isEmpty = first > high;
  if (proof.isEmpty) return;
  let last = high;
  while (rows[row + last] + segment[mirror - last] < proof.least) last--;
  proof.low[i] = max(first - 1, low);
  proof.high[i] = min(last + 1, high);
  const width = proof.high[i] - proof.low[i] + 1;
  proof.widest = max(proof.widest, width);
  proof.left += width;
}

/** Goes to a lattice four times as fine, whose rows are to be filled; returns whether it fits. */
export function refine(plan: Plan, proof: Proof): bool {
  const n = plan.tasks;
  // the curve between two rows may have as many nodes as both
  const room = 8 * (proof.left + n) + 2 * n;
  if (4 * proof.widest > MOST_WIDTH || room > proof.rows.length) return false;
  if (proof.cells === MOST_CELLS) return false;
  proof.cells *= 4;
  proof.cell[proof.kindNow] /= 4;
  for (let i = 0; i <= n; i++) {
    proof.low[i] *= 4;
    proof.high[i] *= 4;
  }
  startRows(proof);
  return true;
}
