// Every buffer of "exact", and where it stands. n = tasks, m = machines.

import { MOST_PROVEN } from "../codes";

/** More tasks times machines are searched but not proven: the ascent would take hours. */
const MOST_PRICES: i32 = 262144;
/** Cells of the finest lattice. */
export const MOST_CELLS: i32 = 16384;
/** Numbers in the rows of all lattices, 16 MiB; many tasks have a coarser last one. */
const MOST_NODES: i32 = 2097152;
/** Columns that can be kept, and entries in the lists of the packing. */
const MOST_COLUMNS: i32 = 32768;
const LIST_LENGTH: i32 = 262144;

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
  left: StaticArray<i32>; // [m] those without a column; by packing
  choice: StaticArray<i32>; // [m] columns of the best schedule, -1 ends them; by packing
  multiplier: StaticArray<f64>; // [n] scaled value, >= 0; by ascent, as the next three
  bestMultiplier: StaticArray<f64>; // [n] those of the least bound
  direction: StaticArray<f64>; // [n] of the next step; at first the log-prices of the bound
  spare: StaticArray<f64>; // [n] 1 less the machines that want the task
  price: StaticArray<f64>; // [classes * n] scaled value per work, of capacity at this deadline
  curve: StaticArray<f64>; // [cells + 2] scaled value by cells of work; by lattice
  ends: StaticArray<f64>; // [cells + 1] what a task can leave to those after it; by columns
  rows: StaticArray<f64>; // [(n + 1) (cells + 1)] most earned by capacity used; by pricing
  top: StaticArray<i32>; // [n + 1] last node of the row; by pricing
  segment: StaticArray<f64>; // [(n + 1) (cells + 1)] what is decided earns; by columns
  phase: StaticArray<i32>; // [n + 1] what to try next; by columns, as the next four
  base: StaticArray<i32>; // [n + 1] earned after capacity y: segment[base + y]
  free: StaticArray<i32>; // [n + 1] where the segment is free
  low: StaticArray<i32>; // [n + 1] the nodes that can still earn enough
  high: StaticArray<i32>; // [n + 1]
  loss: StaticArray<f64>; // [columns] scaled value, by columns, as the next two
  kind: StaticArray<i32>; // [columns] class
  bits: StaticArray<i32>; // [columns * words] the set of tasks
  list: StaticArray<i32>; // columns that go with what is chosen, depth after depth; by packing
  seen: StaticArray<i32>; // [n] how many of them have the task
  branch: StaticArray<i32>; // [n + m + 2] by depth: the task decided; by packing, as the next ones
  chosen: StaticArray<i32>; // [n + m + 2] the column that has it, -1: none
  cursor: StaticArray<i32>; // [n + m + 2] the next one in the list
  listStart: StaticArray<i32>; // [n + m + 2] the list of this depth
  listEnd: StaticArray<i32>; // [n + m + 2]
  lost: StaticArray<f64>; // [n + m + 2] loss of what is chosen above
  covered: StaticArray<i32>; // [(n + m + 2) * words] the tasks decided above
  mode: i32 = 0; // whether it searches or proves, codes in solve
  proven: f64 = 0; // scaled upper bound on any schedule, without bases
  nodes: f64 = 0; // decisions of columns and packing
  stage: i32 = 0; // what is being done, codes in branch
  cells: i32 = 0; // of the present lattice
  classes: i32 = 0; // number of different speeds and ready times
  kindNow: i32 = 0; // the class at work
  words: i32 = 0; // words of 32 bits that a set of tasks takes
  roundingSum: f64 = 0; // what sums may be off by, scaled value
  ascentSum: f64 = 0; // the bound at the present multipliers, as far as computed
  ascentBest: f64 = 0; // the least at this level
  ascentStep: f64 = 0; // step as a share of Polyak's
  round: i32 = 0; // bounds computed at this level
  stalled: i32 = 0; // how many of them, lately, without progress
  budget: f64 = 0; // scaled value that a schedule may be below the bound
  levelBegan: f64 = 0; // work when the level began
  allowance: f64 = 0; // work at which it ends, if a finer one fits
  columns: i32 = 0; // sets found
  isOverfull: bool = false; // there were more
  depth: i32 = 0; // tasks that are open in the enumeration
  packDepth: i32 = 0; // of the packing
  leastLoss: f64 = 0; // of the schedules put together, at first the budget

  constructor(n: i32, m: i32, rank: StaticArray<i32>) {
    const tasks = min(n, MOST_PROVEN);
    const machines = tasks > 0 ? m : 0;
    const words = (tasks + 31) >> 5;
    const depths = tasks > 0 ? tasks + machines + 2 : 0;
    const nodes = min((tasks + 1) * (MOST_CELLS + 1), MOST_NODES);
    const cells = tasks > 0 ? nodes : 0;
    const columns = tasks > 0 ? MOST_COLUMNS : 0;
    this.rank = rank;
    this.rate = new StaticArray<f64>(machines);
    this.ready = new StaticArray<f64>(machines);
    this.cell = new StaticArray<f64>(machines);
    this.earned = new StaticArray<f64>(machines);
    this.count = new StaticArray<i32>(machines);
    this.first = new StaticArray<i32>(machines);
    this.left = new StaticArray<i32>(machines);
    this.choice = new StaticArray<i32>(machines);
    this.multiplier = new StaticArray<f64>(tasks);
    this.bestMultiplier = new StaticArray<f64>(tasks);
    this.direction = new StaticArray<f64>(tasks);
    this.spare = new StaticArray<f64>(tasks);
    this.price = new StaticArray<f64>(<i32>min(<f64>tasks * <f64>machines, <f64>MOST_PRICES));
    this.curve = new StaticArray<f64>(tasks > 0 ? MOST_CELLS + 2 : 0);
    this.ends = new StaticArray<f64>(tasks > 0 ? MOST_CELLS + 1 : 0);
    this.rows = new StaticArray<f64>(cells);
    this.segment = new StaticArray<f64>(cells);
    this.top = new StaticArray<i32>(tasks + 1);
    this.phase = new StaticArray<i32>(tasks + 1);
    this.base = new StaticArray<i32>(tasks + 1);
    this.free = new StaticArray<i32>(tasks + 1);
    this.low = new StaticArray<i32>(tasks + 1);
    this.high = new StaticArray<i32>(tasks + 1);
    this.loss = new StaticArray<f64>(columns);
    this.kind = new StaticArray<i32>(columns);
    this.bits = new StaticArray<i32>(columns * words);
    this.list = new StaticArray<i32>(tasks > 0 ? LIST_LENGTH : 0);
    this.seen = new StaticArray<i32>(tasks);
    this.branch = new StaticArray<i32>(depths);
    this.chosen = new StaticArray<i32>(depths);
    this.cursor = new StaticArray<i32>(depths);
    this.listStart = new StaticArray<i32>(depths);
    this.listEnd = new StaticArray<i32>(depths);
    this.lost = new StaticArray<f64>(depths);
    this.covered = new StaticArray<i32>(depths * words);
  }
}
