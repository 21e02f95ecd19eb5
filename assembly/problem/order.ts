// Argsort by deadline, ties by index. Buckets of equal width, then insertion in each; a bucket that
// many deadlines share is merge-sorted. O(n) for deadlines that spread, O(n log n) always, one pass
// where they are sorted already.

import { greatestOf, leastOf, loadPair } from "../numeric/lanes";

/** Larger buckets are merge-sorted: insertion is quadratic, and most have one or two. */
const INSERTION_LIMIT: i32 = 24;
/** 2^52: added to a number below it, it leaves the nearest integer in the low bits. */
const INTEGERS: f64 = 4503599627370496;

/** What sorting leaves lying about; all of it memory that others use later. */
export class Sorting {
  bucket: StaticArray<i32>; // [n + 2] bounds of buckets
  key: StaticArray<f64>; // [n] deadlines of a run that waits to be merged
  task: StaticArray<i32>; // [n] its tasks

  constructor(bucket: StaticArray<i32>, key: StaticArray<f64>, task: StaticArray<i32>) {
    this.bucket = bucket;
    this.key = key;
    this.task = task;
  }
}

/** task[i]: the i-th task by deadline; key[i]: its deadline, 0 where that is past. */
export function order(
  deadline: StaticArray<f64>,
  key: StaticArray<f64>,
  task: StaticArray<i32>,
  sorting: Sorting,
  n: i32,
): void {
  if (copySorted(deadline, task, key, n)) return;
  const largest = distribute(deadline, sorting.bucket, task, key, n);
  if (largest > INSERTION_LIMIT) sortLargeBuckets(sorting, key, task, n);
  // All that is left to do lies within buckets: one pass over everything mispredicts less than a
  // loop for each.
  insertionSort(key, task, 0, n);
}

function sortLargeBuckets(
  sorting: Sorting,
  key: StaticArray<f64>,
  task: StaticArray<i32>,
  n: i32,
): void {
  const bucket = sorting.bucket;
  let from = 0;
  for (let b = 0; b <= n; b++) {
    const to = bucket[b]; // `distribute` leaves the ends of the buckets
    if (to - from > INSERTION_LIMIT) mergeSort(key, task, sorting.key, sorting.task, from, to);
    from = to;
  }
}

/** The identity, if the deadlines ascend already. */
function copySorted(
  deadline: StaticArray<f64>,
  task: StaticArray<i32>,
  key: StaticArray<f64>,
  n: i32,
): bool {
  for (let j = 1; j < n; j++) {
    if (deadline[j] < deadline[j - 1]) return false;
  }
  for (let j = 0; j < n; j++) {
    task[j] = j;
    key[j] = max(deadline[j], 0) + 0; // -0 becomes 0
  }
  return true;
}

/**
 * Stable counting sort by bucket; afterwards bucket[b] is the end of bucket b. Returns the largest
 * size. Two deadlines at once wherever the steps are independent (measured: 8 ns a task for 12).
 */
function distribute(
  deadline: StaticArray<f64>,
  bucket: StaticArray<i32>,
  task: StaticArray<i32>,
  key: StaticArray<f64>,
  n: i32,
): i32 {
  const least = leastIn(deadline, n);
  const scale = scaleOf(least, greatestIn(deadline, n), n);
  const buckets = n + 1; // bucket n: no deadline
  bucket.fill(0, 0, buckets + 1);
  count(deadline, bucket, least, scale, n);
  let largest = 0;
  for (let b = 1; b <= buckets; b++) {
    largest = max(largest, bucket[b]);
    bucket[b] += bucket[b - 1];
  }
  let j = 0;
  if (ASC_FEATURE_SIMD) {
    for (; j + 1 < n; j += 2) {
      const b = bucketPair(loadPair(deadline, j), least, scale, n);
      place(deadline, bucket, task, key, i32x4.extract_lane(b, 0), j);
      place(deadline, bucket, task, key, i32x4.extract_lane(b, 2), j + 1);
    }
  }
  for (; j < n; j++) {
    place(deadline, bucket, task, key, bucketOf(deadline[j], least, scale, n), j);
  }
  return largest;
}

