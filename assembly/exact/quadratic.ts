// The next multipliers of the bundle: those that minimise the bound by the cuts plus the squared
// distance from the center over twice the reach. In the dual every class shares its machines out
// over its cuts. A step solves the linear system of the cuts that have a share, and goes there as
// far as all shares stay positive; once those cuts earn the same, the best of the others joins them
// (active sets). O(f^2 (f + n)) a step for f cuts, at most MOST_FREE.

import { Cuts, earnedBy } from "./cuts";
import { MOST_FREE, Proof, System } from "./proof";

/** Work of a number that is added up, and of a product of two numbers; see TRIAL_WORK. */
export const ITEM_WORK: f64 = 0.25;
const PRODUCT_WORK: f64 = 0.125;
/** Products of a step, at most: some 0.5 ms, so that limits of time hold. */
const MOST_PRODUCTS: f64 = 800000;
/** Added to the diagonal, in tasks: cuts may depend on each other, and tasks at their limits. */
const RIDGE: f64 = 1e-7;
/** In machines: less is the rounding of a share that is used up, and would never be quite so. */
const LEAST_SHARE: f64 = 1e-14;
/** A cut joins once the others miss so much of what all miss. */
const JOINS: f64 = 0.2;
/** A line search ends where the slope is so much less than at first, or after so many looks. */
const FLAT: f64 = 0.1;
const MOST_LOOKS: i32 = 8;

/** Slack and multipliers by the shares as they are. */
export function placeMultipliers(proof: Proof, s: Cuts, n: i32): void {
  for (let i = 0; i < n; i++) s.slack[i] = 1;
  for (let k = 0; k < s.count; k++) {
    const share = s.share[k];
    if (share > 0) for (let a = s.start[k]; a < s.start[k + 1]; a++) s.slack[s.item[a]] -= share;
  }
  for (let i = 0; i < n; i++) proof.multiplier[i] = multiplierAt(proof, s, i, s.slack[i]);
}

/** The multiplier of position i where its slack is so much. */
function multiplierAt(proof: Proof, s: Cuts, i: i32, slack: f64): f64 {
  return min(max(s.center[i] - s.reach * slack, 0), proof.most[i]);
}

/**
 * One step. Returns by how much the multipliers before it may miss the minimum; the bound by the
 * cuts there is left in s.predicted, as how much less it is than at the center.
 */
export function improve(proof: Proof, s: Cuts, x: System, n: i32): f64 {
  const missed = weighCuts(proof, s, x, n);
  chooseFree(proof, s, x, n);
  const joins = x.missed <= JOINS * missed && x.joining >= 0 && x.size < MOST_FREE;
  if (joins) {
    x.free[x.size] = x.joining;
    x.base[x.size++] = x.joiningBase;
  }
  fillSystem(proof, s, x, n);
  solveSystem(s, x);
  if (joins && x.step[x.size - 1] <= 0) {
    // not before the others earn the same
    x.size--;
    solveSystem(s, x);
  }
  follow(proof, s, x, n);
  return missed;
}

/**
 * What the cuts earn; what the bound by them is, and by how much it may miss the least one, and the
 * least one by those that have a share.
 */
function weighCuts(proof: Proof, s: Cuts, x: System, n: i32): f64 {
  let sum: f64 = 0;
  let missed: f64 = 0;
  let greatest: f64 = 0;
  x.missed = 0;
  x.joining = -1;
  for (let i = 0; i < n; i++) sum += proof.multiplier[i];
  for (let c = 0; c < proof.classes; c++) {
    const count = <f64>proof.count[c];
    let best = -1;
    let base = -1;
    let most: f64 = -Infinity;
    let paid: f64 = 0;
    for (let k = s.head[c]; k >= 0; k = s.next[k]) {
      const earned = earnedBy(s, k, proof.multiplier);
      x.earned[k] = earned;
      if (best < 0 || earned > x.earned[best]) best = k;
      if (s.share[k] <= 0) continue;
      if (base < 0 || s.share[k] > s.share[base]) base = k;
      most = max(most, earned);
      paid += s.share[k] * earned;
    }
    const more = count * (x.earned[best] - most);
    if (more > greatest) {
      greatest = more;
      x.joining = best;
      x.joiningBase = base;
    }
    sum += count * x.earned[best];
    x.missed += max(count * most - paid, 0);
    missed += max(count * x.earned[best] - paid, 0);
  }
  s.predicted = s.centerValue - sum;
  x.work += ITEM_WORK * <f64>s.start[s.count];
  return missed;
}

/** The cuts that have a share: of as many classes as there is room for, in turn. */
function chooseFree(proof: Proof, s: Cuts, x: System, n: i32): void {
  const most = min(MOST_FREE, <i32>floor(sqrt(MOST_PRODUCTS / <f64>n)));
  x.size = 0;
  const classes = proof.classes;
  let c = x.firstClass < classes ? x.firstClass : 0;
  for (let left = classes; left > 0; left--) {
    let base = -1;
    for (let k = s.head[c]; k >= 0; k = s.next[k]) {
      if (s.share[k] > 0 && (base < 0 || s.share[k] > s.share[base])) base = k;
    }
    for (let k = s.head[c]; k >= 0; k = s.next[k]) {
      if (k === base || s.share[k] <= 0) continue;
      if (x.size === most - 1) {
        x.firstClass = c;
        return;
      }
      x.free[x.size] = k;
      x.base[x.size++] = base;
    }
    c = c + 1 < classes ? c + 1 : 0;
  }
}

