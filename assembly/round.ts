// DSCT-Approx, first half: tasks by deadline, each to the machine with the least load; then each
// machine's tasks together, in deadline order: its chain. At most one task a machine crosses each
// deadline. O(n log m).

import { Assignment, Elements, Scratch } from "./buffers";

/**
 * Writes the machine of every position in deadline order. Equal loads: the faster machine, then the
 * first. Rank k is the k-th machine by that rule. The least load is the winner of a tournament of
 * the ranks, and only the matches of the last winner are played again.
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
  const loser = assignment.loser;
  rankMachines(speed, rank, loser, m);
  // a division a task would be the longest step of the chain; 0 * Infinity would be no load
  for (let k = 0; k < m; k++) pace[k] = min(1 / speed[rank[k]], f64.MAX_VALUE);
  const leaves = seed(load, loser, m);
  let first = 0;
  let least: i64 = 0;
  for (let i = 0; i < n; i++) {
    machine[i] = rank[first];
    // Loads are >= 0, so their bits compare as they do, and integers swap without a branch on what
    // is a coin toss (measured against a heap of doubles, m = 10: 10 ns a task, not 27).
    least = reinterpret<i64>(reinterpret<f64>(least) + work[i] * pace[first]);
    for (let at = first + leaves; at > 1; at >>= 1) {
      const match = at >> 1;
      const otherLoad = reinterpret<i64>(load[match]);
      const other = loser[match];
      // who comes from the right, an odd place, has the higher rank: equal loads lose
      // all ones where the one who waits has less, and they change places
      const mask = (otherLoad - (at & 1) - least) >> 63;
      const exchange = (otherLoad ^ least) & mask;
      const change = (other ^ first) & <i32>mask;
      load[match] = reinterpret<f64>(otherLoad ^ exchange);
      loser[match] = other ^ change;
      least ^= exchange;
      first ^= change;
    }
  }
}

/**
 * The tournament of idle machines: rank k plays from place leaves + k, match p has the winners of
 * the places 2p and 2p + 1, and its loser waits in it. Ranks from m on never win. Returns leaves, a
 * power of two.
 */
function seed(load: StaticArray<f64>, loser: StaticArray<i32>, m: i32): i32 {
  let leaves = 1;
  while (leaves < m) leaves *= 2;
  for (let match = 1; match < leaves; match++) {
    let place = 2 * match + 1; // the right one loses to the left: all are equal, or it does not run
    while (place < leaves) place *= 2;
    loser[match] = place - leaves;
    load[match] = place - leaves < m ? 0 : Infinity;
  }
  return leaves;
}

/** rank[k] = the k-th machine by falling speed, then by index: merges runs of doubling length. */
export function rankMachines(
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
