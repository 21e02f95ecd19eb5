// The best schedule that can be put together from the columns found: one for every machine, no task
// twice, with the least total loss; a task left out loses its multiplier. Branch and bound on pairs
// of tasks (Ryan and Foster 1981): a column has both of them, or at most one. Prices bound the loss
// of what is left and drop columns; what is left of them is tried by `cover`, if that is soon over.

import { LIST_WORK } from "../search/assignment";
import { ascend, isClosed, reduce, startAscent } from "./ascent";
import { cover, startCover } from "./cover";
import { has, MOST_PAIRS, MOST_RECENT, Sets } from "./sets";

/**
 * With so many times the work of the ascent all choices are tried, at first and below a pair; a
 * pair is decided where that is not enough. Of 8 lists of 2,000 to 10,000 columns 6 are over at
 * first; one that took more than 650 million units of work takes 120 million with pairs.
 */
const FIRST_SHARE: f64 = 8;
const LATER_SHARE: f64 = 1;

/** Phases of a node. */
const ASCENDS: i32 = 0;
const COVERS: i32 = 1;
const TOGETHER: i32 = 2; // columns that have both of the pair, or none
const APART: i32 = 3; // those that have one of them at most
const ENDS: i32 = 4;

/** Starts with all columns and the whole budget; rounding: what sums of losses may be off by. */
export function startPacking(s: Sets, budget: f64, rounding: f64): void {
  const columns = s.columns;
  s.leastLoss = budget;
  s.rounding = rounding;
  for (let k = 0; k < columns; k++) s.list[k] = k;
  s.nodeEnd[0] = columns;
  openNode(s, 0, 0);
}

function openNode(s: Sets, depth: i32, start: i32): void {
  s.nodes++;
  s.nodeDepth = depth;
  s.nodeStart[depth] = start;
  s.phase[depth] = ASCENDS;
  s.nodeBegan = s.effort;
  startAscent(s, depth);
}

/**
 * Goes on until all is tried or the work reaches the limit; returns whether it is over. The best
 * choice of columns is left in s.choice, ended by -1.
 */
export function pack(s: Sets, limit: f64): bool {
  while (s.nodeDepth >= 0) {
    if (s.effort >= limit) return false;
    const depth = s.nodeDepth;
    const phase = s.phase[depth];
    if (phase === ASCENDS) {
      if (ascend(s, depth)) closeAscent(s, depth);
    } else if (phase === COVERS) {
      const isOver = cover(s, min(limit, s.coverEnd));
      if (isOver || s.effort >= s.coverEnd) closeCover(s, depth, isOver);
    } else if (phase === ENDS || isClosed(s, s.nodeBound[depth])) {
      s.nodeDepth--;
    } else {
      s.phase[depth] = phase === TOGETHER ? APART : ENDS;
      openChild(s, depth, phase === TOGETHER);
    }
    if (s.isOverfull) return true;
  }
  return true;
}

/** The columns that may be in a better choice are tried. */
function closeAscent(s: Sets, depth: i32): void {
  s.nodeBound[depth] = s.ascent.bound;
  if (isClosed(s, s.ascent.bound)) {
    s.nodeDepth--;
    return;
  }
  reduce(s, depth);
  s.phase[depth] = COVERS;
  s.rest = s.leastLoss - s.ascent.bound + s.rounding;
  const share = depth === 0 ? FIRST_SHARE : LATER_SHARE;
  s.coverEnd = s.effort + share * (s.effort - s.nodeBegan);
  startCover(s, s.nodeStart[depth], s.nodeEnd[depth]);
}

/** All is tried, or a pair is decided; where there is none, it goes on. */
function closeCover(s: Sets, depth: i32, isOver: bool): void {
  s.leastLoss = min(s.leastLoss, s.ascent.bound + s.rest);
  if (isOver) s.nodeDepth--;
  else if (depth < MOST_PAIRS && findPair(s, depth)) s.phase[depth] = TOGETHER;
  else s.coverEnd = Infinity;
}

/** The columns that go with the pair as decided. */
function openChild(s: Sets, depth: i32, isTogether: bool): void {
  const i = s.pairOne[depth];
  const j = s.pairTwo[depth];
  const start = s.nodeEnd[depth];
  let end = start;
  for (let at = s.nodeStart[depth]; at < start; at++) {
    const column = s.list[at];
    const hasOne = has(s, column, i);
    const hasTwo = has(s, column, j);
    if (isTogether ? hasOne !== hasTwo : hasOne && hasTwo) continue;
    if (end === s.list.length) {
      s.isOverfull = true;
      return;
    }
    s.list[end++] = column;
  }
  s.nodeEnd[depth + 1] = end;
  openNode(s, depth + 1, start);
}

/**
 * The pair that the last steps of the ascent were least decided about: about half of the time
 * together. Returns whether there is one that tells some columns from others.
 */
function findPair(s: Sets, depth: i32): bool {
  const steps = min(s.ascent.steps, MOST_RECENT);
  s.effort += LIST_WORK * <f64>(steps * s.classes + s.items) * <f64>s.items;
  let most = 0;
  for (let i = 0; i < s.items; i++) {
    countPartners(s, i, steps * s.classes);
    for (let j = i + 1; j < s.items; j++) {
      const together = s.seen[j];
      const doubt = min(together, steps - together);
      if (doubt <= most || !splits(s, depth, i, j)) continue;
      most = doubt;
      s.pairOne[depth] = i;
      s.pairTwo[depth] = j;
    }
  }
  return most > 0;
}

/** How many of the recent columns with item i have another one too, into s.seen. */
function countPartners(s: Sets, i: i32, recent: i32): void {
  for (let j = 0; j < s.items; j++) s.seen[j] = 0;
  for (let k = 0; k < recent; k++) {
    const column = s.ascent.recent[k];
    if (column < 0 || !has(s, column, i)) continue;
    for (let j = i + 1; j < s.items; j++) if (has(s, column, j)) s.seen[j]++;
  }
}

/** Whether some columns have both of the pair, and some only one. */
function splits(s: Sets, depth: i32, i: i32, j: i32): bool {
  let both: bool = false;
  let one: bool = false;
  for (let at = s.nodeStart[depth]; at < s.nodeEnd[depth]; at++) {
    const column = s.list[at];
    const hasOne = has(s, column, i);
    if (hasOne === has(s, column, j)) both = both || hasOne;
    else one = true;
    if (both && one) return true;
  }
  return false;
}
