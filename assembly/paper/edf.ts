// EDF-NoCompression, a baseline of the paper (CCGRID 2024, section 5): tasks by deadline, each in
// full on the machine where it finishes first, or not at all. O(n m).

import { Elements } from "../chain/elements";
import { Tasks } from "../problem/tasks";
import { Machines, rankMachines } from "./machines";
import { TIME_ROUNDING } from "./shift";

/**
 * Writes work, in the caller's units, and machine by position in deadline order; those of a task
 * that does not run are 0.
 */
export function edfWork(
  tasks: Tasks,
  e: Elements,
  speed: StaticArray<f64>,
  machines: Machines,
  machine: StaticArray<i32>,
  n: i32,
  m: i32,
): void {
  empty(speed, machines, m);
  for (let i = 0; i < n; i++) {
    const f = tasks.maxWork[e.task[i]];
    const r = place(f, e.deadline[i], speed, machines, m);
    machine[i] = max(r, 0);
    e.work[i] = r < 0 ? 0 : f;
  }
}

/** Ranks the machines; none of them has work yet, but some may be busy. */
export function empty(speed: StaticArray<f64>, machines: Machines, m: i32): void {
  const rank = machines.rank;
  rankMachines(speed, machines.readyAt, rank, machines.loser, m);
  for (let k = 0; k < m; k++) machines.load[k] = machines.readyAt[rank[k]] + 0;
  machines.load.fill(0, m, 2 * m);
}

/**
 * Adds so much work to the machine that finishes it first, if that is by the deadline; equal times:
 * the first by rank. Returns the machine, or -1. load[k] is when the machine of rank k is free,
 * load[m + k] what rounding has hidden of that.
 */
export function place(
  work: f64,
  deadline: f64,
  speed: StaticArray<f64>,
  machines: Machines,
  m: i32,
): i32 {
  const rank = machines.rank;
  const load = machines.load;
  let first = -1;
  let least: f64 = Infinity;
  for (let k = 0; k < m; k++) {
    const end = finish(work / speed[rank[k]] + load[m + k], load[k], deadline);
    if (end < least) {
      least = end;
      first = k;
    }
  }
  if (first < 0) return -1;
  const r = rank[first];
  if (work > 0) {
    load[m + first] = debt(work / speed[r] + load[m + first], load[first], deadline);
    load[first] = least;
  }
  return r;
}

/**
 * When a task of so much time ends on a machine that is free then; Infinity: after its deadline.
 * The sums are those of `shift`, which then has nothing to cut: an ulp beyond the deadline counts
 * as in time.
 */
export function finish(time: f64, free: f64, deadline: f64): f64 {
  const end = max(free + time, free);
  if (end <= deadline) return end;
  return time - (deadline - free) > deadline * TIME_ROUNDING ? Infinity : deadline;
}

/** What rounding has hidden of that time; the next task starts with it, as in `shift`. */
export function debt(time: f64, free: f64, deadline: f64): f64 {
  const end = max(free + time, free);
  if (end < deadline) return time - (end - free);
  return end > deadline ? time - (deadline - free) : 0;
}