/** The products of what the free cuts change, and their Cholesky factor. */
function fillSystem(proof: Proof, s: Cuts, x: System, n: i32): void {
  const size = x.size;
  const gram = x.gram;
  for (let a = 0; a < size; a++) {
    const row = a * n;
    for (let i = 0; i < n; i++) x.row[row + i] = 0;
    markTasks(proof, s, x.free[a], x.row, row, 1);
    markTasks(proof, s, x.base[a], x.row, row, -1);
    const to = a * MOST_FREE;
    for (let b = 0; b <= a; b++) gram[to + b] = s.reach * product(x.row, row, b * n, n);
    gram[to + a] += s.reach * RIDGE * <f64>n;
  }
  factor(gram, size, s.reach * RIDGE);
  const f = <f64>size;
  x.work += PRODUCT_WORK * (f * f * (<f64>n + f / 3));
}

/** The moves that solve the system; zero for all that are not free. */
function solveSystem(s: Cuts, x: System): void {
  for (let k = 0; k < s.count; k++) x.move[k] = 0;
  for (let a = 0; a < x.size; a++) x.step[a] = x.earned[x.free[a]] - x.earned[x.base[a]];
  substitute(x.gram, x.step, x.size);
  for (let a = 0; a < x.size; a++) {
    x.move[x.free[a]] += x.step[a];
    x.move[x.base[a]] -= x.step[a];
  }
}

/** Tasks whose multipliers are at a limit do not answer. */
function markTasks(proof: Proof, s: Cuts, k: i32, to: StaticArray<f64>, row: i32, sign: f64): void {
  for (let a = s.start[k]; a < s.start[k + 1]; a++) {
    const i = s.item[a];
    const u = proof.multiplier[i];
    if (u > 0 && u < proof.most[i]) to[row + i] += sign;
  }
}

function product(rows: StaticArray<f64>, one: i32, other: i32, n: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < n; i++) sum += rows[one + i] * rows[other + i];
  return sum;
}

/** Cholesky, in place, lower half. */
function factor(a: StaticArray<f64>, size: i32, least: f64): void {
  for (let i = 0; i < size; i++) {
    const row = i * MOST_FREE;
    for (let j = 0; j <= i; j++) {
      const other = j * MOST_FREE;
      let sum = a[row + j];
      for (let k = 0; k < j; k++) sum -= a[row + k] * a[other + k];
      a[row + j] = j < i ? sum / a[other + j] : sqrt(max(sum, least));
    }
  }
}

function substitute(a: StaticArray<f64>, x: StaticArray<f64>, size: i32): void {
  for (let i = 0; i < size; i++) {
    const row = i * MOST_FREE;
    let sum = x[i];
    for (let k = 0; k < i; k++) sum -= a[row + k] * x[k];
    x[i] = sum / a[row + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i];
    for (let k = i + 1; k < size; k++) sum -= a[k * MOST_FREE + i] * x[k];
    x[i] = sum / a[i * MOST_FREE + i];
  }
}

/** Goes along the moves until the bound rises again, or a share is used up. */
function follow(proof: Proof, s: Cuts, x: System, n: i32): void {
  let longest: f64 = Infinity;
  for (let k = 0; k < s.count; k++) {
    if (x.move[k] < 0) longest = min(longest, s.share[k] / -x.move[k]);
  }
  for (let i = 0; i < n; i++) x.drift[i] = 0;
  let fixed: f64 = 0;
  for (let k = 0; k < s.count; k++) {
    const move = x.move[k];
    if (move === 0) continue;
    fixed += move * s.worth[k];
    for (let a = s.start[k]; a < s.start[k + 1]; a++) x.drift[s.item[a]] -= move;
  }
  const first = slopeAt(proof, s, x, n, fixed, 0);
  if (first <= 0) return;
  let low: f64 = 0;
  let high = longest;
  let step = min(longest, 1);
  for (let look = 0; look < MOST_LOOKS; look++) {
    const slope = slopeAt(proof, s, x, n, fixed, step);
    if (abs(slope) <= FLAT * first) break;
    if (slope > 0) low = step;
    else high = step;
    if (low >= high) break;
    step = slope > 0 && low < 1 && high > 1 ? 1 : slope > 0 ? min(high, 2 * low) : (low + high) / 2;
  }
  for (let k = 0; k < s.count; k++) {
    const move = x.move[k];
    if (move === 0) continue;
    const share = s.share[k] + step * move;
    s.share[k] = share > LEAST_SHARE ? share : 0;
  }
  for (let i = 0; i < n; i++) {
    s.slack[i] += step * x.drift[i];
    proof.multiplier[i] = multiplierAt(proof, s, i, s.slack[i]);
  }
  x.work += ITEM_WORK * <f64>(s.start[s.count] + MOST_LOOKS * n);
}

/** By what the dual function grows after such a step. */
function slopeAt(proof: Proof, s: Cuts, x: System, n: i32, fixed: f64, step: f64): f64 {
  let sum = fixed;
  for (let i = 0; i < n; i++) {
    sum += x.drift[i] * multiplierAt(proof, s, i, s.slack[i] + step * x.drift[i]);
  }
  return sum;
}
