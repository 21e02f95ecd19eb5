// Every flat buffer of the solver, grouped by what it describes; `workspace` holds the one instance
// of each group. n = tasks, m = machines. "Scaled" work is work / workUnit, scaled value is value /
// valueUnit (see `scale`).

import {
  EXTREMES_LENGTH,
  LEVELS_LENGTH,
  PROGRESS_LENGTH,
  STACK_LENGTH,
  SUMMARY_LENGTH,
  TALLY_LENGTH,
} from "./constants.js";

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
  // [n] 0..m-1, or -1: no work; written by shift; between round and shift by EDF position, not task
  machine: Int32Array;
  start: Float64Array; // [n] s; written by shift
  end: Float64Array; // [n] s, end <= deadline; written by shift
  work: Float64Array; // [n] 0 <= work <= maxWork; written by shift, and by relax on the way
  accuracy: Float64Array; // [n] base <= accuracy <= base + gain; written by outcome
  price: Float64Array; // [n] value/work, >= 0, of the certificate; written by relax, bound
  order: Int32Array; // [n] tasks by machine, then by start; written by outcome
  summary: Float64Array; // [8] slots in constants; written by outcome, refit, solve

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

/**
 * Tasks as `nested` sees them: position i holds task[i]. In `edf` all of them in deadline order; in
 * `chains` those of one machine after those of another, each in deadline order, written by round.
 */
export class Elements {
  task: Int32Array; // [n] written by order; in chains first its scratch
  deadline: Float64Array; // [n] s, ascending; written by order; in chains likewise
  logSlope: Float64Array; // [n] ln of the scaled marginal value at zero work; by elements
  invTheta: Float64Array; // [n] scaled work, > 0; written by elements
  cap: Float64Array; // [n] scaled work, >= 0; written by elements, lowered by capacities
  room: Float64Array; // [n] scaled work between the deadline before and this one; by capacities
  work: Float64Array; // [n] scaled work, <= cap; written by nested, cut by shift
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

/** What `round` knows of the machines; written there. */
export class Assignment {
  chainStart: Int32Array; // [m + 1] chain of r: [chainStart[r], chainStart[r + 1])
  rank: Int32Array; // [m] machines, the fastest first
  pace: Float64Array; // [m] s/work of the machine of this rank
  // [2m] scaled work * pace of the loser of this match, from 1 on; Infinity: no such machine
  load: Float64Array;
  loser: Int32Array; // [2m] its rank; before that, scratch of their sort

  constructor(m: number) {
    this.chainStart = new Int32Array(m + 1);
    this.rank = new Int32Array(m);
    this.pace = new Float64Array(m);
    this.load = new Float64Array(2 * m);
    this.loser = new Int32Array(2 * m);
  }
}

/** What steps leave lying about. */
export class Scratch {
  // [n + 2] order: bounds of buckets; nested: ends of blocks; round: where a task goes
  index: Int32Array;
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

/**
 * What `bound` splits by price. It runs between the relaxation and the chains: what has one entry a
 * task is memory that lies idle then. A set is a run of places, in deadline order.
 */
export class Splitting {
  place: Int32Array; // [n] position in edf, the dearest set first; written by polymatroid
  until: Int32Array; // [n] where the set that starts here ends; written by bound
  threshold: Int32Array; // [n] chosen after so many later ones; written by polymatroid
  deadline: Float64Array; // [n] by position: speed * deadline is scaled work; by polymatroid
  demand: Float64Array; // [n] by place: scaled work; written by bound
  lo: Float64Array; // [n] least log-price of the set that starts here; written by bound
  hi: Float64Array; // [n] greatest log-price of the set that starts here; written by bound
  depth: Float64Array; // [n] splits before the set that starts here; written by bound
  price: Float64Array; // [n] by place: log-price, at last value/work, falling; written by bound
  tally: Float64Array; // [8] sums of the last pass over a set, slots in constants; written by bound
  speed: Float64Array; // [m + 1] the fastest first, in [1, 2), at last 0; written by polymatroid
  latest: Float64Array; // [m] latest deadlines of the settled tasks, falling; by polymatroid
  best: Float64Array; // [m + 1] greatest excess by number of later ones chosen; by polymatroid
  spent: Float64Array; // [m + 1] what settled tasks release, by that number; by polymatroid

