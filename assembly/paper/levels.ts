// EDF-3CompressionLevels, a baseline of the paper (CCGRID 2024, section 5, after Lee, Song 2021):
// EDF where a task runs at one of L accuracies, its levels. "highest-fit" takes the highest one
// that still meets the deadline, task by task: O(n m L). "upgrade" first gives every task the
// lowest, then what is left to steps of one level, the steepest first: O(n m + n L (L + log n)) as
// a rule. A step that ties with a deadline sums its machine anew, one that fails may pass over
// every gap before it, each O(n): where all of 10,000 deadlines are ties, that takes a second, and
// of 100,000 a minute. Whether a tie holds is a matter of the last bit of the sums that `shift`
// makes, and these run from the first task to the last: whatever decides faster decides by other
// sums, and then `shift` cuts a work that should be all or nothing.

import { Elements } from "../chain/elements";
import { Scratch } from "../chain/scratch";
import { MOST_LEVELS, UPGRADE } from "../codes";
import { expm1 } from "../numeric/exp";
import { ln } from "../numeric/ln";
import { Answer, Tasks } from "../problem/tasks";
import { debt, empty, finish, place } from "./edf";
import { Machines } from "./machines";

/**
 * Relative to the latest deadline of a machine: spare time closer than this to what an upgrade
 * takes is summed anew. A million roundings of an ulp are less, and that near few are by chance.
 */
const SPARE_MARGIN: f64 = 1.0 / 4294967296.0; // 2^-32

/**
 * What `levels` raises works with. It runs between the chains and their layout: what has one entry
 * a task is memory that lies idle then.
 */
export class Levels {
  tasks: Tasks;
  chains: Elements; // cap: work of the next level, in the caller's units, as work
  accuracy: StaticArray<f64>; // [16] ascending; written by the caller
  count: i32 = 0; // how many accuracies there are; likewise
  reading: i32 = 0; // HIGHEST_FIT or UPGRADE; likewise
  ready: f64 = 0; // s, when the machine at work is ready; written by levels
  steepness: StaticArray<f64>; // [n] accuracy per work of the next level; written by levels
  slack: StaticArray<f64>; // [n] s, least time before a deadline from this one on; written by levels
  spare: StaticArray<f64>; // [n] s, what slack has more than at the position before; written by levels
  heap: StaticArray<i32>; // [n] positions with a next level, the steepest first; written by levels
  previous: StaticArray<i32>; // [n + 1] nearest place up to this one with spare time; by levels

  constructor(tasks: Tasks, chains: Elements, answer: Answer, scratch: Scratch) {
    this.tasks = tasks;
    this.chains = chains;
    this.accuracy = new StaticArray<f64>(MOST_LEVELS);
    this.steepness = answer.end;
    this.slack = answer.work;
    this.spare = answer.start;
    this.heap = answer.order;
    this.previous = scratch.index;
  }
}

/**
 * Each task at the highest level that fits, or for "upgrade" at the lowest if that fits, on the
 * machine where it finishes first. Writes work, in the caller's units, and machine by position in
 * deadline order; those of a task that does not run are 0.
 */
export function levelWork(
  levels: Levels,
  e: Elements,
  speed: StaticArray<f64>,
  machines: Machines,
  machine: StaticArray<i32>,
  n: i32,
  m: i32,
): void {
  const tasks = levels.tasks;
  const accuracy = levels.accuracy;
  const highest = levels.reading === UPGRADE ? min(levels.count, 1) : levels.count;
  empty(speed, machines, m);
  for (let i = 0; i < n; i++) {
    let f: f64 = 0;
    let r = -1;
    for (let k = highest - 1; k >= 0 && r < 0; k--) {
      f = workOf(tasks, e.task[i], accuracy[k]);
      r = place(f, e.deadline[i], speed, machines, m);
    }
    machine[i] = max(r, 0);
    e.work[i] = r < 0 ? 0 : f;
  }
}

/** The work of a level: 0 where no work is as accurate, maxWork where no work is more so. */
function workOf(tasks: Tasks, j: i32, level: f64): f64 {
  const gain = tasks.gain[j];
  const rise = level - tasks.base[j];
  if (rise <= 0) return 0;
  if (rise >= gain) return tasks.maxWork[j];
  return min(ln(gain / (gain - rise)) / tasks.theta[j], tasks.maxWork[j]);
}

/**
 * Raises works of the chain [from, to) to those of higher levels, one level at a time, as long as
 * every deadline holds: the task with the most accuracy per work first, then the first by deadline.
 * A task that does not run had no time for the lowest level, and has no more now.
 */
