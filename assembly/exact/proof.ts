// Every buffer of "exact", and where it stands. n = tasks, m = machines.

import { MOST_PROVEN } from "../codes";
import { Sets } from "../packing/sets";
import { Cuts, MOST_CUTS } from "./cuts";

/** More tasks times machines are searched but not proven: the proof would take hours. */
const MOST_PRICES: i32 = 262144;
/** Nodes of a row, at most: a row takes some 0.3 ms. */
export const MOST_WIDTH: i32 = 16384;
/** Numbers in the rows of a lattice, 16 MiB; many tasks have a coarser last one. */
const MOST_NODES: i32 = 2097152;

/** Cuts whose shares change in one step of the quadratic programme. */
export const MOST_FREE: i32 = 96;

/** Capacity that is shared out between a task and those before it, on lattices; by rows. */
export class Split {
  source: StaticArray<f64>; // what those earn: node u at sourceBase + u
  target: StaticArray<f64>; // what all earn: node k at targetBase + k
  curve: StaticArray<f64>; // what the task earns: node k at curveBase + k, flat from `last` on
  sourceBase: i32 = 0;
  targetBase: i32 = 0;
  curveBase: i32 = 0;
  last: i32 = 0;
  multiplier: f64 = 0; // that it pays

  constructor(rows: StaticArray<f64>, curve: StaticArray<f64>) {
    this.source = rows;
    this.target = rows;
    this.curve = curve;
  }
}

/** Where `walk` stands. */
export class Walk {
  ends: StaticArray<f64>; // [width + 1] what a task can leave to those after it
  segment: StaticArray<f64>; // [nodes] what is decided earns; for `focus`, what comes after
  phase: StaticArray<i32>; // [n + 1] what to try next; by open tasks, as the next four
  base: StaticArray<i32>; // [n + 1] earned after capacity y: segment[base + y]
  free: StaticArray<i32>; // [n + 1] where the segment is free
  low: StaticArray<i32>; // [n + 1] the nodes that can still earn enough
  high: StaticArray<i32>; // [n + 1]
  open: i32 = 0; // tasks that are open
  length: i32 = 0; // of the set found

  constructor(n: i32, numbers: i32, width: i32) {
    this.ends = new StaticArray<f64>(width + 1);
    this.segment = new StaticArray<f64>(numbers);
    this.phase = new StaticArray<i32>(n + 1);
    this.base = new StaticArray<i32>(n + 1);
    this.free = new StaticArray<i32>(n + 1);
    this.low = new StaticArray<i32>(n + 1);
    this.high = new StaticArray<i32>(n + 1);
  }
}

/** Where `polish` stands. */
export class Polish {
  isIn: StaticArray<i32>; // [n] 1: the position is in the set, else 0
  gain: StaticArray<f64>; // [n] scaled value that is gained at most if it changes that
  earned: f64 = 0; // scaled value that the set earns
  least: f64 = 0; // what counts as a gain
  length: i32 = 0; // of the chain solved last
  row: i32 = 0; // the position to try next
  left: i32 = 0; // positions to try until nothing is to be gained

  constructor(n: i32) {
    this.isIn = new StaticArray<i32>(n);
    this.gain = new StaticArray<f64>(n);
  }
}

/** What `quadratic` computes a step with. */
export class System {
  free: StaticArray<i32>; // [MOST_FREE] cuts, those to be compared with the first of their class
  base: StaticArray<i32>; // [MOST_FREE] the latter
  earned: StaticArray<f64>; // [cuts] what each earns at the present multipliers
  move: StaticArray<f64>; // [cuts] how its share changes
  row: StaticArray<f64>; // [MOST_FREE * n] by task: whether a cut has it, less its base
  gram: StaticArray<f64>; // [MOST_FREE * MOST_FREE] their products, then its Cholesky factor
  step: StaticArray<f64>; // [MOST_FREE] the solution
  drift: StaticArray<f64>; // [n] how the slack changes
  size: i32 = 0;
  firstClass: i32 = 0; // where it begins to take cuts
  joining: i32 = -1; // the best cut without a share, -1: none
  joiningBase: i32 = -1; // the one of its class that it is compared with
  missed: f64 = 0; // by how much the bound by the cuts with a share may miss their least one
  work: f64 = 0; // of the last step

  constructor(n: i32, cuts: i32) {
    const free = n > 0 ? MOST_FREE : 0;
    this.free = new StaticArray<i32>(free);
    this.base = new StaticArray<i32>(free);
    this.earned = new StaticArray<f64>(cuts);
    this.move = new StaticArray<f64>(cuts);
    this.row = new StaticArray<f64>(free * n);
    this.gram = new StaticArray<f64>(free * free);
    this.step = new StaticArray<f64>(free);
    this.drift = new StaticArray<f64>(n);
  }
}

/**
 * What "exact" proves with. Classes are machines of one speed and one ready time, the fastest
 * first; positions are in deadline order. Allocated at its first use.
 */
