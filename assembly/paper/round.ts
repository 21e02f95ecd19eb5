// DSCT-Approx, first half: tasks by deadline, each to the machine with the least load, of which the
// time that it is busy is a part. Then at most one task a machine crosses each deadline.
// O(n log m).

import { Machines, rankMachines } from "./machines";

/**
 * Writes the machine of every position in deadline order. Equal loads: the faster machine, then the
 * first to be ready, then the first. Rank k is the k-th machine by that rule. The least load is the
 * winner of a tournament of the ranks, and only the matches of the last winner are played again.
 */
export function leastLoad(
  work: StaticArray<f64>,
  speed: StaticArray<f64>,
  machines: Machines,
  machine: StaticArray<i32>,
  workUnit: f64,
  n: i32,
  m: i32,
): void {
  const rank = machines.rank;
  const pace = machines.pace;
  rankMachines(speed, machines.readyAt, rank, machines.loser, m);
  // a division a task would be the longest step of the chain; 0 * Infinity would be no load
  for (let k = 0; k < m; k++) pace[k] = min(1 / speed[rank[k]], f64.MAX_VALUE);
  let leaves = 1;
  while (leaves < m) leaves *= 2;
  const first = seed(machines, workUnit, leaves, 1, m);
  if (ASC_FEATURE_SIMD) playOnBits(work, machines, workUnit, leaves, first, machine, n);
  else play(work, machines, workUnit, leaves, first, machine, n);
}

/**
 * Loads are >= 0, so their bits compare as they do, and integers swap without a branch on what is a
 * coin toss (measured against a heap of doubles, m = 10: 10 ns a task, not 27).
 */
function playOnBits(
  work: StaticArray<f64>,
  machines: Machines,
  workUnit: f64,
  leaves: i32,
  winner: i32,
  machine: StaticArray<i32>,
  n: i32,
): void {
  const rank = machines.rank;
  const pace = machines.pace;
  const load = machines.load;
  const loser = machines.loser;
  let first = winner;
  let least = reinterpret<i64>(firstLoad(machines, workUnit, first));
  for (let i = 0; i < n; i++) {
    machine[i] = rank[first];
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

/** The same on doubles. */
function play(
  work: StaticArray<f64>,
  machines: Machines,
  workUnit: f64,
  leaves: i32,
  winner: i32,
  machine: StaticArray<i32>,
  n: i32,
): void {
  const rank = machines.rank;
  const pace = machines.pace;
  const load = machines.load;
  const loser = machines.loser;
  let first = winner;
  let least = firstLoad(machines, workUnit, first);
  for (let i = 0; i < n; i++) {
    machine[i] = rank[first];
    least += work[i] * pace[first];
    for (let at = first + leaves; at > 1; at >>= 1) {
      const match = at >> 1;
      const otherLoad = load[match];
      if (otherLoad > least || (otherLoad === least && (at & 1) === 0)) continue;
      const other = loser[match];
      load[match] = least;
      loser[match] = first;
      least = otherLoad;
      first = other;
    }
  }
}

/**
 * The tournament before any task: rank k plays from place leaves + k, match p has the winners of
 * the places 2p and 2p + 1, and its loser waits in it. Ranks from m on never win. Plays the matches
 * from this place on; returns its winner.
 */
function seed(machines: Machines, workUnit: f64, leaves: i32, place: i32, m: i32): i32 {
  if (place >= leaves) return place - leaves;
  const left = seed(machines, workUnit, leaves, 2 * place, m);
  const right = seed(machines, workUnit, leaves, 2 * place + 1, m);
  const leftLoad = left < m ? firstLoad(machines, workUnit, left) : Infinity;
  const rightLoad = right < m ? firstLoad(machines, workUnit, right) : Infinity;
  const rightWins = rightLoad < leftLoad; // equal loads: the lower rank
  machines.loser[place] = rightWins ? left : right;
  machines.load[place] = rightWins ? leftLoad : rightLoad;
  return rightWins ? right : left;
}

/** What the machine of this rank has as load before any task: that it is busy. */
export function firstLoad(machines: Machines, workUnit: f64, k: i32): f64 {
  return machines.readyAt[machines.rank[k]] / workUnit + 0; // -0 becomes 0, whose bits compare
}
