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
} from "./constants";

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
  // [n] 0..m-1, or -1: no work; written by shift; between round and shift by EDF position, not task
  machine: StaticArray<i32>;
  start: StaticArray<f64>; // [n] s; written by shift
  end: StaticArray<f64>; // [n] s, end <= deadline; written by shift
  work: StaticArray<f64>; // [n] 0 <= work <= maxWork; written by shift, and by relax on the way
  accuracy: StaticArray<f64>; // [n] base <= accuracy <= base + gain; written by outcome
  price: StaticArray<f64>; // [n] value/work, >= 0, of the certificate; written by relax, bound
  order: StaticArray<i32>; // [n] tasks by machine, then by start; written by outcome
  summary: StaticArray<f64>; // [8] slots in constants; written by outcome, refit, solve

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

/**
 * Tasks as `nested` sees them: position i holds task[i]. In `edf` all of them in deadline order; in
 * `chains` those of one machine after those of another, each in deadline order, written by round.
 */
export class Elements {
  task: StaticArray<i32>; // [n] written by order; in chains first its scratch
  deadline: StaticArray<f64>; // [n] s, ascending; written by order; in chains likewise
  logSlope: StaticArray<f64>; // [n] ln of the scaled marginal value at zero work; by elements
  invTheta: StaticArray<f64>; // [n] scaled work, > 0; written by elements
  cap: StaticArray<f64>; // [n] scaled work, >= 0; written by elements, lowered by capacities
  room: StaticArray<f64>; // [n] scaled work between the deadline before and this one; by capacities
  work: StaticArray<f64>; // [n] scaled work, <= cap; written by nested, cut by shift
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

/** What `round` knows of the machines; written there. */
export class Assignment {
  chainStart: StaticArray<i32>; // [m + 1] chain of r: [chainStart[r], chainStart[r + 1])
  rank: StaticArray<i32>; // [m] machines, the fastest first
  pace: StaticArray<f64>; // [m] s/work of the machine of this rank
  // [2m] scaled work * pace of the loser of this match, from 1 on; Infinity: no such machine
  load: StaticArray<f64>;
  loser: StaticArray<i32>; // [2m] its rank; before that, scratch of their sort

  constructor(m: i32) {
    this.chainStart = new StaticArray<i32>(m + 1);
    this.rank = new StaticArray<i32>(m);
    this.pace = new StaticArray<f64>(m);
    this.load = new StaticArray<f64>(2 * m);
    this.loser = new StaticArray<i32>(2 * m);
  }
}

/** What steps leave lying about. */
export class Scratch {
  // [n + 2] order: bounds of buckets; nested: ends of blocks; round: where a task goes
  index: StaticArray<i32>;
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

/**
 * What `bound` splits by price. It runs between the relaxation and the chains: what has one entry a
 * task is memory that lies idle then. A set is a run of places, in deadline order.
 */
export class Splitting {
  place: StaticArray<i32>; // [n] position in edf, the dearest set first; written by polymatroid
  until: StaticArray<i32>; // [n] where the set that starts here ends; written by bound
  threshold: StaticArray<i32>; // [n] chosen after so many later ones; written by polymatroid
  deadline: StaticArray<f64>; // [n] by position: speed * deadline is scaled work; by polymatroid
  demand: StaticArray<f64>; // [n] by place: scaled work; written by bound
  lo: StaticArray<f64>; // [n] least log-price of the set that starts here; written by bound
  hi: StaticArray<f64>; // [n] greatest log-price of the set that starts here; written by bound
  depth: StaticArray<f64>; // [n] splits before the set that starts here; written by bound
  price: StaticArray<f64>; // [n] by place: log-price, at last value/work, falling; written by bound
  tally: StaticArray<f64>; // [8] sums of the last pass over a set, slots in constants; written by bound
  speed: StaticArray<f64>; // [m + 1] the fastest first, in [1, 2), at last 0; written by polymatroid
  latest: StaticArray<f64>; // [m] latest deadlines of the settled tasks, falling; by polymatroid
  best: StaticArray<f64>; // [m + 1] greatest excess by number of later ones chosen; by polymatroid
  spent: StaticArray<f64>; // [m + 1] what settled tasks release, by that number; by polymatroid

  constructor(m: i32, edf: Elements, chains: Elements, answer: Answer, scratch: Scratch) {
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
    this.speed = new StaticArray<f64>(m + 1);
    this.latest = new StaticArray<f64>(m);
    this.best = new StaticArray<f64>(m + 1);
    this.spent = new StaticArray<f64>(m + 1);
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
  speed: StaticArray<f64>;
  chainStart: StaticArray<i32>; // chain of r: member[chainStart[r]] up to member[chainStart[r + 1]]
  member: StaticArray<i32>; // [n] positions, machine after machine, ascending in each; by plan
  machine: StaticArray<i32>; // [n] machine of every position; written by round, then by plan
  logPrice: StaticArray<f64>; // [n] of the position in its chain; written by trial
  value: StaticArray<f64>; // [n] scaled weight * gain; written by plan
  peak: StaticArray<f64>; // [n] scaled value at the cap; written by plan
  delta: StaticArray<f64>; // [n] what a move across the pair promises, scaled; by search
  best: StaticArray<i32>; // [n] machine in the best assignment so far; written by earliest, search
  worth: StaticArray<f64>; // [m] scaled value of the chain; written by trial
  stamp: StaticArray<f64>; // [m] step of the last change of the chain; written by search
  progress: StaticArray<f64>; // [24] slots in constants; written by plan, trial, search

  constructor(n: i32, m: i32, edf: Elements, trial: Elements, scratch: Scratch) {
    this.edf = edf;
    this.trial = trial;
    this.scratch = scratch;
    this.speed = new StaticArray<f64>(0);
    this.chainStart = new StaticArray<i32>(0);
    this.member = new StaticArray<i32>(0);
    this.machine = new StaticArray<i32>(0);
    this.logPrice = new StaticArray<f64>(0);
    this.value = new StaticArray<f64>(0);
    this.peak = new StaticArray<f64>(0);
    this.delta = new StaticArray<f64>(0);
    this.best = new StaticArray<i32>(n);
    this.worth = new StaticArray<f64>(m);
    this.stamp = new StaticArray<f64>(m);
    this.progress = new StaticArray<f64>(PROGRESS_LENGTH);
  }
}

/**
 * What `levels` raises works with. It runs between the chains and their layout: what has one entry
 * a task is memory that lies idle then.
 */
export class Levels {
  tasks: Tasks;
  chains: Elements; // cap: work of the next level, in the caller's units, as work
  accuracy: StaticArray<f64>; // [18] ascending, then slots in constants; written by the caller
  steepness: StaticArray<f64>; // [n] accuracy per work of the next level; written by levels
  slack: StaticArray<f64>; // [n] s, least time before a deadline from this one on; written by levels
  spare: StaticArray<f64>; // [n] s, what slack has more than at the position before; written by levels
  heap: StaticArray<i32>; // [n] positions with a next level, the steepest first; written by levels
  previous: StaticArray<i32>; // [n + 1] nearest place up to this one with spare time; by levels

  constructor(tasks: Tasks, chains: Elements, answer: Answer, scratch: Scratch) {
    this.tasks = tasks;
    this.chains = chains;
    this.accuracy = new StaticArray<f64>(LEVELS_LENGTH);
    this.steepness = answer.end;
    this.slack = answer.work;
    this.spare = answer.start;
    this.heap = answer.order;
    this.previous = scratch.index;
  }
}