export function upgrade(levels: Levels, speed: f64, ready: f64, from: i32, to: i32): void {
  levels.ready = ready;
  const chains = levels.chains;
  const work = chains.work;
  const cap = chains.cap;
  const heap = levels.heap;
  let size = 0;
  let margin: f64 = 0;
  for (let i = from; i < to; i++) {
    if (chains.deadline[i] < Infinity) margin = chains.deadline[i] * SPARE_MARGIN;
    if (offer(levels, i)) heap[from + size++] = i;
  }
  if (size === 0) return;
  for (let k = size >> 1; k >= 0; k--) sink(levels, from, size, k);
  findSpare(levels, speed, from, to);
  while (size > 0) {
    const i = heap[from];
    const before = work[i];
    work[i] = cap[i];
    const rises = fits(levels, speed, from, to, i, (cap[i] - before) / speed, margin);
    if (!rises) work[i] = before;
    if (!rises || !offer(levels, i)) heap[from] = heap[from + --size];
    sink(levels, from, size, 0);
  }
}

/** Writes cap, the work of the next level of the task at i, and weighs it; whether there is one. */
function offer(levels: Levels, i: i32): bool {
  const tasks = levels.tasks;
  const accuracy = levels.accuracy;
  const work = levels.chains.work[i];
  const j = levels.chains.task[i];
  for (let k = 0; k < levels.count; k++) {
    const f = workOf(tasks, j, accuracy[k]);
    if (f <= work) continue;
    const theta = tasks.theta[j];
    const more = tasks.gain[j] * (expm1(-theta * work) - expm1(-theta * f));
    levels.steepness[i] = more / (f - work);
    levels.chains.cap[i] = f;
    return true;
  }
  return false;
}

/** Puts the heap of the chain right from its node k down. */
function sink(levels: Levels, from: i32, size: i32, k: i32): void {
  const heap = levels.heap;
  const steepness = levels.steepness;
  const i = heap[from + k];
  for (let child = 2 * k + 1; child < size; child = 2 * k + 1) {
    if (child + 1 < size && precedes(steepness, heap[from + child + 1], heap[from + child]))
      child++;
    const other = heap[from + child];
    if (!precedes(steepness, other, i)) break;
    heap[from + k] = other;
    k = child;
  }
  heap[from + k] = i;
}

function precedes(steepness: StaticArray<f64>, a: i32, b: i32): bool {
  return steepness[a] > steepness[b] || (steepness[a] === steepness[b] && a < b);
}

/**
 * Whether the task at i, whose work has risen already, may take so much more time; takes it of the
 * spare time of itself and of all before it, from the nearest on: that leaves the others most.
 */
function fits(
  levels: Levels,
  speed: f64,
  from: i32,
  to: i32,
  i: i32,
  time: f64,
  margin: f64,
): bool {
  const spare = levels.spare;
  const previous = levels.previous;
  let sum: f64 = 0;
  for (let at = i + 1; at > from && sum - time <= margin; at--) {
    while (previous[at] !== at) {
      previous[at] = previous[previous[at]];
      at = previous[at];
    }
    if (at > from) sum += spare[at - 1];
  }
  if (time - sum > margin) return false;
  // too close to tell: by the sums of the schedule itself
  if (!(sum - time > margin)) return findSpare(levels, speed, from, to);
  let left = time;
  for (let at = i + 1; left > 0 && at > from; at = previous[at]) {
    const most = spare[at - 1];
    if (most > 0 && most <= left) previous[at] = at - 1;
    spare[at - 1] = max(most - left, 0);
    left -= most;
  }
  return true;
}

/**
 * The time by which everything up to a position may take longer is the sum of spare up to there.
 * Returns whether every deadline of the chain holds; where one does not, spare stays as it is.
 */
function findSpare(levels: Levels, speed: f64, from: i32, to: i32): bool {
  const chains = levels.chains;
  const slack = levels.slack;
  let free = levels.ready;
  let rest: f64 = 0;
  for (let i = from; i < to; i++) {
    const deadline = chains.deadline[i];
    if (chains.work[i] > 0) {
      const time = chains.work[i] / speed + rest;
      const end = finish(time, free, deadline);
      if (end === Infinity) return false;
      rest = debt(time, free, deadline);
      free = end;
    }
    slack[i] = max(deadline - free, 0); // none where the machine is busy until later
  }
  for (let i = to - 2; i >= from; i--) slack[i] = min(slack[i], slack[i + 1]);
  const previous = levels.previous;
  let before: f64 = 0;
  previous[from] = from;
  for (let i = from; i < to; i++) {
    const rises = slack[i] > before;
    levels.spare[i] = rises ? slack[i] - before : 0;
    previous[i + 1] = rises ? i + 1 : i;
    before = slack[i];
  }
  return true;
}
