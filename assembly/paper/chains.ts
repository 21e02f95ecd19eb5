// The tasks of every machine together, in deadline order: its chain. A counting sort, O(n).

import { Elements } from "../chain/elements";

/**
 * Gathers the tasks of every machine: its chain is [chainStart[r], chainStart[r + 1]). position:
 * scratch.
 */
export function formChains(
  edf: Elements,
  machine: StaticArray<i32>,
  chainStart: StaticArray<i32>,
  chains: Elements,
  position: StaticArray<i32>,
  n: i32,
  m: i32,
): void {
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
