// Where `search` stands: the assignment it improves, and what it did so far.

import { Elements } from "../chain/elements";
import { Scratch } from "../chain/scratch";
import { MOST_CANDIDATES, MOST_MATCHED } from "../codes";
import { Matching } from "../numeric/matching";
import { Blocks } from "./blocks";

/**
 * The assignment that `search` improves. Tasks go by their position in deadline order. None of it
 * lives in the columns of the problem or the answer: callers can write there while it searches.
 */
export class Plan {
  edf: Elements;
  trial: Elements; // the chain that is being solved; task holds positions
  blocks: Blocks; // the part of a chain that is being tried, in the memory of trial
  scratch: Scratch;
  speed: StaticArray<f64>; // [m] work/s, as they were when the search began; written by solve
  readyAt: StaticArray<f64>; // [m] s, likewise
  rate: StaticArray<f64>; // [m] scaled work a second; likewise
  chainStart: StaticArray<i32>; // shared; chain of r: member[chainStart[r]] up to member[chainStart[r + 1]]
  member: StaticArray<i32>; // [n] positions, machine after machine, ascending in each; by assignment
  machine: StaticArray<i32>; // [n] machine of every position; by round, edf or levels, then by assignment
  logPrice: StaticArray<f64>; // [n] shared; of the position in its chain; written by worth
  value: StaticArray<f64>; // [n] scaled weight * gain; written by assignment
  peak: StaticArray<f64>; // [n] scaled value at the cap; written by assignment
  lead: StaticArray<i32>; // [n] how many of its block come before it; written by worth
  head: StaticArray<i32>; // [n] the first of its block; written by worth
  length: StaticArray<i32>; // [n] of the first of a block: its tasks; written by worth, as the next three
  room: StaticArray<f64>; // [n] scaled work
  slope: StaticArray<f64>; // [n] sum of 1/theta over its tasks in between
  dual: StaticArray<f64>; // [n] scaled value
  cost: StaticArray<f64>; // [n] scaled value per work
  delta: StaticArray<f64>; // [n] what a move across the pair promises, scaled; by loss
  here: StaticArray<f64>; // [n] scaled work that it has; written by worth
  earned: StaticArray<f64>; // [n] scaled value above what it pays; written by worth
  there: StaticArray<f64>; // [n] shared; scaled work that it would have; by loss
  entered: StaticArray<i32>; // [n] shared; the first of the block that it would enter, -1: none
  best: StaticArray<i32>; // [n] machine in the best assignment so far; written by earliest, search
  worth: StaticArray<f64>; // [m] scaled value of the chain; written by worth
  stamp: StaticArray<f64>; // [m] step of the last change of the chain; written by search
  matching: Matching;
  offerer: StaticArray<i32>; // [64] machines of the window
  offer: StaticArray<i32>; // [64] position that each offers, -1: none; of tails: where it is cut
  before: StaticArray<f64>; // [64] scaled value of the blocks before the cut
  after: StaticArray<f64>; // [64] and of those after it
  promise: StaticArray<f64>; // [12] gains that the candidates of the pair promise, the most first
  leaver: StaticArray<i32>; // [12] positions
  partner: StaticArray<i32>; // [12] the position that it changes places with, -1: it moves
  low: i32 = 0; // positions that are looked at: from here
  high: i32 = 0; // to here
  candidates: i32 = 0; // how many there are
  width: i32 = 0; // machines of the window
  isScarce: bool = false; // whether any of them has a price there
  stage: i32 = 0; // codes in search
  stride: i32 = 0; // positions from one window to the next
  position: i32 = 0; // of the window
  end: i32 = 0; // the position of the last one
  isOpen: bool = false; // whether it is being tried
  tasks: i32 = 0; // number of tasks
  machines: i32 = 0; // number of machines; 0: no search is under way
  unit: f64 = 1; // work that counts as 1
  guess: f64 = 0; // a log-price near those of the chains; written by solve
  scale: f64 = 1; // value that counts as 1
  offset: f64 = 0; // sum of weight * base
  effort: f64 = 0; // what `limits.steps` limits: elements seen, see TRIAL_WORK
  tried: f64 = 0; // moves, swaps and dealt windows that were tried
  applied: f64 = 0; // those of them made
  found: f64 = 0; // scaled value of the best assignment, without its bases
  threshold: f64 = 0; // scaled gain that is worth a change
  step: f64 = 0; // visits of pairs of machines
  changed: f64 = 0; // the step of the last change
  first: i32 = 0; // the pair that is being visited: its first machine
  second: i32 = 0; // its second machine
  row: i32 = 0; // what is tried next: an offer of the window, or a candidate of the pair
  seed: i32 = 0; // state of the random numbers

  constructor(n: i32, m: i32, edf: Elements, trial: Elements, scratch: Scratch) {
    this.edf = edf;
    this.trial = trial;
    this.scratch = scratch;
    this.speed = new StaticArray<f64>(m);
    this.readyAt = new StaticArray<f64>(m);
    this.rate = new StaticArray<f64>(m);
    this.chainStart = new StaticArray<i32>(0);
    this.member = new StaticArray<i32>(n);
    this.machine = new StaticArray<i32>(n);
    this.logPrice = new StaticArray<f64>(0);
    this.value = new StaticArray<f64>(n);
    this.peak = new StaticArray<f64>(n);
    this.blocks = new Blocks();
    this.lead = new StaticArray<i32>(n);
    this.length = new StaticArray<i32>(n);
    this.room = new StaticArray<f64>(n);
    this.slope = new StaticArray<f64>(n);
    this.dual = new StaticArray<f64>(n);
    this.cost = new StaticArray<f64>(n);
    this.delta = new StaticArray<f64>(n);
    this.earned = new StaticArray<f64>(n);
    this.head = new StaticArray<i32>(n);
    this.here = new StaticArray<f64>(n);
    this.there = new StaticArray<f64>(0);
    this.entered = new StaticArray<i32>(0);
    this.matching = new Matching();
    this.offerer = new StaticArray<i32>(MOST_MATCHED);
    this.offer = new StaticArray<i32>(MOST_MATCHED);
    this.before = new StaticArray<f64>(MOST_MATCHED);
    this.after = new StaticArray<f64>(MOST_MATCHED);
    this.promise = new StaticArray<f64>(MOST_CANDIDATES);
    this.leaver = new StaticArray<i32>(MOST_CANDIDATES);
    this.partner = new StaticArray<i32>(MOST_CANDIDATES);
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
}
