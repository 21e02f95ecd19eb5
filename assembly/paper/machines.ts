// The machines as the steps of the paper see them: when each is ready, and their ranking. O(m log
// m).

/** What the steps know of m machines besides their speeds. */
export class Machines {
  readyAt: StaticArray<f64>; // [m] s from now, >= 0: busy until then; written by the caller
  queue: StaticArray<i32>; // [m] where one is busy: machines, the last to be ready first; by findBusy
  chainStart: StaticArray<i32>; // [m + 1] chain of r: [chainStart[r], chainStart[r + 1]); by chains
  rank: StaticArray<i32>; // [m] machines, the fastest first, then the first to be ready; by rankMachines
  pace: StaticArray<f64>; // [m] s/work of the machine of this rank; written by round
  // [2m] scaled work * pace of the loser of this match, from 1 on; Infinity: no such machine; by
  // round; edf: when the machine of this rank is free, then what rounding has hidden of that
  load: StaticArray<f64>;
  loser: StaticArray<i32>; // [2m] its rank; by round; before that, scratch of the ranking

  areBusy: bool = false; // whether one is not ready now; by findBusy

  constructor(m: i32) {
    this.readyAt = new StaticArray<f64>(m);
    this.queue = new StaticArray<i32>(m);
    this.chainStart = new StaticArray<i32>(m + 1);
    this.rank = new StaticArray<i32>(m);
    this.pace = new StaticArray<f64>(m);
    this.load = new StaticArray<f64>(2 * m);
    this.loser = new StaticArray<i32>(2 * m);
  }
}

/** Whether one of m machines is not ready now; if so, queues them. */
export function findBusy(machines: Machines, m: i32): void {
  const readyAt = machines.readyAt;
  machines.areBusy = false;
  for (let r = 0; r < m; r++) if (readyAt[r] > 0) machines.areBusy = true;
  if (machines.areBusy) rankMachines(readyAt, readyAt, machines.queue, machines.loser, m);
}

/**
 * rank[k] = the k-th machine by falling speed, then by when it is ready, then by index: merges runs
 * of doubling length.
 */
export function rankMachines(
  speed: StaticArray<f64>,
  readyAt: StaticArray<f64>,
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
        const takesLeft = i < middle && (j >= right || !precedes(speed, readyAt, rank[j], rank[i]));
        scratch[at] = takesLeft ? rank[i++] : rank[j++];
      }
    }
    for (let r = 0; r < m; r++) rank[r] = scratch[r];
  }
}

function precedes(speed: StaticArray<f64>, readyAt: StaticArray<f64>, a: i32, b: i32): bool {
  return speed[a] > speed[b] || (speed[a] === speed[b] && readyAt[a] < readyAt[b]);
}