export class Proof {
  rank: StaticArray<i32>; // [m] machines, the fastest first; those of the machines
  rate: StaticArray<f64>; // [m] scaled work a second of the class
  ready: StaticArray<f64>; // [m] s, when the machines of the class are ready
  cell: StaticArray<f64>; // [m] scaled work of a cell of its lattice
  earned: StaticArray<f64>; // [m] scaled value that one of its machines earns at most
  count: StaticArray<i32>; // [m] its machines
  first: StaticArray<i32>; // [m] the rank of the first of them
  most: StaticArray<f64>; // [n] scaled value that the position can earn at most; by bundle
  multiplier: StaticArray<f64>; // [n] scaled value in [0, most]: what running it costs; by bundle
  direction: StaticArray<f64>; // [n] log-prices of the bound that it starts from
  price: StaticArray<f64>; // [classes * n] scaled value per work, of capacity at this deadline
  curve: StaticArray<f64>; // [nodes] scaled value by cells of work, task after task; by lattice
  curveAt: StaticArray<i32>; // [n] where its node 0 is, or would be; by lattice
  last: StaticArray<i32>; // [n] the node from which the curve is flat; by lattice
  rows: StaticArray<f64>; // [nodes] most earned by capacity used, row after row; by rows
  at: StaticArray<i32>; // [n + 1] where node 0 of the row is, or would be; by rows
  low: StaticArray<i32>; // [n + 1] the first node of the row; by focus
  high: StaticArray<i32>; // [n + 1] the last one; likewise
  level: StaticArray<i32>; // [m] cells with which the class was priced; by pricing
  column: StaticArray<i32>; // [n] the positions of a set that earns it, ascending; by rows
  split: Split;
  walk: Walk;
  cuts: Cuts;
  polish: Polish;
  system: System;
  sets: Sets; // those found by columns, for the packing
  mode: i32 = 0; // whether it searches or proves, codes in solve
  proven: f64 = 0; // scaled upper bound on any schedule, without bases
  stage: i32 = 0; // what is being done, codes in branch
  cells: i32 = 0; // of the present lattice
  place: i32 = 0; // where the next curve is laid
  nodes: i32 = 0; // of the rows filled
  left: i32 = 0; // of the rows narrowed
  widest: i32 = 0; // the most of one of them
  mirror: i32 = 0; // where node 0 of the row narrowed last is in falling order
  isEmpty: bool = false; // nothing is left
  least: f64 = 0; // scaled value that a set of the class at work must earn
  classes: i32 = 0; // number of different speeds and ready times
  kindNow: i32 = 0; // the class at work
  row: i32 = 0; // the position whose row is next, or of those open when a set is read
  node: i32 = 0; // the capacity that those open use in the set that is read
  length: i32 = 0; // positions of the set
  roundingSum: f64 = 0; // what sums may be off by, scaled value
  latticeSum: f64 = 0; // the bound at the present multipliers, as far as computed
  exactSum: f64 = 0; // the same where the sets of a class were looked through; by pricing
  spare: f64 = 0; // what it leaves a machine above the best set known, scaled value
  patience: f64 = 1; // grows where enumeration came to cost too much
  step: i32 = 0; // what is being done with the class at work, codes in pricing and columns
  walkEnd: f64 = 0; // work at which there are too many of them
  searched: f64 = 0; // work when the search last ended
  isBetween: bool = false; // whether the bundle goes on where it was after the search
  foundBefore: f64 = 0; // scaled value of the best schedule before the search went on
  budget: f64 = 0; // scaled value that a schedule may be below the bound
  levelBegan: f64 = 0; // work when the level began
  allowance: f64 = 0; // work at which it ends, if a finer one fits

  constructor(n: i32, m: i32, rank: StaticArray<i32>) {
    const tasks = min(n, MOST_PROVEN);
    const machines = tasks > 0 ? m : 0;
    const nodes = min((tasks + 1) * 2 * (MOST_WIDTH + 2), MOST_NODES);
    const numbers = tasks > 0 ? nodes : 0;
    const width = tasks > 0 ? MOST_WIDTH : 0;
    this.rank = rank;
    this.rate = new StaticArray<f64>(machines);
    this.ready = new StaticArray<f64>(machines);
    this.cell = new StaticArray<f64>(machines);
    const earned = new StaticArray<f64>(machines);
    const count = new StaticArray<i32>(machines);
    const multiplier = new StaticArray<f64>(tasks);
    this.earned = earned;
    this.count = count;
    this.first = new StaticArray<i32>(machines);
    this.most = new StaticArray<f64>(tasks);
    this.multiplier = multiplier;
    this.direction = new StaticArray<f64>(tasks);
    this.price = new StaticArray<f64>(<i32>min(<f64>tasks * <f64>machines, <f64>MOST_PRICES));
    const curve = new StaticArray<f64>(numbers);
    const rows = new StaticArray<f64>(numbers);
    this.curve = curve;
    this.rows = rows;
    this.curveAt = new StaticArray<i32>(tasks);
    this.last = new StaticArray<i32>(tasks);
    this.column = new StaticArray<i32>(tasks);
    this.at = new StaticArray<i32>(tasks + 1);
    this.low = new StaticArray<i32>(tasks + 1);
    this.high = new StaticArray<i32>(tasks + 1);
    this.level = new StaticArray<i32>(machines);
    this.split = new Split(rows, curve);
    this.walk = new Walk(tasks, numbers, width);
    this.polish = new Polish(tasks);
    this.cuts = new Cuts(tasks, machines);
    this.system = new System(tasks, tasks > 0 ? MOST_CUTS : 0);
    this.sets = new Sets(tasks, machines, multiplier, earned, count);
  }
}
