// Every flat buffer of the solver, grouped by what it describes; `workspace` holds the one instance of each group.
// n = tasks, m = machines. "Scaled" work is work / workUnit, scaled value is value / valueUnit (see `scale`).

import { EXTREMES_LENGTH, STACK_LENGTH, SUMMARY_LENGTH, TALLY_LENGTH } from "./constants";

/** The problem, in the caller's order; written by the caller before `solve`. */
export class Tasks {
  deadline: StaticArray<f64>; // [n] s from now, >= 0, Infinity allowed
  theta: StaticArray<f64>; // [n] 1/work, > 0
  maxWork: StaticArray<f64>; // [n] work, >= 0
  weight: StaticArray<f64>; // [n] > 0
  base: StaticArray<f64>; // [n] accuracy of zero work
  gain: StaticArray<f64>; // [n] accuracy, > 0

  constructor(n: i32) {
    this.deadline = new StaticArray<f64>(n);
    this.theta = new StaticArray<f64>(n);
    this.maxWork = new StaticArray<f64>(n);
    this.weight = new StaticArray<f64>(n);
    this.base = new StaticArray<f64>(n);
    this.gain = new StaticArray<f64>(n);
  }
}

/** The answer, in the caller's order. */
export class Answer {
  machine: StaticArray<i32>; // [n] 0..m-1, or -1: no work; by shift (before, by position in deadline order: round)
  start: StaticArray<f64>; // [n] s; written by shift
  end: StaticArray<f64>; // [n] s, end <= deadline; written by shift
  work: StaticArray<f64>; // [n] 0 <= work <= maxWork; written by relax, then shift
  accuracy: StaticArray<f64>; // [n] base <= accuracy <= base + gain; written by outcome
  price: StaticArray<f64>; // [n] value/work, >= 0, of the certificate; written by relax
  order: StaticArray<i32>; // [n] tasks by machine, then by start; written by outcome
  summary: StaticArray<f64>; // [8] slots in constants; written by solve

  constructor(n: i32) {
    this.machine = new StaticArray<i32>(n);
    this.start = new StaticArray<f64>(n);
    this.end = new StaticArray<f64>(n);
    this.work = new StaticArray<f64>(n);
    this.accuracy = new StaticArray<f64>(n);
    this.price = new StaticArray<f64>(n);
    this.order = new StaticArray<i32>(n);
    this.summary = new StaticArray<f64>(SUMMARY_LENGTH);
  }
}

/** Tasks in deadline order, as `nested` sees them: position i holds task[i]. */
export class Elements {
  task: StaticArray<i32>; // [n] the task at this position; written by order, round
  deadline: StaticArray<f64>; // [n] s, ascending; written by order, round
  logSlope: StaticArray<f64>; // [n] ln of the scaled marginal value of the first work; written by elements, round
  invTheta: StaticArray<f64>; // [n] scaled work, > 0; written by elements, round
  cap: StaticArray<f64>; // [n] scaled work, >= 0; written by elements, round, lowered by capacities
  room: StaticArray<f64>; // [n] scaled work that fits between the deadline before and this one; by capacities
  work: StaticArray<f64>; // [n] scaled work, 0 <= work <= cap; written by nested, round, cut by shift
  logPrice: StaticArray<f64>; // [n] not increasing, -Infinity: nothing is scarce; written by nested

  constructor(n: i32) {
    this.task = new StaticArray<i32>(n);
    this.deadline = new StaticArray<f64>(n);
    this.logSlope = new StaticArray<f64>(n);
    this.invTheta = new StaticArray<f64>(n);
    this.cap = new StaticArray<f64>(n);
    this.room = new StaticArray<f64>(n);
    this.work = new StaticArray<f64>(n);
    this.logPrice = new StaticArray<f64>(n);
  }
}

/** What `round` knows of the machines. */
export class Assignment {
  chainStart: StaticArray<i32>; // [m + 1] machine r has the positions chainStart[r] to chainStart[r + 1] of the chains
  rank: StaticArray<i32>; // [m] machines, the fastest first
  pace: StaticArray<f64>; // [m] s/work of the machine of this rank
  load: StaticArray<f64>; // [m] s, time given to the machine at this place of the heap
  heap: StaticArray<i32>; // [m] ranks, least load first

  constructor(m: i32) {
    this.chainStart = new StaticArray<i32>(m + 1);
    this.rank = new StaticArray<i32>(m);
    this.pace = new StaticArray<f64>(m);
    this.load = new StaticArray<f64>(m);
    this.heap = new StaticArray<i32>(m);
  }
}

/** What steps leave lying about. */
export class Scratch {
  index: StaticArray<i32>; // [n + 2] order: where a bucket starts; nested: where a block ends; round: where a task goes
  stack: StaticArray<f64>; // [32 * 7] nested: segments that wait
  extremes: StaticArray<f64>; // [8] of the problem's columns, slots in constants; written by scale
  tally: StaticArray<f64>; // [8] nested: sums of the last pass, slots in constants

  constructor(n: i32) {
    this.index = new StaticArray<i32>(n + 2);
    this.stack = new StaticArray<f64>(STACK_LENGTH);
    this.extremes = new StaticArray<f64>(EXTREMES_LENGTH);
    this.tally = new StaticArray<f64>(TALLY_LENGTH);
  }
}
