// Argsort by deadline, ties by index. Buckets of equal width, then insertion in each; a bucket that
// many deadlines share is merge-sorted. O(n) for deadlines that spread, O(n log n) always, one pass
// where they are sorted already.

import type { Elements, Scratch } from "./buffers.js";
import { INSERTION_LIMIT } from "./constants.js";

/** 2^52: added to a number below it, it leaves the nearest integer. */
const INTEGERS = 4503599627370496;

/** Writes task and deadline of edf; those of spare are scratch. */
export function order(
  deadline: Float64Array,
  edf: Elements,
  spare: Elements,
  scratch: Scratch,
  n: number,
): void {
  const key = edf.deadline;
  const task = edf.task;
  const bucket = scratch.index;
  if (copySorted(deadline, task, key, n)) return;
  const largest = distribute(deadline, bucket, task, key, n);
  if (largest > INSERTION_LIMIT) sortLargeBuckets(bucket, key, task, spare, n);
  // All that is left to do lies within buckets: one pass over everything mispredicts less than a
  // loop for each.
  insertionSort(key, task, 0, n);
}

function sortLargeBuckets(
  bucket: Int32Array,
  key: Float64Array,
  task: Int32Array,
  spare: Elements,
  n: number,
): void {
  let from = 0;
  for (let b = 0; b <= n; b++) {
    const to = bucket[b]; // `distribute` leaves the ends of the buckets
    if (to - from > INSERTION_LIMIT) mergeSort(key, task, spare.deadline, spare.task, from, to);
    from = to;
  }
}

/** The identity, if the deadlines ascend already. */
function copySorted(
  deadline: Float64Array,
  task: Int32Array,
  key: Float64Array,
  n: number,
): boolean {
  for (let j = 1; j < n; j++) {
    if (deadline[j] < deadline[j - 1]) return false;
  }
  for (let j = 0; j < n; j++) {
    task[j] = j;
    key[j] = deadline[j] + 0; // -0 becomes 0
  }
  return true;
}

/**
 * Stable counting sort by bucket; afterwards bucket[b] is the end of bucket b. Returns the largest
 * size.
 */
function distribute(
  deadline: Float64Array,
  bucket: Int32Array,
  task: Int32Array,
  key: Float64Array,
  n: number,
): number {
  const least = leastOf(deadline, n);
  const scale = scaleOf(least, greatestOf(deadline, n), n);
  const buckets = n + 1; // bucket n: no deadline
  bucket.fill(0, 0, buckets + 1);
  for (let j = 0; j < n; j++) bucket[bucketOf(deadline[j], least, scale, n) + 1]++;
  let largest = 0;
  for (let b = 1; b <= buckets; b++) {
    largest = Math.max(largest, bucket[b]);
    bucket[b] += bucket[b - 1];
  }
  for (let j = 0; j < n; j++) {
    const i = bucket[bucketOf(deadline[j], least, scale, n)]++;
    task[i] = j;
    key[i] = deadline[j] + 0; // -0 becomes 0
  }
  return largest;
}

function leastOf(deadline: Float64Array, n: number): number {
  let least = Infinity;
  for (let j = 0; j < n; j++) {
    if (deadline[j] < least) least = deadline[j];
  }
  return least;
}

/** The greatest finite deadline, 0 if there is none. */
function greatestOf(deadline: Float64Array, n: number): number {
  let greatest = 0;
  for (let j = 0; j < n; j++) {
    if (deadline[j] > greatest && deadline[j] < Infinity) greatest = deadline[j];
  }
  return greatest;
}

/** Buckets per second; > 0, so that no deadline times it is no deadline. */
function scaleOf(least: number, greatest: number, n: number): number {
  return greatest > least ? Math.min((n - 1) / (greatest - least), 1e300) : 1;
}

/**
 * 0 to n - 1, n where there is no deadline. Monotone in d: rounding a product by a positive
 * constant, and that to an integer, keep the order.
 */
function bucketOf(d: number, least: number, scale: number, n: number): number {
  const from = d < Infinity ? d - least : Infinity; // least itself may be Infinity
  return Math.min(from * scale, n) + INTEGERS - INTEGERS;
}

/** Sorts [from, to) by key, stable. */
function insertionSort(key: Float64Array, task: Int32Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const k = key[i];
    const t = task[i];
    let at = i;
    while (at > from && key[at - 1] > k) {
      key[at] = key[at - 1];
      task[at] = task[at - 1];
      at--;
    }
    key[at] = k;
    task[at] = t;
  }
}

/**
 * Sorts [from, to) by key, stable, by merging runs of doubling length; O(n) where it is sorted
 * already.
 */
function mergeSort(
  key: Float64Array,
  task: Int32Array,
  scratchKey: Float64Array,
  scratchTask: Int32Array,
  from: number,
  to: number,
): void {
  for (let run = from; run < to; run += INSERTION_LIMIT) {
    insertionSort(key, task, run, Math.min(run + INSERTION_LIMIT, to));
  }
  for (let width = INSERTION_LIMIT; width < to - from; width *= 2) {
    for (let left = from; left + width < to; left += 2 * width) {
      const middle = left + width;
      if (key[middle - 1] > key[middle]) {
        merge(key, task, scratchKey, scratchTask, left, middle, Math.min(middle + width, to));
      }
    }
  }
}

/**
 * Merges the sorted runs [left, middle) and [middle, right); the left one waits in the scratch
 * arrays.
 */
function merge(
  key: Float64Array,
  task: Int32Array,
  scratchKey: Float64Array,
  scratchTask: Int32Array,
  left: number,
  middle: number,
  right: number,
): void {
  for (let i = left; i < middle; i++) {
    scratchKey[i] = key[i];
    scratchTask[i] = task[i];
  }
  let i = left;
  let j = middle;
  let at = left;
  while (i < middle) {
    if (j < right && key[j] < scratchKey[i]) {
      key[at] = key[j];
      task[at++] = task[j++];
    } else {
      key[at] = scratchKey[i];
      task[at++] = scratchTask[i++];
    }
  }
}