  constructor(m: number, edf: Elements, chains: Elements, answer: Answer, scratch: Scratch) {
    this.place = chains.task;
    this.until = answer.order;
    this.threshold = scratch.index;
    this.deadline = chains.deadline;
    this.demand = chains.work;
    this.lo = chains.logSlope;
    this.hi = chains.invTheta;
    this.depth = answer.start;
    this.price = edf.room; // the relaxation's has been paid for by prices
    this.tally = scratch.tally;
    this.speed = new Float64Array(m + 1);
    this.latest = new Float64Array(m);
    this.best = new Float64Array(m + 1);
    this.spent = new Float64Array(m + 1);
  }
}

/**
 * The assignment that `search` improves. Tasks go by their position in deadline order. Arrays of
 * length n but the last one share memory with answer and edf, see workspace.
 */
export class Plan {
  edf: Elements;
  trial: Elements; // the chain that is being weighed; task holds positions
  scratch: Scratch;
  speed: Float64Array;
  chainStart: Int32Array; // chain of r: member[chainStart[r]] up to member[chainStart[r + 1]]
  member: Int32Array; // [n] positions, machine after machine, ascending in each; by plan
  machine: Int32Array; // [n] machine of every position; written by round, then by plan
  logPrice: Float64Array; // [n] of the position in its chain; written by trial
  value: Float64Array; // [n] scaled weight * gain; written by plan
  peak: Float64Array; // [n] scaled value at the cap; written by plan
  delta: Float64Array; // [n] what a move across the pair promises, scaled; by search
  best: Int32Array; // [n] machine in the best assignment so far; written by earliest, search
  worth: Float64Array; // [m] scaled value of the chain; written by trial
  stamp: Float64Array; // [m] step of the last change of the chain; written by search
  progress: Float64Array; // [24] slots in constants; written by plan, trial, search

  constructor(n: number, m: number, edf: Elements, trial: Elements, scratch: Scratch) {
    this.edf = edf;
    this.trial = trial;
    this.scratch = scratch;
    this.speed = new Float64Array(0);
    this.chainStart = new Int32Array(0);
    this.member = new Int32Array(0);
    this.machine = new Int32Array(0);
    this.logPrice = new Float64Array(0);
    this.value = new Float64Array(0);
    this.peak = new Float64Array(0);
    this.delta = new Float64Array(0);
    this.best = new Int32Array(n);
    this.worth = new Float64Array(m);
    this.stamp = new Float64Array(m);
    this.progress = new Float64Array(PROGRESS_LENGTH);
  }
}

/**
 * What `levels` raises works with. It runs between the chains and their layout: what has one entry
 * a task is memory that lies idle then.
 */
export class Levels {
  tasks: Tasks;
  chains: Elements; // cap: work of the next level, in the caller's units, as work
  accuracy: Float64Array; // [18] ascending, then slots in constants; written by the caller
  steepness: Float64Array; // [n] accuracy per work of the next level; written by levels
  slack: Float64Array; // [n] s, least time before a deadline from this one on; written by levels
  spare: Float64Array; // [n] s, what slack has more than at the position before; written by levels
  heap: Int32Array; // [n] positions with a next level, the steepest first; written by levels
  previous: Int32Array; // [n + 1] nearest place up to this one with spare time; by levels

  constructor(tasks: Tasks, chains: Elements, answer: Answer, scratch: Scratch) {
    this.tasks = tasks;
    this.chains = chains;
    this.accuracy = new Float64Array(LEVELS_LENGTH);
    this.steepness = answer.end;
    this.slack = answer.work;
    this.spare = answer.start;
    this.heap = answer.order;
    this.previous = scratch.index;
  }
}
