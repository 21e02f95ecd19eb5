// Prices of items that raise the least total loss of any choice of the columns at hand: a column
// gains by an item what the item pays. Subgradients towards the best total known (Polyak 1969),
// each with a part of the direction before it.

import { lowestBit } from "../numeric/bits";
import { LIST_WORK } from "../search/assignment";
import { MOST_RECENT, Sets } from "./sets";

/** Steps at most. */
const MOST_STEPS: i32 = 40;
/** Of the direction before: with half of it, or none, 3 to 15 times the work. */
const INERTIA: f64 = 0.75;
/** Steps without a rise after which they become half as long; from which length on it is over. */
const PATIENCE: i32 = 4;
const LEAST_STRIDE: f64 = 0.02;
/** Work of an item of a column; see TRIAL_WORK. */
const COLUMN_WORK: f64 = 2;

/** Starts at this depth of the tree from the best prices above it. */
export function startAscent(s: Sets, depth: i32): void {
  const a = s.ascent;
  const n = s.items;
  for (let i = 0; i < n; i++) {
    const price = depth > 0 ? a.kept[(depth - 1) * n + i] : 0;
    a.price[i] = price;
    a.kept[depth * n + i] = price;
    a.direction[i] = 0;
  }
  a.steps = 0;
  a.failed = 0;
  a.stride = 1;
  a.bound = -Infinity;
}

/**
 * One step; returns whether it was the last one: nothing is left below the best total, or no more
 * is to be gained. The best prices are left in a.kept, and what they prove in a.bound.
 */
export function ascend(s: Sets, depth: i32): bool {
  const a = s.ascent;
  const n = s.items;
  const bound = boundAt(s, depth);
  remember(s);
  if (bound > a.bound) {
    a.bound = bound;
    a.failed = 0;
    for (let i = 0; i < n; i++) a.kept[depth * n + i] = a.price[i];
  } else {
    a.failed++;
  }
  if (isClosed(s, a.bound)) return true;
  let from = bound;
  if (a.failed === PATIENCE) {
    a.failed = 0;
    a.stride /= 2;
    from = a.bound;
    for (let i = 0; i < n; i++) a.price[i] = a.kept[depth * n + i];
  }
  const length = turn(s);
  if (length === 0 || a.stride < LEAST_STRIDE || a.steps === MOST_STEPS) return true;
  const step = (a.stride * (s.leastLoss - from)) / length;
  for (let i = 0; i < n; i++) {
    a.price[i] = min(a.price[i] + step * a.direction[i], s.multiplier[i]);
  }
  return false;
}

/** Whether no choice that loses so much at least is better than the best one. */
export function isClosed(s: Sets, bound: f64): bool {
  return bound - s.rounding >= s.leastLoss;
}

/** What any choice loses at least at the present prices; the columns that are best by class. */
function boundAt(s: Sets, depth: i32): f64 {
  const a = s.ascent;
  const end = s.nodeEnd[depth];
  for (let c = 0; c < s.classes; c++) {
    a.least[c] = s.earned[c];
    a.first[c] = -1;
  }
  for (let at = s.nodeStart[depth]; at < end; at++) {
    const column = s.list[at];
    const loss = lossAt(s, column);
    const c = s.kind[column];
    if (loss >= a.least[c]) continue;
    a.least[c] = loss;
    a.first[c] = column;
  }
  s.effort += LIST_WORK * <f64>(s.items + s.classes);
  let bound: f64 = 0;
  for (let i = 0; i < s.items; i++) bound += a.price[i];
  for (let c = 0; c < s.classes; c++) bound += <f64>s.count[c] * a.least[c];
  return bound;
}

/** What a column loses at the present prices. */
function lossAt(s: Sets, column: i32): f64 {
  const price = s.ascent.price;
  const words = s.words;
  let loss = s.loss[column];
  let items = 0;
  for (let w = 0; w < words; w++) {
    const base = w << 5;
    for (let bits = s.bits[column * words + w]; bits !== 0; bits &= bits - 1) {
      loss -= price[base + lowestBit(bits)];
      items++;
    }
  }
  s.effort += COLUMN_WORK * <f64>items;
  return loss;
}

/** The columns that are best by class are those of this step. */
function remember(s: Sets): void {
  const a = s.ascent;
  const base = (a.steps % MOST_RECENT) * s.classes;
  for (let c = 0; c < s.classes; c++) a.recent[base + c] = a.first[c];
  a.steps++;
}

/**
 * The direction: an item that is in no best column is to pay more, one that is in several less.
 * Returns the square of its length, without what is at its limit.
 */
function turn(s: Sets): f64 {
  const a = s.ascent;
  const direction = a.direction;
  const words = s.words;
  for (let i = 0; i < s.items; i++) direction[i] = 1 + INERTIA * direction[i];
  for (let c = 0; c < s.classes; c++) {
    const column = a.first[c];
    if (column < 0) continue;
    for (let w = 0; w < words; w++) {
      for (let bits = s.bits[column * words + w]; bits !== 0; bits &= bits - 1) {
        direction[(w << 5) + lowestBit(bits)] -= <f64>s.count[c];
      }
    }
  }
  let length: f64 = 0;
  for (let i = 0; i < s.items; i++) {
    if (direction[i] > 0 && a.price[i] >= s.multiplier[i]) direction[i] = 0;
    length += direction[i] * direction[i];
  }
  return length;
}

/**
 * What columns, items and machines without a column lose on top of the bound, by the best prices;
 * drops the columns that no choice below the best total has.
 */
export function reduce(s: Sets, depth: i32): void {
  const a = s.ascent;
  const n = s.items;
  for (let i = 0; i < n; i++) {
    a.price[i] = a.kept[depth * n + i];
    s.spare[i] = s.multiplier[i] - a.price[i];
  }
  a.bound = boundAt(s, depth);
  for (let c = 0; c < s.classes; c++) s.idle[c] = s.earned[c] - a.least[c];
  const end = s.nodeEnd[depth];
  let kept = s.nodeStart[depth];
  for (let at = kept; at < end; at++) {
    const column = s.list[at];
    s.over[column] = lossAt(s, column) - a.least[s.kind[column]];
    if (!isClosed(s, a.bound + s.over[column])) s.list[kept++] = column;
  }
  s.nodeEnd[depth] = kept;
}
