// Where `search` stands: the assignment it improves, and what it did so far.

import { Elements } from "../chain/elements";
import { Scratch } from "../chain/scratch";

/**
 * The assignment that `search` improves. Tasks go by their position in deadline order. None of it
 * lives in the columns of the problem or the answer: callers can write there while it searches.
 */
export class Plan {
  edf: Elements;
  trial: Elements; // the chain that is being weighed; task holds positions
  scratch: Scratch;
  speed: StaticArray<f64>; // [m] work/s, as they were when the search began; written by solve
  readyAt: StaticArray<f64>; // [m] s, likewise
  chainStart: StaticArray<i32>; // shared; chain of r: member[chainStart[r]] up to member[chainStart[r + 1]]
  member: StaticArray<i32>; // [n] positions, machine after machine, ascending in each; by assignment
  machine: StaticArray<i32>; // [n] machine of every position; by round, edf or levels, then by assignment
  logPrice: StaticArray<f64>; // [n] shared; of the position in its chain; written by trial
  value: StaticArray<f64>; // [n] scaled weight * gain; written by assignment
  peak: StaticArray<f64>; // [n] scaled value at the cap; written by assignment
  delta: StaticArray<f64>; // [n] what a move across the pair promises, scaled; by search
  best: StaticArray<i32>; // [n] machine in the best assignment so far; written by earliest, search
  worth: StaticArray<f64>; // [m] scaled value of the chain; written by trial
  stamp: StaticArray<f64>; // [m] step of the last change of the chain; written by search
  tasks: i32 = 0; // number of tasks
  machines: i32 = 0; // number of machines; 0: no search is under way
  unit: f64 = 1; // work that counts as 1
  scale: f64 = 1; // value that counts as 1
  offset: f64 = 0; // sum of weight * base
  effort: f64 = 0; // what `limits.work` limits: elements seen, see `trial`
  tried: f64 = 0; // moves and swaps whose exact gain was computed
  applied: f64 = 0; // moves and swaps made
  found: f64 = 0; // scaled value of the best assignment, without its bases
  threshold: f64 = 0; // scaled gain that is worth a move
  level: f64 = 0; // the same, as a share of the mean scaled value of a task
  step: f64 = 0; // visits of pairs of machines
  changed: f64 = 0; // the step of the last change
  first: i32 = 0; // the pair that is being visited: its first machine
  second: i32 = 0; // its second machine
  row: i32 = 0; // where the visit is: a task of the pair
  column: i32 = 0; // and the task it may swap with
  seed: i32 = 0; // state of the random numbers

  constructor(n: i32, m: i32, edf: Elements, trial: Elements, scratch: Scratch) {
    this.edf = edf;
    this.trial = trial;
    this.scratch = scratch;
    this.speed = new StaticArray<f64>(m);
    this.readyAt = new StaticArray<f64>(m);
    this.chainStart = new StaticArray<i32>(0);
    this.member = new StaticArray<i32>(n);
    this.machine = new StaticArray<i32>(n);
    this.logPrice = new StaticArray<f64>(0);
    this.value = new StaticArray<f64>(n);
    this.peak = new StaticArray<f64>(n);
    this.delta = new StaticArray<f64>(n);
    this.best = new StaticArray<i32>(n);
    this.worth = new StaticArray<f64>(m);
    this.stamp = new StaticArray<f64>(m);
  }
}

/** As if nothing had been searched. */
export function clearPlan(plan: Plan): void {
  plan.machines = 0;
  plan.offset = 0;
  plan.effort = 0;
  plan.tried = 0;
  plan.applied = 0;
  plan.found = 0;
  plan.step = 0;
  plan.changed = 0;
  plan.first = 0;
  plan.row = 0;
  plan.column = 0;
}
