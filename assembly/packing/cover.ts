// The choice among a few columns: one for every machine, no item twice, with the least total of
// what they lose on top of a bound; an item left out loses something too. Depth first, always at
// the item that the fewest columns have (as in exact cover, Knuth 2000); what passes the best total
// so far is given up.

import { LIST_WORK } from "../search/assignment";
import { has, Sets } from "./sets";

/** Starts with the columns of s.list from start to end, to lose less than s.rest. */
export function startCover(s: Sets, start: i32, end: i32): void {
  s.coverDepth = -1;
  for (let w = 0; w < s.words; w++) s.covered[w] = 0;
  for (let c = 0; c < s.classes; c++) s.left[c] = s.count[c];
  open(s, 0, start, end, 0);
}

/**
 * Goes on until all is tried or the work reaches the limit; returns whether it is over. The best
 * choice of columns is left in s.choice, ended by -1, and what it loses in s.rest.
 */
export function cover(s: Sets, limit: f64): bool {
  const words = s.words;
  while (s.coverDepth >= 0) {
    if (s.effort >= limit) return false;
    const depth = s.coverDepth;
    const i = s.branch[depth];
    if (s.chosen[depth] >= 0) {
      s.left[s.kind[s.chosen[depth]]]++;
      s.chosen[depth] = -1;
    }
    let at = s.cursor[depth];
    const end = s.listEnd[depth];
    while (at < end && !fits(s, s.list[at], i, s.lost[depth])) at++;
    s.effort += LIST_WORK * <f64>(at - s.cursor[depth] + 1);
    s.cursor[depth] = at + 1;
    if (at < end) {
      choose(s, depth, s.list[at], words);
    } else if (at === end) {
      leaveOut(s, depth, i, words);
    } else {
      s.coverDepth--;
    }
    if (s.isOverfull) return true;
  }
  return true;
}

function isCovered(s: Sets, depth: i32, i: i32): bool {
  return ((s.covered[depth * s.words + (i >> 5)] >>> (i & 31)) & 1) === 1;
}

function fits(s: Sets, column: i32, i: i32, lost: f64): bool {
  return has(s, column, i) && lost + s.over[column] < s.rest;
}

/** A machine takes this column, and with it its items. */
function choose(s: Sets, depth: i32, column: i32, words: i32): void {
  const below = (depth + 1) * words;
  s.chosen[depth] = column;
  s.left[s.kind[column]]--;
  for (let w = 0; w < words; w++) {
    s.covered[below + w] = s.covered[depth * words + w] | s.bits[column * words + w];
  }
  descend(s, depth, s.lost[depth] + s.over[column], words);
}

/** No machine takes item i. */
function leaveOut(s: Sets, depth: i32, i: i32, words: i32): void {
  const below = (depth + 1) * words;
  for (let w = 0; w < words; w++) s.covered[below + w] = s.covered[depth * words + w];
  s.covered[below + (i >> 5)] |= 1 << (i & 31);
  descend(s, depth, s.lost[depth] + s.spare[i], words);
}

/** On with the columns that a machine is left for, and that have no item decided by then. */
function descend(s: Sets, depth: i32, lost: f64, words: i32): void {
  const least = s.rest;
  if (lost >= least) return;
  const list = s.list;
  const from = s.listEnd[depth];
  let end = from;
  for (let k = s.listStart[depth]; k < from; k++) {
    const column = list[k];
    if (s.left[s.kind[column]] === 0 || lost + s.over[column] >= least) continue;
    if (meets(s, column, depth + 1, words)) continue;
    if (end === list.length) {
      s.isOverfull = true;
      return;
    }
    list[end++] = column;
  }
  s.effort += LIST_WORK * <f64>(from - s.listStart[depth]);
  open(s, depth + 1, from, end, lost);
}

/** Whether an item of the column is decided above this depth. */
function meets(s: Sets, column: i32, depth: i32, words: i32): bool {
  for (let w = 0; w < words; w++) {
    if ((s.bits[column * words + w] & s.covered[depth * words + w]) !== 0) return true;
  }
  return false;
}

/**
 * A new node: what no column has is left out for certain; if that is all, the choice is complete.
 */
function open(s: Sets, depth: i32, from: i32, end: i32, lost: f64): void {
  const n = s.items;
  s.nodes++;
  const seen = s.seen;
  for (let i = 0; i < n; i++) seen[i] = 0;
  for (let k = from; k < end; k++) {
    const bits = s.list[k] * s.words;
    for (let i = 0; i < n; i++) seen[i] += (s.bits[bits + (i >> 5)] >>> (i & 31)) & 1;
  }
  s.effort += LIST_WORK * <f64>n * <f64>(end - from + 1);
  let least = -1;
  let total = lost;
  for (let i = 0; i < n; i++) {
    if (isCovered(s, depth, i)) continue;
    if (seen[i] === 0) total += s.spare[i];
    else if (least < 0 || seen[i] < seen[least]) least = i;
  }
  if (total >= s.rest) return;
  if (least < 0) {
    // what is left of the machines earns nothing
    for (let c = 0; c < s.classes; c++) total += <f64>s.left[c] * s.idle[c];
    if (total < s.rest) record(s, depth, total);
    return;
  }
  s.branch[depth] = least;
  s.chosen[depth] = -1;
  s.cursor[depth] = from;
  s.listStart[depth] = from;
  s.listEnd[depth] = end;
  s.lost[depth] = lost;
  s.coverDepth = depth;
}

/** The choice of the nodes above this one is the best so far. */
function record(s: Sets, depth: i32, total: f64): void {
  s.rest = total;
  let chosen = 0;
  for (let d = 0; d < depth; d++) {
    if (s.chosen[d] >= 0) s.choice[chosen++] = s.chosen[d];
  }
  if (chosen < s.choice.length) s.choice[chosen] = -1;
}
