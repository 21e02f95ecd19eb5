// DSCT-Approx, first half: tasks by deadline, each to the machine with the least load; then each
// machine's tasks together, in deadline order: its chain. At most one task a machine crosses each
// deadline. O(n log m).

import { Assignment, Elements, Scratch } from "./buffers";

/**
 * Writes the machine of every position in deadline order. Equal loads: the faster machine, then the
 * first. Rank k is the k-th machine by that rule, heap[0] the rank with the least load.
 */
export function assign(
  work: StaticArray<f64>,
  speed: StaticArray<f64>,
  assignment: Assignment,
  machine: StaticArray<i32>,
  n: i32,
  m: i32,
): void {
  const rank = assignment.rank;
  const pace = assignment.pace;
  const load = assignment.load;
  const heap = assignment.heap;
  rankMachines(speed, rank, heap, m);
  for (let k = 0; k < m; k++) {
    pace[k] = 1 / speed[rank[k]]; // a division a task would be the longest step of the chain
    heap[k] = k; // in order, so a heap of equal loads
    load[k] = 0;
  }
  for (let i = 0; i < n; i++) {
    const r = rank[heap[0]];
    machine[i] = r;
    replaceLeast(load, heap, load[0] + work[i] * pace[heap[0]], m);
  }
}

/** rank[k] = the k-th machine by falling speed, then by index: merges runs of doubling length. */
function rankMachines(
  speed: StaticArray<f64>,
  rank: StaticArray<i32>,
  scratch: StaticArray<i32>,
  m: i32,
): void {
  for (let r = 0; r < m; r++) rank[r] = r;
  for (let width = 1; width < m; width *= 2) {
    for (let left = 0; left < m; left += 2 * width) {
      const middle = min(left + width, m);
      const right = min(left + 2 * width, m);
      let i = left;
      let j = middle;
      for (let at = left; at < right; at++) {
        const takesLeft = i < middle && (j >= right || speed[rank[i]] >= speed[rank[j]]);
        scratch[at] = takesLeft ? rank[i++] : rank[j++];
      }
    }
    for (let r = 0; r < m; r++) rank[r] = scratch[r];
  }
}

/**
 * Gives the machine on top of the heap a new load. The gap it leaves goes all the way down first,
 * one comparison a level, for a machine that just got a task belongs far down; then up to its
 * place. load[k] belongs to heap[k].
 */
function replaceLeast(load: StaticArray<f64>, heap: StaticArray<i32>, newLoad: f64, m: i32): void {
  const top = heap[0];
  let at = 0;
  let child = 1;
  while (child + 1 < m) {
    child += comesFirst(load[child + 1], heap[child + 1], load[child], heap[child]);
    load[at] = load[child];
    heap[at] = heap[child];
    at = child;
    child = 2 * at + 1;
  }
  if (child < m) {
    load[at] = load[child];
    heap[at] = heap[child];
    at = child;
  }
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!comesFirst(newLoad, top, load[parent], heap[parent])) break;
    load[at] = load[parent];
    heap[at] = heap[parent];
    at = parent;
  }
  load[at] = newLoad;
  heap[at] = top;
}

/**
 * 1 if rank a takes the next task rather than rank b, else 0: added, not branched on, for it is a
 * coin toss.
 */
function comesFirst(loadA: f64, a: i32, loadB: f64, b: i32): i32 {
  return i32(loadA < loadB) | (i32(loadA === loadB) & i32(a < b));
}

/**
 * Gathers the tasks of every machine: its chain is [chainStart[r], chainStart[r + 1]), in deadline
 * order.
 */
export function formChains(
  edf: Elements,
  machine: StaticArray<i32>,
  chainStart: StaticArray<i32>,
  chains: Elements,
  scratch: Scratch,
  n: i32,
  m: i32,
): void {
  const position = scratch.index;
  findPositions(machine, chainStart, position, n, m);
  for (let i = 0; i < n; i++) chains.task[position[i]] = edf.task[i];
  scatter(edf.deadline, position, chains.deadline, n);
  scatter(edf.logSlope, position, chains.logSlope, n);
  scatter(edf.invTheta, position, chains.invTheta, n);
  scatter(edf.cap, position, chains.cap, n);
  scatter(edf.work, position, chains.work, n);
}

/** position[i]: where the element at i in deadline order goes. A counting sort by machine. */
function findPositions(
  machine: StaticArray<i32>,
  chainStart: StaticArray<i32>,
  position: StaticArray<i32>,
  n: i32,
  m: i32,
): void {
  for (let r = 0; r <= m; r++) chainStart[r] = 0;
  for (let i = 0; i < n; i++) chainStart[machine[i]]++;
  let sum = 0;
  for (let r = 0; r <= m; r++) {
    sum += chainStart[r];
    chainStart[r] = sum; // the end of r, until the loop below has walked it back to its start
  }
  for (let i = n - 1; i >= 0; i--) position[i] = --chainStart[machine[i]];
}

/** to[position[i]] = from[i]. */
function scatter(
  from: StaticArray<f64>,
  position: StaticArray<i32>,
  to: StaticArray<f64>,
  n: i32,
): void {
  for (let i = 0; i < n; i++) to[position[i]] = from[i];
}
