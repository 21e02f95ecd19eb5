// Sets of tasks with what a machine of a class earns by them exactly: they are what the bundle
// knows of the dual function. A list for every class.

/** Cuts that can be kept, and positions in all of them. */
export const MOST_CUTS: i32 = 4096;
const MOST_ITEMS: i32 = 131072;

export class Cuts {
  worth: StaticArray<f64>; // [cuts] scaled value of the set on a machine of its class
  share: StaticArray<f64>; // [cuts] machines of its class that have it; by quadratic
  idle: StaticArray<i32>; // [cuts] rounds since it last had a share
  next: StaticArray<i32>; // [cuts] the next of its class, -1: none
  start: StaticArray<i32>; // [cuts + 1] its positions: item[start[k]] up to item[start[k + 1]]
  item: StaticArray<i32>; // [items] positions, ascending in each
  head: StaticArray<i32>; // [m] the latest of each class
  kind: StaticArray<i32>; // [cuts] class
  center: StaticArray<f64>; // [n] the multipliers that are best so far
  slack: StaticArray<f64>; // [n] 1 less the machines that run the position by their shares
  count: i32 = 0; // number of cuts
  reach: f64 = 0; // the proximal step: u = center - reach * slack
  centerValue: f64 = 0; // scaled bound at the center by the cuts: what it is if none is missing
  predicted: f64 = 0; // by how much the cuts say the bound falls in this step
  stage: i32 = 0; // what is being done, codes in bundle
  isFresh: bool = false; // whether the center is to be computed
  usesLattice: bool = false; // whether sets are sought by a lattice, as at first
  isNew: bool = false; // whether this round found a cut
  nulls: i32 = 0; // steps since the center moved
  longest: f64 = 0; // the longest reach
  blur: f64 = 0; // what the lattice added to the bound of the last round
  steps: i32 = 0; // of the quadratic programme

  constructor(n: i32, m: i32) {
    const cuts = n > 0 ? MOST_CUTS : 0;
    const items = n > 0 ? MOST_ITEMS : 0;
    this.worth = new StaticArray<f64>(cuts);
    this.share = new StaticArray<f64>(cuts);
    this.idle = new StaticArray<i32>(cuts);
    this.next = new StaticArray<i32>(cuts);
    this.start = new StaticArray<i32>(cuts + 1);
    this.item = new StaticArray<i32>(items);
    this.head = new StaticArray<i32>(m);
    this.kind = new StaticArray<i32>(cuts);
    this.center = new StaticArray<f64>(n);
    this.slack = new StaticArray<f64>(n);
  }
}

/** A class starts with the empty set, which earns nothing and has the whole share. */
export function clearCuts(s: Cuts, count: StaticArray<i32>, classes: i32): void {
  s.count = classes;
  s.start[0] = 0;
  for (let c = 0; c < classes; c++) {
    s.worth[c] = 0;
    s.share[c] = count[c];
    s.idle[c] = 0;
    s.next[c] = -1;
    s.start[c + 1] = 0;
    s.head[c] = c;
    s.kind[c] = c;
  }
}

/** Adds the first positions of `task` to class c unless it has them; returns whether it did. */
export function addCut(s: Cuts, c: i32, task: StaticArray<i32>, length: i32, worth: f64): bool {
  for (let k = s.head[c]; k >= 0; k = s.next[k]) {
    if (s.worth[k] === worth && isSame(s, k, task, length)) return false;
  }
  const k = s.count;
  const from = s.start[k];
  if (k + 1 >= s.worth.length || from + length > s.item.length) return false;
  for (let a = 0; a < length; a++) s.item[from + a] = task[a];
  s.worth[k] = worth;
  s.share[k] = 0;
  s.idle[k] = 0;
  s.kind[k] = c;
  s.next[k] = s.head[c];
  s.head[c] = k;
  s.start[k + 1] = from + length;
  s.count = k + 1;
  return true;
}

function isSame(s: Cuts, k: i32, task: StaticArray<i32>, length: i32): bool {
  const from = s.start[k];
  if (s.start[k + 1] - from !== length) return false;
  for (let a = 0; a < length; a++) {
    if (s.item[from + a] !== task[a]) return false;
  }
  return true;
}

/** Whether it is time to drop what is idle: there may be no room for another round. */
export function areFull(s: Cuts, classes: i32, n: i32): bool {
  return s.count + 4 * classes >= s.worth.length || s.start[s.count] + 4 * n >= s.item.length;
}

/** Drops the cuts that had no share for so many rounds; the empty sets stay. */
export function dropIdle(s: Cuts, classes: i32, rounds: i32): void {
  let kept = classes;
  let at = s.start[classes];
  for (let c = 0; c < classes; c++) s.head[c] = c;
  for (let k = classes; k < s.count; k++) {
    const from = s.start[k];
    const to = s.start[k + 1];
    if (s.idle[k] > rounds) continue;
    for (let a = from; a < to; a++) s.item[at + a - from] = s.item[a];
    s.start[kept] = at;
    at += to - from;
    s.start[kept + 1] = at;
    s.worth[kept] = s.worth[k];
    s.share[kept] = s.share[k];
    s.idle[kept] = s.idle[k];
    const c = s.kind[k];
    s.kind[kept] = c;
    s.next[kept] = s.head[c];
    s.head[c] = kept;
    kept++;
  }
  s.count = kept;
}

/** What cut k earns at these multipliers. */
export function earnedBy(s: Cuts, k: i32, multiplier: StaticArray<f64>): f64 {
  let paid: f64 = 0;
  for (let a = s.start[k]; a < s.start[k + 1]; a++) paid += multiplier[s.item[a]];
  return s.worth[k] - paid;
}

/** The cut of class c that earns most. */
export function bestOf(s: Cuts, c: i32, multiplier: StaticArray<f64>): i32 {
  let best = c;
  let most: f64 = 0;
  for (let k = s.head[c]; k >= 0; k = s.next[k]) {
    const earned = earnedBy(s, k, multiplier);
    if (earned <= most) continue;
    most = earned;
    best = k;
  }
  return best;
}

/** What it earns. */
export function mostOf(s: Cuts, c: i32, multiplier: StaticArray<f64>): f64 {
  return earnedBy(s, bestOf(s, c, multiplier), multiplier);
}