/** bucket[b + 1]: how many deadlines fall into bucket b. */
function count(
  deadline: StaticArray<f64>,
  bucket: StaticArray<i32>,
  least: f64,
  scale: f64,
  n: i32,
): void {
  let j = 0;
  if (ASC_FEATURE_SIMD) {
    for (; j + 1 < n; j += 2) {
      const b = bucketPair(loadPair(deadline, j), least, scale, n);
      bucket[i32x4.extract_lane(b, 0) + 1]++;
      bucket[i32x4.extract_lane(b, 2) + 1]++;
    }
  }
  for (; j < n; j++) bucket[bucketOf(deadline[j], least, scale, n) + 1]++;
}

function place(
  deadline: StaticArray<f64>,
  bucket: StaticArray<i32>,
  task: StaticArray<i32>,
  key: StaticArray<f64>,
  b: i32,
  j: i32,
): void {
  const i = bucket[b]++;
  task[i] = j;
  key[i] = max(deadline[j], 0) + 0; // -0 becomes 0
}

/** The least deadline, 0 if one is past. */
function leastIn(deadline: StaticArray<f64>, n: i32): f64 {
  let least: f64 = Infinity;
  let j = 0;
  if (ASC_FEATURE_SIMD) {
    let pair = f64x2.splat(Infinity);
    for (; j + 1 < n; j += 2) pair = f64x2.pmin(pair, loadPair(deadline, j));
    least = leastOf(pair);
  }
  for (; j < n; j++) least = min(least, deadline[j]);
  return max(least, 0);
}

/** The greatest finite deadline, 0 if there is none. */
function greatestIn(deadline: StaticArray<f64>, n: i32): f64 {
  let greatest: f64 = 0;
  let j = 0;
  if (ASC_FEATURE_SIMD) {
    let pair = f64x2.splat(0);
    for (; j + 1 < n; j += 2) {
      const d = loadPair(deadline, j);
      pair = f64x2.pmax(pair, v128.and(d, f64x2.lt(d, f64x2.splat(Infinity))));
    }
    greatest = greatestOf(pair);
  }
  for (; j < n; j++) {
    if (deadline[j] > greatest && deadline[j] < Infinity) greatest = deadline[j];
  }
  return greatest;
}

/** Buckets per second; > 0, so that no deadline times it is no deadline. */
function scaleOf(least: f64, greatest: f64, n: i32): f64 {
  return greatest > least ? min(<f64>(n - 1) / (greatest - least), 1e300) : 1;
}

/**
 * 0 to n - 1, n where there is no deadline. Monotone in d: rounding a product by a positive
 * constant, and that to an integer, keep the order.
 */
function bucketOf(d: f64, least: f64, scale: f64, n: i32): i32 {
  const from = d < Infinity ? max(d - least, 0) : Infinity; // least itself may be Infinity
  return <i32>(min(from * scale, n) + INTEGERS - INTEGERS);
}

/** `bucketOf` two deadlines, in the lower halves of the lanes. */
function bucketPair(d: v128, least: f64, scale: f64, n: i32): v128 {
  const without = f64x2.eq(d, f64x2.splat(Infinity));
  const since = f64x2.pmax(f64x2.sub(d, f64x2.splat(least)), f64x2.splat(0));
  const from = v128.bitselect(d, since, without);
  const most = f64x2.pmin(f64x2.mul(from, f64x2.splat(scale)), f64x2.splat(n));
  return f64x2.add(most, f64x2.splat(INTEGERS));
}

/** Sorts [from, to) by key, stable. */
function insertionSort(key: StaticArray<f64>, task: StaticArray<i32>, from: i32, to: i32): void {
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
export function mergeSort(
  key: StaticArray<f64>,
  task: StaticArray<i32>,
  scratchKey: StaticArray<f64>,
  scratchTask: StaticArray<i32>,
  from: i32,
  to: i32,
): void {
  for (let run = from; run < to; run += INSERTION_LIMIT) {
    insertionSort(key, task, run, min(run + INSERTION_LIMIT, to));
  }
  for (let width = INSERTION_LIMIT; width < to - from; width *= 2) {
    for (let left = from; left + width < to; left += 2 * width) {
      const middle = left + width;
      if (key[middle - 1] > key[middle]) {
        merge(key, task, scratchKey, scratchTask, left, middle, min(middle + width, to));
      }
    }
  }
}

/**
 * Merges the sorted runs [left, middle) and [middle, right); the left one waits in the scratch
 * arrays.
 */
function merge(
  key: StaticArray<f64>,
  task: StaticArray<i32>,
  scratchKey: StaticArray<f64>,
  scratchTask: StaticArray<i32>,
  left: i32,
  middle: i32,
  right: i32,
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
