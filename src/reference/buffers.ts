// Every flat buffer of the solver, grouped by what it describes; `workspace` holds the one instance of each group.
// n = tasks, m = machines. "Scaled" work is work / workUnit, scaled value is value / valueUnit (see `scale`).

import { EXTREMES_LENGTH, STACK_LENGTH, SUMMARY_LENGTH, TALLY_LENGTH } from "./constants.js";

/** The problem, in the caller's order; written by the caller before `solve`. */
export class Tasks {
  deadline: Float64Array; // [n] s from now, >= 0, Infinity allowed
  theta: Float64Array; // [n] 1/work, > 0
  maxWork: Float64Array; // [n] work, >= 0
  weight: Float64Array; // [n] > 0
  base: Float64Array; // [n] accuracy of zero work
  gain: Float64Array; // [n] accuracy, > 0

  constructor(n: number) {
    this.deadline = new Float64Array(n);
    this.theta = new Float64Array(n);
    this.maxWork = new Float64Array(n);
    this.weight = new Float64Array(n);
    this.base = new Float64Array(n);
    this.gain = new Float64Array(n);
  }
}

/** The answer, in the caller's order. */
export class Answer {
  machine: Int32Array; // [n] 0..m-1, or -1: no work; by shift (before, by position in deadline order: round)
  start: Float64Array; // [n] s; written by shift
  end: Float64Array; // [n] s, end <= deadline; written by shift
  work: Float64Array; // [n] 0 <= work <= maxWork; written by relax, then shift
  accuracy: Float64Array; // [n] base <= accuracy <= base + gain; written by outcome
  price: Float64Array; // [n] value/work, >= 0, of the certificate; written by relax
  order: Int32Array; // [n] tasks by machine, then by start; written by outcome
  summary: Float64Array; // [8] slots in constants; written by solve

  constructor(n: number) {
    this.machine = new Int32Array(n);
    this.start = new Float64Array(n);
    this.end = new Float64Array(n);
    this.work = new Float64Array(n);
    this.accuracy = new Float64Array(n);
    this.price = new Float64Array(n);
    this.order = new Int32Array(n);
    this.summary = new Float64Array(SUMMARY_LENGTH);
  }
}

/** Tasks in deadline order, as `nested` sees them: position i holds task[i]. */
export class Elements {
  task: Int32Array; // [n] the task at this position; written by order, round
  deadline: Float64Array; // [n] s, ascending; written by order, round
  logSlope: Float64Array; // [n] ln of the scaled marginal value of the first work; written by elements, round
  invTheta: Float64Array; // [n] scaled work, > 0; written by elements, round
  cap: Float64Array; // [n] scaled work, >= 0; written by elements, round, lowered by capacities
  room: Float64Array; // [n] scaled work that fits between the deadline before and this one; by capacities
  work: Float64Array; // [n] scaled work, 0 <= work <= cap; written by nested, round, cut by shift
  logPrice: Float64Array; // [n] not increasing, -Infinity: nothing is scarce; written by nested

  constructor(n: number) {
    this.task = new Int32Array(n);
    this.deadline = new Float64Array(n);
    this.logSlope = new Float64Array(n);
    this.invTheta = new Float64Array(n);
    this.cap = new Float64Array(n);
    this.room = new Float64Array(n);
    this.work = new Float64Array(n);
    this.logPrice = new Float64Array(n);
  }
}

/** What `round` knows of the machines. */
export class Assignment {
  chainStart: Int32Array; // [m + 1] machine r has the positions chainStart[r] to chainStart[r + 1] of the chains
  rank: Int32Array; // [m] machines, the fastest first
  pace: Float64Array; // [m] s/work of the machine of this rank
  load: Float64Array; // [m] s, time given to the machine at this place of the heap
  heap: Int32Array; // [m] ranks, least load first

  constructor(m: number) {
    this.chainStart = new Int32Array(m + 1);
    this.rank = new Int32Array(m);
    this.pace = new Float64Array(m);
    this.load = new Float64Array(m);
    this.heap = new Int32Array(m);
  }
}

/** What steps leave lying about. */
export class Scratch {
  index: Int32Array; // [n + 2] order: where a bucket starts; nested: where a block ends; round: where a task goes
  stack: Float64Array; // [32 * 7] nested: segments that wait
  extremes: Float64Array; // [8] of the problem's columns, slots in constants; written by scale
  tally: Float64Array; // [8] nested: sums of the last pass, slots in constants

  constructor(n: number) {
    this.index = new Int32Array(n + 2);
    this.stack = new Float64Array(STACK_LENGTH);
    this.extremes = new Float64Array(EXTREMES_LENGTH);
    this.tally = new Float64Array(TALLY_LENGTH);
  }
}
